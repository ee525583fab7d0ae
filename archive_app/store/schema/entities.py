"""The kept tables, declared once: what the log, undo, history, the past and merging know of each.

A further kept table is a class in ``tables.py`` and one line here (a test says what is missing in it); those of details
follow from their declaration. What refers to what follows from the foreign keys; what a row belongs to is said here,
since not every reference is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import inspect

from archive_app.domain.model.details import DETAILS
from archive_app.i18n import N_
from archive_app.store.schema.details import DETAIL_TABLES
from archive_app.store.schema.tables import (
    Base,
    Code,
    CodeTarget,
    Distinction,
    FormerRef,
    Identifier,
    Link,
    MediaFile,
    Name,
    Pad,
    PadEntry,
    Pick,
    Record,
    Relation,
    SavedSearch,
    Setting,
    Stage,
    StockLine,
    Stocktake,
    Text,
)


@dataclass(frozen=True)
class Entity:
    """A kept table. ``name`` is what operations call it, ``label`` what people do (pass through ``_()`` when shown),
    ``group`` the kind of change that the history can be asked for.

    ``owners`` are the columns that name the records a row belongs to, whose history shows its changes; a record belongs
    to itself. ``unlogged`` columns follow from others or say who touched the row last. ``named`` holds references that
    are no foreign keys. A change of a row is one of its owners too, unless it is ``apart``. ``shown``: the row is part
    of what one sees of its record. ``alike`` are the columns by which two rows of one record say the same, where that
    is all there is to merging them. ``said`` are the columns that put a row into words, where that is all it takes.
    """

    name: str
    table: type[Base]
    label: str
    group: str
    owners: tuple[str, ...] = ()
    unlogged: frozenset[str] = frozenset()
    named: Mapping[str, str] = field(default_factory=dict)
    apart: bool = False
    shown: bool = False
    alike: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Every column."""
        return tuple(attribute.key for attribute in inspect(self.table).column_attrs)

    @cached_property
    def logged(self) -> tuple[str, ...]:
        """The columns whose changes are operations, and of which an operation about a whole row consists."""
        return tuple(column for column in self.columns if column not in self.unlogged)

    @cached_property
    def numbered(self) -> bool:
        """Whether a row has a number; the others are known by a word."""
        return "id" in self.columns

    @cached_property
    def identity(self) -> tuple[str, ...]:
        """The columns that say which row it is and to whom it belongs."""
        return tuple(dict.fromkeys(("id", "uid", *self.owners))) if self.numbered else ("key",)

    @cached_property
    def references(self) -> dict[str, str]:
        """Which columns hold the number of a row of which other entity."""
        tables = {entity.table.__tablename__: entity for entity in ENTITIES.values()}
        found = dict(self.named)
        for column in self.table.__table__.columns:
            for key in column.foreign_keys:
                target = tables.get(key.column.table.name)
                if target is not None and target.numbered:
                    found[column.name] = target.name
        return found

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """What a column holds where nothing is said, as far as that is always the same."""
        found: dict[str, Any] = {}
        for attribute in inspect(self.table).column_attrs:
            default = getattr(attribute.columns[0], "default", None)
            found[attribute.key] = default.arg if default is not None and default.is_scalar else None
        return found


_DATES = frozenset({"date_from", "date_to"})

_DECLARED = (
    Entity(
        "record", Record, N_("Record"), "fields", ("id",),
        unlogged=_DATES | {"changed_at", "changed_by"}, named={"merged_into": "record"}, shown=True,
    ),
    Entity("name", Name, N_("Name"), "names", ("record_id",), shown=True),
    Entity("text", Text, N_("Text"), "texts", ("record_id",), shown=True),
    Entity(
        "stage", Stage, N_("Stage"), "stages", ("record_id",), unlogged=_DATES, shown=True, alike=("kind", "date")
    ),
    Entity("link", Link, N_("Link"), "links", ("subject_id", "object_id"), unlogged=_DATES, shown=True),
    Entity("file", MediaFile, N_("File"), "files", ("record_id",), shown=True),
    Entity("relation", Relation, N_("Relation"), "archive"),
    Entity("setting", Setting, N_("Setting"), "archive"),
    Entity("saved_search", SavedSearch, N_("Saved search"), "archive"),
    # What is picked is no property of a record: nothing of it changes.
    Entity("pick", Pick, N_("Picked"), "archive", ("record_id",), apart=True),
    Entity(
        "identifier", Identifier, N_("Identifier"), "identifiers", ("record_id",), shown=True, alike=("scheme", "value")
    ),
    Entity("code", Code, N_("Code"), "archive"),
    Entity(
        "code_target", CodeTarget, N_("Stands for"), "archive", ("record_id",), alike=("code_id", "relation", "role")
    ),
    Entity("pad", Pad, N_("Pad"), "archive"),
    Entity(
        "pad_entry", PadEntry, N_("Line of a pad"), "archive", ("record_id",),
        alike=("pad_id", "relation", "role", "field", "value"),
    ),
    # A trail of the record's own ref, whose change is logged as such.
    Entity("former_ref", FormerRef, N_("Former ref"), "identifiers", ("record_id",), apart=True, alike=("ref",)),
    Entity("distinction", Distinction, N_("Not the same as"), "identifiers", ("record_id", "other_id")),
    # No two of one place are the same.
    Entity("stocktake", Stocktake, N_("Stock-take"), "details", ("record_id",), alike=("uid",)),
    # What is the same as another thing was counted once.
    Entity(
        "stock_line", StockLine, N_("Stock-take line"), "details", ("record_id", "place_id"), alike=("stocktake_id",)
    ),
    *(
        Entity(
            detail.name, DETAIL_TABLES[detail.name], detail.label, "details", ("record_id", *detail.naming),
            unlogged=_DATES if detail.column("date") else frozenset(), shown=True, alike=detail.alike,
        )
        for detail in DETAILS
    ),
)  # fmt: skip

#: By the name that operations use.
ENTITIES: dict[str, Entity] = {entity.name: entity for entity in _DECLARED}
#: By the class of its rows.
OF_TABLE: dict[type[Base], Entity] = {entity.table: entity for entity in _DECLARED}
#: Of which a change is no change of the records that it names.
APART: tuple[str, ...] = tuple(entity.name for entity in _DECLARED if entity.apart)
#: What belongs to a record and stands or falls with it.
BELONGING: tuple[Entity, ...] = tuple(
    entity for entity in _DECLARED if entity.owners and not entity.apart and entity.table is not Record
)
#: What is seen of a record, beside its own columns.
PARTS: tuple[str, ...] = tuple(entity.name for entity in BELONGING if entity.shown)
#: What other rows refer to.
TARGETS: frozenset[str] = frozenset(target for entity in _DECLARED for target in entity.references.values())
#: Of what belongs to a record, on which of its other rows it lies, and by which column: regions lie on files.
LYING: dict[str, dict[str, str]] = {
    entity.name: on
    for entity in BELONGING
    if (on := {column: target for column, target in entity.references.items() if target in PARTS})
}
#: The same from there: what may lie on a row, and by which of its columns.
BEARING: dict[str, list[tuple[Entity, str]]] = {}
for _name, _on in LYING.items():
    for _column, _target in _on.items():
        BEARING.setdefault(_target, []).append((ENTITIES[_name], _column))
#: Every column that says to which record a row belongs.
OWNERS: tuple[str, ...] = tuple(dict.fromkeys(column for entity in BELONGING for column in entity.owners))


def grouped(group: str) -> tuple[str, ...]:
    """The entities of one kind of change."""
    return tuple(entity.name for entity in _DECLARED if entity.group == group)


def owners_of(entity: Entity, row: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """The records whose history shows a change of a row, given by its columns."""
    ids = [row.get(column) for column in entity.owners]
    return (ids[0] if ids else None), (ids[1] if len(ids) > 1 else None)
