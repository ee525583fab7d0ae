"""Every item model through Qt's own tester, and what the tester does not know."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from pytestqt.modeltest import ModelTester

from archive_app.domain.dates.moments import local_moment
from archive_app.domain.model.kinds import Kind, Status
from archive_app.domain.model.records import Membership, PathStep, RecordRef, Row, StepValue
from archive_app.services.results import Counts, PartnershipSummary
from archive_app.ui.dialogs.report import FindingModel
from archive_app.ui.history.steps import StepModel
from archive_app.ui.kit.suggestions import Suggestion, SuggestionModel
from archive_app.ui.results.grid import GridModel
from archive_app.ui.results.model import ROW_ROLE, WHY_ROLE, WINDOW, WINDOWS_KEPT, Column, Line, ResultModel, cell_text
from archive_app.ui.session.reports import Finding
from archive_app.ui.sidebar.model import SidebarModel
from archive_app.ui.sidebar.nodes import build

Take = Callable[[list[Line]], None]


def row(number: int, title: str = "") -> Row:
    return Row(number, f"uid-{number}", f"PHO-{number:04}", Kind.PHOTO, Status.DRAFT, title or f"Photo {number}",
               "2001", 3, "", 1, "", 1, "2025-01-01T00:00:00Z")  # fmt: skip


class Library:
    """Answers when it is told to, so that late and overtaken answers can be tried."""

    def __init__(self) -> None:
        self.asked: list[tuple[list[int], Take]] = []

    def read(self, ids: Sequence[int], take: Take) -> None:
        self.asked.append((list(ids), take))

    def answer(self, title: str = "") -> None:
        asked, self.asked = self.asked, []
        for ids, take in asked:
            take([Line(row(number, title)) for number in ids])


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("1998", "1998"),
        ("1998-04", "1998-04"),
        ("1998-12-03", "1998-12-03"),
        ("", ""),
        ("1998-21", "spring 1998"),
        ("1998-34", "second quarter of 1998"),
        ("1998~", "about 1998"),
        ("1956-10/1956-12", "October–December 1956"),
    ],
)
def test_days_stand_as_they_are_and_the_rest_in_words(date: str, shown: str) -> None:
    assert cell_text(Line(replace(row(1), date=date)), Column.DATE) == shown


def test_result_and_grid_models_keep_qts_rules(qtmodeltester: ModelTester) -> None:
    library = Library()
    model = ResultModel(library.read)
    grid = GridModel(model)
    model.set_ids(array("q", range(1, 300)))
    grid.set_columns(7)
    qtmodeltester.check(model)
    qtmodeltester.check(grid)
    assert grid.cell(298).data() is None
    library.answer()
    assert grid.rowCount() == -(-299 // 7)
    assert grid.flags(grid.index(42, 6)) == Qt.ItemFlag.NoItemFlags
    assert grid.cell(298).data() == "Photo 299"
    model.set_ids(array("q"))
    assert grid.rowCount() == 0


def test_rows_are_read_in_windows_and_told_once() -> None:
    library = Library()
    model = ResultModel(library.read)
    model.set_ids(array("q", range(1, 1001)))
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    assert model.index(0, 0).data() is None
    assert model.index(5, 0).data() is None
    assert len(library.asked) == 1
    assert library.asked[0][0] == list(range(1, WINDOW + 1))
    library.answer()
    assert told == [(0, WINDOW - 1)]
    assert model.index(5, Column.REF).data() == "PHO-0006"
    assert model.index(5, Column.RATING).data() == "★★★"


def test_only_a_bounded_number_of_windows_is_kept() -> None:
    library = Library()
    model = ResultModel(library.read)
    model.set_ids(array("q", range(1, WINDOW * (WINDOWS_KEPT + 3))))
    for window in range(WINDOWS_KEPT + 2):
        model.index(window * WINDOW, 0).data()
        library.answer()
    assert len(model._rows) == WINDOWS_KEPT
    assert model.index(0, 0).data() is None


def test_an_answer_that_was_overtaken_is_dropped() -> None:
    library = Library()
    model = ResultModel(library.read)
    model.set_ids(array("q", [1, 2, 3]))
    model.index(0, 0).data()
    late = library.asked.pop()
    model.set_ids(array("q", [7, 8]))
    late[1]([Line(row(1))])
    assert model.index(0, 0).data() is None
    library.answer()
    assert model.index(0, 0).data() == "Photo 7"


def test_a_refresh_asks_only_for_windows_that_hold_the_record() -> None:
    library = Library()
    model = ResultModel(library.read)
    model.set_ids(array("q", range(1, 500)))
    for position in (0, 200):
        model.index(position, 0).data()
    library.answer()
    model.refresh(frozenset({3}))
    assert [asked[0][0] for asked in library.asked] == [1]
    first = library.asked[0][1]
    model.refresh(frozenset({3}))
    library.asked.pop(0)
    library.answer("newer")
    first([Line(row(number, "older")) for number in range(1, WINDOW + 1)])
    assert model.index(2, 0).data() == "newer"


def test_why_is_told_direct_first() -> None:
    partnership = RecordRef(9, "u9", "PTN-0009", Kind.PARTNERSHIP, "A–B")
    photo = RecordRef(1, "u1", "PHO-0001", Kind.PHOTO, "Photo")
    direct = Membership("direct", partnership, photo, (PathStep("documents", partnership),))

    def read(ids: Sequence[int], take: Take) -> None:
        take([Line(row(number), (direct,)) for number in ids])

    model = ResultModel(read)
    model.set_ids(array("q", [1]))
    index = model.index(0, Column.WHY)
    index.data()
    assert index.data() == "documents → A–B"
    assert index.data(WHY_ROLE) == (direct,)
    assert isinstance(index.data(ROW_ROLE), Row)


def test_sidebar_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = SidebarModel()
    partner = PartnershipSummary(
        RecordRef(5, "u5", "PTN-0001", Kind.PARTNERSHIP, "Hangzhou–Niš"),
        "Niš",
        "Europe",
        "memorandum",
        "2025-04",
        3,
        None,
    )
    model.put(build(Counts({Kind.PHOTO: 4, Kind.PERSON: 2}, 4, 1), [partner]))
    qtmodeltester.check(model)
    found = model.find("partnership-5")
    assert found.data() == "Niš"
    assert model.parent(found).data() == "Europe"
    assert model.node(found).query == "partnership:PTN-0001"
    assert "memorandum · 2025-04" in str(found.data(Qt.ItemDataRole.ToolTipRole))
    assert not model.find("nothing").isValid()


def test_small_models_keep_qts_rules(qtmodeltester: ModelTester) -> None:
    suggestions = SuggestionModel()
    suggestions.put([Suggestion("Niš", "city", QIcon(), 1), Suggestion("Nice", "", QIcon(), 2)])
    findings = FindingModel([Finding("refused", "a.jpg", "It is empty.")])
    steps = StepModel()
    steps.put([StepValue(1, "Add person", "2025-01-01T10:00:00Z", "anna", "desk", True, (), 4)])
    for model in (suggestions, findings, steps):
        qtmodeltester.check(model)
    assert suggestions.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Niš, city"
    assert steps.index(0, 0).data() == "Add person (undone)"
    assert steps.index(0, 1).data() == local_moment("2025-01-01T10:00:00Z")
