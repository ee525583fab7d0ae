"""Changing records. Each function is one step of the history and returns what it changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import (
    KIND_LABEL,
    STAGE_LABEL,
    TEXT_LABEL,
    Kind,
    NameKind,
    StageKind,
    TextRole,
)
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.languages import guess_language, language_said
from archive_app.domain.text.scripts import script_of
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, NN_, _
from archive_app.services.archive import Archive
from archive_app.services.records.assigning import assign, name_columns, take_name_off
from archive_app.services.records.values import Assignment, check, clean, language_tag, limit, spoken
from archive_app.store.face.transaction import Transaction

_SCRIPT_CODE = re.compile(r"[A-Z][a-z]{3}")


@dataclass(frozen=True, slots=True)
class NewName:
    """A name to be given. An empty ``lang`` is guessed from the script."""

    text: str
    lang: str = ""
    kind: NameKind = NameKind.OFFICIAL


def add_record(
    archive: Archive, *, kind: Kind, names: Sequence[NewName] = (), values: Mapping[str, str] | None = None
) -> RecordRef:
    """Add a record. A partnership may go without a name (it is called by its parties); everything else has one."""
    given = [name for name in names if clean(name.text)]
    assignments = [check(kind, key, value) for key, value in (values or {}).items()]
    named = given or any(item.target == "name" and item.value for item in assignments)
    if not named and kind != Kind.PARTNERSHIP:
        raise InvalidInput(_("Give the new record a name ({kind}).").format(kind=_(KIND_LABEL[kind])))
    title = clean(given[0].text) if given else ""
    words = N_("Add {kind} “{title}”") if title else N_("Add a {kind}")
    with archive.store.transact(Label(words, {"kind": Label(KIND_LABEL[kind]), "title": title})) as transaction:
        columns = {item.key: item.value for item in assignments if item.target == "field"}
        ref = next((item.value for item in assignments if item.target == "ref"), None)
        made = transaction.records.add(kind, columns, ref=ref)
        for name in given:
            transaction.parts.add_name(made.id, name_columns(name.text, name.lang, name.kind))
        for item in assignments:
            if item.target in ("name", "text", "stage"):
                assign(transaction, [made.id], item)
    with archive.store.read() as reader:
        return reader.records.refs([made.id])[made.id]


def set_values(archive: Archive, *, records: Sequence[int], values: Mapping[str, str]) -> ChangeSet:
    """Set fields, names and texts of one or many records: ``date``, ``caption[zh]``, ``name[tr]``. ``""`` clears."""
    forms = NN_("Set {fields}", "Set {fields} of {count} records")
    label = Label.of_many(forms, len(records), fields=[*map(spoken, values)])
    with archive.store.transact(label) as transaction:
        kinds = transaction.records.kinds(records)
        for key, value in values.items():
            # All kinds are asked before anything is set: one of them may not have the field.
            wanted = {kind: check(kind, key, value) for kind in dict.fromkeys(kinds.values())}
            for item in dict.fromkeys(wanted.values()):
                assign(transaction, [record for record, kind in kinds.items() if wanted[kind] == item], item)
    return transaction.change


def add_name(
    archive: Archive, *, record: int, text: str, lang: str = "", kind: NameKind = NameKind.OFFICIAL
) -> ChangeSet:
    """Give a record a further name."""
    values = name_columns(text, lang, kind)
    with archive.store.transact(Label(N_("Add the name “{name}”"), {"name": values["text"]})) as transaction:
        transaction.records.kinds([record])
        transaction.parts.add_name(record, values)
    return transaction.change


def change_name(
    archive: Archive,
    *,
    name_id: int,
    text: str | None = None,
    lang: str | None = None,
    kind: NameKind | None = None,
    script: str | None = None,
) -> ChangeSet:
    """Change what is given of one name. ``script`` is ISO 15924; an empty one is guessed from the text."""
    with archive.store.transact(N_("Change a name")) as transaction:
        columns: dict[str, Any] = {}
        if text is not None:
            columns["text"] = name_columns(text, "und", NameKind.OFFICIAL)["text"]
            columns["script"] = script_of(columns["text"])
        if lang is not None:
            columns["lang"] = language_tag(lang)
        if kind is not None:
            columns["kind"] = str(kind)
        if script is not None:
            columns["script"] = _script_code(script) or script_of(columns.get("text") or _text_of(transaction, name_id))
        transaction.parts.change("name", name_id, columns)
    return transaction.change


def _text_of(transaction: Transaction, name_id: int) -> str:
    return next(name.text for name in transaction.reader.records.names_beside(name_id) if name.id == name_id)


def move_name(archive: Archive, *, name_id: int, to: int) -> ChangeSet:
    """Put a name at place ``to`` (from 0) in its record's order."""
    with archive.store.transact(N_("Reorder the names")) as transaction:
        names = [name.id for name in transaction.reader.records.names_beside(name_id)]
        names.remove(name_id)
        names.insert(max(0, min(to, len(names))), name_id)
        for position, each in enumerate(names):
            transaction.parts.change("name", each, {"position": position})
    return transaction.change


def mark_original(archive: Archive, *, name_id: int) -> ChangeSet:
    """Say that a name is the original one, from which the others are translated; no other one is then."""
    with archive.store.transact(N_("Mark the original name")) as transaction:
        for name in transaction.reader.records.names_beside(name_id):
            transaction.parts.change("name", name.id, {"is_original": name.id == name_id})
    return transaction.change


def _script_code(text: str) -> str:
    """An ISO 15924 code with its capital; InvalidInput for what is none."""
    code = text.strip().capitalize()
    if code and not _SCRIPT_CODE.fullmatch(code):
        raise InvalidInput(
            _("“{code}” is no script: write four letters such as Latn, Hans, Cyrl, Arab.").format(code=clean(text)[:40])
        )
    return code


def remove_name(archive: Archive, *, name_id: int) -> ChangeSet:
    """Take a name off its record; the last one of anything but an item or a partnership stays."""
    with archive.store.transact(N_("Remove a name")) as transaction:
        take_name_off(transaction, name_id)
    return transaction.change


def set_text(archive: Archive, *, record: int, role: TextRole, lang: str, text: str) -> ChangeSet:
    """Set the text of one role and language; an empty text removes it."""
    text = clean(text)
    limit(text, "text")
    label = Label(N_("Change the {role}"), {"role": Label(TEXT_LABEL[role], small=True)})
    with archive.store.transact(label) as transaction:
        transaction.records.kinds([record])
        assign(transaction, [record], Assignment("text", str(role), lang or guess_language(text), text))
    return transaction.change


def change_language(archive: Archive, *, record: int, role: TextRole, lang: str, to: str) -> ChangeSet:
    """Say that a text is in another language than its tag says; InvalidInput where there is one in that already."""
    label = Label(N_("Say in which language the {role} is"), {"role": Label(TEXT_LABEL[role], small=True)})
    with archive.store.transact(label) as transaction:
        there = {text.lang: text.id for text in transaction.reader.records.texts(record) if text.role is role}
        if to in there and lang != to:
            sentence = _(
                "There is a text in this language already: {language}. Change that one, or take it away first."
            )
            raise InvalidInput(sentence.format(language=language_said(to)))
        if lang in there and lang != to:
            transaction.parts.change("text", there[lang], {"lang": to})
    return transaction.change


def add_stage(
    archive: Archive, *, partnership: int, kind: StageKind, date: str = "", source: str = "", confidence: str = ""
) -> ChangeSet:
    """Add a stage to a partnership; ``date`` is EDTF or as people write it, empty where no source says when."""
    values = {"kind": str(kind), "date": _edtf(date), "source": clean(source), "confidence": clean(confidence)}
    label = Label(N_("Add the stage “{stage}”"), {"stage": Label(STAGE_LABEL[kind])})
    with archive.store.transact(label) as transaction:
        if transaction.records.kinds([partnership])[partnership] != Kind.PARTNERSHIP:
            raise InvalidInput(_("Only a partnership has stages."))
        transaction.parts.add_stage(partnership, values)
    return transaction.change


def change_stage(
    archive: Archive,
    *,
    stage_id: int,
    kind: StageKind | None = None,
    date: str | None = None,
    source: str | None = None,
    confidence: str | None = None,
) -> ChangeSet:
    """Change what is given of one stage."""
    with archive.store.transact(N_("Change a stage")) as transaction:
        columns: dict[str, Any] = {}
        if kind is not None:
            columns["kind"] = str(kind)
        if date is not None:
            columns["date"] = _edtf(date)
        if source is not None:
            columns["source"] = clean(source)
        if confidence is not None:
            columns["confidence"] = clean(confidence)
        transaction.parts.change("stage", stage_id, columns)
    return transaction.change


def remove_stage(archive: Archive, *, stage_id: int) -> ChangeSet:
    """Take a stage off its partnership."""
    with archive.store.transact(N_("Remove a stage")) as transaction:
        transaction.parts.remove("stage", [stage_id])
    return transaction.change


def delete_records(archive: Archive, *, records: Sequence[int]) -> ChangeSet:
    """Hide records. Their links stay, and come back with them on undo."""
    label = Label.of_many(NN_("Delete a record", "Delete {count} records"), len(records))
    with archive.store.transact(label) as transaction:
        transaction.records.hide(records)
    return transaction.change


def _edtf(text: str) -> str | None:
    return parse_date(text).edtf if text.strip() else None
