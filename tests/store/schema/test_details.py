"""The tables fit what is declared: every field is a column of records, every detail has a table with its columns."""

from __future__ import annotations

import pytest
from sqlalchemy import Boolean, Float, Integer, String

from archive_app.domain.model.columns import Column, FieldType
from archive_app.domain.model.details import DETAILS, DetailType
from archive_app.domain.model.fields import FIELDS, Field
from archive_app.store.schema.details import DETAIL_TABLES
from archive_app.store.schema.entities import ENTITIES
from archive_app.store.schema.tables import Base, Record

_STORED = {
    FieldType.INTEGER: Integer,
    FieldType.NUMBER: Float,
    FieldType.LATITUDE: Float,
    FieldType.LONGITUDE: Float,
    FieldType.BOOLEAN: Boolean,
    FieldType.FILE: Integer,
    FieldType.RECORD: Integer,
}


def _fits(table: type[Base], column: Column) -> bool:
    there = table.__table__.columns[column.name]
    return isinstance(there.type, _STORED.get(column.type, String)) and there.nullable is not column.required


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_is_a_column_of_records(field: Field) -> None:
    assert _fits(Record, field)


@pytest.mark.parametrize("detail", DETAILS, ids=lambda detail: detail.name)
def test_every_detail_has_its_table(detail: DetailType) -> None:
    table = DETAIL_TABLES[detail.name]
    assert all(_fits(table, column) for column in detail.columns)
    entity = ENTITIES[detail.name]
    assert set(entity.logged) == {"id", "uid", "record_id", "ordinal", *detail.names}
    assert entity.owners == ("record_id", *detail.naming)
    assert {entity.references[name] for name in detail.naming} <= {"record"}
    assert entity.references.get(detail.file, "file") == "file"
    assert entity.shown
