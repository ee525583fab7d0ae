"""The language of a text, beside it: as wide as its neighbours, so that fields of any language end in one line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QToolButton

from archive_app.domain.text.languages import LANGUAGE_NAMES, language_said
from archive_app.domain.text.showing import shown
from archive_app.i18n import _
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.session.session import Session

#: Languages that are offered first for a text, before those that are spoken at home; the others stand below them.
OFFERED = ("en", "zh", "ar", "de", "es", "fr", "it", "ja", "ko", "pt", "ru", "sr", "th", "tr")
#: So many of them stand before those of home.
_FIRST = 2
#: Letters of a language that a foreign file names, in its tip and beside its text.
_LONGEST, _MOST = 40, 20


def fill_languages(
    menu: QMenu, session: Session, choose: Callable[[str], object], taken: Collection[str] = (), now: str | None = None
) -> None:
    """Offer languages in ``menu``: those that are not ``taken``, or with ``now`` all, that one ticked."""
    menu.clear()
    first = dict.fromkeys((*OFFERED[:_FIRST], *session.home_languages, *OFFERED[_FIRST:]))
    rest = [lang for lang in LANGUAGE_NAMES if lang not in first and lang != "und"]
    more = QMenu(_("More languages"), menu)
    for offered, langs in ((menu, first), (more, rest)):
        for lang in langs:
            if now is None and lang in taken:
                continue
            action = offered.addAction(language_said(lang))
            action.triggered.connect(lambda _on=False, lang=lang: choose(lang))
            if now is not None:
                action.setCheckable(True)
                action.setChecked(lang == now)
                action.setEnabled(lang == now or lang not in taken)
    menu.addMenu(more)


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

    def __init__(self, session: Session, lang: str, among: Collection[str] = ()) -> None:
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
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: fill_languages(menu, session, partial(self._choose, lang), among, lang))
        fill_languages(menu, session, partial(self._choose, lang), among, lang)
        self.setMenu(menu)

    def _choose(self, lang: str, other: str) -> None:
        if other != lang:
            self.chosen.emit(other)
