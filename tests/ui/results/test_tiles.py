"""What a tile says beside its title: stars, status, files, length; and the picture of what is none itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPainter

from archive_app.domain.model.kinds import Kind, Status
from archive_app.domain.model.records import Portrait, Row
from archive_app.services.archive import open_archive
from archive_app.services.records import editing, linking, reading
from archive_app.services.search import searching
from archive_app.ui.kit import theme
from archive_app.ui.results.model import PORTRAIT_ROLE, Column
from archive_app.ui.results.tile_marks import draw_marks_of, draw_status, fact
from archive_app.ui.window.window import Window
from tests.ui.conftest import Settle
from tests.work import counted

PICTURE = QRect(0, 0, 140, 105)


def row(**values: object) -> Row:
    usual = {
        "id": 1, "uid": "u", "ref": "PHO-1", "kind": Kind.PHOTO, "status": Status.DRAFT, "title": "t",
        "date": "", "rating": 0, "sha256": "", "orientation": 1, "picture": "", "files": 1, "changed_at": "",
    }  # fmt: skip
    return Row(**(usual | values))  # type: ignore[arg-type]


def painted(shown: Row, portrait: Portrait | None = None) -> QImage:
    image = QImage(PICTURE.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    painter = QPainter(image)
    draw_marks_of(painter, PICTURE, shown, portrait, QFont())
    painter.end()
    return image


def changed(image: QImage, left: int, right: int) -> int:
    """How many points of the lower edge between two places are not green any more."""
    y = PICTURE.bottom() - 10
    return sum(image.pixelColor(x, y) != Qt.GlobalColor.green for x in range(left, right))


def test_stars_stand_at_the_left_as_many_as_there_are() -> None:
    widths = [changed(painted(row(rating=stars)), 0, 70) for stars in range(6)]
    assert widths[0] == 0
    assert widths == sorted(set(widths))


@pytest.mark.parametrize(
    ("shown", "portrait", "said"),
    [
        (row(), None, ""),
        (row(files=3), None, "3"),
        (row(kind=Kind.VIDEO, duration=83.4), None, "1:23"),
        (row(kind=Kind.CITY, files=0), Portrait(1204, "", 0), "1,204"),
    ],
)
def test_files_length_and_items_stand_at_the_right(shown: Row, portrait: Portrait | None, said: str) -> None:
    assert fact(shown, portrait)[1] == said
    assert bool(changed(painted(shown, portrait), 80, 140)) is bool(said)


def test_each_status_has_a_colour_of_its_own_that_is_not_the_accent() -> None:
    palette = QGuiApplication.palette()
    colours = {status: theme.status_colour(palette, status).name() for status in Status}
    assert len(set(colours.values())) == len(Status)
    assert palette.color(palette.ColorRole.Accent).name() not in colours.values()
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_status(painter, palette, Status.PUBLIC, 14, 10.0)
    painter.end()
    assert image.pixelColor(10, 10).name() == colours[Status.PUBLIC]


def test_a_city_shows_a_picture_of_it_and_how_many_there_are(window: Window, settle: Settle) -> None:
    archive, results = window.workbench.session.archive, window.workbench.results
    photos = [each for each in reading.rows(archive, range(1, 40)) if each.kind is Kind.PHOTO]
    place = reading.resolve(archive, "Istanbul", kinds={Kind.CITY}).id
    linking.add_link(archive, records=[photos[4].id, photos[5].id], relation="depicts", other=place)
    editing.set_values(archive, records=[photos[4].id], values={"rating": "5", "status": "public"})
    results.show_query("kind:city")
    settle()
    at = results.model.places([place])[place]
    portrait = results.model.data(results.model.index(at, Column.TITLE), PORTRAIT_ROLE)
    # Two that depict it, and those of the concert held under its partnership only if they go with the city as well.
    assert portrait.sha256 == photos[4].sha256
    assert portrait.items == len(reading_items(window, f"city:{reading.refs(archive, [place])[0].ref}"))
    settle()
    assert window.workbench.session.thumbnails.pixmap(portrait.sha256) is not None
    tip = results.model.data(results.model.index(at, Column.TITLE), Qt.ItemDataRole.ToolTipRole)
    assert f"{portrait.items} items" in tip
    results.show_query(photos[4].ref)
    settle()
    tip = results.model.data(results.model.index(0, Column.TITLE), Qt.ItemDataRole.ToolTipRole)
    assert "public, 5 stars" in tip


def reading_items(window: Window, query: str) -> list[int]:
    """The items that a search finds."""
    return list(searching.search_ids(window.workbench.session.archive, f"{query} kind:item"))


def test_the_pictures_of_a_page_are_asked_for_at_once(story: Path) -> None:
    asked = []
    with open_archive(story) as archive:
        ids = [each.id for each in reading.rows(archive, range(1, 40)) if each.kind is not Kind.PHOTO]
        for wanted in (ids[:4], ids):
            with counted() as work:
                found = reading.portraits(archive, wanted)
            asked.append(work.statements)
            assert found
    assert len(ids) > 5
    assert asked[0] == asked[1]


def test_what_is_wrong_has_another_colour_than_what_is_chosen() -> None:
    for colours in (theme.LIGHT_SHADES, theme.DARK_SHADES):
        palette = theme.palette_of(colours)
        chosen, wrong = (
            palette.color(role).name() for role in (palette.ColorRole.Accent, palette.ColorRole.BrightText)
        )
        assert chosen != wrong
        lines = theme.style_sheet(colours).splitlines()
        said = [line for line in lines if line.startswith("QLabel#fault") or 'wrong="true"' in line]
        assert len(said) == 3
        assert all(wrong in line and chosen not in line for line in said)
