"""The still pictures that videos are shown by. Whoever plays videos takes them; here they are kept, chosen and found.

A face says which picture is meant: a file's SHA-256, and behind an ``@`` its place in milliseconds where somebody chose
one. Each face has a picture of its own in the cache, so that undoing a choice shows the one from before at once.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import FileValue
from archive_app.domain.text.showing import shown
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _
from archive_app.media.formats.filetypes import BY_MIME, Family
from archive_app.services.archive import Archive
from archive_app.services.ingest import pictures
from archive_app.services.ingest.pictures import PREVIEW_EDGE, THUMBNAIL_EDGE

_AT = "@"
#: Letters of a file's name in a sentence.
_NAME = 80
#: The edges that a still picture is kept in.
EDGES = (PREVIEW_EDGE, THUMBNAIL_EDGE)
_VIDEOS = frozenset(
    extension for known in BY_MIME.values() if known.family is Family.VIDEO for extension in known.extensions
)


def thumbnail(archive: Archive, face: str) -> bytes | None:
    """The small picture of any file; of a video the one that was taken of it, None where none was."""
    if _AT not in face and video(archive, face) is None:
        return pictures.thumbnail(archive, face)
    return archive.thumbnails.get(_kept_as(face), THUMBNAIL_EDGE)


def preview(archive: Archive, face: str) -> bytes | None:
    """The large still picture of a video; None where none was taken."""
    return archive.thumbnails.get(_kept_as(face), PREVIEW_EDGE)


def video(archive: Archive, face: str) -> Path | None:
    """The original that ``face`` is the picture of, where it is a video."""
    sha256 = face.partition(_AT)[0]
    with archive.store.read() as reader:
        extension = reader.files.extension(sha256)
    return archive.objects.path_of(sha256, extension) if extension in _VIDEOS else None


def place(face: str) -> int | None:
    """Where its picture is, in milliseconds; None where any will do."""
    at = face.partition(_AT)[2]
    return int(at) if at else None


def keep(archive: Archive, face: str, made: dict[int, bytes]) -> None:
    """Keep the JPEG pictures of ``face``, by their longest edge."""
    archive.thumbnails.put_many([(_kept_as(face), edge, data) for edge, data in made.items()])


def choose(archive: Archive, *, file: FileValue, at: int | None) -> ChangeSet:
    """Let the video ``file`` be shown by its picture ``at`` so many milliseconds; None leaves it to the program again.
    InvalidInput where it is no video.
    """
    if not file.mime.startswith("video/"):
        raise InvalidInput(_("Only a video has a still picture that can be chosen."))
    label = Label(N_("Choose the still picture of “{file}”"), {"file": shown(file.original_name, _NAME)})
    with archive.store.transact(label) as transaction:
        transaction.parts.change("file", file.id, {"poster": at})
    return transaction.change


def _kept_as(face: str) -> str:
    return face if _AT not in face else blake2b(face.encode(), digest_size=32).hexdigest()
