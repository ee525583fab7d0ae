"""Where objects are kept: the tree of places, what is in one on a day, and moving things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as day_type

from archive_app.domain.dates.dates import day_number, parse_date
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.movements import Movement, below, last_day, movements
from archive_app.domain.model.records import Record, RecordRef
from archive_app.domain.text.collation import sort_key
from archive_app.errors import InvalidInput
from archive_app.i18n import NN_, _, language
from archive_app.services.archive import Archive
from archive_app.services.records import naming
from archive_app.services.records.values import clean
from archive_app.store.face.reader import Reader
from archive_app.store.face.transaction import Transaction

MOVEMENT = BY_NAME["movement"]
_NORMAL = "normal_place"


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """A place with those in it. ``here`` objects are in it and in no place within; ``all`` counts those as well."""

    record: RecordRef
    level: str
    here: int
    all: int
    inside: tuple[PlaceNode, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """An object in a place: which, the path of the place, since and until when (EDTF). ``late``: it was to be back."""

    record: RecordRef
    place: RecordRef
    path: str
    since: str
    until: str
    late: bool


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where an object is and where it is normally kept, each with its path; ``None`` where nothing says it."""

    place: RecordRef | None
    path: str
    normal: RecordRef | None
    normal_path: str


def day_of(text: str) -> int:
    """A single day, as EDTF or “today” (empty is today), as year·10000 + month·100 + day; InvalidInput where it is
    none.
    """
    if not text.strip():
        return day_number(day_type.today())
    date = parse_date(text)
    if date.earliest != date.latest:
        raise InvalidInput(_("“{date}” is no single day: write one such as 2024-05-03.").format(date=clean(text)[:40]))
    return date.earliest


def tree(archive: Archive, *, day: str = "") -> tuple[PlaceNode, ...]:
    """Every place, those within others below them, with how many objects were in each at the end of ``day``."""
    with archive.store.read() as reader:
        parents = reader.locations.parents()
        here = Counter(stay.place for stay in reader.locations.stays(day_of(day)))
        refs, levels = reader.records.refs(list(parents)), reader.locations.levels()
    tongue = language()
    met: set[int] = set()

    def node(place: int) -> PlaceNode:
        met.add(place)
        inside = tuple(node(each) for each in under(place) if each not in met)
        count = here[place] + sum(each.all for each in inside)
        return PlaceNode(refs[place], levels.get(place, ""), here[place], count, inside)

    def under(parent: int) -> list[int]:
        there = [place for place, above in parents.items() if above == parent]
        return sorted(there, key=lambda place: sort_key(refs[place].title, tongue))

    roots = [node(place) for place in under(0)]
    # What stands in a circle, which another program may have made, is not left out.
    return (*roots, *(node(place) for place in parents if place not in met))


def kept_in(archive: Archive, *, place: int, day: str = "") -> tuple[Kept, ...]:
    """The objects that were in ``place``, or in one within it, at the end of ``day``, place by place."""
    with archive.store.read() as reader:
        number = day_of(day)
        stays = reader.locations.stays(number, places=below(reader.locations.parents(), [place]))
        refs = reader.records.refs(sorted({each for stay in stays for each in (stay.object, stay.place)}))
        paths = naming.paths(reader, sorted({stay.place for stay in stays}))
    found = [
        Kept(
            refs[stay.object], refs[stay.place], paths[stay.place], stay.since, stay.until,
            0 < last_day(stay.until) < number,
        )
        for stay in stays
    ]  # fmt: skip
    tongue = language()
    return tuple(sorted(found, key=lambda each: (sort_key(each.path, tongue), each.record.ref)))


def path(archive: Archive, place: int) -> str:
    """What a place is called with all that it lies in."""
    with archive.store.read() as reader:
        return naming.paths(reader, [place])[place]


def whereabouts(archive: Archive, *, record: int, day: str = "") -> Whereabouts:
    """Where an object was at the end of ``day``, and where it is normally kept."""
    with archive.store.read() as reader:
        stays = reader.locations.stays(day_of(day), objects=[record])
        normal = reader.locations.normal([record]).get(record, (0, 0))[0]
        place = stays[0].place if stays else 0
        known = [each for each in (place, normal) if each]
        refs, paths = reader.records.refs(known), naming.paths(reader, known)
    return Whereabouts(refs.get(place), paths.get(place, ""), refs.get(normal), paths.get(normal, ""))


def lines(record: Record) -> tuple[Movement, ...]:
    """The movements of ``record`` in the order of their days."""
    return movements(each.values for each in record.details_of(MOVEMENT.name))


def move(
    archive: Archive,
    *,
    records: Sequence[int],
    to: int,
    date: str = "",
    by: str = "",
    reason: str = "",
    until: str = "",
    normal: bool = False,
) -> ChangeSet:
    """Say that each of ``records`` was moved into the place ``to`` on ``date`` (today where nothing is said), one step;
    with ``normal`` that is where it is kept from now on. What is there already stays as it is. InvalidInput where one
    is no object, ``to`` no place, or what is said no date.
    """
    ids = list(dict.fromkeys(records))
    day = parse_date(date.strip() or day_type.today().isoformat())
    back = parse_date(until).edtf if until.strip() else None
    if back is not None and last_day(back) < day.earliest:
        raise InvalidInput(_("It cannot be there until a day before it was moved."))
    with archive.store.read() as reader:
        title = reader.records.titles([to]).get(to, "")
    label = Label.of_many(NN_("Move to “{place}”", "Move {count} records to “{place}”"), len(ids), place=title)
    said = {"date": day.edtf, "until": back, "moved_by": clean(by) or None, "reason": clean(reason) or None}
    with archive.store.transact(label) as transaction:
        _check(transaction, ids, to)
        there = {stay.object: stay for stay in transaction.reader.locations.stays(day.latest, objects=ids)}
        rows = []
        for record in ids:
            stay = there.get(record)
            if stay is None or stay.place != to or (back or "") != stay.until:
                rows.append((record, {**said, "place": to, "was_in": stay.place if stay is not None else None}))
        transaction.details.add_many(MOVEMENT, rows)
        if normal:
            keep_in(transaction, ids, to)
    return transaction.change


def set_normal(archive: Archive, *, records: Sequence[int], place: int | None) -> ChangeSet:
    """Say where each of ``records`` is normally kept, one step; ``None`` takes that back."""
    ids = list(dict.fromkeys(records))
    forms = NN_("Set the normal place", "Set the normal place of {count} records")
    with archive.store.transact(Label.of_many(forms, len(ids))) as transaction:
        if place is not None:
            _check(transaction, ids, place)
        keep_in(transaction, ids, place)
    return transaction.change


def keep_in(transaction: Transaction, records: Sequence[int], place: int | None) -> None:
    """Within a transaction: where ``records`` are normally kept; ``None`` for nowhere."""
    there = transaction.reader.locations.normal(records)
    gone = [link for at, link in there.values() if at != place]
    if gone:
        transaction.parts.remove("link", gone)
    if place is not None:
        new = [record for record in records if there.get(record, (0, 0))[0] != place]
        if new:
            transaction.links.add(new, _NORMAL, [place], {})


def _check(transaction: Transaction, records: Sequence[int], place: int) -> None:
    kinds = transaction.records.kinds([*records, place])
    if kinds[place] is not Kind.LOCATION:
        raise InvalidInput(_("“{title}” is no location.").format(title=_title(transaction.reader, place)))
    for record in records:
        if kinds[record] is not Kind.OBJECT:
            sentence = _("“{title}” is no object: only gifts and objects are moved.")
            raise InvalidInput(sentence.format(title=_title(transaction.reader, record)))


def _title(reader: Reader, record: int) -> str:
    return reader.records.titles([record]).get(record, "")
