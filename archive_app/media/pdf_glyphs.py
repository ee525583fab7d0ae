"""Text that copies out of a PDF as it was written, also where several signs make one letter.

Thai and Indic vowels, Arabic and Hebrew points are drawn as several glyphs for one cluster of characters. typst names
the whole cluster for each of these glyphs and puts the true text beside them as ``/ActualText``; a reader that does not
know ``/ActualText`` copies the cluster several times. Here every glyph of a cluster gets a code of its own for its own
share of the text, so that each reader finds each character once. What is drawn does not change: the new codes lead to
the same glyphs (PDF 32000-1, 9.7.4.3 CIDToGIDMap, 9.10.3 ToUnicode).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_Instruction = Any  # pikepdf's stubs say nothing of what is in one
_BLOCK = 100  # entries that one beginbfchar may have


def spell_out_clusters(document: pikepdf.Pdf) -> None:
    """Give each glyph of every cluster in ``document``, fresh from typst, its own share of the cluster's text."""
    fonts: dict[tuple[int, int], _Font] = {}
    for page in document.pages:
        contents = page.obj.get("/Contents")
        if isinstance(contents, pikepdf.Stream) and b"/ActualText" in contents.read_bytes():
            contents.write(_rewritten(page, fonts))
    for font in fonts.values():
        font.save(document)


@dataclass(slots=True)
class _Font:
    """A composite font of two-byte codes. ``shares`` are the new codes, by glyph and text."""

    resource: pikepdf.Object
    next_code: int = 0
    shares: dict[tuple[int, str], int] = field(default_factory=dict)

    @property
    def usable(self) -> bool:
        """Whether codes may lead to glyphs through a table: embedded TrueType outlines, as typst writes them."""
        below = self.resource.get("/DescendantFonts")
        return (
            below is not None
            and below[0].get("/Subtype") == "/CIDFontType2"
            and below[0].get("/CIDToGIDMap") == "/Identity"
            and "/ToUnicode" in self.resource
        )

    def share(self, glyph: int, text: str) -> int:
        """The code that draws ``glyph`` and means ``text``."""
        if not self.next_code:
            self.next_code = _first_free(self.resource.DescendantFonts[0])
        code = self.shares.get((glyph, text))
        if code is None:
            code = self.shares[glyph, text] = self.next_code
            self.next_code += 1
        return code

    def save(self, document: pikepdf.Pdf) -> None:
        """Write the new codes into the font's tables."""
        if not self.shares:
            return
        below = self.resource.DescendantFonts[0]
        first = min(self.shares.values())
        glyphs = bytearray(b"".join(code.to_bytes(2) for code in range(first)))
        widths = _widths(below)
        new = sorted((code, glyph, text) for (glyph, text), code in self.shares.items())
        glyphs += b"".join(glyph.to_bytes(2) for _code, glyph, _text in new)
        below.CIDToGIDMap = document.make_stream(bytes(glyphs))
        own = [widths.get(glyph, below.get("/DW", 1000)) for _code, glyph, _text in new]
        below.W = pikepdf.Array([*below.get("/W", pikepdf.Array()), first, pikepdf.Array(own)])
        # A list of the codes in use is optional, and this one no longer tells the truth.
        if "/CIDSet" in below.FontDescriptor:
            del below.FontDescriptor["/CIDSet"]
        lines = [b"<%04X> <%s>\n" % (code, text.encode("utf-16-be").hex().upper().encode()) for code, _g, text in new]
        blocks = [lines[i : i + _BLOCK] for i in range(0, len(lines), _BLOCK)]
        added = b"".join(b"%d beginbfchar\n%sendbfchar\n" % (len(block), b"".join(block)) for block in blocks)
        cmap = self.resource.ToUnicode.read_bytes()
        self.resource.ToUnicode.write(cmap.replace(b"endcmap", added + b"endcmap", 1))


def _first_free(below: pikepdf.Object) -> int:
    return max(_widths(below), default=0) + 1


def _widths(below: pikepdf.Object) -> dict[int, pikepdf.Object | int]:
    """The /W array as widths by code: ``c [w1 w2 …]`` and ``first last w`` in turn."""
    entries = list(below.get("/W", pikepdf.Array()))
    widths: dict[int, pikepdf.Object | int] = {}
    at = 0
    while at < len(entries):
        first, second = int(entries[at]), entries[at + 1]
        if isinstance(second, pikepdf.Array):
            widths.update(enumerate(second, first))
            at += 2
        else:
            widths.update(dict.fromkeys(range(first, int(second) + 1), entries[at + 2]))
            at += 3
    return widths


class _Cluster:
    """The text that stands between a BDC with /ActualText and its EMC, and where its codes are."""

    def __init__(self, text: str, opened: int) -> None:
        self.text = text
        self.opened = opened
        self.shown: list[tuple[int, int | None, bytes, _Font]] = []  # instruction, element of TJ, codes, font

    def codes(self) -> int:
        return sum(len(codes) // 2 for _i, _element, codes, _font in self.shown)

    def goes_on_as(self, other: _Cluster) -> bool:
        """Whether ``other``, next in the page, draws the rest of this same cluster.

        typst begins a new piece where a mark is raised, and says the whole text again; a cluster that really stands
        there twice begins with the same glyph twice.
        """
        if self.text != other.text or not self.shown or not other.shown:
            return False
        return self.shown[0][2][:2] != other.shown[0][2][:2]


def _rewritten(page: pikepdf.Page, fonts: dict[tuple[int, int], _Font]) -> bytes:
    instructions: list[_Instruction] = list(pikepdf.parse_content_stream(page))
    previous: _Cluster | None = None
    for cluster in _clusters(instructions, _fonts_of(page, fonts)):
        if cluster is not None and previous is not None and previous.goes_on_as(cluster):
            previous.shown += cluster.shown
            _silence(instructions, cluster.opened)
            continue
        if previous is not None:
            _respell(instructions, previous)
        previous = cluster
    if previous is not None:
        _respell(instructions, previous)
    return pikepdf.unparse_content_stream(instructions)


def _fonts_of(page: pikepdf.Page, fonts: dict[tuple[int, int], _Font]) -> dict[str, _Font]:
    named = page.resources.get("/Font", pikepdf.Dictionary())
    return {name: fonts.setdefault(resource.objgen, _Font(resource)) for name, resource in named.items()}


def _clusters(instructions: Sequence[_Instruction], named: Mapping[str, _Font]) -> Iterator[_Cluster | None]:
    """Each cluster when it is whole, and None for any text between two of them."""
    font: _Font | None = None
    open_marks: list[_Cluster | None] = []
    for number, (operands, operator) in enumerate(instructions):
        word = str(operator)
        if word == "Tf":
            font = named.get(str(operands[0]))
        elif word in ("BDC", "BMC"):
            open_marks.append(_cluster_of(operands, number))
        elif word == "EMC" and open_marks:
            cluster = open_marks.pop()
            if cluster is not None:
                yield cluster
        elif word in ("Tj", "TJ") and font is not None:
            inside = next((cluster for cluster in reversed(open_marks) if cluster is not None), None)
            if inside is None:
                yield None
            else:
                _note(inside, number, word, operands, font)


def _cluster_of(operands: Sequence[pikepdf.Object], number: int) -> _Cluster | None:
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Dictionary) and "/ActualText" in properties:
        return _Cluster(str(properties.ActualText), number)
    return None


def _silence(instructions: list[_Instruction], opened: int) -> None:
    tag, _properties = instructions[opened].operands
    nothing = pikepdf.Dictionary(ActualText=pikepdf.String(""))
    instructions[opened] = pikepdf.ContentStreamInstruction([tag, nothing], pikepdf.Operator("BDC"))


def _note(cluster: _Cluster, number: int, word: str, operands: Sequence[pikepdf.Object], font: _Font) -> None:
    if word == "Tj":
        cluster.shown.append((number, None, bytes(operands[0]), font))
        return
    for element, value in enumerate(operands[0]):
        if isinstance(value, pikepdf.String):
            cluster.shown.append((number, element, bytes(value), font))


def _respell(instructions: list[_Instruction], cluster: _Cluster) -> None:
    if not cluster.shown or not all(font.usable for _n, _e, _c, font in cluster.shown):
        return
    shares = iter(share_out(cluster.text, cluster.codes()))
    for number, element, codes, font in cluster.shown:
        new = b"".join(
            font.share(int.from_bytes(codes[i : i + 2]), next(shares)).to_bytes(2) for i in range(0, len(codes), 2)
        )
        operands, operator = instructions[number]
        if element is None:
            changed: list[pikepdf.Object] = [pikepdf.String(new)]
        else:
            pieces = list(operands[0])
            pieces[element] = pikepdf.String(new)
            changed = [pikepdf.Array(pieces)]
        instructions[number] = pikepdf.ContentStreamInstruction(changed, operator)


def share_out(text: str, count: int) -> list[str]:
    """``text`` in ``count`` parts, for glyphs in the order in which they are drawn; the parts in order make the text.

    A letter that is drawn in two parts, as Thai sara am, is taken apart where that gives each glyph its character.
    Where there are more glyphs than characters, the last ones mean nothing.
    """
    apart = unicodedata.normalize("NFKD", text)
    characters = list(apart if len(text) < count and len(apart) == count else text)
    shares = [*characters[: count - 1], "".join(characters[count - 1 :])] if count else []
    shares += [""] * (count - len(shares))
    leads = next((unicodedata.bidirectional(c) for c in text if unicodedata.bidirectional(c) in ("L", "R", "AL")), "L")
    return shares if leads == "L" else shares[::-1]
