"""The picked records: a selection that stays while searches come and go."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.labels import Label
from archive_app.errors import Refused
from archive_app.i18n import N_, NN_, _
from archive_app.services.archive import Archive
from archive_app.store.face.transaction import Transaction


def picked_ids(archive: Archive) -> array[int]:
    """The picked records in the order they were picked; deleted ones are left out."""
    with archive.store.read() as reader:
        return reader.picks.ids()


def picked_count(archive: Archive) -> int:
    """How many records are picked; deleted ones are not counted."""
    with archive.store.read() as reader:
        return reader.picks.count()


#: More than these are not picked at once: each is a line of the history.
MOST = 100_000


def pick(archive: Archive, *, records: Sequence[int]) -> ChangeSet:
    """Pick ``records``; those that are picked stay so. NotFound where one is no longer there."""
    with archive.store.transact(N_("Pick records")) as transaction:
        transaction.label = _pick(transaction, records)
    return transaction.change


def unpick(archive: Archive, *, records: Sequence[int] | None = None) -> ChangeSet:
    """Take ``records`` from the picked, or all of them."""
    with archive.store.transact(N_("Clear the picked records")) as transaction:
        count = transaction.picks.remove(records)
        if records is not None:
            transaction.label = _taken(count)
    return transaction.change


def toggle(archive: Archive, *, records: Sequence[int]) -> ChangeSet:
    """Pick ``records``; where all of them are picked, take them from the picked."""
    with archive.store.transact(N_("Pick records")) as transaction:
        reader = transaction.reader
        if records and reader.picks.among(records) >= set(records):
            transaction.label = _taken(transaction.picks.remove(records))
        else:
            transaction.label = _pick(transaction, records)
    return transaction.change


def _pick(transaction: Transaction, records: Sequence[int]) -> Label:
    if len(records) > MOST:
        raise Refused(_("At most {count} records can be picked at once. Choose fewer.").format(count=f"{MOST:,}"))
    count = transaction.picks.add(records)
    return Label.of_many(NN_("Pick {count} record", "Pick {count} records"), count)


def _taken(count: int) -> Label:
    return Label.of_many(NN_("Take {count} record from the picked", "Take {count} records from the picked"), count)
