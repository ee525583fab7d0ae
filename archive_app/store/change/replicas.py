"""Which copy of an archive this one is.

What two copies write must be told apart, so each writes as a replica of its own. That a folder is a certain replica is
remembered on this machine, outside the archive: a copy of the folder does not know it, wherever it is opened. A copy is
known again where its folder or its database file is the one that is remembered and the last step that it wrote is in
its log; a copy that was brought back to an earlier state is a new one. It becomes one when it is first written to.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive_app import disk, paths, scratch
from archive_app.scratch import Scratch
from archive_app.store.change import chain, signing
from archive_app.store.database import clock, complaints, statements
from archive_app.store.database.types import new_uid, packed
from archive_app.store.schema.log_tables import Replica

#: Without vowels, so that no mark is a word.
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
_SHORTEST = 3
#: The version of the uids that are given here: other replicas were made of the devices of an old log, and write no
#: more.
_LIVING = 7
#: What earlier versions left beside a file in which they remembered something.
_EARLIER = re.compile(r"[0-9a-f]{32}\.json\.\d+\.part")

#: The number of a replica that has written a certain step, or none.
_WROTE = "SELECT r.id FROM replica r JOIN step s ON s.replica_id = r.id WHERE r.uid = ? AND s.uid = ?"
_WROTE_NOTHING = (
    "SELECT r.id FROM replica r WHERE r.uid = ? AND NOT EXISTS (SELECT 1 FROM step s WHERE s.replica_id = r.id)"
)


@dataclass(frozen=True, slots=True)
class Remembered:
    """Where a replica lies, and how far it came. ``last`` is the last step that it wrote; ``key`` its private key."""

    replica: str
    folder: str
    device: int
    inode: int
    last: str = ""
    key: str = ""


class Copy:
    """The copy of the archive ``archive`` in ``folder``."""

    def __init__(self, folder: Path, database: Path, archive: str) -> None:
        self._folder = os.path.realpath(folder)
        self._database = database
        # The uid stands in a file that anybody may have written.
        self._memories = paths.data_dir() / "replicas" / hashlib.sha256(archive.encode()).hexdigest()[:32]
        self._here = self.memory()
        self._known: Remembered | None = None
        self._found: Replica | None = None
        #: What was known when the change began that is made now, and what is known once it has been committed.
        self._before: Remembered | None = None
        self._next: Remembered | None = None

    def replica(self, session: Session, *, by: str, mark: str | None = None) -> tuple[Replica, bool]:
        """The replica that this copy writes as, and whether it was made now, since none was known: with ``mark`` in its
        refs, or letters of its own.
        """
        # Nobody else writes from here on: what is remembered is read after another program has written it down.
        session.connection()
        for remembered in self._candidates():
            number = _holds(session, remembered) if self._lies_here(remembered) else None
            if number is not None:
                self._known = self._before = remembered
                return self._row(session, number), False
        uid, private = new_uid(), signing.private()
        marks = session.scalars(select(Replica.mark)).all()
        told: dict[str, Any] = {
            "device": platform.node() or "unknown",
            "person": by,
            "mark": mark if mark is not None else _mark(uid, marks),
            "public_key": signing.public(private),
            "created_at": clock.now(),
        }
        row = Replica(uid=uid, **told, digest=chain.replica(packed(uid), **told).hex())
        session.add(row)
        session.flush()
        self._known = Remembered(uid, self._folder, *self._identity(), key=private)
        return row, True

    def _row(self, session: Session, number: int) -> Replica:
        """A replica, which is never changed: it is read once."""
        if self._found is None or self._found.id != number:
            self._found = session.scalars(select(Replica).where(Replica.id == number)).one()
            # Or it would end with the session.
            session.expunge(self._found)
        return self._found

    def of_old(self, session: Session) -> bool:
        """Whether nobody writes this archive yet but the devices of an old log, as far as is known here."""
        uids = session.scalars(select(Replica.uid)).all()
        return all(UUID(uid).version != _LIVING for uid in uids) and not any(self._memories.glob("*.json"))

    def wrote(self, step: str = "") -> None:
        """Remember that ``step`` is written here; before it is committed, or an interrupted copy would not know it. It
        is written down beside what is remembered, which holds as long as the step is not in the log.
        """
        if self._known is None:
            return
        device, inode = self._identity()
        now = Remembered(self._known.replica, self._folder, device, inode, step, self._known.key)
        if not step:
            self._keep(now)
        elif now != self._known:
            self._next = now
            with suppress(OSError):
                remember(self._about_to(), now)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """What is about to be remembered is once the change was made, and forgotten where that comes to nothing."""
        self._before = self._next = None
        try:
            yield
        except BaseException:
            if self._next is not None:
                with suppress(OSError):
                    self._about_to().unlink(missing_ok=True)
            self._known = self._before
            raise
        if self._next is not None:
            self._keep(self._next, written=self._about_to())

    def _candidates(self) -> Iterator[Remembered]:
        """What is remembered of this archive, that of this folder first."""
        if self._known is not None:
            yield self._known
        here = (self._about_to(), self._here)
        yield from filter(None, map(read, here))
        for file in sorted(self._memories.glob("*.json")):
            if file not in here:
                yield from filter(None, [read(file)])

    def _lies_here(self, remembered: Remembered) -> bool:
        return remembered.folder == self._folder or (remembered.device, remembered.inode) == self._identity()

    def _identity(self) -> tuple[int, int]:
        try:
            status = self._database.stat()
        except OSError as error:
            raise complaints.gone(self._database.parent) from error
        return status.st_dev, status.st_ino

    def memory(self, folder: str = "") -> Path:
        """The file in which it is remembered what lies in a folder: this one, where none is given."""
        return self._memories / f"{hashlib.sha256(os.fsencode(folder or self._folder)).hexdigest()[:32]}.json"

    def _about_to(self) -> Path:
        """Where it is written down what is remembered once a change was made."""
        return self._here.with_suffix(".next.json")

    def _keep(self, remembered: Remembered, *, written: Path | None = None) -> None:
        """Write it down, for nobody else to read, or take what is ``written`` already. Where that can't be, it is known
        until the archive is closed.
        """
        with suppress(OSError):
            try:
                if written is None:
                    raise FileNotFoundError
                written.replace(self._here)
            except FileNotFoundError:
                # Or another program of this copy has taken it.
                remember(self._here, remembered)
            if self._known is not None and self._known.folder != self._folder:
                self.memory(self._known.folder).unlink(missing_ok=True)
        self._known = remembered


def remember(file: Path, remembered: Remembered) -> None:
    """Write down what is remembered of a copy.

    It is not brought to the disk, which every change would wait for: one that a cut of power takes is a new replica.
    """
    scratch.sweep_once(file.parent, lambda path: _EARLIER.fullmatch(path.name) is not None)
    try:
        under_way = Scratch(file.parent, "memory", private=True)
    except FileNotFoundError:
        disk.make_folder(file.parent, 0o700)
        under_way = Scratch(file.parent, "memory", private=True)
    with under_way as folder:
        draft = folder / "memory"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as written:
            written.write(json.dumps({slot.name: getattr(remembered, slot.name) for slot in fields(remembered)}))
        draft.replace(file)


def read(file: Path) -> Remembered | None:
    """What was written down so; ``None`` where it cannot be read, or is not what is written here."""
    try:
        found = Remembered(**json.loads(file.read_text("ascii")))
        for uid in filter(None, (found.replica, found.last)):
            UUID(uid)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    return found if found.replica else None


def _holds(session: Session, remembered: Remembered) -> int | None:
    """The number of the replica, where the last step that it wrote is there, or it has written none."""
    query = _WROTE if remembered.last else _WROTE_NOTHING
    uids = [packed(uid) for uid in (remembered.replica, remembered.last) if uid]
    found = statements.rows(session.connection(), query, uids)
    return found[0][0] if found else None


def _mark(uid: str, taken: Collection[str]) -> str:
    """A few letters that follow from the uid, as many as tell it from those that are known; none for the first of
    all.
    """
    if not taken:
        return ""
    number = int.from_bytes(hashlib.sha256(packed(uid)).digest())
    letters = ""
    while len(letters) < _SHORTEST or letters in taken:
        number, place = divmod(number, len(_LETTERS))
        letters += _LETTERS[place]
    return letters
