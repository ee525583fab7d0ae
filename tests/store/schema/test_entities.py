"""Every kept table is declared, with all that the log, undo, history and merging must know of it."""

from __future__ import annotations

import pytest
from sqlalchemy import Integer

from archive_app.services.history.history import WHAT
from archive_app.services.history.words import WHOLE
from archive_app.store.records import merging_parts
from archive_app.store.schema import derived_tables, log_tables, own_tables, tables
from archive_app.store.schema.entities import ENTITIES, OF_TABLE, Entity


def _mapped() -> dict[str, type[tables.Base]]:
    found = {}
    for mapper in tables.Base.registry.mappers:
        if mapper.class_.__module__ not in (derived_tables.__name__, log_tables.__name__, own_tables.__name__):
            found[mapper.class_.__tablename__] = mapper.class_
    return found


def test_every_kept_table_is_declared() -> None:
    undeclared = {name for name, table in _mapped().items() if table not in OF_TABLE}
    assert undeclared == set()


@pytest.mark.parametrize("entity", ENTITIES.values(), ids=ENTITIES)
def test_what_a_row_belongs_to_is_declared(entity: Entity) -> None:
    """A reference to a record makes a row belong to it: what else should it stand for?"""
    columns = entity.table.__table__.columns
    records = {
        column.name for column in columns for key in column.foreign_keys if key.column.table.name == "record"
    }  # fmt: skip
    own = {"id"} if entity.name == "record" else set()
    assert set(entity.owners) == records | own


@pytest.mark.parametrize("entity", ENTITIES.values(), ids=ENTITIES)
def test_what_a_row_refers_to_is_known(entity: Entity) -> None:
    """Whole numbers that are keys of other rows bear such a name, or are foreign keys."""
    columns = entity.table.__table__.columns
    named = {column.name for column in columns if isinstance(column.type, Integer) and column.name.endswith("_id")}
    keys = {
        column.name for column in columns for key in column.foreign_keys if key.column.name == "id"
    }  # fmt: skip
    assert named | keys <= set(entity.references)
    assert set(entity.references.values()) <= set(ENTITIES)


@pytest.mark.parametrize("entity", ENTITIES.values(), ids=ENTITIES)
def test_every_column_is_logged_or_follows_from_others(entity: Entity) -> None:
    assert set(entity.logged) | entity.unlogged == set(entity.columns)
    assert set(entity.alike) | set(entity.owners) | set(entity.named) <= set(entity.logged)


@pytest.mark.parametrize("entity", ENTITIES.values(), ids=ENTITIES)
def test_it_can_be_asked_for_and_said(entity: Entity) -> None:
    assert entity.group in WHAT
    assert entity.label
    assert entity.name in WHOLE or entity.said
    assert set(entity.said) <= set(entity.columns)


def test_all_that_belongs_to_a_record_knows_how_it_is_merged() -> None:
    own = {entity.name for entity in merging_parts.MOVING if not entity.alike}
    assert own == set(merging_parts.OWN_WAY)
