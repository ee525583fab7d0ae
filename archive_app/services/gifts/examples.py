"""Two rules as examples of how one is kept: drafts, which ask nothing until somebody has checked them."""

from __future__ import annotations

import json
from typing import Any

from archive_app import paths
from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.domain.model.records import RecordRef
from archive_app.i18n import N_
from archive_app.services.archive import Archive
from archive_app.services.records import details, editing
from archive_app.services.records.editing import NewName

_ROWS = {"limits": "gift_limit", "deadlines": "deadline"}


def add_examples(archive: Archive) -> list[RecordRef]:
    """Add those of ``resources/gift_rules`` that are not there by their name, one step; returns what was added."""
    said: list[dict[str, Any]] = json.loads(paths.resources("gift_rules", "examples.json").read_text("utf-8"))
    added = []
    with archive.store.read() as reader:
        new = [each for each in said if not reader.index.names.exact(each["names"]["en"], {Kind.RULE})]
    if not new:
        return []
    with archive.store.transact(N_("Add examples of gift rules")):
        for each in new:
            names = [NewName(text, lang) for lang, text in each["names"].items()]
            made = editing.add_record(archive, kind=Kind.RULE, names=names, values=each["fields"])
            for lang, text in each["description"].items():
                editing.set_text(archive, record=made.id, role=TextRole.DESCRIPTION, lang=lang, text=text)
            for key, name in _ROWS.items():
                for values in each[key]:
                    details.add_detail(archive, records=[made.id], detail=BY_NAME[name], values=values)
            added.append(made)
    return added
