"""Press captions whose encoding nobody stated: which were guessed, and reading them by another, many at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive_app import inside
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import FileValue, Record, RecordRef
from archive_app.domain.text.scripts import script_of
from archive_app.errors import Cancelled, InvalidInput
from archive_app.i18n import NN_, _, listed
from archive_app.media.formats.encodings import LABELS as LABELS
from archive_app.media.formats.sniff import sniff
from archive_app.media.metadata.facts import Metadata
from archive_app.media.metadata.iptc import GUESSED
from archive_app.media.objects.objects import HEAD
from archive_app.services.archive import Archive
from archive_app.services.ingest import record
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import reading
from archive_app.store.face.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Guessed:
    """A record, the encoding that its press caption was read by (Python's name), and what was read."""

    record: RecordRef
    encoding: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a press caption would be in an encoding; ``label`` is what people call it."""

    encoding: str
    label: str
    text: str


@dataclass(slots=True)
class ReadAgainReport:
    """Refs of records that were read anew, and of those where somebody's own words stand, which stayed as they are."""

    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    step: int = 0


def guessed(archive: Archive, records: Collection[int] | None = None) -> list[Guessed]:
    """The records (of ``records``, or all) whose press caption was read by a guess, or by an encoding chosen since."""
    found = []
    for record_id in _with_guess(archive, records):
        whole = reading.record(archive, record_id)
        (file, encoding) = _guess_of(whole)
        if file is not None:
            ref = RecordRef(whole.id, whole.uid, whole.ref, whole.kind, whole.title)
            text = next((each.text for each in whole.texts), whole.title)
            found.append(Guessed(ref, encoding, text))
    return found


def readings(archive: Archive, record_id: int) -> list[Reading]:
    """What the press caption of a record is in each encoding that can read it, the present one first."""
    file, present = _guess_of(reading.record(archive, record_id))
    if file is None:
        return []
    order = [present, *(name for name in LABELS if name != present)]
    found: dict[str, Reading] = {}
    for encoding in order:
        text = _sample(_read(archive, file, encoding))
        if text and "\ufffd" not in text:
            found.setdefault(text, Reading(encoding, LABELS.get(encoding, encoding), text))
    return list(found.values())


def read_as(
    archive: Archive,
    records: Collection[int] | None,
    encoding: str,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ReadAgainReport:
    """Read the press captions of ``records`` (None: of all that were guessed) by ``encoding``, as one step.

    What somebody has changed since stays as it is; only what still is as it was read is put into the new words.
    """
    key = _known(encoding)
    ids = _with_guess(archive, records)
    ticker = Ticker(len(ids), on_progress)
    report = ReadAgainReport()
    label = Label.of_many(
        NN_("Read a caption as {encoding}", "Read {count} captions as {encoding}"), len(ids), encoding=LABELS[key]
    )
    # Files are read before the change begins: nobody else can write while it lasts.
    read: list[tuple[int, str, Metadata, Metadata]] = []
    for record_id in ids:
        if cancelled():
            raise Cancelled(_("Stopped. Nothing was changed."))
        whole = reading.record(archive, record_id)
        file, present = _guess_of(whole)
        if file is not None and present != key:
            read.append((record_id, present, _read(archive, file, present), _read(archive, file, key)))
        ticker.tick(whole.ref)
    with archive.store.transact(label) as transaction:
        for record_id, encoding_read, before, after in read:
            whole = reading.record(archive, record_id)
            file, present = _guess_of(whole)
            if file is not None and present == encoding_read:
                complete = _put(transaction, whole, file, before, after)
                (report.changed if complete else report.kept).append(whole.ref)
        report.step = transaction.step if transaction.written else 0
    return report


def _known(encoding: str) -> str:
    wanted = encoding.strip().casefold()
    for key, label in LABELS.items():
        if wanted in (key, label.casefold(), label.casefold().replace(" ", "-")):
            return key
    raise InvalidInput(
        _("“{encoding}” is no encoding that is known here. Choose one of: {known}.").format(
            encoding=encoding, known=listed(LABELS.values())
        )
    )


def _with_guess(archive: Archive, records: Collection[int] | None) -> list[int]:
    with archive.store.read() as reader:
        found = reader.files.with_fact(GUESSED)
    wanted = None if records is None else set(records)
    return [each for each in found if wanted is None or each in wanted]


def _guess_of(whole: Record) -> tuple[FileValue | None, str]:
    """The first of its files that was read by a guess, and by which."""
    for file in whole.files:
        encoding = file.metadata.get("raw", {}).get(GUESSED, "")
        if encoding in LABELS:
            return file, encoding
    return None, ""


def _read(archive: Archive, file: FileValue, encoding: str) -> Metadata:
    with archive.store.read() as reader:
        extension = reader.files.extension(file.sha256) or ""
    path = archive.objects.path_of(file.sha256, extension)
    try:
        with inside.open_file(path) as stream:
            filetype = sniff(stream.read(HEAD), path.name)
    except OSError:
        return Metadata()
    return archive.decoders.submit(path, filetype, (), encoding=encoding).result().metadata


def _sample(metadata: Metadata) -> str:
    lines = (*metadata.caption.values(), *metadata.title.values(), metadata.credit, *metadata.creators, metadata.city)
    return " · ".join(dict.fromkeys(line for line in (*lines, *metadata.keywords) if line))


def _put(transaction: Transaction, whole: Record, file: FileValue, before: Metadata, after: Metadata) -> bool:
    """Put the new words in place of the old; returns whether every one of them was as it had been read."""
    complete = True
    old, new = record.lines_of(before), record.lines_of(after)
    columns = {}
    for column, value in old.items():
        if value != new[column]:
            if (whole.fields.get(column) or None) == value:
                columns[column] = new[column]
            else:
                complete = False
    if columns:
        transaction.parts.change("record", whole.id, columns)
    words = zip(record.words_of(before), record.words_of(after), strict=False)
    complete &= _put_rows(
        transaction,
        "text",
        [(each.id, (str(each.role), each.lang, each.text)) for each in whole.texts],
        ((first, second, {"lang": second[1], "text": second[2]}) for first, second in words),
    )
    titles = zip(record.spoken(before.title).items(), record.spoken(after.title).items(), strict=False)
    complete &= _put_rows(
        transaction,
        "name",
        [(each.id, (each.lang, each.text)) for each in whole.names],
        (
            (first, second, {"lang": second[0], "text": second[1], "script": script_of(second[1])})
            for first, second in titles
        ),
    )
    transaction.parts.change("file", file.id, {"technical": {**file.metadata, **record.technical_of(after)}})
    return complete


def _put_rows(
    transaction: Transaction,
    entity: str,
    rows: Sequence[tuple[int, tuple[str, ...]]],
    wanted: Iterable[tuple[tuple[str, ...], tuple[str, ...], dict[str, Any]]],
) -> bool:
    there = {content: key for key, content in rows}
    complete = True
    for before, after, columns in wanted:
        if before == after:
            continue
        if before in there:
            transaction.parts.change(entity, there[before], columns)
        else:
            complete = False
    return complete
