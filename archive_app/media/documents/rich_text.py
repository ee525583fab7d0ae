"""The words of RTF documents: what stands between their signs, which are passed over."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from archive_app.media.documents.words import Gathering, Words

_MOST_BYTES = 16 << 20
_SIGN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.I
)
#: Groups that hold no words of the text.
_PASSED_OVER = frozenset(
    b"fonttbl colortbl stylesheet info pict object themedata datastore listtable listoverridetable rsidtbl generator "
    b"xmlnstbl filetbl revtbl latentstyles colorschememapping mmathPr fldinst".split()
)
_WRITTEN = {
    b"par": "\n", b"line": "\n", b"row": "\n", b"sect": "\n", b"page": "\n", b"tab": "\t", b"cell": "\t",
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•",
}  # fmt: skip
#: Encodings of fonts by the number of their script, where no other is meant.
_SCRIPTS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 162: "cp1254", 177: "cp1255",
            178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}  # fmt: skip
_DEEPEST = 10_000


class _Reader:
    """``_stack`` holds for each open group whether it is passed over, and its font."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._stack: list[tuple[bool, int]] = [(False, -1)]
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._defined = -1
        self._skipped, self._wide = 0, 1
        self._bytes = b""
        self._half = 0

    def sign(self, match: re.Match[bytes]) -> None:
        word, number, byte, symbol, brace, text = match.groups()
        if byte is not None:
            self._byte(bytes([int(byte, 16)]))
            return
        if text is not None:
            self._text(text)
            return
        self.flush()
        if brace == b"{":
            if len(self._stack) < _DEEPEST:
                self._stack.append(self._stack[-1])
        elif brace == b"}":
            if len(self._stack) > 1:
                self._stack.pop()
        elif symbol is not None:
            self._symbol(symbol)
        elif word is not None:
            self._word(word, int(number) if number else None)

    def flush(self) -> None:
        if self._bytes:
            encoding = self._fonts.get(self._stack[-1][1], self._encoding)
            self._gathering.add(self._bytes.decode(encoding, "ignore"))
            self._bytes = b""

    def _text(self, text: bytes) -> None:
        self._byte(text[self._skipped :])
        self._skipped = max(0, self._skipped - len(text))

    def _byte(self, data: bytes) -> None:
        if self._stack[-1][0] or not data:
            return
        if len(data) == 1 and self._skipped:
            self._skipped -= 1
        else:
            self._bytes += data

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._pass_over()
        elif not self._stack[-1][0]:
            self._gathering.add({b"~": "\xa0", b"_": "-", b"\n": "\n", b"-": ""}.get(symbol, symbol.decode("latin-1")))

    def _pass_over(self) -> None:
        self._stack[-1] = (True, self._stack[-1][1])

    def _letter(self, number: int) -> None:
        """One of the numbers that UTF-16 writes letters with: those beyond the first plane come in two halves."""
        if 0xD800 <= number < 0xDC00:
            self._half = number
            return
        if 0xDC00 <= number < 0xE000:
            number = 0x10000 + ((self._half - 0xD800) << 10) + number - 0xDC00 if self._half else 0xFFFD
        self._half = 0
        self._gathering.add(chr(number))

    def _word(self, word: bytes, number: int | None) -> None:
        if word == b"ansicpg" and number is not None:
            self._encoding = _known(f"cp{number}") or self._encoding
        elif word == b"uc":
            self._wide = min(number or 0, 8)
        elif word == b"f" and number is not None:
            self._defined = number
            self._stack[-1] = (self._stack[-1][0], number)
        elif word == b"fcharset" and number in _SCRIPTS:
            self._fonts[self._defined] = _SCRIPTS[number]
        elif word in _PASSED_OVER:
            self._pass_over()
        elif self._stack[-1][0]:
            return
        elif word == b"u" and number is not None:
            self._letter(number & 0xFFFF)
            self._skipped = self._wide
        elif word in _WRITTEN:
            self._gathering.add(_WRITTEN[word])


def read(stream: BinaryIO) -> Words:
    """The text of an RTF document."""
    gathering = Gathering()
    data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        gathering.cut = True
    reader = _Reader(gathering)
    for number, match in enumerate(_SIGN.finditer(data[:_MOST_BYTES])):
        if number % 1_000 == 0 and gathering.full:
            break
        reader.sign(match)
    reader.flush()
    return gathering.words(paged=False)


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return ""
