"""Metadata as a plain value, for a wall that no object may cross: what comes back is believed in no point.

Each field has the check that its value must pass, so that nothing reaches the archive that no reader could have found:
another type, a number beyond its range, a text of any length, half a character.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any

from archive_app.i18n import _
from archive_app.media.metadata import dates
from archive_app.media.metadata.facts import Metadata, Region
from archive_app.media.metadata.regions import UNITS

#: Characters of one text, and entries of one list.
MOST_TEXT = 250_000
MOST_ENTRIES = 5_000
_MOST_PIXELS = (1 << 31) - 1
_HIGHEST = 1e7
_LONGEST = 1e9

_HALF = re.compile("[\ud800-\udfff]")
_MOMENT = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII)


class IllFormed(Exception):
    """A value that no program of ours has sent."""


Check = Callable[[object], Any]


def text(value: object, most: int = MOST_TEXT) -> str:
    """``value``, which must be a text that can be written down."""
    if type(value) is not str or len(value) > most or _HALF.search(value):
        raise IllFormed
    return value


def whole(least: int, most: int) -> Check:
    """Must be a whole number from ``least`` to ``most``."""

    def check(value: object) -> int:
        if type(value) is not int or not least <= value <= most:
            raise IllFormed
        return value

    return check


def number(least: float, most: float) -> Check:
    """Must be a number from ``least`` to ``most``, which NaN is not."""

    def check(value: object) -> float:
        if type(value) not in (int, float) or not isinstance(value, (int, float)) or not least <= value <= most:
            raise IllFormed
        return float(value)

    return check


def perhaps(check: Check) -> Check:
    """Must be None or what ``check`` says."""
    return lambda value: None if value is None else check(value)


def some(check: Check, most: int = MOST_ENTRIES) -> Callable[[object], tuple[Any, ...]]:
    """Must be a list of what ``check`` says."""

    def checked(value: object) -> tuple[Any, ...]:
        if type(value) is not list or len(value) > most:
            raise IllFormed
        return tuple(map(check, value))

    return checked


def by_name(value: object) -> dict[str, str]:
    """``value``, which must be texts by language, or by another short name."""
    if type(value) is not dict or len(value) > MOST_ENTRIES:
        raise IllFormed
    return {text(name): text(said) for name, said in value.items()}


def _moment(value: object) -> str:
    written = text(value, 40)
    if written and not (_MOMENT.fullmatch(written) and dates.is_valid(dates.without_zone(written))):
        raise IllFormed
    return written


_part, _pixels = number(0, 1), number(0, _MOST_PIXELS)


def _region(value: object) -> Region:
    if type(value) is not list or len(value) != len(fields(Region)):
        raise IllFormed
    name, kind, *place, said, unit, wide, high = value
    if unit not in UNITS:
        raise IllFormed
    x, y, width, height = map(_pixels if unit == "pixel" else _part, place)
    return Region(text(name), text(kind), x, y, width, height, text(said), unit, _pixels(wide), _pixels(high))


_texts = some(text)
_CHECKS: dict[str, Check] = {
    "title": by_name, "caption": by_name, "alt": by_name, "rights": by_name, "raw": by_name,
    "headline": text, "credit": text, "source": text, "event": text, "sublocation": text, "city": text, "state": text,
    "country": text, "captured_source": text, "make": text, "model": text, "lens": text, "software": text,
    "keywords": _texts, "hierarchy": _texts,
    "creators": _texts, "people": _texts, "warnings": _texts, "regions": some(_region),
    "captured": _moment, "digitized": _moment,
    "latitude": perhaps(number(-90, 90)), "longitude": perhaps(number(-180, 180)),
    "altitude": perhaps(number(-_HIGHEST, _HIGHEST)), "duration": perhaps(number(0, _LONGEST)),
    "orientation": whole(1, 8), "rating": perhaps(whole(-1, 5)),
    "width": perhaps(whole(1, _MOST_PIXELS)), "height": perhaps(whole(1, _MOST_PIXELS)),
}  # fmt: skip
_NOTHING = Metadata()


def plain(metadata: Metadata) -> dict[str, Any]:
    """What ``metadata`` says, by field, of what JSON knows alone."""
    return {name: _plain(value) for name in _CHECKS if (value := getattr(metadata, name)) != getattr(_NOTHING, name)}


def _plain(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    return [[getattr(one, part.name) for part in fields(one)] if isinstance(one, Region) else one for one in value]


def metadata_of(value: object) -> Metadata:
    """The metadata of what :func:`plain` made. Raises IllFormed of anything that it can't have made."""
    if type(value) is not dict or not value.keys() <= _CHECKS.keys():
        raise IllFormed
    return Metadata(**{name: _CHECKS[name](said) for name, said in value.items()})


def within_limits(metadata: Metadata) -> Metadata:
    """``metadata`` as it passes: long texts and lists cut, impossible numbers left out. No reader knows limits."""
    kept: dict[str, Any] = {}
    whole_texts = True
    for name, said in plain(metadata).items():
        cut = _cut(said)
        whole_texts = whole_texts and (cut is said or cut == said)
        with suppress(IllFormed):
            kept[name] = _CHECKS[name](cut)
    found = Metadata(**kept)
    return found if whole_texts else replace(found, warnings=(*found.warnings[: MOST_ENTRIES - 1], too_large()))


def _cut(value: Any) -> Any:
    if isinstance(value, str):
        return _HALF.sub("\N{REPLACEMENT CHARACTER}", value[:MOST_TEXT])
    if isinstance(value, list):
        return [_cut(one) for one in value[:MOST_ENTRIES]]
    if isinstance(value, dict):
        return {_cut(name): _cut(said) for name, said in list(value.items())[:MOST_ENTRIES]}
    return value


def size_alone(metadata: Metadata) -> Metadata:
    """What there is to know of a file of which the rest is too much."""
    return Metadata(
        width=metadata.width, height=metadata.height, orientation=metadata.orientation, warnings=(too_large(),)
    )


def too_large() -> str:
    return _("What the file says about itself is too large to read.")
