"""How to search, which keys there are, what program this is."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6 import __version__ as qt_version
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from archive_app import __version__
from archive_app.domain.query import help_text
from archive_app.i18n import _
from archive_app.ui import theme
from archive_app.ui.inspector.editors import plain_label

if TYPE_CHECKING:
    from archive_app.ui.actions import Actions


class HelpPage(QDialog):
    """Headed groups of two columns: what is typed, what it means."""

    def __init__(
        self, title: str, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 620)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setHorizontalSpacing(theme.LARGE)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnStretch(1, 1)
        row = 0
        for heading, lines in groups:
            grid.addWidget(plain_label(heading, "heading"), row, 0, 1, 2)
            row += 1
            for typed, meaning in lines:
                grid.addWidget(_typed(typed), row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(plain_label(meaning), row, 1)
                row += 1
            grid.setRowMinimumHeight(row, theme.MEDIUM)
            row += 1
        grid.setRowStretch(row, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)


class SearchHelp(HelpPage):
    """The search language, from the same table that the parser reads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        lines = help_text()
        grammar = [(line.example, line.meaning) for line in lines if not line.field]
        fields = [(line.example, line.meaning) for line in lines if line.field]
        super().__init__(
            _("How to search"), [(_("Writing a search"), grammar), (_("What can be searched by"), fields)], parent
        )


class ShortcutList(HelpPage):
    """Every shortcut, by menu, and the keys of the views."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        groups: dict[str, list[tuple[str, str]]] = {}
        for spec in actions.specs.values():
            keys = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in spec.keys]
            if keys:
                label = _(spec.text).replace("…", "")
                groups.setdefault(actions.menu_title(spec.menu), []).append((", ".join(keys), label))
        views = [
            (_("Space, Enter"), _("Show the record large; a partnership on its page")),
            (_("Shift+arrows, Ctrl+Space"), _("Select several records")),
            (_("+, -, 0, 1"), _("In the large view: larger, smaller, fit, one to one")),
            (_("Left, Right"), _("In the large view: previous, next")),
            (_("Page Up, Page Down"), _("In the large view: the files of one record")),
            (_("Esc"), _("Back; in a field: take the typing back")),
        ]
        super().__init__(
            _("Keyboard shortcuts"), [*groups.items(), (_("In the result and the large view"), views)], parent
        )


class AboutDialog(QDialog):
    """Name, version, licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Exchange Archive"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(plain_label("Exchange Archive", "masthead"))
        layout.addWidget(plain_label(_("Version {version}").format(version=__version__)))
        words = _("Catalogues the photos, videos and gifts of a city's partnerships, and says why each belongs.")
        layout.addWidget(plain_label(words))
        layout.addWidget(plain_label(_("Apache License 2.0"), "muted"))
        layout.addWidget(plain_label(f"Python {platform.python_version()} · Qt {qt_version}", "muted"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.setMinimumWidth(380)


def _typed(text: str) -> QLabel:
    label = plain_label(text, wrap=False)
    label.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
