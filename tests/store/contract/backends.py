"""The backends that keep archives. Whoever adds one adds a line here, and all that is promised is asked of it too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from archive_app.domain.model.changes import ChangeSet
from archive_app.store.face import store
from archive_app.store.face.store import Store

Publish = Callable[[ChangeSet], None]


class Making(Protocol):
    """Makes a new archive in a folder, or opens the one that is there."""

    def __call__(self, folder: Path, publish: Publish, author: Callable[[], str]) -> Store: ...


@dataclass(frozen=True)
class Backend:
    """One way to keep archives."""

    name: str
    create: Making
    open: Making


BACKENDS = (Backend("sqlite", store.create, store.open_),)
