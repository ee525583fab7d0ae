"""Rejecting items, and taking that back: then each has the stars again that it had before.

Rejected is a rating of −1, as XMP has it. What stood in its place before, the history knows: so it comes back after
others were rejected too, after a restart, and in another copy.
"""

from __future__ import annotations

from collections.abc import Sequence

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import ITEM_KINDS
from archive_app.domain.model.labels import Label
from archive_app.i18n import NN_
from archive_app.services.archive import Archive
from archive_app.services.records import reading

#: The rating of a rejected item.
REJECTED = -1


def can_be_rated(archive: Archive, records: Sequence[int]) -> bool:
    """Whether there is an item among ``records``, which may have stars."""
    with archive.store.read() as reader:
        return not ITEM_KINDS.isdisjoint(reader.records.kinds(records).values())


def are_rejected(archive: Archive, records: Sequence[int]) -> bool:
    """Whether all items among ``records`` are rejected, and there is one."""
    items = [row for row in reading.rows(archive, records) if row.kind in ITEM_KINDS]
    return bool(items) and all(row.rating == REJECTED for row in items)


def reject(archive: Archive, *, records: Sequence[int]) -> ChangeSet:
    """Reject the items among ``records``."""
    items = [row.id for row in reading.rows(archive, records) if row.kind in ITEM_KINDS]
    label = Label.of_many(NN_("Reject an item", "Reject {count} items"), len(items))
    with archive.store.transact(label) as transaction:
        transaction.values.set_column(items, "rating", REJECTED)
    return transaction.change


def take_back(archive: Archive, *, records: Sequence[int]) -> ChangeSet:
    """Give those of ``records`` that are rejected the stars that they had before."""
    rejected = [row.id for row in reading.rows(archive, records) if row.rating == REJECTED]
    label = Label.of_many(NN_("Take a rejection back", "Take {count} rejections back"), len(rejected))
    with archive.store.transact(label) as transaction:
        before = transaction.reader.history.ratings_before(rejected)
        for stars in {before.get(each) for each in rejected}:
            items = [each for each in rejected if before.get(each) == stars]
            transaction.values.set_column(items, "rating", stars)
    return transaction.change


def toggle(archive: Archive, *, records: Sequence[int]) -> ChangeSet:
    """Reject ``records``; where all of them are, take it back."""
    if are_rejected(archive, records):
        return take_back(archive, records=records)
    return reject(archive, records=records)
