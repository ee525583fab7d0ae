"""Choosing between what was typed and what somebody else has put in its place meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from archive_app.loading import later
from archive_app.services.drafts import Place
from archive_app.ui.kit.unsaved_bar import UnsavedBar
from archive_app.ui.session.session import Session

if TYPE_CHECKING:
    from archive_app.services.tagging import unsaved
    from archive_app.services.tagging.unsaved import Found
else:
    (unsaved,) = later("archive_app.services.tagging", "unsaved")


class Contested(QObject):
    """Opens the list of both texts when the bar is asked for it."""

    def __init__(self, session: Session, bar: UnsavedBar) -> None:
        super().__init__(bar)
        self._session = session
        self._bar = bar
        bar.choose.clicked.connect(self.look)

    def look(self, _on: bool = False) -> None:
        """Ask what stands there now, and show it beside what was typed."""
        archive, contested = self._session.archive, self._session.unsaved.contested

        def work() -> list[tuple[Place, Found]]:
            return [(each.place, unsaved.standing(archive, replace(each.draft, place=each.at))) for each in contested]

        self._session.tasks.read(work, self._show, owner=self, key="contested")

    def _show(self, texts: list[tuple[Place, Found]]) -> None:
        from archive_app.ui.dialogs.recovered import MEANWHILE, RecoveredDialog

        places = {id(found): place for place, found in texts}
        dialog = RecoveredDialog([found for _place, found in texts], self._window(), MEANWHILE)
        held = self._session.unsaved
        dialog.restored.connect(lambda found: held.insist(places[id(found)], found.stored or ""))
        dialog.discarded.connect(lambda found: held.yield_to_other(places[id(found)]))
        dialog.open()

    def _window(self) -> QWidget:
        return self._bar.window()
