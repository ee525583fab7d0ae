"""What stands in one place: a field of a record, or a column of a detail. What holds for it everywhere is said here."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import Any

from archive_app.domain.dates.dates import words
from archive_app.domain.model.amounts import amount_said
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.languages import language_said
from archive_app.i18n import _, language


class FieldType(StrEnum):
    """How a value is read and checked."""

    TEXT = "text"
    DATE = "date"
    INTEGER = "integer"
    NUMBER = "number"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    LANGUAGE = "language"
    #: One of the files of the record, and another record: kept by number, said in the log by uid.
    FILE = "file"
    RECORD = "record"
    #: An exact number, kept as its digits, and a currency of ISO 4217: see ``amounts.py``.
    DECIMAL = "decimal"
    CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Column:
    """One place for a value: its stored name, its label and its type.

    ``choices`` are English words, kept as they are and put into the reader's language when shown: mark each with
    ``N_()``, and ``unit`` too, which stands behind a number. ``long``: the text may have several lines. ``required``: a
    row is nothing without it. ``searched``: its words are found. ``printed`` is its place, from 1, in what a catalogue
    prints. ``usual`` is what is meant where nothing is said. ``sought`` is what a column of a detail is called where a
    query asks for it, which it cannot where that is empty. ``names`` are the kinds of the records that it may name;
    empty for any.
    """

    name: str
    label: str
    type: FieldType
    _: KW_ONLY
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    unit: str = ""
    long: bool = False
    required: bool = False
    searched: bool = False
    printed: int = 0
    usual: Any = None
    sought: str = ""
    names: frozenset[Kind] = frozenset()

    @property
    def key(self) -> str:
        """As it is typed in a query or at the command line."""
        return self.name.replace("_", "-")

    @property
    def holds_text(self) -> bool:
        """Whether it is stored as a text, or (a date, a choice) as one that is read as something else."""
        return self.type not in _NUMBERS

    def given(self, value: Any) -> Any:
        """A stored value as what it means: SQLite keeps yes and no as numbers."""
        return bool(value) if self.type is FieldType.BOOLEAN and value is not None else value

    def said(self, value: Any) -> str:
        """A value in words, in the current language; empty for none."""
        if value is None or value == "":
            return ""
        match self.type:
            case FieldType.DATE:
                return words(str(value), language())
            case FieldType.BOOLEAN:
                return _("yes") if value else _("no")
            case FieldType.CHOICE:
                return _(str(value))
            case FieldType.LATITUDE | FieldType.LONGITUDE if isinstance(value, int | float):
                # As the inspector has it: a metre, wherever on Earth.
                return f"{value:.5f}".rstrip("0").rstrip(".")
            case FieldType.LANGUAGE:
                return language_said(str(value))
            case FieldType.RECORD:
                return value.title if isinstance(value, RecordRef) else ""
            case FieldType.FILE:
                return ""
            case FieldType.DECIMAL:
                return amount_said(str(value))
        number = f"{value:.6g}" if isinstance(value, float) else str(value)
        return f"{number} {_(self.unit)}" if self.unit else number


_NUMBERS = frozenset(
    {
        FieldType.INTEGER, FieldType.NUMBER, FieldType.LATITUDE, FieldType.LONGITUDE, FieldType.BOOLEAN, FieldType.FILE,
        FieldType.RECORD,
    }
)  # fmt: skip


def in_sentence(label: str) -> str:
    """A label as it stands within a sentence: “ISO 3166 code” keeps its capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
