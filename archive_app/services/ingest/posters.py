"""The still pictures that videos are shown by: which one, and where it is kept.

A face says which picture is meant: a file's SHA-256, and behind an ``@`` its place in milliseconds where somebody chose
one. Each face has a picture of its own in the cache, so that undoing a choice shows the one from before at once.
"""

from __future__ import annotations

from hashlib import blake2b

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import FileValue
from archive_app.domain.text.showing import shown
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _
from archive_app.services.archive import Archive

_AT, _LATEST = "@", (1 << 31) - 1
#: Letters of a file's name in a sentence.
_NAME = 80


def parts(face: str) -> tuple[str, int | None]:
    """The file that it is a picture of, by its SHA-256, and where in it, in milliseconds; None where any will do."""
    sha256, _at, place = face.partition(_AT)
    return sha256, min(int(place), _LATEST) if place else None


def kept_as(face: str) -> str:
    """The name that its picture has in the cache."""
    return face if _AT not in face else blake2b(face.encode(), digest_size=32).hexdigest()


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
