"""Setting a checked value: of one record or of ten thousand, over what is there or only where nothing is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from archive_app.domain.model.columns import FieldType
from archive_app.domain.model.fields import BY_NAME
from archive_app.domain.model.kinds import SPEC, NameKind, Status
from archive_app.domain.text.languages import guess_language
from archive_app.domain.text.scripts import script_of
from archive_app.errors import InvalidInput
from archive_app.i18n import _, listed
from archive_app.services.records.values import Assignment, clean, limit
from archive_app.store.face.transaction import Transaction

#: What stands in a field that nobody has filled, beside nothing at all.
_UNFILLED: dict[str, tuple[object, ...]] = {"status": (str(Status.DRAFT),), "rating": (0,)}
_WRITTEN = frozenset({FieldType.TEXT, FieldType.CHOICE, FieldType.DATE})


def assign(
    transaction: Transaction,
    records: Sequence[int],
    item: Assignment,
    *,
    filling: bool = False,
    tell: Callable[[int], None] = lambda _done: None,
) -> int:
    """Set a checked value of records of kinds that have it; returns how many had another. ``filling`` leaves every
    record alone that has a value there. ``tell`` hears how many are done.
    """
    if item.target == "field":
        unfilled = _UNFILLED.get(item.key, ("",) if BY_NAME[item.key].type in _WRITTEN else ())
        return transaction.values.set_column(
            records, item.key, item.value, over=unfilled if filling else None, tell=tell
        )
    if item.target == "text":
        lang = item.lang or only_language(transaction.reader.index.many(records).text_languages(item.key), item.key)
        return transaction.values.set_text(records, item.key, lang, item.value, filling=filling, tell=tell)
    for record in records:
        if item.target == "ref":
            transaction.records.set_ref(record, item.value)
        elif item.target == "stage":
            _set_stage(transaction, record, item.key, item.value)
        else:
            _set_name(transaction, record, item.lang, item.value)
    return len(records)


def only_language(languages: Sequence[str], what: str) -> str:
    """The language meant where none was said: that of the only text there is."""
    there = sorted(set(languages))
    if len(there) > 1:
        raise InvalidInput(
            _("There is a {what} in several languages: {languages}. Say which, as in {what}[{first}].").format(
                what=what, languages=listed(there), first=there[0]
            )
        )
    return there[0] if there else "und"


def _set_stage(transaction: Transaction, partnership: int, kind: str, date: str) -> None:
    """Date the partnership's stage of this kind, adding it where there is none; an empty date removes it."""
    every = transaction.reader.records.stages([partnership]).get(partnership, ())
    there = sorted(stage.id for stage in every if stage.kind == kind)
    if not date:
        transaction.parts.remove("stage", there)
    elif there:
        transaction.parts.change("stage", there[0], {"date": date})
    else:
        transaction.parts.add_stage(partnership, {"kind": kind, "date": date})


def _set_name(transaction: Transaction, record: int, lang: str, text: str) -> None:
    """The official name in one language: changed where there is one, else added; an empty text removes it."""
    official = [name for name in transaction.reader.records.names(record) if name.kind == NameKind.OFFICIAL]
    lang = lang or only_language([name.lang for name in official], "name")
    there = [name.id for name in official if name.lang == lang]
    if not text:
        for name_id in there:
            take_name_off(transaction, name_id)
    elif there:
        transaction.parts.change("name", there[0], {"text": text, "script": script_of(text)})
    else:
        transaction.parts.add_name(record, name_columns(text, lang, NameKind.OFFICIAL))


def take_name_off(transaction: Transaction, name_id: int) -> None:
    """Take a name off its record; InvalidInput where it is the last one of a record that must have one."""
    reader = transaction.reader
    owner = reader.records.bearer(name_id)
    kind = transaction.records.kinds([owner])[owner]
    names = reader.records.names(owner)
    rest = [name for name in names if name.id != name_id]
    if not rest and not SPEC[kind].nameless:
        raise InvalidInput(_("This is the record's only name. Add another one first."))
    if rest and any(name.is_original for name in names if name.id == name_id):
        transaction.parts.change("name", rest[0].id, {"is_original": True})
    transaction.parts.remove("name", [name_id])


def name_columns(text: str, lang: str, kind: NameKind) -> dict[str, Any]:
    """What a name is kept as; an empty ``lang`` is guessed."""
    text = clean(text)
    if not text:
        raise InvalidInput(_("A name cannot be empty."))
    limit(text, "name")
    return {"text": text, "lang": lang or guess_language(text), "script": script_of(text), "kind": str(kind)}
