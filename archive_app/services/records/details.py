"""The details of records, whatever their sort: giving, changing, reordering and taking them off again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.columns import Column, FieldType, in_sentence
from archive_app.domain.model.details import DETAILS, REGION, DetailType, details_of
from archive_app.domain.model.kinds import KIND_LABEL, Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import Record
from archive_app.domain.model.views import place_of
from archive_app.domain.text.folding import fold
from archive_app.domain.text.languages import guess_language
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, NN_, _, listed
from archive_app.services.archive import Archive
from archive_app.services.records import naming, reading, regions
from archive_app.services.records.values import clean, read

#: More digits no number of a file has.
_DIGITS = 9


def detail_called(text: str) -> DetailType:
    """The detail people mean by ``text``; InvalidInput lists what there is."""
    word = fold(text).strip()
    for detail in DETAILS:
        if word in {fold(name) for name in (detail.name, detail.key, detail.label, _(detail.label), *detail.aliases)}:
            return detail
    names = listed(detail.key for detail in DETAILS)
    raise InvalidInput(_("There is no detail “{name}”. Choose one of: {names}.").format(name=clean(text), names=names))


def add_detail(archive: Archive, *, records: Sequence[int], detail: DetailType, values: Mapping[str, str]) -> ChangeSet:
    """Give one or many records a further detail, one step; those that have one that says the same are left alone."""
    checked = whole_row(detail, _checked(detail, values))
    forms = NN_("Add: {detail}", "Add to {count} records: {detail}")
    label = Label.of_many(forms, len(records), detail=Label(detail.label, small=True))
    with archive.store.transact(label) as transaction:
        for kind in set(transaction.records.kinds(list(dict.fromkeys(records))).values()):
            _check_kind(kind, detail)
        if detail is REGION:
            for record in dict.fromkeys(records):
                regions.put(transaction, whole := reading.record(archive, record), _resolved(archive, whole, checked))
        elif detail.file:
            for record in dict.fromkeys(records):
                resolved = _resolved(archive, reading.record(archive, record), checked)
                transaction.details.add(detail, [record], detail.checked(resolved))
        else:
            transaction.details.add(detail, records, detail.checked(_named(archive, detail, checked)))
    return transaction.change


def whole_row(detail: DetailType, checked: Mapping[str, Any]) -> dict[str, Any]:
    """What a new row says of which these columns are ``checked``: with what is usual where nothing was said, and the
    language that its words speak for. InvalidInput where it lacks what it is nothing without.
    """
    usual = {column.name: column.usual for column in detail.columns if column.usual is not None}
    whole = usual | {name: value for name, value in checked.items() if value is not None or name not in usual}
    missing = [column for column in detail.columns if column.required and column.name not in whole]
    if missing:
        raise _empty(missing[0])
    if detail.language and not whole.get(detail.language):
        spoken = next((text for column in detail.columns if (text := _spoken(column, whole))), "")
        whole[detail.language] = guess_language(spoken) if spoken else None
    return whole


def change_detail(archive: Archive, *, detail: DetailType, detail_id: int, values: Mapping[str, str]) -> ChangeSet:
    """Set columns of one detail; an empty value clears."""
    checked = _checked(detail, values)
    with archive.store.transact(_about(N_("Change: {detail}"), detail.label)) as transaction:
        if detail is REGION:
            whole = reading.record(archive, transaction.details.row(detail, detail_id)["record_id"])
            regions.alter(transaction, whole, detail_id, _resolved(archive, whole, checked))
        elif detail.file:
            whole = reading.record(archive, transaction.details.row(detail, detail_id)["record_id"])
            transaction.parts.change(detail.name, detail_id, _resolved(archive, whole, checked))
        else:
            checked = _named(archive, detail, checked)
            known = {**transaction.details.row(detail, detail_id), **checked}
            detail.checked({name: known.get(name) for name in detail.names})
            transaction.parts.change(detail.name, detail_id, checked)
    return transaction.change


def move_detail(archive: Archive, *, detail: DetailType, detail_id: int, to: int) -> ChangeSet:
    """Put a detail at place ``to`` (from 0) of its record's order."""
    with archive.store.transact(_about(N_("Reorder: {detail}"), detail.plural)) as transaction:
        transaction.details.move(detail, detail_id, to)
    return transaction.change


def remove_detail(archive: Archive, *, detail: DetailType, detail_id: int) -> ChangeSet:
    """Take a detail off its record."""
    with archive.store.transact(_about(N_("Remove: {detail}"), detail.label)) as transaction:
        transaction.parts.remove(detail.name, [detail_id])
    return transaction.change


def _resolved(archive: Archive, whole: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of what lies on a file with that, said by its number, and its subject, by ref or name, as kept."""
    found = dict(values)
    if "file" in found:
        word = str(found["file"])
        number = int(word) if word.isdecimal() and len(word) < _DIGITS else 0
        found["file"] = whole.files[place_of(number, len(whole.files))].id
    return _named(archive, REGION, found)


def _named(archive: Archive, detail: DetailType, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the records that they name, by ref, name or path, by their numbers."""
    found = dict(values)
    for name in detail.naming:
        column = detail.column(name)
        if found.get(name) and column is not None:
            found[name] = naming.named(archive, str(found[name]), column.names).id
    return found


def _about(message: str, detail: str) -> Label:
    return Label(message, {"detail": Label(detail, small=True)})


def _spoken(column: Column, values: Mapping[str, Any]) -> str:
    return str(values.get(column.name) or "") if column.type is FieldType.TEXT else ""


def _checked(detail: DetailType, values: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for written, value in values.items():
        column = detail.column(written.strip().lower().replace("-", "_"))
        if column is None:
            names = listed(each.key for each in detail.columns)
            sentence = _("“{name}” is no part of this detail ({detail}). There are: {names}.")
            raise InvalidInput(sentence.format(name=clean(written), detail=in_sentence(_(detail.label)), names=names))
        named = column.type in (FieldType.FILE, FieldType.RECORD)
        found[column.name] = (clean(value) or None) if named else read(column, clean(value))
        if column.required and found[column.name] is None:
            raise _empty(column)
    return found


def _empty(column: Column) -> InvalidInput:
    return InvalidInput(_("“{name}” cannot be empty: write {key}=…").format(name=_(column.label), key=column.key))


def _check_kind(kind: Kind, detail: DetailType) -> None:
    if kind in detail.kinds:
        return
    possible = listed(each.key for each in details_of(kind)) or _("nothing")
    sentence = _("Records of this kind ({kind}) have no such detail: {detail}. They may have: {possible}.")
    raise InvalidInput(
        sentence.format(kind=_(KIND_LABEL[kind]), detail=in_sentence(_(detail.label)), possible=possible)
    )
