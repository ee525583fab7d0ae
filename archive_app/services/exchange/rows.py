"""Rows of details out of somebody's table: what its columns say together, and which rows of a record that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive_app.domain.model.columns import Column, FieldType
from archive_app.domain.model.details import BY_NAME, DetailType
from archive_app.domain.model.quantities import read_measure, read_sizes, read_sum
from archive_app.domain.model.records import DetailValue, RecordRef
from archive_app.domain.tables.delimited import short
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.services.exchange.cells import CellReader
from archive_app.services.records.details import whole_row
from archive_app.services.records.values import clean, read

_UNITS = ("unit", "currency")


@dataclass(frozen=True, slots=True)
class Aim:
    """What a column of a table is of details: ``column`` of ``detail``; where ``among`` is not empty the amount of rows
    that say this choice; without any column all of them, as sizes.
    """

    detail: DetailType
    column: Column | None
    among: str = ""

    @property
    def amount(self) -> Column:
        """The column that its numbers are for."""
        return self.column or next(each for each in self.detail.columns if each.type is FieldType.DECIMAL)

    @property
    def unit(self) -> str:
        """The column that says in what they are; empty where none does."""
        return next((each for each in _UNITS if self.detail.column(each) is not None), "")


def aim_of(key: str) -> Aim | None:
    """What a column called ``key`` (in its plain form) is of details; None where it is of none. What lies on a file
    comes with that, not in a table.
    """
    name, dot, part = key.partition(".")
    detail = BY_NAME.get(name)
    if detail is None or detail.file:
        return None
    split = detail.column(detail.split) if detail.split else None
    if not dot:
        return Aim(detail, None) if split is not None else None
    if split is not None and part in split.choices:
        return Aim(detail, None, part)
    column = detail.column(part)
    return Aim(detail, column) if column is not None else None


@dataclass(slots=True)
class Saying:
    """What the columns of one line say of rows of one sort: ``cells`` by column, a value for each row; ``fixed`` hold
    for all of them where there are any.
    """

    detail: DetailType
    cells: dict[str, list[Any]] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)

    def rows(self) -> list[dict[str, Any]]:
        """The rows, with what was said of each. InvalidInput where their columns do not go together."""
        count = max((len(each) for each in self.cells.values()), default=0)
        for name, each in self.cells.items():
            column = self.detail.column(name)
            assert column is not None, name
            if len(each) == 1 and not column.required:
                # Who measured says so of all that was measured.
                each *= count
            elif len(each) not in (0, count):
                sentence = _("“{column}” has not as many values as the other cells of this detail ({detail}).")
                raise InvalidInput(sentence.format(detail=_(self.detail.label), column=_(column.label)))
        found = []
        for place in range(count):
            said = {name: each[place] for name, each in self.cells.items() if each and each[place] is not None}
            if said:
                found.append(self.fixed | said)
        return found


def read_cell(reader: CellReader, aim: Aim, cell: str, saying: Saying, naming: Any) -> str:
    """Add what a cell says to ``saying``; returns what has to be remarked about it. ``naming`` gives the record of a
    name. InvalidInput where it can't be read.
    """
    column = aim.column
    texts = reader.texts(cell)
    if column is None:
        sizes = [
            size
            for text in texts
            for size in (
                [read_measure(text, reader.mark, aim.among, reader.column.unit)]
                if aim.among
                else read_sizes(text, reader.mark, reader.column.order, reader.column.unit)
            )
        ]
        _put(saying, aim.detail.split, [size.what for size in sizes])
        _put(saying, aim.amount.name, [size.value for size in sizes])
        _put(saying, aim.unit, [size.unit for size in sizes])
        return ""
    if column.type is FieldType.DECIMAL and aim.unit == "currency" and not reader.own:
        sums = [read_sum(text, reader.mark, reader.column.currency) for text in texts]
        _put(saying, column.name, [each.amount if each else None for each in sums])
        named = [each.currency or None if each else None for each in sums]
        if any(named):
            _agree(saying, aim.unit, named)
        remarks = [text for text, each in zip(texts, sums, strict=True) if each and each.about]
        return _("“{value}” was read as the amount that it names.").format(value=short(remarks[0])) if remarks else ""
    values: list[Any] = []
    for text in texts:
        plain = clean(reader.plain(column, text))
        values.append(naming(plain) if column.type is FieldType.RECORD and plain else read(column, plain))
        if reader.column.unit and column.type is FieldType.DECIMAL and aim.unit == "unit":
            saying.fixed.setdefault("unit", reader.column.unit)
    if column.name == aim.unit == "currency":
        _agree(saying, column.name, values)
    else:
        _put(saying, column.name, values)
    return ""


def _agree(saying: Saying, name: str, values: list[Any]) -> None:
    """The same may be said in two cells, but not two things."""
    there = saying.cells.setdefault(name, values)
    both = list(zip(there, values, strict=False))
    if len(there) != len(values) or any(one and other and one != other for one, other in both):
        raise InvalidInput(_("Two cells name two currencies."))
    saying.cells[name] = [one or other for one, other in both]


def _put(saying: Saying, name: str, values: Sequence[Any]) -> None:
    saying.cells.setdefault(name, []).extend(values)


def whole(detail: DetailType, said: Mapping[str, Any]) -> dict[str, Any] | None:
    """A new row that says this, checked; None where it lacks what it is nothing without."""
    if any(column.required and said.get(column.name) is None and column.usual is None for column in detail.columns):
        return None
    return detail.checked(whole_row(detail, said))


@dataclass(frozen=True, slots=True)
class Placed:
    """What is to become of the rows of one record: ``changed`` by their number, ``added``."""

    changed: tuple[tuple[int, dict[str, Any]], ...]
    added: tuple[dict[str, Any], ...]


def placed(detail: DetailType, there: Iterable[DetailValue], wanted: Sequence[dict[str, Any]]) -> Placed:
    """Which of the rows that are ``there`` say what is ``wanted``. A row that says all of it stays; one that says all
    but one thing is changed, and so is the only one that is left; whatever else is said is a further row. A row of
    another choice (the width) is never that of this one (the height).
    """
    left = [each for each in there if each.type == detail.name]
    open_: list[dict[str, Any]] = []
    for said in wanted:
        same = next((row for row in left if _differing(row, said) == 0), None)
        if same is None:
            open_.append(said)
        else:
            left.remove(same)
    changed: list[tuple[int, dict[str, Any]]] = []
    added: list[dict[str, Any]] = []
    for said in open_:
        split = detail.split
        among = [row for row in left if not split or split not in said or _kept(row.values.get(split)) == said[split]]
        near = [row for row in among if _differing(row, said) == 1]
        # A row of which but one thing is said is that one where there is no other.
        own = [name for name in said if name != split]
        fits = len(near) == 1 and (len(own) > 1 or len(among) == 1)
        if fits:
            left.remove(near[0])
            changed.append((near[0].id, said))
        else:
            added.append(said)
    return Placed(tuple(changed), tuple(added))


def _differing(row: DetailValue, said: Mapping[str, Any]) -> int:
    return sum(_kept(row.values.get(name)) != value for name, value in said.items())


def _kept(value: Any) -> Any:
    return value.id if isinstance(value, RecordRef) else value
