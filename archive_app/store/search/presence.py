"""What a record may have or lack: ``has:``, ``missing:`` and ``untagged:`` in SQL about ``record r``.

One entry in ``_PRESENT`` is one of them; names and texts may be asked for in a language.
"""

from __future__ import annotations

import re

from archive_app.domain.model.kinds import OCCASIONS, PEOPLE, PLACES

_UNLINKED = (
    "NOT EXISTS (SELECT 1 FROM link l JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
    " WHERE l.subject_id = r.id)"
    " AND NOT EXISTS (SELECT 1 FROM link l JOIN record o ON o.id = l.subject_id AND o.deleted_at IS NULL"
    " WHERE l.object_id = r.id)"
)
_CHOICE = re.compile(r"(?P<name>[a-z]+)(?:\[(?P<lang>[^\]]+)\])?")


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
MEMBER = "EXISTS (SELECT 1 FROM membership m WHERE m.record_id = r.id)"
#: What a record may have or lack, for ``has:``, ``missing:`` and ``untagged:``.
_PRESENT = {
    **_LINKED,
    "partnership": MEMBER,
    "date": "r.date IS NOT NULL",
    "position": "r.latitude IS NOT NULL",
    "rating": "coalesce(r.rating, 0) > 0",
    "credit": "r.credit IS NOT NULL",
    "rights": "r.rights IS NOT NULL",
    "source": "r.source IS NOT NULL",
    "file": "EXISTS (SELECT 1 FROM media_file f WHERE f.record_id = r.id)",
    "picture": "EXISTS (SELECT 1 FROM media_file f WHERE f.record_id = r.id AND f.picture = '')",
}


def present(choice: str) -> tuple[str, tuple[object, ...]]:
    """The condition for one choice, as ``date`` or ``caption[zh]``, and its parameters."""
    match = _CHOICE.fullmatch(choice)
    name, lang = (match["name"], match["lang"]) if match else (choice, None)
    if name in _PRESENT:
        return _PRESENT[name], ()
    wanted = "" if lang is None else " AND (x.lang LIKE ? OR x.lang LIKE ?)"
    values: tuple[object, ...] = () if lang is None else (lang, f"{lang}-%")
    if name == "name":
        return f"EXISTS (SELECT 1 FROM name x WHERE x.record_id = r.id{wanted})", values
    return f"EXISTS (SELECT 1 FROM text x WHERE x.record_id = r.id AND x.role = ?{wanted})", (name, *values)
