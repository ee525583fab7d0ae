"""The words of documents: read when their files are taken in, and again whenever one likes.

They follow from the originals, are kept beside the index, and are no part of the history. What is read is at most a
megabyte of each; whoever shows it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from archive_app import inside
from archive_app.domain.model.boxes import Box
from archive_app.domain.model.records import FileValue
from archive_app.domain.text.folding import Term, match_terms
from archive_app.domain.text.marking import mark_written
from archive_app.errors import Cancelled
from archive_app.i18n import N_, _
from archive_app.media.documents.reading import has_words
from archive_app.media.formats.filetypes import BY_MIME, PDF, SEVERAL, FileType
from archive_app.media.formats.sniff import sniff
from archive_app.media.objects.objects import HEAD
from archive_app.media.pictures.workers import Examined
from archive_app.services.archive import Archive
from archive_app.services.progress import Progress, Ticker
from archive_app.store.face.values import Contents as Contents

#: Documents that are read between two commits.
_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that can't be read, and why."""

    ref: str
    reason: str


@dataclass(slots=True)
class ReadingReport:
    """What came of reading: ``read`` are the refs of records whose documents are found by their words now."""

    read: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def contents_of(archive: Archive, sha256: str) -> Contents | None:
    """What was read of a document; None where it has no words, or nobody tried yet."""
    with archive.store.read() as reader:
        return reader.files.contents(sha256)


def contents_now(archive: Archive, sha256: str) -> Contents:
    """The same, read there and then where nobody has; it is not kept then."""
    there = contents_of(archive, sha256)
    if there is not None:
        return there
    kind = _kind(archive, sha256)
    waiting = _begin(archive, sha256, kind) if kind is not None else None
    if waiting is None:
        return Contents(sha256, why=_("The original is missing."))
    return told(sha256, waiting.result())


def shown_as_text(file: FileValue) -> bool:
    """Whether a file is shown by its words, since it has no picture."""
    known = BY_MIME.get(file.mime)
    return bool(file.picture) and known is not None and has_words(FileType(file.mime, "", known.family))


def has_pages(file: FileValue) -> bool:
    """Whether a file may have pages or frames that are looked at one by one."""
    return not file.picture and (file.mime == PDF or file.mime in SEVERAL)


def pages_counted(archive: Archive, file: FileValue) -> int:
    """How many pages a document has, or frames a picture, counted there and then where it was not read; 0 where it
    can't be.
    """
    with archive.store.read() as reader:
        known = reader.files.pages([file.sha256]).get(file.sha256, 0)
    if known:
        return known
    counted = _leafed(archive, file, 0, ())
    return 0 if counted.reason else counted.frames


def page_picture(archive: Archive, file: FileValue, page: int, edge: int) -> Examined:
    """A page of a PDF document or a frame of a picture, counted from 0, as a picture with ``edge`` pixels on its longer
    side at most, which is not kept, and its own size (of a document at 150 pixels an inch); or why there is none. It is
    drawn by a worker, upright, and not turned by hand.
    """
    return _leafed(archive, file, page, (edge,))


def terms_of(typed: str) -> list[Term]:
    """What to look for in a document where somebody typed this: all of it as it stands, the last word may go on."""
    return match_terms(typed) if len(typed.split()) == 1 else match_terms(typed, phrase=True)


def found_in(archive: Archive, sha256: str, terms: Sequence[Term]) -> list[int]:
    """How often these stand on each page of a document, or in the one text that it has."""
    return [len(mark_written(page, terms)) for page in contents_now(archive, sha256).pages]


def words_on(archive: Archive, file: FileValue, page: int, terms: Sequence[Term]) -> list[tuple[Box, ...]]:
    """Where words stand on a page of a PDF document, counted from 0, as it is shown: for each place a box for each line
    that it goes over; none where the page has no text.
    """
    path, known = _path(archive, file.sha256), BY_MIME.get(file.mime)
    if path is None or known is None or file.mime != PDF or not terms:
        return []
    filetype = FileType(file.mime, path.suffix.removeprefix("."), known.family)
    letters = archive.decoders.submit(path, filetype, (), urgent=True, page=page, letters=True).result().letters
    places = letters.places(lambda text: mark_written(text, terms))
    return [tuple(box.turned(file.turn) for box in lines) for lines in places]


def _leafed(archive: Archive, file: FileValue, page: int, edges: tuple[int, ...]) -> Examined:
    path, known = _path(archive, file.sha256), BY_MIME.get(file.mime)
    if path is None or known is None:
        return Examined(reason=_("The original is missing."))
    filetype = FileType(file.mime, path.suffix.removeprefix("."), known.family)
    return archive.decoders.submit(path, filetype, edges, urgent=True, page=page).result()


def known_otherwise(filetype: FileType | None) -> bool:
    """Whether nobody misses a picture of such a file: it is known by its words, or is a model of a thing in three
    dimensions, which other programs show.
    """
    if filetype is None or filetype.mime == PDF:
        return False
    return has_words(filetype) or filetype.mime.startswith("model/")


def remark(found: Examined | None) -> str:
    """What is to be said of reading a document: why it can't be read, or that there is more than was."""
    if found is None or (found.words is not None and not found.words.cut):
        return ""
    return found.reason or _("Only the beginning of its text is searched: it is very long.")


def told(sha256: str, found: Examined) -> Contents:
    """What a worker read, as it is kept."""
    if found.words is None:
        return Contents(sha256, why=found.reason)
    return Contents(sha256, found.words.pages, found.words.total, found.words.cut)


def read_documents(
    archive: Archive,
    among: Iterable[int] | None = None,
    *,
    again: bool = False,
    anew: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ReadingReport:
    """Read the documents that nobody has read yet, of the records ``among`` others where these are given; with
    ``again`` those too that could not be read, with ``anew`` all of them. Cancelled keeps what was read.
    """
    wanted = None if among is None else frozenset(among)
    with archive.store.read() as reader:
        rows = [row for row in reader.files.unread(again=again, anew=anew) if wanted is None or row[0] in wanted]
    asked = [(ref, digest, kind) for _record, ref, digest, _ext, _mime in rows if (kind := _kind(archive, digest))]
    ticker, report = Ticker(len(asked), on_progress), ReadingReport()
    for start in range(0, len(asked), _AHEAD):
        if cancelled():
            raise Cancelled(_("Stopped. What was read is kept."))
        batch = asked[start : start + _AHEAD]
        found = []
        for ref, digest, waiting in [(ref, digest, _begin(archive, digest, kind)) for ref, digest, kind in batch]:
            examined = waiting.result() if waiting is not None else Examined(reason=_("The original is missing."))
            if examined.words is None:
                report.unread.append(Unread(ref, examined.reason))
            else:
                report.read.append(ref)
            if waiting is not None:
                found.append(told(digest, examined))
            ticker.tick(ref)
        with archive.store.transact(N_("Read documents")) as transaction:
            transaction.files_read(found)
    return report


def _path(archive: Archive, sha256: str) -> Path | None:
    with archive.store.read() as reader:
        extension = reader.files.extension(sha256)
    return None if extension is None else archive.objects.path_of(sha256, extension)


def _kind(archive: Archive, sha256: str) -> FileType | None:
    """What a document is; None for what has no words, or is not there."""
    path = _path(archive, sha256)
    if path is None:
        return None
    try:
        with inside.open_file(path) as stream:
            filetype = sniff(stream.read(HEAD), path.name)
    except OSError:
        return None
    return filetype if has_words(filetype) else None


def _begin(archive: Archive, sha256: str, filetype: FileType) -> Future[Examined] | None:
    path = _path(archive, sha256)
    return None if path is None else archive.decoders.submit(path, filetype, (), words=True)
