"""Taking files in: what is reported as added survives a kill at any moment.

The order of writes for every file: the source is read once into ``staging/`` while hashing, flushed to the disk, its
intent committed, renamed into ``objects/``, the folder flushed, and then record, file, metadata, links and search row
are committed together. Only then is it reported. A group of files shares the two commits, which costs no safety and
saves most of the waiting for the disk. Thumbnails go into the disposable cache from the same decoding that reads the
metadata.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.relations import Relation
from archive_app.errors import ArchiveBusy, InvalidInput, StorageError
from archive_app.i18n import NN_, _, sentences
from archive_app.media.objects.objects import Fixity, visible
from archive_app.media.objects.walk import walk
from archive_app.services.archive import Archive
from archive_app.services.ingest import record
from archive_app.services.ingest.pipeline import Pipeline, Prepared
from archive_app.services.progress import Progress as Progress
from archive_app.services.progress import Ticker
from archive_app.services.records.linking import find_relation
from archive_app.store.face.transaction import Transaction

_GROUP = 24


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link every ingested item is to have: the relation by key or label, and the other record."""

    relation: str
    other: int


@dataclass(frozen=True, slots=True)
class IngestEntry:
    """One given file: its path, the ref of its item (empty where refused), and the reason for all but the plain.

    ``path`` is the real one, in which bytes that are no text stand as lone surrogates; ``shown`` is fit for people.
    """

    path: str
    ref: str
    reason: str

    @property
    def shown(self) -> str:
        """The path with nothing hidden in it."""
        return visible(self.path)


@dataclass(slots=True)
class IngestReport:
    """Every file in exactly one list. ``step`` is the step of the history, 0 where nothing was written; ``halted``: why
    the archive's own disk ended it.
    """

    added: list[IngestEntry] = field(default_factory=list)
    known: list[IngestEntry] = field(default_factory=list)
    #: Known ones whose originals were damaged or missing, and are whole again.
    repaired: list[IngestEntry] = field(default_factory=list)
    without_preview: list[IngestEntry] = field(default_factory=list)
    refused: list[IngestEntry] = field(default_factory=list)
    #: What nobody misses: the clutter of systems, hidden files, empty folders.
    passed_over: list[IngestEntry] = field(default_factory=list)
    cancelled: list[IngestEntry] = field(default_factory=list)
    step: int = 0
    halted: str = ""

    @property
    def failed(self) -> bool:
        """Whether what was asked for was not carried out: nothing could be taken in, or the disk ended it."""
        return bool(self.halted) or (bool(self.refused) and not self.taken)

    @property
    def taken(self) -> list[IngestEntry]:
        """All that is in the archive now, whether it was before or not."""
        return [*self.added, *self.known, *self.repaired, *self.without_preview]

    @property
    def total(self) -> int:
        return sum(map(len, (self.taken, self.refused, self.passed_over, self.cancelled)))


@dataclass(frozen=True, slots=True)
class _Wish:
    """A checked link to be made: ``forward`` when the item is the subject."""

    relation: Relation
    forward: bool
    other: int
    kind: Kind


def ingest(
    archive: Archive,
    paths: Sequence[Path],
    *,
    links: Sequence[NewLink] = (),
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> IngestReport:
    """Take in files and folders; every file ends up in the report. Running again goes on where a cancel stopped.

    A file that was taken in before is known: it is not stored twice, and links asked for are added to its item. Where
    its original was damaged or is missing, these bytes take its place. A
    disk that is full stops the ingest: what was done stays done, and the rest is reported as refused with that reason.
    """
    archive.require_writable()
    wishes = _check_links(archive, links)
    if _may_be_many(paths):
        archive.decoders.start()
    with contextlib.suppress(ArchiveBusy, StorageError):
        archive.sweep()
    with archive.objects.taking() as owner:
        return _ingest(archive, owner, paths, wishes, on_progress, cancelled)


def _may_be_many(paths: Sequence[Path]) -> bool:
    try:
        return len(paths) > 1 or any(path.is_dir() for path in paths)
    except OSError:
        return False


def _ingest(
    archive: Archive,
    owner: str,
    paths: Sequence[Path],
    wishes: list[_Wish],
    on_progress: Callable[[Progress], None] | None,
    cancelled: Callable[[], bool],
) -> IngestReport:
    run = _Run(archive, owner, wishes, on_progress, cancelled)
    found = list(walk(paths))
    run.total = len(found)
    readable: list[Path] = []
    for entry in found:
        if entry.clutter:
            run.report.passed_over.append(IngestEntry(os.fspath(entry.path), "", entry.reason))
        elif entry.reason:
            run.refuse(entry.path, entry.reason)
        else:
            readable.append(entry.path)
    run.go(readable)
    return run.report


def _check_links(archive: Archive, links: Sequence[NewLink]) -> list[_Wish]:
    wishes = []
    with archive.store.read() as reader:
        others = reader.records.refs([link.other for link in links])
    for link in links:
        relation, forward = find_relation(archive, link.relation)
        other = others.get(link.other)
        if other is None:
            raise InvalidInput(_("The record to link to is not there."))
        wish = _Wish(relation, forward, other.id, other.kind)
        if not _joins(wish, Kind.PHOTO) and not _joins(wish, Kind.DOCUMENT):
            raise InvalidInput(
                _("“{relation}” cannot lead from a photo to “{other}”.").format(
                    relation=_(relation.label), other=other.title
                )
            )
        wishes.append(wish)
    return wishes


def _joins(wish: _Wish, kind: Kind) -> bool:
    return wish.relation.joins(kind, wish.kind) if wish.forward else wish.relation.joins(wish.kind, kind)


class _Run:
    """One ingest under way: the report, the progress and the step it is logged under."""

    def __init__(
        self,
        archive: Archive,
        owner: str,
        wishes: list[_Wish],
        on_progress: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self.archive = archive
        self.report = IngestReport()
        self.total = 0
        self._owner = owner
        self._wishes = wishes
        self._ticker = Ticker(0, on_progress)
        self._cancelled = cancelled
        self._step: int | None = None
        self._label = Label("")
        self._halt = threading.Event()

    def refuse(self, path: Path, reason: str) -> None:
        self.report.refused.append(IngestEntry(os.fspath(path), "", reason))

    def go(self, paths: list[Path]) -> None:
        self._label = Label.of_many(NN_("Ingest {count} file", "Ingest {count} files"), len(paths))
        pipeline = Pipeline(self.archive.objects, self.archive.decoders, self._known)
        failed: StorageError | None = None
        groups = pipeline.run(paths, group=_GROUP, stop=lambda: self._halt.is_set() or self._cancelled())
        for group in groups:
            if failed is None:
                failed = self._take(group)
            else:
                self._give_up(group, failed)
            if failed is not None:
                self._halt.set()
                self.report.halted = failed.message
            self._progress(group[-1].path)
        for path in pipeline.left:
            if failed is not None:
                self.refuse(path, failed.message)
            else:
                self._leave_out(path)

    def _known(self, sha256: str) -> list[str]:
        with self.archive.store.read() as reader:
            return reader.files.extensions(sha256)

    def _progress(self, path: Path | None) -> None:
        self._ticker.at(self.report.total, self.total, _shown(path) if path else "")

    def _take(self, group: list[Prepared]) -> StorageError | None:
        """Keep what of a group could be staged; returns the fault of the archive's own disk that ends the ingest."""
        fault: StorageError | None = None
        for prepared in group:
            if prepared.staged is None:
                self.refuse(prepared.path, prepared.reason)
                if prepared.storage_failed:
                    fault = StorageError(prepared.reason)
        readable = [prepared for prepared in group if prepared.staged is not None]
        try:
            if readable:
                self._keep(readable)
        except StorageError as error:
            self._give_up(readable, error)
            return error
        return fault

    def _give_up(self, group: list[Prepared], fault: StorageError) -> None:
        for prepared in group:
            prepared.discard(self.archive.objects)
            self.refuse(prepared.path, fault.message)

    def _keep(self, readable: list[Prepared]) -> None:
        """Commit a group, however long another program keeps the archive for itself, unless that is not waited for."""
        while True:
            try:
                return self._commit(readable)
            except ArchiveBusy:
                if self._cancelled():
                    return self._leave(readable)
                waiting = _("Waiting until another program has written to this archive.")
                self._ticker.at(self.report.total, self.total, waiting, waiting=True)

    def _leave(self, group: list[Prepared]) -> None:
        for prepared in group:
            prepared.discard(self.archive.objects)
            self._leave_out(prepared.path)

    def _leave_out(self, path: Path) -> None:
        reason = _("Not taken in: the ingest was stopped.")
        self.report.cancelled.append(IngestEntry(os.fspath(path), "", reason))

    def _commit(self, readable: list[Prepared]) -> None:
        objects = self.archive.objects
        with self.archive.store.read() as reader:
            there = reader.files.items([p.sha256 for p in readable])
        new = _first_of_each([p for p in readable if p.sha256 not in there])
        if new:
            files = [(p.sha256, p.extension) for p in new]
            self.archive.store.declare_files(files, self._owner, objects.exists)
            for prepared in new:
                prepared.adopt(objects)
        healed = _first_of_each([p for p in readable if p.wrong and p.sha256 in there])
        for prepared in healed:
            prepared.heal(objects)
        if new or healed:
            objects.sync_directories()
        entries = self._write(readable, new, there)
        fresh = set(map(id, new))
        for prepared in readable:
            if id(prepared) not in fresh:
                prepared.discard(objects)
        for prepared in healed:
            self.archive.thumbnails.forget(prepared.sha256)
        self.archive.thumbnails.put_many(
            [(p.sha256, edge, data) for p in (*new, *healed) for edge, data in p.pictures.items()]
        )
        for target, entry in entries:
            target.append(entry)

    def _write(
        self, group: list[Prepared], new: list[Prepared], there: dict[str, tuple[int, str]]
    ) -> list[tuple[list[IngestEntry], IngestEntry]]:
        report = self.report
        entries: list[tuple[list[IngestEntry], IngestEntry]] = []
        with self.archive.store.transact(self._label, step=self._step) as transaction:
            mine = self._still_new(transaction, new)
            there = {**there, **transaction.reader.files.items([p.sha256 for p in new])}
            fresh = set(map(id, mine))
            made = record.add_items(transaction, mine)
            owners = {**there, **{p.sha256: owner for p, owner in zip(mine, made, strict=True)}}
            for prepared in group:
                _record_id, ref = owners[prepared.sha256]
                name = os.fspath(prepared.path)
                if id(prepared) not in fresh and prepared.wrong:
                    entries.append((report.repaired, IngestEntry(name, ref, _how_repaired(prepared))))
                elif id(prepared) not in fresh:
                    entries.append((report.known, IngestEntry(name, ref, _("These bytes are in the archive already."))))
                elif prepared.picture_reason:
                    reason = sentences(*dict.fromkeys((prepared.picture_reason, prepared.note)))
                    entries.append((report.without_preview, IngestEntry(name, ref, reason)))
                else:
                    entries.append((report.added, IngestEntry(name, ref, prepared.note)))
            self._link(transaction, [owners[p.sha256][0] for p in group])
            transaction.files_recorded([p.sha256 for p in new])
            written = transaction.step
        if transaction.change.ids and self._step is None:
            self._step = report.step = written
        return entries

    def _still_new(self, transaction: Transaction, new: list[Prepared]) -> list[Prepared]:
        """Those that nobody has recorded since it was looked. An original that has another name by now is dropped."""
        files = transaction.reader.files
        known = files.items([p.sha256 for p in new])
        late = [p for p in new if p.sha256 in known]
        otherwise = [p for p in late if p.extension not in files.extensions(p.sha256)]
        kept = files.spoken_of([(p.sha256, p.extension) for p in otherwise])
        for prepared in otherwise:
            if (prepared.sha256, prepared.extension) not in kept:
                self.archive.objects.remove(prepared.sha256, prepared.extension)
        return [p for p in new if p.sha256 not in known]

    def _link(self, transaction: Transaction, ids: Sequence[int]) -> None:
        if not self._wishes:
            return
        kinds = transaction.records.kinds(dict.fromkeys(ids))
        for wish in self._wishes:
            items = [item for item, kind in kinds.items() if _joins(wish, kind) and item != wish.other]
            subjects, objects = (items, [wish.other]) if wish.forward else ([wish.other], items)
            transaction.links.add(subjects, wish.relation.key, objects, {})


def _shown(path: Path) -> str:
    return visible(os.fspath(path))


def _how_repaired(prepared: Prepared) -> str:
    if Fixity.CHANGED in prepared.wrong.values():
        return _("The original in the archive was damaged; these bytes are in its place.")
    return _("The original was missing from the archive; it is back.")


def _first_of_each(group: Sequence[Prepared]) -> list[Prepared]:
    """One file for each digest: the same bytes may be given twice in one group."""
    return list({prepared.sha256: prepared for prepared in reversed(group)}.values())[::-1]
