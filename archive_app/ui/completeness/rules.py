"""What makes a record complete: for each kind of record what is required, always or when it is public."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.model.completeness import DEFAULTS, LEVEL_LABEL, Level
from archive_app.domain.model.kinds import KIND_PLURAL, Kind
from archive_app.domain.text.languages import LANGUAGE_NAMES
from archive_app.errors import ArchiveError
from archive_app.i18n import _, labelled
from archive_app.services.upkeep import completeness
from archive_app.services.upkeep.completeness import KindRules
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import kind_icon
from archive_app.ui.session.session import Session

_FIRST = Kind.PHOTO


class RulesDialog(QDialog):
    """Filled when the rules are read; nothing is changed before it is saved, and then as one step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(_("What makes a record complete"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 620, 520)
        self.levels: dict[tuple[Kind, str], Combo] = {}
        self.kinds = QListWidget()
        self.kinds.setAccessibleName(_("Kinds of record"))
        self.kinds.setFixedWidth(190)
        self.language = Combo()
        self.language.setAccessibleName(_("Home language"))
        for tag, name in LANGUAGE_NAMES.items():
            if tag != "und":
                self.language.addItem(_(name), tag)
        self._pages = QStackedWidget()
        self.kinds.currentRowChanged.connect(self._pages.setCurrentIndex)
        self.fault = plain_label(name="fault")
        self.fault.hide()
        self._lay_out()
        archive = session.archive
        session.tasks.read(
            lambda: (completeness.rules(archive), completeness.home_language(archive)),
            lambda read: self._put(*read),
            owner=self,
        )

    def chosen(self) -> dict[Kind, dict[str, Level]]:
        """What is required now, by kind."""
        found: dict[Kind, dict[str, Level]] = {}
        for (kind, rule), chooser in self.levels.items():
            levels = found.setdefault(kind, {})
            if chooser.currentData():
                levels[rule] = Level(chooser.currentData())
        return found

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(plain_label(_("Every name is wanted in the home language, and in another."), "muted"), 1)
        line.addWidget(self.language)
        panes = QHBoxLayout()
        panes.setSpacing(theme.SMALL)
        panes.addWidget(self.kinds)
        panes.addWidget(self._pages, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        usual = buttons.addButton(_("Restore defaults"), QDialogButtonBox.ButtonRole.ResetRole)
        usual.setToolTip(_("Require of this kind what every archive begins with"))
        usual.setAutoDefault(False)
        usual.clicked.connect(self._usual)
        self.go = buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        self.go.setEnabled(False)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addLayout(line)
        layout.addLayout(panes, 1)
        layout.addWidget(self.fault)
        layout.addWidget(buttons)

    def _put(self, rules: list[KindRules], language: str) -> None:
        self.language.setCurrentIndex(max(0, self.language.findData(language)))
        for each in rules:
            item = QListWidgetItem(kind_icon(each.kind), _(KIND_PLURAL[each.kind]))
            item.setData(Qt.ItemDataRole.UserRole, each.kind)
            self.kinds.addItem(item)
            self._pages.addWidget(self._page(each))
        self.kinds.setCurrentRow(next(row for row, each in enumerate(rules) if each.kind is _FIRST))
        self.kinds.setFocus()
        self.go.setEnabled(True)

    def _page(self, each: KindRules) -> QWidget:
        page = QWidget()
        page.setObjectName("page")
        grid = QGridLayout(page)
        grid.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnStretch(0, 1)
        for row, rule in enumerate(each.rules):
            chooser = Combo()
            chooser.addItem(_("not required"), "")
            for level in Level:
                chooser.addItem(_(LEVEL_LABEL[level]), str(level))
            chooser.setCurrentIndex(chooser.findData(str(each.levels.get(rule.key, ""))))
            chooser.setAccessibleName(labelled(_(KIND_PLURAL[each.kind]), _(rule.label)))
            label = plain_label(_(rule.label))
            label.setBuddy(chooser)
            self.levels[each.kind, rule.key] = chooser
            grid.addWidget(label, row, 0)
            grid.addWidget(chooser, row, 1)
        grid.setRowStretch(len(each.rules), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(page)
        return area

    def _usual(self) -> None:
        item = self.kinds.currentItem()
        kind = Kind(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None
        for (each, rule), chooser in self.levels.items():
            if each is kind:
                chooser.setCurrentIndex(chooser.findData(str(DEFAULTS[each].get(rule, ""))))

    def _save(self) -> None:
        archive, levels, language = self._session.archive, self.chosen(), self.language.currentData()
        self.go.setEnabled(False)
        self._session.edit(
            lambda: completeness.set_rules(archive, levels=levels, language=language),
            lambda _change: self.accept(),
            owner=self,
            failed=self._failed,
        )

    def _failed(self, error: ArchiveError) -> None:
        self.go.setEnabled(True)
        self.fault.setText(error.message)
        self.fault.show()
