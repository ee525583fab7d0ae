"""Items that look like views of one, and joining them; nothing is joined by itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.together import TOGETHER_LABEL, Together, groups
from archive_app.i18n import NN_, _
from archive_app.services.archive import Archive
from archive_app.services.records import views


@dataclass(frozen=True, slots=True)
class Offer:
    """Items that look like views of one, the one that would stay first, and why."""

    why: Together
    items: tuple[RecordRef, ...]

    @property
    def reason(self) -> str:
        """Why, in words."""
        return _(TOGETHER_LABEL[self.why])


def offered(archive: Archive, *, among: Collection[int] | None = None) -> list[Offer]:
    """All that look like views of one, or those ``among`` these items; none of which two are to stay apart, or of which
    one of them is not to leave the house.
    """
    with archive.store.read() as reader:
        apart, every_one = reader.records.kept_apart(), reader.records.singles()
        found = [
            group
            for group in groups(item for item in every_one if among is None or item.id in among)
            if not any(pair in apart for pair in combinations(sorted(group.ids), 2))
        ]
        every = list({each for group in found for each in group.ids})
        named, rows = reader.records.refs(every), {row.id: row for row in reader.records.rows(every)}
    found = [group for group in found if len({views.stays(rows[each]) for each in group.ids}) == 1]
    return [Offer(group.why, tuple(named[each] for each in group.ids)) for group in found]


def join_offered(archive: Archive, offers: Sequence[Offer], *, step: int | None = None) -> ChangeSet:
    """Join the items of each offer, all in one step, or as part of an earlier ``step``."""
    label = Label.of_many(NN_("Join the views of {count} item", "Join the views of {count} items"), len(offers))
    with archive.store.transact(label, step=step) as transaction:
        for offer in offers:
            first, *others = (item.id for item in offer.items)
            views.join(archive, keep=first, others=others)
    return transaction.change
