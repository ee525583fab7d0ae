"""Small upright pictures of originals, and for every file that has none a plain reason.

Only the formats named here are ever opened, each by its own plugin, so that no file can reach Ghostscript or another
interpreter. A picture that is cut off is refused, not half shown: the original is kept either way.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from PIL import ExifTags, Image, ImageFile

from archive_app import inside
from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.formats import damage, raws
from archive_app.media.formats.damage import MAX_PIXELS
from archive_app.media.formats.filetypes import CAMERA_RAW, JXL, PDF, TIFF_RAW, Family, FileType
from archive_app.media.formats.sniff import label
from archive_app.media.formats.tiff import TiffSkeleton
from archive_app.media.pictures import colour, developing, jpeg, jxl
from archive_app.media.pictures.first_page import first_page
from archive_app.media.pictures.mending import mended
from archive_app.media.pictures.planes import fewer, unturned
from archive_app.media.pictures.shrinking import good_filter, is_too_large, shrunk
from archive_app.media.recordings.stills import still

#: Frames of an animation that are counted; counting more of a GIF takes longer than looking at it.
MAX_FRAMES = 500
#: Pixels of a picture that nobody looks at.
_LEAST = 16

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False

PLUGINS: dict[str, tuple[str, ...]] = {
    "image/jpeg": ("JPEG",),  # which hands over to MPO by itself
    "image/mpo": ("JPEG",),
    "image/png": ("PNG",),
    "image/tiff": ("TIFF",),
    "image/webp": ("WEBP",),
    "image/gif": ("GIF",),
    "image/avif": ("AVIF",),
    "image/heic": ("HEIF",),
    "image/heif": ("HEIF", "AVIF"),
    "image/bmp": ("BMP", "DIB"),
    "image/jp2": ("JPEG2000",),
    "image/j2c": ("JPEG2000",),
    "image/vnd.adobe.photoshop": ("PSD",),
    "image/vnd.microsoft.icon": ("ICO", "CUR"),
    "image/x-portable-anymap": ("PPM",),
    "image/x-tga": ("TGA",),
}
#: What Pillow reads these with.
_MODULES = (
    "Avif", "Bmp", "Cur", "Gif", "Ico", "Jpeg", "Jpeg2K", "Mpo", "Png", "Ppm", "Psd", "Tga", "Tiff", "WebP",
)  # fmt: skip
#: Their decoders turn the picture themselves.
UPRIGHT_ALREADY = frozenset({"HEIF", "TIFF"})
TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_QUALITY = 85


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG picture in sRGB.

    ``width`` and ``height`` are those of the upright original, in pixels; ``frames`` how many pages or frames the
    original has, at most :data:`MAX_FRAMES`.
    """

    data: bytes
    width: int
    height: int
    frames: int = 1


def load() -> None:
    """Load what most pictures need, as nothing can be loaded by a worker that has begun to read. Only a plugin that is
    missing would make Pillow look for all that it has."""
    for name in _MODULES:
        import_module(f"PIL.{name}ImagePlugin")
    decode_pictures(_as_jpeg(Image.new("RGB", (16, 16))), FileType("image/jpeg", "jpg", Family.PICTURE), (8,))


def decode_pictures(
    source: Path | bytes | BinaryIO,
    filetype: FileType,
    max_edges: Sequence[int],
    orientation: int = 1,
    at: int | None = None,
) -> dict[int, Picture]:
    """One picture for each of ``max_edges``, by decoding once; of a video the one ``at`` so many milliseconds, or at
    a good place. Raises Unreadable with the reason if there is none.
    """
    reason = why_no_picture(filetype)
    if reason:
        raise Unreadable(reason)
    try:
        with inside.reading(source) as stream, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                if filetype.family is Family.VIDEO:
                    return _taken_out(stream, max_edges, orientation, at)
                return _decode(stream, filetype, max_edges, orientation)
            except Unreadable:
                raise
            except Exception as error:  # decoders raise whatever the damage makes them raise
                raise Unreadable(damage.explain(error, stream, filetype.mime)) from error
    except OSError as error:
        raise Unreadable(_("The file can't be read; the drive may be failing or was removed.")) from error


def frames_counted(stream: BinaryIO, filetype: FileType) -> int:
    """How many pages a document has, or frames a picture, at most :data:`MAX_FRAMES` of these. Raises Unreadable."""
    if filetype.mime == PDF:
        return first_page(stream, _LEAST)[2]
    with _opened(stream, filetype) as image:
        return _count_pages(image) or _count_frames(image)


def page_picture(stream: BinaryIO, filetype: FileType, edge: int, number: int) -> Picture:
    """A page of a PDF document, with how many there are, or a frame of a picture, counted from 0. Those of a picture
    are not counted each time (:func:`frames_counted` does): that would decode an animation to its end, and what is
    wrong with one frame is no fault of another. Raises Unreadable.
    """
    if filetype.mime == PDF:
        page, size, pages = first_page(stream, edge, number)
        return Picture(_as_jpeg(page), *size, pages)
    with _opened(stream, filetype) as image:
        try:
            image.seek(number)
        except EOFError as error:
            raise Unreadable(_("The document has no such page.")) from error
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
        return _render(image, (edge,), orientation, alone=True)[edge]


@contextmanager
def _opened(stream: BinaryIO, filetype: FileType) -> Iterator[Image.Image]:
    """A picture of which several frames are wanted; whatever is wrong with it becomes the reason of an Unreadable."""
    if "HEIF" in PLUGINS.get(filetype.mime, ()):
        register_heif()
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(stream, formats=PLUGINS.get(filetype.mime, ())) as image:
                yield image
    except Unreadable:
        raise
    except Exception as error:  # decoders raise whatever the damage makes them raise
        raise Unreadable(damage.explain(error, stream, filetype.mime)) from error


def why_no_picture(filetype: FileType, *, sound: bool = False) -> str:
    """The reason why files of this type are kept without a picture; empty where there should be one. ``sound``: there
    is nothing else in it.
    """
    if filetype.mime in PLUGINS or filetype.mime in CAMERA_RAW or filetype.mime == PDF:
        return ""
    if filetype.family is Family.VIDEO and not sound:
        return ""
    name = label(filetype.mime)
    if filetype.family is Family.AUDIO or sound:
        return _("A sound recording: kept, without a picture.")
    if filetype.mime == JXL:
        if jxl.is_there():
            return ""
        return _("JPEG XL picture: kept, and shown once the program is installed with its library: {extra}").format(
            extra=jxl.EXTRA
        )
    if filetype.family is Family.PICTURE:
        return _("{type}: kept, but this format can't be shown.").format(type=_capital(name))
    if filetype.mime == "application/octet-stream":
        return _("The type of the file is not known: kept, without a picture.")
    return _("{type}: kept, without a picture.").format(type=_capital(name))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _decode(stream: BinaryIO, filetype: FileType, edges: Sequence[int], orientation: int) -> dict[int, Picture]:
    if filetype.mime in CAMERA_RAW:
        return _decode_raw(stream, filetype, edges, orientation)
    if filetype.mime == PDF:
        page, size, pages = first_page(stream, max(edges))
        return {edge: replace(each, frames=pages) for edge, each in _sized(_render(page, edges, 1), size).items()}
    if filetype.mime == JXL:
        # Turned by its decoder, whatever EXIF says.
        return _render(jxl.decoded(stream), edges, 1)
    if "HEIF" in PLUGINS[filetype.mime]:
        register_heif()
    if "JPEG" in PLUGINS[filetype.mime] and jpeg.has_endless_head(stream):
        raise Unreadable(damage.explain(ValueError(), stream, filetype.mime))
    stream.seek(0)
    try:
        with Image.open(stream, formats=PLUGINS[filetype.mime]) as image:
            return _render(image, edges, orientation)
    except Unreadable:
        raise
    except Exception as error:
        whole = mended(stream, filetype.mime)
        if whole is not None:
            try:
                with Image.open(whole, formats=PLUGINS[filetype.mime]) as image:
                    return _render(image, edges, orientation)
            except Exception as still:
                error.add_note(f"and mended: {still}")
        # Scanners and editors write TIFF variants that only their own preview makes visible.
        if filetype.mime == "image/tiff" and (found := _preview_of(stream, filetype, edges, orientation)) is not None:
            return found
        raise


def _taken_out(stream: BinaryIO, edges: Sequence[int], orientation: int, at: int | None) -> dict[int, Picture]:
    """The still picture of a video, upright."""
    image, (width, height) = still(stream, max(edges), at)
    size = (height, width) if orientation >= 5 else (width, height)
    return _sized(_render(image, edges, orientation), size)


@cache
def register_heif() -> None:
    """Loaded where the first of its pictures comes: most workers see none. One that has begun to read can't load it."""
    import pi_heif

    pi_heif.register_heif_opener()


def _decode_raw(stream: BinaryIO, filetype: FileType, edges: Sequence[int], orientation: int) -> dict[int, Picture]:
    """From the picture that the camera put inside, where it is large enough, else developed."""
    found, smaller = _preview_of(stream, filetype, edges, orientation), None
    if found is not None:
        if max(found[max(edges)].width, found[max(edges)].height) >= max(edges):
            return found
        smaller = found
    try:
        image, size = developing.developed(stream, max(edges))
        return _sized(_render(image, edges, 1), size)
    except Unreadable:
        # Of an old or a new kind of camera: what it made itself is better than nothing.
        found = smaller or _tiff_of(stream, filetype, edges, orientation)
        if found is None:
            raise
        return found


def _sized(found: dict[int, Picture], size: tuple[int, int]) -> dict[int, Picture]:
    return {edge: replace(each, width=size[0], height=size[1]) for edge, each in found.items()}


def _preview_of(
    stream: BinaryIO, filetype: FileType, edges: Sequence[int], orientation: int
) -> dict[int, Picture] | None:
    for preview in raws.embedded_jpegs(stream, filetype.mime):
        try:
            with Image.open(preview, formats=("JPEG",)) as image:
                return _render(image, edges, orientation)
        except (OSError, SyntaxError, ValueError):
            continue
    return None


def _tiff_of(stream: BinaryIO, filetype: FileType, edges: Sequence[int], orientation: int) -> dict[int, Picture] | None:
    if filetype.mime not in TIFF_RAW:
        return None
    try:
        stream.seek(0)
        with Image.open(stream, formats=("TIFF",)) as image:
            return _render(image, edges, orientation)
    except (OSError, SyntaxError, ValueError):
        return None


def _render(image: Image.Image, edges: Sequence[int], orientation: int, *, alone: bool = False) -> dict[int, Picture]:
    """``alone``: the frame that ``image`` is at is wanted, whichever it is, and none is counted."""
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise Unreadable(damage.too_large(width * height))
    pages, largest = 1 if alone else _count_pages(image), max(edges)
    few = fewer(image, largest) if is_too_large(image) and not alone else None
    if few is not None:
        width, height = unturned(image)
    elif image.format in UPRIGHT_ALREADY:
        orientation = 1
    elif image.format == "AVIF":
        # Pillow puts the container's own turn there, which goes before the camera's.
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    small = colour.to_srgb(shrunk(few or image, largest))
    frames = pages or _count_frames(image)
    if orientation in TRANSPOSE:
        small = small.transpose(TRANSPOSE[orientation])
    if orientation >= 5:
        width, height = height, width
    found = {}
    for edge in sorted(edges, reverse=True):
        if edge < largest:
            small.thumbnail((edge, edge), good_filter(edge))
        found[edge] = Picture(_as_jpeg(small), width, height, frames)
    return found


def _as_jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _count_pages(image: Image.Image) -> int:
    """How many a TIFF file has, before its first is loaded; 0 of any other. Pillow would read all of them, and look for
    each among those before it."""
    stream = getattr(image, "fp", None)
    if image.format != "TIFF" or stream is None:
        return 0
    place = stream.tell()
    pages = TiffSkeleton(stream).pages(MAX_FRAMES)
    stream.seek(place)
    return pages


def _count_frames(image: Image.Image) -> int:
    """How many there are, as far as they can be counted: what is wrong with a later one is no fault of the first."""
    frames = 1
    try:
        if image.format != "GIF":
            # A Photoshop file without layers has none by that count, and its merged picture all the same.
            return max(1, min(int(getattr(image, "n_frames", 1)), MAX_FRAMES))
        while frames < MAX_FRAMES:
            image.seek(frames)
            frames += 1
    except Exception:  # whatever the damage makes a decoder raise
        return frames
    return frames
