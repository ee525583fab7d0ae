"""The one place that knows the fonts: which packages carry them, in which order they are asked, what they can write.

The printed catalogue embeds them through typst, the window loads a few of them. Noto Sans always comes before the CJK
family, whose Latin letters are too wide for running text; Arabic is set in IBM Plex Sans Arabic, because Noto Sans
Arabic draws letters and dots apart, and text set so cannot be copied out of a PDF.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from itertools import chain
from pathlib import Path

from archive_app import paths
from archive_app.errors import MissingComponent
from archive_app.i18n import _

_LATIN = "Noto Sans"
_HEBREW = "Noto Sans Hebrew"
_ARABIC = "IBM Plex Sans Arabic"
_CJK_VARIANT = {"ja": "Noto Sans CJK JP", "ko": "Noto Sans CJK KR", "zh": "Noto Sans CJK SC"}
_CJK_TRADITIONAL = {"zh-tw": "Noto Sans CJK TC", "zh-hant": "Noto Sans CJK TC", "zh-hk": "Noto Sans CJK HK"}
_SCRIPTS = (
    "Noto Sans Thai", _HEBREW, _ARABIC, "Noto Sans Devanagari", "Noto Sans Armenian", "Noto Sans Georgian",
    "Noto Sans Bengali", "Noto Sans Gujarati", "Noto Sans Gurmukhi", "Noto Sans Kannada", "Noto Sans Khmer",
    "Noto Sans Lao", "Noto Sans Malayalam", "Noto Sans Myanmar", "Noto Sans Oriya", "Noto Sans Sinhala",
    "Noto Sans Tamil", "Noto Sans Telugu", "Noto Sans Ethiopic", "Noto Sans Symbols", "Noto Emoji",
)  # fmt: skip
_RIGHT_TO_LEFT = {"he": _HEBREW, "yi": _HEBREW, "ar": _ARABIC, "fa": _ARABIC, "ur": _ARABIC, "ps": _ARABIC}

_PRINT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk", "fontpkg_ibm_plex_sans_arabic")
# Package, file; no package: one of the program's own resources. Han, kana and Hangul are a TrueType cut of the CJK
# collection, whose own outlines (CFF) Qt draws heavier on a dark ground than on a light one, and thin.
_UI_FILES = (
    ("manimgx_fonts", "NotoSans[wght].ttf"),
    ("manimgx_fonts", "NotoSans-Italic[wght].ttf"),
    (None, "NotoSansSC-Window.ttf"),
    ("manimgx_fonts", "NotoSansThai[wght].ttf"),
    ("manimgx_fonts", "NotoSansHebrew[wght].ttf"),
    ("manimgx_fonts", "NotoSansDevanagari[wght].ttf"),
    ("fontpkg_ibm_plex_sans_arabic", "files/IBMPlexSansArabic-Regular.ttf"),
    ("fontpkg_ibm_plex_sans_arabic", "files/IBMPlexSansArabic-Bold.ttf"),
    ("manimgx_fonts", "NotoSansSymbols[wght].ttf"),
)


@cache
def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise MissingComponent(
            _("The fonts of “{package}” are not installed; install the program again.").format(
                package=name.replace("_", "-")
            )
        )
    return Path(spec.origin).parent


def _existing(package: str | None, name: str) -> Path:
    path = _package(package) / name if package else paths.resources("fonts", name)
    if not path.is_file():
        raise MissingComponent(
            _("The font file “{name}” is missing; install the program again.").format(name=path.name)
        )
    return path


def font_paths() -> list[Path]:
    """The folders that typst is given. Raises MissingComponent where a font package is not installed."""
    return [_package(name) for name in _PRINT_PACKAGES]


def ui_font_files() -> list[Path]:
    """The font files that the window loads, the main one first. Raises MissingComponent."""
    return [_existing(package, name) for package, name in _UI_FILES]


def family_order(lang: str) -> list[str]:
    """The families to set text of the BCP 47 language ``lang`` in, first choice first.

    Han characters take the shapes of their language (Simplified Chinese where it has none). Right-to-left languages
    ask their own font first, so that a phrase stays one run, spaces included, and copies out in its order.
    """
    tag = lang.lower()
    primary = tag.partition("-")[0]
    cjk = next((family for prefix, family in _CJK_TRADITIONAL.items() if tag.startswith(prefix)), None)
    cjk = cjk or _CJK_VARIANT.get(primary, _CJK_VARIANT["zh"])
    order = [_LATIN, cjk, *_SCRIPTS]
    own = _RIGHT_TO_LEFT.get(primary)
    return [own, *(family for family in order if family != own)] if own else order


@cache
def _characters() -> frozenset[int]:
    """Every code point that some font of :func:`family_order` has a glyph for (``tools.print_characters``)."""
    lines = _existing(None, "characters.txt").read_text("ascii").splitlines()
    ranges = (line.split() for line in lines if not line.startswith("#"))
    return frozenset(chain.from_iterable(range(int(first, 16), int(last, 16) + 1) for first, last in ranges))


def missing_glyphs(text: str) -> frozenset[str]:
    """The characters of ``text`` that no font here can draw; white space and line breaks never count."""
    if text.isascii():
        return frozenset()
    known = _characters()
    return frozenset(character for character in set(text) if ord(character) not in known and not character.isspace())
