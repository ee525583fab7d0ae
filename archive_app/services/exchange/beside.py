"""What our own tables say of names, links and stages line by line beside them: ``name.lang``, ``given-by.role``,
``stage.date``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.kinds import NameKind, StageKind
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.services.exchange.binding import Linked
from archive_app.services.exchange.cells import BREAK
from archive_app.services.records.values import Assignment, language_tag

NAME = ("name.lang", "name.kind")
STAGE = ("stage.kind", "stage.date", "stage.source", "stage.confidence")
LINK = ("role", "date", "certainty", "note")


def link_part(column: str) -> tuple[str, str]:
    """The relation and the part that a column (in its plain form) says of its links; both empty where it is none."""
    name, _dot, part = column.partition(".")
    return (name, part) if part in LINK else ("", "")


def _lines(cell: str, count: int, column: str) -> list[str]:
    lines = [line.replace(BREAK, "\n").strip() for line in cell.split("\n")] if cell else [""] * count
    if len(lines) != count:
        sentence = _("“{column}” has not as many lines as what it stands beside.")
        raise InvalidInput(sentence.format(column=column))
    return lines


def names(texts: Sequence[str], beside: Mapping[str, str]) -> list[Assignment]:
    """The names of a cell with the language and the kind that stand beside them."""
    if not texts:
        return []
    langs, kinds = (_lines(beside.get(column, ""), len(texts), column) for column in NAME)
    found = []
    for text, lang, kind in zip(texts, langs, kinds, strict=True):
        if kind and kind not in set(NameKind):
            raise InvalidInput(_("“{kind}” is no kind of name.").format(kind=kind[:40]))
        found.append(Assignment("name", kind or "name", language_tag(lang) if lang else "", text))
    return found


def links(found: Sequence[Linked], beside: Mapping[str, str]) -> list[Linked]:
    """Links with what stands beside them, by its part."""
    parts = {part: _lines(cell, len(found), part) for part, cell in beside.items()}
    parts["date"] = [parse_date(each).edtf if each else "" for each in parts.get("date", [])]
    said: list[dict[str, Any]] = [
        {part: lines[at] for part, lines in parts.items() if lines} for at in range(len(found))
    ]
    return [replace(link, **each) for link, each in zip(found, said, strict=True)]


def stages(beside: Mapping[str, str]) -> list[dict[str, str]]:
    """The stages of a partnership out of the cells that say them."""
    kinds = beside.get("stage.kind", "")
    count = len(kinds.split("\n")) if kinds else 0
    columns = [_lines(beside.get(column, ""), count, column) for column in STAGE]
    found = []
    for kind, date, source, confidence in zip(*columns, strict=True):
        if kind not in set(StageKind):
            raise InvalidInput(_("“{kind}” is no stage of a partnership.").format(kind=kind[:40]))
        day = parse_date(date).edtf if date else ""
        found.append({"kind": kind, "date": day, "source": source, "confidence": confidence})
    return found
