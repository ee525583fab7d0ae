"""How the columns of somebody's table become what a record says: a mapping, kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from archive_app.errors import InvalidInput
from archive_app.i18n import _


@dataclass(frozen=True, slots=True)
class TableMapping:
    """``columns``: by the heading of the table what it is here (``ref``, ``caption[zh]``); a heading
    that is missing there is left out, and where there are none at all headings are what they say. ``key`` is the column
    by which a line finds its record, ``kind`` that of new records, ``encoding`` and ``delimiter`` those of the file,
    found out where they are empty.
    """

    kind: str = ""
    key: str = "ref"
    encoding: str = ""
    delimiter: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


def read(text: str) -> TableMapping:
    """A mapping out of JSON; InvalidInput with a sentence where it is none."""
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(_("This mapping is no JSON: {reason}.").format(reason=error)) from None
    words = ("kind", "key", "encoding", "delimiter")
    columns = found.get("columns", {}) if isinstance(found, dict) else None
    if (
        not isinstance(columns, dict)
        or not all(isinstance(each, str) for each in columns.values())
        or not all(isinstance(found.get(word, ""), str) for word in words)
        or set(found) - {*words, "columns"}
    ):
        raise InvalidInput(
            _("A mapping has texts for “kind”, “key”, “encoding” and “delimiter”, and “columns” by their headings.")
        )
    given = {word: found[word].strip() if word != "delimiter" else found[word] for word in words if found.get(word)}
    return TableMapping(**given, columns={key.strip(): value.strip() for key, value in columns.items()})
