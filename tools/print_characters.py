"""Makes ``resources/fonts/characters.txt``: which characters the fonts of the printed catalogue can write.

Read by the program instead of the fonts, so that fontTools need not be installed. Run it after a package of fonts was
updated, or a family was added: ``python -m tools.print_characters``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

from archive_app.media.printing import fonts
from archive_app.paths import resources

_HEADER = (
    "# Code points that the fonts of the printed catalogue have a sign for, first and last of each range.\n"
    "# Made by tools/print_characters.py: do not edit.\n"
)


def table() -> str:
    """The whole file."""
    return _HEADER + "".join(f"{first:X} {last:X}\n" for first, last in _ranges(characters()))


def characters() -> set[int]:
    """Every code point that an upright font of some family of the printed catalogue has a glyph for."""
    found: set[int] = set()
    # All fonts of the CJK collection know the same characters; they differ in shapes.
    missing = wanted = set(fonts.family_order(""))
    for font in _fonts():
        family = font["name"].getBestFamilyName()
        if family in wanted and not font["post"].italicAngle:
            found.update(font.getBestCmap())
            missing = missing - {family}
    if missing:
        raise LookupError(f"no font of {', '.join(sorted(missing))}")
    return found


def _fonts() -> Iterator[TTFont]:
    for folder in map(Path, fonts.font_paths()):
        for path in sorted(folder.rglob("*.[ot]t[fc]")):
            if path.suffix == ".ttc":
                yield from TTCollection(path).fonts
            else:
                yield TTFont(path)


def _ranges(codes: set[int]) -> Iterator[tuple[int, int]]:
    firsts = sorted(code for code in codes if code - 1 not in codes)
    lasts = sorted(code for code in codes if code + 1 not in codes)
    return zip(firsts, lasts, strict=True)


if __name__ == "__main__":
    resources("fonts", "characters.txt").write_text(table(), "utf-8")
