"""The rows of one result: all ids in memory, rows read in windows in the background and kept in an LRU."""

from __future__ import annotations

import re
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPalette

from archive_app.domain.dates.dates import words
from archive_app.domain.dates.moments import local_moment
from archive_app.domain.model.fields import STATUS
from archive_app.domain.model.kinds import KIND_LABEL
from archive_app.domain.model.membership import RULE_LABEL
from archive_app.domain.model.records import Membership, Portrait, Row
from archive_app.domain.text.showing import isolated
from archive_app.i18n import _, labelled, language, listed
from archive_app.services.gifts.wording import iso
from archive_app.services.results import Match
from archive_app.ui.kit.icons import icon, kind_icon
from archive_app.ui.kit.marked import excerpt
from archive_app.ui.kit.theme import plain_tip
from archive_app.ui.kit.words import match_label
from archive_app.ui.results.tile_marks import fact_said

Index = QModelIndex | QPersistentModelIndex
WINDOW = 128
WINDOWS_KEPT = 64
#: Lines of the result before that are shown again at once where they are found again.
CARRIED = 4096
#: How many ids are looked through in one go: between two such steps another thread may run.
STEP = 20_000
#: The longest excerpt of a matching text on one line, in characters.
_EXCERPT = 90
_LEAST = 12
#: Days, months and years stand in a column as they are, one under the other; sets and ranges are said in words.
_PLAIN_DAY = re.compile(r"(\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?)?")

#: The :class:`Row` of an index, or ``None`` while it is still being read.
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
#: The record id of an index.
ID_ROLE = Qt.ItemDataRole.UserRole + 2
#: Why the record was found: a tuple of :class:`Membership`, direct first, empty where no partnership was asked for.
WHY_ROLE = Qt.ItemDataRole.UserRole + 3
#: Where searched words stand in the text of the cell: a tuple of (start, end) in characters.
MARKS_ROLE = Qt.ItemDataRole.UserRole + 4
#: A text other than the title in which a searched word stands: a :class:`Match` or ``None``.
MATCH_ROLE = Qt.ItemDataRole.UserRole + 5
#: A picture of what is no item, and how many go with it: a :class:`Portrait` or ``None``.
PORTRAIT_ROLE = Qt.ItemDataRole.UserRole + 6


class Column(IntEnum):
    """The columns of the table."""

    TITLE = 0
    REF = 1
    KIND = 2
    DATE = 3
    WHY = 4
    STATUS = 5
    RATING = 6
    FILES = 7
    CHANGED = 8
    DUE = 9


#: What a click on a heading sorts by, in the words of ``services.searching``.
COLUMN_ORDER = {
    Column.TITLE: "title",
    Column.REF: "ref",
    Column.KIND: "kind",
    Column.DATE: "date",
    Column.STATUS: "status",
    Column.RATING: "rating",
    Column.FILES: "files",
    Column.CHANGED: "changed",
    Column.DUE: "due",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row and why it was found: ``marks`` are the places of searched words in its title, ``match`` where the others
    stand."""

    row: Row
    why: tuple[Membership, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    match: Match | None = None
    portrait: Portrait | None = None


#: Reads lines: called with the ids and with what takes the answer.
Reader = Callable[[Sequence[int], Callable[[list[Line]], None]], None]


def headings() -> list[str]:
    """The headings of the columns."""
    words = [_("Title"), _("Ref"), _("Kind"), _("Date"), _("Why")]
    return [*words, _("Status"), _("Rating"), _("Files"), _("Changed"), _("Due")]


def why_text(why: tuple[Membership, ...]) -> str:
    """The paths in words, one to a line, each derived one with its rule."""
    lines = [each.text if each.direct else f"{each.text}  ({_(RULE_LABEL.get(each.rule, each.rule))})" for each in why]
    return "\n".join(lines)


def why_shown(line: Line) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The path to the partnership asked for, or the text in which a word stands, with the places to mark."""
    if line.why:
        return " → ".join(line.why[0].path[1:]), ()
    return match_shown(line.match) if line.match is not None else ("", ())


def match_shown(match: Match, longest: int = _EXCERPT) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A match on one line of about ``longest`` characters: what it stands in, and the text cut around its words."""
    label = labelled(match_label(match), "")
    text, spans = excerpt(match.text, match.spans, max(_LEAST, longest - len(label)))
    return label + text, tuple((start + len(label), end + len(label)) for start, end in spans)


def cell_text(line: Line, column: int) -> str:
    """What the table shows of ``line``."""
    row = line.row
    match column:
        case Column.TITLE:
            return row.title
        case Column.REF:
            return row.ref
        case Column.KIND:
            return _(KIND_LABEL[row.kind])
        case Column.DATE:
            return row.date if _PLAIN_DAY.fullmatch(row.date) else words(row.date, language())
        case Column.STATUS:
            return STATUS.said(row.status)
        case Column.RATING:
            return "★" * row.rating
        case Column.FILES:
            return str(row.files) if row.files else ""
        case Column.DUE:
            return iso(row.due) if row.due else ""
        case Column.WHY:
            return why_shown(line)[0]
        case _:
            return local_moment(row.changed_at)[:10]


def _said(line: Line) -> str:
    """What the marks of a tile mean."""
    return listed(filter(None, (STATUS.said(line.row.status), fact_said(line.row, line.portrait))))


def places(ids: array[int], wanted: frozenset[int]) -> dict[int, int]:
    """Where each of ``wanted`` stands in ``ids``."""
    found: dict[int, int] = {}
    for start in range(0, len(ids), STEP):
        if len(found) == len(wanted):
            break
        part = ids[start : start + STEP]
        if not wanted.isdisjoint(part):
            found.update((record, start + at) for at, record in enumerate(part) if record in wanted)
    return found


class ResultModel(QAbstractTableModel):
    """``read`` is asked for windows of :data:`WINDOW` rows as they come into sight."""

    #: The number of rows changed.
    counted = Signal(int)

    def __init__(self, read: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._ids: array[int] = array("q")
        self._rows: OrderedDict[int, list[Line | None]] = OrderedDict()
        self._asked: dict[int, int] = {}
        self._carried: dict[int, Line] = {}
        self._questions = 0

    @property
    def ids(self) -> array[int]:
        """The ids in the order of display. Not to be changed."""
        return self._ids

    def set_ids(self, ids: array[int]) -> None:
        """Show another result."""
        self.beginResetModel()
        self._carry()
        self._ids = ids
        self._rows.clear()
        self._asked.clear()
        self.endResetModel()
        self.counted.emit(len(ids))

    def grow(self, ids: array[int]) -> bool:
        """Show ``ids``, which begin with those shown, without moving what is there. False where they don't."""
        there = len(self._ids)
        if len(ids) < there or ids[:there] != self._ids:
            return False
        if len(ids) > there:
            self._carry()
            self._rows.pop(there // WINDOW, None)
            self._asked.pop(there // WINDOW, None)
            self.beginInsertRows(QModelIndex(), there, len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
            self.counted.emit(len(ids))
        return True

    def places(self, ids: Iterable[int]) -> dict[int, int]:
        """Where each of ``ids`` stands; those not here are left out."""
        return places(self._ids, frozenset(ids))

    def refresh(self, ids: frozenset[int]) -> None:
        """Read the rows of ``ids`` again, those that were read before."""
        for record in ids:
            self._carried.pop(record, None)
        for number, rows in list(self._rows.items()):
            first = number * WINDOW
            if not ids.isdisjoint(self._ids[first : first + len(rows)]):
                self._ask(number)

    def refresh_all(self) -> None:
        """Read again every row that was read before."""
        self._carried.clear()
        for number in list(self._rows):
            self._ask(number)

    def line(self, position: int) -> Line | None:
        """The line at ``position``, or ``None`` while it is being read (it is asked for)."""
        number, offset = divmod(position, WINDOW)
        rows = self._rows.get(number)
        if rows is None:
            if number not in self._asked:
                self._ask(number)
            return self._carried.get(self._ids[position]) if position < len(self._ids) else None
        self._rows.move_to_end(number)
        return rows[offset] if offset < len(rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == ID_ROLE:
            return self._ids[index.row()]
        line = self.line(index.row())
        if line is None:
            return None
        if role == ROW_ROLE:
            return line.row
        if role == WHY_ROLE:
            return line.why
        if role == MARKS_ROLE:
            return why_shown(line)[1] if index.column() == Column.WHY else line.marks
        if role == MATCH_ROLE:
            return line.match
        if role == PORTRAIT_ROLE:
            return line.portrait
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(line, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = cell_text(line, index.column())
            return (
                _("{title}, picked").format(title=isolated(text))
                if line.row.picked and index.column() == Column.TITLE
                else text
            )
        if role == Qt.ItemDataRole.DecorationRole and index.column() == Column.TITLE:
            return kind_icon(line.row.kind)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == Column.REF and line.row.picked:
            return icon("picked", QPalette.ColorRole.Accent)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(
                "\n".join(filter(None, (line.row.title, _said(line), line.row.lacking, why_text(line.why))))
            )
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole and section < len(Column):
            return headings()[section]
        return None

    def _ask(self, number: int) -> None:
        first = number * WINDOW
        wanted = self._ids[first : first + WINDOW]
        if not wanted:
            return
        self._questions += 1
        question = self._asked[number] = self._questions

        def take(rows: list[Line]) -> None:
            if self._asked.get(number) == question:
                self._put(number, wanted, rows)

        self._read(wanted, take)

    def _carry(self) -> None:
        """Keep what was read: shown until it has been read again, the records found twice do not flicker."""
        lines = {line.row.id: line for rows in self._rows.values() for line in rows if line is not None}
        self._carried = lines if len(self._carried) > CARRIED else self._carried | lines

    def _put(self, number: int, wanted: array[int], lines: list[Line]) -> None:
        found = {line.row.id: line for line in lines}
        del self._asked[number]
        self._rows[number] = [found.get(record) for record in wanted]
        self._rows.move_to_end(number)
        while len(self._rows) > WINDOWS_KEPT:
            self._rows.popitem(last=False)
        first = number * WINDOW
        last = first + len(wanted) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))
