"""How the window writes: with its own fonts, and as heavy on a dark ground as on a light one."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTextLayout
from PySide6.QtWidgets import QApplication

from archive_app.ui.kit.theme import DARK_SHADES, LIGHT_SHADES, Shades

WORDS = {"Chinese": "杭州友好城市交流档案馆", "Korean": "한국어사진설명", "Japanese": "ひらがなカタカナ「説明」"}


def ink(words: str, font: QFont, colours: Shades) -> float:
    """How much of the text's colour the words leave on their ground, in pixels."""
    image = QImage(300, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(colours.base))
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(QColor(colours.text))
    painter.drawText(10, 25, words)
    painter.end()
    ground, text = QColor(colours.base).lightnessF(), QColor(colours.text).lightnessF()
    every = (image.pixelColor(x, y).lightnessF() for x in range(image.width()) for y in range(image.height()))
    return sum((one - ground) / (text - ground) for one in every)


def drawn_with(words: str) -> set[str]:
    """The families that the glyphs of ``words`` come from."""
    layout = QTextLayout(words, QApplication.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_words_are_as_heavy_in_dark_as_in_light(words: str, bold: bool) -> None:
    font = QFont(QApplication.font())
    font.setBold(bold)
    assert ink(words, font, DARK_SHADES) == pytest.approx(ink(words, font, LIGHT_SHADES), rel=0.03)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_bold_is_bolder(words: str) -> None:
    bold = QFont(QApplication.font())
    bold.setBold(True)
    assert ink(words, bold, LIGHT_SHADES) > 1.2 * ink(words, QApplication.font(), LIGHT_SHADES)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_han_kana_and_hangul_come_from_one_font(words: str) -> None:
    assert drawn_with(words) == {"Noto Sans SC Window"}
