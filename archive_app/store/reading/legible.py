"""Values that may be damaged, read so that one of them spoils nothing that is read with it: ``verify`` names them."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, TypeVar

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.dates.value import DateValue
from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.domain.model.labels import read
from archive_app.errors import ArchiveError

E = TypeVar("E", bound=StrEnum)

#: What stands in the place of what cannot be read.
MARK = "\N{REPLACEMENT CHARACTER}"
#: What a record or a text is taken for whose sort cannot be read; all else is what it is at first.
_TAKEN_FOR: dict[type[StrEnum], StrEnum] = {Kind: Kind.DOCUMENT, TextRole: TextRole.NOTE}


def one_of(kinds: type[E], kept: Any) -> E:
    """A word of a few."""
    try:
        return kinds(kept)
    except ValueError:
        found = _TAKEN_FOR.get(kinds, next(iter(kinds)))
        assert isinstance(found, kinds)
        return found


def date(edtf: Any) -> DateValue | None:
    """A date; none where it is none."""
    try:
        return parse_date(edtf) if edtf else None
    except (ArchiveError, ValueError, TypeError):
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
