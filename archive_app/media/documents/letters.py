"""Where the letters of a page stand, so that words on it can be marked: PDFium says it letter by letter."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from archive_app.domain.model.boxes import Box

#: Scripts that are written without spaces, with the signs that stand between their words.
UNSPACED = re.compile(
    "[\u3001-\u3002\uff0c\uff1b\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\U00020000-\U0003ffff]"
)
#: How PDFium writes a hyphen at the end of a line, where the next line goes on without a space.
HYPHEN = re.compile("[\x02\ufffe](?:\r\n)?")
_WORD, _WORD_BEFORE = re.compile(r"[^\W\d_]+"), re.compile(r"[^\W\d_]+$")
_LONGEST_WORD = 60
#: Letters of one page that are asked for: a page of a newspaper has a third of them.
MOST_LETTERS = 60_000
#: A side of the page in the numbers of a box.
SIDE = 65_535
#: Left, upper, right and lower edge of one letter.
BOX = struct.Struct("<4H")
#: Letters of one line overlap by so much of their height, and stand no further apart than so many of it.
_SAME_LINE, _GAP = 0.5, 2.0


@dataclass(frozen=True, slots=True)
class Letters:
    """``text`` has a character for each letter of a page as PDFium counts them, ``boxes`` a :data:`BOX` for each, in
    :data:`SIDE` parts of the page as it is drawn, all nought where there is nothing to be seen.
    """

    text: str = ""
    boxes: bytes = b""

    def places(self, find: Callable[[str], Iterable[tuple[int, int]]]) -> list[tuple[Box, ...]]:
        """Where each span (start, end in characters) stands that ``find`` finds in the text of the page, with words and
        lines joined that were parted: a box for each line that it is on, those left out that can't be seen.
        """
        said, at = self._running()
        found = []
        for start, end in find(said):
            lines = tuple(_lines(self._box(at[place]) for place in range(start, min(end, len(at)))))
            if lines:
                found.append(lines)
        return found

    def _running(self) -> tuple[str, list[int]]:
        """The text as one reads it, and the letter that each of its characters is."""
        text, said, at, place = self.text, list[str](), list[int](), 0
        while place < len(text):
            if hyphen := HYPHEN.match(text, place):
                if joint(hyphen):
                    said.append("-")
                    at.append(place)
                place = hyphen.end()
                continue
            if text[place] in "\r\n" and said and UNSPACED.match(said[-1]):
                after = place
                while after < len(text) and text[after] in "\r\n":
                    after += 1
                if UNSPACED.match(text, after):
                    place = after
                    continue
            said.append(text[place])
            at.append(place)
            place += 1
        return "".join(said), at

    def _box(self, letter: int) -> Box:
        left, top, right, bottom = BOX.unpack_from(self.boxes, letter * BOX.size)
        return Box(left / SIDE, top / SIDE, max(0, right - left) / SIDE, max(0, bottom - top) / SIDE)


def joint(hyphen: re.Match[str]) -> str:
    """What a hyphen at the end of a line is in the running text: nothing where it parts a word, else a hyphen. It is
    one where a capital or no letter follows, and where the same words stand on the page joined by one.
    """
    text, start, end = hyphen.string, hyphen.start(), hyphen.end()
    before, after = _WORD_BEFORE.search(text[max(0, start - _LONGEST_WORD) : start]), _WORD.match(text, end)
    if before is None or after is None or after[0][0].isupper():
        return "-"
    return "-" if f"{before[0]}-{after[0]}" in text else ""


def _lines(letters: Iterable[Box]) -> Iterator[Box]:
    """The boxes of letters that follow each other, as one box for each line."""
    line: Box | None = None
    for letter in letters:
        if not letter.width or not letter.height:
            continue
        if line is not None and _goes_on(line, letter):
            left, top = min(line.x, letter.x), min(line.y, letter.y)
            line = Box(left, top, max(line.right, letter.right) - left, max(line.bottom, letter.bottom) - top)
        else:
            if line is not None:
                yield line
            line = letter
    if line is not None:
        yield line


def _goes_on(line: Box, letter: Box) -> bool:
    """Whether a letter stands on the line: written across, or downwards as Chinese may be."""
    across = min(line.bottom, letter.bottom) - max(line.y, letter.y)
    down = min(line.right, letter.right) - max(line.x, letter.x)
    high, wide = min(line.height, letter.height), min(line.width, letter.width)
    beside = across > _SAME_LINE * high and -down < _GAP * max(line.height, letter.height)
    below = down > _SAME_LINE * wide and -across < _GAP * letter.width and line.width < _GAP * letter.width
    return beside or below
