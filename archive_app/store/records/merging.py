"""One record into another: everything of the one that is dropped goes over to the one that is kept.

The record that is dropped is hidden last, so that undoing, which goes backwards, first brings it back and then gives it
what was its own. Links are moved past the ORM, in batches, logged like any others: a city has tens of thousands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, update

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.relations import UPWARD
from archive_app.errors import Refused
from archive_app.i18n import _
from archive_app.store.change import bulk_links, trees
from archive_app.store.change.log import Change
from archive_app.store.change.transaction import Transaction
from archive_app.store.database.batches import batched
from archive_app.store.reading import reading
from archive_app.store.records import edits, merging_parts, parts
from archive_app.store.schema.tables import Link

_BATCH = 500
#: What a link says beside whom it joins.
_SAID = ("date", "certainty", "note")

#: A link as its table has it.
Row = dict[str, Any]
#: A relation, and whether it is read forward.
Way = tuple[str, bool]


def merge(transaction: Transaction, keep: int, drop: int, *, fill: bool = True) -> None:
    """Move all that ``drop`` has to ``keep``, fill what ``keep`` lacks (not without ``fill``), and hide ``drop``."""
    kept, dropped = edits.rows_of(transaction, [keep, drop])
    move_links(transaction, keep, drop)
    if kept.kind in UPWARD:
        _refuse_circle(transaction.session.connection(), UPWARD[Kind(kept.kind)], keep)
    merging_parts.move(transaction, kept, dropped)
    for column in merging_parts.filled(kept, dropped) if fill else ():
        parts.set_column(kept, column, getattr(dropped, column))
    transaction.session.flush()
    dropped.merged_into = keep
    edits.hide(transaction, [drop])
    transaction.session.flush()


def move_links(transaction: Transaction, keep: int, drop: int) -> None:
    """Lead every link of ``drop`` to or from ``keep``; one that is there already takes over what the other alone says.

    A link between the two is dropped.
    """
    connection = transaction.session.connection()
    moving, doubled = sort_links(connection, keep, drop)
    _take_over(transaction, [(there, mine) for mine, there in doubled if there is not None])
    bulk_links.take(transaction, [mine for mine, _there in doubled])
    for column in ("subject_id", "object_id"):
        rows = [row for row in moving if row[column] == drop]
        for batch in batched(rows, _BATCH):
            ids = [row["id"] for row in batch]
            connection.execute(update(Link.__table__).where(Link.id.in_(ids)).values({column: keep}))  # type: ignore[arg-type]
            moved = [Change("link", row | {column: keep}, column, drop, keep) for row in batch]
            transaction.log.write(moved)


def sort_links(connection: Connection, keep: int, drop: int) -> tuple[list[Row], list[tuple[Row, Row | None]]]:
    """The links of ``drop`` that move, and those that do not, each with the link of ``keep`` that says the same.

    ``None`` stands beside a link between the two.
    """
    there = {_ends(row): row for row in _links(connection, keep)}
    moving: list[Row] = []
    doubled: list[tuple[Row, Row | None]] = []
    for row in _links(connection, drop):
        moved = row | {end: keep for end in ("subject_id", "object_id") if row[end] == drop}
        double = there.get(_ends(moved))
        if moved["subject_id"] == moved["object_id"]:
            doubled.append((row, None))
        elif double is not None:
            doubled.append((row, double))
        else:
            moving.append(row)
    return moving, doubled


def counts(connection: Connection, keep: int, drop: int) -> tuple[Counter[Way], Counter[Way]]:
    """Of the links of ``drop``, how many move and how many do not, by relation and whether it is their subject."""
    moving, doubled = sort_links(connection, keep, drop)
    return Counter(_way(row, drop) for row in moving), Counter(_way(row, drop) for row, _there in doubled)


def _way(row: Row, record: int) -> Way:
    return row["relation"], row["subject_id"] == record


def _ends(row: Row) -> tuple[int, str, int, str]:
    return row["subject_id"], row["relation"], row["object_id"], row["role"]


def _links(connection: Connection, record: int) -> list[Row]:
    rows = connection.exec_driver_sql(
        "SELECT id FROM link WHERE subject_id = ? UNION SELECT id FROM link WHERE object_id = ? ORDER BY 1",
        (record, record),
    )
    ids = [row[0] for row in rows]
    found = bulk_links.rows_of(connection, ids)
    return [found[link] for link in ids]


def _take_over(transaction: Transaction, pairs: Sequence[tuple[Row, Row]]) -> None:
    """Write into each first link what only the second one says."""
    connection = transaction.session.connection()
    changes: list[Change] = []
    for there, gone in pairs:
        new: Row = {column: _said(column, there[column], gone[column]) for column in _SAID}
        new = {column: value for column, value in new.items() if value != there[column]}
        if not new:
            continue
        changes += [Change("link", there, column, there[column], value) for column, value in new.items()]
        if "date" in new:
            span = parse_date(new["date"])
            new |= {"date_from": span.earliest, "date_to": span.latest}
        connection.execute(update(Link.__table__).where(Link.id == there["id"]).values(new))  # type: ignore[arg-type]
    transaction.log.write(changes)


def _said(column: str, there: str | None, gone: str | None) -> str | None:
    """Two notes that differ both stay; of two dates or certainties the one that is there."""
    if not gone or gone == there:
        return there
    if not there:
        return gone
    return f"{there}; {gone}" if column == "note" else there


def _refuse_circle(connection: Connection, relation: str, record: int) -> None:
    """Refused where a record would now stand above itself."""
    over = trees.above(connection, relation, record)
    between = connection.exec_driver_sql(
        "SELECT l.subject_id FROM link l WHERE l.object_id = ? AND l.relation = ? ORDER BY l.id", (record, relation)
    )
    met = next((row[0] for row in between if row[0] in over), None)
    if met is not None:
        sentence = _("These two cannot be merged: “{term}” stands between them. Change what it is narrower than first.")
        if relation != UPWARD[Kind.TERM]:
            sentence = _("These two cannot be merged: “{term}” stands between them. Change what it lies within first.")
        raise Refused(sentence.format(term=reading.titles(connection, [met])[met]))
