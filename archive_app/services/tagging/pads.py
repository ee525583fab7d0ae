"""Stationery pads: links and values that are given to everything that is tagged with them.

A pad is saved under a name, or stands only in the window as what it is now tagging for. Its ticked lines are applied:
links that are not there are made, and values fill only what is empty.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.fields import BY_NAME, STATUS
from archive_app.domain.model.kinds import ITEM_KINDS, TEXT_LABEL, Kind, TextRole
from archive_app.domain.model.labels import Label
from archive_app.domain.model.pads import Pad as Pad
from archive_app.domain.model.pads import PadEntry as PadEntry
from archive_app.domain.text.folding import called
from archive_app.domain.text.languages import language_said
from archive_app.domain.text.showing import shown
from archive_app.errors import InvalidInput, NotFound, Refused
from archive_app.i18n import N_, _, listed, noted
from archive_app.services.archive import Archive
from archive_app.services.records import links_of_many
from archive_app.services.records.values import Assignment, check, clean, limit
from archive_app.services.search.saved import one_line
from archive_app.services.tagging.codes import direction, read_relation
from archive_app.services.tagging.pad_filling import apply_pad as apply_pad
from archive_app.services.tagging.pad_filling import apply_to_ingested as apply_to_ingested
from archive_app.services.tagging.pad_filling import fits
from archive_app.services.tagging.pad_filling import tags as tags
from archive_app.services.tagging.pad_filling import values as values
from archive_app.store.face.transaction import Transaction
from archive_app.store.face.values import EntryRow

LONGEST_NAME = 200
#: Relations of the lines that the editor of a pad offers by name.
CREATOR, PLACE = "created_by", "taken_at"


def pads(archive: Archive) -> tuple[Pad, ...]:
    """Every saved pad, in the order of saving."""
    with archive.store.read() as reader:
        found = reader.pads.all()
    return _whole(archive, found)


def find_pad(archive: Archive, name: str) -> Pad:
    """The pad called ``name``, whatever its case and accents; NotFound lists what there is."""
    there = pads(archive)
    place = called(one_line(name), [pad.name for pad in there])
    if place is not None:
        return there[place]
    if not there:
        raise NotFound(_("There is no pad “{name}”; none has been saved yet.").format(name=one_line(name)))
    raise NotFound(
        _("There is no pad “{name}”. There are: {names}.").format(
            name=one_line(name), names=listed(f"“{pad.name}”" for pad in there)
        )
    )


def save_pad(archive: Archive, *, name: str, entries: Sequence[PadEntry]) -> Pad:
    """Save a new pad. InvalidInput, NotFound or Refused (the name is taken) say why not."""
    name = _name(name)
    rows = _rows(archive, entries)
    with archive.store.transact(Label(N_("Save the pad “{name}”"), {"name": name})) as transaction:
        _free(transaction, name)
        key = transaction.pads.add(name)
        transaction.pads.put_entries(key, rows)
    return _whole(archive, [(key, name)])[0]


def change_pad(
    archive: Archive, *, pad_id: int, name: str | None = None, entries: Sequence[PadEntry] | None = None
) -> ChangeSet:
    """Change what is given of a saved pad; the same errors as :func:`save_pad`."""
    rows = None if entries is None else _rows(archive, entries)
    with archive.store.transact(N_("Change a pad")) as transaction:
        before = transaction.pads.name_of(pad_id)
        label = Label(N_("Change the pad “{name}”"), {"name": before})
        if name is not None:
            name = _name(name)
            _free(transaction, name, besides=pad_id)
            if name != before:
                label = Label(N_("Rename the pad “{old}” to “{new}”"), {"old": before, "new": name})
            transaction.pads.rename(pad_id, name)
        if rows is not None:
            transaction.pads.put_entries(pad_id, rows)
        transaction.label = label
    return transaction.change


def remove_pad(archive: Archive, *, pad_id: int) -> ChangeSet:
    """Remove a saved pad; what was tagged with it stays as it is."""
    with archive.store.transact(N_("Remove a pad")) as transaction:
        transaction.label = Label(N_("Remove the pad “{name}”"), {"name": transaction.pads.remove(pad_id)})
    return transaction.change


def check_entry(archive: Archive, entry: PadEntry) -> PadEntry:
    """``entry`` as it can be kept: relation by key, field and value as they are stored. InvalidInput says why not."""
    if entry.record is not None:
        role = clean(entry.role)
        limit(role, "name")
        relation = read_relation(archive, entry.relation, entry.record.kind)
        return PadEntry(entry.ticked, entry.record, relation, role)
    value = clean(entry.value)
    if not value:
        raise InvalidInput(_("Say what “{field}” is to be.").format(field=clean(entry.field)))
    found = _assignment(entry.field, value)
    value = found.value if isinstance(found.value, str) else value
    return PadEntry(entry.ticked, None, "", "", _field(found), value)


def field_label(field: str) -> str:
    """The label of ``field`` as a person reads it, with its language where it has one."""
    name, _bracket, lang = field.rstrip("]").partition("[")
    if name in set(TextRole):
        label = _(TEXT_LABEL[TextRole(name)])
        return noted(label, language_said(lang)) if lang else label
    found = BY_NAME.get(name)
    return _(found.label) if found else field


def labels(archive: Archive, pad: Pad) -> tuple[str, ...]:
    """What each line of ``pad`` says, as a person reads it: “documents Signing”, “Rights: © …”."""
    with archive.store.read() as reader:
        relations = {relation.key: relation for relation in reader.links.relations()}

    def said(entry: PadEntry) -> str:
        if entry.record is None:
            return _("{field}: {value}").format(field=field_label(entry.field), value=shown(_value(entry)))
        key, forward = entry.relation, True
        if not key:
            key, forward = links_of_many.usual(archive, Kind.PHOTO, entry.record)
        elif key in relations:
            forward = direction(relations[key], Kind.PHOTO, entry.record.kind) is not False
        label = _(relations[key].label if forward else relations[key].inverse) if key in relations else key
        words = _("{relation} {title}").format(relation=label, title=shown(entry.record.title))
        return noted(words, shown(entry.role)) if entry.role else words

    return tuple(said(entry) for entry in pad.entries)


def _value(entry: PadEntry) -> str:
    """The value of a line as a person reads it."""
    return STATUS.said(entry.value) if entry.field == "status" else entry.value


def to_json(pad: Pad) -> str:
    """``pad`` as a text to be kept outside of the archive; records stand in it by their uid."""
    lines = [
        {
            "ticked": entry.ticked,
            **(
                {"record": entry.record.uid, "relation": entry.relation, "role": entry.role}
                if entry.record
                else {"field": entry.field, "value": entry.value}
            ),
        }
        for entry in pad.entries
    ]
    return json.dumps({"name": pad.name, "entries": lines}, ensure_ascii=False)


def from_json(archive: Archive, text: str) -> Pad:
    """The pad that :func:`to_json` wrote, as far as it still holds: records that are gone are dropped, merged ones
    followed, and a text that is none is an empty pad.
    """
    try:
        given = json.loads(text)
    except ValueError:
        return Pad()
    lines = [line for line in _list(given, "entries") if isinstance(line, dict)]
    with archive.store.read() as reader:
        ids = reader.records.by_uids([_text(line, "record") for line in lines if _text(line, "record")])
        refs = reader.records.refs(ids.values())
    entries = []
    for line in lines:
        ticked = line.get("ticked") is not False
        uid = _text(line, "record")
        if uid in ids:
            entries.append(PadEntry(ticked, refs[ids[uid]], _text(line, "relation"), _text(line, "role")))
        elif not uid and any(fits(kind, _text(line, "field"), _text(line, "value")) for kind in ITEM_KINDS):
            entries.append(PadEntry(ticked, field=_text(line, "field"), value=_text(line, "value")))
    return Pad(0, _text(given, "name")[:LONGEST_NAME], tuple(dict.fromkeys(entries)))


def _assignment(field: str, value: str) -> Assignment:
    """``field`` and ``value`` checked for the first kind of item that can have them."""
    fault: InvalidInput | None = None
    for kind in (Kind.PHOTO, *sorted(ITEM_KINDS - {Kind.PHOTO})):
        try:
            found = check(kind, field, value)
        except InvalidInput as error:
            fault = fault or error
            continue
        if found.target in ("text", "field"):
            return found
        raise InvalidInput(
            _("“{field}” cannot stand in a pad: it is different for every item.").format(field=clean(field))
        )
    raise fault or InvalidInput(_("Say which field is meant."))


def _field(found: Assignment) -> str:
    return f"{found.key}[{found.lang}]" if found.target == "text" and found.lang else found.key


def _rows(archive: Archive, entries: Sequence[PadEntry]) -> list[EntryRow]:
    if not entries:
        raise InvalidInput(_("There is nothing to save: a pad has at least one line."))
    checked = [check_entry(archive, entry) for entry in entries]
    with archive.store.read() as reader:
        now = reader.records.living([entry.record.id for entry in checked if entry.record])
    rows: dict[tuple[Any, ...], EntryRow] = {}
    for entry in checked:
        record = None
        if entry.record is not None:
            if entry.record.id not in now:
                raise NotFound(_("“{title}” is no longer there.").format(title=entry.record.title))
            record = now[entry.record.id]
        key = (record, entry.relation, entry.role, entry.field)
        if not record and key in rows:
            raise InvalidInput(_("“{field}” is given twice. Say which value is meant.").format(field=entry.field))
        rows.setdefault(key, EntryRow(entry.ticked, record, entry.relation, entry.role, entry.field, entry.value))
    return list(rows.values())


def _whole(archive: Archive, found: Iterable[tuple[int, str]]) -> tuple[Pad, ...]:
    found = list(found)
    with archive.store.read() as reader:
        lines = reader.pads.entries([key for key, _pad in found])
        refs = reader.records.refs({row.record for group in lines.values() for row in group if row.record is not None})
    return tuple(
        Pad(
            key,
            name,
            tuple(
                PadEntry(
                    row.ticked, None if row.record is None else refs[row.record], row.relation, row.role, row.field,
                    row.value,
                )
                for row in lines.get(key, ())
            ),
        )
        for key, name in found
    )  # fmt: skip


def _name(text: str) -> str:
    name = " ".join(one_line(text).split())
    if not name:
        raise InvalidInput(_("Give the pad a name."))
    if len(name) > LONGEST_NAME:
        raise InvalidInput(_("This is too long: at most {count} characters.").format(count=LONGEST_NAME))
    return name


def _free(transaction: Transaction, name: str, besides: int = 0) -> None:
    there = [pad for pad in transaction.reader.pads.all() if pad[0] != besides]
    place = called(name, [each for _key, each in there])
    if place is not None:
        raise Refused(
            _("There is a pad “{name}” already. Choose another name, or change that one.").format(name=there[place][1])
        )


def _list(given: object, key: str) -> list[Any]:
    found = given.get(key) if isinstance(given, dict) else None
    return found if isinstance(found, list) else []


def _text(given: object, key: str) -> str:
    found = given.get(key) if isinstance(given, dict) else None
    return found if isinstance(found, str) else ""
