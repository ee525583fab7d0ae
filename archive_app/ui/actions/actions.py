"""The actions of one window, made from the one table: menus, toolbar, shortcuts and command palette all use these."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QHelpEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QSizePolicy, QToolBar, QToolButton, QToolTip, QWidget

from archive_app.domain.model.kinds import Kind
from archive_app.i18n import _
from archive_app.ui.actions.spec import FIRST, ActionSpec, Needs, Scope
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.notes import note

# The mark of a menu's letter; with the letter where the title is written in a script that has none.
_LETTER = re.compile(r"\(&.\)|&")


class Actions(QObject):
    """Makes each action once; ``names`` finds them, ``specs`` says what they are."""

    def __init__(self, window: QWidget, specs: Iterable[ActionSpec[Any]], menus: dict[str, str]) -> None:
        super().__init__(window)
        self._window = window
        self._menus = menus
        self.specs = {spec.name: spec for spec in specs}
        self._groups: dict[str, QActionGroup] = {}
        self._there = dict.fromkeys(Needs, False)
        self._by_name = {name: self._make(spec) for name, spec in self.specs.items()}

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def menu_title(self, menu: str) -> str:
        """The title of a menu, without the mark of its letter."""
        return _LETTER.sub("", _(self._menus[menu]))

    def keys_of(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """The first key of each of these actions, and what it does, in words."""
        specs = [self.specs[name] for name in names]
        keys = [_first_key(spec) for spec in specs]
        return [(key, spec.words.replace("…", "")) for key, spec in zip(keys, specs, strict=True)]

    def fill_menus(self, bar: QMenuBar, submenus: dict[str, QMenu]) -> None:
        """Put every action into its menu; ``submenus`` go into the menu that their key begins with."""
        made = {key: bar.addMenu(_(title)) for key, title in self._menus.items()}
        within: dict[str, QMenu] = {}
        for menu in made.values():
            menu.installEventFilter(self)
        for name, spec in self.specs.items():
            menu = submenus.get(spec.menu) or made[spec.menu]
            if spec.submenu:
                menu = within.get(spec.submenu) or within.setdefault(spec.submenu, menu.addMenu(_(spec.submenu)))
                menu.installEventFilter(self)
            elif spec.apart:
                menu.addSeparator()
            menu.addAction(self._by_name[name])
            for key, submenu in submenus.items():
                if key.partition("/")[2] == f"after-{name}":
                    menu.addMenu(submenu)
        for key, submenu in submenus.items():
            place, _slash, where = key.partition("/")
            if not where.startswith("after-"):
                made[place].addMenu(submenu)

    def fill_toolbar(self, bar: QToolBar) -> None:
        """Put the actions that belong there into the toolbar, a separator between menus."""
        before = ""
        for name, spec in self.specs.items():
            if not spec.toolbar:
                continue
            if before and spec.menu != before and spec.menu != "view":
                bar.addSeparator()
            if spec.menu == "view" and before != "view":
                bar.addWidget(_spring())
            before = spec.menu
            bar.addAction(self._by_name[name])
            button = bar.widgetForAction(self._by_name[name])
            if isinstance(button, QToolButton):
                button.setAccessibleName(self._by_name[name].toolTip())
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                if spec.worded:
                    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def scope_to_results(self, view: QWidget) -> None:
        """Let the actions of the results' scope work inside ``view``."""
        for name, spec in self.specs.items():
            if spec.scope == Scope.RESULTS:
                view.addAction(self._by_name[name])

    def enable(self, *, archive: bool, record: bool, shown: Kind | None = None, copied: bool = False) -> None:
        """Enable what can be done now; ``shown`` is the kind of the record in hand."""
        self._there = {
            Needs.NOTHING: True,
            Needs.ARCHIVE: archive,
            Needs.RECORD: archive and record,
            Needs.PARTNERSHIP: archive and record and shown is Kind.PARTNERSHIP,
            # Of several it is not known here what they are.
            Needs.OBJECT: archive and record and shown in (Kind.OBJECT, None),
            Needs.TRANSFER: archive and record and shown in (Kind.TRANSFER, None),
            Needs.COPIED: archive and record and copied,
        }
        for name, spec in self.specs.items():
            self._by_name[name].setEnabled(self._there[spec.needs])

    def why_not(self, name: str) -> str:
        """What is to be done before this action can be, or why it can't; empty where it can."""
        if self._by_name[name].isEnabled():
            return ""
        spec = self.specs[name]
        if self._there[spec.needs]:
            return _(spec.idle)
        order = (Needs.ARCHIVE, Needs.RECORD, spec.needs)
        lacking = next(each for each in order if not self._there[each])
        return _(FIRST[lacking])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # In a menu it is said beside what can't be chosen why that is so.
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and isinstance(watched, QMenu):
            action = watched.actionAt(event.pos())
            name = action.objectName() if action is not None else ""
            why = self.why_not(name) if name in self.specs else ""
            if why:
                QToolTip.showText(event.globalPos(), why, watched)
            else:
                QToolTip.hideText()
            return True
        return False

    def _make(self, spec: ActionSpec[Any]) -> QAction:
        action = QAction(spec.words, self._window)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        if spec.icon:
            action.setIcon(icon(spec.icon))
            action.setIconVisibleInMenu(True)
        if spec.group:
            group = self._groups.setdefault(spec.group, QActionGroup(self))
            action.setCheckable(True)
            group.addAction(action)
            action.setChecked(bool(spec.chosen and spec.chosen(self._window)))
        if spec.scope == Scope.RESULTS:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shown = _first_key(spec)
        label = spec.words.replace("…", "").replace("&", "")
        action.setIconText(label)
        action.setToolTip(f"{label} ({shown})" if shown else label)
        action.triggered.connect(partial(self._run, spec))
        if spec.scope == Scope.WINDOW:
            self._window.addAction(action)
        return action

    def _run(self, spec: ActionSpec[Any], _checked: bool = False) -> None:
        note("action", name=spec.name)
        spec.run(self._window)


def _first_key(spec: ActionSpec[Any]) -> str:
    """The key by which an action is done first of all, as the system writes it."""
    key = spec.bare or next(iter(spec.keys), "")
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _spring() -> QWidget:
    spring = QWidget()
    spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return spring
