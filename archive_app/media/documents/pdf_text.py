"""The words of PDF documents, as PDFium finds them."""

from __future__ import annotations

import re
from typing import BinaryIO

from archive_app.media.documents.pdfium import opened
from archive_app.media.documents.words import Gathering, Words

#: Seconds of the processor for a whole document.
_SECONDS = 6.0
#: How PDFium writes a hyphen that parts a word at the end of a line, and elsewhere.
#: Scripts that are written without spaces, with the signs that stand between their words; and how long a full line is
#: beside the longest one at least.
_UNSPACED = re.compile(
    "[\u3001-\u3002\uff0c\uff1b\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\U00020000-\U0003ffff]"
)
_FULL = 0.7
_PARTED, _HYPHEN = ("\x02\r\n", "\ufffe\r\n"), ("\x02", "\ufffe")


def read(stream: BinaryIO) -> Words:
    """The text of each page. Raises Unreadable where the document is locked or damaged; a page that is damaged has no
    text.
    """
    import pypdfium2

    gathering = Gathering(seconds=_SECONDS)
    with opened(stream) as document:
        total = len(document)
        for number in range(total):
            if gathering.full:
                break
            try:
                gathering.add(_joined(document[number].get_textpage().get_text_range()))
            except pypdfium2.PdfiumError:
                gathering.add("")
            gathering.turn()
    found = gathering.words(paged=True)
    return Words(found.pages, total, found.cut)


def _joined(text: str) -> str:
    for parted in _PARTED:
        text = text.replace(parted, "")
    for hyphen in _HYPHEN:
        text = text.replace(hyphen, "-")
    return _unbroken(text)


def _unbroken(text: str) -> str:
    """``text`` without the ends of lines that are full and part a word of a script that has no spaces."""
    lines = text.splitlines()
    full = _FULL * max(map(_width, lines), default=0)
    said: list[str] = []
    before = ""
    for line in lines:
        parted = _UNSPACED.match(before[-1:]) and _UNSPACED.match(line) and _width(before) > full
        said += [line] if parted or not said else ["\n", line]
        before = line
    return "".join(said)


def _width(line: str) -> int:
    """How wide a line is: Han characters and kana are twice as wide as letters."""
    return len(line) + sum(character >= "\u2e80" for character in line)
