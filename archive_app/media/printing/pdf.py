"""The printed catalogue: typst lays it out with stand-ins for the pictures, pikepdf puts the real ones in their place.

The result is PDF/A-2a and PDF/UA-1, and the same catalogue always gives the same bytes. Everything on the way is
written to a private folder beside the result, so that memory stays flat and a full disk is noticed before the old file
is touched.
"""

from __future__ import annotations

import datetime as dt
import errno
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image

from archive_app.domain.model.catalogue import Catalogue, PictureFile
from archive_app.errors import Cancelled, StorageError
from archive_app.i18n import _
from archive_app.media.pictures.workers import DecoderPool
from archive_app.media.printing.data import CatalogueData, placeholder_name
from archive_app.media.printing.glyphs import make_copyable
from archive_app.media.printing.papers import compile_template
from archive_app.media.printing.pictures import Gathered, gather
from archive_app.scratch import Scratch

#: Called with the number of steps done, of all, and the name of what is being done.
OnProgress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A catalogue on disk. ``notes`` are pairs of a ref and the reason why something of it could not be printed."""

    pages: int
    plates: int
    notes: tuple[tuple[str, str], ...]


def render_catalogue(
    catalogue: Catalogue,
    out: Path,
    decoders: DecoderPool,
    *,
    on_progress: OnProgress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Rendered:
    """Write ``catalogue`` to ``out``, which is replaced as a whole or not at all, and not yet brought to the disk. Its
    pictures are made by the workers of ``decoders``.

    Raises StorageError where the folder cannot be written, and Cancelled; both leave nothing behind.
    """
    try:
        with Scratch(out.parent, "catalogue") as work:
            rendered = _render(catalogue, work, decoders, on_progress or _unwatched, cancelled)
            (work / "whole.pdf").replace(out)
            return rendered
    except OSError as error:
        raise _storage_error(error, out) from error


def _render(
    catalogue: Catalogue, work: Path, decoders: DecoderPool, on_progress: OnProgress, cancelled: Callable[[], bool]
) -> Rendered:
    pictures = [plate.picture for plate in catalogue.plates if plate.picture is not None]
    if catalogue.cover is not None:
        pictures.insert(0, catalogue.cover)
    total, done = len(set(pictures)) + 2, 0

    def one_more() -> None:
        nonlocal done
        done += 1
        on_progress(done, total, _("Preparing pictures"))

    placed, refused = gather(pictures, work / "pictures.pdf", decoders, on_picture=one_more, cancelled=cancelled)
    _stop_if(cancelled)
    data = CatalogueData(catalogue, placed, refused)
    on_progress(total - 2, total, _("Setting the pages"))
    stand_ins = _make_stand_ins(work / "layout" / "pictures", placed)
    pdf = _lay_out(data, work / "layout", catalogue.date)
    _stop_if(cancelled)
    on_progress(total - 1, total, _("Writing the file"))
    pages = _assemble(pdf, work / "pictures.pdf", stand_ins, work / "whole.pdf")
    _stop_if(cancelled)
    on_progress(total, total, _("Done"))
    return Rendered(pages, len(catalogue.plates), tuple(data.notes()))


def _unwatched(_done: int, _total: int, _what: str) -> None:
    return


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled(_("The catalogue was cancelled."))


def _make_stand_ins(folder: Path, placed: Mapping[PictureFile, Gathered]) -> dict[bytes, Gathered]:
    """Write one tiny JPEG for each picture; returns which stands for which. A comment makes each unique."""
    folder.mkdir(parents=True)
    made = {}
    for place in placed.values():
        stream = io.BytesIO()
        Image.new("L" if place.grey else "RGB", (8, 8), "white").save(stream, "JPEG", comment=b"%d" % place.number)
        (folder / placeholder_name(place.number)).write_bytes(stream.getvalue())
        made[stream.getvalue()] = place
    return made


def _lay_out(data: CatalogueData, folder: Path, date: dt.date) -> bytes:
    """The pages with stand-ins. typst reads nothing but what was copied into ``folder``."""
    return compile_template("catalogue.typ", data.build(), folder, date)


def _assemble(pdf: bytes, pictures: Path, stand_ins: Mapping[bytes, Gathered], target: Path) -> int:
    """Put the real pictures in the place of their stand-ins and write ``target``; returns the number of pages."""
    # Opened here, since pikepdf takes a path only where it is text: a folder's name may hold bytes that are none.
    with (
        pictures.open("rb") as file,
        pikepdf.open(io.BytesIO(pdf)) as document,
        pikepdf.open(file) as originals,
    ):
        make_copyable(document)
        swapped: dict[int, pikepdf.Object] = {}
        for page in document.pages:
            images = page.resources.get("/XObject", pikepdf.Dictionary())
            for name, stream in dict(images.items()).items():
                place = stand_ins.get(stream.read_raw_bytes()) if stream.get("/Subtype") == "/Image" else None
                if place is None:
                    continue
                if place.number not in swapped:
                    real = document.copy_foreign(originals.get_object(place.number, 0))
                    for key in set(stream.keys()) - {"/Width", "/Height", "/Length", "/Filter"}:
                        real[key] = stream[key]
                    swapped[place.number] = real
                images[name] = swapped[place.number]
        pages = len(document.pages)
        document.save(
            target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=False
        )
    return pages


def _storage_error(error: OSError, out: Path) -> StorageError:
    folder = str(out.parent)
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return StorageError(_("The disk is full; free some space or choose another folder for the catalogue."))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageError(
            _("“{folder}” is read-only; choose another folder for the catalogue.").format(folder=folder)
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return StorageError(_("The folder “{folder}” does not exist; choose another one.").format(folder=folder))
    if error.errno in (errno.EISDIR, errno.ENOTEMPTY):
        return StorageError(_("“{name}” is a folder; choose a name for the file.").format(name=out.name))
    return StorageError(_("The catalogue could not be written to “{folder}”.").format(folder=folder))
