"""How the columns of somebody's table become what a record says: a mapping, kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from archive_app.errors import InvalidInput
from archive_app.i18n import _, listed


@dataclass(frozen=True, slots=True)
class TableMapping:
    """``columns``: by the heading of the table what it is here (``ref``, ``caption[zh]``); a heading
    that is missing there is left out, and where there are none at all headings are what they say. ``key`` is the column
    by which a line finds its record, ``kind`` that of new records, ``encoding`` and ``delimiter`` those of a table of
    text, found out where they are empty, ``sheet`` that of a workbook, the first one where it is empty. ``nothing``
    are cells that say nothing, such as ``NA``.
    """

    kind: str = ""
    key: str = "ref"
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    nothing: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)


def read(text: str) -> TableMapping:
    """A mapping out of JSON; InvalidInput with a sentence where it is none."""
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(_("This mapping is no JSON: {reason}.").format(reason=error)) from None
    words = ("kind", "key", "encoding", "delimiter", "sheet")
    columns = found.get("columns", {}) if isinstance(found, dict) else None
    nothing = found.get("nothing", []) if isinstance(found, dict) else None
    if (
        not isinstance(columns, dict)
        or not all(isinstance(each, str) for each in columns.values())
        or not all(isinstance(found.get(word, ""), str) for word in words)
        or not isinstance(nothing, list)
        or not all(isinstance(each, str) for each in nothing)
        or set(found) - {*words, "columns", "nothing"}
    ):
        raise InvalidInput(
            _("A mapping has texts for {words}, and “columns” by their headings.").format(words=listed(words))
        )
    given: dict[str, Any] = {
        word: found[word].strip() if word != "delimiter" else found[word] for word in words if found.get(word)
    }
    given["nothing"] = tuple(nothing)
    return TableMapping(**given, columns={key.strip(): value.strip() for key, value in columns.items()})
