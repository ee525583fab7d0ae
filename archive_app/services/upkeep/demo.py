"""The demo archive: Hangzhou, its known partners, and the stories, made in seconds and offline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from archive_app import paths
from archive_app.errors import StorageError
from archive_app.i18n import N_
from archive_app.services.archive import Archive, create_archive
from archive_app.services.ingest.pipeline import Pipeline, Prepared
from archive_app.services.ingest.record import file_columns
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import editing, linking
from archive_app.services.upkeep.demo_facts import FactFile, FactLink, FactRecord, Facts, read_facts

_GROUP = 24


def make_demo(folder: Path, *, on_progress: Callable[[Progress], None] | None = None) -> Archive:
    """Make the demo archive in ``folder`` and leave it open.

    Refused if the folder is not empty, StorageError if it can't be written. All of it is one step of the history.
    """
    source = paths.resources("demo")
    facts = read_facts(source)
    archive = create_archive(folder)
    try:
        _fill(archive, facts, source / "pictures", on_progress)
    except BaseException:
        archive.close()
        raise
    return archive


def _fill(archive: Archive, facts: Facts, pictures: Path, on_progress: Callable[[Progress], None] | None) -> None:
    names = [file.name for record in facts.records for file in record.files]
    ticker = Ticker(len(names) + len(facts.records), on_progress)
    with archive.objects.taking() as owner:
        kept = _keep(archive, owner, [pictures / name for name in names], ticker)
        _write(archive, facts, kept, ticker)


def _write(archive: Archive, facts: Facts, kept: dict[str, Prepared], ticker: Ticker) -> None:
    with archive.store.transact(N_("Create the demo archive")) as transaction:
        ids: dict[str, int] = {}
        for record in facts.records:
            ids[record.key] = _add(archive, record)
            for position, file in enumerate(record.files):
                transaction.parts.add("file", [_file(ids[record.key], position, file, kept[file.name])])
            ticker.tick(record.names[0].text)
        for link in facts.links:
            _link(archive, ids, link)
        transaction.files_recorded([prepared.sha256 for prepared in kept.values()])


def _keep(archive: Archive, owner: str, originals: Sequence[Path], ticker: Ticker) -> dict[str, Prepared]:
    """Take the pictures into the object store, in the order of writes of every ingest: by name, examined."""
    kept: dict[str, Prepared] = {}
    pipeline = Pipeline(archive.objects, archive.decoders, lambda _sha256: [])
    for group in pipeline.run(list(originals), group=_GROUP, stop=lambda: False):
        for prepared in group:
            if prepared.staged is None:
                raise StorageError(prepared.reason)
        files = [(prepared.sha256, prepared.extension) for prepared in group]
        archive.store.declare_files(files, owner, archive.objects.exists)
        for prepared in group:
            prepared.adopt(archive.objects)
            kept[prepared.path.name] = prepared
            ticker.tick(prepared.path.name)
        archive.objects.sync_directories()
        archive.thumbnails.put_many(
            [(prepared.sha256, edge, data) for prepared in group for edge, data in prepared.pictures.items()]
        )
    return kept


def _add(archive: Archive, record: FactRecord) -> int:
    values = dict(record.fields)
    if record.ref:
        values["ref"] = record.ref
    values |= {f"{role}[{lang}]": text for (role, lang), text in record.texts.items()}
    names = [editing.NewName(name.text, name.lang, name.kind) for name in record.names]
    added = editing.add_record(archive, kind=record.kind, names=names, values=values)
    for stage in record.stages:
        editing.add_stage(
            archive,
            partnership=added.id,
            kind=stage.kind,
            date=stage.date,
            source=stage.source,
            confidence=stage.confidence,
        )
    return added.id


def _file(record_id: int, position: int, file: FactFile, prepared: Prepared) -> dict[str, Any]:
    columns = file_columns(prepared) | {"role": str(file.role)}
    return {"record_id": record_id, "position": position, **columns}


def _link(archive: Archive, ids: dict[str, int], link: FactLink) -> None:
    linking.add_link(
        archive,
        records=[ids[link.subject]],
        relation=link.relation,
        other=ids[link.other],
        certainty=link.certainty,
        note=link.note,
    )
