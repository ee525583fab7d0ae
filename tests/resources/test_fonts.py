"""What was read from fonts and cut out of them is what the packages of fonts say today."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from fontTools.ttLib import TTFont

from archive_app.media.printing import fonts
from archive_app.paths import resources
from tools import print_characters, window_font


@pytest.fixture(scope="module")
def window() -> TTFont:
    return TTFont(window_font.TARGET)


def test_the_table_of_characters_is_what_the_fonts_have() -> None:
    assert resources("fonts", "characters.txt").read_text("utf-8") == print_characters.table()
    assert fonts._characters() == print_characters.characters()


def test_the_window_has_the_font_that_was_cut() -> None:
    assert window_font.TARGET in fonts.ui_font_files()
    assert {path.name for path in resources("fonts").iterdir()} == {
        "characters.txt",
        "LICENSE",
        window_font.TARGET.name,
    }


def test_the_font_was_cut_from_what_is_installed(window: TTFont) -> None:
    assert version("manimgx-fonts-cjk") in window_font.origin()
    assert window["name"].getDebugName(5) == window_font.origin()


def test_the_font_has_every_character_that_is_promised(window: TTFont) -> None:
    held = window.getBestCmap()
    assert set(held) == window_font.promised()
    alphabets = [(0x20, 0x7F), (0x3400, 0x4DB6), (0x4E00, 0x9FF0), (0xAC00, 0xD7A4), (0x3041, 0x3097), (0x30A1, 0x3100)]
    assert [code for first, after in alphabets for code in range(first, after) if code not in held] == []
    assert [sign for sign in "。，、；：？！《》「」【】（）～１Ａ𬭳𥻗𠮷㎡㈱ㄅ" if ord(sign) not in held] == []


def test_what_has_a_sign_is_drawn(window: TTFont) -> None:
    outlines, signs = window["glyf"], window.getBestCmap()
    empty = {code for code, name in signs.items() if not outlines[name].numberOfContours}
    fillers = {0x115F, 0x1160, 0x3164, 0xFFA0}
    assert [hex(code) for code in empty - fillers if chr(code).isprintable() and not chr(code).isspace()] == []


def test_lines_are_as_high_as_in_the_collection(window: TTFont) -> None:
    source = window_font.source()
    for table, name in (("hhea", "ascent"), ("hhea", "descent"), ("OS/2", "usWinAscent"), ("OS/2", "usWinDescent")):
        assert getattr(window[table], name) == getattr(source[table], name)


def test_the_font_says_whose_it_is_and_has_a_name_of_its_own(window: TTFont) -> None:
    said, source = window["name"], window_font.source()["name"]
    for what in (0, 7, 8, 9, 10, 11, 13, 14):
        assert said.getDebugName(what) == source.getDebugName(what)
    assert "Reserved Font Name 'Source'" in said.getDebugName(0)
    assert said.getDebugName(1) == "Noto Sans SC Window"
    assert said.getDebugName(1) not in fonts.family_order("zh")
