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
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain.model.kinds import ITEM_KINDS, KIND_LABEL, FileRole, Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.views import is_sidecar
from archive_app.domain.text.showing import shown
from archive_app.errors import ArchiveBusy, InvalidInput, StorageError
from archive_app.i18n import NN_, _, sentences
from archive_app.media.objects.objects import Fixity, visible
from archive_app.media.objects.walk import may_be_many, walk
from archive_app.services.archive import Archive
from archive_app.services.ingest import documents, record, sidecars
from archive_app.services.ingest.links import NewLink as NewLink
from archive_app.services.ingest.links import Wish, check_links, make_links
from archive_app.services.ingest.pipeline import Pipeline, Prepared
from archive_app.services.ingest.report import IngestEntry, IngestReport
from archive_app.services.ingest.sidecars import Beside
from archive_app.services.progress import Progress as Progress
from archive_app.services.progress import Ticker
from archive_app.services.records import reading
from archive_app.store.face import values
from archive_app.store.face.reader import Reader
from archive_app.store.face.transaction import Transaction

_GROUP = 24
#: Letters of a title in the label of a step.
_TITLE = 80


@dataclass(frozen=True, slots=True)
class _Target:
    """The record that files are given to, in place of items of their own; ``role`` is what was said of them."""

    record: int
    ref: str
    title: str
    role: FileRole | None


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
    return _ingest(archive, paths, check_links(archive, links), None, on_progress, cancelled)


def add_files(
    archive: Archive,
    paths: Sequence[Path],
    *,
    record: int,
    role: FileRole | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> IngestReport:
    """Give files to an item that is there, behind those that it has, taken in as any others and in one step.

    A file that the item has is known; one that another item has is refused, which names it. Without ``role`` the names
    and types say what each file is. What the item says of itself stays as it is. InvalidInput where it is no item,
    NotFound where it is gone.
    """
    archive.require_writable()
    found = reading.record(archive, record)
    if found.kind not in ITEM_KINDS:
        sentence = _("Only items have files, and “{title}” is none ({kind}). Take the files in, and link them to it.")
        raise InvalidInput(sentence.format(title=found.title, kind=_(KIND_LABEL[found.kind])))
    return _ingest(archive, paths, [], _Target(record, found.ref, found.title, role), on_progress, cancelled)


def _ingest(
    archive: Archive,
    paths: Sequence[Path],
    wishes: list[Wish],
    target: _Target | None,
    on_progress: Callable[[Progress], None] | None,
    cancelled: Callable[[], bool],
) -> IngestReport:
    if may_be_many(paths):
        archive.decoders.start()
    with contextlib.suppress(ArchiveBusy, StorageError):
        archive.sweep()
    with archive.objects.taking() as owner:
        run = _Run(archive, owner, wishes, target, on_progress, cancelled)
        found = list(walk(paths))
        readable: list[Path] = []
        for entry in found:
            if entry.clutter:
                run.report.passed_over.append(IngestEntry(os.fspath(entry.path), "", entry.reason))
            elif entry.reason:
                run.refuse(entry.path, entry.reason)
            else:
                readable.append(entry.path)
                run.folders[entry.path] = entry.folder
        beside: Beside = {}
        if target is None:
            readable, beside = sidecars.pairs(readable, paths)
        run.total = run.report.total + len(readable) + sum(map(len, beside.values()))
        run.go(readable, beside)
        return run.report


class _Run:
    """One ingest under way: the report, the progress and the step it is logged under."""

    def __init__(
        self,
        archive: Archive,
        owner: str,
        wishes: list[Wish],
        target: _Target | None,
        on_progress: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self.archive = archive
        self.report = IngestReport(given=target.title if target else "")
        self.total = 0
        self._owner = owner
        #: Where each file lay, from the folder that was given on.
        self.folders: dict[Path, str] = {}
        self._wishes = wishes
        self._target = target
        self._ticker = Ticker(0, on_progress)
        self._cancelled = cancelled
        self._step: int | None = None
        self._halt = threading.Event()

    def refuse(self, path: Path, reason: str) -> None:
        self.report.refused.append(IngestEntry(os.fspath(path), "", reason))

    def go(self, paths: list[Path], beside: Beside) -> None:
        pipeline = Pipeline(self.archive.objects, self.archive.decoders, self._known, beside)
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
        for path in (each for left in pipeline.left for each in (left, *beside.get(left, ()))):
            if failed is not None:
                self.refuse(path, failed.message)
            else:
                self._leave_out(path)

    def _called(self, count: int) -> Label:
        if self._target is None:
            return Label.of_many(NN_("Ingest {count} file", "Ingest {count} files"), count)
        forms = NN_("Give {count} file to “{title}”", "Give {count} files to “{title}”")
        return Label.of_many(forms, count, title=shown(self._target.title, _TITLE))

    def _came(self, entries: Sequence[tuple[list[IngestEntry], IngestEntry]]) -> int:
        """How many files are new by now, with ``entries``; where none is, how many got something said of them."""
        report = self.report
        new, known = (report.added, report.without_preview), (report.known, report.repaired)
        for lists in (new, known):
            count = sum(map(len, lists)) + sum(1 for target, _entry in entries if any(target is each for each in lists))
            if count:
                break
        return count

    def _holders(self, reader: Reader, group: Sequence[Prepared]) -> dict[str, tuple[int, str]]:
        """The items that have these bytes already; of several the one that they are given to."""
        wanted = self._target.record if self._target else 0
        return reader.files.items([prepared.sha256 for prepared in group], rather=wanted)

    def _known(self, sha256: str) -> list[str]:
        with self.archive.store.read() as reader:
            return reader.files.extensions(sha256)

    def _progress(self, path: Path | None) -> None:
        self._ticker.at(self.report.total, self.total, _told(path) if path else "")

    def _take(self, group: list[Prepared]) -> StorageError | None:
        """Keep what of a group could be staged; returns the fault of the archive's own disk that ends the ingest."""
        fault: StorageError | None = None
        for prepared in group:
            if prepared.staged is None:
                self.refuse(prepared.path, prepared.reason)
                if prepared.storage_failed:
                    fault = StorageError(prepared.reason)
            for each in (prepared, *prepared.beside):
                each.folder = self.folders.get(each.path, "")
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
            for each in (prepared, *prepared.beside):
                each.discard(self.archive.objects)
                self.refuse(each.path, fault.message)

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
            for each in (prepared, *prepared.beside):
                each.discard(self.archive.objects)
                self._leave_out(each.path)

    def _leave_out(self, path: Path) -> None:
        reason = _("Not taken in: the ingest was stopped.")
        self.report.cancelled.append(IngestEntry(os.fspath(path), "", reason))

    def _commit(self, readable: list[Prepared]) -> None:
        objects = self.archive.objects
        with self.archive.store.read() as reader:
            there = self._holders(reader, readable)
        new = _first_of_each([p for p in readable if p.sha256 not in there])
        beside = _first_of_each([each for p in readable for each in p.beside if each.staged and not each.known])
        if new or beside:
            files = [(p.sha256, p.extension) for p in (*new, *beside)]
            self.archive.store.declare_files(files, self._owner, objects.exists)
            for prepared in (*new, *beside):
                prepared.adopt(objects)
        healed = _first_of_each([p for p in readable if p.wrong and p.sha256 in there])
        for prepared in healed:
            prepared.heal(objects)
        if new or beside or healed:
            objects.sync_directories()
        entries = self._write(readable, new, there)
        fresh = set(map(id, new))
        for prepared in readable:
            for each in (prepared, *prepared.beside):
                if id(each) not in fresh:
                    each.discard(objects)
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
        with self.archive.store.transact(self._called(len(group)), step=self._step) as transaction:
            mine = self._still_new(transaction, new)
            there = {**there, **self._holders(transaction.reader, new)}
            fresh = set(map(id, mine))
            binned = transaction.reader.files.binned([p.sha256 for p in mine])
            made = self._add(transaction, mine)
            transaction.files_read([documents.told(p.sha256, p.read) for p in mine if p.read is not None])
            owners = {**there, **{p.sha256: owner for p, owner in zip(mine, made, strict=True)}}
            for prepared in group:
                holder, ref = owners[prepared.sha256]
                name = os.fspath(prepared.path)
                if self._target is not None and holder != self._target.record:
                    entries.append((report.refused, IngestEntry(name, ref, _held(), holder)))
                elif id(prepared) not in fresh and prepared.wrong:
                    entries.append((report.repaired, IngestEntry(name, ref, _how_repaired(prepared))))
                elif id(prepared) not in fresh:
                    entries.append((report.known, IngestEntry(name, ref, _("These bytes are in the archive already."))))
                elif prepared.picture_reason and not self._needs_none(prepared):
                    reason = sentences(
                        *dict.fromkeys((prepared.picture_reason, prepared.note)), _in_bin(prepared, binned)
                    )
                    entries.append((report.without_preview, IngestEntry(name, ref, reason)))
                else:
                    reason = sentences(prepared.note, documents.remark(prepared.read), _in_bin(prepared, binned))
                    entries.append((report.added, IngestEntry(name, ref, reason)))
                if id(prepared) not in fresh and (self._target is None or holder == self._target.record):
                    record.name_otherwise(transaction, holder, prepared)
                entries += self._sidecars(transaction, prepared, holder, ref)
            transaction.label = self._called(self._came(entries))
            make_links(transaction, self._wishes, [owners[p.sha256][0] for p in group])
            beside = [each.sha256 for p in group for each in p.beside if each.staged]
            transaction.files_recorded([*(p.sha256 for p in new), *beside])
            written = transaction.step
        if transaction.change.ids and self._step is None:
            self._step = report.step = written
        return entries

    def _needs_none(self, prepared: Prepared) -> bool:
        """Whether nobody misses a picture of it: a sound or a text has none, nor what goes with a file that the item
        has.
        """
        if self._target is not None and is_sidecar(prepared.path.name):
            return True
        return record.kind_of(prepared) is Kind.AUDIO or documents.known_otherwise(prepared.filetype)

    def _sidecars(
        self, transaction: Transaction, prepared: Prepared, holder: int, ref: str
    ) -> list[tuple[list[IngestEntry], IngestEntry]]:
        """Give the item of a file the sidecars that speak of it, which it may have already."""
        entries = []
        for each in prepared.beside:
            name = os.fspath(each.path)
            there = transaction.reader.files.items([each.sha256], rather=holder)
            if each.staged is None:
                entries.append((self.report.refused, IngestEntry(name, "", each.reason)))
            elif there.get(each.sha256, (0, ""))[0] == holder:
                said = _("These bytes are in the archive already.")
                entries.append((self.report.known, IngestEntry(name, ref, said)))
            else:
                record.add_files(transaction, holder, [each], FileRole.SIDECAR)
                said = _("Kept as the sidecar of “{name}”.").format(name=visible(prepared.path.name))
                entries.append((self.report.added, IngestEntry(name, ref, sentences(said, each.note))))
        return entries

    def _add(self, transaction: Transaction, group: Sequence[Prepared]) -> list[values.Made]:
        """An item for each, or all of them for the one that they are given to."""
        if self._target is None:
            return record.add_items(transaction, group)
        record.add_files(transaction, self._target.record, group, self._target.role)
        return [values.Made(self._target.record, self._target.ref) for _each in group]

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


def _told(path: Path) -> str:
    return visible(os.fspath(path))


def _held() -> str:
    return _("Another item in the archive has this file. To have it here, join the two.")


def _how_repaired(prepared: Prepared) -> str:
    if Fixity.CHANGED in prepared.wrong.values():
        return _("The original in the archive was damaged; these bytes are in its place.")
    return _("The original was missing from the archive; it is back.")


def _in_bin(prepared: Prepared, binned: dict[str, str]) -> str:
    """Whether somebody threw these bytes away is not to be guessed at: they are taken in, and it is said."""
    if prepared.sha256 not in binned:
        return ""
    return _(
        "The same bytes are in the bin, as {ref}, with what was known of them; they can be restored there."
    ).format(ref=binned[prepared.sha256])


def _first_of_each(group: Sequence[Prepared]) -> list[Prepared]:
    """One file for each digest: the same bytes may be given twice in one group."""
    return list({prepared.sha256: prepared for prepared in reversed(group)}.values())[::-1]
