"""The derived table ``ordering``: where each record stands when a result is put in order, one row a record.

``moment`` is when it was (``store/index/moments.py``), the columns of titles what it is called in each language that
the program speaks, put in order by that language's rules (``domain/text/collation.py``), ``due`` the day on which a
gift asks for something (``store/index/dues.py``). Each column has an index, which an ordered result walks until its
page is full.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from sqlalchemy import Connection

from archive_app.domain.model.kinds import Kind
from archive_app.store.database import statements
from archive_app.store.database.batches import batched, marks
from archive_app.store.index import dues
from archive_app.store.index.moments import Zones, captures, moments, moved_with
from archive_app.store.index.titles import titles_in
from archive_app.store.index.touched import Touched

#: The column of titles for each language, and the one for Chinese by strokes.
TITLES = {"en": "title_en", "zh": "title_zh"}
STROKES = "title_strokes"
COLUMNS = ("moment", "ref", "rating", "files", *TITLES.values(), STROKES, "due")
#: A day's and a bit: where no zone is known another computer reckons in its own.
_TOLERATED = 26 * 3_600_000
_BATCH = 500
_SAYING = frozenset({"name", "text", "file"})
#: What may give a day another zone, by which the others of that day are reckoned.
_WHEN = frozenset(
    {"record", "record.date", "record.deleted_at", "file", "file.captured", "file.record_id", "file.position"}
)
_OWN = frozenset(f"record{field}" for field in ("", ".date", ".ref", ".rating", ".deleted_at", ".merged_into"))

#: One row without its key, in the order of :data:`COLUMNS`.
Place = tuple[object, ...]


def follow(connection: Connection, change: Touched, tell: Callable[[int], None] = lambda _count: None) -> None:
    """Bring it up to date with one change; ``tell`` is told how many records are in their places, and may raise."""
    changed = {field.partition(".")[0] for field in change.fields}
    ids: set[int] = set()
    if change.fields & _OWN or changed & _SAYING:
        ids |= change.touched | _called_after(connection, change.touched)
    if "link" in changed:
        ids |= _partnerships(connection, change.linked.union(*change.links))
    if change.fields & _WHEN:
        ids |= moved_with(connection, change.touched)
    zones = Zones(connection)
    for done, batch in enumerate(batched(sorted(ids), _BATCH)):
        tell(done * _BATCH)
        _refresh(connection, batch, zones)
    # A rule may move every gift there is, and nothing of them but this.
    for batch in batched(sorted(dues.moved_with(connection, change) - ids), _BATCH):
        tell(len(ids))
        _move_due(connection, batch)


def refresh(connection: Connection, record_ids: Iterable[int]) -> None:
    """Bring the rows of these records up to date; hidden records have none. What is unchanged is not written."""
    zones = Zones(connection)
    for ids in batched(sorted(record_ids), _BATCH):
        _refresh(connection, ids, zones)


def fill(connection: Connection, record_ids: Iterable[int], zones: Zones) -> None:
    """Add the rows of new records. ``zones`` is the same for all that are filled at once."""
    for ids in batched(sorted(record_ids), _BATCH):
        _put(connection, places(connection, ids, zones))


def stored(connection: Connection, ids: Sequence[int]) -> dict[int, Place]:
    """What the rows of these records do hold."""
    rows = statements.rows(
        connection, f"SELECT record_id, {', '.join(COLUMNS)} FROM ordering WHERE record_id IN ({marks(ids)})", ids
    )
    return {row[0]: row[1:] for row in rows}


def places(connection: Connection, ids: Sequence[int], zones: Zones) -> dict[int, Place]:
    """What the rows of these records should hold."""
    # Imported here: ICU is a library of 50 MB, which reading does without.
    from archive_app.domain.text import collation

    when, files = moments(connection, ids, zones), captures(connection, ids)
    rows = statements.rows(
        connection, f"SELECT id, ref, kind, rating FROM record WHERE deleted_at IS NULL AND id IN ({marks(ids)})", ids
    )
    due = dues.days(connection, [row[0] for row in rows], {row[0]: row[2] for row in rows})
    called = titles_in(connection, [row[0] for row in rows], TITLES)
    return {
        record: (
            when[record],
            collation.sort_key(ref, "en"),
            rating or 0,
            len(files.get(record, ())),
            *(collation.sort_key(called[each][record], each, person=kind == Kind.PERSON) for each in TITLES),
            collation.sort_key(called["zh"][record], collation.STROKES),
            due.get(record),
        )
        for record, ref, kind, rating in rows
    }


def out_of_step(place: Place | None, wanted: Place | None) -> bool:
    """Whether a row is not what a rebuild gives; of two moments it may be that they were reckoned in two zones."""
    if place is None or wanted is None:
        return place is not wanted
    one, other = place[0], wanted[0]
    if isinstance(one, int) and isinstance(other, int) and abs(one - other) <= _TOLERATED:
        return place[1:] != wanted[1:]
    return place != wanted


def _refresh(connection: Connection, ids: Sequence[int], zones: Zones) -> None:
    there, wanted = stored(connection, ids), places(connection, ids, zones)
    gone = [record for record in there if record not in wanted]
    if gone:
        statements.run(connection, f"DELETE FROM ordering WHERE record_id IN ({marks(gone)})", gone)
    _put(connection, {record: place for record, place in wanted.items() if there.get(record) != place})


def _move_due(connection: Connection, ids: Sequence[int]) -> None:
    stood = dict(
        statements.rows(connection, f"SELECT record_id, due FROM ordering WHERE record_id IN ({marks(ids)})", ids)
    )
    rows = statements.rows(
        connection, f"SELECT id, kind FROM record WHERE deleted_at IS NULL AND id IN ({marks(ids)})", ids
    )
    due = dues.days(connection, [row[0] for row in rows], dict(rows))
    moved = [
        (due.get(record), record) for record, _kind in rows if record in stood and stood[record] != due.get(record)
    ]
    if moved:
        statements.run_many(connection, "UPDATE ordering SET due = ? WHERE record_id = ?", moved)


def _put(connection: Connection, rows: dict[int, Place]) -> None:
    if rows:
        statements.run_many(
            connection,
            f"INSERT OR REPLACE INTO ordering (record_id, {', '.join(COLUMNS)})"
            f" VALUES ({', '.join('?' * (len(COLUMNS) + 1))})",
            [(record, *place) for record, place in rows.items()],
        )


def _called_after(connection: Connection, ids: Iterable[int]) -> set[int]:
    """The partnerships that bear the names of these parties."""
    return _found(
        connection,
        ids,
        lambda some: f"SELECT object_id FROM link WHERE relation = 'party_of' AND subject_id IN ({marks(some)})",
    )


def _partnerships(connection: Connection, ids: Iterable[int]) -> set[int]:
    return _found(
        connection, ids, lambda some: f"SELECT id FROM record WHERE kind = 'partnership' AND id IN ({marks(some)})"
    )


def _found(connection: Connection, ids: Iterable[int], asked: Callable[[Collection[int]], str]) -> set[int]:
    found: set[int] = set()
    for some in batched(ids, _BATCH):
        found.update(row[0] for row in statements.rows(connection, asked(some), some))
    return found
