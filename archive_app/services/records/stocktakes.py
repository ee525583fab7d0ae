"""Stock-takes: what is expected in a place is looked for, found or missing, and what else is found is told.

Every one that was ever made stays as it was closed; nothing in it is written over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as day_type
from enum import StrEnum

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.movements import below, last_day
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.collation import sort_key
from archive_app.errors import InvalidInput, NotFound, Refused
from archive_app.i18n import N_, NN_, _, language
from archive_app.services.archive import Archive
from archive_app.services.records import locations, naming
from archive_app.store.face.reader import Reader

_LINE, _STOCKTAKE = "stock_line", "stocktake"
_FOUND, _MISSING = "found", "missing"


class State(StrEnum):
    """What a stock-take says of an object; ``OPEN`` as long as nobody looked for it."""

    FOUND = "found"
    MISSING = "missing"
    UNEXPECTED = "unexpected"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Counted:
    """An object of a stock-take: the ``place`` where it was expected or last known to be, as a path (empty where no
    place is known); when (EDTF) and by whom it was counted. ``record`` is ``None`` where it is gone.
    """

    record: RecordRef | None
    state: State
    place: str
    counted_on: str
    counted_by: str


@dataclass(frozen=True, slots=True)
class Stocktake:
    """A stock-take of a place, by its ``number`` of those of that place (from 1). Days are EDTF, empty for none:
    ``closed_on`` while it is open, ``due`` where nobody said when it is due again. ``late``: that day has passed.
    """

    id: int
    place: RecordRef
    path: str
    number: int
    started_on: str
    started_by: str
    closed_on: str
    due: str
    late: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What came out: ``expected`` = ``found`` + ``missing`` + ``open``; whatever was counted is ``found`` or
    ``unexpected``.
    """

    stocktake: Stocktake
    lines: tuple[Counted, ...]

    @property
    def expected(self) -> int:
        """How many were expected."""
        return len(self.lines) - self.count(State.UNEXPECTED)

    def count(self, state: State) -> int:
        """How many it says that of."""
        return sum(line.state is state for line in self.lines)


def start(archive: Archive, *, place: int, due: str = "") -> ChangeSet:
    """Begin a stock-take of ``place`` and all within it: expected is what is there now. ``due`` is when it is due
    again. Refused while another one of that place is open.
    """
    again = parse_date(due).edtf if due.strip() else None
    with archive.store.transact(_about(archive, N_("Begin a stock-take of “{place}”"), place)) as transaction:
        reader = transaction.reader
        if transaction.records.kinds([place])[place] is not Kind.LOCATION:
            title = reader.records.titles([place]).get(place, "")
            raise InvalidInput(_("“{title}” is no location.").format(title=title))
        if any(not each.closed_on for each in reader.locations.stocktakes(place=place)):
            raise Refused(_("A stock-take of this place is open: close it first."))
        stays = reader.locations.stays(locations.day_of(""), places=below(reader.locations.parents(), [place]))
        row = {
            "record_id": place, "started_on": _today(), "started_by": archive.author(), "closed_on": None, "due": again,
        }  # fmt: skip
        transaction.parts.add_many(_STOCKTAKE, [row])
        made = reader.locations.stocktakes(place=place)[0].id
        transaction.parts.add_many(_LINE, [_line(made, stay.object, stay.place, expected=True) for stay in stays])
    return transaction.change


def found(archive: Archive, *, place: int, records: Sequence[int], move: bool = False) -> ChangeSet:
    """Say that ``records`` were found in the open stock-take of ``place``, one step: those that were expected are
    found, the others unexpected; with ``move`` the latter are moved there too.
    """
    ids = list(dict.fromkeys(records))
    label = Label.of_many(NN_("Found in a stock-take", "Found in a stock-take: {count} records"), len(ids))
    with archive.store.transact(label) as transaction:
        current = _open(transaction.reader, place)
        lines = {line.object: line for line in transaction.reader.locations.stock_lines(current)}
        stays = {
            stay.object: stay.place for stay in transaction.reader.locations.stays(locations.day_of(""), objects=ids)
        }
        kinds = transaction.records.kinds(ids)
        new, astray = [], []
        for record in ids:
            if kinds[record] is not Kind.OBJECT:
                title = transaction.reader.records.titles([record]).get(record, "")
                raise InvalidInput(_("“{title}” is no object: only gifts and objects are counted.").format(title=title))
            line = lines.get(record)
            if line is None:
                new.append(_line(current, record, stays.get(record), expected=False) | _mark(archive, _FOUND))
            else:
                transaction.parts.change(_LINE, line.id, _mark(archive, _FOUND))
            if line is None or not line.expected:
                astray.append(record)
        transaction.parts.add_many(_LINE, new)
        if move and astray:
            locations.move(archive, records=astray, to=place, reason=_("found in a stock-take"))
    return transaction.change


def missing(archive: Archive, *, place: int, records: Sequence[int]) -> ChangeSet:
    """Say that ``records`` were looked for in vain in the open stock-take of ``place``, one step. InvalidInput where
    one was not expected there.
    """
    ids = list(dict.fromkeys(records))
    label = Label.of_many(NN_("Missing in a stock-take", "Missing in a stock-take: {count} records"), len(ids))
    with archive.store.transact(label) as transaction:
        lines = {
            line.object: line for line in transaction.reader.locations.stock_lines(_open(transaction.reader, place))
        }
        for record in ids:
            line = lines.get(record)
            if line is None or not line.expected:
                title = transaction.reader.records.titles([record]).get(record, "")
                raise InvalidInput(_("“{title}” was not expected there.").format(title=title))
            transaction.parts.change(_LINE, line.id, _mark(archive, _MISSING))
    return transaction.change


def close(archive: Archive, *, place: int, due: str = "") -> ChangeSet:
    """Close the open stock-take of ``place``, one step: what was not found is missing. ``due`` is when it is due again,
    where that was not said before or is another day now.
    """
    again = parse_date(due).edtf if due.strip() else None
    with archive.store.transact(_about(archive, N_("Close the stock-take of “{place}”"), place)) as transaction:
        current = _open(transaction.reader, place)
        for line in transaction.reader.locations.stock_lines(current):
            if line.expected and not line.mark:
                transaction.parts.change(_LINE, line.id, _mark(archive, _MISSING))
        columns = {"closed_on": _today()} | ({"due": again} if again else {})
        transaction.parts.change(_STOCKTAKE, current, columns)
    return transaction.change


def stocktakes(archive: Archive, *, place: int | None = None) -> tuple[Stocktake, ...]:
    """Every stock-take, or those of ``place``, the latest first."""
    with archive.store.read() as reader:
        rows = reader.locations.stocktakes(place=place)
        places = sorted({row.place for row in rows})
        refs, paths = reader.records.refs(places), naming.paths(reader, places)
    met: dict[int, int] = {}
    numbers: dict[int, int] = {}
    for row in reversed(rows):
        numbers[row.id] = met[row.place] = met.get(row.place, 0) + 1
    last = {row.place: row.id for row in reversed(rows)}
    today = locations.day_of("")
    return tuple(
        Stocktake(
            row.id, refs[row.place], paths[row.place], numbers[row.id], row.started_on, row.started_by, row.closed_on,
            row.due, last[row.place] == row.id and 0 < last_day(row.due) < today,
        )
        for row in rows
    )  # fmt: skip


def report(archive: Archive, *, place: int, number: int = 0) -> Report:
    """What came out of the stock-take of ``place`` of this ``number``, or of the latest; NotFound for none."""
    every = stocktakes(archive, place=place)
    known = next((each for each in every if number in (0, each.number)), None)
    if known is None:
        raise NotFound(_("There is no such stock-take of this place."))
    with archive.store.read() as reader:
        rows = reader.locations.stock_lines(known.id)
        refs = reader.records.refs([row.object for row in rows])
        paths = naming.paths(reader, sorted({row.place for row in rows if row.place}))
    lines = [
        Counted(
            refs.get(row.object), _state(row.expected, row.mark), paths.get(row.place, ""), row.counted_on,
            row.counted_by,
        )
        for row in rows
    ]  # fmt: skip
    tongue, order = language(), list(State)
    lines.sort(
        key=lambda line: (
            order.index(line.state), sort_key(line.place, tongue), line.record.ref if line.record else "",
        )
    )  # fmt: skip
    return Report(known, tuple(lines))


def _state(expected: bool, mark: str) -> State:
    if not expected:
        return State.UNEXPECTED
    return {_FOUND: State.FOUND, _MISSING: State.MISSING}.get(mark, State.OPEN)


def _open(reader: Reader, place: int) -> int:
    for each in reader.locations.stocktakes(place=place):
        if not each.closed_on:
            return each.id
    raise Refused(_("No stock-take of this place is open: begin one first."))


def _line(stocktake: int, record: int, place: int | None, *, expected: bool) -> dict[str, object]:
    return {
        "stocktake_id": stocktake, "record_id": record, "place_id": place, "expected": expected, "mark": "",
        "counted_on": None, "counted_by": "",
    }  # fmt: skip


def _mark(archive: Archive, mark: str) -> dict[str, object]:
    return {"mark": mark, "counted_on": _today(), "counted_by": archive.author()}


def _today() -> str:
    return day_type.today().isoformat()


def _about(archive: Archive, message: str, place: int) -> Label:
    with archive.store.read() as reader:
        return Label(message, {"place": reader.records.titles([place]).get(place, "")})
