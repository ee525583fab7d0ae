"""Office files and books: packed XML, of which no more is unpacked and read than a document of that kind needs.

What is packed so that it would burst whoever unpacks it is refused before anything is unpacked: more entries, or more
bytes for each packed one, than any document has. XML that declares entities of its own is refused too; what lies
outside the file is never asked for.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, NoReturn
from xml.parsers import expat

from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.documents.words import Gathering

_END, _END_LENGTH, _END_64 = b"PK\x05\x06", 22, b"PK\x06\x07"
_COMMENT = 1 << 16
_MOST_ENTRIES, _LARGEST_TABLE = 20_000, 4 << 20
_LARGEST, _MOST_PACKED = 32 << 20, 100
_CHUNK = 1 << 16
_DIGITS = re.compile(r"(\d+)")

#: What an element says where it begins (name without its namespace, attributes likewise), in its text, where it ends.
Begin = Callable[[str, dict[str, str]], None]
Text = Callable[[str], None]
End = Callable[[str], None]


class Package:
    """The parts of one packed file. Raises Unreadable where it is damaged, or packed to do harm."""

    def __init__(self, stream: BinaryIO) -> None:
        _refuse_swollen(stream)
        try:
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise damaged() from error

    @property
    def names(self) -> list[str]:
        """Of all parts, with numbers in their order."""
        return sorted(self._zip.namelist(), key=_natural)

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece; nothing where there is none of this name."""
        try:
            entry = self._zip.getinfo(name)
        except KeyError:
            return
        if entry.file_size > _LARGEST and entry.file_size > _MOST_PACKED * max(entry.compress_size, 1):
            raise _swollen()
        try:
            with self._zip.open(entry) as part:
                while piece := part.read(_CHUNK):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            raise damaged() from error

    def walk(self, name: str, gathering: Gathering, begin: Begin, text: Text, end: End) -> None:
        """Read the XML of a part, until ``gathering`` is full."""
        parser, piece = _parser(begin, text, end), b""
        try:
            for piece in self.chunks(name):
                parser.Parse(piece, False)
                if gathering.full:
                    return
            if piece:
                parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise damaged() from error

    def elements(self, name: str, wanted: str, gathering: Gathering) -> list[dict[str, str]]:
        """The attributes of each element that is called ``wanted`` in a part."""
        found: list[dict[str, str]] = []

        def begin(element: str, attributes: dict[str, str]) -> None:
            if element == wanted:
                found.append(attributes)

        self.walk(name, gathering, begin, lambda _text: None, lambda _element: None)
        return found


def damaged() -> Unreadable:
    return Unreadable(_("The document is damaged and can't be shown."))


def _swollen() -> Unreadable:
    return Unreadable(_("The document unpacks to far more than any such document has; it is kept and not read."))


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() and len(part) < 10 else (0, part) for part in _DIGITS.split(name)]


def _refuse_swollen(stream: BinaryIO) -> None:
    """The table of contents is read by whoever opens the file, and is as long as it says."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _COMMENT - _END_LENGTH))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_LENGTH:
        raise damaged()
    entries, table = (
        int.from_bytes(tail[at + 10 : at + 12], "little"),
        int.from_bytes(tail[at + 12 : at + 16], "little"),
    )
    if entries > _MOST_ENTRIES or table > _LARGEST_TABLE or tail[max(0, at - 20) : at].startswith(_END_64):
        raise _swollen()
    stream.seek(0)


def _parser(begin: Begin, text: Text, end: End) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def started(name: str, attributes: dict[str, str]) -> None:
        # Of two that are called alike the one with a namespace says which part is meant.
        begin(_bare(name), {_bare(key): attributes[key] for key in sorted(attributes, key=lambda key: "}" in key)})

    parser.StartElementHandler = started
    parser.CharacterDataHandler = text
    parser.EndElementHandler = lambda name: end(_bare(name))
    parser.EntityDeclHandler = _refuse_entity
    return parser


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _refuse_entity(*_declared: object) -> NoReturn:
    raise Unreadable(_("The document declares entities of its own, as no such document does; it is kept and not read."))
