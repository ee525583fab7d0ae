"""Going on with a query as it is typed: field names, words and names that fit."""

from __future__ import annotations

from archive_app.domain.folding import fold
from archive_app.domain.query import (
    DAY_WORDS,
    FIELDS,
    KIND_WORDS,
    STATUS_WORDS,
    Part,
    QueryField,
    ValueType,
    field_named,
    token_at,
    value_text,
)
from archive_app.i18n import _
from archive_app.services import reading
from archive_app.services.archive import Archive
from archive_app.services.results import QueryCompletion

_MOST = 12


def complete_query(archive: Archive, text: str, cursor: int) -> list[QueryCompletion]:
    """What may stand at ``cursor`` (characters) in ``text``: at most twelve, best first; never raises for any text."""
    token = token_at(text, cursor)
    if token.part is Part.VALUE:
        return _values(archive, token.field, token.text, token.start, token.end) if token.field else []
    typed = fold(token.text)
    fields = [
        QueryCompletion(token.start, token.end, f"{known.name}:", f"{known.name}:", _(known.help))
        for known in FIELDS
        if typed and any(fold(name).startswith(typed) for name in (known.name, *known.aliases))
    ]
    records = _records(archive, None, token.text, token.start, token.end) if len(token.text) > 1 else []
    return (fields + records)[:_MOST]


def _values(archive: Archive, known: QueryField, typed: str, start: int, end: int) -> list[QueryCompletion]:
    words: list[str] = []
    match known.type:
        case ValueType.RECORD:
            return _records(archive, known, typed, start, end)
        case ValueType.KIND:
            words = [word for word in KIND_WORDS if word.isascii()]
        case ValueType.STATUS:
            words = [word for word in STATUS_WORDS if word.isascii()]
        case ValueType.CHOICE:
            words = list(known.choices)
        case ValueType.DATE:
            words = [word for word in DAY_WORDS if word.isascii()]
        case _:
            pass
    wanted = fold(typed)
    return [QueryCompletion(start, end, word, word, "") for word in words if fold(word).startswith(wanted)][:_MOST]


def _records(archive: Archive, known: QueryField | None, typed: str, start: int, end: int) -> list[QueryCompletion]:
    kinds = known.kinds if known and known.kinds else None
    found = []
    for completion in reading.complete(archive, typed, kinds=kinds, limit=_MOST):
        name = completion.matched
        insert = value_text(name) if known else f"linked:{value_text(name)}"
        if known is None:
            field = field_named(str(completion.record.kind))
            insert = f"{field.name}:{value_text(name)}" if field and field.type is ValueType.RECORD else f'"{name}"'
        found.append(QueryCompletion(start, end, insert, name, _(str(completion.record.kind))))
    return found
