"""Reading ``field=value`` as command line and inspector write it, checked against ``domain/model/fields.py``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.amounts import read_amount, read_currency
from archive_app.domain.model.columns import Column, FieldType, in_sentence
from archive_app.domain.model.fields import BY_NAME, FIELDS, STATUS, fields_of
from archive_app.domain.model.kinds import KIND_LABEL, STAGE_LABEL, TEXT_LABEL, Kind, StageKind, TextRole
from archive_app.domain.model.labels import Label
from archive_app.domain.query.fields import called
from archive_app.domain.text.folding import fold
from archive_app.domain.text.languages import guess_language
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _, language, listed

_KEY = re.compile(r"(?P<name>\w[\w ]*)(?:\[(?P<lang>[A-Za-z][A-Za-z0-9-]*)\])?")
_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]{1,20})?", re.ASCII)
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:[.,][0-9]{1,12})?", re.ASCII)
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_TRUE = {"yes", "true", "1", "on", "y"}
_FALSE = {"no", "false", "0", "off", "n"}
_LONGEST = {"name": 10_000, "text": 1_000_000}
#: Made once: half a million cells of a table are asked about.
_ROLES, _STAGES = frozenset(map(str, TextRole)), frozenset(map(str, StageKind))
_ALIASES = {
    **{alias: field.name for field in FIELDS for alias in field.aliases},
    "alt_text": "alt",
    "title": "name",
    "keyword": "keywords",
}


@dataclass(frozen=True, slots=True)
class Assignment:
    """One checked assignment: ``target`` is ref, name, text, stage or field; ``key`` the role, stage or column."""

    target: str
    key: str
    lang: str
    value: Any


def check(kind: Kind, written: str, value: str) -> Assignment:
    """``written = value`` for a record of ``kind``; InvalidInput with a sentence where that can't be."""
    match = _KEY.fullmatch(written.strip().lower().replace("-", "_") if "[" not in written else _lower_name(written))
    if match is None:
        raise _unknown(kind, written)
    name, lang = _key_called(kind, match["name"]), match["lang"] or ""
    value = clean(value)
    if name == "ref":
        return Assignment("ref", "ref", "", value)
    if name == "name":
        limit(value, "name")
        return Assignment("name", "name", lang or _language(value), value)
    if name in _ROLES:
        limit(value, "text")
        return Assignment("text", name, lang or _language(value), value)
    if kind == Kind.PARTNERSHIP and name.replace("_", " ") in _STAGES:
        return Assignment("stage", name.replace("_", " "), "", parse_date(value).edtf if value else "")
    field = BY_NAME.get(name)
    if field is None or kind not in field.kinds or lang:
        raise _unknown(kind, written)
    return Assignment("field", name, "", read(field, value))


@cache
def _keys(kind: Kind) -> tuple[str, ...]:
    """All that can be set of a record of ``kind``, in the order in which it is offered."""
    stages = [stage.replace(" ", "_") for stage in StageKind] if kind == Kind.PARTNERSHIP else []
    return ("name", *map(str, TextRole), "ref", *stages, *(field.name for field in fields_of(kind)))


def _key_called(kind: Kind, word: str) -> str:
    """The key of what is called ``word``, by its label too in each language of the program; else ``word``."""
    name = _ALIASES.get(word, word)
    keys = _keys(kind)
    return name if name in keys else next((key for key in keys if fold(word) in called(_message(key))), name)


def _message(name: str) -> str:
    """What a key is called (pass through ``_()``); empty where there is none."""
    stage = name.replace("_", " ")
    if stage in _STAGES:
        return STAGE_LABEL[StageKind(stage)]
    if name in _ROLES:
        return TEXT_LABEL[TextRole(name)]
    if name in BY_NAME:
        return BY_NAME[name].label
    return {"name": N_("Name"), "ref": N_("Ref")}.get(name, "")


def spoken(written: str) -> Label | str:
    """A field as ``written`` (``caption[zh]``) for words that stand in a sentence: ``caption (zh)``."""
    match = _KEY.fullmatch(written.strip().lower())
    if match is None:
        return written
    name = _ALIASES.get(match["name"], match["name"])
    message = _message(name)
    if not message:
        return written
    label = Label(message, small=True)
    return Label(N_("{field} ({lang})"), {"field": label, "lang": match["lang"]}) if match["lang"] else label


def _language(value: str) -> str:
    """The language a text speaks for; empty for an empty text, which means the one that is there."""
    return guess_language(value) if value else ""


def read(field: Column, text: str) -> Any:
    """``text`` as a value of ``field``; ``None`` for an empty text."""
    text = text.strip()
    if not text:
        if field is STATUS:
            choices = listed(map(field.said, field.choices))
            raise InvalidInput(_("A record has a status: {choices}.").format(choices=choices))
        return None
    match field.type:
        case FieldType.DATE:
            return parse_date(text).edtf
        case FieldType.INTEGER:
            return _integer(field, text)
        case FieldType.NUMBER:
            return _number(field, text)
        case FieldType.LATITUDE:
            return _degrees(text, 90.0)
        case FieldType.LONGITUDE:
            return _degrees(text, 180.0)
        case FieldType.BOOLEAN:
            return _boolean(field, text)
        case FieldType.CHOICE:
            return _choice(field, text)
        case FieldType.LANGUAGE:
            return language_tag(text)
        case FieldType.DECIMAL:
            return read_amount(text)
        case FieldType.CURRENCY:
            return read_currency(text)
        case FieldType.TEXT:
            limit(text, "text" if field.long else "name")
            return text


def clean(text: str) -> str:
    """``text`` without what no text holds: NUL, and lone surrogates (shown as the replacement character)."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()


def limit(text: str, what: str) -> None:
    """InvalidInput where ``text`` is longer than a name or a text may be."""
    if len(text) > _LONGEST[what]:
        raise InvalidInput(_("This is too long: at most {count} characters.").format(count=_LONGEST[what]))


def _lower_name(written: str) -> str:
    name, rest = written.strip().split("[", 1)
    return name.strip().lower().replace("-", "_") + "[" + rest


def _integer(field: Column, text: str) -> int:
    value = int(text) if re.fullmatch(r"[+-]?[0-9]{1,9}", text) else None
    low, high = field.minimum, field.maximum
    if value is None or (low is not None and value < low) or (high is not None and value > high):
        sentence = _("“{value}” is no {field}: write a whole number from {low} to {high}.")
        if low is None or high is None:
            sentence = _("“{value}” is no {field}: write a whole number.")
        raise InvalidInput(sentence.format(value=text, field=in_sentence(_(field.label)), low=low, high=high))
    return value


def _number(field: Column, text: str) -> float:
    if not _NUMBER.fullmatch(text):
        sentence = _("“{value}” is no {field}: write a number such as 12 or 12.5.")
        raise InvalidInput(sentence.format(value=text, field=in_sentence(_(field.label))))
    return float(text.replace(",", "."))


def language_tag(text: str) -> str:
    """A BCP 47 tag as it is written, ``und`` for none; InvalidInput for what is none."""
    tag = text.strip() or "und"
    if not _LANGUAGE_TAG.fullmatch(tag):
        raise InvalidInput(
            _("“{tag}” is no language: write a code such as en, zh, sr-Latn.").format(tag=clean(tag)[:40])
        )
    return tag


def _degrees(text: str, bound: float) -> float:
    try:
        value = float(text.replace(",", ".")) if _DEGREES.fullmatch(text) else float("nan")
    except ValueError:
        value = float("nan")
    if not -bound <= value <= bound:
        raise InvalidInput(
            _("“{value}” is no coordinate: write degrees from −{bound} to {bound}, such as 30.29365.").format(
                value=text, bound=int(bound)
            )
        )
    return value


def _boolean(field: Column, text: str) -> bool:
    word = text.lower()
    if word not in _TRUE | _FALSE:
        raise InvalidInput(
            _("“{value}” does not answer “{field}”: write yes or no.").format(value=text, field=_(field.label))
        )
    return word in _TRUE


def _choice(field: Column, text: str) -> str:
    for choice in field.choices:
        if text.lower() in (choice.lower(), field.said(choice).lower()):
            return choice
    raise InvalidInput(
        _("“{value}” is no {field}. Choose one of: {choices}.").format(
            value=text, field=_(field.label).lower(), choices=listed(map(field.said, field.choices))
        )
    )


def _unknown(kind: Kind, written: str) -> InvalidInput:
    keys = _keys(kind)
    names = keys if language() == "en" else [_(_message(key)) for key in keys]
    return InvalidInput(
        _("There is no field “{field}” for this kind of record ({kind}). There are: {fields}.").format(
            kind=_(KIND_LABEL[kind]), field=clean(written), fields=listed(names)
        )
    )
