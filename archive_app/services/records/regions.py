"""Regions of an item: boxes of its pictures and pages and stretches of its recordings, marked, described and named.

Here boxes are in the picture as it is shown: its own orientation and the turn by hand are in them. Each function that
changes something is one step. Whoever changes a region of the file or of a machine by hand accepts it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from archive_app.domain.model.boxes import Box, Span, same_shape
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.details import REGION
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import FileValue, Record, RecordRef
from archive_app.domain.model.regions import Region, region_of, region_values
from archive_app.domain.text.languages import guess_language
from archive_app.domain.text.showing import shown
from archive_app.errors import InvalidInput, NotFound
from archive_app.i18n import N_, NN_, _
from archive_app.services.archive import Archive
from archive_app.services.records import reading
from archive_app.services.records.values import clean, language_tag, limit, read
from archive_app.store.face.transaction import Transaction

#: Says of a subject that it stays.
KEPT = 0
#: Letters of a title in the label of a step.
_TITLE = 80
#: That an item shows what one of its regions is.
_SHOWS = "depicts"
#: Columns of which a change by hand is no acceptance: it says so itself, or nothing of what is there.
_APART = frozenset({"accepted", "origin"})


def of_record(archive: Archive, record: int) -> tuple[Region, ...]:
    """All regions of an item in their order, each box as its file is shown."""
    whole = reading.record(archive, record)
    turns = {file.id: file.turn for file in whole.files}
    return tuple(_shown(region, turns.get(region.file, 0)) for region in _regions(whole))


def of_file(archive: Archive, record: int, file: int) -> tuple[Region, ...]:
    """The regions that lie on the file of this id, in their order, each box as the file is shown. Those of another view
    of the same shot, such as the raw file of a JPEG, are among them; their ``file`` says so.
    """
    whole = reading.record(archive, record)
    here = next((each for each in whole.files if each.id == file), None)
    if here is None:
        raise _gone()
    near = {file, *(each.id for each in whole.files if _of_one_shot(each, here))}
    return tuple(_shown(region, here.turn) for region in _regions(whole) if region.file in near)


def suggested(archive: Archive, regions: Sequence[Region]) -> dict[int, RecordRef]:
    """By the id of the region, the one person who bears the name that a region which names nobody has as its words."""
    found: dict[int, RecordRef] = {}
    with archive.store.read() as reader:
        for region in regions:
            name = region.text.strip().partition("\n")[0]
            if region.subject is None and name and not region.accepted:
                bearers = reader.index.names.exact(name, {Kind.PERSON})
                if len(bearers) == 1:
                    found |= {region.id: reader.records.refs(bearers)[bearers[0]]}
    return found


def add(
    archive: Archive,
    *,
    record: int,
    file: int,
    box: Box | None = None,
    span: Span | None = None,
    page: int = 1,
    sort: str = "",
    text: str = "",
    language: str = "",
    subject: int | None = None,
) -> tuple[Region, ChangeSet]:
    """Mark a region of the file of this id: a ``box``, a ``span``, or both. One that is there already stays.

    InvalidInput where the file has no such place, or a region would be its own subject.
    """
    whole = reading.record(archive, record)
    lies = _file(whole, file)
    values = region_values(box.turned(-lies.turn) if box is not None else None, span)
    values |= {"file": file, "page": page, "subject": subject, "sort": _sort(sort), **_words(text, language)}
    with archive.store.transact(Label(N_("Mark a region of “{title}”"), {"title": _title(whole)})) as transaction:
        put(transaction, whole, values)
        known = {region.id for region in _regions(whole)}
        there = transaction.reader.records.whole(record, archive.objects.path_of, most_links=0)
    regions = _regions(there) if there is not None else []
    fresh = [region for region in regions if region.id not in known] or [
        region for region in regions if region.file == file and (region.box, region.span) == _placed(values)
    ]
    return _shown(fresh[-1], lies.turn), transaction.change


def move(archive: Archive, *, region: int, box: Box | None = None, span: Span | None = None) -> ChangeSet:
    """Set the box of a region, or its span, or both; what is not given stays."""
    with archive.store.transact(Label(N_("Move a region"))) as transaction:
        row = transaction.details.row(REGION, region)
        whole = _whole(transaction, archive, row["record_id"])
        transaction.label = Label(N_("Move a region of “{title}”"), {"title": _title(whole)})
        values: dict[str, Any] = {}
        if box is not None:
            placed = region_values(box.turned(-_file(whole, row["file"]).turn), None)
            values |= {column: placed[column] for column in ("x", "y", "width", "height")}
        if span is not None:
            values |= {"start": span.start, "stop": span.end}
        alter(transaction, whole, region, values)
    return transaction.change


def change(
    archive: Archive,
    *,
    region: int,
    box: Box | None = None,
    span: Span | None = None,
    sort: str | None = None,
    text: str | None = None,
    language: str = "",
    subject: int | None = KEPT,
) -> ChangeSet:
    """All of the following in one step; what is not given stays as it is. A ``language`` needs a ``text``."""
    with archive.store.transact(Label(N_("Change a region"))) as transaction:
        if box is not None or span is not None:
            move(archive, region=region, box=box, span=span)
        if sort is not None:
            set_sort(archive, region=region, sort=sort)
        if text is not None:
            set_words(archive, region=region, text=text, language=language)
        if subject != KEPT:
            name_subject(archive, region=region, subject=subject)
        transaction.label = Label(N_("Change a region"))
    return transaction.change


def set_words(archive: Archive, *, region: int, text: str, language: str = "") -> ChangeSet:
    """Say what is written or said there; without ``language`` it is told from the words."""
    return _change(archive, region, N_("Describe a region of “{title}”"), _words(text, language))


def set_sort(archive: Archive, *, region: int, sort: str) -> ChangeSet:
    """Say what sort of thing is there, by a word of ``Sort``; empty for nothing."""
    return _change(archive, region, N_("Describe a region of “{title}”"), {"sort": _sort(sort)})


def name_subject(archive: Archive, *, region: int, subject: int | None) -> ChangeSet:
    """Say who or what is there, ``None`` for nobody. The item is linked to it as what it shows, where it is not yet."""
    return _change(archive, region, N_("Say who or what a region of “{title}” is"), {"subject": subject})


def accept(archive: Archive, *, regions: Sequence[int]) -> ChangeSet:
    """Accept regions that the file or a machine says; those that are accepted stay so."""
    forms = NN_("Accept a region", "Accept {count} regions")
    with archive.store.transact(Label.of_many(forms, len(regions))) as transaction:
        for region in regions:
            transaction.parts.change(REGION.name, region, {"accepted": True})
    return transaction.change


def remove(archive: Archive, *, regions: Sequence[int]) -> ChangeSet:
    """Take regions off their items."""
    forms = NN_("Remove a region", "Remove {count} regions")
    with archive.store.transact(Label.of_many(forms, len(regions))) as transaction:
        transaction.parts.remove(REGION.name, list(regions))
    return transaction.change


def put(transaction: Transaction, whole: Record, values: Mapping[str, Any]) -> int:
    """Give an item a region with these columns, as they are kept, within a transaction; how many it got."""
    usual = {column.name: column.usual for column in REGION.columns}
    kept = REGION.checked({**usual, **{name: value for name, value in values.items() if value is not None}})
    _check_place(_file(whole, kept["file"]), kept)
    _show(transaction, whole, kept.get("subject"))
    return transaction.details.add(REGION, [whole.id], kept)


def alter(transaction: Transaction, whole: Record, region: int, values: Mapping[str, Any]) -> None:
    """Set columns of a region within a transaction, all else of it as it is."""
    row = transaction.details.row(REGION, region)
    kept = REGION.checked({**{name: row[name] for name in REGION.names}, **values})
    if set(values) - _APART:
        kept["accepted"] = values.get("accepted", True)
    _check_place(_file(whole, kept["file"]), kept)
    _show(transaction, whole, kept.get("subject") if "subject" in values else None)
    transaction.parts.change(REGION.name, region, kept)


def _change(archive: Archive, region: int, message: str, values: Mapping[str, Any]) -> ChangeSet:
    with archive.store.transact(Label(message, {"title": ""})) as transaction:
        whole = _whole(transaction, archive, transaction.details.row(REGION, region)["record_id"])
        transaction.label = Label(message, {"title": _title(whole)})
        alter(transaction, whole, region, values)
    return transaction.change


def _show(transaction: Transaction, whole: Record, subject: int | None) -> None:
    """Say that an item shows what a region of it is; in whatever role it says so already, nothing is added."""
    if subject is None:
        return
    if subject == whole.id:
        raise InvalidInput(_("A region cannot be the item itself. Name who or what is to be seen there."))
    transaction.records.kinds([subject])
    if not transaction.reader.links.between(whole.id, _SHOWS, subject):
        transaction.links.add([whole.id], _SHOWS, [subject], {})


def _check_place(file: FileValue, values: Mapping[str, Any]) -> None:
    lasts = file.mime.startswith(("audio/", "video/")) or bool(file.duration)
    name = shown(file.original_name, _TITLE)
    start, stop = values.get("start"), values.get("stop")
    if start is not None and not lasts:
        raise InvalidInput(_("“{file}” does not last: mark a box of it, and no stretch of time.").format(file=name))
    if values.get("x") is not None and file.mime.startswith("audio/"):
        raise InvalidInput(_("“{file}” has no picture: mark a stretch of time, and no box.").format(file=name))
    if file.duration and stop is not None and stop > file.duration + 1:
        sentence = _("“{file}” ends at {end}: mark a stretch before that.")
        raise InvalidInput(sentence.format(file=name, end=Span(round(file.duration), round(file.duration)).said()))


def _words(text: str, language: str) -> dict[str, Any]:
    text = clean(text)
    limit(text, "text")
    spoken = language_tag(language) if language.strip() else guess_language(text) if text else None
    return {"text": text or None, "language": spoken}


def _sort(sort: str) -> Any:
    column = REGION.column("sort")
    return read(column, clean(sort)) if column is not None else None


def _regions(whole: Record) -> list[Region]:
    return [region_of(detail) for detail in whole.details_of(REGION.name)]


def _shown(region: Region, turn: int) -> Region:
    return replace(region, box=region.boxed(turn))


def _placed(values: Mapping[str, Any]) -> tuple[Box | None, Span | None]:
    box = Box(values["x"], values["y"], values["width"], values["height"]) if values["x"] is not None else None
    return box, Span(values["start"], values["stop"]) if values["start"] is not None else None


def _of_one_shot(one: FileValue, other: FileValue) -> bool:
    """Whether two files show the same in the same shape: they are called alike, as a raw file and its JPEG are."""
    if (
        one.id == other.id
        or PurePath(one.original_name).stem.casefold() != PurePath(other.original_name).stem.casefold()
    ):
        return False
    return same_shape(_upright(one), _upright(other))


def _upright(file: FileValue) -> tuple[int | None, int | None]:
    return (file.height, file.width) if file.turn % 180 else (file.width, file.height)


def _whole(transaction: Transaction, archive: Archive, record: int) -> Record:
    found = transaction.reader.records.whole(record, archive.objects.path_of, most_links=0)
    if found is None:
        raise _gone()
    return found


def _file(whole: Record, file: int) -> FileValue:
    found = next((each for each in whole.files if each.id == file), None)
    if found is None:
        raise _gone()
    return found


def _gone() -> NotFound:
    return NotFound(_("What was to be changed is no longer there. It may have been removed in another window."))


def _title(whole: Record) -> str:
    return shown(whole.title, _TITLE)
