"""What came of a job, name by name: told in a line, and read when somebody wants to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what happened, to which file or record, and why."""

    what: str
    name: str
    reason: str


#: What can be done about it: the words of its button, and what that does.
Offer = tuple[str, Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Report:
    """``summary`` is a sentence about all of it; ``failed`` where something was refused."""

    title: str
    summary: str
    findings: Sequence[Finding]
    failed: bool = False
    offers: Sequence[Offer] = ()
