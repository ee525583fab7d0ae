"""A restore drill: the last backup comes back in a scratch folder, is compared with the archive, and goes again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive_app.domain.text.refusals import reason
from archive_app.errors import Cancelled, StorageError, Unreadable
from archive_app.i18n import _, ngettext, sentences
from archive_app.media.objects import transfer
from archive_app.media.objects.vault import State
from archive_app.scratch import Scratch
from archive_app.services.archive import Archive, open_archive
from archive_app.services.person import Person
from archive_app.services.progress import Progress, Ticker
from archive_app.services.upkeep import checking, contents, keeping, samples
from archive_app.services.upkeep.standing import moment


@dataclass(slots=True)
class Drill:
    """What a drill found. ``originals`` came back as they were, ``searches`` found the same; ``faults`` are sentences
    about the backup, ``harmed`` names originals that the backup has and the archive itself has lost or damaged.
    """

    backup: Path
    state: str = ""
    made_at: str = ""
    originals: int = 0
    searches: int = 0
    faults: list[str] = field(default_factory=list)
    harmed: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.faults


def drill(
    archive: Archive,
    named: Path | None = None,
    *,
    state: str = "",
    person: Person | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Drill:
    """Restore the backup ``named``, or the last one, where there is room for it; compare the bytes of all originals and
    a hundred searches with the archive as it was then; remove it again.

    What is wrong with the backup raises NotAnArchive or stands in the answer; StorageError where there is no room.
    """
    named = named or checking.place_of(archive, person or Person())
    ticker = Ticker(0, on_progress)

    def check() -> None:
        if cancelled():
            raise Cancelled(_("The drill was stopped, and what it had restored was removed."))

    found = Drill(named)
    try:
        with Scratch(_roomy(archive, named), "drill", private=True) as folder:
            restored = folder / "archive"
            restored.mkdir()
            kept = contents.unpack(named, restored, state=state, uid=archive.info.uid, tell=ticker.at, check=check)
            if kept is not None:
                found.state, found.made_at = kept.name, kept.made_at
            _compare_originals(archive, restored, found, ticker, check)
            with open_archive(restored) as copy:
                _compare_answers(archive, copy, kept, found)
    except OSError as error:
        sentence = _("The drill could not be carried out: {reason}.")
        raise StorageError(sentence.format(reason=reason(error))) from error
    return found


def summary(found: Drill) -> str:
    """The result in a sentence or two."""
    words = ngettext(
        "{count} original came back byte for byte",
        "{count} originals came back byte for byte",
        found.originals,
    ).format(count=f"{found.originals:,}")
    searches = ngettext("{count} search found the same", "{count} searches found the same", found.searches).format(
        count=found.searches
    )
    if not found.searches:
        searches = _("searches were not compared, since the archive has changed since")
    name = moment(found.made_at) if found.made_at else found.backup.name
    if not found.ok:
        bad = _("The backup “{name}” failed the drill.").format(name=name)
        return sentences(bad, *found.faults)
    good = _("The backup “{name}” can be restored: {originals}, {searches}.").format(
        name=name, originals=words, searches=searches
    )
    if not found.harmed:
        return good
    harm = ngettext(
        "{count} original is damaged or missing in the archive itself: repair it from this backup.",
        "{count} originals are damaged or missing in the archive itself: repair them from this backup.",
        len(found.harmed),
    )
    return sentences(good, harm.format(count=f"{len(found.harmed):,}"))


def _roomy(archive: Archive, named: Path) -> Path:
    """A folder to restore into, on a drive with room; StorageError where there is none."""
    needed = _size(named)
    places_ = (Path(tempfile.gettempdir()), archive.folder.parent, named if named.is_dir() else named.parent)
    for folder in places_:
        try:
            if shutil.disk_usage(folder).free > needed:
                with Scratch(folder, "drill", private=True):
                    return folder
        except OSError:
            continue
    raise StorageError(_("No drive has room for a drill: {needed} MB are needed.").format(needed=f"{needed >> 20:,}"))


def _size(named: Path) -> int:
    if named.is_file():
        return named.stat().st_size
    return sum(path.lstat().st_size for path in named.rglob("*") if path.is_file())


def _compare_originals(
    archive: Archive, restored: Path, found: Drill, ticker: Ticker, check: Callable[[], None]
) -> None:
    originals = list(_originals(restored))
    with archive.store.read() as reader:
        said = {digest for digest, _extension, _size, _ref in reader.files.originals()}
    for number, path in enumerate(originals, 1):
        check()
        name = path.relative_to(restored)
        came, promised = transfer.digest(path), path.name.partition(".")[0]
        own = _digest_of(archive.folder / name)
        if came not in (own, promised):
            found.faults.append(_("“{name}” came back with other bytes.").format(name=name.as_posix()))
            continue
        found.originals += 1
        if own != came and (own or promised in said):
            found.harmed.append(name.as_posix())
        ticker.at(number, len(originals), path.name)


def _originals(restored: Path) -> Iterator[Path]:
    return (path for path in sorted((restored / "objects").rglob("*")) if path.is_file())


def _digest_of(path: Path) -> str:
    try:
        return transfer.digest(path)
    except Unreadable:
        return ""


def _compare_answers(archive: Archive, copy: Archive, kept: State | None, found: Drill) -> None:
    with copy.store.read_anew() as reader:
        found.faults += reader.index.checks.integrity()
        mark = reader.history.mark()
    # Another version may well find something else.
    answers = list(kept.searches) if kept is not None and kept.program == keeping.PROGRAM else []
    if not answers:
        with archive.store.read() as reader:
            answers = samples.asked(archive) if reader.history.mark() == mark else []
    for query in samples.differing(copy, answers):
        found.faults.append(_("The search “{query}” finds something else.").format(query=query))
    found.searches = len(answers)
