"""Documents in the large view: pages, words, and the page on which a hit stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from archive_app.domain.model.records import RecordRef
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import reading, turning
from archive_app.services.search.searching import search_ids
from archive_app.ui.kit.canvas import Canvas
from archive_app.ui.kit.find_bar import FindBar
from archive_app.ui.window.window import Window
from tests.media.documents import made

Key = Qt.Key
_CTRL = Qt.KeyboardModifier.ControlModifier
Settle = Callable[[], None]
_PAGES = ["Memorandum of the harbour", "杭州国际传播中心", "The third page"]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    made.pdf(folder / "letter.pdf", _PAGES)
    made.excel(folder / "gifts.xlsx")
    (folder / "notes.md").write_text("# Visit\n\nlunch with the mayor 😀 of Niš\n", "utf-8")
    return folder


@pytest.fixture
def opened(window: Window, qtbot: QtBot, settle: Settle, papers: Path) -> Callable[[str, str], Window]:
    """Takes a file in, searches for it and opens the one hit."""

    def open_(name: str, query: str) -> Window:
        ingest(window.workbench.session.archive, [papers / name])
        results = window.workbench.results
        results.show_query(query)
        settle()
        assert len(results.model.ids) == 1
        results.grid.setFocus()
        qtbot.keyClick(results.grid, Key.Key_Home)
        settle()
        qtbot.keyClick(results.grid, Key.Key_Space)
        settle()
        return window

    return open_


def test_the_pages_of_a_document_are_turned_by_keys_and_buttons(
    opened: Callable[[str, str], Window], qtbot: QtBot, settle: Settle
) -> None:
    preview = opened("letter.pdf", "file:letter.pdf").workbench.preview
    leaves = preview.large.leaves
    assert leaves is not None
    assert leaves.isVisible()
    assert (leaves.number.value(), leaves.of.text(), leaves.before.isEnabled()) == (1, "of 3 pages", False)
    first = preview.canvas.grab().toImage()
    qtbot.keyClick(preview.canvas, Key.Key_PageDown, _CTRL)
    settle()
    assert (leaves.number.value(), leaves.before.isEnabled()) == (2, True)
    assert preview.canvas.grab().toImage() != first
    qtbot.mouseClick(leaves.after, Qt.MouseButton.LeftButton)
    settle()
    assert (leaves.number.value(), leaves.after.isEnabled(), preview.large.page) == (3, False, 2)
    qtbot.keyClick(preview.canvas, Key.Key_PageDown, _CTRL)
    settle()
    assert leaves.number.value() == 3
    third = preview.canvas.grab().toImage()
    qtbot.keyClick(preview.canvas, Key.Key_G)
    assert leaves.number.hasFocus()
    qtbot.keyClicks(leaves.number, "1")
    qtbot.keyClick(leaves.number, Key.Key_Return)
    settle()
    assert preview.canvas.hasFocus()
    assert (leaves.number.value(), preview.canvas.grab().toImage() == third) == (1, False)


def test_who_comes_back_to_a_document_sees_the_page_that_was_left(
    opened: Callable[[str, str], Window], qtbot: QtBot, settle: Settle
) -> None:
    bench = opened("letter.pdf", "file:letter.pdf").workbench
    preview = bench.preview
    for _turn in range(2):
        qtbot.keyClick(preview.canvas, Key.Key_PageDown, _CTRL)
        settle()
    third = preview.canvas.grab().toImage()
    bench.show_preview(next(each for each in search_ids(bench.session.archive, "kind:photo")))
    settle()
    assert preview.canvas.grab().toImage() != third
    bench.show_preview(bench.results.model.ids[0])
    settle()
    leaves = preview.large.leaves
    assert leaves is not None
    assert (leaves.number.value(), preview.canvas.grab().toImage() == third) == (3, True)


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures of three colours one after the other, as a scanner and an animation have them."""
    folder = tmp_path_factory.mktemp("frames")
    pictures = [Image.new("RGB", (300, 200), colour) for colour in ("#c00000", "#00c000", "#0000c0")]
    for name in ("scan.tif", "moving.gif", "moving.webp", "moving.png", "moving.avif"):
        pictures[0].save(folder / name, save_all=True, append_images=pictures[1:])
    return folder


def _taken(window: Window, file: Path) -> RecordRef:
    archive = window.workbench.session.archive
    return reading.resolve(archive, ingest(archive, [file]).added[0].ref)


def _colour(canvas: Canvas) -> str:
    """Which of the three primary colours is in the middle of what is shown."""
    pixel = canvas.grab().toImage().pixelColor(canvas.width() // 2, canvas.height() // 2)
    return max(("red", pixel.red()), ("green", pixel.green()), ("blue", pixel.blue()), key=lambda each: each[1])[0]


@pytest.mark.parametrize("name", ["scan.tif", "moving.gif", "moving.webp", "moving.png", "moving.avif"])
def test_the_frames_of_a_picture_are_looked_at_one_by_one(
    window: Window, frames: Path, name: str, qtbot: QtBot, settle: Settle
) -> None:
    bench = window.workbench
    record = _taken(window, frames / name)
    turning.turn(bench.session.archive, records=[record.id], by=90)
    bench.results.show_query(f"ref:{record.ref}")
    settle()
    bench.show_preview(record.id)
    settle()
    preview, leaves = bench.preview, bench.preview.large.leaves
    assert leaves is not None
    assert leaves.isVisible()
    assert leaves.of.text() == ("of 3 pages" if name == "scan.tif" else "of 3 frames")
    assert not leaves.copied.isVisible()
    seen, shapes = [_colour(preview.canvas)], [preview.canvas.place().height() > preview.canvas.place().width()]
    for _turn in range(2):
        qtbot.keyClick(preview.canvas, Key.Key_PageDown, _CTRL)
        settle()
        seen.append(_colour(preview.canvas))
        shapes.append(preview.canvas.place().height() > preview.canvas.place().width())
    assert (seen, shapes) == (["red", "green", "blue"], [True] * 3)
    qtbot.keyClick(preview.canvas, Key.Key_PageUp, _CTRL)
    settle()
    assert (_colour(preview.canvas), leaves.number.value()) == ("green", 2)


def test_a_broken_page_takes_away_nothing_but_itself(
    window: Window, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    pictures = [Image.effect_noise((300, 200), 60 + number).convert("RGB") for number in range(3)]
    pictures[0].save(tmp_path / "w.tif", save_all=True, append_images=pictures[1:], compression="tiff_lzw")
    data = bytearray((tmp_path / "w.tif").read_bytes())
    with Image.open(tmp_path / "w.tif") as image:
        image.seek(1)
        place, length = image.tag_v2[273][0], image.tag_v2[279][0]  # type: ignore[attr-defined]
    data[place : place + length] = b"\xff" * length
    (tmp_path / "broken.tif").write_bytes(data)
    bench = window.workbench
    record = _taken(window, tmp_path / "broken.tif")
    bench.results.show_query(f"ref:{record.ref}")
    settle()
    bench.show_preview(record.id)
    settle()
    canvas = bench.preview.canvas
    shown = [canvas.has_picture]
    for _turn in range(2):
        qtbot.keyClick(canvas, Key.Key_PageDown, _CTRL)
        settle()
        shown.append(canvas.has_picture)
    assert shown == [True, False, True]


def test_a_picture_alone_has_no_pages(window: Window, tmp_path: Path, settle: Settle) -> None:
    bench = window.workbench
    Image.new("RGB", (300, 200), "#c00000").save(tmp_path / "one.png")
    record = _taken(window, tmp_path / "one.png")
    bench.results.show_query(f"ref:{record.ref}")
    settle()
    bench.show_preview(record.id)
    settle()
    assert bench.preview.large.leaves is None or not bench.preview.large.leaves.isVisible()


def test_a_page_is_drawn_again_where_one_looks_closely_and_as_wide_as_the_window(
    opened: Callable[[str, str], Window], qtbot: QtBot, settle: Settle
) -> None:
    preview = opened("letter.pdf", "file:letter.pdf").workbench.preview
    qtbot.keyClick(preview.canvas, Key.Key_PageDown, _CTRL)
    settle()
    qtbot.keyClick(preview.canvas, Key.Key_W)
    settle()
    place = preview.canvas.place()
    assert (round(place.width()), round(place.top())) == (preview.canvas.width(), 0)
    assert not preview.canvas.coarse


def test_a_hit_opens_the_page_it_stands_on(opened: Callable[[str, str], Window]) -> None:
    window = opened("letter.pdf", "国际传播")
    row = window.workbench.results.model.line(0)
    assert row is not None
    assert row.match is not None
    assert (row.match.field, row.match.page) == ("contents", 2)
    assert window.workbench.preview.large.page == 1


def test_the_words_of_a_page_are_copied(opened: Callable[[str, str], Window], qtbot: QtBot, settle: Settle) -> None:
    preview = opened("letter.pdf", "国际传播").workbench.preview
    leaves = preview.large.leaves
    assert leaves is not None
    qtbot.mouseClick(leaves.copied, Qt.MouseButton.LeftButton)
    settle()
    assert QGuiApplication.clipboard().text() == _PAGES[1]


def test_a_text_is_shown_as_it_stands_with_what_was_searched_for_marked(
    opened: Callable[[str, str], Window], qtbot: QtBot
) -> None:
    preview = opened("notes.md", "niš mayor kind:document").workbench.preview
    shown = preview.large.reading
    assert shown is not None
    assert shown.isVisible()
    assert not preview.canvas.isVisible()
    assert shown.text.toPlainText() == "# Visit\n\nlunch with the mayor 😀 of Niš"
    assert [each.cursor.selectedText() for each in shown.text.extraSelections()] == ["mayor", "Niš"]
    assert shown.text.hasFocus()
    qtbot.keyClick(shown.text, Key.Key_A, _CTRL)
    qtbot.keyClick(shown.text, Key.Key_C, _CTRL)
    assert QGuiApplication.clipboard().text().startswith("# Visit")
    qtbot.keyClick(shown.text, Key.Key_X)
    assert shown.text.toPlainText().startswith("# Visit")
    qtbot.keyClick(shown.text, Key.Key_Escape)
    assert not preview.isVisible()


def test_the_sheets_of_a_table_stand_under_each_other(opened: Callable[[str, str], Window]) -> None:
    shown = opened("gifts.xlsx", "euros").workbench.preview.large.reading
    assert shown is not None
    text = shown.text.toPlainText()
    assert text.index("Page 1") < text.index("杭州丝绸") < text.index("Page 2") < text.index("euros")
    assert shown.text.textCursor().position() == text.index("euros")


def test_a_document_that_nobody_read_is_read_when_it_is_shown(
    opened: Callable[[str, str], Window], window: Window, settle: Settle
) -> None:
    archive = window.workbench.session.archive
    preview = opened("notes.md", "file:notes.md").workbench.preview
    record = reading.record(archive, window.workbench.results.model.ids[0])
    with archive.store.transact("x") as transaction:
        connection = transaction._inside.session.connection()
        for table in ("page", "document"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    preview.large.show_file(None)
    preview.large.show_file(record.files[0], record)
    settle()
    assert preview.large.reading is not None
    assert preview.large.reading.text.toPlainText().startswith("# Visit")


def test_the_words_of_a_document_are_read_beside_it(
    opened: Callable[[str, str], Window], qtbot: QtBot, settle: Settle
) -> None:
    bench = opened("letter.pdf", "file:letter.pdf").workbench
    bench.leave_preview()
    settle()
    section = bench.inspector.page.contents
    assert section.isVisible()
    if not section.heading.isChecked():
        qtbot.mouseClick(section.heading, Qt.MouseButton.LeftButton)
    settle()
    said = section.reading.text.toPlainText()
    assert [said.index(page) for page in _PAGES] == sorted(said.index(page) for page in _PAGES)
    assert "PDF document, 3 pages" in [
        label.text() for label in bench.inspector.page.files.findChildren(QLabel) if "PDF" in label.text()
    ]


def test_words_are_not_looked_at_more_closely_and_nothing_is_marked_on_them(
    opened: Callable[[str, str], Window], qtbot: QtBot, settle: Settle
) -> None:
    preview = opened("letter.pdf", "file:letter.pdf").workbench.preview
    closer = {button.accessibleName(): button for button in preview.findChildren(QToolButton)}
    names = ("Larger (+)", "One to one (Z)", "Mark a region (Ctrl+M)")
    assert [closer[name].isEnabled() for name in names] == [True, True, True]
    assert "%" in preview.info.text()
    assert "×" not in preview.info.text()
    qtbot.keyClick(preview.canvas, Key.Key_Escape)
    opened("notes.md", "file:notes.md")
    assert [closer[name].isEnabled() for name in names] == [False, False, False]
    assert "%" not in preview.info.text()
    before = preview.canvas.scale()
    qtbot.keyClick(preview, Key.Key_Plus)
    settle()
    assert preview.canvas.scale() == before


def _find(window: Window, qtbot: QtBot, settle: Settle, words: str) -> FindBar:
    """Looks for words in the document that is shown."""
    qtbot.keyClick(window, Key.Key_F, _CTRL)
    bar = window.workbench.preview.large.find_bar
    assert bar is not None
    assert bar.words.hasFocus()
    bar.words.clear()
    if words.isascii():
        qtbot.keyClicks(bar.words, words)
    else:
        # Chinese comes from an input method, whole words at a time.
        bar.words.insert(words)
        bar.words.textEdited.emit(bar.words.text())
    qtbot.waitUntil(lambda: not bar._pause.isActive())
    settle()
    return bar


def test_words_of_a_hit_are_marked_on_the_page(
    opened: Callable[[str, str], Window], qtbot: QtBot, settle: Settle
) -> None:
    window = opened("letter.pdf", "国际")
    large = window.workbench.preview.large
    qtbot.waitUntil(lambda: bool(large.canvas.marked()))
    (there,) = large.canvas.marked()
    assert large.page == 1
    settle()
    seen = large.canvas.grab().toImage()
    yellow = seen.pixelColor(there.adjusted(-1, -1, 0, 0).topLeft().toPoint())
    assert yellow.blue() < yellow.red()
    qtbot.keyClick(large, Key.Key_PageUp, _CTRL)
    settle()
    assert large.canvas.marked() == []


def test_words_are_found_in_a_pdf_from_page_to_page(
    opened: Callable[[str, str], Window], qtbot: QtBot, settle: Settle
) -> None:
    window = opened("letter.pdf", "memorandum")
    large = window.workbench.preview.large
    bar = _find(window, qtbot, settle, "the")
    assert (bar.count.text(), large.page) == ("Place 1 of 2", 0)
    qtbot.keyClick(bar.words, Key.Key_Return)
    settle()
    assert (bar.count.text(), large.page) == ("Place 2 of 2", 2)
    assert len(large.canvas.marked()) == 1
    qtbot.keyClick(bar.words, Key.Key_Return)
    settle()
    assert (bar.count.text(), large.page) == ("Place 1 of 2", 0)
    qtbot.keyClick(bar.words, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert large.page == 2
    bar = _find(window, qtbot, settle, "传播")
    assert (bar.count.text(), large.page) == ("Place 1 of 1", 1)
    bar = _find(window, qtbot, settle, "nowhere")
    assert bar.count.text() == "Nothing found"
    assert large.canvas.marked() == []
    qtbot.keyClick(bar.words, Key.Key_Escape)
    settle()
    assert bar.isHidden()
    assert large.in_focus
    assert window.workbench.previewing
    qtbot.keyClick(large.canvas, Key.Key_Escape)
    assert not window.workbench.previewing


def test_words_are_found_in_a_text(opened: Callable[[str, str], Window], qtbot: QtBot, settle: Settle) -> None:
    window = opened("notes.md", "mayor")
    large = window.workbench.preview.large
    bar = _find(window, qtbot, settle, "lunch")
    assert bar.count.text() == "Place 1 of 1"
    assert large.reading is not None
    cursor = large.reading.text.textCursor()
    assert large.reading.text.toPlainText()[cursor.position() :].startswith("lunch")


def test_where_no_document_is_shown_the_archive_is_searched(window: Window, qtbot: QtBot, settle: Settle) -> None:
    window.workbench.results.show_query("kind:photo")
    settle()
    window.workbench.results.grid.setFocus()
    qtbot.keyClick(window.workbench.results.grid, Key.Key_Home)
    qtbot.keyClick(window.workbench.results.grid, Key.Key_Space)
    settle()
    qtbot.keyClick(window, Key.Key_F, _CTRL)
    assert window.workbench.results.search.edit.hasFocus()
