"""Items that look like views of one, joining them and keeping them apart; nothing is joined by itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.together import TOGETHER_LABEL, Group, Together, groups
from archive_app.errors import Cancelled, InvalidInput
from archive_app.i18n import NN_, _
from archive_app.services.archive import Archive
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import views


@dataclass(frozen=True, slots=True)
class Offer:
    """Items that look like views of one, the one that would stay first, and why. ``files``: the SHA-256 of the file of
    each by which it is told, where it is told by a file.
    """

    why: Together
    items: tuple[RecordRef, ...]
    files: Mapping[int, str] = field(default_factory=dict, compare=False)

    @property
    def reason(self) -> str:
        """Why, in words."""
        return _(TOGETHER_LABEL[self.why])


def offered(archive: Archive, *, among: Collection[int] | None = None) -> list[Offer]:
    """All that look like views of one by their names and times, or those ``among`` these items; none of which two are
    to stay apart, or of which one of them is not to leave the house.
    """
    with archive.store.read() as reader:
        apart, every_one = reader.records.kept_apart(), reader.records.singles()
    found = groups(item for item in every_one if among is None or item.id in among)
    return offers_of(archive, [group for group in found if not any(pair in apart for pair in pairs_of(group.ids))])


def belong(archive: Archive, items: Collection[int]) -> bool:
    """Whether all of these look like views of one, as they would be offered."""
    return any({item.id for item in offer.items} >= set(items) for offer in offered(archive, among=items))


def join_offered(
    archive: Archive,
    offers: Sequence[Offer],
    *,
    step: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ChangeSet:
    """Join the items of each offer, all in one step, or as part of an earlier ``step``; a stop joins none."""
    label = Label.of_many(NN_("Join the views of {count} item", "Join the views of {count} items"), len(offers))
    ticker = Ticker(len(offers), on_progress)
    with archive.store.transact(label, step=step) as transaction:
        for offer in offers:
            if cancelled():
                raise Cancelled(_("Stopped. Nothing was changed."))
            first, *others = (item.id for item in offer.items)
            views.join(archive, keep=first, others=others)
            ticker.tick()
    return transaction.change


def still_open(archive: Archive, offers: Sequence[Offer]) -> list[Offer]:
    """Those of which nothing has been decided yet, with the items that are left of each: at least two are there, and no
    two are to stay apart.
    """
    with archive.store.read() as reader:
        apart = reader.records.kept_apart()
        now = reader.records.living({item.id for offer in offers for item in offer.items})
        named = reader.records.refs(set(now.values()))
    left = [
        replace(
            offer, items=tuple(named[each] for each in dict.fromkeys(now[i.id] for i in offer.items if i.id in now))
        )
        for offer in offers
    ]
    return [
        offer
        for offer in left
        if len(offer.items) > 1 and not any(pair in apart for pair in pairs_of(item.id for item in offer.items))
    ]


def keep_apart(archive: Archive, *, items: Sequence[int]) -> ChangeSet:
    """Say that none of these items is a view of another: they are not offered again. One step."""
    if len(set(items)) < 2:
        raise InvalidInput(_("Name at least two items that are to stay apart."))
    forms = NN_("Keep {count} item apart", "Keep {count} items apart")
    with archive.store.transact(Label.of_many(forms, len(set(items)))) as transaction:
        transaction.records.kinds(list(items))
        for one, other in pairs_of(items):
            transaction.records.keep_apart(one, other)
    return transaction.change


def offers_of(archive: Archive, found: Sequence[Group]) -> list[Offer]:
    """``found`` with the records' names, without those of which one is not to leave the house and another is."""
    every = list({each for group in found for each in group.ids})
    with archive.store.read() as reader:
        named, rows = reader.records.refs(every), {row.id: row for row in reader.records.rows(every)}
    kept = [group for group in found if len({views.stays(rows[each]) for each in group.ids if each in rows}) == 1]
    return [Offer(group.why, tuple(named[each] for each in group.ids), group.files) for group in kept]


def pairs_of(ids: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Each two of these, the smaller first."""
    return combinations(sorted(set(ids)), 2)
