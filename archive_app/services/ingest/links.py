"""The links that all items of one ingest are to have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.relations import Relation
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.records.linking import find_relation
from archive_app.store.face.transaction import Transaction


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link every ingested item is to have: the relation by key or label, and the other record."""

    relation: str
    other: int


@dataclass(frozen=True, slots=True)
class Wish:
    """A checked link to be made: ``forward`` when the item is the subject."""

    relation: Relation
    forward: bool
    other: int
    kind: Kind


def check_links(archive: Archive, links: Sequence[NewLink]) -> list[Wish]:
    """What is wished for, looked up. InvalidInput where it can't be."""
    wishes = []
    with archive.store.read() as reader:
        others = reader.records.refs([link.other for link in links])
    for link in links:
        relation, forward = find_relation(archive, link.relation)
        other = others.get(link.other)
        if other is None:
            raise InvalidInput(_("The record to link to is not there."))
        wish = Wish(relation, forward, other.id, other.kind)
        if not _joins(wish, Kind.PHOTO) and not _joins(wish, Kind.DOCUMENT):
            raise InvalidInput(
                _("“{relation}” cannot lead from a photo to “{other}”.").format(
                    relation=_(relation.label), other=other.title
                )
            )
        wishes.append(wish)
    return wishes


def _joins(wish: Wish, kind: Kind) -> bool:
    return wish.relation.joins(kind, wish.kind) if wish.forward else wish.relation.joins(wish.kind, kind)


def make_links(transaction: Transaction, wishes: Sequence[Wish], ids: Sequence[int]) -> None:
    """The links that are wished for between these items and others, as far as their kinds allow."""
    if not wishes:
        return
    kinds = transaction.records.kinds(dict.fromkeys(ids))
    for wish in wishes:
        items = [item for item, kind in kinds.items() if _joins(wish, kind) and item != wish.other]
        subjects, objects = (items, [wish.other]) if wish.forward else ([wish.other], items)
        transaction.links.add(subjects, wish.relation.key, objects, {})
