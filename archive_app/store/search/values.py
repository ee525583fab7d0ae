"""What a field of a record says, as the query language asks for it: in SQL about ``record r``.

Words are looked for in the index first, which knows in which records they stand, and then in the field itself; the
words of other fields are not meant.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.amounts import falls_in
from archive_app.domain.model.columns import Column, FieldType
from archive_app.domain.model.details import Sought
from archive_app.domain.model.fields import Field
from archive_app.domain.model.kinds import Kind
from archive_app.domain.query import date_range, number_range
from archive_app.domain.text.folding import Term, fold, match_terms
from archive_app.domain.text.parts import Fit, fits, part_query, part_tokens

#: What is typed for having any at all, and for having none.
ANY = frozenset({"any", "*", "yes"})
NONE = frozenset({"none", "no"})
#: The function by which SQLite asks for :func:`says_words`.
SAYS, _WITHIN, _FALLS = "says_words", "falls_within", "falls_in"
_LONGEST = 200

#: SQL and its parameters in order.
Asked = tuple[str, tuple[object, ...]]


def of_kinds(kinds: Collection[Kind]) -> str:
    """It is of one of these kinds."""
    quoted = ", ".join(f"'{kind}'" for kind in sorted(kinds))
    return f"r.kind IN ({quoted})"


def says(connection: Connection, field: Field, value: str, op: str, today: date) -> Asked:
    """What ``value`` asks of ``field``, as its type is asked for."""
    prepare(connection)
    column, said = f"r.{field.name}", f"r.{field.name} IS NOT NULL"
    word = fold(value).strip()
    if field.type is not FieldType.BOOLEAN and word in ANY | NONE:
        return (said if word in ANY else f"{of_kinds(field.kinds)} AND {column} IS NULL"), ()
    if field.type is FieldType.BOOLEAN:
        return (column if value == "yes" else f"{of_kinds(field.kinds)} AND NOT coalesce({column}, 0)"), ()
    return _says(field, column, "r.id", value, op, today)


def rows_say(connection: Connection, sought: Sought, value: str, op: str, today: date) -> Asked:
    """The same of the rows of a detail: that one of them says it."""
    prepare(connection)
    detail, column = sought.detail, f"d.{sought.column.name}"
    among, chosen = (f" AND d.{detail.split} = ?", (sought.among,)) if sought.among else ("", ())
    there = f"SELECT d.record_id FROM {detail.name} d WHERE {column} IS NOT NULL{among}"
    word = fold(value).strip()
    if word in ANY | NONE:
        none = f"{of_kinds(detail.kinds)} AND NOT " if word in NONE else ""
        return f"{none}r.id IN ({there})", chosen
    if sought.column.type is FieldType.DECIMAL:
        unit = f"d.{sought.unit}" if sought.unit else "NULL"
        return f"r.id IN ({there} AND {_FALLS}({column}, {unit}, ?, ?))", (*chosen, op, value)
    asked, parameters = _says(sought.column, column, "d.record_id", value, op, today)
    return f"r.id IN ({there} AND {asked})", (*chosen, *parameters)


def _says(field: Column, column: str, record: str, value: str, op: str, today: date) -> Asked:
    """That what stands in ``column`` is ``value``, or has its words; ``record`` is the number of the record in SQL."""
    match field.type:
        case FieldType.CHOICE:
            return f"{column} = ?", (next(choice for choice in field.choices if fold(choice) == value),)
        case FieldType.INTEGER | FieldType.NUMBER:
            return f"{column} BETWEEN ? AND ?", number_range(value, op)
        case FieldType.DATE:
            return f"{_WITHIN}({column}, ?, ?)", date_range(value, op, today)
    expression = part_query(_terms(value), Fit.ANYWHERE)
    if expression is None:
        return "0", ()
    said = f"{column} IS NOT NULL"
    if not field.searched:
        return f"{said} AND {SAYS}({column}, ?)", (value,)
    indexed = f"{record} IN (SELECT rowid FROM parts WHERE parts MATCH ?)"
    return f"{said} AND {indexed} AND {SAYS}({column}, ?)", (expression, value)


@lru_cache(maxsize=64)
def _terms(value: str) -> tuple[Term, ...]:
    return tuple(match_terms(value[:_LONGEST], phrase=False))


@lru_cache(maxsize=20_000)
def says_words(text: str | None, value: str) -> bool:
    """Whether the words of ``value`` stand in ``text``, as they would be found in it."""
    return text is not None and fits((part_tokens(text),), _terms(value), Fit.ANYWHERE)


def _falls_within(edtf: str | None, low: int, high: int) -> bool | None:
    if edtf is None:
        return None
    span = parse_date(edtf)
    return span.latest >= low and span.earliest <= high


def prepare(connection: Connection) -> None:
    """Give SQLite the functions, once for each of its connections."""
    driver = connection.connection.driver_connection
    if SAYS not in connection.info and driver is not None:
        driver.create_function(SAYS, 2, says_words, deterministic=True)
        driver.create_function(_FALLS, 4, falls_in, deterministic=True)
        driver.create_function(_WITHIN, 3, _falls_within, deterministic=True)
        connection.info[SAYS] = True
