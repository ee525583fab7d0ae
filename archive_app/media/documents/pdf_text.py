"""The words of PDF documents, as PDFium finds them."""

from __future__ import annotations

from typing import BinaryIO

from archive_app.media.documents.pdfium import opened
from archive_app.media.documents.words import Gathering, Words

#: Seconds of the processor for a whole document.
_SECONDS = 6.0
#: How PDFium writes a hyphen that parts a word at the end of a line, and elsewhere.
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
    return text
