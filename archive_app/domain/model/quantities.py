"""Sums and sizes as other people's tables write them: which sign parts the fraction is said for a whole column, never
found for one cell alone, since ``1.200`` means two things.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from archive_app.domain.model.amounts import DIMENSIONS, read_currency, tidy, unit_called, units_of
from archive_app.errors import InvalidInput
from archive_app.i18n import _, listed

#: A number, with whatever may stand between its digits.
_DIGITS = re.compile(r"\d(?:[\d.,'’ \u00a0\u202f]*\d)?", re.ASCII)
_SPACES = re.compile("['’\\s\u00a0\u202f]")
_GROUPS = {sign: re.compile(rf"\d{{1,3}}(?:{re.escape(sign)}\d{{2,3}})*{re.escape(sign)}\d{{3}}") for sign in ".,"}
_OTHER = {".": ",", ",": "."}
#: What stands for so many, behind a number.
_TIMES = {
    "hundred": 100, "百": 100, "thousand": 1000, "k": 1000, "tausend": 1000, "千": 1000, "万": 10_000, "萬": 10_000,
    "十万": 100_000, "百万": 1_000_000, "million": 1_000_000, "millions": 1_000_000, "mio": 1_000_000, "mn": 1_000_000,
    "千万": 10_000_000, "亿": 100_000_000, "億": 100_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000,
    "十亿": 1_000_000_000,
}  # fmt: skip
#: That the number is not to be taken to the letter.
_ABOUT = (
    "approximately", "approx.", "approx", "more than", "less than", "not less than", "at least", "up to", "estimated",
    "about", "above", "circa", "under", "below", "over", "est.", "est", "ca.", "ca", "c.", "~", "≈", ">", "<", "≥", "≤",
    "大约", "约为", "约合", "超过", "不到", "左右", "以上", "以下", "估价", "价值", "约", "近",
)  # fmt: skip
#: Which say that there is none.
_NONE = frozenset(
    {
        "", "-", "–", "—", "/", "?", "no value", "none", "nil", "n/a", "na", "n.a.", "unknown", "not known",
        "not stated", "not submitted", "not valued", "no commercial value", "without value", "tbd", "无", "不详",
        "未知", "未估价", "无价值", "未定",
    }
)  # fmt: skip
#: Signs and words that several currencies share: which is meant has to be said.
_SHARED = {
    "$": ("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN"), "¥": ("CNY", "JPY"), "kr": ("SEK", "NOK", "DKK"),
    "dollar": ("USD", "CAD", "AUD", "NZD", "HKD", "SGD"), "pound": ("GBP", "EGP", "LBP"),
    "franc": ("CHF", "XOF", "XAF"),
}  # fmt: skip
_SHARED |= {f"{word}s": codes for word, codes in _SHARED.items() if word.isalpha() and word != "kr"}
_BETWEEN = re.compile(r"\s*(?:[x×*✕]|by)\s*", re.IGNORECASE)
_SIZE = re.compile(r"(?P<what>[^\d]*?)\s*(?P<number>\d[\d.,]*)\s*(?P<unit>[^\d]*)", re.ASCII)
#: What says in a cell which side is meant, beside the words themselves.
_SIDES = {
    "h": "height", "w": "width", "d": "depth", "l": "depth", "ø": "diameter", "diam": "diameter", "高": "height",
    "宽": "width", "寬": "width", "深": "depth", "长": "depth", "厚": "depth", "直径": "diameter", "重": "weight",
}  # fmt: skip
_INCHES = {'"': "in", "''": "in", "“": "in", "”": "in", "″": "in", "'": "ft", "′": "ft", "公分": "cm", "公斤": "kg"}


class Exact(str):
    """A number as a workbook keeps it, with a point: there is nothing to be read in two ways."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """``amount`` in its one form and the ISO 4217 code of its ``currency``, empty where nobody says one. ``about`` is
    what the cell says beside that: more than, about…
    """

    amount: str
    currency: str
    about: str


def decimal_mark(cells: Iterable[str]) -> str | None:
    """By which sign the numbers of a column part their fraction; empty where none of them tells (or none has a sign at
    all), ``None`` where some say this and some that.
    """
    said = set()
    for cell in cells:
        if isinstance(cell, Exact):
            continue
        for digits in _DIGITS.findall(unicodedata.normalize("NFKC", cell)):
            said.add(_told(_SPACES.sub("", digits)))
    said.discard("")
    return None if len(said) > 1 else next(iter(said), "")


def _told(digits: str) -> str:
    """The mark that one number alone tells of; empty where it may be either."""
    if "." in digits and "," in digits:
        return max(".,", key=digits.rindex)
    sign = next((each for each in ".," if each in digits), "")
    if not sign:
        return ""
    if digits.count(sign) > 1:
        return _OTHER[sign]
    whole, rest = digits.split(sign)
    return "" if len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0") else sign


def read_number(text: str, mark: str | None) -> str:
    """``text`` in its one form, its fraction parted by ``mark``; InvalidInput where it is no number, or can be read in
    two ways because nobody said the mark.
    """
    if isinstance(text, Exact):
        mark = "."
    digits = _SPACES.sub("", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"\d[\d.,]*", digits, re.ASCII) or len(digits) > 40:
        raise InvalidInput(_("“{value}” is no amount: write a number such as 1200 or 12.5.").format(value=text[:40]))
    if not mark and ("." in digits or "," in digits):
        if mark is None:
            sentence = _("This column writes numbers in two ways, “{value}” being one. Say its decimal mark.")
        else:
            sentence = _("“{value}” can be read in two ways. Say the decimal mark of this column.")
        raise InvalidInput(sentence.format(value=text[:40]))
    mark = mark or "."
    whole, _mark, rest = digits.partition(mark)
    grouping = _OTHER[mark]
    if grouping in rest or mark in rest or (grouping in whole and not _GROUPS[grouping].fullmatch(whole)):
        sentence = _("“{value}” is no number with “{mark}” before its fraction.")
        raise InvalidInput(sentence.format(value=text[:40], mark=mark))
    return tidy(Decimal(f"{whole.replace(grouping, '')}.{rest or 0}"))


def read_sum(text: str, mark: str | None, currency: str = "") -> Sum | None:
    """The money that a cell says: ``US$ 1,200.00``, ``约 3 万元``, ``1.2 million``; ``currency`` is meant where none is
    named. ``None`` where it says that there is none. InvalidInput where it says several, or what nobody can tell.
    """
    if isinstance(text, Exact):
        return Sum(read_number(text, "."), currency, "")
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _DIGITS.findall(plain)
    if len(found) != 1 or re.search(r"[-−–]\s*[$€£¥]?\s*\d", plain):
        if not found and plain.strip("$€£¥ .").casefold() in _NONE:
            return None
        sentence = _("“{value}” says more than one amount.") if len(found) > 1 else _("“{value}” says no amount.")
        raise InvalidInput(sentence.format(value=text[:60]))
    before, after = plain.split(found[0], 1)
    number = Decimal(read_number(found[0], mark))
    about, rest = [], []
    for part in (before, after):
        part, words = _without_about(part.strip())
        about += words
        rest.append(part)
    times, rest[1] = _times(rest[1])
    code = _currency([part.strip(" .-–:") for part in rest], text, currency)
    return Sum(tidy(number * times), code, " ".join(about))


def _without_about(part: str) -> tuple[str, list[str]]:
    found = []
    for word in _ABOUT:
        edge = r"\b" if word[0].isascii() and word[0].isalpha() else ""
        last = r"(?!\w)" if word[-1].isascii() and word[-1].isalpha() else ""
        shorter = re.sub(edge + re.escape(word) + last, " ", part, flags=re.IGNORECASE)
        if shorter != part:
            found.append(word)
            part = shorter
    return part.strip(), found


def _times(after: str) -> tuple[int, str]:
    """How many times a number is meant, by the word behind it, and what stands behind that."""
    for word, times in sorted(_TIMES.items(), key=lambda each: -len(each[0])):
        whole = r"(?![a-z])" if word.isascii() else ""
        match = re.match(rf"{word}\.?{whole}", after, re.IGNORECASE)
        if match is not None:
            return times, after[match.end() :].strip()
    return 1, after


def _currency(words: Sequence[str], text: str, meant: str) -> str:
    named = [word for word in words if word]
    codes = set()
    for word in named:
        shared = _SHARED.get(word.casefold())
        if shared is None:
            codes.add(read_currency(word))
        elif meant in shared:
            codes.add(meant)
        else:
            sentence = _("“{sign}” in “{value}” may be {codes}. Say the currency of this column.")
            raise InvalidInput(sentence.format(sign=word, value=text[:40], codes=listed(shared[:4])))
    if len(codes) > 1:
        raise InvalidInput(_("“{value}” names two currencies.").format(value=text[:40]))
    return next(iter(codes), meant)


@dataclass(frozen=True, slots=True)
class Size:
    """One measure: ``what`` of :data:`~archive_app.domain.model.amounts.DIMENSIONS`, its number and its unit."""

    what: str
    value: str
    unit: str


def read_sizes(text: str, mark: str | None, order: Sequence[str], unit: str = "") -> tuple[Size, ...]:
    """The measures of a cell, ``12 x 8 x 3 cm`` or ``H 30 cm × W 20 cm``: by the sides that it names, or in ``order``.
    A unit holds for those before it that have none; ``unit`` for a cell without any. InvalidInput where one can't tell.
    """
    found: list[tuple[str, str, str]] = []
    for place, part in enumerate(_BETWEEN.split(text.strip())):
        match = _SIZE.fullmatch(part.strip())
        if match is None:
            raise InvalidInput(_("“{value}” says no sizes: write them as 12 x 8 x 3 cm.").format(value=text[:60]))
        side = match["what"].strip(" .:=").casefold()
        named = match["unit"].strip(" .;").casefold()
        # Units and sides may stand before or behind: 30 cm (H).
        bracket = re.fullmatch(r"(.*?)\s*\(?([^\s()]+)\)?", named)
        if not side and bracket and _side(bracket[2]):
            named, side = bracket[1], bracket[2]
        what = _side(side)
        if not what and (side or place >= len(order)):
            sentence = _("Which sides “{value}” means can't be told: say their order for this column.")
            raise InvalidInput(sentence.format(value=text[:60]))
        found.append((what or order[place], read_number(match["number"].rstrip(".,"), mark), named))
    sizes: list[Size] = []
    after = unit
    for what, value, named in reversed(found):
        after = _unit(named, what) if named else after
        if not after:
            raise InvalidInput(_("“{value}” has no unit: say one for this column.").format(value=text[:60]))
        sizes.append(Size(what, value, after))
    return tuple(reversed(sizes))


def read_measure(text: str, mark: str | None, what: str, unit: str = "") -> Size:
    """One measure of which it is known ``what`` it is; ``unit`` where the cell says none."""
    return read_sizes(text, mark, (what,), unit)[0] if not isinstance(text, Exact) else Size(what, text, unit)


def _side(word: str) -> str:
    if not word:
        return ""
    return _SIDES.get(word) or next((each for each in DIMENSIONS if word in (each, _(each).casefold())), "")


def _unit(word: str, what: str) -> str:
    unit = _INCHES.get(word) or unit_called(word)
    if unit not in units_of(what):
        sentence = _("“{unit}” measures no {what}. Write one of: {units}.")
        raise InvalidInput(sentence.format(unit=word[:40], what=_(what), units=listed(map(_, units_of(what)))))
    return unit
