"""What gifts ask for, and by when: rules and transfers of an archive, read as ``domain/model/gift_rules.py`` asks.

The earliest day of each transfer, and of what changed hands in it, stands in ``ordering`` (``due``), so that a list of
what is due is a walk over an index, whatever the number of gifts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal, InvalidOperation

from sqlalchemy import Connection

from archive_app.domain.model import gift_rules
from archive_app.domain.model.gift_rules import GiftRule, Transfer, deadline_of, limit_of
from archive_app.domain.model.kinds import Kind, Status
from archive_app.store.database import statements
from archive_app.store.database.batches import batched, marks
from archive_app.store.index.touched import Touched

_BATCH = 500
_TRANSFERRED = "transferred_in"
_DATES = ("date", "offered_on", "declared_on", "use_ended_on", "due_on", "handed_in_on")
#: What a due day follows from: rows of these, and these fields of records, which appear and go as a whole.
_ENTITIES = frozenset({"link", "valuation", "gift_limit", "deadline"})
_FIELDS = frozenset(
    f"record{field}"
    for field in (
        "", ".status", ".deleted_at", ".merged_into", ".direction", ".disposition", ".covers", ".valid_from",
        ".valid_until", *(f".{name}" for name in _DATES),
    )
)  # fmt: skip
_GOVERNING = frozenset({Kind.RULE})
_CONCERNED = (Kind.TRANSFER, Kind.OBJECT, Kind.RULE)


def rules(connection: Connection) -> tuple[GiftRule, ...]:
    """Every rule that is there, drafts too."""
    found = statements.rows(
        connection,
        "SELECT id, status, covers, valid_from, valid_until FROM record WHERE kind = ? AND deleted_at IS NULL"
        " ORDER BY id",
        (str(Kind.RULE),),
    )
    if not found:
        return ()
    limits, deadlines, authorities = defaultdict(list), defaultdict(list), defaultdict(set)
    for record, amount, currency, number, per, months, act in statements.rows(
        connection, "SELECT record_id, amount, currency, number, per, months, act FROM gift_limit ORDER BY ordinal, id"
    ):
        row = {"amount": amount, "currency": currency, "number": number, "per": per, "months": months, "act": act}
        limits[record].append(limit_of(row))
    for record, act, count, unit, starts, over in statements.rows(
        connection, 'SELECT record_id, act, "count", unit, starts, "over" FROM deadline ORDER BY ordinal, id'
    ):
        row = {"act": act, "count": count, "unit": unit, "starts": starts, "over": over}
        deadlines[record].append(deadline_of(row))
    for record, authority in statements.rows(
        connection,
        "SELECT l.subject_id, l.object_id FROM link l CROSS JOIN record r ON r.id = l.subject_id AND r.kind = ?"
        " WHERE l.relation = 'under_authority'",
        (str(Kind.RULE),),
    ):
        authorities[record].add(authority)
    return tuple(
        GiftRule(
            record, status == Status.DRAFT, covers or "", frozenset(authorities[record]),
            gift_rules.bounds(since)[0], gift_rules.bounds(until)[1],
            tuple(limits[record]), tuple(deadlines[record]),
        )
        for record, status, covers, since, until in found
    )  # fmt: skip


def transfers(connection: Connection, ids: Sequence[int]) -> dict[int, Transfer]:
    """These records as rules see them, as far as they are transfers that are there."""
    rows = statements.rows(
        connection,
        f"SELECT id, direction, disposition, {', '.join(_DATES)} FROM record WHERE kind = ? AND deleted_at IS NULL"
        f" AND id IN ({marks(ids)})",
        (str(Kind.TRANSFER), *ids),
    )
    there = [row[0] for row in rows]
    if not there:
        return {}
    linked: dict[str, dict[int, set[int]]] = {"under_authority": defaultdict(set), "governed_by": defaultdict(set)}
    for subject, relation, other in statements.rows(
        connection,
        # An authority in the bin takes no deadline away; a rule there governs nothing.
        "SELECT l.subject_id, l.relation, l.object_id FROM link l CROSS JOIN record o ON o.id = l.object_id"
        " AND (o.deleted_at IS NULL OR l.relation = 'under_authority')"
        f" WHERE l.relation IN ('under_authority', 'governed_by') AND l.subject_id IN ({marks(there)})",
        there,
    ):
        linked[relation][subject].add(other)
    worths = worth(connection, there)
    found = {}
    for record, direction, disposition, *dates in rows:
        amount, currency = worths.get(record, (None, ""))
        found[record] = Transfer(
            record, direction or "", disposition or "",
            {name: value for name, value in zip(_DATES, dates, strict=True) if value}, amount, currency,
            frozenset(linked["under_authority"][record]), frozenset(linked["governed_by"][record]),
        )  # fmt: skip
    return found


def days(connection: Connection, ids: Sequence[int], kinds: dict[int, str]) -> dict[int, int]:
    """The earliest day on which each of these records asks for something; without those that ask for nothing. ``kinds``
    are theirs: of photographs nothing is asked at all.
    """
    own = [record for record in ids if kinds[record] == Kind.TRANSFER]
    carried = carried_in(connection, [record for record in ids if kinds[record] == Kind.OBJECT])
    asked = sorted({*own, *(transfer for each in carried.values() for transfer in each)})
    if not asked:
        return {}
    there = rules(connection)
    due: dict[int, int] = {}
    for some in batched(asked, _BATCH):
        for record, transfer in transfers(connection, some).items():
            if owed := gift_rules.dues(transfer, there):
                due[record] = owed[0].day
    found = {record: due[record] for record in own if record in due}
    for record, each in carried.items():
        if first := min((due[transfer] for transfer in each if transfer in due), default=0):
            found[record] = first
    return found


def moved_with(connection: Connection, change: Touched) -> set[int]:
    """Records that may be due on another day because of this change: a rule moves all transfers, a transfer and the
    worth of a thing what changed hands with it.
    """
    if not (change.fields & _FIELDS or any(field.partition(".")[0] in _ENTITIES for field in change.fields)):
        return set()
    kinds = _kinds(connection, change.touched | change.linked)
    if any(kind in _GOVERNING for kind in kinds.values()):
        moved = {row[0] for row in statements.rows(connection, f"SELECT id FROM record WHERE kind = '{Kind.TRANSFER}'")}
    else:
        moved = {record for record, kind in kinds.items() if kind == Kind.TRANSFER}
        things = [record for record, kind in kinds.items() if kind == Kind.OBJECT]
        moved.update(transfer for each in carried_in(connection, things).values() for transfer in each)
    return moved | _carried_by(connection, moved) | kinds.keys()


def _kinds(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    kinds = ", ".join(f"'{kind}'" for kind in _CONCERNED)
    for some in batched(sorted(ids), _BATCH):
        found.update(
            (row[0], row[1])
            for row in statements.rows(
                connection, f"SELECT id, kind FROM record WHERE id IN ({marks(some)}) AND kind IN ({kinds})", some
            )
        )
    return found


def carried_in(connection: Connection, things: Collection[int]) -> dict[int, list[int]]:
    """In which transfers each of these things changed hands."""
    found: dict[int, list[int]] = defaultdict(list)
    for some in batched(sorted(things), _BATCH):
        for thing, transfer in statements.rows(
            connection,
            f"SELECT subject_id, object_id FROM link WHERE relation = ? AND subject_id IN ({marks(some)})",
            (_TRANSFERRED, *some),
        ):
            found[thing].append(transfer)
    return found


def _carried_by(connection: Connection, moved: Collection[int]) -> set[int]:
    found: set[int] = set()
    for some in batched(sorted(moved), _BATCH):
        found.update(
            row[0]
            for row in statements.rows(
                connection,
                f"SELECT subject_id FROM link WHERE relation = ? AND object_id IN ({marks(some)})",
                (_TRANSFERRED, *some),
            )
        )
    return found


def worth(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[Decimal, str]]:
    """What these transfers are worth: their own newest valuation, else what all their things are together, where each
    has one and all are in one currency.
    """
    found = _newest(connection, ids)
    others = [record for record in ids if record not in found]
    things: dict[int, list[int]] = defaultdict(list)
    for some in batched(others, _BATCH):
        for thing, transfer in statements.rows(
            connection,
            "SELECT l.subject_id, l.object_id FROM link l CROSS JOIN record o ON o.id = l.subject_id"
            f" AND o.deleted_at IS NULL WHERE l.relation = ? AND l.object_id IN ({marks(some)})",
            (_TRANSFERRED, *some),
        ):
            things[transfer].append(thing)
    each = _newest(connection, sorted({thing for some in things.values() for thing in some}))
    for transfer, carried in things.items():
        worth = [each[thing] for thing in carried if thing in each]
        if len(worth) == len(carried) and len({currency for _amount, currency in worth}) == 1:
            found[transfer] = (sum((amount for amount, _currency in worth), Decimal(0)), worth[0][1])
    return found


def _newest(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[Decimal, str]]:
    found: dict[int, tuple[Decimal, str]] = {}
    for some in batched(ids, _BATCH):
        for record, amount, currency in statements.rows(
            connection,
            f"SELECT record_id, amount, currency FROM valuation WHERE record_id IN ({marks(some)})"
            " ORDER BY coalesce(date_from, 0), ordinal, id",
            some,
        ):
            try:
                found[record] = (Decimal(amount), currency)
            except InvalidOperation:
                # What no sum can be made of stands in the log as well, where verify compares it.
                continue
    return found
