"""Giving items what is ticked in a pad: links that are not there, and values where nothing is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.pads import Pad
from archive_app.errors import Cancelled, InvalidInput
from archive_app.i18n import NN_, _
from archive_app.services.archive import Archive
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import links_of_many
from archive_app.services.records.assigning import assign
from archive_app.services.records.links_of_many import Tag, TagReport
from archive_app.services.records.values import check
from archive_app.services.tagging.codes import fitting_tags
from archive_app.store.face.transaction import Transaction

if TYPE_CHECKING:
    from archive_app.services.ingest.report import IngestReport


def tags(archive: Archive, pad: Pad, kind: Kind) -> tuple[Tag, ...]:
    """The links that the ticked lines make for a record of ``kind``; what cannot be linked so is left out."""
    with archive.store.read() as reader:
        relations = {relation.key: relation for relation in reader.links.relations()}
    wanted = [(entry.record, entry.relation, entry.role) for entry in pad.ticked if entry.record is not None]
    return fitting_tags(relations, wanted, kind)


def values(pad: Pad, kind: Kind) -> dict[str, str]:
    """The values of the ticked lines that a record of ``kind`` can have."""
    return {
        entry.field: entry.value
        for entry in pad.ticked
        if entry.record is None and fits(kind, entry.field, entry.value)
    }


def apply_pad(
    archive: Archive,
    *,
    records: Sequence[int],
    pad: Pad,
    step: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> TagReport:
    """Give ``records`` what is ticked: links that are not there, values where nothing is. One step, or more of the
    earlier ``step`` (that of an ingest). Cancelled leaves nothing of it done.
    """
    records = list(dict.fromkeys(records))
    pad = _as_it_is_now(archive, pad)
    run = _Run(archive, pad, len(records), on_progress, cancelled)
    if not records or not pad.ticked:
        return run.report
    forms = NN_("Tag {count} record for “{pad}”", "Tag {count} records for “{pad}”")
    with archive.store.transact(Label.of_many(forms, len(records), pad=pad.title), step=step) as transaction:
        for kind, group in _by_kind(transaction, records).items():
            run.go(transaction, kind, group)
        made = transaction.written
        number = transaction.step
    return replace(run.report, step=number if made else 0)


def _as_it_is_now(archive: Archive, pad: Pad) -> Pad:
    """``pad`` without the records that are gone since, and with those that others were merged into."""
    ids = [entry.record.id for entry in pad.entries if entry.record is not None]
    with archive.store.read() as reader:
        now = reader.records.living(ids)
        refs = reader.records.refs(now.values())
    kept = [
        entry if entry.record is None else replace(entry, record=refs[now[entry.record.id]])
        for entry in pad.entries
        if entry.record is None or entry.record.id in now
    ]
    return replace(pad, entries=tuple(dict.fromkeys(kept)))


def apply_to_ingested(
    archive: Archive,
    *,
    report: IngestReport,
    pad: Pad,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> TagReport:
    """Give every item of an ingest what is ticked, also those that were known: part of the ingest's own step."""
    entries = report.taken
    with archive.store.read() as reader:
        records = reader.records.by_refs(list(dict.fromkeys(entry.ref for entry in entries if entry.ref)))
    step = report.step or None
    return apply_pad(archive, records=records, pad=pad, step=step, on_progress=on_progress, cancelled=cancelled)


def fits(kind: Kind, field: str, value: str) -> bool:
    """Whether a record of ``kind`` can have ``value`` in ``field``, which is a text or a field of it."""
    try:
        return bool(value) and check(kind, field, value).target in ("text", "field")
    except InvalidInput:
        return False


class _Run:
    """One application of a pad: kind by kind, first the links and then the values."""

    def __init__(
        self,
        archive: Archive,
        pad: Pad,
        count: int,
        on_progress: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self.report = TagReport()
        self._archive = archive
        self._pad = pad
        self._cancelled = cancelled
        self._ticker = Ticker(count * max(1, len(pad.ticked)), on_progress)
        self._done = 0

    def go(self, transaction: Transaction, kind: Kind, records: Sequence[int]) -> None:
        begun = self._done
        for tag in tags(self._archive, self._pad, kind):
            others = [record for record in records if record != tag.record.id]
            if others:
                self._count(links_of_many.apply(self._archive, records=others, tags=[tag], cancelled=self._cancelled))
            self._tell(len(records))
        for field, value in values(self._pad, kind).items():
            assign(transaction, records, check(kind, field, value), filling=True)
            self._tell(len(records))
        self._done = begun + len(records) * len(self._pad.ticked)

    def _count(self, more: TagReport) -> None:
        now = self.report
        self.report = TagReport(0, now.made + more.made, now.there + more.there, now.skipped + more.skipped)

    def _tell(self, count: int) -> None:
        if self._cancelled():
            raise Cancelled(_("Stopped. Nothing was changed."))
        self._done += count
        self._ticker.at(self._done, self._ticker.total)


def _by_kind(transaction: Transaction, records: Sequence[int]) -> dict[Kind, list[int]]:
    kinds = transaction.records.kinds(records)
    groups: dict[Kind, list[int]] = {}
    for record, kind in kinds.items():
        groups.setdefault(kind, []).append(record)
    return groups
