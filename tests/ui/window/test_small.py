"""The window on a small screen: it fits, nothing of it is out of reach, and no word of it is cut that has room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QScrollArea

from archive_app.i18n import LANGUAGES
from archive_app.ui.kit.editors import ElidedLabel
from archive_app.ui.results.cells import fitting
from archive_app.ui.sidebar.cells import elided
from archive_app.ui.sidebar.nodes import Node
from archive_app.ui.window.shell import Shell
from archive_app.ui.window.window import Window

Settle = Callable[[], None]
#: A screen of 1,280 by 800 where everything is twice as large, less the window's frame.
SMALL = (624, 336)


@pytest.fixture(params=LANGUAGES)
def spoken(request: pytest.FixtureRequest, shell: Shell, window: Window, settle: Settle) -> Window:
    """The window in each language."""
    shell.choose("language", request.param)
    settle()
    assert shell.window is not window or request.param == "en"
    return shell.window


def test_everything_fits_into_a_small_window(spoken: Window, settle: Settle) -> None:
    bench = spoken.workbench
    spoken.resize(*SMALL)
    settle()

    def fits() -> bool:
        least = spoken.minimumSizeHint()
        return spoken.size().toTuple() == SMALL and least.width() <= SMALL[0] and least.height() <= SMALL[1]

    assert fits()
    for label in bench.inspector.nothing.findChildren(QLabel):
        assert label.height() >= min(label.sizeHint().height(), label.fontMetrics().height()), label.text()
    # Where there is no room for three panes the first one is away, and back where there is.
    assert bench.places.isHidden()
    results = bench.results
    results.show_query("kind:photo")
    settle()
    results.select_ids(results.model.ids[:1])
    settle()
    assert fits()
    page = bench.inspector.page
    assert page.widget().width() <= page.viewport().width()
    results.select_ids(results.model.ids[:3])
    settle()
    assert fits()
    spoken.actions_table["preview"].trigger()
    settle()
    assert fits()
    spoken.actions_table["preview"].trigger()
    settle()
    bench.step_through()
    settle()
    assert fits()
    bench.stepping.do("leave")
    settle()
    for view in ("table", "grid"):
        results.show_view(view)
        settle()
        assert fits()
    spoken.resize(1280, 800)
    settle()
    assert not bench.places.isHidden()


def test_the_first_screen_scrolls_in_a_small_window(shell: Shell, settle: Settle) -> None:
    for language in LANGUAGES:
        shell.choose("language", language)
        shell.window.resize(*SMALL)
        settle()
        assert shell.window.size().toTuple() == SMALL
        area = shell.window.start_page.findChild(QScrollArea)
        assert area is not None
        assert area.verticalScrollBar().maximum() > 0
        assert area.horizontalScrollBar().maximum() == 0


def test_a_pane_that_was_put_away_by_hand_does_not_come_back(window: Window, settle: Settle) -> None:
    places = window.workbench.places
    places.hide()
    for size in (SMALL, (1280, 800)):
        window.resize(*size)
        settle()
        assert places.isHidden()
    places.show()
    for size, hidden in ((SMALL, True), ((1280, 800), False)):
        window.resize(*size)
        settle()
        assert places.isHidden() is hidden


def _cut(label: QLabel) -> bool:
    """Whether a label of one line shows less than it says."""
    words = label.text()
    return label.fontMetrics().horizontalAdvance(words) > label.contentsRect().width()


@pytest.mark.parametrize("width", [784, 860])
def test_no_word_is_cut_in_a_narrow_window(spoken: Window, width: int, settle: Settle) -> None:
    bench, results = spoken.workbench, spoken.workbench.results
    spoken.resize(width, 600)
    settle()
    # What the keys of a record do, while none is chosen.
    for label in bench.inspector.nothing.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
        else:
            assert not _cut(label), label.text()
    results.show_query("kind:photo")
    settle()
    results.select_ids(results.model.ids[:3])
    settle()
    count = results.bar.count
    assert "3" in count.text()
    assert not _cut(count), count.text()
    assert results.bar.layout().minimumSize().width() <= results.bar.width()
    results.bar.show_stale(12)
    assert results.bar.layout().minimumSize().width() <= results.bar.width()
    assert "12" in results.bar.stale.toolTip()
    bench.step_through()
    settle()
    for label in (bench.stepping.position, bench.stepping.speed):
        assert isinstance(label, ElidedLabel)
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width(), label.text()


def test_the_line_below_a_picture_says_what_it_has_room_for(window: Window) -> None:
    metrics: QFontMetrics = window.fontMetrics()
    parts = ("between 2001 and 2010", "photo")
    whole = metrics.horizontalAdvance(" · ".join(parts))
    assert fitting(parts, metrics, whole) == " · ".join(parts)
    assert fitting(parts, metrics, whole - 1) == parts[0]
    assert fitting(parts, metrics, 1) == parts[0]


def test_the_key_that_is_named_for_a_large_picture_is_the_one_that_is_pressed(window: Window) -> None:
    said = [label.text() for label in window.workbench.inspector.nothing.findChildren(QLabel)]
    assert said[said.index("Show large") - 1] == "Space"
    assert window.actions_table["preview"].toolTip() == "Show large (Space)"


def test_what_is_missing_is_told_by_its_first_words_in_a_narrow_sidebar(window: Window) -> None:
    metrics: QFontMetrics = window.fontMetrics()
    width = metrics.horizontalAdvance("caption or descr…")
    said = elided(Node("gap-caption", "caption or description", "gap"), metrics, width)
    assert said.startswith("caption or")
    assert said.endswith("…")
    assert not elided(Node("one", "Hangzhou–Curitiba, a name", "partnership"), metrics, width).endswith("…")
