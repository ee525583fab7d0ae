"""The words of PDF documents, as PDFium finds them."""

from __future__ import annotations

import ctypes
from typing import BinaryIO

from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.documents.letters import BOX, HYPHEN, MOST_LETTERS, SIDE, UNSPACED, Letters, joint
from archive_app.media.documents.pdfium import opened
from archive_app.media.documents.words import Gathering, Words

#: Seconds of the processor for a whole document.
_SECONDS = 6.0
#: How long a full line is beside the longest one at least.
_FULL = 0.7


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


def letters(stream: BinaryIO, number: int) -> Letters:
    """Where the letters of a page stand, counted from 0. Raises Unreadable where the document is damaged or has no such
    page.
    """
    import pypdfium2
    from pypdfium2 import raw

    try:
        with opened(stream) as document:
            if number >= len(document):
                raise Unreadable(_("The document has no such page."))
            page = document[number]
            textpage = page.get_textpage()
            said, boxes = [], []
            left, right, bottom, top = (ctypes.c_double() for _side in range(4))
            for place in range(min(textpage.count_chars(), MOST_LETTERS)):
                said.append(_letter(raw.FPDFText_GetUnicode(textpage, place)))
                seen = raw.FPDFText_GetCharBox(textpage, place, left, right, bottom, top)
                corners = [_on_page(raw, page, x, y) for x, y in ((left, top), (right, bottom))] if seen else [(0, 0)]
                across, down = zip(*corners, strict=True)
                boxes.append(BOX.pack(min(across), min(down), max(across), max(down)))
            return Letters("".join(said), b"".join(boxes))
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_("The document is damaged and can't be shown.")) from error


def _letter(code: int) -> str:
    """One character for each letter: one without a code, and half of one, is a sign that is no letter."""
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _on_page(raw: object, page: object, x: ctypes.c_double, y: ctypes.c_double) -> tuple[int, int]:
    """A point of the page as it is drawn: turned as it says and cut as it says."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, SIDE, SIDE, 0, x, y, across, down)  # type: ignore[attr-defined]
    return max(0, min(SIDE, across.value)), max(0, min(SIDE, down.value))


def _joined(text: str) -> str:
    return _unbroken(HYPHEN.sub(joint, text))


def _unbroken(text: str) -> str:
    """``text`` without the ends of lines that are full and part a word of a script that has no spaces."""
    lines = text.splitlines()
    full = _FULL * max(map(_width, lines), default=0)
    said: list[str] = []
    before = ""
    for line in lines:
        parted = UNSPACED.match(before[-1:]) and UNSPACED.match(line) and _width(before) > full
        said += [line] if parted or not said else ["\n", line]
        before = line
    return "".join(said)


def _width(line: str) -> int:
    """How wide a line is: Han characters and kana are twice as wide as letters."""
    return len(line) + sum(character >= "\u2e80" for character in line)
