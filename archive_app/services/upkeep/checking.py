"""Backups that were made earlier are read again, and what is wrong with them is known to the next one."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive_app.errors import Cancelled, NotFound
from archive_app.i18n import _
from archive_app.media.objects import bag, retrieval
from archive_app.media.objects.retrieval import Fault
from archive_app.services.archive import Archive
from archive_app.services.person import Person
from archive_app.services.progress import Progress, Ticker
from archive_app.services.upkeep import places


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read again: ``states`` by name and how many ``files``; ``faults`` is empty where all is well."""

    place: Path
    states: tuple[str, ...]
    files: int
    faults: tuple[Fault, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.faults

    @property
    def whole(self) -> tuple[str, ...]:
        """The states of which nothing is wrong."""
        harmed = {state for fault in self.faults for state in fault.states}
        return tuple(state for state in self.states if state not in harmed)


def place_of(archive: Archive | None, person: Person) -> Path:
    """Where backups are looked for when no place is named; NotFound where nobody ever said."""
    if archive is not None:
        known = places.last(archive)
        return Path(known.place) if known is not None else places.where(archive, person).folder
    written = str(person.value(places.PLACE))
    if not written:
        raise NotFound(_("Say where the backup is."))
    return Path(written)


def verify(
    named: Path,
    archive: Archive | None = None,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Checked:
    """Read all that is kept at ``named``: a place, what is kept there of an archive, or a backup in one file.

    NotFound where nothing is there, NotAnArchive where a backup in one file is damaged. What is found is noted, so that
    the next backup there copies what is damaged anew.
    """
    ticker = Ticker(0, on_progress)
    uid = archive.info.uid if archive is not None else ""
    if named.is_file():
        count = 0
        for name, _placed in bag.unpack_iter(named):
            count += 1
            ticker.tick(name)
            _stop(cancelled)
        return Checked(named, (named.name,), count)
    found = places.found(named, uid)
    total = [0]

    def tell(done: int, of: int, name: str) -> None:
        total[0] = of
        ticker.at(done, of, name)

    wrong = tuple(retrieval.faults(found, tell, lambda: _stop(cancelled)))
    checked = Checked(found.folder, tuple(found.names()), total[0], wrong)
    # A stick that is write-protected is looked at all the same.
    with contextlib.suppress(OSError):
        found.note(verified_at=places.now(), faults=tuple(fault.name for fault in wrong))
    if archive is not None and found.folder.name.endswith(uid):
        places.change(archive, verified_at=places.now(), problems=len(wrong))
    return checked


def _stop(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled(_("The check of the backup was stopped."))
