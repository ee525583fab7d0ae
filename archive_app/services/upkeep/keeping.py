"""Backups by content: what is new goes to the place for backups, is read back, and is one more state there."""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from archive_app import __version__, disk, locks, paths, scratch
from archive_app.domain.text.refusals import reason
from archive_app.errors import ArchiveBusy, Cancelled, StorageError, Unreadable
from archive_app.i18n import _, ngettext
from archive_app.locks import Grip
from archive_app.media.objects import bagit, transfer, vault
from archive_app.media.objects.vault import State, Vault
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.person import Person
from archive_app.services.progress import Progress, Ticker
from archive_app.services.upkeep import places, samples, thinning
from archive_app.services.upkeep.backups import announced, left_by_purges
from archive_app.services.upkeep.maintenance import Problem
from archive_app.services.upkeep.places import Last, Where
from archive_app.store.face.store import DATABASE, MARKER

_LOCK = ".backup-lock"
PROGRAM = f"Exchange Archive {__version__}"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup did. ``new`` is false where nothing had changed since ``state``; ``copied`` counts originals;
    ``problems`` names those that could not be read or were damaged before.
    """

    where: Where
    vault: Vault
    state: State
    new: bool
    copied: int = 0
    removed: int = 0
    problems: tuple[Problem, ...] = ()


def keep(
    archive: Archive,
    *,
    person: Person | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Kept:
    """Bring the place for backups up to date: one more state of the archive, or none where nothing has changed.

    Cancelled, where it is stopped: what was copied is not copied again. StorageError says what the place refuses.
    """
    archive.objects.require_there()
    person = person or Person()
    where = places.where(archive, person)
    found = places.vault_in(archive, where.folder)
    try:
        outputs.make_folder(found.folder)
        with _alone(found):
            scratch.sweep(found.folder)
            kept = _Keeping(archive, where, found, Ticker(0, on_progress), cancelled).done()
            if kept.new:
                kept = _thinned(kept, int(person.value(places.KEEP)))
            _forget_gone(found)
            if kept.new or found.checks().listed != tuple(found.names()):
                found.list_all(bagit.description(archive.folder.name, archive.info.uid))
            verified = {"verified_at": places.now()} if kept.new and len(found.names()) == 1 else {}
            checks = found.note(looked_at=places.now(), **verified)
    except OSError as error:
        sentence = _("The backup in “{folder}” could not be finished: {reason}.")
        raise StorageError(sentence.format(folder=found.folder, reason=reason(error))) from error
    state, faults = kept.state, len(kept.problems) + len(checks.faults)
    known = Last(
        str(where.folder),
        state.mark,
        state.made_at,
        checks.looked_at,
        checks.verified_at,
        where.apart,
        faults,
        state.name,
    )
    places.remember(archive, known)
    return kept


@contextlib.contextmanager
def _alone(found: Vault) -> Iterator[None]:
    descriptor, grip = locks.take(found.folder / _LOCK)
    if grip is Grip.THEIRS:
        raise ArchiveBusy(_("Another program is backing this archive up. Wait until it is done."))
    try:
        yield
    finally:
        if grip is Grip.OURS:
            os.close(descriptor)


def _thinned(kept: Kept, count: int) -> Kept:
    """What is too much goes once the new state is safe, and with it what only that needed."""
    found = kept.vault
    names = found.names()
    moments = [datetime.strptime(name[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) for name in names]
    gone = thinning.superfluous([(moments[-1] - moment).total_seconds() for moment in moments], count)
    for place in gone:
        found.remove(names[place])
    if gone:
        found.drop_unneeded()
    return Kept(kept.where, found, kept.state, True, kept.copied, len(gone), kept.problems)


def _forget_gone(found: Vault) -> None:
    """What was damaged and has gone with its state is no fault any more."""
    faults = found.checks().faults
    left = tuple(name for name in faults if os.path.lexists(found.data / name) or not name.startswith("states/"))
    if left != faults:
        found.note(faults=left)


class _Keeping:
    """One backup under way."""

    def __init__(
        self, archive: Archive, where: Where, found: Vault, ticker: Ticker, cancelled: Callable[[], bool]
    ) -> None:
        self._archive = archive
        self._where = where
        self._vault = found
        self._ticker = ticker
        self._cancelled = cancelled
        self._problems: list[Problem] = []
        self._lacking: list[str] = []
        #: What lies in the archive and is purged, by name.
        self._purged: set[str] = set()
        #: What of the archive's originals is in the place, by name: the digests.
        self._digests: dict[str, str] = {}
        self._touched: set[Path] = set()
        self._guard = threading.Lock()
        self._copied = 0

    def done(self) -> Kept:
        archive, found = self._archive, self._vault
        states = found.states()
        with archive.store.read() as reader:
            mark = reader.history.mark()
        pool = found.pool()
        if states and self._is_as(states[-1], mark, pool):
            return Kept(self._where, found, states[-1], new=False, problems=tuple(self._problems))
        self._check_room(self._wanted(self._originals(), pool))
        with scratch.Scratch(found.folder, "backup") as aside, announced(archive):
            making = aside / found.new_name()
            making.mkdir()
            self._purged = {path.relative_to(archive.folder).as_posix() for path in left_by_purges(archive)}
            archive.store.copy_to(making / vault.PARTS[DATABASE])
            self._bring(aside, pool)
            state = self._write(making, mark)
            disk.sync_tree(making)
            target = found.folder_of(state.name)
            disk.make_folder(target.parent)
            disk.place(making, target)
        return Kept(self._where, found, state, True, self._copied, 0, tuple(self._problems))

    def _is_as(self, state: State, mark: str, pool: set[str]) -> bool:
        """Whether the archive is what it was then, and all of that is in the place still."""
        kept = self._vault.manifest(state.name)
        needed = {vault.pooled(name, digest) for name, digest in kept.items() if name not in vault.PARTS}
        parts = {f"states/{state.name}/{part}" for part in vault.PARTS.values()}
        # With the same mark the catalogue asks for the same originals as then.
        more = vault.originals_in(self._archive.folder) - kept.keys() - set(state.lacking)
        same = (
            state.mark == mark
            and needed <= pool
            and all((self._vault.data / part).is_file() for part in parts)
            and not (needed | parts) & set(self._vault.checks().faults)
            and not more
        )
        return same and all(self._is_lacking(self._archive.folder / name) for name in state.lacking)

    def _is_lacking(self, path: Path) -> bool:
        try:
            transfer.digest(path)
        except Unreadable as error:
            self._problems.append(Problem("original", "", error.message))
            return True
        return False

    def _originals(self) -> set[str]:
        """The originals that the archive has or should have, by their names in it."""
        path_of, some = self._archive.objects.path_of, "0" * 64
        endings: dict[str, str] = {}
        found = vault.originals_in(self._archive.folder) - self._purged
        with self._archive.store.read() as reader:
            said = reader.files.originals()
        for digest, extension, _size, _ref in said:
            if extension not in endings:
                endings[extension] = path_of(some, extension).name.removeprefix(some)
            found.add(f"{paths.BY_CONTENT}/{digest[:2]}/{digest}{endings[extension]}")
        return found

    def _wanted(self, originals: set[str], pool: set[str]) -> list[str]:
        """Which of them the place lacks, or has with damaged bytes."""
        return sorted((originals - pool) | (originals & set(self._vault.checks().faults)))

    def _bring(self, aside: Path, pool: set[str]) -> None:
        """Copy what the place lacks."""
        originals = self._originals()
        wanted = self._wanted(originals, pool)
        self._digests = {name: vault.digest_in(name) for name in originals.difference(wanted)}
        self._ticker.at(0, len(wanted), "")
        works = [
            partial(self._bring_one, aside / str(number), name, self._archive.folder / name)
            for number, name in enumerate(wanted)
        ]
        transfer.at_once(works, self._check)
        for folder in sorted(self._touched):
            disk.sync_folder(folder)
        faults = self._vault.checks().faults
        if faults:
            self._vault.note(faults=tuple(name for name in faults if name not in self._digests))

    def _bring_one(self, aside: Path, name: str, path: Path) -> None:
        try:
            digest = transfer.transfer(path, aside, vault.digest_in(name))
        except Unreadable as error:
            with self._guard:
                self._lacking.append(name)
                self._problems.append(Problem("original", "", error.message))
            return
        target = self._vault.adopt(aside, name, digest)
        with self._guard:
            if digest != vault.digest_in(name):
                self._problems.append(Problem("original", "", _("{name}: its bytes have changed.").format(name=name)))
            self._touched.add(target.parent)
            self._digests[name] = digest
            self._copied += 1
            self._ticker.tick(name)

    def _write(self, making: Path, mark: str) -> State:
        """The state's own files beside the copy of the catalogue."""
        archive = self._archive
        marker = transfer.transfer(archive.folder / MARKER, making / vault.PARTS[MARKER])
        digests = {
            MARKER: marker,
            DATABASE: transfer.digest(making / vault.PARTS[DATABASE]),
            **dict(sorted(self._digests.items())),
        }
        answers = samples.asked(archive)
        with archive.store.read() as reader:
            # What was changed while it was copied may be in it or not: then nobody can say what it should answer.
            still = reader.history.mark() == mark
        state = State(
            making.name,
            places.now(),
            archive.info.uid,
            mark,
            PROGRAM,
            len(self._digests),
            sum((self._vault.data / vault.pooled(*each)).stat().st_size for each in self._digests.items()),
            tuple(sorted(self._lacking)),
            tuple(answers) if still else (),
        )
        vault.write(making, state, digests)
        return state

    def _check_room(self, originals: list[str]) -> None:
        """StorageError where the drive has no room for all of ``originals`` and the catalogue."""
        needed = 0
        for name in (DATABASE, *originals):
            with contextlib.suppress(OSError):
                needed += (self._archive.folder / name).lstat().st_size
        free = shutil.disk_usage(self._vault.folder).free
        if needed > free:
            sentence = _("“{folder}” has no room: {needed} MB are needed, {free} MB are free.")
            raise StorageError(
                sentence.format(folder=self._where.folder, needed=f"{needed >> 20:,}", free=f"{free >> 20:,}")
            )

    def _check(self) -> None:
        if self._cancelled():
            words = ngettext(
                "The backup was stopped. {count} original was copied, and will not be copied again.",
                "The backup was stopped. {count} originals were copied, and will not be copied again.",
                self._copied,
            )
            raise Cancelled(words.format(count=f"{self._copied:,}"))
