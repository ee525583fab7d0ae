"""What SQLite complains of that is the disk's or the user's fault, in sentences."""

from __future__ import annotations

from archive_app.errors import ArchiveBusy, ArchiveError, Cancelled, NotAnArchive, StorageError
from archive_app.i18n import N_

#: SQLITE_CORRUPT_VTAB: of these there are only the full-text tables.
INDEX = 11 | 1 << 8
LOCKED = (ArchiveBusy, N_("Another program is writing to this archive. Wait a moment and try again."))
DAMAGED = (NotAnArchive, N_("The database in “{folder}” is damaged. Restore the archive from a backup."))
#: What is the disk's or the user's fault, by SQLite's result codes (sqlite.org/rescode.html); all else is ours.
FAULTS: dict[int, tuple[type[ArchiveError], str]] = {
    3: (StorageError, N_("You have no permission to use the database in “{folder}”.")),
    5: LOCKED,
    6: LOCKED,
    7: (StorageError, N_("There is not enough memory for this. Close other programs and try again.")),
    8: (
        StorageError,
        N_(
            "The archive cannot be written to. Check that it was not moved or renamed while it was open, and that its"
            " folder and drive are not read-only."
        ),
    ),
    9: (Cancelled, N_("The search was stopped.")),
    10: (
        StorageError,
        N_("The drive of the archive in “{folder}” failed. Check that it is connected and not full, and try again."),
    ),
    11: DAMAGED,
    13: (StorageError, N_("The disk is full. Nothing was changed. Make room and try again.")),
    14: (
        StorageError,
        N_("The archive in “{folder}” cannot be opened. Check that its drive is connected and not full."),
    ),
    15: LOCKED,
    # SQLITE_TOOBIG and SQLITE_MISMATCH: longer than anything that is written, and what should be a number and is none.
    18: DAMAGED,
    20: DAMAGED,
    22: (StorageError, N_("The database is larger than the drive of “{folder}” takes in one file.")),
    26: DAMAGED,
    # Two shades of SQLITE_IOERR, where the driver tells shades: no memory, and a file system that contradicts itself.
    10 | 12 << 8: (StorageError, N_("There is not enough memory for this. Close other programs and try again.")),
    10 | 33 << 8: DAMAGED,
    INDEX: (StorageError, N_("The search index in “{folder}” is damaged. Rebuild it with “reindex”.")),
}
#: What SQLite says of a file that went away with its drive: whatever was read last, and never that it is gone.
OF_WHAT_IS_GONE = (10, 11, 14, 26)
