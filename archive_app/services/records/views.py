"""The views of an item: several files in an order, each with a role, and one that it is shown and printed by.

Files are counted from 1, as people do. Files of their own are given to an item by ``services/ingest``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.details import BY_NAME as DETAILS
from archive_app.domain.model.details import stored
from archive_app.domain.model.fields import fields_of
from archive_app.domain.model.kinds import FILE_ROLE_LABEL, ITEM_KINDS, KIND_LABEL, FileRole, Kind, Status
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import FileValue, Record, RecordRef, Row
from archive_app.domain.model.views import Beside, is_sidecar, likely_role, place_of, reordered
from archive_app.domain.text.showing import isolated, shown
from archive_app.errors import InvalidInput, NotFound
from archive_app.i18n import N_, NN_, _, ngettext
from archive_app.media.formats.filetypes import BY_MIME
from archive_app.media.metadata.facts import sound_alone
from archive_app.services.archive import Archive
from archive_app.services.records import reading, subtitles
from archive_app.services.records.rejecting import REJECTED
from archive_app.store.face.transaction import Transaction

#: Letters of a title in the label of a step.
_TITLE = 80
_KINDS = {"picture": Kind.PHOTO, "video": Kind.VIDEO, "audio": Kind.AUDIO}
#: What holds of one item alone: how good it is, how far it is described, what is written on the shelf.
_OWN = frozenset({"rating", "status", "inventory_number"})


def join(archive: Archive, *, keep: int, others: Sequence[int]) -> ChangeSet:
    """Make the files of ``others`` further views of ``keep``, one step: their links, names, texts and the rest go over
    as they do in a merge, and their refs lead to ``keep`` from then on.

    InvalidInput where one is no item, is named twice, is an object and ``keep`` is none, or does not leave the house
    while ``keep`` does.
    """
    _check_joined(archive, keep, others)
    title = _title(archive, keep)
    forms = NN_("Join {count} item to “{title}”", "Join {count} items to “{title}”")
    with archive.store.transact(Label.of_many(forms, len(others), title=title)) as transaction:
        kinds = transaction.records.kinds([keep, *others])
        kind = kinds[keep]
        for other in others:
            there, coming = _files(transaction, archive, keep), _files(transaction, archive, other)
            # When and where a picture of a thing was taken says nothing of the thing.
            transaction.records.merge(keep, other, fill=kind is kinds[other] or kind is not Kind.OBJECT)
            _give_roles(transaction, there, coming, kind)
            if kind in (Kind.VIDEO, Kind.AUDIO):
                subtitles.add(transaction, keep, [(file.original_name, Path(file.path)) for file in coming])
    return transaction.change


def joined(archive: Archive, *, keep: int, count: int) -> str:
    """That ``count`` items became views of ``keep``, for whoever joined them."""
    words = ngettext("Joined {count} item to “{title}”.", "Joined {count} items to “{title}”.", count)
    return words.format(count=f"{count:,}", title=isolated(_title(archive, keep)))


def leading(archive: Archive, ids: Sequence[int], current: int) -> int:
    """Which of ``ids`` stays when all of them are joined: the thing among them, else the ``current`` one, else the
    first; what only goes with another file, such as subtitles, stays where nothing else is there.
    """
    things = [ref.id for ref in reading.refs(archive, ids) if ref.kind is Kind.OBJECT]
    if things:
        return things[0]
    led = [each for each in ids if not _goes_along(reading.record(archive, each))] or list(ids)
    return current if current in led else led[0]


def _goes_along(whole: Record) -> bool:
    return bool(whole.files) and all(is_sidecar(file.original_name) for file in whole.files)


def split(archive: Archive, *, record: int, number: int) -> tuple[RecordRef, ChangeSet]:
    """Make the file ``number`` an item of its own, one step. What the item says and is linked to is said of the new one
    too, so that nothing leaves the house that could not before; of a thing the new one is a picture, and says so.

    InvalidInput where there is no such file, or it is the only one of what is nothing without it.
    """
    whole = reading.record(archive, record, all_links=True)
    file = _file(whole, number)
    if len(whole.files) == 1 and whole.kind is not Kind.OBJECT:
        raise InvalidInput(_("“{title}” has this file alone: there is nothing to split off.").format(title=whole.title))
    values = {"file": shown(file.original_name, _TITLE), "title": _title(archive, record)}
    with archive.store.transact(Label(N_("Split “{file}” off “{title}”"), values)) as transaction:
        there = _files(transaction, archive, record)
        _still(there, file)
        kind = _kind_of(file)
        made = transaction.records.add(kind, _taken_along(whole, file, kind))
        own = {"record_id": made.id, "position": 0, "role": str(FileRole.MASTER), "chosen": None}
        transaction.parts.change("file", file.id, own)
        _take_what_lies_on_it(transaction, whole, file, made.id)
        _number(transaction, [each for each in there if each.id != file.id])
        if whole.kind is Kind.OBJECT:
            transaction.links.add([made.id], "depicts", [record], {})
        else:
            _say_alike(transaction, whole, made.id)
    (ref,) = reading.refs(archive, [made.id])
    return ref, transaction.change


def order(archive: Archive, *, record: int, numbers: Sequence[int]) -> ChangeSet:
    """Put the files with these ``numbers`` first, in this order; the others follow in theirs."""
    whole = _item(archive, record)
    reordered(len(whole.files), numbers)
    with archive.store.transact(
        Label(N_("Order the files of “{title}”"), {"title": _title(archive, record)})
    ) as change:
        there = _files(change, archive, record)
        _number(change, [there[place] for place in reordered(len(there), numbers)])
    return change.change


def set_role(archive: Archive, *, record: int, number: int, role: FileRole) -> ChangeSet:
    """Say what the file ``number`` is to its item."""
    file = _file(_item(archive, record), number)
    label = Label(
        N_("Say that “{file}” is: {role}"),
        {"file": shown(file.original_name, _TITLE), "role": Label(FILE_ROLE_LABEL[role])},
    )
    with archive.store.transact(label) as transaction:
        _still(_files(transaction, archive, record), file)
        transaction.parts.change("file", file.id, {"role": str(role)})
    return transaction.change


def choose(archive: Archive, *, record: int, number: int | None) -> ChangeSet:
    """Choose the file that the item is shown and printed by, ``None`` for the usual one: the first with a picture.

    InvalidInput where no picture can be made of it, with the reason.
    """
    whole = _item(archive, record)
    file = _file(whole, number) if number is not None else None
    if file is not None and file.picture:
        raise InvalidInput(
            _("“{file}” cannot be shown: {reason}").format(file=shown(file.original_name, _TITLE), reason=file.picture)
        )
    label = Label(N_("Choose the view of “{title}”"), {"title": _title(archive, record)})
    with archive.store.transact(label) as transaction:
        there = _files(transaction, archive, record)
        if file is not None:
            _still(there, file)
        for each in there:
            if each.chosen and each != file:
                transaction.parts.change("file", each.id, {"chosen": None})
        if file is not None and not file.chosen:
            transaction.parts.change("file", file.id, {"chosen": True})
    return transaction.change


def _check_joined(archive: Archive, keep: int, others: Sequence[int]) -> None:
    if not others:
        raise InvalidInput(_("Name at least two items: the one that stays, and those that become views of it."))
    if len({keep, *others}) <= len(others):
        raise InvalidInput(_("An item is named twice. Name each one once."))
    found = {ref.id: ref for ref in reading.refs(archive, [keep, *others])}
    for ref in found.values():
        if ref.kind not in ITEM_KINDS:
            sentence = _("Only items are joined, and “{title}” is none ({kind}).")
            raise InvalidInput(sentence.format(title=ref.title, kind=_(KIND_LABEL[ref.kind])))
    for other in others:
        if found[other].kind is Kind.OBJECT and found[keep].kind is not Kind.OBJECT:
            sentence = _("“{thing}” is a thing and no view of “{title}”. Name the thing first.")
            raise InvalidInput(sentence.format(thing=found[other].title, title=found[keep].title))

    rows = {row.id: row for row in reading.rows(archive, [keep, *others])}
    for other in others:
        if other in rows and keep in rows and stays(rows[other]) and not stays(rows[keep]):
            sentence = _("“{title}” is rejected or retired and “{other}” is not. Make that alike first.")
            raise InvalidInput(sentence.format(title=rows[other].title, other=rows[keep].title))


def stays(row: Row) -> bool:
    """Whether an item stays in the archive because somebody said so."""
    return row.rating == REJECTED or row.status is Status.RETIRED


def _title(archive: Archive, record: int) -> str:
    with archive.store.read() as reader:
        return shown(reader.records.titles([record]).get(record, ""), _TITLE)


def _item(archive: Archive, record: int) -> Record:
    return reading.record(archive, record)


def _file(whole: Record, number: int) -> FileValue:
    return whole.files[place_of(number, len(whole.files))]


def _files(transaction: Transaction, archive: Archive, record: int) -> tuple[FileValue, ...]:
    """The files of a record as they are now; NotFound where it is gone."""
    found = transaction.reader.records.whole(record, archive.objects.path_of, most_links=0)
    if found is None:
        raise NotFound(_("This record is no longer there. It may have been deleted in another window."))
    return found.files


def _still(there: Sequence[FileValue], file: FileValue) -> None:
    if file.id not in {each.id for each in there}:
        raise NotFound(_("What was to be changed is no longer there. It may have been removed in another window."))


def _number(transaction: Transaction, files: Sequence[FileValue]) -> None:
    for place, file in enumerate(files):
        if file.position != place:
            transaction.parts.change("file", file.id, {"position": place})


def _give_roles(transaction: Transaction, there: Sequence[FileValue], coming: Sequence[FileValue], kind: Kind) -> None:
    """What was the master of another item is a view of this one; what somebody said of a file stays."""
    beside = [Beside(file.original_name, file.mime) for file in there]
    for file in coming:
        one = Beside(file.original_name, file.mime)
        if beside and file.role is FileRole.MASTER:
            transaction.parts.change("file", file.id, {"role": str(likely_role(one, beside, kind))})
        beside.append(one)


def _kind_of(file: FileValue) -> Kind:
    known = BY_MIME.get(file.mime)
    kind = _KINDS.get(known.family, Kind.DOCUMENT) if known else Kind.DOCUMENT
    return Kind.AUDIO if kind is Kind.VIDEO and sound_alone(file.metadata.get("raw") or {}) else kind


def _taken_along(whole: Record, file: FileValue, kind: Kind) -> Mapping[str, object]:
    """The columns of the new item: what the old one says, and what the file itself says where that does not."""
    along = {field.name for field in fields_of(kind)} - _OWN if whole.kind is not Kind.OBJECT else set()
    kept = {name: value for name, value in whole.fields.items() if name in along}
    if file.latitude is not None and file.longitude is not None:
        kept |= {"latitude": file.latitude, "longitude": file.longitude}
    kept["date"] = kept.get("date") or _day(file)
    if whole.fields.get("rating") == REJECTED:
        kept["rating"] = REJECTED
    if whole.status is Status.RETIRED:
        kept["status"] = str(Status.RETIRED)
    return {name: value for name, value in kept.items() if value not in (None, "")}


def _day(file: FileValue) -> str:
    with suppress(InvalidInput):
        return parse_date(file.captured[:10]).edtf
    return ""


def _take_what_lies_on_it(transaction: Transaction, whole: Record, file: FileValue, made: int) -> None:
    """Regions go with their file."""
    for detail in whole.details:
        column = DETAILS[detail.type].file
        if column and detail.values.get(column) == file.id:
            transaction.parts.change(detail.type, detail.id, {"record_id": made})


def _say_alike(transaction: Transaction, whole: Record, made: int) -> None:
    """Say of the new item in words and links what the old one says."""
    names = [
        {"text": name.text, "lang": name.lang, "script": name.script, "kind": str(name.kind), "position": place}
        | {"record_id": made, "is_original": name.is_original}
        for place, name in enumerate(whole.names)
    ]
    texts = [
        {"role": str(text.role), "lang": text.lang, "text": text.text}
        | {"record_id": made, "is_original": text.is_original}
        for text in whole.texts
    ]
    transaction.parts.add("name", names)
    transaction.parts.add("text", texts)
    for detail in whole.details:
        if not DETAILS[detail.type].file:
            transaction.details.add(DETAILS[detail.type], [made], stored(detail.values))
    for link in whole.links:
        if link.forward:
            said = {"role": link.role, "certainty": link.certainty, "note": link.note}
            said |= {"date": link.date.edtf} if link.date else {}
            transaction.links.add([made], link.relation, [link.other.id], said)
