"""Text that copies out of a PDF as it was written, also where several signs make one letter.

Thai and Indic vowels, Arabic and Hebrew points are drawn as several glyphs for one cluster of characters. typst names
the whole cluster for each of these glyphs and puts the true text beside them as ``/ActualText``; a reader that does not
know ``/ActualText`` copies the cluster several times. Here every glyph of a cluster gets a code of its own for its own
share of the text, so that each reader finds each character once. What is drawn does not change: the new codes lead to
the same glyphs (PDF 32000-1, 9.7.4.3 CIDToGIDMap, 9.10.3 ToUnicode).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf

from archive_app.media.printing.order import (
    Instruction,
    actual_text,
    in_reading_order,
    runs_right_to_left,
    without_direction_marks,
)

_BFCHAR = re.compile(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", re.MULTILINE)
_TEXT = re.compile(rb"(?<=\n)(BT\b.*?\nET\n)", re.DOTALL)
_MARKED = re.compile(rb"/ActualText|/ReversedChars")
_BLOCK = 100  # entries that one beginbfchar may have


def make_copyable(document: pikepdf.Pdf) -> None:
    """Put the text of ``document``, fresh from typst, in order, and give each glyph its own share of it."""
    fonts: dict[tuple[int, int], _Font] = {}
    for page in document.pages:
        contents = page.obj.get("/Contents")
        if not isinstance(contents, pikepdf.Stream):
            continue
        named = _fonts_of(page, fonts)
        drawn = contents.read_bytes()
        changed, end = [], 0
        for first, last in _stretches(drawn):
            text = pikepdf.Stream(document, drawn[first:last])
            instructions = _respelled(in_reading_order(pikepdf.parse_content_stream(text)), named)
            changed += [drawn[end:first], pikepdf.unparse_content_stream(instructions), b"\n"]
            end = last
        if changed:
            contents.write(b"".join(changed) + drawn[end:])
    for font in fonts.values():
        font.save(document)


def _stretches(drawn: bytes) -> list[tuple[int, int]]:
    """Where in a page's contents there is something to do: from a BT to an ET, in order, none in another.

    Most text is not touched, and not parsed: that takes longer than setting it. A line break in a string is always
    escaped by typst, so the operators are found where they stand. The piece before a marked one goes with it, since a
    cluster may begin there.
    """
    found: list[tuple[int, int]] = []
    before: tuple[int, int] | None = None
    for block in _TEXT.finditer(drawn):
        first, last = block.span(1)
        if _MARKED.search(drawn, first, last):
            joined = before is not None and found and found[-1][1] == before[1]
            start = found.pop()[0] if joined else before[0] if before else first
            found.append((start, last))
        before = (first, last)
    return found


@dataclass(slots=True)
class _Font:
    """A composite font of two-byte codes. ``shares`` are the new codes, by glyph and text."""

    resource: pikepdf.Object
    next_code: int = 0
    shares: dict[tuple[int, str], int] = field(default_factory=dict)
    known: dict[int, str] | None = None

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

    @property
    def texts(self) -> dict[int, str]:
        """What each code means by the font's own table."""
        if self.known is None:
            table = self.resource.ToUnicode.read_bytes() if "/ToUnicode" in self.resource else b""
            self.known = {
                int(code, 16): without_direction_marks(_decoded(text)) for code, text in _BFCHAR.findall(table)
            }
        return self.known

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
        self._hush()
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

    def _hush(self) -> None:
        """Let the marks that keep two directions apart mean nothing: they are not for copying."""
        if "/ToUnicode" in self.resource:
            table = self.resource.ToUnicode.read_bytes()
            hushed = _BFCHAR.sub(_without_direction_marks, table)
            if hushed != table:
                self.resource.ToUnicode.write(hushed)


def _without_direction_marks(line: re.Match[bytes]) -> bytes:
    text = without_direction_marks(_decoded(line[2]))
    return b"<%s> <%s>" % (line[1], text.encode("utf-16-be").hex().upper().encode())


def _decoded(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


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


@dataclass(frozen=True, slots=True)
class _Glyph:
    """Where one code of a page stands: instruction, element of a TJ or None, offset in bytes."""

    instruction: int
    element: int | None
    offset: int
    code: int
    font: _Font


@dataclass(slots=True)
class _Cluster:
    """A text and the glyphs that draw it. ``opened`` is the instruction that says the text, or None where only the
    font's table does."""

    text: str
    opened: int | None
    glyphs: list[_Glyph] = field(default_factory=list)
    rest: list[tuple[int | None, int]] = field(default_factory=list)  # later pieces: opened by, number of glyphs

    def goes_on_as(self, other: _Cluster) -> bool:
        """Whether ``other``, next in the page, draws the rest of this same cluster.

        typst begins a new piece where a mark is raised, and says the whole text again; a cluster that really stands
        there twice begins with the same glyph twice.
        """
        if self.text != other.text or not self.glyphs or not other.glyphs:
            return False
        return self.glyphs[0].code != other.glyphs[0].code

    def take(self, other: _Cluster) -> None:
        """Join ``other``, which goes on with this one."""
        self.glyphs += other.glyphs
        self.rest.append((other.opened, len(other.glyphs)))


def _respelled(instructions: list[Instruction], named: Mapping[str, _Font]) -> list[Instruction]:
    previous: _Cluster | None = None
    for cluster in _clusters(list(instructions), named):
        if cluster is not None and previous is not None and previous.goes_on_as(cluster):
            previous.take(cluster)
            continue
        if previous is not None:
            _respell(instructions, previous)
        previous = cluster
    if previous is not None:
        _respell(instructions, previous)
    return instructions


def _fonts_of(page: pikepdf.Page, fonts: dict[tuple[int, int], _Font]) -> dict[str, _Font]:
    named = page.resources.get("/Font", pikepdf.Dictionary())
    return {name: fonts.setdefault(resource.objgen, _Font(resource)) for name, resource in named.items()}


def _clusters(instructions: Sequence[Instruction], named: Mapping[str, _Font]) -> Iterator[_Cluster | None]:
    """Each cluster when it is whole, and None for any text between two of them."""
    font: _Font | None = None
    open_marks: list[_Cluster | None] = []
    for number, instruction in enumerate(instructions):
        operands, operator = instruction
        word = str(operator)
        if word == "Tf":
            font = named.get(str(operands[0]))
        elif word in ("BDC", "BMC"):
            text = actual_text(instruction)
            open_marks.append(None if text is None else _Cluster(text, number))
        elif word == "EMC" and open_marks:
            cluster = open_marks.pop()
            if cluster is not None:
                yield cluster
        elif word in ("Tj", "TJ") and font is not None:
            glyphs = list(_glyphs(number, word, operands, font))
            inside = next((cluster for cluster in reversed(open_marks) if cluster is not None), None)
            if inside is not None:
                inside.glyphs += glyphs
            elif glyphs:
                yield None
                yield _unspoken(glyphs[-1])


def _glyphs(number: int, word: str, operands: Sequence[pikepdf.Object], font: _Font) -> Iterator[_Glyph]:
    pieces = [(None, operands[0])] if word == "Tj" else list(enumerate(operands[0]))
    for element, piece in pieces:
        if isinstance(piece, pikepdf.String):
            codes = bytes(piece)
            for offset in range(0, len(codes) - 1, 2):
                yield _Glyph(number, element, offset, int.from_bytes(codes[offset : offset + 2]), font)


def _unspoken(glyph: _Glyph) -> _Cluster | None:
    """The cluster that begins with ``glyph``, which has no /ActualText because its font's table says the whole text."""
    text = glyph.font.texts.get(glyph.code, "")
    if len(text) > 1 and unicodedata.category(text[1]).startswith("M"):
        return _Cluster(text, None, [glyph])
    return None


def _respell(instructions: list[Instruction], cluster: _Cluster) -> None:
    if len(cluster.glyphs) + (cluster.opened is not None) < 2 or not all(g.font.usable for g in cluster.glyphs):
        return
    shares = share_out(cluster.text, len(cluster.glyphs))
    for glyph, text in zip(cluster.glyphs, shares, strict=True):
        _replace(instructions, glyph, glyph.font.share(glyph.code, text))
    if cluster.opened is not None:
        _say(instructions, cluster.opened, cluster.text)
    spoken = len(cluster.glyphs) - sum(count for _opened, count in cluster.rest)
    for opened, count in cluster.rest:
        if opened is not None:
            _say(instructions, opened, "" if cluster.opened is not None else "".join(shares[spoken : spoken + count]))
        spoken += count


def _replace(instructions: list[Instruction], glyph: _Glyph, code: int) -> None:
    operands, operator = instructions[glyph.instruction]
    pieces = list(operands) if glyph.element is None else list(operands[0])
    at = glyph.element or 0
    codes = bytes(pieces[at])
    pieces[at] = pikepdf.String(codes[: glyph.offset] + code.to_bytes(2) + codes[glyph.offset + 2 :])
    changed = pieces if glyph.element is None else [pikepdf.Array(pieces)]
    instructions[glyph.instruction] = pikepdf.ContentStreamInstruction(changed, operator)


def _say(instructions: list[Instruction], opened: int, text: str) -> None:
    tag = instructions[opened].operands[0]
    said = pikepdf.Dictionary(ActualText=pikepdf.String(text))
    instructions[opened] = pikepdf.ContentStreamInstruction([tag, said], pikepdf.Operator("BDC"))


def share_out(text: str, count: int) -> list[str]:
    """``text`` in ``count`` parts, for glyphs in the order in which they are drawn; the parts in order make the text.

    A letter that is drawn in two parts, as Thai sara am, is taken apart where that gives each glyph its character.
    Where there are more glyphs than characters, the last ones mean nothing.
    """
    apart = unicodedata.normalize("NFKD", text)
    characters = list(apart if len(text) < count and len(apart) == count else text)
    shares = [*characters[: count - 1], "".join(characters[count - 1 :])] if count else []
    shares += [""] * (count - len(shares))
    return shares[::-1] if runs_right_to_left(text) else shares
