"""The regions of a record in the inspector: what is seen there, who it is, and the way to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from archive_app.domain.model.boxes import Box
from archive_app.domain.model.details import REGION
from archive_app.domain.model.labels import Label
from archive_app.services.archive import Archive
from archive_app.services.drafts import Draft, Drafts, Place
from archive_app.services.records import reading, regions
from archive_app.services.search.searching import search_ids
from archive_app.services.tagging import unsaved
from archive_app.ui.inspector.regions import RegionsSection
from archive_app.ui.window.window import Window

Settle = Callable[[], None]


@pytest.fixture
def photo(window: Window) -> int:
    return search_ids(window.workbench.session.archive, "kind:photo")[0]


@pytest.fixture
def archive(window: Window) -> Archive:
    return window.workbench.session.archive


def _mark(archive: Archive, photo: int, text: str, *, accepted: bool = True) -> int:
    file = reading.record(archive, photo).files[0].id
    made, _change = regions.add(archive, record=photo, file=file, box=Box(0.2, 0.2, 0.4, 0.4), text=text)
    if not accepted:
        with archive.store.transact(Label("Read")) as transaction:
            transaction.parts.change(REGION.name, made.id, {"accepted": False, "origin": "file"})
    return made.id


def _section(window: Window, photo: int, settle: Settle) -> RegionsSection:
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    bench.results.select_ids([photo])
    settle()
    section = bench.inspector.page.regions
    section.open()
    return section


def test_a_region_shows_its_part_of_the_picture_its_words_and_who_it_is(
    window: Window, archive: Archive, photo: int, settle: Settle
) -> None:
    region = _mark(archive, photo, "A stamp")
    person = search_ids(archive, "kind:person")[0]
    regions.name_subject(archive, region=region, subject=person)
    section = _section(window, photo, settle)
    (row,) = section.rows
    assert row.words.toPlainText() == "A stamp"
    assert "Nezih Başgelen" in [each.text() for each in row.findChildren(QPushButton)]
    image = row.picture.icon().pixmap(40, 40).toImage()
    # One plain colour fills the picture that was drawn for the test.
    assert image.pixelColor(20, 20).saturation() > 0
    assert image.pixelColor(20, 20) != QColor(Qt.GlobalColor.black)


def test_its_words_are_changed_in_place(
    window: Window, archive: Archive, photo: int, settle: Settle, qtbot: QtBot
) -> None:
    _mark(archive, photo, "A stamp")
    (row,) = _section(window, photo, settle).rows
    row.words.setFocus()
    row.words.selectAll()
    qtbot.keyClicks(row.words, "A seal")
    window.workbench.inspector.flush()
    settle()
    assert [each.text for each in regions.of_record(archive, photo)] == ["A seal"]


def test_whoever_it_is_is_found_by_typing(
    window: Window, archive: Archive, photo: int, settle: Settle, qtbot: QtBot
) -> None:
    _mark(archive, photo, "A stamp")
    section = _section(window, photo, settle)
    name = section.findChild(type(window.workbench.inspector.page.links.adder.edit), "region-who-0")
    assert name is not None
    name.setFocus()
    qtbot.keyClicks(name, "nezih")
    settle()
    qtbot.keyClick(name, Qt.Key.Key_Return)
    settle()
    (region,) = regions.of_record(archive, photo)
    assert region.subject is not None
    assert region.subject.title == "Nezih Başgelen"


def test_what_a_file_says_is_accepted_or_rejected(
    window: Window, archive: Archive, photo: int, settle: Settle, qtbot: QtBot
) -> None:
    _mark(archive, photo, "one", accepted=False)
    _mark(archive, photo, "two", accepted=False)
    section = _section(window, photo, settle)
    first, second = section.rows
    assert first.accept.isVisible()
    assert section.all.isVisible()
    qtbot.mouseClick(first.accept, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(second.reject, Qt.MouseButton.LeftButton)
    settle()
    assert [(each.text, each.accepted) for each in regions.of_record(archive, photo)] == [("one", True)]
    assert not section.rows[0].accept.isVisible()


def test_its_picture_leads_to_where_it_lies(
    window: Window, archive: Archive, photo: int, settle: Settle, qtbot: QtBot
) -> None:
    region = _mark(archive, photo, "A stamp")
    (row,) = _section(window, photo, settle).rows
    qtbot.mouseClick(row.picture, Qt.MouseButton.LeftButton)
    settle()
    assert window.workbench.previewing
    marking = window.workbench.marking
    assert marking is not None
    assert marking.overlay.current == region


def test_a_box_that_an_earlier_session_left_is_put_where_it_was_drawn(archive: Archive, photo: int) -> None:
    earlier = Drafts(archive.info.uid)
    record = reading.record(archive, photo)
    place = Place(record.uid, f"region/{record.files[0].id}/1/0.1,0.2,0.3,0.4/")
    earlier.keep(Draft(place, "A seal", ""))
    (found,) = unsaved.found(archive, Drafts(archive.info.uid))
    assert (found.label, found.stored) == ("Region", "")
    unsaved.restore(archive, Drafts(archive.info.uid), found)
    (region,) = regions.of_record(archive, photo)
    assert (region.box, region.text) == (Box(0.1, 0.2, 0.3, 0.4), "A seal")
