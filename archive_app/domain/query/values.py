"""Reads the values of fields, and says which days and numbers they mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from archive_app.domain.dates.dates import OPEN_FUTURE, OPEN_PAST, parse_date
from archive_app.domain.model.amounts import asked_amount
from archive_app.domain.model.fields import STATUS
from archive_app.domain.model.kinds import KIND_LABEL, Kind
from archive_app.domain.query.fields import (
    CHOICE_WORDS,
    DAY_WORDS,
    FIELD_WORDS,
    KIND_WORDS,
    ORDERED,
    STATUS_WORDS,
    WHETHER_WORDS,
    QueryField,
    ValueType,
    choice_called,
    choice_label,
    kind_called,
    typed_name,
)
from archive_app.domain.text.folding import fold
from archive_app.errors import InvalidInput
from archive_app.i18n import _, language, listed, sentences

_LARGEST = 2**53
_NUMBER = re.compile(r"\d{1,15}", re.ASCII)
_AREA = re.compile(r"(?s)(?P<place>[^~～〜∼]*)(?:[~～〜∼](?P<radius>.*))?")
_RADIUS = re.compile(r"(?P<number>\d{1,9}(?:[.,]\d{1,6})?)\s*(?P<unit>[^\d\s.,]*)", re.ASCII)
_POINT = re.compile(r"(?P<latitude>[-+]?\d{1,9}(?:\.\d*)?)\s*[,\s]\s*(?P<longitude>[-+]?\d{1,9}(?:\.\d*)?)", re.ASCII)
_KILOMETRES = {
    "": 1.0, "km": 1.0, "kms": 1.0, "kilometre": 1.0, "kilometres": 1.0, "kilometer": 1.0, "kilometers": 1.0,
    "公里": 1.0, "千米": 1.0, "m": 0.001, "metre": 0.001, "metres": 0.001, "meter": 0.001, "meters": 0.001, "米": 0.001,
    "mi": 1.609344, "mile": 1.609344, "miles": 1.609344, "英里": 1.609344,
}  # fmt: skip
_UNITS = {1.0: "km", 0.001: "m", 1.609344: "mi"}
_RADIUS_KM = 50
_HALF_ROUND_KM = 20_038
#: What keyboards and telephones make of two full stops.
_DOTS = re.compile("…+|‥|．．|。。")
_LANGUAGE = re.compile(r"(?P<choice>[^\[\]]+)\[(?P<lang>[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\]", re.ASCII)


_BRACKETS = str.maketrans("［］【】", "[][]")


def read_value(field: QueryField, text: str) -> tuple[str, ...]:
    """What ``text`` means as a value of ``field``, in one form; several where a word stands for several.

    Raises InvalidInput with one sentence where it cannot be a value of that field.
    """
    tidy = unicodedata.normalize("NFC", " ".join(text.split()))
    if field.type in ORDERED:
        tidy = _DOTS.sub("..", tidy)
    if not tidy:
        raise InvalidInput(missing_value(field))
    if field.asks_whether and (whether := WHETHER_WORDS.get(fold(tidy))):
        return (whether,)
    match field.type:
        case ValueType.KIND:
            # The English words first: nothing else must be loaded for them.
            return (
                KIND_WORDS.get(fold(tidy))
                or kind_called(fold(tidy))
                or _word(tidy, KIND_WORDS, _("“{value}” is not a kind of record."), _kind)
            )
        case ValueType.STATUS:
            return _word(tidy, STATUS_WORDS, _("“{value}” is not a status."), STATUS.said)
        case ValueType.CHOICE:
            return (_choice(field, tidy),)
        case ValueType.DATE:
            return (_range(tidy, _date),)
        case ValueType.NUMBER:
            return (_range(tidy, _number),)
        case ValueType.AMOUNT:
            return (asked_amount(tidy, field.measure),)
        case ValueType.AREA:
            return (_area(tidy),)
        case ValueType.RECORD | ValueType.TEXT:
            return (tidy,)


def _kind(kind: str) -> str:
    return _(KIND_LABEL[Kind(kind)])


def missing_value(field: QueryField) -> str:
    """The sentence for a field without a value."""
    return _("“{field}:” needs a value, as in {example}").format(field=typed_name(field), example=_example(field))


def _example(field: QueryField) -> str:
    """How a value of it is written, in the current language as far as its words have names."""
    if language() == "en":
        return field.example
    _name, _colon, value = field.example.partition(":")
    if field.type is ValueType.KIND:
        value = listed(_kind(each) for each in value.split(","))
    elif field.type is ValueType.STATUS:
        value = STATUS.said(value)
    elif field.type is ValueType.CHOICE and value in field.choices:
        value = choice_label(value)
    return f"{typed_name(field)}{_(':')}{value}"


def _word(text: str, words: dict[str, tuple[str, ...]], complaint: str, label: Callable[[str], str]) -> tuple[str, ...]:
    folded = fold(text)
    if folded in words:
        return words[folded]
    own = [word for word, meant in words.items() if meant == (word,)]
    suggestion = _suggestion(folded, [known for known in words if known.isascii()], _in_words(own, label))
    raise InvalidInput(f"{complaint.format(value=shown(text))} {suggestion}")


def _choice(field: QueryField, text: str) -> str:
    match = _LANGUAGE.fullmatch(text.translate(_BRACKETS))
    word = fold(match["choice"] if match else text)
    meant = CHOICE_WORDS.get(word, "")
    for choice in (
        word,
        meant,
        {"people": "person"}.get(meant, ""),
        FIELD_WORDS.get(word, ""),
        choice_called(word, field.choices),
    ):
        if choice in field.choices and (not match or choice in field.languages):
            return f"{choice}[{match['lang']}]" if match else choice
    complaint = _("“{field}:” does not know “{value}”.").format(field=typed_name(field), value=shown(text))
    offered = _in_words(field.choices, choice_label)
    raise InvalidInput(sentences(complaint, _suggestion(word, list(field.choices), offered)))


def _in_words(choices: Sequence[str], label: Callable[[str], str]) -> Sequence[str]:
    """Choices as they may be typed in the language spoken: in English by the shorter names that they are kept by."""
    return choices if language() == "en" else [label(choice) for choice in choices]


def _suggestion(word: str, known: list[str], offered: Sequence[str]) -> str:
    """What ``word`` may have meant of all that is ``known``, or else what is ``offered``."""
    # Loaded for what is misspelt alone.
    from rapidfuzz import fuzz, process

    near = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=60)
    if near:
        return _("Did you mean “{near}”?").format(near=near[0])
    return _("It may be {choices}.").format(choices=listed(offered))


def shown(text: str) -> str:
    """``text`` short and harmless, to stand in a sentence."""
    return "".join(c if c.isprintable() else "�" for c in text[:40]) + ("…" if len(text) > 40 else "")


def _ends(text: str) -> tuple[str, str, str]:
    """``text`` before, at and after ``..``; EDTF has dots of its own: 2008/.. and [..1760-12]."""
    if set(text) & set("[]{}") or "/.." in text or "../" in text:
        return text, "", ""
    lower, dots, upper = text.partition("..")
    return lower.strip(), dots, upper.strip()


def _range(text: str, read: Callable[[str], str]) -> str:
    lower, dots, upper = _ends(text)
    if not dots:
        return read(text)
    ends = [read(end) if end else "" for end in (lower, upper)]
    if not any(ends) or any("/" in end or "," in end for end in ends):
        raise InvalidInput(_("Say where “..” begins or ends, as in 2001..2010, 2001.. or ..2010"))
    joined = "..".join(ends)
    # What is counted from today may be the other way round tomorrow.
    if not set(ends) & set(DAY_WORDS.values()):
        first, last = number_range(joined, "=") if read is _number else date_range(joined, "=", date.min)
        if first > last:
            raise InvalidInput(_("“{value}” ends before it begins.").format(value=shown(text)))
    return joined


def _date(text: str) -> str:
    word = DAY_WORDS.get(fold(text)) or choice_called(fold(text), tuple(dict.fromkeys(DAY_WORDS.values())))
    return word or parse_date(text).edtf


def _number(text: str) -> str:
    digits = fold(text).strip()
    if not _NUMBER.fullmatch(digits):
        raise InvalidInput(_("“{value}” is not a number.").format(value=shown(text)))
    return str(int(digits))


@dataclass(frozen=True, slots=True)
class Area:
    """A circle: around ``place``, a name or ref, or around a point (degrees) where that is empty. ``radius`` in km."""

    place: str
    latitude: float
    longitude: float
    radius: float


def area(value: str) -> Area:
    """What a checked area value means."""
    place, _tilde, size = value.rpartition("~")
    radius = _RADIUS.fullmatch(size)
    kilometres = float(radius["number"]) * _KILOMETRES[radius["unit"]] if radius else float(_RADIUS_KM)
    point = _POINT.fullmatch(place)
    if point:
        return Area("", float(point["latitude"]), float(point["longitude"]), kilometres)
    return Area(place, 0.0, 0.0, kilometres)


def _area(text: str) -> str:
    match = _AREA.fullmatch(text)
    place = match["place"].strip() if match else ""
    if not match or not place:
        raise InvalidInput(_("Say near what, as in near:istanbul~200km or near:30.25,120.17~50km"))
    radius = f"{_RADIUS_KM}km" if match["radius"] is None else _radius(match["radius"])
    folded = fold(place).replace("，", ",")
    point = _POINT.fullmatch(folded)
    if point is None:
        return f"{place}~{radius}"
    latitude, longitude = float(point["latitude"]), float(point["longitude"])
    if abs(latitude) > 90:
        raise InvalidInput(_("Latitude {value} is not between -90 and 90.").format(value=point["latitude"]))
    if abs(longitude) > 180:
        raise InvalidInput(_("Longitude {value} is not between -180 and 180.").format(value=point["longitude"]))
    return f"{_digits(latitude)},{_digits(longitude)}~{radius}"


def _radius(text: str) -> str:
    match = _RADIUS.fullmatch(fold(text).strip())
    if not match:
        raise InvalidInput(_("“{value}” is no distance. Write a number and km, m or mi.").format(value=shown(text)))
    if match["unit"] not in _KILOMETRES:
        raise InvalidInput(_("“{unit}” is no unit of distance. Write km, m or mi.").format(unit=shown(match["unit"])))
    number, one = float(match["number"].replace(",", ".")), _KILOMETRES[match["unit"]]
    if not 0 < number * one <= _HALF_ROUND_KM:
        raise InvalidInput(_("A distance is more than 0 and at most {n} km.").format(n=_HALF_ROUND_KM))
    return f"{_digits(number)}{_UNITS[one]}"


def _digits(number: float) -> str:
    """Without the zeros at the end, and never with an exponent."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


def date_range(value: str, op: str, today: date) -> tuple[int, int]:
    """First and last day (year·10000 + month·100 + day, both inclusive) that a checked date value with ``op`` means.

    ``after 2001`` begins with the number after its last day, which need not be a day. Open ends are ``OPEN_PAST`` and
    ``OPEN_FUTURE``.
    """
    lower, dots, upper = _ends(value)
    first = _days(lower, today)[0] if lower else OPEN_PAST
    last = _days(upper if dots else lower, today)[1] if upper or not dots else OPEN_FUTURE
    return _compared(first, last, op, OPEN_PAST, OPEN_FUTURE)


def number_range(value: str, op: str) -> tuple[int, int]:
    """Smallest and largest number, both inclusive, that a checked number value with ``op`` means."""
    lower, dots, upper = value.partition("..")
    first = int(lower) if lower else 0
    last = int(upper) if upper else _LARGEST if dots else first
    return _compared(first, last, op, 0, _LARGEST)


def _compared(first: int, last: int, op: str, lowest: int, highest: int) -> tuple[int, int]:
    match op:
        case ">":
            return last + 1, highest
        case ">=":
            return first, highest
        case "<":
            return lowest, first - 1
        case "<=":
            return lowest, last
    return first, last


def _days(edtf: str, today: date) -> tuple[int, int]:
    begin = end = today
    match edtf:
        case "today":
            pass
        case "yesterday":
            begin = end = today - timedelta(days=1)
        case "week":
            begin = today - timedelta(days=today.weekday())
        case "month":
            begin = today.replace(day=1)
        case "year":
            begin = today.replace(month=1, day=1)
        case _:
            span = parse_date(edtf)
            return span.earliest, span.latest
    return _number_of(begin), _number_of(end)


def _number_of(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day
