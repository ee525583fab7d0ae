"""The fields a record may have beside names, texts, links and files: one line here is one field everywhere.

The editor, the command line, validation and the show and export functions all read this table. A new field is one
:class:`Field` here, one column of the same name in ``store/schema/tables.py`` and one Alembic revision.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archive_app.domain.model.kinds import ITEM_KINDS, Kind, Status
from archive_app.i18n import N_

_ALL: frozenset[Kind] = frozenset(Kind)


class FieldType(StrEnum):
    """How a field's value is read and checked."""

    TEXT = "text"
    DATE = "date"
    INTEGER = "integer"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    BOOLEAN = "boolean"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its stored name, its label, its type, the kinds that have it, and limits where there are any."""

    name: str
    label: str
    type: FieldType
    kinds: frozenset[Kind]
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


_DATED = _ALL - {Kind.CITY, Kind.COUNTRY, Kind.PLACE, Kind.PARTNERSHIP, Kind.PERSON, Kind.TERM}
_PLACED = ITEM_KINDS | {Kind.CITY, Kind.COUNTRY, Kind.PLACE, Kind.EVENT, Kind.ORGANISATION}

FIELDS: tuple[Field, ...] = (
    Field("status", N_("Status"), FieldType.CHOICE, _ALL, choices=tuple(Status)),
    Field("date", N_("Date"), FieldType.DATE, _DATED),
    Field("birth_date", N_("Born"), FieldType.DATE, frozenset({Kind.PERSON})),
    Field("death_date", N_("Died"), FieldType.DATE, frozenset({Kind.PERSON})),
    Field("minor", N_("Minor"), FieldType.BOOLEAN, frozenset({Kind.PERSON})),
    Field("occupation", N_("Occupation"), FieldType.TEXT, frozenset({Kind.PERSON})),
    Field("latitude", N_("Latitude"), FieldType.LATITUDE, _PLACED),
    Field("longitude", N_("Longitude"), FieldType.LONGITUDE, _PLACED),
    Field("iso_code", N_("ISO 3166 code"), FieldType.TEXT, frozenset({Kind.COUNTRY, Kind.CITY})),
    Field(
        "continent",
        N_("Continent"),
        FieldType.CHOICE,
        frozenset({Kind.COUNTRY, Kind.CITY}),
        choices=("Africa", "Antarctica", "Asia", "Europe", "North America", "Oceania", "South America"),
    ),
    Field("vocabulary", N_("Vocabulary"), FieldType.TEXT, frozenset({Kind.TERM})),
    # −1 is a rejected item, as XMP has it (xmp:Rating).
    Field("rating", N_("Rating"), FieldType.INTEGER, ITEM_KINDS, minimum=-1, maximum=5),
    Field("credit", N_("Credit"), FieldType.TEXT, ITEM_KINDS),
    Field("rights", N_("Rights"), FieldType.TEXT, ITEM_KINDS),
    Field("inventory_number", N_("Inventory number"), FieldType.TEXT, ITEM_KINDS),
    Field("material", N_("Material"), FieldType.TEXT, frozenset({Kind.OBJECT})),
    Field("dimensions", N_("Dimensions"), FieldType.TEXT, ITEM_KINDS),
    Field("source", N_("Source"), FieldType.TEXT, _ALL),
    Field("confidence", N_("Confidence"), FieldType.CHOICE, _ALL, choices=("high", "medium", "low")),
)

BY_NAME = {field.name: field for field in FIELDS}


def fields_of(kind: Kind) -> tuple[Field, ...]:
    """The fields a record of ``kind`` has, in the order of display."""
    return tuple(field for field in FIELDS if kind in field.kinds)
