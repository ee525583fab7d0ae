"""What can go wrong, split by whose fault it is.

An :class:`ArchiveError` is the user's or the disk's: its message is one plain sentence that says what happened and what
to do, already translated, and it is shown as it is. Anything else that is raised is ours and becomes a crash report.
"""

from __future__ import annotations


class ArchiveError(Exception):
    """A request that could not be carried out; ``kind`` is stable for scripts, ``message`` is for people."""

    kind = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(ArchiveError):
    """No record, file or step answers to what was asked for."""

    kind = "not-found"


class Ambiguous(ArchiveError):
    """A name that several records share."""

    kind = "ambiguous"


class InvalidInput(ArchiveError):
    """A value that a field, a relation or a command cannot take."""

    kind = "invalid"


class QueryError(InvalidInput):
    """A search text that cannot be read; ``position`` is the index of the first character at fault, from 0."""

    kind = "query"

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class Refused(ArchiveError):
    """A change that would harm what is there, such as undoing below a later change."""

    kind = "refused"


class ChangedMeanwhile(Refused):
    """Somebody else has changed what was about to be written over; ``now`` is what stands there."""

    kind = "changed-meanwhile"

    def __init__(self, message: str, now: str) -> None:
        super().__init__(message)
        self.now = now


class NotAnArchive(ArchiveError):
    """The folder holds no archive, or holds something else."""

    kind = "not-an-archive"


class ArchiveBusy(ArchiveError):
    """Another process holds the archive."""

    kind = "busy"


class ArchiveTooNew(ArchiveError):
    """The archive was written by a newer version of the program."""

    kind = "too-new"


class StorageError(ArchiveError):
    """The disk is full, read-only, missing or failing."""

    kind = "storage"


class Unreadable(ArchiveError):
    """A file that cannot be read or decoded; the message is the reason shown beside it."""

    kind = "unreadable"


class MissingComponent(ArchiveError):
    """A system library or an optional part is not installed; the message names the line that installs it."""

    kind = "missing-component"


class Cancelled(ArchiveError):
    """The user asked for the work to stop."""

    kind = "cancelled"
