"""Values that may be damaged, read so that one of them spoils nothing that is read with it: ``verify`` names them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.dates.value import DateValue
from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.domain.model.labels import read
from archive_app.errors import ArchiveError
from archive_app.store.database.columns import Declared

E = TypeVar("E", bound=StrEnum)

#: What stands in the place of what cannot be read.
MARK = "\N{REPLACEMENT CHARACTER}"
#: What a record or a text is taken for whose sort cannot be read; all else is what it is at first.
_TAKEN_FOR: dict[type[StrEnum], StrEnum] = {Kind: Kind.DOCUMENT, TextRole: TextRole.NOTE}


def as_declared(columns: Iterable[Declared], row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with every word a word and every number one: a damaged one may be of another sort than its column."""
    found = dict(row)
    for column in columns:
        value = found.get(column.name)
        if value is not None and not isinstance(value, column.sort):
            found[column.name] = text(value) if column.sort is str else column.otherwise
    return found


def one_of(kinds: type[E], kept: Any) -> E:
    """A word of a few."""
    try:
        return kinds(kept)
    except ValueError:
        found = _TAKEN_FOR.get(kinds, next(iter(kinds)))
        assert isinstance(found, kinds)
        return found


def text(kept: Any) -> str:
    """Words, where bytes or a number stand in their place."""
    return kept if isinstance(kept, str) else kept.decode("utf-8", "replace") if isinstance(kept, bytes) else str(kept)


def date(edtf: Any) -> DateValue | None:
    """A date; none where it is none."""
    try:
        return parse_date(edtf) if edtf else None
    except (ArchiveError, ValueError, TypeError, AttributeError):
        return None


def document(kept: Any) -> dict[str, Any]:
    """A JSON object; an empty one where it is none."""
    try:
        found = json.loads(kept or "{}")
    except (ValueError, TypeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def called(label: Any, message: Any) -> str:
    """The label of a step in words; what earlier versions wrote stands there to the letter."""
    if not message:
        return str(label)
    try:
        return read(json.loads(message)).words()
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return MARK


def words(kept: Any) -> list[str]:
    """A JSON list of words; an empty one where it is none."""
    try:
        found = json.loads(kept)
    except (ValueError, TypeError, RecursionError):
        return []
    return [word for word in found if isinstance(word, str)] if isinstance(found, list) else []
