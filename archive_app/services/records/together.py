"""Items that look like views of one, and joining them; nothing is joined by itself."""

from __future__ import annotations

from collections.abc import Sequence
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


def offered(archive: Archive) -> list[Offer]:
    """All that look like views of one, but for those of which somebody said that two are to stay apart, or that
    one of them is not to leave the house.
    """
    with archive.store.read() as reader:
        apart = reader.records.kept_apart()
        found = [
            group
            for group in groups(reader.records.singles())
            if not any(pair in apart for pair in combinations(sorted(group.ids), 2))
        ]
        every = list({each for group in found for each in group.ids})
        named, rows = reader.records.refs(every), {row.id: row for row in reader.records.rows(every)}
    found = [group for group in found if len({views.stays(rows[each]) for each in group.ids}) == 1]
    return [Offer(group.why, tuple(named[each] for each in group.ids)) for group in found]


def join_offered(archive: Archive, offers: Sequence[Offer]) -> ChangeSet:
    """Join the items of each offer, all in one step."""
    label = Label.of_many(NN_("Join the views of {count} item", "Join the views of {count} items"), len(offers))
    with archive.store.transact(label) as transaction:
        for offer in offers:
            first, *others = (item.id for item in offer.items)
            views.join(archive, keep=first, others=others)
    return transaction.change
