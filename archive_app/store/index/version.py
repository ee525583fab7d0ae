"""Which program an archive's derived tables were made by, as one number that follows from what they are made of."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from archive_app.domain.model.completeness import RULES as GAPS
from archive_app.domain.model.details import DETAILS
from archive_app.domain.model.fields import SEARCHED
from archive_app.domain.model.kinds import SPECS
from archive_app.domain.model.membership import RULES

#: Raised when folding changes, or anything else of how the derived tables are made that is not declared.
_MADE = 14


def _sorted(values: Iterable[str]) -> str:
    return ",".join(sorted(values))


def _declared() -> Iterator[str]:
    for spec in SPECS:
        yield f"{spec.kind} {spec.sort}"
    for field in SEARCHED:
        yield field.name
    for detail in DETAILS:
        yield f"{detail.name} {_sorted(column.name for column in detail.searched)}"
    for gap in GAPS:
        yield f"{gap.key} {gap.bit} {_sorted(gap.kinds)} {gap.column} {gap.detail} {_sorted(gap.relations)}"
    for rule in RULES:
        steps = (f"{step.direction} {_sorted(step.relations)} {_sorted(step.arrives)}" for step in rule.steps)
        yield f"{rule.name} {_sorted(rule.starts)} {';'.join(steps)}"


#: An archive whose derived tables bear another number is indexed anew when opened.
VERSION = _MADE << 24 | zlib.crc32("\n".join(_declared()).encode()) & 0xFFFFFF
