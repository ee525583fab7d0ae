"""The hybrid logical clock: the order of steps in all copies of an archive, whatever their own clocks say.

A tick is the wall clock's, unless that stands behind a tick that was seen: then it is the next one after that. So what
was written with knowledge of something always comes after it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Tick:
    """A moment: milliseconds since 1970, and a counter for what was done in the same one."""

    milliseconds: int
    counter: int = 0


def tick(wall: int, newest: Tick | None) -> Tick:
    """The next tick where the wall clock says ``wall`` and ``newest`` is the last one of all that were seen."""
    if newest is None or wall > newest.milliseconds:
        return Tick(wall)
    return Tick(newest.milliseconds, newest.counter + 1)
