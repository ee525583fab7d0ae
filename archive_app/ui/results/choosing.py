"""What is chosen in a result: the selected records and the current one, by id and by place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QWidget

from archive_app.ui.results.model import Reader, ResultModel

Flag = QItemSelectionModel.SelectionFlag
#: A larger selection is not looked for again in the next result.
CARRIED = 1000


class ChoosingPane(QWidget):
    """A pane with one model and one selection, which all its views share."""

    def __init__(self, read: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ResultModel(read, self)
        self.chosen = QItemSelectionModel(self.model, self)
        #: Which way one went last, by one place.
        self._way = 1

    def current_id(self) -> int:
        """The id of the current record, 0 for none."""
        position = self.chosen.currentIndex().row()
        return self.model.ids[position] if 0 <= position < len(self.model.ids) else 0

    def in_hand(self) -> int:
        """The id of the only selected record, else of the current one: the two part where one is taken out of two."""
        selected = self._selected_runs()
        if len(selected) == 1 and selected[0][0] == selected[0][1] < len(self.model.ids):
            return self.model.ids[selected[0][0]]
        return self.current_id()

    def selected_ids(self) -> list[int]:
        """The ids of the selected records, in the order of display."""
        ids: list[int] = []
        for first, last in sorted(self._selected_runs()):
            ids.extend(self.model.ids[first : last + 1])
        return list(dict.fromkeys(ids))

    def selected_count(self) -> int:
        """How many records are selected."""
        return sum(last - first + 1 for first, last in self._selected_runs())

    def choice(self) -> tuple[tuple[int, ...], int]:
        """What is to be chosen again in the next result: the selected ids and the current one."""
        ids = tuple(self.selected_ids()) if self.selected_count() <= CARRIED else ()
        return ids, self.current_id() if ids else 0

    def select_ids(self, ids: Iterable[int], current: int = 0) -> None:
        """Select ``ids``; ``current`` (or the first of them) becomes the current one."""
        wanted = tuple(ids)
        self.select_places(self.model.places((*wanted, current)), wanted, current)

    def select_places(self, places: Mapping[int, int], ids: Iterable[int], current: int = 0) -> None:
        """Select ``ids`` where ``places`` says that they stand; ``current``, or the first of them, becomes current."""
        positions = sorted(places[record] for record in ids if record in places)
        selection = QItemSelection()
        for first, last in runs(positions):
            selection.select(self.model.index(first, 0), self.model.index(last, self.model.columnCount() - 1))
        at = places.get(current, positions[0] if positions else -1)
        if at >= 0:
            self.chosen.setCurrentIndex(self.model.index(at, 0), Flag.NoUpdate)
        self.chosen.select(selection, Flag.ClearAndSelect | Flag.Rows)

    def step(self, by: int) -> int:
        """Make the record ``by`` places further the current one; return its id, 0 at the ends."""
        position = self.chosen.currentIndex().row() + by
        self._way = 1 if by > 0 else -1
        if not 0 <= position < len(self.model.ids):
            return 0
        self.go_to(position)
        return self.model.ids[position]

    def expected(self) -> int:
        """The id of the record that one more step the same way leads to, 0 at the ends."""
        position = self.chosen.currentIndex().row() + self._way
        return self.model.ids[position] if 0 <= position < len(self.model.ids) else 0

    def go_to(self, position: int) -> None:
        """Make the record at ``position`` the current one and the only one selected."""
        self.chosen.setCurrentIndex(self.model.index(position, 0), Flag.ClearAndSelect | Flag.Rows)

    def select_all(self) -> None:
        """Select the whole result; the first record becomes the current one where none is."""
        if self.model.rowCount():
            if not self.chosen.currentIndex().isValid():
                self.chosen.setCurrentIndex(self.model.index(0, 0), Flag.NoUpdate)
            whole = QItemSelection(self.model.index(0, 0), self.model.index(self.model.rowCount() - 1, 0))
            self.chosen.select(whole, Flag.ClearAndSelect | Flag.Rows)

    def _selected_runs(self) -> list[tuple[int, int]]:
        selection = self.chosen.selection()
        parts = [selection.at(number) for number in range(selection.count())]
        return [(part.top(), part.bottom()) for part in parts]


def runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted positions as closed ranges."""
    found: list[tuple[int, int]] = []
    for position in positions:
        if found and position == found[-1][1] + 1:
            found[-1] = (found[-1][0], position)
        else:
            found.append((position, position))
    return found
