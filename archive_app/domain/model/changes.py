"""What a committed change touched; everything that shows data refreshes from this and nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The records (``ids``) and fields one step touched. ``everything`` asks for a full reload."""

    ids: frozenset[int] = frozenset()
    fields: frozenset[str] = frozenset()
    label: str = ""
    step: int = 0
    everything: bool = False
