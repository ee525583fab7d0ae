"""The fields a record may have beside names, texts, links and files: one line here is one field everywhere.

What follows from a field follows from its line: how it is read, edited, shown and put into words, whether its words are
found, the field of the query language that asks for it, ``has:`` and ``missing:``, the rule of completeness, and its
place under a plate of a catalogue. A new field is one :class:`Field` here, one column of the same name in
``store/schema/tables.py``, one Alembic revision, and its label in Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from types import MappingProxyType

from archive_app.domain.model.columns import Column, FieldType
from archive_app.domain.model.gift_rules import COVERS, DIRECTIONS, DISPOSITIONS, MONEY
from archive_app.domain.model.kinds import ITEM_KINDS, PLACES, Kind
from archive_app.domain.model.objects import ORIGINALITY
from archive_app.i18n import N_

_ALL: frozenset[Kind] = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Gap:
    """The rule of completeness that asks for a field or a detail, of ``kinds`` (all that have it where there are none).

    ``bit`` is its place in the mask of gaps and is never given to another; ``key`` is what it is called where that is
    not the field's own name. A link by one of ``relations`` or a row of the ``detail`` of that name will do as well.
    """

    bit: int
    label: str
    _: KW_ONLY
    key: str = ""
    kinds: frozenset[Kind] = frozenset()
    relations: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Field(Column):
    """One field of the ``kinds``. ``aliases`` are other words that are typed for it. ``asked``: it has no field of the
    query language of its own in ``domain/query/fields.py``, and gets the usual one of its type. ``own``: it tells one
    record from another, and is not copied from one to others. ``unique``: no two records that are there say the same.
    """

    kinds: frozenset[Kind]
    _: KW_ONLY
    aliases: tuple[str, ...] = ()
    asked: bool = True
    gap: Gap | None = None
    own: bool = False
    unique: bool = False


_DATED = _ALL - PLACES - {Kind.PARTNERSHIP, Kind.PERSON, Kind.TERM, Kind.LOCATION}
_PLACED = ITEM_KINDS | PLACES | {Kind.EVENT, Kind.ORGANISATION}
_PERSON, _OBJECT = frozenset({Kind.PERSON}), frozenset({Kind.OBJECT})
_TRANSFER, _RULE = frozenset({Kind.TRANSFER}), frozenset({Kind.RULE})
_CODED = frozenset({Kind.COUNTRY, Kind.CITY})
_TEXT = FieldType.TEXT

FIELDS: tuple[Field, ...] = (
    Field(
        "status", N_("Status"), FieldType.CHOICE, _ALL, required=True, asked=False,
        choices=(N_("draft"), N_("reviewed"), N_("public"), N_("retired")),
    ),
    Field("date", N_("Date"), FieldType.DATE, _DATED, asked=False),
    Field(
        "direction", N_("Direction"), FieldType.CHOICE, _TRANSFER, aliases=("方向", "收赠方向"), choices=DIRECTIONS,
        gap=Gap(24, N_("direction")),
    ),
    # The date of a transfer is that on which the gift was accepted, or the offer refused.
    Field("offered_on", N_("Offered on"), FieldType.DATE, _TRANSFER, aliases=("offered", "提出日期")),
    Field(
        "circumstances", N_("Circumstances"), _TEXT, _TRANSFER, aliases=("收赠情形",), long=True, searched=True,
    ),
    Field("declared_on", N_("Declared on"), FieldType.DATE, _TRANSFER, aliases=("declared", "申报日期"), own=True),
    Field(
        "use_ended_on", N_("Official use ended on"), FieldType.DATE, _TRANSFER, aliases=("公务使用结束",), own=True,
    ),
    Field("due_on", N_("Due on"), FieldType.DATE, _TRANSFER, aliases=("到期日",), own=True),
    Field("handed_in_on", N_("Handed in on"), FieldType.DATE, _TRANSFER, aliases=("handed-in", "上交日期"), own=True),
    Field(
        "receipt_number", N_("Receipt number"), _TEXT, _TRANSFER, aliases=("receipt", "收据号"), searched=True,
        own=True,
    ),
    Field(
        "disposition", N_("Disposition"), FieldType.CHOICE, _TRANSFER, aliases=("去向",), choices=DISPOSITIONS,
        own=True,
    ),
    Field("disposed_to", N_("Where it went"), _TEXT, _TRANSFER, aliases=("去向说明",), searched=True, own=True),
    Field("covers", N_("Covers"), FieldType.CHOICE, _RULE, aliases=("适用",), choices=COVERS),
    Field("money", N_("Gifts of money"), FieldType.CHOICE, _RULE, aliases=("礼金",), choices=MONEY),
    Field("valid_from", N_("Valid from"), FieldType.DATE, _RULE, aliases=("生效日期",)),
    Field("valid_until", N_("Valid until"), FieldType.DATE, _RULE, aliases=("失效日期",)),
    Field(
        "level", N_("Level"), FieldType.CHOICE, frozenset({Kind.LOCATION}), aliases=("层级",),
        choices=(N_("site"), N_("building"), N_("room"), N_("cabinet"), N_("shelf"), N_("box")),
    ),
    Field("birth_date", N_("Born"), FieldType.DATE, _PERSON, aliases=("born", "出生"), own=True),
    Field("death_date", N_("Died"), FieldType.DATE, _PERSON, aliases=("died", "逝世"), own=True),
    Field("minor", N_("Minor"), FieldType.BOOLEAN, _PERSON, aliases=("未成年",), own=True),
    Field(
        "occupation", N_("Occupation"), _TEXT, _PERSON, aliases=("职业",), searched=True,
        gap=Gap(15, N_("work or affiliation"), key="work", relations=("affiliated_with", "represents")),
    ),
    Field("latitude", N_("Latitude"), FieldType.LATITUDE, _PLACED, aliases=("lat",), asked=False),
    Field("longitude", N_("Longitude"), FieldType.LONGITUDE, _PLACED, aliases=("lon", "lng"), asked=False),
    Field("iso_code", N_("ISO 3166 code"), _TEXT, _CODED, aliases=("iso",), searched=True, own=True),
    Field(
        "continent", N_("Continent"), FieldType.CHOICE, _CODED, aliases=("洲",),
        choices=(
            N_("Africa"), N_("Antarctica"), N_("Asia"), N_("Europe"), N_("North America"), N_("Oceania"),
            N_("South America"),
        ),
    ),
    Field("vocabulary", N_("Vocabulary"), _TEXT, frozenset({Kind.TERM}), aliases=("词表",), own=True),
    # −1 is a rejected item, as XMP has it (xmp:Rating).
    Field("rating", N_("Rating"), FieldType.INTEGER, ITEM_KINDS, minimum=-1, maximum=5, asked=False),
    Field(
        "credit", N_("Credit"), _TEXT, ITEM_KINDS, aliases=("署名",), searched=True, printed=5,
        gap=Gap(4, N_("credit"), relations=("created_by",)),
    ),
    Field(
        "rights", N_("Rights"), _TEXT, ITEM_KINDS, aliases=("版权",), searched=True, printed=6,
        gap=Gap(6, N_("rights")),
    ),
    Field(
        "inventory_number", N_("Inventory number"), _TEXT, ITEM_KINDS, aliases=("馆藏号",), searched=True, printed=4,
        gap=Gap(17, N_("inventory number"), key="inventory"), own=True,
    ),
    Field(
        "accession_number", N_("Accession number"), _TEXT, _OBJECT, aliases=("accession", "入藏号"), searched=True,
        gap=Gap(20, N_("accession number"), key="accession"), own=True, unique=True,
    ),
    Field(
        "originality", N_("Original or reproduction"), FieldType.CHOICE, _OBJECT, aliases=("原件",),
        choices=ORIGINALITY,
    ),
    # A reproduction of what is in the archive is linked to it as well.
    Field("reproduces", N_("Reproduction of what"), _TEXT, _OBJECT, aliases=("复制自",), searched=True),
    Field("culture", N_("Culture"), _TEXT, _OBJECT, aliases=("文化",), searched=True),
    Field("period", N_("Period"), _TEXT, _OBJECT, aliases=("时代",), searched=True),
    Field("features", N_("Distinguishing features"), _TEXT, _OBJECT, aliases=("特征",), long=True, searched=True),
    Field(
        "material", N_("Material"), _TEXT, _OBJECT, aliases=("材质",), searched=True, printed=1,
        gap=Gap(14, N_("material"), relations=("made_of",)),
    ),
    Field(
        "technique", N_("Technique"), _TEXT, _OBJECT, aliases=("工艺", "技法"), searched=True, printed=2,
        gap=Gap(18, N_("technique"), relations=("made_with",)),
    ),
    Field(
        "dimensions", N_("Dimensions"), _TEXT, ITEM_KINDS, aliases=("size", "尺寸"), searched=True, printed=3,
        gap=Gap(16, N_("dimensions"), kinds=_OBJECT, detail="measurement"),
    ),
    Field("source", N_("Source"), _TEXT, _ALL, aliases=("来源",), searched=True),
    Field(
        "confidence", N_("Confidence"), FieldType.CHOICE, _ALL, aliases=("可信度",),
        choices=(N_("high"), N_("medium"), N_("low")),
    ),
)  # fmt: skip

BY_NAME: Mapping[str, Field] = MappingProxyType({field.name: field for field in FIELDS})
STATUS = BY_NAME["status"]
#: The fields that the query language asks for in the way of their type.
ASKED = tuple(field for field in FIELDS if field.asked)
#: The fields of which no two records say the same.
UNIQUE = tuple(field for field in FIELDS if field.unique)
#: The fields whose words are found, and those that a catalogue prints, in its order.
SEARCHED = tuple(field for field in FIELDS if field.searched)
PRINTED = tuple(sorted((field for field in FIELDS if field.printed), key=lambda field: field.printed))


def fields_of(kind: Kind) -> tuple[Field, ...]:
    """The fields a record of ``kind`` has, in the order of display."""
    return tuple(field for field in FIELDS if kind in field.kinds)
