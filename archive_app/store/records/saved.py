"""Saved searches in the database: a list in an order that people choose."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from archive_app.domain.model.records import SavedSearch as SavedValue
from archive_app.domain.text.folding import fold
from archive_app.store.change.transaction import Transaction
from archive_app.store.schema.tables import SavedSearch


def searches(connection: Connection) -> tuple[SavedValue, ...]:
    """All of them, in their order."""
    return tuple(
        SavedValue(*row)
        for row in connection.exec_driver_sql('SELECT id, name, query, "order" FROM saved_search ORDER BY position, id')
    )


def called(name: str, there: Sequence[SavedValue]) -> SavedValue | None:
    """The one called ``name``: letter for letter, else but for case, accents and the like."""
    exact = next((each for each in there if each.name == name), None)
    return exact or next((each for each in there if fold(each.name) == fold(name)), None)


def add(transaction: Transaction, name: str, query: str, order: str) -> SavedSearch:
    """A further one, last in the list."""
    session = transaction.session
    positions = session.scalars(select(SavedSearch.position)).all()
    row = SavedSearch(name=name, query=query, order=order, position=max(positions, default=-1) + 1)
    session.add(row)
    session.flush()
    return row


def move(transaction: Transaction, row: SavedSearch, to: int) -> None:
    """Put ``row`` at place ``to`` of the list, counted from 0; a place beyond an end is that end."""
    session = transaction.session
    rows = list(session.scalars(select(SavedSearch).order_by(SavedSearch.position, SavedSearch.id)))
    before = [each.id for each in rows]
    rows.remove(row)
    rows.insert(min(max(0, to), len(rows)), row)
    if [each.id for each in rows] == before:
        return
    for position, each in enumerate(rows):
        if each.position != position:
            each.position = position
    session.flush()
