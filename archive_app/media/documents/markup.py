"""The words of web pages, and of books that are made of them."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from typing import BinaryIO
from urllib.parse import unquote

from archive_app.media.documents.package import Package
from archive_app.media.documents.words import Gathering, Words
from archive_app.media.formats import charsets

_MOST_BYTES = 4 << 20
_CHUNK = 1 << 16
_SILENT = frozenset({"script", "style", "template", "noscript"})
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "title", "section", "article",
     "blockquote", "pre", "dt", "dd", "figcaption", "hr", "header", "footer", "body"}
)  # fmt: skip
_CELLS = frozenset({"td", "th"})


def web_page(stream: BinaryIO) -> Words:
    """What a page shows, without its scripts and styles."""
    gathering = Gathering()
    data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        gathering.cut = True
    _take(charsets.decode(data[:_MOST_BYTES]), gathering)
    return gathering.words(paged=False)


def book(stream: BinaryIO) -> Words:
    """The chapters of an EPUB book in the order in which they are read, each a part of its own."""
    package, gathering = Package(stream), Gathering()
    roots = package.elements("META-INF/container.xml", "rootfile", gathering)
    contents = roots[0].get("full-path", "") if roots else ""
    files = {each.get("id"): each.get("href", "") for each in package.elements(contents, "item", gathering)}
    for each in package.elements(contents, "itemref", gathering):
        if gathering.full:
            break
        href = unquote(files.get(each.get("idref"), "").partition("#")[0])
        data = b"".join(_up_to(package, posixpath.normpath(posixpath.join(posixpath.dirname(contents), href))))
        _take(charsets.decode(data), gathering)
        gathering.turn()
    return gathering.words(paged=False)


def _up_to(package: Package, part: str) -> list[bytes]:
    found: list[bytes] = []
    for piece in package.chunks(part):
        found.append(piece)
        if len(found) * _CHUNK > _MOST_BYTES:
            break
    return found


def _take(text: str, gathering: Gathering) -> None:
    reader = _Reader(gathering)
    for at in range(0, len(text), _CHUNK):
        if gathering.full:
            return
        reader.feed(text[at : at + _CHUNK])
    reader.close()


class _Reader(HTMLParser):
    def __init__(self, gathering: Gathering) -> None:
        super().__init__(convert_charrefs=True)
        self._gathering = gathering
        self._silent = 0

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self._gathering.add("\n")
        elif tag in _CELLS:
            self._gathering.add("\t")

    def handle_startendtag(self, tag: str, _attributes: object) -> None:
        if tag in _BLOCKS:
            self._gathering.add("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS and tag != "br":
            self._gathering.add("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._gathering.add(data)
