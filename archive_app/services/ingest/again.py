"""Pictures that could not be made when their files were taken in are tried again, by hand and whenever one likes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace

from archive_app import inside
from archive_app.domain.model.labels import Label
from archive_app.errors import Cancelled
from archive_app.i18n import NN_, _
from archive_app.media.formats.sniff import sniff
from archive_app.media.objects.objects import HEAD
from archive_app.media.pictures.decode import why_no_picture
from archive_app.media.pictures.workers import Examined
from archive_app.services.archive import Archive
from archive_app.services.ingest.pictures import THUMBNAIL_EDGE
from archive_app.services.progress import Progress, Ticker

#: Files that the workers are given ahead.
_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Without:
    """A file of which there is no picture, its record and the ref of that, and why not."""

    file: int
    record: int
    ref: str
    sha256: str
    extension: str
    reason: str


@dataclass(slots=True)
class PicturesReport:
    """What came of another try: ``made`` are the refs of records that have a picture now. ``step`` is that of the
    history, 0 where nothing changed.
    """

    made: list[str] = field(default_factory=list)
    still: list[Without] = field(default_factory=list)
    step: int = 0


def without_picture(archive: Archive, among: Iterable[int] | None = None) -> list[Without]:
    """Files of a format that can be shown of which there is no picture; ``among`` are the records to look at, all by
    default.
    """
    wanted = None if among is None else frozenset(among)
    with archive.store.read() as reader:
        found = [Without(*row) for row in reader.files.without_picture()]
    asked = [each for each in found if wanted is None or each.record in wanted]
    return [each for each in asked if not _is_hopeless(archive, each)]


def _is_hopeless(archive: Archive, each: Without) -> bool:
    try:
        with inside.open_file(archive.objects.path_of(each.sha256, each.extension)) as stream:
            return bool(why_no_picture(sniff(stream.read(HEAD), f"x.{each.extension}")))
    except OSError:
        return False


def make_pictures_again(
    archive: Archive,
    among: Iterable[int] | None = None,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> PicturesReport:
    """Try once more to make the pictures that are missing, of the records ``among`` others where these are given; what
    comes of it is one step. Cancelled changes nothing."""
    wanted = without_picture(archive, among)
    ticker = Ticker(len(wanted), on_progress)
    report = PicturesReport()
    changes: dict[int, dict[str, object]] = {}
    thumbnails: list[tuple[str, int, bytes]] = []
    for start in range(0, len(wanted), _AHEAD):
        batch = wanted[start : start + _AHEAD]
        for each, waiting in [(each, _begin(archive, each)) for each in batch]:
            if cancelled():
                raise Cancelled(_("Stopped. Nothing was changed."))
            found = waiting.result() if waiting is not None else None
            if found is not None and not found.reason:
                changes[each.file] = {"picture": "", "width": found.width, "height": found.height}
                thumbnails += [(each.sha256, edge, data) for edge, data in found.pictures.items()]
                report.made.append(each.ref)
            else:
                # It may fail for another reason than it did.
                report.still.append(replace(each, reason=found.reason) if found is not None else each)
            ticker.tick(each.ref)
    if changes:
        label = Label.of_many(NN_("Make a picture again", "Make {count} pictures again"), len(changes))
        with archive.store.transact(label) as transaction:
            for file, columns in changes.items():
                transaction.parts.change("file", file, columns)
            report.step = transaction.step
        archive.thumbnails.put_many(thumbnails)
    return report


def _begin(archive: Archive, each: Without) -> Future[Examined] | None:
    path = archive.objects.path_of(each.sha256, each.extension)
    try:
        with inside.open_file(path) as stream:
            filetype = sniff(stream.read(HEAD), path.name)
    except OSError:
        return None
    return archive.decoders.submit(path, filetype, (THUMBNAIL_EDGE,))
