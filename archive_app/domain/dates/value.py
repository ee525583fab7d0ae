"""The value that a date is kept and handed out as."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date as EDTF says it; ``earliest`` and ``latest`` are year·10000 + month·100 + day, both inclusive."""

    edtf: str
    earliest: int
    latest: int
