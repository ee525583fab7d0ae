"""Why the system refused a file or a folder, in words, by its number: what the system says itself is English for some
and says nothing to most.
"""

from __future__ import annotations

import errno

from archive_app.i18n import N_, _

_FULL = N_("the disk is full")
_READ_ONLY = N_("the drive is read-only")
_FORBIDDEN = N_("you have no permission")
_GONE = N_("it is not there")
_FAILED = N_("the drive failed or was removed")
_IN_USE = N_("another program is using it")

_WORDS = {
    errno.ENOSPC: _FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.ENOENT: _GONE,
    errno.ENOTDIR: N_("a part of its path is a file, not a folder"),
    errno.EISDIR: N_("it is a folder, not a file"),
    errno.EEXIST: N_("something of that name is there already"),
    errno.ENOTEMPTY: N_("the folder is not empty"),
    errno.ENAMETOOLONG: N_("its name is longer than the system takes"),
    errno.ELOOP: N_("it is a link that leads back to itself"),
    errno.EFBIG: N_("it is larger than the drive takes in one file"),
    errno.EIO: _FAILED,
    errno.ENODEV: _FAILED,
    errno.ENXIO: _FAILED,
    errno.EBUSY: _IN_USE,
    getattr(errno, "ETXTBSY", errno.EBUSY): _IN_USE,
    errno.EXDEV: N_("it lies on another drive"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
    errno.EINVAL: N_("the drive does not take such a name"),
    errno.EILSEQ: N_("the drive does not take such a name"),
}


def reason(error: OSError) -> str:
    """The reason as part of a sentence; the system's own words for a number that nobody has met."""
    words = _WORDS.get(error.errno) if error.errno is not None else None
    return _(words) if words else error.strerror or type(error).__name__
