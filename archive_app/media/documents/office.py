"""The words of office files: Word, Excel and PowerPoint since 2007, and OpenDocument."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import BinaryIO

from archive_app.media.documents.package import Package
from archive_app.media.documents.words import Gathering, Words

_BESIDE_WORD = ("header", "footer", "footnotes", "endnotes", "comments")
#: What says twice what stands beside it, is read as signs of how to say something, or was struck out.
_PASSED_OVER = frozenset({"Fallback", "rPh", "tracked-changes"})


def word(stream: BinaryIO) -> Words:
    """A text: the document itself, then what stands above, below and behind it."""
    package, gathering = Package(stream), Gathering()
    beside = [name for name in package.names if name.startswith("word/") and name[5:].startswith(_BESIDE_WORD)]
    for name in ("word/document.xml", *beside):
        _read(package, name, gathering, _Lines(gathering, ends={"p": "\n", "tc": "\t"}))
        gathering.add("\n")
    return gathering.words(paged=False)


def excel(stream: BinaryIO) -> Words:
    """A table: each sheet with its name is a page."""
    package, gathering = Package(stream), Gathering()
    shared = _shared(package, gathering)
    for name, part in _in_order(package, "xl/workbook.xml", "sheet", gathering):
        gathering.add(f"{name}\n")
        _read(package, part, gathering, _Cells(gathering, shared))
        gathering.turn()
    return gathering.words(paged=True)


def powerpoint(stream: BinaryIO) -> Words:
    """A presentation: each slide with its notes is a page."""
    package, gathering = Package(stream), Gathering()
    for _name, part in _in_order(package, "ppt/presentation.xml", "sldId", gathering):
        for each in (part, *_notes(package, part, gathering)):
            _read(package, each, gathering, _Lines(gathering, ends={"p": "\n"}))
        gathering.turn()
    return gathering.words(paged=True)


def opendocument(stream: BinaryIO, *, paged: bool) -> Words:
    """A text, a table or a presentation; the last two have pages."""
    package, gathering = Package(stream), Gathering()
    _read(package, "content.xml", gathering, _OpenDocument(gathering, paged))
    return gathering.words(paged=paged)


class _Lines:
    """Text of elements called ``t``; what stands behind other elements where they end says ``ends``."""

    def __init__(self, gathering: Gathering, ends: dict[str, str]) -> None:
        self._gathering, self._ends = gathering, ends
        self._inside = False

    def begin(self, name: str, _attributes: dict[str, str]) -> None:
        self._inside = name == "t"
        if name in ("tab", "br", "cr"):
            self._gathering.add("\t" if name == "tab" else "\n")

    def text(self, text: str) -> None:
        if self._inside:
            self._gathering.add(text)

    def end(self, name: str) -> None:
        self._inside = False
        if name in self._ends:
            self._gathering.add(self._ends[name])


class _Cells:
    """The cells of one sheet: what they say, or what they were worked out to be."""

    def __init__(self, gathering: Gathering, shared: list[str]) -> None:
        self._gathering, self._shared = gathering, shared
        self._refers = self._inside = False
        self._said = ""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._refers, self._said = attributes.get("t") == "s", ""
        self._inside = name in ("v", "t")

    def text(self, text: str) -> None:
        if self._inside:
            self._said += text

    def end(self, name: str) -> None:
        self._inside = False
        if name == "row":
            self._gathering.add("\n")
        elif name == "c" and self._said:
            said, self._said = self._said, ""
            if self._refers:
                at = int(said) if said.isdecimal() and len(said) < 9 else len(self._shared)
                said = self._shared[at] if at < len(self._shared) else ""
            self._gathering.add(f"{said}\t")


class _OpenDocument:
    """Paragraphs and headings, wherever they stand."""

    def __init__(self, gathering: Gathering, paged: bool) -> None:
        self._gathering, self._paged = gathering, paged
        self._depth = self._pages = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("p", "h"):
            self._depth += 1
        elif name == "s":
            self._gathering.add(" ")
        elif name in ("tab", "line-break"):
            self._gathering.add("\t" if name == "tab" else "\n")
        elif self._paged and name in ("page", "table") and not self._depth:
            if self._pages:
                self._gathering.turn()
            self._pages += 1
            self._gathering.add(f"{attributes.get('name', '')}\n" if name == "table" else "")

    def text(self, text: str) -> None:
        if self._depth:
            self._gathering.add(text)

    def end(self, name: str) -> None:
        if name in ("p", "h"):
            self._depth -= 1
            self._gathering.add("\n")


_Reader = _Lines | _Cells | _OpenDocument


def _read(package: Package, part: str, gathering: Gathering, reader: _Reader) -> None:
    """Hand the XML of a part to ``reader``, but for what is passed over."""
    passed = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal passed
        if passed or name in _PASSED_OVER:
            passed += 1
        else:
            reader.begin(name, attributes)

    def end(name: str) -> None:
        nonlocal passed
        if passed:
            passed -= 1
        else:
            reader.end(name)

    def text(said: str) -> None:
        if not passed:
            reader.text(said)

    package.walk(part, gathering, begin, text, end)


def _shared(package: Package, gathering: Gathering) -> list[str]:
    """The texts that cells refer to by number. They are counted once they stand in a cell."""
    apart = Gathering(seconds=gathering.seconds / 2)
    texts: list[str] = []
    said: list[str] = []

    class _Texts(_Lines):
        def text(self, text: str) -> None:
            if self._inside:
                said.append(text)

        def end(self, name: str) -> None:
            super().end(name)
            if name == "si":
                texts.append("".join(said))
                said.clear()

    _read(package, "xl/sharedStrings.xml", apart, _Texts(apart, ends={}))
    return texts


def _in_order(package: Package, part: str, element: str, gathering: Gathering) -> list[tuple[str, str]]:
    """What a part lists under ``element``: its name, and the part that it is."""
    parts = _related(package, part, gathering)
    listed = package.elements(part, element, gathering)
    # Both bear a number and the number of a part; without their namespaces the latter is last.
    return [(each.get("name", ""), parts[each["id"]]) for each in listed if each.get("id") in parts]


def _notes(package: Package, part: str, gathering: Gathering) -> list[str]:
    return [each for each in _related(package, part, gathering).values() if "/notesSlides/" in each]


def _related(package: Package, part: str, gathering: Gathering) -> dict[str, str]:
    """The parts that a part refers to, by their number there."""
    folder, name = posixpath.split(part)
    found = {}
    for each in package.elements(f"{folder}/_rels/{name}.rels", "Relationship", gathering):
        target = posixpath.normpath(posixpath.join(folder, each.get("Target", ""))).lstrip("/")
        found[each.get("Id", "")] = target
    return found


#: What reads the words of a type.
READERS: dict[str, Callable[[BinaryIO], Words]] = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": word,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": excel,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": powerpoint,
    "application/vnd.oasis.opendocument.text": lambda stream: opendocument(stream, paged=False),
    "application/vnd.oasis.opendocument.spreadsheet": lambda stream: opendocument(stream, paged=True),
    "application/vnd.oasis.opendocument.presentation": lambda stream: opendocument(stream, paged=True),
    "application/vnd.oasis.opendocument.graphics": lambda stream: opendocument(stream, paged=True),
}
