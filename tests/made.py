"""Archives made once a run, and copied for each test: that takes a twelfth of making one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.store.change import replicas
from archive_app.store.database import engine
from archive_app.store.database.types import written
from archive_app.store.face.store import DATABASE, read_info
from tests.story import Story


class Made:
    """Makes an archive when it is first asked for; each test gets a copy of its own at ``place`` and may change it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._story: Story | None = None

    def new(self, place: Path) -> Archive:
        """An archive with nothing in it."""
        made = self._folder / "new"
        if not made.exists():
            create_archive(made).close()
        return open_archive(copied(made, place))

    def story(self, place: Path) -> Story:
        """The small archive with the traps of the real material."""
        if self._story is None:
            with create_archive(self._folder / "story") as archive:
                self._story = Story.told(archive)
        known = self._story
        return Story(open_archive(copied(known.archive.folder, place)), dict(known.id), dict(known.ref))


def copied(made: Path, place: Path) -> Path:
    """A copy of the closed archive ``made`` at ``place``."""
    shutil.copytree(made, place)
    adopt(place)
    return place


def adopt(folder: Path) -> None:
    """Let a copy go on as the archive that it is a copy of: any other copy would put letters into its refs."""
    database = folder / DATABASE
    replica = engine.peek(database, "SELECT uid FROM replica ORDER BY id DESC LIMIT 1")
    last = engine.peek(database, "SELECT uid FROM step ORDER BY id DESC LIMIT 1")
    copy = replicas.Copy(folder, database, read_info(folder).uid)
    known = replicas.Remembered(written(replica), os.path.realpath(folder), 0, 0, written(last) if last else "")
    replicas.remember(copy.memory(), known)
