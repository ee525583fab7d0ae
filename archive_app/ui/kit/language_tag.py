"""The language of a text, beside it: as wide as its neighbours, so that fields of any language end in one line."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from archive_app.domain.text.languages import language_said
from archive_app.domain.text.showing import shown
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label

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
