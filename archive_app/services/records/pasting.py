"""What is copied of one record given to others: first what it would do to them, then done, as one step.

Texts and fields take the place of what stands there; links and details come to what is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.relations import Relation
from archive_app.errors import Cancelled, InvalidInput
from archive_app.i18n import NN_, _, ngettext
from archive_app.services.archive import Archive
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import copying, links_of_many
from archive_app.services.records.assigning import assign
from archive_app.services.records.copying import Piece
from archive_app.services.records.links_of_many import Tag
from archive_app.services.records.values import Assignment
from archive_app.store.face.index import Many
from archive_app.store.face.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Offer:
    """One piece, and how many records can take it: ``already`` say so, ``changed`` would change, of which ``replaced``
    lose another value.
    """

    piece: Piece
    already: int
    changed: int
    replaced: int = 0


@dataclass(frozen=True, slots=True)
class Paste:
    """What of ``source`` some records could take, and how many ``items`` they are; ``links_left`` are not offered."""

    source: RecordRef
    items: int
    offers: tuple[Offer, ...]
    links_left: int = 0


@dataclass(frozen=True, slots=True)
class PasteReport:
    """``step`` of the history (0 where nothing changed); how many values and links records got, and had already."""

    step: int = 0
    changed: int = 0
    already: int = 0


def preview(archive: Archive, *, source: int, records: Sequence[int]) -> Paste:
    """What of the record ``source`` these records can take, and what that would do to them; nothing is changed.
    InvalidInput where they are none but that record.
    """
    ids = _targets(source, records)
    found = copying.source(archive, source)
    with archive.store.read() as reader:
        chosen = reader.index.many(ids)
        kinds = {Kind(kind): number for kind, number in chosen.kinds() if kind in set(Kind)}
        relations = {relation.key: relation for relation in reader.links.relations()}
        there = set(ids)
        offers = []
        for piece in found.pieces:
            if piece.tag is not None:
                offer = _link_offer(chosen, kinds, piece, piece.tag, relations, there)
            else:
                offer = _value_offer(chosen, kinds, piece)
            if offer is not None:
                offers.append(offer)
    return Paste(found.record, chosen.count, tuple(offers), found.links_left)


def _targets(source: int, records: Sequence[int]) -> list[int]:
    ids = [record for record in dict.fromkeys(records) if record != source]
    if not ids:
        raise InvalidInput(_("This is the record that was copied. Choose others to give them what it says."))
    return ids


def _value_offer(chosen: Many, kinds: Mapping[Kind, int], piece: Piece) -> Offer | None:
    able = [kind for kind in kinds if piece.fits(kind)]
    count = sum(kinds[kind] for kind in able)
    if not count:
        return None
    if piece.role is not None:
        same, having = chosen.having_text(piece.role, piece.lang, piece.value)
        return Offer(piece, same, count - same, having - same)
    if piece.detail is not None:
        same = chosen.having_detail(piece.detail, piece.values)
        return Offer(piece, same, count - same)
    _count, same, empty = chosen.having_columns(piece.values, [str(kind) for kind in able])
    return Offer(piece, same, count - same, count - same - empty)


def _link_offer(
    chosen: Many,
    kinds: Mapping[Kind, int],
    piece: Piece,
    tag: Tag,
    relations: Mapping[str, Relation],
    there: set[int],
) -> Offer | None:
    able = [kind for kind in kinds if _joins(relations[tag.relation], kind, tag)]
    # Nothing is linked to itself.
    count = sum(kinds[kind] for kind in able) - (tag.record.id in there and tag.record.kind in able)
    if count <= 0:
        return None
    named = [str(kind) for kind in able]
    having = chosen.having_link(tag.relation, tag.record.id, tag.role, named, forward=tag.forward)
    return Offer(piece, having, count - having)


def _joins(relation: Relation, kind: Kind, tag: Tag) -> bool:
    return relation.joins(kind, tag.record.kind) if tag.forward else relation.joins(tag.record.kind, kind)


def said(offer: Offer) -> str:
    """What one piece would do, in words."""
    parts = []
    if offer.changed > offer.replaced:
        words = ngettext("{count} gets it", "{count} get it", offer.changed - offer.replaced)
        parts.append(words.format(count=f"{offer.changed - offer.replaced:,}"))
    if offer.replaced:
        words = ngettext("{count} loses another value", "{count} lose another value", offer.replaced)
        parts.append(words.format(count=f"{offer.replaced:,}"))
    if offer.already:
        words = ngettext("{count} already has it", "{count} already have it", offer.already)
        parts.append(words.format(count=f"{offer.already:,}"))
    return _(", ").join(parts)


def summed(found: Paste, offers: Sequence[Offer]) -> str:
    """What all these pieces would do, in a sentence: to how many records, and how many values are overwritten."""
    records = ngettext("{count} record", "{count} records", found.items).format(count=f"{found.items:,}")
    new = sum(offer.changed - offer.replaced for offer in offers)
    lost = sum(offer.replaced for offer in offers)
    parts = []
    if new:
        parts.append(ngettext("{count} value added", "{count} values added", new).format(count=f"{new:,}"))
    if lost:
        parts.append(ngettext("{count} overwritten", "{count} overwritten", lost).format(count=f"{lost:,}"))
    sentence = _("{number}: {parts}")
    return sentence.format(number=records, parts=_(", ").join(parts) or _("nothing to change"))


def left_said(found: Paste) -> str:
    """That there are more links than are offered."""
    words = ngettext(
        "{count} further link is not offered: the record has very many.",
        "{count} further links are not offered: the record has very many.",
        found.links_left,
    )
    return words.format(count=f"{found.links_left:,}")


def paste(
    archive: Archive,
    *,
    source: RecordRef,
    pieces: Sequence[Piece],
    records: Sequence[int],
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> PasteReport:
    """Give ``records`` these pieces of ``source``: one step. Records that cannot have one of them are passed over for
    that one. NotFound where one is gone; Cancelled leaves nothing of it done.
    """
    ids = _targets(source.id, records)
    if not pieces:
        return PasteReport()
    run = _Run(archive, len(ids) * len(pieces), on_progress, cancelled)
    forms = NN_("Copy metadata of “{title}” to {count} record", "Copy metadata of “{title}” to {count} records")
    with archive.store.transact(Label.of_many(forms, len(ids), title=source.title)) as transaction:
        kinds = transaction.records.kinds(ids)
        run.relations = {relation.key: relation for relation in transaction.reader.links.relations()}
        for piece in pieces:
            run.give(transaction, kinds, piece)
        step = transaction.step
    return PasteReport(step if run.changed else 0, run.changed, run.already)


class _Run:
    """One paste under way."""

    def __init__(
        self,
        archive: Archive,
        total: int,
        on_progress: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self.changed = self.already = 0
        self.relations: dict[str, Relation] = {}
        self._archive = archive
        self._ticker = Ticker(total, on_progress)
        self._cancelled = cancelled
        self._done = 0

    def give(self, transaction: Transaction, kinds: Mapping[int, Kind], piece: Piece) -> None:
        """Give one piece to those that can have it."""
        tag = piece.tag
        if tag is not None:
            relation = self.relations[tag.relation]
            ids = [each for each, kind in kinds.items() if each != tag.record.id and _joins(relation, kind, tag)]
        else:
            ids = [each for each, kind in kinds.items() if piece.fits(kind)]
        changed = self._given(transaction, ids, piece) if ids else 0
        self.changed += changed
        self.already += len(ids) - changed
        self._done += len(kinds)
        self._tell(0)

    def _given(self, transaction: Transaction, ids: list[int], piece: Piece) -> int:
        if piece.tag is not None:
            return links_of_many.apply(self._archive, records=ids, tags=[piece.tag], cancelled=self._cancelled).made
        if piece.detail is not None:
            return transaction.details.add(piece.detail, ids, piece.values)
        if piece.role is not None:
            return assign(transaction, ids, Assignment("text", piece.role, piece.lang, piece.value), tell=self._tell)
        # Columns that belong together are one value: a record that lacks one of them got it.
        return max(
            assign(transaction, ids, Assignment("field", name, "", value), tell=self._tell)
            for name, value in piece.values.items()
        )

    def _tell(self, done: int) -> None:
        if self._cancelled():
            raise Cancelled(_("Stopped. Nothing was changed."))
        self._ticker.at(min(self._done + done, self._ticker.total), self._ticker.total)
