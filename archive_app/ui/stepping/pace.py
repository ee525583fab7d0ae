"""How fast one goes through: items that something was done to an hour of work, pauses left out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

#: Longer than this on one item is a pause, in seconds: only so much of it counts as work.
PAUSE = 120.0
#: Before so many items the figure says nothing.
_LEAST = 3


class Pace:
    """``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since = clock()
        self._worked = 0.0
        self._items: set[int] = set()

    def begin(self) -> None:
        """Work goes on: what was before this moment was a pause."""
        self._since = self._clock()

    @property
    def done(self) -> int:
        """How many items something was done to; one to which one came back counts once."""
        return len(self._items)

    def step(self) -> None:
        """One goes on to another item."""
        now = self._clock()
        self._worked += min(now - self._since, PAUSE)
        self._since = now

    def change(self, items: Iterable[int]) -> None:
        """Something was done to these."""
        self._items.update(items)

    @property
    def an_hour(self) -> int | None:
        """Items an hour, ``None`` while too few are done to say."""
        if self.done < _LEAST or self._worked <= 0:
            return None
        return round(self.done * 3600 / self._worked)
