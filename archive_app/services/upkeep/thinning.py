"""Which of many backups are kept: the newer they are, the closer together."""

from __future__ import annotations

from collections.abc import Sequence


def superfluous(ages: Sequence[float], keep: int) -> list[int]:
    """Which places in ``ages`` (in any unit, the newest last and smallest) may go, so that ``keep`` are left.

    Again and again that one goes whose neighbours lie closest together for their age. The newest and the oldest stay.
    """
    left = list(range(len(ages)))
    gone: list[int] = []
    while len(left) > max(keep, 1):
        if len(left) == 2:
            gone.append(left.pop(0))
            continue
        gaps = [(ages[left[at - 1]] - ages[left[at + 1]]) / (ages[left[at - 1]] + 1) for at in range(1, len(left) - 1)]
        gone.append(left.pop(1 + gaps.index(min(gaps))))
    return sorted(gone)
