"""Makes ``resources/fonts/NotoSansSC-Window.ttf``: what the window writes Han, kana and Hangul with.

It is cut from the variable collection of manimgx-fonts-cjk, which the printed catalogue uses whole: one weight,
Simplified Chinese shapes, outlines turned into TrueType's. Qt blends the collection's own (CFF) so that they look
heavier on a dark ground than on a light one. Layout tables and hints are left out: nothing is set vertically, and
nothing hinted. Run it after that package was updated; it takes two minutes: ``python -m tools.window_font``.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph

from archive_app.media.printing import fonts
from archive_app.paths import resources

TARGET = resources("fonts", "NotoSansSC-Window.ttf")
FAMILY = "Noto Sans SC Window"
_PACKAGE, _COLLECTION, _SIMPLIFIED = "manimgx-fonts-cjk", "NotoSansCJK-VF.otf.ttc", 2
#: A little above regular (400): as dark on a light ground as Qt draws the regular CFF, and as Noto Sans beside it.
_WEIGHT = {"wght": 440}
#: How far a quadratic curve may be from the cubic one, in thousandths of the em: a fiftieth of a pixel.
_OFF = 1.5

_ASCII = range(0x80)

#: What a font says of itself: copyright, trademark, makers, description, addresses and licence are taken over.
_KEPT = {"copyright": 0, "trademark": 7, "manufacturer": 8, "designer": 9, "description": 10, "vendorURL": 11,
         "licenseDescription": 13, "licenseInfoURL": 14}  # fmt: skip
#: Which scripts it is for, and how lines are measured.
_SAME = ("ulUnicodeRange1", "ulUnicodeRange2", "ulUnicodeRange3", "ulUnicodeRange4", "ulCodePageRange1",
         "ulCodePageRange2", "sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent",
         "sxHeight", "sCapHeight", "yStrikeoutPosition", "yStrikeoutSize", "achVendID", "fsType")  # fmt: skip


def source() -> TTFont:
    """The font that is cut."""
    return TTFont(_file(_COLLECTION), fontNumber=_SIMPLIFIED)


def promised() -> set[int]:
    """Every code point that the window's font has: what it is asked for after Noto Sans."""
    return set(source().getBestCmap()) - (set(TTFont(_file("NotoSans[wght].ttf")).getBestCmap()) - set(_ASCII))


def origin() -> str:
    """What the font says of its making."""
    return f"{source()['name'].getDebugName(5)}; cut for a window from {_PACKAGE} {version(_PACKAGE)}"


def build() -> TTFont:
    """The whole font."""
    font = source()
    wanted = promised()
    signs = {code: name for code, name in font.getBestCmap().items() if code in wanted}
    shapes = font.getGlyphSet(location=_WEIGHT)
    names = dict.fromkeys([".notdef", *signs.values()])
    widths = {name: round(shapes[name].width) for name in names}
    em = font["head"].unitsPerEm
    # The width of the last glyphs is written once where they have the same.
    order = [".notdef", *sorted(list(names)[1:], key=lambda name: widths[name] == em)]
    built = FontBuilder(em, isTTF=True)
    built.setupGlyphOrder(order)
    built.setupCharacterMap(signs)
    built.setupGlyf({name: _outline(shapes, name) for name in order})
    lefts = built.font["glyf"]
    built.setupHorizontalMetrics({name: (widths[name], getattr(lefts[name], "xMin", 0)) for name in order})
    built.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    built.setupOS2(usWeightClass=400, fsSelection=64, **{name: getattr(font["OS/2"], name) for name in _SAME})
    said = {key: font["name"].getDebugName(number) for key, number in _KEPT.items()}
    own = {"familyName": FAMILY, "styleName": "Regular", "fullName": FAMILY, "psName": TARGET.stem}
    built.setupNameTable({**said, **own, "uniqueFontIdentifier": TARGET.stem, "version": origin()}, mac=False)
    line = font["post"]
    built.setupPost(
        keepGlyphNames=False, underlinePosition=line.underlinePosition, underlineThickness=line.underlineThickness
    )
    return _finished(built.font, font)


def _finished(built: TTFont, font: TTFont) -> TTFont:
    """The same bytes whenever it is made; smooth at every size."""
    built["head"].fontRevision = font["head"].fontRevision
    built["head"].created, built["head"].modified = font["head"].created, font["head"].modified
    built.recalcTimestamp = False
    built["gasp"] = newTable("gasp")
    built["gasp"].gaspRange = {0xFFFF: 0x000A}
    return built


def _outline(shapes: Mapping[str, Any], name: str) -> Glyph:
    drawn = TTGlyphPen(None)
    shapes[name].draw(Cu2QuPen(drawn, _OFF, reverse_direction=True))
    return drawn.glyph(dropImpliedOnCurves=True)


def _file(name: str) -> Path:
    return next(path for folder in fonts.font_paths() if (path := folder / name).is_file())


if __name__ == "__main__":
    build().save(TARGET)
