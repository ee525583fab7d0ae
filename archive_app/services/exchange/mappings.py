"""Mappings of tables under names of somebody's own, kept beside their settings: made in the window, used there and at
the command line.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from archive_app import paths
from archive_app.domain.tables import mapping
from archive_app.domain.tables.mapping import TableMapping
from archive_app.errors import InvalidInput, NotFound
from archive_app.i18n import _, listed
from archive_app.services import outputs
from archive_app.services.records.values import clean

_FILE = "table-mappings.json"
#: Letters of a name.
_LONGEST = 100


def _file() -> Path:
    return paths.config_dir() / _FILE


def _kept() -> dict[str, Any]:
    """What is kept; nothing of what is none."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def names() -> list[str]:
    """What the mappings are called, in the order of their names."""
    return sorted(_kept())


def named(name: str) -> TableMapping:
    """The mapping of this name. NotFound says which there are, InvalidInput that it is none any more."""
    kept = _kept()
    if name not in kept:
        there = listed(sorted(kept)) or _("none")
        raise NotFound(_("There is no mapping “{name}”. There are: {names}.").format(name=name, names=there))
    return mapping.read(json.dumps(kept[name]))


def keep(name: str, kept: TableMapping) -> None:
    """Keep a mapping under ``name``, in the place of one that was called so. StorageError where that can't be."""
    name = clean(name)
    if not name or len(name) > _LONGEST:
        raise InvalidInput(_("Give the mapping a name of at most {count} letters.").format(count=_LONGEST))
    outputs.make_folder(_file().parent)
    whole = {**_kept(), name: json.loads(mapping.write(kept))}
    # Some keep their settings elsewhere and have a link here, which stays.
    outputs.write(_file().resolve(), (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode())
