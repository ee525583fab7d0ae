"""Stopping a question to the database from another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from archive_app.errors import Cancelled
from archive_app.i18n import _


class Cancellation:
    """Handed to a reading service and cancelled from any thread: the statement that runs is interrupted, and the
    service raises Cancelled.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._interrupt: Callable[[], None] | None = None
        self.cancelled = False

    def cancel(self) -> None:
        """Stop; more than once does no harm."""
        with self._lock:
            self.cancelled = True
            if self._interrupt is not None:
                self._interrupt()

    def check(self) -> None:
        """Raise Cancelled if it was; between statements, where there is nothing to interrupt."""
        if self.cancelled:
            raise Cancelled(_("The search was stopped."))

    @contextmanager
    def during(self, interrupt: Callable[[], None]) -> Iterator[None]:
        """While it lasts, cancelling calls ``interrupt``."""
        with self._lock:
            self.check()
            self._interrupt = interrupt
        try:
            yield
        finally:
            with self._lock:
                self._interrupt = None


#: For questions that nobody stops.
NEVER = Cancellation()
