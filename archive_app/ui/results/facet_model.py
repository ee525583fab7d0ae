"""The facets of a result as the lines of a list: headings, values with their counts, and what unfolds the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from archive_app.domain.dates.dates import words
from archive_app.domain.model.fields import STATUS
from archive_app.domain.model.kinds import KIND_LABEL, Kind
from archive_app.domain.query.facets import FACETS, Facet
from archive_app.domain.query.narrowing import Asked
from archive_app.i18n import _, labelled, language, listed, ngettext
from archive_app.ui.kit import theme

Index = QModelIndex | QPersistentModelIndex
#: So many values of a facet are shown before it is unfolded.
SHOWN = 8
LINE_ROLE = Qt.ItemDataRole.UserRole + 1


class State(StrEnum):
    """What the search says about a value."""

    FREE = "free"
    ASKED = "asked"
    EXCLUDED = "excluded"


class Sort(StrEnum):
    """What a line is."""

    HEADING = "heading"
    VALUE = "value"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``value`` is what stands after the colon; ``count`` the size of the result with it."""

    sort: Sort
    facet: Facet
    label: str
    value: str = ""
    count: int = 0
    state: State = State.FREE

    @property
    def place(self) -> tuple[Sort, str, str]:
        """What makes it the same line in another result."""
        return self.sort, self.facet.key, self.value


@dataclass(frozen=True, slots=True)
class Counted:
    """The values of every facet, what the search asks for, and the titles of those asked for but not counted."""

    values: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


class FacetModel(QAbstractListModel):
    """``stale`` while the counts are those of the result before."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()
        self.stale = False
        self._counted = Counted()
        self._unfolded: set[str] = set()

    def put(self, counted: Counted) -> None:
        """Show these."""
        self._counted = counted
        self.stale = False
        self._lay()

    def fold(self, key: str) -> None:
        """Show all values of a facet, or the first of them only."""
        self._unfolded ^= {key}
        self._lay()

    def unfolded(self, key: str) -> bool:
        """Whether all values of a facet are shown."""
        return key in self._unfolded

    def find(self, place: tuple[Sort, str, str]) -> int:
        """The row of a line, -1 where it is gone."""
        return next((row for row, line in enumerate(self.lines) if line.place == place), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.lines[index.row()].sort is Sort.HEADING:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(line)
        if role == Qt.ItemDataRole.ToolTipRole and line.sort is Sort.VALUE:
            return theme.plain_tip(f"{line.label}\n" + _("Click: with it. Alt+click: without it."))
        return None

    def _lay(self) -> None:
        self.beginResetModel()
        lines: list[Line] = []
        for facet in FACETS:
            values = _values(facet, self._counted)
            if not values:
                continue
            lines.append(Line(Sort.HEADING, facet, _(facet.heading)))
            unfolded = facet.key in self._unfolded
            lines += values if unfolded else _first(values)
            if len(values) > SHOWN:
                more = _("fewer") if unfolded else _("more…")
                lines.append(Line(Sort.MORE, facet, more))
        self.lines = tuple(lines)
        self.endResetModel()


def _values(facet: Facet, counted: Counted) -> list[Line]:
    """The counted values, then those that are asked for or excluded and count nothing."""
    wanted = [each for each in counted.asked if each.field == facet.field]
    lines = [
        Line(
            Sort.VALUE, facet, _named(facet, each), str(each["value"]), int(each["count"]), _state(wanted, facet, each)
        )
        for each in counted.values.get(facet.key, ())
    ]
    there = {line.value.casefold() for line in lines}
    for part in wanted:
        for value in part.values:
            label = _label(facet, value, counted.titles)
            if label and value.casefold() not in there:
                state = State.EXCLUDED if part.excluded else State.ASKED
                lines.append(Line(Sort.VALUE, facet, label, value, 0, state))
                there.add(value.casefold())
    return lines


def _named(facet: Facet, each: Mapping[str, Any]) -> str:
    label = str(each["label"])
    if facet.key == "year" and label.startswith("-"):
        return words(f"-{label[1:]:0>4}", language())
    return label


def _label(facet: Facet, value: str, titles: Mapping[str, str]) -> str:
    """What a value is called that was asked for but not counted; empty where it is no single value."""
    if facet.key == "kind":
        return _(KIND_LABEL[Kind(value)]) if value in set(Kind) else ""
    if facet.key == "status":
        return STATUS.said(value) if value in STATUS.choices else ""
    if facet.key == "year":
        return value if value.isdigit() else ""
    return titles.get(value, "")


def _state(wanted: Iterable[Asked], facet: Facet, each: Mapping[str, Any]) -> State:
    part = next((part for part in wanted if part.has(facet.field, str(each["value"]))), None)
    if part is None:
        return State.FREE
    return State.EXCLUDED if part.excluded else State.ASKED


def _first(values: list[Line]) -> list[Line]:
    """The commonest, and whatever the search speaks of, in the order in which they stand."""
    common = sorted(values, key=lambda line: -line.count)[:SHOWN]
    return [line for line in values if line in common or line.state is not State.FREE]


def _spoken(line: Line) -> str:
    if line.sort is not Sort.VALUE:
        return line.label
    count = ngettext("{count} result", "{count} results", line.count).format(count=f"{line.count:,}")
    state = {State.ASKED: _("asked for"), State.EXCLUDED: _("excluded")}.get(line.state, "")
    return listed(filter(None, (labelled(_(line.facet.heading), line.label), count, state)))
