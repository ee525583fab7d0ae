"""Thumbnails and previews: from the disposable cache, or made now. Safe from any thread; may block while decoding.

A face says of which file, and of a video at which place (:mod:`.posters`).
"""

from __future__ import annotations

from pathlib import Path

from archive_app import inside
from archive_app.i18n import _
from archive_app.media.formats.sniff import FileType, sniff
from archive_app.media.pictures.messages import WAVE
from archive_app.services.archive import Archive
from archive_app.services.ingest.posters import kept_as, parts

#: Longest edge of a thumbnail, in pixels.
THUMBNAIL_EDGE = 256
#: Longest edge of a preview, in pixels.
PREVIEW_EDGE = 2048
#: Longest edge at which a picture is shown pixel by pixel; what is larger is reduced to it.
FULL_EDGE = 16_384
_HEAD = 16_384


def cached_thumbnail(archive: Archive, face: str) -> bytes | None:
    """The thumbnail if it is in the cache; never decodes."""
    return archive.thumbnails.get(kept_as(face), THUMBNAIL_EDGE)


def thumbnail(archive: Archive, face: str) -> bytes | None:
    """An upright picture, longest edge at most 256 pixels; ``None`` where there is no picture of this file."""
    return cached_thumbnail(archive, face) or _make(archive, face, THUMBNAIL_EDGE)


def preview(archive: Archive, face: str) -> bytes | None:
    """An upright picture, longest edge at most 2,048 pixels; ``None`` where there is no picture of this file."""
    return archive.thumbnails.get(kept_as(face), PREVIEW_EDGE) or _make(archive, face, PREVIEW_EDGE)


def wave(archive: Archive, sha256: str) -> bytes:
    """How loud a sound is, from its beginning to its end, each 0 to 255; empty where that can't be found out."""
    begun = _begun(archive, sha256)
    if begun is None:
        return b""
    path, filetype = begun
    return archive.decoders.submit(path, filetype, (), urgent=True, besides=(WAVE,)).result().wave


def full(archive: Archive, sha256: str) -> bytes | None:
    """The upright picture in all its pixels (at most 16,384 on an edge), not kept; ``None`` where there is none."""
    return _make(archive, sha256, FULL_EDGE, keep=False)


def why_no_picture(archive: Archive, sha256: str) -> str:
    """The reason to show in place of a picture that could not be made."""
    with archive.store.read() as reader:
        extension = reader.files.extension(sha256)
    if extension is None or not archive.objects.exists(sha256, extension):
        return _("The original is missing from the archive. Check its drive, or restore a backup.")
    return _("No picture can be made of this file.")


def _make(archive: Archive, face: str, edge: int, *, keep: bool = True) -> bytes | None:
    sha256, at = parts(face)
    begun = _begun(archive, sha256)
    if begun is None:
        return None
    path, filetype = begun
    made = archive.decoders.submit(path, filetype, (edge,), urgent=True, at=at).result()
    picture = made.pictures.get(edge)
    if picture is not None and keep:
        archive.thumbnails.put_many([(kept_as(face), edge, picture)])
    return picture


def _begun(archive: Archive, sha256: str) -> tuple[Path, FileType] | None:
    """The original and its type; None where it is not there."""
    if not sha256:
        return None
    with archive.store.read() as reader:
        extension = reader.files.extension(sha256)
    if extension is None:
        return None
    path = archive.objects.path_of(sha256, extension)
    try:
        with inside.open_file(path) as file:
            return path, sniff(file.read(_HEAD), path.name)
    except OSError:
        return None
