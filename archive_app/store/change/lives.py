"""What the log says of each row that ever was: what it should hold now, and of which numbers its operations speak.

Rows are gone through in the order of their uids, some thousand operations at a time, so that an archive of any size
takes the same room.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as slot
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, Float

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.kinds import PURGED
from archive_app.store.database import statements
from archive_app.store.database.batches import batched, marks
from archive_app.store.database.types import Digest, Uid, packed
from archive_app.store.index import untouched
from archive_app.store.reading.operations import value
from archive_app.store.reading.references import named
from archive_app.store.schema.entities import ENTITIES, Entity, owners_of

_BATCH = 500
#: Numbers that are kept in mind.
_MOST = 150_000
_OPERATIONS = (
    "SELECT entity_uid, id, step_id, entity, entity_id, record_id, other_id, field, old, new FROM operation o"
    f" WHERE {untouched.OTHERS} ORDER BY entity_uid, id"
)
#: What a purge leaves of a record beside who changed it last.
_STAYS = frozenset({"uid", "ref", "kind", "status", "deleted_at", "merged_into", "created_at", "created_by"})

#: A row by column, as the log has it.
Row = dict[str, Any]


@dataclass(slots=True)
class Deed:
    """One operation, its values as they were given."""

    id: int
    step: int
    number: int | None
    owners: tuple[int | None, int | None]
    field: str
    old: Any
    new: Any

    @property
    def purged(self) -> bool:
        """Whether what it said is gone: no change is from nothing to nothing."""
        return self.old is None and self.new is None


@dataclass(slots=True)
class Life:
    """All operations of one row. ``row`` is what it should be now, ``None`` where it should be gone; ``states`` what it
    was after each. ``unreadable`` names an operation that cannot be read; then nothing is known of the row.
    ``replaced`` are pairs of an operation and one that it replaces (``lineage.py``).
    """

    entity: Entity
    uid: bytes
    deeds: list[Deed] = slot(default_factory=list)
    states: list[Row | None] = slot(default_factory=list)
    row: Row | None = None
    unreadable: int | None = None
    replaced: list[tuple[int, int]] = slot(default_factory=list)

    @property
    def number(self) -> int | None:
        """The number of the row, which it has for ever; what most operations say, where one is damaged."""
        if len({deed.number for deed in self.deeds}) > 1:
            return Counter(deed.number for deed in self.deeds).most_common(1)[0][0]
        return self.deeds[0].number if self.deeds else None

    @property
    def gone(self) -> bool:
        """Whether a purge took what it said, of which nothing is left then but a record's bare row."""
        return self.entity.name != "record" and any(deed.purged for deed in self.deeds)

    def live(self) -> None:
        """Work out what it was, from one operation to the next."""
        row: Row | None = None
        for deed in self.deeds:
            if not deed.field:
                row = dict(deed.new) if isinstance(deed.new, dict) else None
            elif row is not None:
                row = {**row, deed.field: deed.new}
            self.states.append(row)
        if row is not None and row.get("status") == PURGED:
            row = {column: row[column] for column in _STAYS if column in row}
        self.row = None if self.gone else row
        if len(self.deeds) > 1:
            self.replaced = list(self._replaced())

    def _replaced(self) -> Iterator[tuple[int, int]]:
        holding: dict[str, int] = {}
        for deed in self.deeds:
            if deed.field:
                before = holding.get(deed.field, holding.get(""))
                if before is not None:
                    yield deed.id, before
            else:
                yield from ((deed.id, each) for each in holding.values())
                holding.clear()
            holding[deed.field] = deed.id


def told(connection: Connection, tell: statements.Tell) -> Iterator[list[Life]]:
    """The lives of all rows that neither ``untouched.py`` nor ``retold.py`` found, many at a time; ``tell`` is told how
    many operations more were read.
    """
    lives: list[Life] = []
    last: Any = None
    for batch in statements.streamed(connection, _OPERATIONS):
        tell(len(batch))
        for uid, *deed in batch:
            if uid != last:
                if len(lives) >= _BATCH:
                    yield _lived(lives)
                    lives = []
                last = uid
                lives.append(Life(_entity(deed[2]), uid))
            _add(lives[-1], deed)
    if lives:
        yield _lived(lives)


def _entity(name: Any) -> Entity:
    return ENTITIES.get(name) or ENTITIES["record"]


def _add(life: Life, operation: list[Any]) -> None:
    number, step, entity, entity_id, record_id, other_id, field, old, new = operation
    try:
        deed = Deed(number, step, entity_id, (record_id, other_id), field, _value(old), _value(new))
    except (ValueError, TypeError, RecursionError):
        life.unreadable = number
        return
    if entity != life.entity.name or not _fits(life.entity, deed):
        life.unreadable = number
    life.deeds.append(deed)


def _value(kept: Any) -> Any:
    return None if kept == "null" else value(kept)


def _fits(entity: Entity, deed: Deed) -> bool:
    """Whether an operation is one that this program could have written."""
    if deed.field:
        return deed.field in entity.logged
    return all(
        each is None or (isinstance(each, dict) and each.get("uid" if entity.numbered else "key") is not None)
        for each in (deed.old, deed.new)
    )


def _lived(lives: list[Life]) -> list[Life]:
    for life in lives:
        if life.unreadable is None:
            life.live()
    return lives


class Numbers:
    """The numbers of rows by their uids."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, int] = {}

    def find(self, lives: Iterable[Life]) -> None:
        """Look up all that some rows refer to; what is gone has the number that it had."""
        if len(self._known) > _MOST:
            self._known.clear()
        wanted: dict[str, set[str]] = defaultdict(set)
        for life in lives:
            if life.entity.references and life.unreadable is None:
                for deed in life.deeds:
                    for target, uid in named(life.entity, deed.field, (deed.old, deed.new)):
                        if isinstance(uid, str) and uid not in self._known:
                            wanted[target].add(uid)
        for target, uids in wanted.items():
            for batch in batched(sorted(uids), _BATCH):
                self._look(target, batch)

    def of(self, uid: Any) -> int | None:
        """The number of the row with this uid."""
        return self._known.get(uid) if isinstance(uid, str) else None

    def _look(self, target: str, uids: list[str]) -> None:
        bytes_of = {key: uid for uid in uids if (key := _packed(uid)) is not None}
        table = ENTITIES[target].table.__tablename__
        rows = statements.rows(
            self._connection,
            f"SELECT entity_uid, max(entity_id) FROM operation WHERE entity_uid IN ({marks(bytes_of)})"
            " GROUP BY entity_uid",
            list(bytes_of),
        )
        # What no operation speaks of was there before the log.
        rows += (
            statements.rows(
                self._connection, f"SELECT uid, id FROM {table} WHERE uid IN ({marks(bytes_of)})", list(bytes_of)
            )
            if len(rows) < len(bytes_of)
            else []
        )
        self._known.update({bytes_of[uid]: number for uid, number in rows if number is not None})


def _packed(uid: str) -> bytes | None:
    try:
        return packed(uid)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Column:
    """How a column is kept: what stands where nothing is said, and how a value of the log is written."""

    name: str
    default: Any
    convert: Callable[[Any], Any] | None
    refers: bool


@cache
def _columns(name: str) -> tuple[_Column, ...]:
    entity = ENTITIES[name]
    return tuple(
        _Column(column, entity.defaults[column], _converted(entity, column), column in entity.references)
        for column in entity.logged
        if column != "id"
    )


def _converted(entity: Entity, column: str) -> Callable[[Any], Any] | None:
    kind = entity.table.__table__.columns[column].type
    if isinstance(kind, Uid):
        return packed
    if isinstance(kind, Digest):
        return bytes.fromhex
    if isinstance(kind, Boolean):
        return int
    return float if isinstance(kind, Float) else None


def kept(life: Life, numbers: Numbers) -> Row:
    """The row as it should stand in its table, but for who changed it last and what is said in JSON as text."""
    row, entity = life.row or {}, life.entity
    bare = row.get("status") == PURGED
    found: Row = {"id": life.number} if entity.numbered else {}
    for column in _columns(entity.name):
        given = row.get(column.name, None if bare else column.default)
        if column.refers:
            given = numbers.of(given)
        elif column.convert is not None and given is not None:
            given = column.convert(given)
        found[column.name] = given
    if "date_from" in entity.unlogged:
        found["date_from"], found["date_to"] = _bounds(found["date"])
    return found


@lru_cache(maxsize=10_000)
def _bounds(date: Any) -> tuple[int | None, int | None]:
    span = parse_date(date) if date else None
    return (span.earliest, span.latest) if span else (None, None)


@cache
def in_json(name: str) -> frozenset[str]:
    """The columns of an entity that hold JSON as text."""
    entity = ENTITIES[name]
    columns = entity.table.__table__.columns
    return frozenset(column for column in entity.logged if isinstance(columns[column].type, JSON))


def same(entity: Entity, column: str, stored: Any, said: Any) -> bool:
    """Whether what is stored is what is said."""
    if stored == said or column not in in_json(entity.name):
        return bool(stored == said)
    try:
        # The same bytes as no text are what no program writes.
        return not isinstance(stored, bytes) and None not in (stored, said) and json.loads(stored) == said
    except (ValueError, TypeError, RecursionError):
        return False


def misplaced(life: Life, numbers: Numbers) -> Iterator[int]:
    """Operations that are about another row, or shown with other records, than the log says by uid."""
    for place, deed in enumerate(life.deeds):
        if (
            deed.number != life.number
            or (life.entity.numbered and deed.number is None)
            or (
                not deed.purged
                and not any(deed.owners == _owners(life, deed, state, numbers) for state in _about(life, place))
            )
        ):
            yield deed.id


def _about(life: Life, place: int) -> Iterator[Row]:
    """What the row was when the operation was written: some of one step are written together, after the last."""
    deed = life.deeds[place]
    if not deed.field:
        yield deed.new if deed.new is not None else deed.old
        return
    for later in range(place, len(life.deeds)):
        if life.deeds[later].step != deed.step:
            break
        state = life.states[later]
        if state is not None:
            yield state


def _owners(life: Life, deed: Deed, state: Mapping[str, Any], numbers: Numbers) -> tuple[int | None, int | None]:
    entity = life.entity
    row = {owner: deed.number if owner == "id" else numbers.of(state.get(owner)) for owner in entity.owners}
    record_id, other_id = owners_of(entity, row)
    if other_id is None and entity.references.get(deed.field) == "record":
        shown = deed.old if deed.field in entity.owners or deed.new is None else deed.new
        other = numbers.of(shown)
        other_id = other if other != record_id else None
        if deed.owners == (record_id, None):
            # As earlier versions wrote it.
            other_id = None
    return record_id, other_id
