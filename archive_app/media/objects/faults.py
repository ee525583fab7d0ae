"""Why a file could not be read or kept: whether the source is at fault, one original, or the archive's own disk."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from archive_app.domain.text.refusals import reason
from archive_app.errors import StorageError, Unreadable
from archive_app.i18n import _


def gone() -> StorageError:
    """The archive was moved away, or its drive was."""
    return StorageError(_("The archive's folder is gone; was its drive removed?"))


def of_original(error: OSError) -> Unreadable:
    """One original, beside others that can be read."""
    if error.errno == errno.ELOOP:
        return Unreadable(_("A link lies in the place of the original; it was not followed."))
    if error.errno in (errno.ENXIO, errno.EISDIR, errno.ENOTDIR):
        return Unreadable(_("Something that is no file lies in the place of the original."))
    return Unreadable(_("The original cannot be read: {reason}.").format(reason=reason(error)))


def of_listing(folder: Path, error: OSError) -> StorageError:
    """A folder of the archive that can't be looked into."""
    sentence = _("The folder “{folder}” cannot be read: {reason}. Check the drive.")
    return StorageError(sentence.format(folder=folder, reason=reason(error)))


def not_regular(mode: int) -> str:
    """What a source is that is no file."""
    if stat.S_ISDIR(mode):
        return _("This is a folder, not a file.")
    return _("This is a device or a pipe, not a file.")


def of_source(error: OSError | ValueError) -> Unreadable:
    """The file that is to be taken in."""
    code = error.errno if isinstance(error, OSError) else None
    if code in (errno.ENOENT, errno.ENOTDIR):
        return Unreadable(_("The file is not there; was the drive removed?"))
    if code in (errno.EACCES, errno.EPERM):
        return Unreadable(_("You have no permission to read this file."))
    if code == errno.ELOOP:
        return Unreadable(_("This is a link that leads back to itself."))
    if code == errno.EISDIR:
        return Unreadable(_("This is a folder, not a file."))
    if code == errno.ENXIO:
        return Unreadable(_("This is a device or a pipe, not a file."))
    if code == errno.ENAMETOOLONG:
        return Unreadable(_("The name of the file is longer than this system can open."))
    return Unreadable(_("The file can't be read; the drive may be failing or was removed."))


def of_archive(error: OSError) -> StorageError:
    """The disk that it is to be kept on."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return StorageError(_("The archive's disk is full; free some space and try again."))
    if error.errno == errno.EROFS:
        return StorageError(_("The archive's disk is read-only; nothing can be added to it."))
    if error.errno in (errno.EACCES, errno.EPERM):
        return StorageError(_("You have no permission to write in the archive's folder."))
    if error.errno in (errno.ENOENT, errno.ENODEV, errno.ENOTDIR):
        return gone()
    if error.errno == errno.EFBIG:
        return StorageError(_("The file is larger than the archive's disk can hold in one file."))
    return StorageError(_("The archive's disk failed while writing; check the drive."))
