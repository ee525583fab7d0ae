"""The tables of details, each made from its declaration in ``domain/model/details.py``."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Float, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from archive_app.domain.model.columns import Column, FieldType
from archive_app.domain.model.details import DETAILS, DetailType
from archive_app.store.database.types import Uid, new_uid
from archive_app.store.schema.tables import Base

_TYPES: dict[FieldType, type[Boolean | Float[Any] | Integer | String]] = {
    FieldType.INTEGER: Integer,
    FieldType.NUMBER: Float,
    FieldType.LATITUDE: Float,
    FieldType.LONGITUDE: Float,
    FieldType.BOOLEAN: Boolean,
}
#: Keeps its sortable bounds beside it.
_DATE = "date"


class DetailRow(Base):
    """What every detail has: its key, its record, and its place in the order of that record's details of its sort."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-4)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True, sort_order=-3)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True, sort_order=-2)
    ordinal: Mapped[int] = mapped_column(default=0, sort_order=-1)


#: What is named by number.
_NAMED = {FieldType.FILE: "media_file.id", FieldType.RECORD: "record.id"}


def _column(column: Column) -> Any:
    if column.type in _NAMED:
        # A file and what lies on it are made and removed by one step, in whatever order.
        key = ForeignKey(_NAMED[column.type], deferrable=True, initially="DEFERRED")
        return mapped_column(Integer, key, nullable=not column.required, index=True)
    return mapped_column(_TYPES.get(column.type, String)(), nullable=not column.required)


def _table(detail: DetailType) -> type[DetailRow]:
    columns = {column.name: _column(column) for column in detail.columns}
    if _DATE in columns:
        columns |= {bound: mapped_column(Integer, nullable=True) for bound in ("date_from", "date_to")}
    name = "".join(word.capitalize() for word in detail.name.split("_"))
    described: dict[str, Any] = {
        "__tablename__": detail.name,
        "__table_args__": ({"sqlite_autoincrement": True},),
        "__module__": __name__,
        "__doc__": f"{detail.label}.",
    }
    return type(name, (DetailRow,), described | columns)


#: By the name of the detail.
DETAIL_TABLES: dict[str, type[DetailRow]] = {detail.name: _table(detail) for detail in DETAILS}
