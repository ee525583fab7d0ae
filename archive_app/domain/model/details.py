"""The details of a record: rows of one sort, of which it may have several, declared once each.

What follows from a :class:`DetailType` follows from its declaration: the table, the log, undo and merging, how it is
shown, edited, put into words, found, asked for (``has:``, ``missing:``), required and printed. A new one is one
declaration here, one Alembic revision, and its words in Chinese.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from types import MappingProxyType
from typing import Any

from archive_app.domain.model.amounts import DIMENSIONS, UNITS
from archive_app.domain.model.columns import Column, FieldType
from archive_app.domain.model.custody import custody_said, handing_said
from archive_app.domain.model.fields import Gap
from archive_app.domain.model.gift_rules import (
    CONSEQUENCES,
    DONE,
    PER,
    SIDES,
    SPANS,
    STARTS,
    deadline_said,
    limit_said,
    limited,
    named,
    party_said,
)
from archive_app.domain.model.kinds import ITEM_KINDS, Kind
from archive_app.domain.model.movements import movement_said, whereabouts_said
from archive_app.domain.model.objects import CONDITIONS, insurance_said, measure_said, measured, value_said
from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.region_sorts import SORTS
from archive_app.domain.model.regions import ORIGINS, Origin, region_checked, region_said
from archive_app.i18n import N_

_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class DetailType:
    """One sort of detail. ``name`` is that of its table, stored in the log and typed at the command line: never
    renamed. Records of ``kinds`` may have it, in an order of their own.

    ``alike`` are the columns by which two of one record say the same. ``aliases`` are other words that are typed for
    it. ``printed`` is its place, from 1, among the details that a catalogue prints.

    ``checked`` is given all that a row would say by column, and gives back what is kept; InvalidInput where that says
    nothing. ``worded`` puts a row into words where that takes more than its columns one after the other. Where
    ``split`` names a column of choices, each is a field of the query language, which asks for the amount of such rows.
    ``together`` says what all rows of one record come to on a day (year·10000 + month·100 +
    day), in sentences. ``own``: it tells what happened to one thing,
    and is not copied from one to others.
    """

    name: str
    label: str
    plural: str
    kinds: frozenset[Kind]
    columns: tuple[Column, ...]
    _: KW_ONLY
    alike: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    gap: Gap | None = None
    printed: int = 0
    checked: Callable[[Mapping[str, Any]], dict[str, Any]] = dict
    worded: Callable[[Mapping[str, Any]], str] | None = None
    split: str = ""
    together: Callable[[Sequence[Mapping[str, Any]], int], str] | None = None
    own: bool = False

    @property
    def key(self) -> str:
        """As it is typed in a query or at the command line."""
        return self.name.replace("_", "-")

    @property
    def file(self) -> str:
        """The column that says on which of its record's files a row lies; empty where none does. Such a row goes where
        its file goes, and is not copied to records that do not have that.
        """
        return next((column.name for column in self.columns if column.type is FieldType.FILE), "")

    @property
    def naming(self) -> tuple[str, ...]:
        """The columns that name another record. What names one is seen in its history, and is purged with it."""
        return tuple(column.name for column in self.columns if column.type is FieldType.RECORD)

    @property
    def language(self) -> str:
        """The column that says in which language a row is; empty where none does."""
        return next((column.name for column in self.columns if column.type is FieldType.LANGUAGE), "")

    @property
    def names(self) -> tuple[str, ...]:
        """What its columns are called."""
        return tuple(column.name for column in self.columns)

    @property
    def searched(self) -> tuple[Column, ...]:
        """The columns whose words are found."""
        return tuple(column for column in self.columns if column.searched)

    def column(self, name: str) -> Column | None:
        """The column of this name."""
        return next((column for column in self.columns if column.name == name), None)

    def said(self, values: Mapping[str, Any]) -> str:
        """A row in one line, in the current language."""
        if self.worded is not None:
            return self.worded(values)
        return _BETWEEN.join(filter(None, (column.said(values.get(column.name)) for column in self.columns)))


_OBJECT, _LOCATION = frozenset({Kind.OBJECT}), frozenset({Kind.LOCATION})
_TRANSFER, _RULE = frozenset({Kind.TRANSFER}), frozenset({Kind.RULE})

DETAILS: tuple[DetailType, ...] = (
    DetailType(
        "inscription", N_("Inscription"), N_("Inscriptions"), frozenset({Kind.OBJECT, Kind.DOCUMENT, Kind.PHOTO}),
        (
            Column("text", N_("Text"), FieldType.TEXT, long=True, required=True, searched=True, printed=1,
                   sought=N_("Inscription")),
            Column("language", N_("Language"), FieldType.LANGUAGE),
            Column("position", N_("Where on it"), FieldType.TEXT, searched=True, printed=2,
                   sought=N_("Place of the inscription")),
            Column("translation", N_("Translation"), FieldType.TEXT, long=True, searched=True, printed=3),
        ),
        alike=("text", "position"), aliases=("inscriptions", "铭文", "题字"), gap=Gap(19, N_("inscription")), printed=1,
    ),
    DetailType(
        "measurement", N_("Measurement"), N_("Measurements"), _OBJECT,
        (
            Column("dimension", N_("What is measured"), FieldType.CHOICE, choices=tuple(DIMENSIONS), required=True,
                   sought=N_("Measurement")),
            Column("value", N_("Value"), FieldType.DECIMAL, required=True),
            Column("unit", N_("Unit"), FieldType.CHOICE, choices=UNITS),
            Column("part", N_("Part"), FieldType.TEXT, searched=True, sought=N_("Measured part")),
            Column("measured_by", N_("Measured by"), FieldType.TEXT, searched=True, sought=N_("Measured by")),
            Column("date", N_("Date"), FieldType.DATE, sought=N_("Measured on")),
        ),
        alike=("dimension", "value", "unit", "part"), aliases=("measurements", "尺寸记录"),
        checked=measured, worded=measure_said, split="dimension",
    ),
    DetailType(
        "condition_check", N_("Condition check"), N_("Condition checks"), _OBJECT,
        (
            Column("condition", N_("State of preservation"), FieldType.CHOICE, choices=CONDITIONS, required=True,
                   sought=N_("Condition check")),
            Column("date", N_("Date"), FieldType.DATE, sought=N_("Condition checked on")),
            Column("checked_by", N_("Checked by"), FieldType.TEXT, searched=True, sought=N_("Condition checked by")),
            Column("note", N_("Note"), FieldType.TEXT, long=True, searched=True,
                   sought=N_("Note of a condition check")),
        ),
        alike=("condition", "date", "checked_by", "note"), aliases=("condition-checks", "状况检查"),
        gap=Gap(21, N_("condition check")), own=True,
    ),
    DetailType(
        "valuation", N_("Valuation"), N_("Valuations"), _OBJECT | _TRANSFER,
        (
            Column("amount", N_("Amount"), FieldType.DECIMAL, required=True, sought=N_("Valuation")),
            Column("currency", N_("Currency"), FieldType.CURRENCY, required=True, sought=N_("Currency of a valuation")),
            Column("basis", N_("Basis"), FieldType.TEXT, searched=True, sought=N_("Basis of a valuation")),
            Column("valued_by", N_("Valued by"), FieldType.TEXT, searched=True, sought=N_("Valued by")),
            Column("date", N_("Date"), FieldType.DATE, sought=N_("Valued on")),
        ),
        alike=("amount", "currency", "basis", "date"), aliases=("valuations", "估价"),
        gap=Gap(22, N_("valuation"), kinds=_OBJECT),
        worded=value_said,
    ),
    DetailType(
        "insurance", N_("Insurance"), N_("Insurances"), _OBJECT,
        (
            Column("insurer", N_("Insurer"), FieldType.TEXT, required=True, searched=True, sought=N_("Insurance")),
            Column("policy", N_("Policy"), FieldType.TEXT, searched=True, sought=N_("Insurance policy")),
            Column("amount", N_("Amount"), FieldType.DECIMAL, sought=N_("Sum insured")),
            Column("currency", N_("Currency"), FieldType.CURRENCY, sought=N_("Currency of an insurance")),
            Column("since", N_("From"), FieldType.DATE, sought=N_("Insured from")),
            Column("until", N_("Until"), FieldType.DATE, sought=N_("Insured until")),
        ),
        alike=("insurer", "policy", "since"), aliases=("insurances", "保险"), worded=insurance_said,
        own=True,
    ),
    DetailType(
        "custody", N_("Hand-over"), N_("Custody"), _OBJECT,
        (
            Column("took", N_("Taken by"), FieldType.TEXT, required=True, searched=True, sought=N_("Custody")),
            Column("gave", N_("Given by"), FieldType.TEXT, searched=True, sought=N_("Handed over by")),
            Column("date", N_("Date"), FieldType.DATE, required=True, sought=N_("Handed over on")),
            Column("reason", N_("Why"), FieldType.TEXT, searched=True, sought=N_("Reason of a hand-over")),
            Column("gave_confirmed", N_("Giver confirmed"), FieldType.BOOLEAN),
            Column("took_confirmed", N_("Taker confirmed"), FieldType.BOOLEAN),
        ),
        alike=("took", "gave", "date"), aliases=("hand-over", "hand-overs", "保管"), gap=Gap(23, N_("custody")),
        worded=handing_said, together=custody_said, own=True,
    ),
    # As they were called then; who of the archive they are, links say.
    DetailType(
        "party", N_("Side of a transfer"), N_("Giver and recipient"), _TRANSFER,
        (
            Column("side", N_("Side"), FieldType.CHOICE, choices=SIDES, required=True, sought=N_("Side of a transfer")),
            Column("name", N_("Name"), FieldType.TEXT, searched=True, sought=N_("Name of giver or recipient")),
            Column("office", N_("Office"), FieldType.TEXT, searched=True, sought=N_("Office then")),
            Column("organisation", N_("Organisation"), FieldType.TEXT, searched=True, sought=N_("Organisation then")),
        ),
        alike=("side", "name", "office", "organisation"), aliases=("sides", "收赠方"), checked=named,
        worded=party_said, own=True,
    ),
    DetailType(
        "gift_limit", N_("Limit"), N_("Limits"), _RULE,
        (
            Column("amount", N_("Over this sum"), FieldType.DECIMAL, sought=N_("Limit")),
            Column("currency", N_("Currency"), FieldType.CURRENCY, sought=N_("Currency of a limit")),
            Column("number", N_("Over this number of gifts"), FieldType.INTEGER, minimum=0, maximum=100_000),
            Column("per", N_("Reckoned by"), FieldType.CHOICE, choices=PER, required=True),
            Column("months", N_("Period in months"), FieldType.INTEGER, minimum=1, maximum=1_200),
            Column("act", N_("What has to be done"), FieldType.CHOICE, choices=CONSEQUENCES, required=True),
            Column("note", N_("Note"), FieldType.TEXT, long=True, searched=True, sought=N_("Note of a limit")),
        ),
        alike=("amount", "currency", "number", "per", "months", "act"), aliases=("limit", "limits", "限额"),
        checked=limited, worded=limit_said,
    ),
    DetailType(
        "deadline", N_("Deadline"), N_("Deadlines"), _RULE,
        (
            Column("act", N_("What has to be done"), FieldType.CHOICE, choices=tuple(DONE), required=True,
                   sought=N_("Deadline")),
            Column("count", N_("Within how many"), FieldType.INTEGER, minimum=0, maximum=10_000, required=True),
            Column("unit", N_("Unit"), FieldType.CHOICE, choices=SPANS, required=True),
            Column("starts", N_("Counted from"), FieldType.CHOICE, choices=tuple(STARTS), required=True),
            Column("over", N_("Only over a limit"), FieldType.BOOLEAN),
            Column("note", N_("Note"), FieldType.TEXT, long=True, searched=True, sought=N_("Note of a deadline")),
        ),
        alike=("act", "count", "unit", "starts", "over"), aliases=("clock", "clocks", "deadlines", "期限"),
        worded=deadline_said,
    ),
    DetailType(
        "movement", N_("Movement"), N_("Movements"), _OBJECT,
        (
            Column("place", N_("To"), FieldType.RECORD, required=True, names=_LOCATION),
            Column("was_in", N_("From"), FieldType.RECORD, names=_LOCATION),
            Column("date", N_("Date"), FieldType.DATE, required=True, sought=N_("Moved on")),
            Column("until", N_("Until"), FieldType.DATE, sought=N_("Moved until")),
            Column("moved_by", N_("By"), FieldType.TEXT, searched=True, sought=N_("Moved by")),
            Column("reason", N_("Why"), FieldType.TEXT, searched=True, sought=N_("Reason of a movement")),
            Column("note", N_("Note"), FieldType.TEXT, long=True, searched=True, sought=N_("Note of a movement")),
        ),
        alike=("place", "was_in", "date", "reason", "moved_by"), aliases=("movements", "移动", "移库"),
        worded=movement_said, together=whereabouts_said, own=True,
    ),
    # A place is in parts of the picture that is upright by its own orientation: turning it by hand changes nothing.
    DetailType(
        "region", N_("Region"), N_("Regions"), ITEM_KINDS,
        (
            Column("file", N_("File"), FieldType.FILE, required=True),
            Column("page", N_("Page"), FieldType.INTEGER, minimum=1, maximum=100_000, usual=1),
            Column("x", N_("From the left"), FieldType.NUMBER),
            Column("y", N_("From the top"), FieldType.NUMBER),
            Column("width", N_("Width"), FieldType.NUMBER),
            Column("height", N_("Height"), FieldType.NUMBER),
            Column("start", N_("Start"), FieldType.NUMBER, unit=N_("s")),
            Column("stop", N_("End"), FieldType.NUMBER, unit=N_("s")),
            Column("text", N_("Text"), FieldType.TEXT, long=True, searched=True),
            Column("language", N_("Language"), FieldType.LANGUAGE),
            Column("sort", N_("Sort"), FieldType.CHOICE, choices=SORTS),
            Column("subject", N_("Who or what it is"), FieldType.RECORD),
            Column("origin", N_("Origin"), FieldType.CHOICE, choices=ORIGINS, usual=str(Origin.PERSON)),
            Column("accepted", N_("Accepted"), FieldType.BOOLEAN, usual=True),
        ),
        alike=("file", "page", "x", "y", "width", "height", "start", "stop", "text", "subject"),
        aliases=("regions", "segment", "segments", "区域", "片段"), checked=region_checked, worded=region_said,
    ),
    # The same bytes are kept once, and found by whatever name and folder they were given again.
    DetailType(
        "file_name", N_("Other name of a file"), N_("Other names of files"), ITEM_KINDS,
        (
            Column("file", N_("File"), FieldType.FILE, required=True),
            Column("name", N_("Name of the file"), FieldType.TEXT, required=True, searched=True),
            Column("folder", N_("Folder"), FieldType.TEXT, searched=True),
        ),
        alike=("file", "name", "folder"), aliases=("file-names", "其他文件名"),
    ),
)  # fmt: skip

BY_NAME: Mapping[str, DetailType] = MappingProxyType({detail.name: detail for detail in DETAILS})
REGION = BY_NAME["region"]
FILE_NAME = BY_NAME["file_name"]


@dataclass(frozen=True, slots=True)
class Sought:
    """What a query asks of the rows of a detail: ``name`` is that of the field, ``label`` what it is called. ``among``
    are rows alone that say this choice in the column that splits them.
    """

    name: str
    label: str
    detail: DetailType
    column: Column
    among: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """The column that says in what an amount is; empty where none does."""
        units = (each.name for each in self.detail.columns if each.name in ("unit", "currency"))
        return next(units, "") if self.column.type is FieldType.DECIMAL else ""


def _sought() -> Iterator[Sought]:
    """The first column that is asked for gives the field of the detail's own name; the others are called after it."""
    for detail in DETAILS:
        first, aliases = True, detail.aliases
        for column in detail.columns:
            if column.sought:
                name = detail.key if first else f"{detail.key}-{column.key}"
                yield Sought(name, column.sought, detail, column, "", aliases if first else ())
                first = False
        split = detail.column(detail.split)
        if split is not None:
            amount = next(column for column in detail.columns if column.type is FieldType.DECIMAL)
            yield from (Sought(choice, choice, detail, amount, choice) for choice in split.choices)


#: The fields of the query language that details give.
SOUGHT = tuple(_sought())
#: Those that a catalogue prints, in its order.
PRINTED = tuple(sorted((detail for detail in DETAILS if detail.printed), key=lambda detail: detail.printed))
#: Those that name other records, and in which column.
NAMING = tuple((detail, column) for detail in DETAILS for column in detail.naming)
#: Those whose words are found.
SPEAKING = tuple(detail for detail in DETAILS if detail.searched)


def details_of(kind: Kind) -> tuple[DetailType, ...]:
    """The details that a record of ``kind`` may have, in the order of display."""
    return tuple(detail for detail in DETAILS if kind in detail.kinds)


def stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says as it is kept: another record by its number."""
    return {name: value.id if isinstance(value, RecordRef) else value for name, value in values.items()}
