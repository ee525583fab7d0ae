"""Changing the list of saved searches, which stands in an order that people choose."""

from __future__ import annotations

from sqlalchemy import select

from archive_app.store.change.transaction import Transaction
from archive_app.store.records import parts
from archive_app.store.schema.tables import Base, SavedSearch


def add(transaction: Transaction, name: str, query: str, order: str) -> int:
    """A further one, last in the list; returns its key."""
    session = transaction.session
    positions = session.scalars(select(SavedSearch.position)).all()
    row = SavedSearch(name=name, query=query, order=order, position=max(positions, default=-1) + 1)
    session.add(row)
    session.flush()
    return row.id


def move(transaction: Transaction, search: int, to: int) -> None:
    """Put a search at place ``to`` of the list, counted from 0; a place beyond an end is that end. NotFound where it is
    gone.
    """
    session = transaction.session
    row = parts.found(transaction, "saved_search", search)
    rows: list[Base] = list(session.scalars(select(SavedSearch).order_by(SavedSearch.position, SavedSearch.id)))
    before = list(rows)
    rows.remove(row)
    rows.insert(min(max(0, to), len(rows)), row)
    if rows == before:
        return
    for position, each in enumerate(rows):
        parts.set_column(each, "position", position)
    session.flush()
