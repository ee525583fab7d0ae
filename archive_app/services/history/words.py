"""What was changed, in the words of those who change it: labels, names of other records, dates as people write them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from archive_app.domain.dates.dates import words as date_words
from archive_app.domain.model import fields, identifiers
from archive_app.domain.model.columns import Column
from archive_app.domain.model.completeness import BY_KEY as RULES
from archive_app.domain.model.completeness import LANGUAGE_SETTING, LEVEL_LABEL, SETTING, Level, requirements
from archive_app.domain.model.details import BY_NAME as DETAILS
from archive_app.domain.model.details import DetailType
from archive_app.domain.model.kinds import (
    FILE_ROLE_LABEL,
    KIND_LABEL,
    NAME_KIND_LABEL,
    PURGED,
    STAGE_LABEL,
    TEXT_LABEL,
    FileRole,
    Kind,
    NameKind,
    StageKind,
    TextRole,
)
from archive_app.domain.model.records import OperationValue, RecordRef
from archive_app.domain.model.relations import Relation
from archive_app.domain.model.settings import HOME_CITY, SETTINGS
from archive_app.domain.text.languages import language_said
from archive_app.i18n import N_, _, labelled, language, listed, noted
from archive_app.services.archive import Archive
from archive_app.store.face import values

_COLUMN = {
    "ref": N_("Ref"),
    "deleted_at": N_("Record"),
    "merged_into": N_("Merged into"),
    "lang": N_("Language"),
    "script": N_("Script"),
    "kind": N_("Kind"),
    "is_original": N_("Original"),
    "position": N_("Order"),
    "ordinal": N_("Order"),
    "role": N_("Role"),
    "date": N_("Date"),
    "certainty": N_("Certainty"),
    "note": N_("Note"),
    "source": N_("Source"),
    "confidence": N_("Confidence"),
    "original_name": N_("Name"),
    "folder": N_("Folder"),
    "turn": N_("Turned"),
    "chosen": N_("Shown and printed"),
    "poster": N_("Still picture"),
    "captured": N_("Taken"),
    "technical": N_("Technical facts"),
    "picture": N_("Picture"),
    "camera": N_("Camera"),
    "scheme": N_("Register"),
    "value": N_("Value"),
    "name": N_("Name"),
    "query": N_("Search"),
    "order": N_("Order"),
    "ticked": N_("Ticked"),
    "written": N_("Written in captions"),
    "relation": N_("Relation"),
    "code": N_("Code"),
    "record_id": N_("Belongs to"),
    "stocktake_id": N_("Stock-take"),
    "place_id": N_("Location"),
    "started_on": N_("Begun on"),
    "started_by": N_("Begun by"),
    "closed_on": N_("Closed on"),
    "due": N_("Due again"),
    "expected": N_("Expected"),
    "mark": N_("Counted"),
    "counted_on": N_("Counted on"),
    "counted_by": N_("Counted by"),
}
_KIND_LABELS: dict[str, dict[str, str]] = {
    "stage": {str(kind): label for kind, label in STAGE_LABEL.items()},
    "name": {str(kind): label for kind, label in NAME_KIND_LABEL.items()},
}
_SETTING = {
    SETTING: N_("What makes a record complete"),
    **{setting.key: setting.label for setting in SETTINGS if setting.key},
}


def say(
    archive: Archive, logged: Sequence[values.LoggedOperation], *, seen_from: int | None = None
) -> list[OperationValue]:
    """The same operations in words; links are read from the record ``seen_from`` where they lead to it."""
    with archive.store.read() as reader:
        refs = reader.records.refs({*_ids(logged), *reader.settings.named(_home_cities(logged))})
        relations = {relation.key: relation for relation in reader.links.relations()}
    words = _Words(refs, relations, seen_from)
    return [words.say(each) for each in logged]


def _ids(logged: Iterable[values.LoggedOperation]) -> Iterator[int]:
    for each in logged:
        yield from (i for i in (each.record_id, each.other_id) if i is not None)
        for column in values.ENDS:
            known = each.row.get(column)
            if isinstance(known, int):
                yield known
        if each.field in values.ENDS:
            yield from (i for i in (each.old, each.new) if isinstance(i, int))


def _home_cities(logged: Iterable[values.LoggedOperation]) -> set[str]:
    """The uids of the cities that were made the archive's own."""
    settings = (each for each in logged if each.entity == "setting" and each.row.get("key") == HOME_CITY)
    return {uid for each in settings for uid in _set_to(each.old, each.new) if uid}


def _set_to(*rows: Any) -> list[str]:
    return [str(row.get("value") or "") if isinstance(row, dict) else "" for row in rows]


class _Words:
    """The words of one language, with the records and relations that are spoken of."""

    def __init__(self, refs: Mapping[int, RecordRef], relations: Mapping[str, Relation], seen_from: int | None) -> None:
        self._refs = refs
        self._relations = relations
        self._seen_from = seen_from

    def say(self, logged: values.LoggedOperation) -> OperationValue:
        about = self._about(logged)
        label = self._label(logged)
        before, after = self._values(logged)
        title = about.title if about else ""
        return OperationValue(
            logged.id, logged.entity, title, logged.field, logged.old, logged.new, about, label, before, after
        )

    def _about(self, logged: values.LoggedOperation) -> RecordRef | None:
        seen = logged.other_id if self._seen_from not in (None, logged.record_id) else logged.record_id
        return self._refs.get(seen) if seen is not None else None

    def _label(self, logged: values.LoggedOperation) -> str:
        entity, row = logged.entity, logged.row
        if logged.purged or (entity == "record" and logged.new == PURGED):
            # What it was of is no longer known, such as the language of a name.
            about = self._about(logged) if entity == "record" else None
            return f"{_(values.LABELS[entity])}: {_(KIND_LABEL[about.kind])}" if about else _(values.LABELS[entity])
        if entity == "record" and logged.field:
            known = fields.BY_NAME.get(logged.field)
            return _(known.label) if known else self._column(logged.field)
        if entity == "setting":
            return _(_SETTING.get(str(row.get("key")), values.LABELS[entity]))
        label = self._entity(entity, row)
        if entity in DETAILS and logged.field:
            column = DETAILS[entity].column(logged.field)
            return f"{label}: {_(column.label) if column else self._column(logged.field)}"
        if logged.field in ("", "text", "value", "subject_id", "object_id"):
            return label
        if entity in ("link", "file", "saved_search", "pad", "pad_entry", "code_target"):
            return labelled(whole(self, entity, row), self._column(logged.field))
        return labelled(label, self._column(logged.field))

    def _entity(self, entity: str, row: Mapping[str, Any]) -> str:
        lang = str(row.get("lang", ""))
        if entity == "text" and row.get("role") in set(TextRole):
            label = TEXT_LABEL[TextRole(row["role"])]
            return noted(_(label), language_said(lang))
        if entity == "name":
            kind = row.get("kind")
            said = _(NAME_KIND_LABEL[NameKind(kind)]) if kind in set(NameKind) and kind != NameKind.OFFICIAL else ""
            return noted(_(values.LABELS[entity]), listed(filter(None, (language_said(lang), said))))
        if entity == "identifier" and row.get("scheme") in identifiers.BY_KEY:
            return _(identifiers.BY_KEY[str(row["scheme"])].label)
        return _(values.LABELS[entity]) if entity in values.LABELS else entity

    def _column(self, name: str) -> str:
        known = fields.BY_NAME.get(name)
        return _(_COLUMN[name]) if name in _COLUMN else _(known.label) if known else name

    def _values(self, logged: values.LoggedOperation) -> tuple[str, str]:
        if logged.purged:
            return _("purged"), _("purged")
        if logged.entity == "record" and logged.new == PURGED:
            return _("deleted"), _("purged")
        if logged.entity == "setting":
            return self._settings(logged.old, logged.new)
        if not logged.field:
            old, new = (
                whole(self, logged.entity, row) if isinstance(row, dict) else "" for row in (logged.old, logged.new)
            )
            return old, new
        if logged.field == "deleted_at":
            there, gone = _("there"), _("deleted")
            return (gone, there) if logged.old else (there, gone)
        if logged.entity == "link" and logged.field in ("subject_id", "object_id"):
            old, new = (self._link({**logged.row, logged.field: end}) for end in (logged.old, logged.new))
            return old, new
        old, new = (self._value(logged.entity, logged.field, each) for each in (logged.old, logged.new))
        return old, new

    def _value(self, entity: str, name: str, given: Any) -> str:
        if given is None or given == "":
            return ""
        if name in values.ENDS:
            return self._title(given)
        if isinstance(given, (dict, list)):
            return "…"
        known = self._known(entity, name)
        if known is not None:
            return known.said(given)
        if name == "turn":
            return f"{given}°"
        if entity == "file" and name in ("role", "position"):
            return _file_words(name, given)
        if name == "kind":
            label = _KIND_LABELS.get(entity, {}).get(str(given))
            return _(label) if label else str(given)
        if isinstance(given, bool):
            return _("yes") if given else _("no")
        return f"{given:.6g}" if isinstance(given, float) else str(given)

    def _known(self, entity: str, name: str) -> Column | None:
        """The declaration of a field of the record, or of a column of a detail."""
        if entity in DETAILS:
            return DETAILS[entity].column(name)
        return fields.BY_NAME.get(name) if entity == "record" or name == "date" else None

    def _title(self, record: Any) -> str:
        known = self._refs.get(record) if isinstance(record, int) else None
        return noted(known.title, known.ref) if known else "?"

    def _name(self, row: Mapping[str, Any]) -> str:
        return str(row.get("text", ""))

    def _stage(self, row: Mapping[str, Any]) -> str:
        kind = row.get("kind")
        said = _(STAGE_LABEL[StageKind(kind)]) if kind in set(StageKind) else ""
        return _joined(said, _date(row), row.get("source"), row.get("confidence"))

    def _link(self, row: Mapping[str, Any]) -> str:
        forward = self._seen_from is None or row.get("object_id") != self._seen_from
        other = self._refs.get(row.get("object_id" if forward else "subject_id", 0))
        said = self._relation(row, forward)
        title = f"{said} {other.title}" if other else said
        role = row.get("role")
        return _joined(noted(title, role) if role else title, _date(row), row.get("certainty"), row.get("note"))

    def _relation(self, row: Mapping[str, Any], forward: bool) -> str:
        known = self._relations.get(str(row.get("relation")))
        return _(known.label if forward else known.inverse) if known else str(row.get("relation", ""))

    def _target(self, row: Mapping[str, Any]) -> str:
        said = self._relation(row, True) if row.get("relation") else ""
        role = row.get("role")
        return " ".join(filter(None, (said, self._title(row.get("record_id")), f"({role})" if role else "")))

    def _pad_entry(self, row: Mapping[str, Any]) -> str:
        if row.get("record_id"):
            return self._target(row)
        name = str(row.get("field", ""))
        return f"{self._column(name)}: {row.get('value', '')}"

    def _setting(self, row: Mapping[str, Any]) -> str:
        return str(row.get("value", ""))

    def _settings(self, old: Any, new: Any) -> tuple[str, str]:
        key = (new or old or {}).get("key")
        before, after = _set_to(old, new)
        if key == LANGUAGE_SETTING:
            before, after = (language_said(each) if each else "" for each in (before, after))
        elif key == HOME_CITY:
            cities = {ref.uid: ref.title for ref in self._refs.values()}
            before, after = (cities.get(each, each) for each in (before, after))
        if key != SETTING:
            return before, after
        was, now = (requirements(each or None).levels for each in (before, after))
        changed = [kind for kind in Kind if dict(was[kind]) != dict(now[kind])]
        return _required(was, changed), _required(now, changed)


def _file_words(name: str, given: Any) -> str:
    """The role of a file, or its place, which people count from 1."""
    if name == "position":
        return str(given + 1) if isinstance(given, int) else str(given)
    return _(FILE_ROLE_LABEL[FileRole(given)]) if given in set(FileRole) else str(given)


def _detail(detail: DetailType, words: _Words, row: Mapping[str, Any]) -> str:
    return detail.said({**row, **{name: words._refs.get(row.get(name) or 0) for name in detail.naming}})


#: A whole row of each kind in words.
WHOLE: dict[str, Callable[[_Words, Mapping[str, Any]], str]] = {
    "record": lambda _words, row: _(KIND_LABEL[Kind(row["kind"])]) if row.get("kind") in set(Kind) else "",
    "name": _Words._name,
    "text": lambda _words, row: str(row.get("text", "")),
    "stage": _Words._stage,
    "link": _Words._link,
    "file": lambda _words, row: str(row.get("original_name", "")),
    "relation": lambda _words, row: _(str(row.get("label", ""))),
    "setting": _Words._setting,
    "saved_search": lambda _words, row: f"{row.get('name', '')}: {row.get('query', '')}",
    "pick": lambda _words, _row: _("yes"),
    "identifier": lambda _words, row: str(row.get("value", "")),
    "former_ref": lambda _words, row: str(row.get("ref", "")),
    "code": lambda _words, row: f"={row.get('code', '')}",
    "code_target": _Words._target,
    "pad": lambda _words, row: str(row.get("name", "")),
    "pad_entry": _Words._pad_entry,
    "stocktake": lambda words, row: words._value("stocktake", "started_on", row.get("started_on")),
    "stock_line": lambda _words, row: _MARKS[str(row.get("mark") or "")](),
    "distinction": lambda words, row: words._title(row.get("other_id")),
    **{name: partial(_detail, detail) for name, detail in DETAILS.items()},
}


#: What somebody found of an object in a stock-take.
_MARKS: dict[str, Callable[[], str]] = {
    "": lambda: _("expected"),
    "found": lambda: _("found"),
    "missing": lambda: _("missing"),
}


def whole(words: _Words, entity: str, row: Mapping[str, Any]) -> str:
    """A whole row in words: in its own, or by the columns that its table says are enough."""
    if entity in WHOLE:
        return WHOLE[entity](words, row)
    return _joined(*(row.get(column) for column in values.SAID.get(entity, ())))


def _required(levels: Mapping[Kind, Mapping[str, Level]], kinds: Iterable[Kind]) -> str:
    lines = []
    for kind in kinds:
        said = [
            noted(_(RULES[key].label), _(LEVEL_LABEL[level])) if level is Level.PUBLIC else _(RULES[key].label)
            for key, level in levels[kind].items()
        ]
        lines.append(labelled(_(KIND_LABEL[kind]), listed(said) or _("nothing")))
    return "\n".join(lines)


def _date(row: Mapping[str, Any]) -> str:
    return date_words(str(row["date"]), language()) if row.get("date") else ""


def _joined(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part)
