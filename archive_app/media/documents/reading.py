"""Which documents have words that can be read, and by what."""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Callable
from typing import BinaryIO

from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.documents import markup, office, pdf_text, rich_text
from archive_app.media.documents.words import MOST, Gathering, Words
from archive_app.media.formats import charsets
from archive_app.media.formats.filetypes import PDF, Family, FileType

#: What takes one byte in UTF-8 takes four at most in any encoding.
_MOST_BYTES = 4 * MOST
#: What is no text to people, though it is made of letters.
_NO_TEXT = frozenset({"application/rdf+xml", "application/vnd.apple.mpegurl"})
_READERS: dict[str, Callable[[BinaryIO], Words]] = {
    **office.READERS,
    "application/epub+zip": markup.book,
    "application/rtf": rich_text.read,
    "text/html": markup.web_page,
}
_MARKS = (b"\xff\xfe", b"\xfe\xff")


def has_words(filetype: FileType) -> bool:
    """Whether the words of such files can be read."""
    plain = filetype.family is Family.TEXT and filetype.mime not in _NO_TEXT
    return plain or filetype.mime == PDF or filetype.mime in _READERS


def read_words(stream: BinaryIO, filetype: FileType) -> Words:
    """The words of a document, page by page. Raises Unreadable with the reason; what a damaged file makes a reader
    raise is one.
    """
    stream.seek(0)
    try:
        if filetype.mime == PDF:
            return pdf_text.read(stream)
        return _READERS.get(filetype.mime, plain)(stream)
    except (Unreadable, MemoryError, OSError):
        raise
    except Exception as error:  # whatever the damage makes a library raise
        raise Unreadable(_("The document is damaged and can't be shown.")) from error


def plain(stream: BinaryIO) -> Words:
    """A text as it stands."""
    gathering = Gathering()
    data = stream.read(_MOST_BYTES + 1)
    gathering.cut = len(data) > _MOST_BYTES
    data = data[:_MOST_BYTES]
    if data.startswith(_MARKS):
        wide = "utf-32" if data[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff") else "utf-16"
        gathering.add(charsets.read_as(data, wide))
    else:
        gathering.add(charsets.decode(data))
    return gathering.words(paged=False)


def load() -> None:
    """Load what unpacks and reads, as nothing can be loaded by a worker that has begun to read."""
    codecs.lookup("cp437")
    small = io.BytesIO()
    with zipfile.ZipFile(small, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "<p><t>a</t></p>")
    office.word(small)
    rich_text.read(io.BytesIO(b"{\\rtf1\\ansi\\ansicpg1252 a}"))
    markup.web_page(io.BytesIO(b"<p>a&amp;"))
