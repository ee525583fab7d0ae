"""The bin: what was deleted, when and by whom, and how it comes back with its links, texts and files."""

from __future__ import annotations

from collections.abc import Sequence

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import Deleted
from archive_app.errors import NotFound
from archive_app.i18n import NN_, _
from archive_app.services.archive import Archive
from archive_app.services.records.values import clean

#: So many are listed; how many there are in all is said where that is not all.
MOST = 10_000


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


def bring_back(archive: Archive, *, records: Sequence[int]) -> ChangeSet:
    """Show deleted records again, all in one step that can be undone; NotFound where one is not in the bin."""
    label = Label.of_many(NN_("Bring a record back", "Bring {count} records back"), len(records))
    with archive.store.transact(label) as transaction:
        transaction.records.bring_back(records)
    return transaction.change
