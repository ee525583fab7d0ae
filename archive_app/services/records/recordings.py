"""Videos and sounds, handed to whatever plays them: what is there, and nothing that leads elsewhere."""

from __future__ import annotations

from pathlib import Path

from archive_app import inside
from archive_app.domain.model.records import FileValue
from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.formats.leading import leads_elsewhere

_PLAYED = ("video/", "audio/")
#: Notes for instruments: there is no sound in them that could be played.
_SILENT = frozenset({"audio/midi"})


def is_recording(file: FileValue | None) -> bool:
    """Whether ``file`` is a video or a sound."""
    return file is not None and file.mime.startswith(_PLAYED) and file.mime not in _SILENT


def is_sound(file: FileValue) -> bool:
    """Whether ``file`` has a sound and no moving picture."""
    return file.mime.startswith("audio/")


def played(file: FileValue) -> Path:
    """The original, for what plays it. Raises Unreadable where it is not there, or is a list of other files."""
    path = Path(file.path)
    try:
        stream = inside.open_file(path)
    except OSError as error:
        raise Unreadable(
            _("The original is missing from the archive. Check its drive, or restore a backup.")
        ) from error
    try:
        with stream:
            leads = leads_elsewhere(stream)
    except OSError as error:
        raise Unreadable(_("The file can't be read; the drive may be failing or was removed.")) from error
    if leads:
        raise Unreadable(_("This is a list of other recordings, and is not played."))
    return path
