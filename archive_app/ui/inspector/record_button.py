"""A record as a button that goes to it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from archive_app.domain.kinds import KIND_LABEL
from archive_app.domain.records import RecordRef
from archive_app.domain.showing import shown
from archive_app.i18n import _
from archive_app.ui import theme
from archive_app.ui.icons import kind_icon


def record_button(record: RecordRef, go: object) -> QPushButton:
    """A flat button with icon and title that goes to ``record``; the tip has the whole of a long title."""
    title = shown(record.title)
    button = QPushButton(kind_icon(record.kind), title.replace("&", "&&"))
    button.setObjectName("record")
    button.setMinimumWidth(40)
    tip = f"{record.title}\n{_(KIND_LABEL[record.kind])} · {record.ref}"
    button.setToolTip(theme.plain_tip(tip))
    button.setAccessibleName(f"{title}, {_(KIND_LABEL[record.kind])}")
    if callable(go):
        button.clicked.connect(lambda: go(record))
    return button
