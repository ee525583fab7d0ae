"""What the first screen does without and will be wanted soon: made a little at a time, once that screen is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject

from archive_app.ui.session.later import Later
from archive_app.ui.session.session import Session

#: How long is waited for the first screen, and between one thing and the next, in milliseconds.
_FIRST, _NEXT = 100, 20


class Ahead(QObject):
    """Does ``first`` when nothing is being read any more, then loads ``modules`` and makes each of ``parts``.

    Whatever is asked for earlier is made then.
    """

    def __init__(
        self,
        session: Session,
        first: Callable[[], None],
        modules: Sequence[str],
        parts: Sequence[Callable[[], object]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._first = first
        self._steps: list[Callable[[], object]] = [*(partial(import_module, name) for name in modules), *parts]
        self._begin = Later(self, _FIRST, self._begun)
        self._next = Later(self, _NEXT, self._step, aside=True)

    def start(self) -> None:
        """From now on, when nobody waits for anything else."""
        self._begin.start()

    def _begun(self) -> None:
        if not self._session.tasks.idle:
            self._begin.start()
            return
        self._first()
        self._next.start()

    def _step(self) -> None:
        if self._session.tasks.idle:
            self._steps.pop(0)()
        if self._steps:
            self._next.start()
