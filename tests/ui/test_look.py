"""What every window looks like: one meaning of red, words where nothing is, fields that end in one line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

import archive_app
from archive_app import paths
from archive_app.domain.model.kinds import TextRole
from archive_app.services.records import editing
from archive_app.services.search import searching
from archive_app.ui.commands.table import ACTIONS
from archive_app.ui.history.sides import SIGN, Side, SideModel
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import ElidedLabel, plain_label
from archive_app.ui.kit.empty_words import EmptyWords
from archive_app.ui.kit.hint_line import HintLine
from archive_app.ui.kit.section import Section
from archive_app.ui.window.window import Window
from tests.ui import every
from tests.ui.conftest import Settle

_UI = Path(archive_app.__file__).parent / "ui"
#: What shows an error, destroys or is overdue, and may be red; in the style sheet, and in the code.
_RED_RULES = {"QLabel#fault", "QLabel#overdue", 'QLabel#echo[wrong="true"]', 'QLabel#why[wrong="true"]'}
_RED_FILES = {"kit/theme.py", "results/searchbox.py", "results/tile_marks.py"}


def is_red(colour: str) -> bool:
    """Whether people call it red: its hue is within 20 degrees of pure red, and it is no grey."""
    hue, saturation, lightness = QColor(colour).hslHueF(), QColor(colour).hslSaturationF(), QColor(colour).lightnessF()
    return min(hue, 1 - hue) * 360 < 20 and saturation > 0.3 and lightness < 0.9


@pytest.mark.parametrize("shades", [theme.LIGHT_SHADES, theme.DARK_SHADES])
def test_one_colour_of_each_theme_is_red(shades: theme.Shades) -> None:
    assert [name for name in theme.Shades.__slots__ if is_red(getattr(shades, name))] == ["danger"]


def test_red_is_for_errors_and_what_destroys() -> None:
    sheet = paths.resources("styles", "window.qss").read_text(encoding="utf-8")
    assert {line.partition(" {")[0] for line in sheet.splitlines() if "$danger" in line} == _RED_RULES
    assert not [found for found in re.findall(r"#[0-9a-f]{6}", sheet) if is_red(found)]
    written = {}
    for path in _UI.rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        place = path.relative_to(_UI).as_posix()
        if re.search(r"\bBrightText\b|\.danger\b|GlobalColor\.(red|darkRed)", code):
            written[place] = code
        assert place == "kit/theme.py" or not [each for each in re.findall(r"#[0-9a-f]{6}", code) if is_red(each)]
    assert set(written) == _RED_FILES


def _contrast(one: QColor, other: QColor) -> float:
    def light(colour: QColor) -> float:
        parts = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        )
        return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("shades", [theme.LIGHT_SHADES, theme.DARK_SHADES])
def test_what_colours_say_can_be_read(shades: theme.Shades) -> None:
    for name in ("text", "muted", "accent", "danger", "removed", "added"):
        assert _contrast(QColor(getattr(shades, name)), QColor(shades.base)) >= 4.5, name
    palette = theme.palette_of(shades)
    for added in (True, False):
        ground = theme.ground(palette, theme.difference(palette, added=added))
        assert _contrast(QColor(shades.text), ground) >= 4.5


def test_a_difference_has_a_sign_for_those_who_see_no_colours() -> None:
    model = SideModel(("What", "Old", "New"))
    model.put([Side("Title", "Old words", "New words"), Side("Date", "", "2020"), Side("Ref", "A-1", "A-1")])
    assert [[model.index(row, column).data(SIGN) for column in range(3)] for row in range(3)] == [
        ["", "−", "+"],
        ["", "", "+"],
        ["", "", ""],
    ]


def test_every_action_has_a_drawing_or_a_tick() -> None:
    assert [spec.name for spec in ACTIONS if not spec.icon and not spec.group] == []


@pytest.mark.parametrize("name", ["merge", "replace"])
def test_no_empty_table_is_without_words(window: Window, settle: Settle, tmp_path: Path, name: str) -> None:
    every.ready(window, settle)
    every.open_one(window, name, tmp_path, settle)
    (words,) = {each for each in every.widgets() if isinstance(each, EmptyWords) and each.isVisible()}
    viewport = words.parentWidget()
    assert viewport is not None
    assert words.text()
    assert viewport.rect().contains(words.geometry())
    every.close_all(window, settle)


def test_the_fields_of_a_dialog_are_of_one_height(window: Window, settle: Settle, tmp_path: Path) -> None:
    every.ready(window, settle)
    for name in ("new-partnership", "new-term", "context"):
        every.open_one(window, name, tmp_path, settle)
        heights = {
            each.height()
            for each in every.widgets()
            if isinstance(each, QLineEdit | QComboBox)
            and not isinstance(each.parent(), QComboBox)
            and each.window() is not window
            and each.isVisible()
        }
        assert len(heights) == 1, (name, heights)
        every.close_all(window, settle)


def test_captions_of_any_language_end_in_one_line(window: Window, settle: Settle) -> None:
    assert window.session is not None
    archive = window.session.archive
    photo = searching.search_ids(archive, "kind:photo")[0]
    for lang, text in (("en", "A bridge"), ("zh", "一座桥"), ("pt", "Uma ponte")):
        editing.set_text(archive, record=photo, role=TextRole.CAPTION, lang=lang, text=text)
    window.workbench.results.show_query("kind:photo")
    settle()
    window.workbench.results.select_ids([photo])
    settle()
    tags = [each for each in window.workbench.inspector.findChildren(QToolButton, "tag") if each.isVisible()]
    assert {each.accessibleName() for each in tags} == {"English", "Chinese", "Portuguese"}
    assert len({each.width() for each in tags}) == 1
    assert all(each.text() == each.accessibleName() for each in tags)


def test_no_hint_is_cut_off(qtbot: QtBot) -> None:
    line = HintLine(["PgDown Save and go on", "F3 To the caption", "F2 Back"])
    qtbot.addWidget(line)
    line.show()
    for width in range(1200, 0, -37):
        line.resize(width, 20)
        shown = line.text()
        assert line.fontMetrics().horizontalAdvance(shown) <= width
        assert not shown or shown.split(" · ")[-1] in ("PgDown Save and go on", "F3 To the caption", "F2 Back")
    assert line.accessibleName().count(" · ") == 2


def test_languages_are_named_not_coded_where_many_are_edited_and_in_the_history(window: Window, settle: Settle) -> None:
    assert window.session is not None
    archive = window.session.archive
    photos = list(searching.search_ids(archive, "kind:photo"))
    editing.set_text(archive, record=photos[0], role=TextRole.CAPTION, lang="en", text="A bridge")
    window.workbench.results.show_query("kind:photo")
    settle()
    window.workbench.results.select_ids(photos[:2])
    settle()
    window.actions_table["history"].trigger()
    settle()
    said = [each.text() for each in every.widgets() if isinstance(each, QLabel) and each.isVisible()]
    assert "Caption (English)" in said
    assert not [words for words in said if re.search(r"\((en|zh)\)", words)]
    every.close_all(window, settle)


def ink(words: str, font: QFont) -> int:
    """How black white paper becomes where ``words`` are written on it."""
    image = QImage(400, 60, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(image.rect(), 0, words)
    painter.end()
    return sum(255 - value for value in bytes(image.constBits()))


@pytest.mark.parametrize("words", ["链接与说明", "Links and captions"])
@pytest.mark.parametrize("made", ["strong", "elided", "section"])
def test_headings_are_heavier_than_what_stands_below_in_every_script(
    window: Window, made: str, words: str, qtbot: QtBot
) -> None:
    made_of: dict[str, Callable[[], QWidget]] = {
        "strong": lambda: plain_label("", "strong"),
        "elided": lambda: ElidedLabel("", "title"),
        "section": lambda: Section("x", "", window.settings),
    }
    heading = made_of[made]()
    qtbot.addWidget(heading)
    font = heading.heading.font() if isinstance(heading, Section) else heading.font()
    plain = QFont(window.font())
    plain.setPointSizeF(font.pointSizeF())
    assert ink(words, font) > 1.15 * ink(words, plain)
