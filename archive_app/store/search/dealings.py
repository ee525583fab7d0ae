"""What was given and received, by partnership and by who gave or was given it; and what is due first."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from archive_app.domain.model.dealings import Dealing
from archive_app.domain.model.kinds import Kind
from archive_app.store.database import statements
from archive_app.store.database.batches import batched, marks
from archive_app.store.index.dues import worth

_BATCH = 500
_SIDES = ("given_by", "given_to")
_TRANSFER = f"r.kind = '{Kind.TRANSFER}' AND r.deleted_at IS NULL"
_COLUMNS = "r.id, r.kind, r.direction, r.date, r.date_from"
#: A thing that a transfer tells of is told once, by it.
_TOLD = (
    "NOT EXISTS (SELECT 1 FROM link t JOIN record o ON o.id = t.object_id AND o.deleted_at IS NULL"
    " WHERE t.subject_id = r.id AND t.relation = 'transferred_in')"
)


def of_partnership(connection: Connection, partnership: int) -> list[Dealing]:
    """All that belongs to a partnership: transfers, and things with a giver or recipient that no transfer tells of, the
    newest first.
    """
    rows = statements.rows(
        connection,
        f"SELECT {_COLUMNS} FROM (SELECT DISTINCT record_id FROM membership WHERE partnership_id = ?) m"
        " CROSS JOIN record r ON r.id = m.record_id AND r.deleted_at IS NULL"
        f" WHERE r.kind = '{Kind.TRANSFER}' OR (r.kind = '{Kind.OBJECT}' AND {_TOLD} AND EXISTS"
        f" (SELECT 1 FROM link g WHERE g.subject_id = r.id AND g.relation IN {_SIDES}))",
        (partnership,),
    )
    return _dealings(connection, rows)


def of_parties(connection: Connection, parties: Sequence[int]) -> dict[str, list[Dealing]]:
    """All that these people, bodies or places gave, and all that they were given, by ``given_by`` and ``given_to``, the
    newest first.
    """
    found = {}
    for side in _SIDES:
        rows: dict[int, tuple[object, ...]] = {}
        for some in batched(sorted(set(parties)), _BATCH):
            for row in statements.rows(
                connection,
                f"SELECT {_COLUMNS} FROM link l CROSS JOIN record r ON r.id = l.subject_id AND r.deleted_at IS NULL"
                f" WHERE l.relation = ? AND l.object_id IN ({marks(some)})"
                f" AND (r.kind = '{Kind.TRANSFER}' OR (r.kind = '{Kind.OBJECT}' AND {_TOLD}))",
                (side, *some),
            ):
                rows[row[0]] = row
        found[side] = _dealings(connection, list(rows.values()))
    return found


def of_register(connection: Connection, first: int, last: int, authority: int = 0) -> list[Dealing]:
    """The transfers that may have been between two days (year·10000 + month·100 + day), of one authority or of all, the
    oldest first.
    """
    under, whose = _under(authority)
    rows = statements.rows(
        connection,
        f"SELECT {_COLUMNS} FROM record r WHERE {_TRANSFER} AND r.date_to >= ? AND r.date_from <= ?{under}",
        (first, last, *whose),
    )
    return _dealings(connection, rows)[::-1]


def count_undated(connection: Connection, authority: int = 0) -> int:
    """How many transfers, of one authority or of all, say no date by which a register could list them."""
    under, whose = _under(authority)
    rows = statements.rows(
        connection, f"SELECT count(*) FROM record r WHERE {_TRANSFER} AND r.date_from IS NULL{under}", whose
    )
    return int(rows[0][0])


def _under(authority: int) -> tuple[str, tuple[int, ...]]:
    if not authority:
        return "", ()
    linked = "a.subject_id = r.id AND a.relation = 'under_authority' AND a.object_id = ?"
    return f" AND EXISTS (SELECT 1 FROM link a WHERE {linked})", (authority,)


def authorities(connection: Connection) -> list[int]:
    """Those whose transfers are kept here, by whom most are."""
    rows = statements.rows(
        connection,
        "SELECT l.object_id FROM link l CROSS JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
        " WHERE l.relation = 'under_authority' GROUP BY l.object_id ORDER BY count(*) DESC, l.object_id",
    )
    return [row[0] for row in rows]


def due(connection: Connection, until: int, limit: int) -> list[tuple[int, int]]:
    """The transfers that ask for something by ``until`` (year·10000 + month·100 + day), the first due first, with that
    day; at most ``limit``.
    """
    rows = statements.rows(
        connection,
        "SELECT o.record_id, o.due FROM ordering o CROSS JOIN record r ON r.id = o.record_id"
        f" WHERE o.due <= ? AND r.kind = '{Kind.TRANSFER}' ORDER BY o.due, o.record_id LIMIT ?",
        (until, limit),
    )
    return [(row[0], row[1]) for row in rows]


def count_due(connection: Connection, until: int, before: int) -> tuple[int, int]:
    """How many transfers ask for something by ``until``, and how many of them do before the day ``before``."""
    # What is counted by kind is told by the narrowest table that knows it.
    rows = statements.rows(
        connection,
        "SELECT count(*), coalesce(sum(o.due < ?), 0) FROM ordering o CROSS JOIN facet f ON f.record_id = o.record_id"
        f" WHERE o.due <= ? AND f.kind = '{Kind.TRANSFER}'",
        (before, until),
    )
    return rows[0][0], rows[0][1]


def _dealings(connection: Connection, rows: Sequence[Sequence[object]]) -> list[Dealing]:
    ids = [int(str(row[0])) for row in rows]
    worths = {record: each for some in batched(ids, _BATCH) for record, each in worth(connection, some).items()}
    found = []
    for number, row in zip(ids, rows, strict=True):
        _id, kind, direction, date, day = row
        amount, currency = worths.get(number, (None, ""))
        found.append(
            Dealing(
                number, kind == Kind.TRANSFER, str(direction or ""), str(date or ""), int(str(day or 0)), amount,
                currency,
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: (each.day, each.id), reverse=True)
