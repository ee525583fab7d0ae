"""How far a long job has come, in one shape for every job."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job has come. ``rate`` is things a second, ``remaining`` seconds, ``None`` while unknown. While it
    is ``waiting`` for somebody else, ``current`` says so.
    """

    done: int
    total: int
    current: str
    rate: float = 0.0
    remaining: float | None = None
    waiting: bool = False


class Ticker:
    """Counts and tells; works the rate out from when it was made."""

    def __init__(self, total: int, tell: Callable[[Progress], None] | None) -> None:
        self.total = total
        self._tell = tell
        self._done = 0
        self._started = time.monotonic()

    def tick(self, current: str = "") -> None:
        """One more is done."""
        self.at(self._done + 1, self.total, current)

    def at(self, done: int, total: int, current: str = "", *, waiting: bool = False) -> None:
        """So many are done of so many."""
        self._done, self.total = done, total
        if self._tell is None:
            return
        rate = done / max(time.monotonic() - self._started, 1e-6)
        remaining = (total - done) / rate if rate and done else None
        self._tell(Progress(done, total, current, rate, remaining, waiting))
