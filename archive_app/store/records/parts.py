"""Rows of any kept table by their key, within a transaction: those of a record and those that stand for themselves.

``entity`` is the name that operations use: ``name``, ``text``, ``stage``, ``link``, ``file``, ``identifier``…
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archive_app.errors import NotFound
from archive_app.i18n import _
from archive_app.store.change import bulk_insert
from archive_app.store.change.transaction import Transaction
from archive_app.store.database.keys import next_key
from archive_app.store.database.types import new_uid
from archive_app.store.schema.derived_dates import spread_dates
from archive_app.store.schema.entities import ENTITIES
from archive_app.store.schema.tables import Base


def add(transaction: Transaction, entity: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Further rows; they are written with whatever is read or changed next."""
    for columns in rows:
        row = ENTITIES[entity].table(**columns)
        spread_dates(row)
        transaction.session.add(row)


def add_many(transaction: Transaction, entity: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """The same of very many rows, which say every column but their own key: written at once, past the ORM."""
    if not rows:
        return
    transaction.session.flush()
    table = ENTITIES[entity].table
    first = next_key(transaction.session.connection(), table.__tablename__)
    whole = [{"id": first + place, "uid": new_uid(), **row} for place, row in enumerate(rows)]
    bulk_insert.put(transaction, table, whole)


def change(transaction: Transaction, entity: str, key: int, columns: Mapping[str, Any]) -> None:
    """Set columns of one row, and what is derived from them; NotFound where it is gone."""
    row = found(transaction, entity, key)
    for column, value in columns.items():
        set_column(row, column, value)


def remove(transaction: Transaction, entity: str, keys: Sequence[int]) -> None:
    """Remove rows; undo makes them again. NotFound where one is gone."""
    for key in keys:
        transaction.session.delete(found(transaction, entity, key))
    transaction.session.flush()


def found(transaction: Transaction, entity: str, key: int) -> Base:
    """One row; NotFound where it is gone."""
    row = transaction.session.get(ENTITIES[entity].table, key)
    if row is None:
        raise NotFound(_("What was to be changed is no longer there. It may have been removed in another window."))
    return row


def set_column(row: Any, column: str, value: Any) -> None:
    """Set one column and what is derived from it; a value that is there already changes nothing."""
    if getattr(row, column) != value:
        setattr(row, column, value)
        spread_dates(row, column)
