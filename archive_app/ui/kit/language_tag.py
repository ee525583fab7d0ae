"""The language of a text, beside it: as wide as its neighbours, so that fields of any language end in one line."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QToolButton

from archive_app.domain.text.languages import language_said
from archive_app.domain.text.showing import shown
from archive_app.i18n import _
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label

#: Languages that are offered for a text; any other is reached by typing in its own script, or from the command line.
OFFERED = ("en", "zh", "ar", "de", "es", "fr", "it", "ja", "ko", "pt", "ru", "sr", "th", "tr")
#: Letters of a language that a foreign file names, in its tip and beside its text.
_LONGEST, _MOST = 40, 20


def language_tag(lang: str, among: Iterable[str] = ()) -> QLabel:
    """``lang`` in a word, as wide as the widest of those that it stands ``among``; its tip has the whole of it."""
    said = shown(language_said(lang), _LONGEST)
    words = [shown(language_said(each), _MOST) for each in dict.fromkeys((lang, *among)) if each]
    label = plain_label("", "tag", wrap=False)
    label.ensurePolished()
    metrics = label.fontMetrics()
    widest = max(words, key=metrics.horizontalAdvance, default="")
    label.setText(widest)
    label.setFixedWidth(label.sizeHint().width())
    label.setText(metrics.elidedText(said, Qt.TextElideMode.ElideRight, metrics.horizontalAdvance(widest) + 1))
    label.setToolTip(theme.plain_tip(said))
    label.setAccessibleName(said)
    return label


class LanguageButton(QToolButton):
    """The language of a text, beside it: it is pressed where the text is in another one, which is ``chosen`` then.
    Those ``among`` which it stands have a text already.
    """

    chosen = Signal(str)

    def __init__(self, lang: str, among: Collection[str] = ()) -> None:
        super().__init__()
        said = language_tag(lang, among)
        self.setObjectName("tag")
        self.setText(said.text())
        self.setFixedWidth(said.width())
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(said.accessibleName())
        whole = _("{language}. Press to say that it is in another one.").format(language=said.accessibleName())
        self.setToolTip(theme.plain_tip(whole))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(self._menu(lang, among))

    def _menu(self, lang: str, taken: Collection[str]) -> QMenu:
        menu = QMenu(self)
        for other in OFFERED:
            action = menu.addAction(language_said(other))
            action.setCheckable(True)
            action.setChecked(other == lang)
            action.setEnabled(other == lang or other not in taken)
            action.triggered.connect(partial(self._choose, lang, other))
        return menu

    def _choose(self, lang: str, other: str, _on: bool = False) -> None:
        if other != lang:
            self.chosen.emit(other)
