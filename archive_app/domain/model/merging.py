"""What becomes of names and fields when one record is merged into another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archive_app.domain.model.fields import fields_of
from archive_app.domain.model.kinds import Kind, NameKind

#: Fields that say something only together.
_TOGETHER = ({"latitude", "longitude"},)


def filled_values(kind: Kind, keep: Mapping[str, Any], drop: Mapping[str, Any]) -> list[str]:
    """The fields that the one that is kept lacks and the other has; latitude and longitude are filled only both at
    once, the status never.
    """
    names = [field.name for field in fields_of(kind) if field.name != "status"]
    missing = [name for name in names if _empty(keep.get(name)) and not _empty(drop.get(name))]
    for group in _TOGETHER:
        if any(not _empty(keep.get(name)) for name in group):
            missing = [name for name in missing if name not in group]
    return missing


def name_kind(kind: str, lang: str, official: set[str]) -> str:
    """What a name is when it goes over: a second official one of a language is an alias."""
    return NameKind.ALIAS if kind == NameKind.OFFICIAL and lang in official else kind


def says_already(text: str, other: str) -> bool:
    """Whether ``text`` is, or has among its paragraphs, what ``other`` says: it is not written underneath again."""
    return f"\n\n{other.strip()}\n\n" in f"\n\n{text.strip()}\n\n"


def _empty(value: Any) -> bool:
    return value is None or value == ""
