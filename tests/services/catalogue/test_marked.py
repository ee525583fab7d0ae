"""The key of a printed picture: who is marked on it, from left to right, in the languages of the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.model.boxes import Box
from archive_app.domain.model.details import REGION
from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive
from archive_app.services.catalogue.catalogue import make_catalogue
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import details, editing, linking, reading, regions, turning
from archive_app.services.records.editing import NewName
from tests.services.catalogue.test_catalogue import DAY, pages_of
from tests.services.ingest.test_regions import picture


@pytest.fixture
def photo(archive: Archive, tmp_path: Path) -> int:
    """A picture with three people, marked from the right to the left, one of them twice, and a stamp."""
    made = reading.resolve(archive, ingest(archive, [picture(tmp_path / "a.jpg")]).added[0].ref).id
    for place, names in enumerate((("Ada", "艾达"), ("Grace", "格蕾丝"), ("Hedy", "海蒂"))):
        new = [NewName(names[0], "en"), NewName(names[1], "zh")]
        somebody = editing.add_record(archive, kind=Kind.PERSON, names=new).id
        mark(archive, made, Box(0.8 - place / 4, 0.1 + place / 10, 0.1, 0.1), somebody)
    mark(archive, made, Box(0.8, 0.8, 0.1, 0.1), reading.resolve(archive, "Hedy").id)
    file = reading.record(archive, made).files[0].id
    regions.add(archive, record=made, file=file, box=Box(0, 0, 0.1, 0.1), text="A stamp")
    return made


def mark(archive: Archive, record: int, box: Box, subject: int) -> None:
    file = reading.record(archive, record).files[0].id
    regions.add(archive, record=record, file=file, box=box, subject=subject)


def printed(archive: Archive, folder: Path, *languages: str) -> str:
    report = make_catalogue(archive, query="", out=folder / "c.pdf", date=DAY, languages=languages or ("en",))
    return " ".join(" ".join(pages_of(report.file)).split())


def test_who_is_marked_is_named_from_left_to_right(archive: Archive, photo: int, tmp_path: Path) -> None:
    page = printed(archive, tmp_path)
    assert "From left to right Hedy; Grace; Ada" in page
    assert "People" not in page.partition("Index of people")[0]
    assert "从左至右" in printed(archive, tmp_path, "zh")
    assert "海蒂" in printed(archive, tmp_path, "zh").partition("格蕾丝")[0]
    turning.turn(archive, records=[photo], by=180)
    assert "From left to right Hedy; Ada; Grace" in printed(archive, tmp_path)


def test_who_is_only_linked_or_not_accepted_is_no_part_of_the_key(archive: Archive, photo: int, tmp_path: Path) -> None:
    for region in regions.of_record(archive, photo)[1:]:
        values = {"accepted": "no"}
        details.change_detail(archive, detail=REGION, detail_id=region.id, values=values)
    page = printed(archive, tmp_path)
    assert "From left" not in page
    assert "People Ada; Grace; Hedy" in page


def test_a_name_that_must_not_leave_is_a_gap_in_the_key_too(archive: Archive, photo: int, tmp_path: Path) -> None:
    kid = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Canary")], values={"minor": "yes"}).id
    office = editing.add_record(archive, kind=Kind.ORGANISATION, names=[NewName("Friends of Canary")]).id
    linking.add_link(archive, records=[kid], relation="affiliated_with", other=office)
    mark(archive, photo, Box(0.9, 0, 0.1, 0.1), office)
    page = printed(archive, tmp_path)
    assert "Grace; Ada; Friends of" in page
    assert "Canary" not in page
