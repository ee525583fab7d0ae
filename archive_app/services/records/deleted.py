"""The bin: what was deleted, when and by whom, how it comes back with its links, texts and files, and how it is
destroyed for good.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from archive_app.domain.dates.moments import utc
from archive_app.domain.model import staying
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import Deleted, Purge
from archive_app.domain.text.showing import size_text
from archive_app.errors import ArchiveBusy, Cancelled, InvalidInput, NotFound, StorageError
from archive_app.i18n import NN_, _, ngettext
from archive_app.services.archive import Archive
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records.values import clean

#: So many are listed; how many there are in all is said where that is not all.
MOST = 10_000
#: What goes with purged records, for one and for many.
_MERGED = NN_(
    "{count} record that was merged into one of these goes too.",
    "{count} records that were merged into these go too.",
)
_FILES = NN_("{count} original file goes with that, {size}.", "{count} original files go with that, {size}.")
_SHARED = NN_(
    "{count} file stays, since another record or the history needs it.",
    "{count} files stay, since other records or the history need them.",
)
_LINKS = NN_(
    "{count} link of another record with these ends for good.",
    "{count} links of other records with these end for good.",
)
_CODES = NN_("{count} code that stands for nothing else goes.", "{count} codes that stand for nothing else go.")
_STEPS = NN_(
    "{count} step of the history can no longer be undone: {list}.",
    "{count} steps of the history can no longer be undone: {list}.",
)
#: More days than there are.
_LONGEST = 700_000


def listed(archive: Archive, *, most: int = MOST) -> list[Deleted]:
    """What lies in the bin, what was deleted last first."""
    with archive.store.read() as reader:
        return reader.deleted.listed(most)


def count(archive: Archive) -> int:
    """How many records lie in the bin."""
    with archive.store.read() as reader:
        return reader.deleted.count()


def left_out(listed: int, count: int) -> str:
    """A sentence where not all that lies in the bin is listed, else nothing."""
    words = _("The last {listed} of {count} are listed.")
    return words.format(listed=f"{listed:,}", count=f"{count:,}") if listed < count else ""


def find(archive: Archive, ref: str) -> int:
    """The record in the bin with this ref; NotFound where none has it."""
    with archive.store.read() as reader:
        found = reader.deleted.named(clean(ref))
    if found is None:
        raise NotFound(_("Nothing in the bin has the ref “{ref}”.").format(ref=clean(ref)))
    return found


def lying(archive: Archive, *, older_than: int = 0) -> list[int]:
    """All that lies in the bin, or what was deleted more than so many days ago; what was deleted last first."""
    if older_than < 0:
        raise InvalidInput(_("The number of days cannot be negative."))
    before = "9999" if not older_than else utc(datetime.now(UTC) - timedelta(days=min(older_than, _LONGEST)))
    with archive.store.read() as reader:
        return reader.deleted.older(before)


def foreseen(archive: Archive, *, records: Sequence[int]) -> Purge:
    """What purging these records would destroy; NotFound where one is not in the bin."""
    with archive.store.read() as reader:
        return reader.deleted.purged(list(dict.fromkeys(records)))


def told(gone: Purge) -> list[str]:
    """What purging destroys beside the records that are named, one sentence each."""
    counted = (
        (_MERGED, gone.merged),
        (_FILES, gone.files),
        (_SHARED, gone.shared),
        (_LINKS, gone.links),
        (_CODES, gone.codes),
        (_STEPS, len(gone.steps)),
    )
    said = {"size": size_text(gone.size), "list": staying.named(gone.steps)}
    lines = [ngettext(*forms, count).format(count=f"{count:,}", **said) for forms, count in counted if count]
    return lines if gone.files else [_("No original file goes with that."), *lines]


def warning() -> str:
    """What there is to know of every purge."""
    return _(
        "This cannot be undone. The history will show that these records were there and who purged them, but not what"
        " they said, and their refs are never given again. Backups that were made before still hold everything."
    )


def waiting(archive: Archive, gone: Purge) -> str:
    """A sentence where the files of what is purged stay for a while yet, else nothing."""
    if not gone.files or not archive.is_being_backed_up():
        return ""
    return _("A backup is under way: the files go when it is done.")


def purge(
    archive: Archive,
    *,
    records: Sequence[int],
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Purge:
    """Destroy records of the bin for good, in one step that cannot be undone, and the files that nothing else needs;
    returns what is gone. NotFound where one is not in the bin; stopped before the end nothing is destroyed: Cancelled.

    Backups that were made before still hold it all.
    """
    wanted = list(dict.fromkeys(records))
    ticker = Ticker(len(wanted), on_progress)

    def tell(done: int, total: int) -> None:
        if cancelled() and done < total:
            raise Cancelled(_("Stopped. Nothing was purged."))
        ticker.at(done, total)

    label = Label.of_many(NN_("Purge a record", "Purge {count} records"), len(wanted))
    with archive.store.transact(label) as transaction:
        gone = transaction.records.purge(wanted, tell)
    archive.sweep()
    # What is gone lies in the free room of the file still: where the disk has none to write it anew, it is overwritten
    # by what comes next.
    with contextlib.suppress(StorageError, ArchiveBusy):
        archive.store.compact()
    return gone


def bring_back(archive: Archive, *, records: Sequence[int]) -> ChangeSet:
    """Show deleted records again, all in one step that can be undone; NotFound where one is not in the bin."""
    label = Label.of_many(NN_("Bring a record back", "Bring {count} records back"), len(records))
    with archive.store.transact(label) as transaction:
        transaction.records.bring_back(records)
    return transaction.change
