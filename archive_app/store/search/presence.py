"""What a record may have or lack: ``has:``, ``missing:`` and ``untagged:`` in SQL about ``record r``.

One entry in ``_PRESENT`` is one of them, or a field or detail that is declared; names, texts and details that are in a
language may be asked for in it.
"""

from __future__ import annotations

import re

from archive_app.domain.model.details import DETAILS, SOUGHT, Sought
from archive_app.domain.model.fields import ASKED
from archive_app.domain.model.kinds import ITEM_KINDS, OCCASIONS, PEOPLE, PLACES, Kind

_UNLINKED = (
    "NOT EXISTS (SELECT 1 FROM link l JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
    " WHERE l.subject_id = r.id)"
    " AND NOT EXISTS (SELECT 1 FROM link l JOIN record o ON o.id = l.subject_id AND o.deleted_at IS NULL"
    " WHERE l.object_id = r.id)"
)
_CHOICE = re.compile(r"(?P<name>[a-z-]+)(?:\[(?P<lang>[^\]]+)\])?")


def link_to_kinds(*kinds: str) -> str:
    """It is linked to something of these kinds."""
    quoted = ", ".join(f"'{kind}'" for kind in sorted(kinds))
    return (
        "EXISTS (SELECT 1 FROM link l JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
        f" AND o.kind IN ({quoted}) WHERE l.subject_id = r.id)"
    )


_LINKED = {
    "people": link_to_kinds(*PEOPLE),
    "person": link_to_kinds("person"),
    "organisation": link_to_kinds("organisation"),
    "place": f"({link_to_kinds(*PLACES)} OR r.latitude IS NOT NULL)",
    "event": link_to_kinds(*OCCASIONS),
    "series": link_to_kinds("series"),
    "link": f"NOT ({_UNLINKED})",
}
_DETAILS = {detail.key: detail for detail in DETAILS}
_KINDS = {
    **{field.key: field.kinds for field in ASKED},
    **{sought.name: sought.detail.kinds for sought in SOUGHT},
    **{detail.key: detail.kinds for detail in DETAILS},
}


def _row(sought: Sought) -> str:
    """A row of the detail says something there."""
    among = f" AND d.{sought.detail.split} = '{sought.among}'" if sought.among else ""
    return (
        f"EXISTS (SELECT 1 FROM {sought.detail.name} d WHERE d.record_id = r.id"
        f" AND d.{sought.column.name} IS NOT NULL{among})"
    )


MEMBER = "EXISTS (SELECT 1 FROM membership m WHERE m.record_id = r.id)"
#: What a record may have or lack, for ``has:``, ``missing:`` and ``untagged:``.
_PRESENT = {
    **_LINKED,
    "partnership": MEMBER,
    "date": "r.date IS NOT NULL",
    "position": "r.latitude IS NOT NULL",
    "rating": "coalesce(r.rating, 0) > 0",
    **{field.key: f"r.{field.name} IS NOT NULL" for field in ASKED},
    **{sought.name: _row(sought) for sought in SOUGHT if sought.name not in _DETAILS},
    "file": "EXISTS (SELECT 1 FROM media_file f WHERE f.record_id = r.id)",
    "picture": "EXISTS (SELECT 1 FROM media_file f WHERE f.record_id = r.id AND f.picture = '')",
}


def lacking(choice: str) -> frozenset[Kind]:
    """The kinds that are said to lack it: those that could have it, and of them the items alone if there are any."""
    kinds = _KINDS.get(choice.partition("[")[0], ITEM_KINDS)
    return kinds & ITEM_KINDS or kinds


def present(choice: str) -> tuple[str, tuple[object, ...]]:
    """The condition for one choice, as ``date`` or ``caption[zh]``, and its parameters."""
    match = _CHOICE.fullmatch(choice)
    name, lang = (match["name"], match["lang"]) if match else (choice, None)
    if name in _PRESENT:
        return _PRESENT[name], ()
    column = _DETAILS[name].language if name in _DETAILS else "lang"
    wanted = "" if lang is None else f" AND (x.{column} LIKE ? OR x.{column} LIKE ?)"
    values: tuple[object, ...] = () if lang is None else (lang, f"{lang}-%")
    if name in _DETAILS:
        return f"EXISTS (SELECT 1 FROM {_DETAILS[name].name} x WHERE x.record_id = r.id{wanted})", values
    if name == "name":
        return f"EXISTS (SELECT 1 FROM name x WHERE x.record_id = r.id{wanted})", values
    return f"EXISTS (SELECT 1 FROM text x WHERE x.record_id = r.id AND x.role = ?{wanted})", (name, *values)
