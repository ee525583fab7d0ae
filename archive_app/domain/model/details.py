"""The details of a record: rows of one sort, of which it may have several, declared once each.

What follows from a :class:`DetailType` follows from its declaration: the table, the log, undo and merging, how it is
shown, edited, put into words, found, asked for (``has:``, ``missing:``), required and printed. A new one is one
declaration here, one Alembic revision, and its words in Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from types import MappingProxyType
from typing import Any

from archive_app.domain.model.columns import Column, FieldType
from archive_app.domain.model.fields import Gap
from archive_app.domain.model.kinds import Kind
from archive_app.i18n import N_

_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class DetailType:
    """One sort of detail. ``name`` is that of its table, stored in the log and typed at the command line: never
    renamed. Records of ``kinds`` may have it, in an order of their own.

    ``alike`` are the columns by which two of one record say the same. ``aliases`` are other words that are typed for
    it. ``printed`` is its place, from 1, among the details that a catalogue prints.
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

    @property
    def key(self) -> str:
        """As it is typed in a query or at the command line."""
        return self.name.replace("_", "-")

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
        return _BETWEEN.join(filter(None, (column.said(values.get(column.name)) for column in self.columns)))


DETAILS: tuple[DetailType, ...] = (
    DetailType(
        "inscription", N_("Inscription"), N_("Inscriptions"), frozenset({Kind.OBJECT, Kind.DOCUMENT, Kind.PHOTO}),
        (
            Column("text", N_("Text"), FieldType.TEXT, long=True, required=True, searched=True, printed=1),
            Column("language", N_("Language"), FieldType.LANGUAGE),
            Column("position", N_("Where on it"), FieldType.TEXT, searched=True, printed=2),
            Column("translation", N_("Translation"), FieldType.TEXT, long=True, searched=True, printed=3),
        ),
        alike=("text", "position"), aliases=("inscriptions", "铭文", "题字"), gap=Gap(19, N_("inscription")), printed=1,
    ),
)  # fmt: skip

BY_NAME: Mapping[str, DetailType] = MappingProxyType({detail.name: detail for detail in DETAILS})

#: Those that a catalogue prints, in its order.
PRINTED = tuple(sorted((detail for detail in DETAILS if detail.printed), key=lambda detail: detail.printed))
#: Those whose words are found.
SPEAKING = tuple(detail for detail in DETAILS if detail.searched)


def details_of(kind: Kind) -> tuple[DetailType, ...]:
    """The details that a record of ``kind`` may have, in the order of display."""
    return tuple(detail for detail in DETAILS if kind in detail.kinds)
