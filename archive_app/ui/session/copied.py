"""What was copied of the archive's records, to be pasted into others, and what was ticked when that was done last."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal


class Copied(QObject):
    """Lasts as long as the archive is open. ``changed`` says that something was copied."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        #: The record whose metadata was copied, 0 for none.
        self.source = 0
        #: What other programs were given for it.
        self.text = ""
        self._ticks: dict[str, bool] = {}

    def put(self, record: int) -> None:
        """The metadata of this record was copied."""
        self.source = record
        self.changed.emit()

    def ticked(self, key: str, family: str, usual: bool) -> bool:
        """Whether a thing is ticked at first: as it was last, else as its like was, else as usual."""
        return self._ticks.get(key, self._ticks.get(family, usual))

    def remember(self, ticks: Mapping[tuple[str, str], bool]) -> None:
        """Keep what was ticked, by key and family; a family is ticked where one of it was."""
        families: dict[str, bool] = {}
        for (key, family), on in ticks.items():
            self._ticks[key] = on
            families[family] = families.get(family, False) or on
        # A key may be its own family.
        self._ticks |= {family: on for family, on in families.items() if (family, family) not in ticks}
