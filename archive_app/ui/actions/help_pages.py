"""How to search, which keys there are, what program this is."""

from __future__ import annotations

import platform
from collections.abc import Sequence

from PySide6 import __version__ as qt_version
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from archive_app import __version__
from archive_app.domain.query import HelpLine, help_text
from archive_app.domain.query.fields import label_of
from archive_app.domain.query.language import spoken
from archive_app.domain.text.folding import fold
from archive_app.i18n import _, listed
from archive_app.services.logbook import Logbook
from archive_app.ui.actions.actions import Actions
from archive_app.ui.actions.licences import LicencesDialog
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.stepping.keys import STEP_KEYS


class HelpPage(QDialog):
    """Headed groups of two columns: what is typed, what it means; and a line to find something in them."""

    def __init__(
        self, title: str, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 760, 640)
        self._groups: list[tuple[QLabel, list[tuple[str, tuple[QLabel, QLabel]]]]] = []
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(_("Find in this page…"))
        self.finder.setAccessibleName(_("Find in this page"))
        self.finder.setClearButtonEnabled(True)
        self.finder.textChanged.connect(self._filter)
        body = QWidget()
        self._fill(QGridLayout(body), groups)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.finder)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)

    @property
    def shown(self) -> list[str]:
        """What is typed in the lines that are shown."""
        return [pair[0].text() for _heading, lines in self._groups for _words, pair in lines if not pair[0].isHidden()]

    def _fill(self, grid: QGridLayout, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        grid.setHorizontalSpacing(theme.LARGE)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnStretch(1, 1)
        row = 0
        for title, lines in groups:
            heading = plain_label(title, "heading")
            heading.setContentsMargins(0, theme.MEDIUM if row else 0, 0, 0)
            grid.addWidget(heading, row, 0, 1, 2)
            row += 1
            made = []
            for typed, meaning in lines:
                pair = _typed(typed), plain_label(meaning)
                grid.addWidget(pair[0], row, 0, Qt.AlignmentFlag.AlignBaseline)
                grid.addWidget(pair[1], row, 1, Qt.AlignmentFlag.AlignBaseline)
                made.append((fold(f"{typed} {meaning}"), pair))
                row += 1
            self._groups.append((heading, made))
        grid.setRowStretch(row, 1)

    def _filter(self, text: str) -> None:
        wanted = fold(text).split()
        for heading, lines in self._groups:
            some = False
            for words, pair in lines:
                there = all(word in words for word in wanted)
                some = some or there
                for label in pair:
                    label.setVisible(there)
            heading.setVisible(some)


class SearchHelp(HelpPage):
    """The search language, from the same table that the parser reads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        lines = help_text()
        grammar = [(spoken(line.example), line.meaning) for line in lines if not line.field]
        fields = [(spoken(line.example), _meaning(line)) for line in lines if line.field]
        groups = [
            (_("Writing a search"), grammar),
            (_("What can be searched by"), fields),
            (_("Keys while searching"), _search_keys()),
        ]
        super().__init__(_("How to search"), groups, parent)


class ShortcutList(HelpPage):
    """Every shortcut, by menu, and the keys of the views."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        groups: dict[str, list[tuple[str, str]]] = {}
        for spec in actions.specs.values():
            keys = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in spec.keys]
            if keys:
                label = spec.words.replace("…", "")
                groups.setdefault(actions.menu_title(spec.menu), []).append((", ".join(keys), label))
        views = [
            (_("Space"), _("Show the record large, and put that away again; a partnership on its page")),
            (_("Enter"), _("The same in the result")),
            (_("Shift+arrows, Ctrl+Space"), _("Select several records")),
            (_("+, -, Z"), _("In the large view: larger, smaller, one to one or fitted")),
            (_("0 … 5; while typing Ctrl+0 … Ctrl+5"), _("Rating")),
            (_("Alt and the bottom row, from the left"), _("Link what was used lately")),
            ("T", _("To the tag bar")),
            (_("Page Up, Page Down"), _("The record before, the next; in a list a page of it")),
            (_("Left, Right"), _("In the large view: the record before, the next")),
            (_("Ctrl+Page Up, Ctrl+Page Down"), _("In the large view: the files of one record")),
            (_("Esc"), _("Back; in a field: take the typing back")),
        ]
        super().__init__(
            _("Keyboard shortcuts"),
            [
                *groups.items(),
                (_("In the result and the large view"), views),
                (_("In the tag bar"), _bar_keys()),
                (_("While stepping through; the last ones on the picture alone"), _step_keys()),
            ],
            parent,
        )


def _bar_keys() -> list[tuple[str, str]]:
    return [
        (_("Enter"), _("Link; on an empty line: close")),
        (_("Tab, Shift+Tab"), _("Next and previous line")),
        (_("Shift+Enter"), _("Create a new record of that name, then choose its kind")),
        (_("F4, Shift+F4"), _("Another relation")),
        (_("Backspace"), _("On an empty line: take off what was linked last")),
        ("=ist10", _("A code: all links that it stands for")),
    ]


def _step_keys() -> list[tuple[str, str]]:
    digits = [
        (_("0 … 5; while typing Ctrl+0 … Ctrl+5"), _("Rating")),
        (_("Alt and the bottom row, from the left"), _("Link what was used lately")),
    ]
    return digits + [(", ".join(map(_native, (*each.anywhere, *each.picture))), _(each.text)) for each in STEP_KEYS]


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class AboutDialog(QDialog):
    """Name, version, licence, licences of what it stands on, where the log lies, the walls around what reads files."""

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
        self.log = plain_label(_("Log: {file}").format(file=Logbook().file), "muted")
        self.log.setTextInteractionFlags(_SELECTABLE)
        layout.addWidget(self.log)
        self.walls = plain_label("", "muted")
        self.walls.hide()
        layout.addWidget(self.walls)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.licences = buttons.addButton(_("Licences…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.licences.setAutoDefault(False)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setDefault(True)
        close.setFocus()
        self.licences.clicked.connect(lambda: LicencesDialog(self).open())
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.setMinimumWidth(480)

    def show_walls(self, words: Sequence[str]) -> None:
        """Which walls stand around what reads files, and which do not."""
        self.walls.setText("\n".join(words))
        self.walls.show()
        room.grow(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Qt makes it as high as its lines would be without an end.
        room.grow(self)


def _meaning(line: HelpLine) -> str:
    own = label_of(line.field) if line.field else ""
    others = listed(alias for alias in line.aliases if alias != own)
    return _("{meaning}; also written {others}").format(meaning=line.meaning, others=others) if others else line.meaning


def _search_keys() -> list[tuple[str, str]]:
    return [
        (_("Down"), _("In the search: what may follow; in an empty search: earlier searches")),
        (_("Ctrl+Down"), _("To the parts of the search; Delete takes one out, Enter edits it")),
        (_("Alt+4"), _("To the facets; Space finds with one, Delete without it")),
        (_("Alt+click, middle click"), _("On a facet: find without it")),
        (_("Enter"), _("To the result, or to what may have been meant")),
    ]


def _typed(text: str) -> QLabel:
    label = plain_label(text, wrap=False)
    label.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
