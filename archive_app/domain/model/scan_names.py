"""What the name of a scan says of it: that it is the front or the back of a thing, or a page, and which.

In English, Chinese, German and French, with digits, Chinese and Roman numerals, letters (``12a``, ``12b``) and the
folios of manuscripts (``12r``, ``12v``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from archive_app.domain.model.kinds import FileRole
from archive_app.domain.text.numerals import with_digits


class Row(StrEnum):
    """How parts are counted: PAGES by a number that says so, COUNTED by one that may mean something else, PARTS by 上,
    中 and 下, of which the middle one may be wanting.
    """

    PAGES = "pages"
    COUNTED = "counted"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Part:
    """Of ``what`` a scan is a side or a page, and which ``number`` that is in its ``row``."""

    what: str
    role: FileRole
    number: int = 0
    row: Row = Row.PAGES


_HAN = "〇零一二三四五六七八九十百廿卅"
_ROMAN = "(?=[ivxlc])(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_THIRDS = "上中下"
#: What stands between a name and such an end of it.
_GAP = r"(?:^|[\W_]+)"


def _roman(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _letter(letter: str) -> int:
    return ord(letter) - ord("a") + 1


def _digits(number: str) -> int:
    return int(with_digits(number))


def _third(character: str) -> int:
    return _THIRDS.index(character) + 1


def _none(_text: str) -> int:
    return 0


#: Ends of names: what they say, how their number is read.
_ENDS: tuple[tuple[FileRole, Row, re.Pattern[str], Callable[[str], int]], ...] = tuple(
    (role, row, re.compile(f"{pattern}$"), read)
    for role, row, pattern, read in (
        (FileRole.FRONT, Row.PAGES, rf"{_GAP}(?:front|recto|obverse|vorderseite|正)|(?<=\d)r|正面", _none),
        (
            FileRole.BACK,
            Row.PAGES,
            rf"{_GAP}(?:back|verso|reverse|r(?:ü|ue)ckseite|[背反])|(?<=\d)v|[背反]面",
            _none,
        ),
        (FileRole.PAGE, Row.PAGES, rf"{_GAP}(?:page|seite|blatt|p|s)[ ._-]{{0,2}}([0-9]{{1,4}})", _digits),
        (FileRole.PAGE, Row.PAGES, rf"(?:{_GAP})?第([0-9]{{1,4}}|[{_HAN}]{{1,6}})[页頁面张張]", _digits),
        (FileRole.PAGE, Row.PAGES, rf"{_GAP}(?:page|seite|blatt|p|s)[ ._-]{{0,2}}({_ROMAN})", _roman),
        (FileRole.PAGE, Row.COUNTED, rf"(?:{_GAP})?之([0-9]{{1,4}}|[{_HAN}]{{1,6}})", _digits),
        (FileRole.PAGE, Row.COUNTED, rf"{_GAP}([{_HAN}]{{1,6}})\W?", _digits),
        (FileRole.PAGE, Row.PARTS, rf"(?:{_GAP})?([{_THIRDS}])", _third),
        (FileRole.PAGE, Row.COUNTED, rf"{_GAP}({_ROMAN})", _roman),
        (FileRole.PAGE, Row.COUNTED, rf"(?:{_GAP}|(?<=\d))([a-h])", _letter),
    )
)


def part_called(name: str) -> Part | None:
    """What a name says of this kind, ``None`` where it says nothing."""
    stem = unicodedata.normalize("NFKC", PurePath(name).stem).casefold()
    for role, row, ends, read in _ENDS:
        found = ends.search(stem)
        if found is not None:
            return Part(stem[: found.start()], role, read(next(filter(None, found.groups()), "")), row)
    return None


def is_whole(row: Row, numbers: Sequence[int]) -> bool:
    """Whether these numbers, in their order, are those of parts that lie side by side, none missing between them."""
    if len(numbers) < 2:
        return False
    if row is Row.PARTS:
        return list(numbers) in ([1, 3], [1, 2, 3])
    first = numbers[0] if row is Row.PAGES else 1
    return list(numbers) == list(range(first, first + len(numbers)))
