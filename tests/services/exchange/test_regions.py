"""Copies of originals say the regions that somebody accepted, and those that the file itself says, where the file has
them; what must not leave is said in none.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.model.boxes import Box
from archive_app.domain.model.carrying import How
from archive_app.domain.model.details import REGION
from archive_app.domain.model.kinds import Kind
from archive_app.media.formats.sniff import sniff
from archive_app.media.metadata.facts import Metadata
from archive_app.media.metadata.metadata import read_metadata
from archive_app.media.metadata.regions import sort_of, upright
from archive_app.services.archive import Archive
from archive_app.services.exchange.originals import export_originals
from archive_app.services.ingest.ingest import add_files, ingest
from archive_app.services.records import details, editing, linking, reading, regions, turning
from archive_app.services.records.editing import NewName
from tests.services.ingest.test_regions import packet, picture

BOX = Box(0.5, 0.1, 0.25, 0.2)


def read(file: Path) -> Metadata:
    return read_metadata(file, sniff(file.read_bytes()[:16384], file.name))


def exported(archive: Archive, item: int, folder: Path, how: How) -> list[Path]:
    folder.mkdir()
    report = export_originals(archive, ids=[item], folder=folder, how=how)
    return list(report.sidecars if how is How.SIDECAR else report.files)


def said(file: Path, picture: Path) -> list[tuple[str, str, str, Box | None]]:
    """Who, what and where in the upright picture."""
    shown = read(picture)
    return [(each.name, each.text, sort_of(each.kind), upright(each, shown)) for each in read(file).regions]


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("how", [How.EMBED, How.SIDECAR])
def test_they_lie_there_where_they_were_marked(archive: Archive, tmp_path: Path, how: How, orientation: int) -> None:
    path = picture(tmp_path / "a.jpg", orientation=orientation)
    photo = reading.resolve(archive, ingest(archive, [path]).added[0].ref).id
    turning.turn(archive, records=[photo], by=90)
    file = reading.record(archive, photo).files[0].id
    ada = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Ada")]).id
    marked = BOX.turned(90)
    regions.add(archive, record=photo, file=file, box=marked, sort="face", subject=ada, text="on the left")
    (made,) = exported(archive, photo, tmp_path / "out", how)
    (one,) = said(made, path)
    assert one == ("Ada", "on the left", "face", BOX)
    if how is How.EMBED:
        (again,) = ingest(archive, [made]).added
        (back,) = regions.of_record(archive, reading.resolve(archive, again.ref).id)
        assert (back.box, back.text, back.accepted) == (BOX, "Ada\non the left", False)


def test_only_what_was_accepted_or_the_file_says_leaves(archive: Archive, tmp_path: Path) -> None:
    path = picture(tmp_path / "a.jpg", xmp=packet())
    photo = reading.resolve(archive, ingest(archive, [path]).added[0].ref).id
    guess = {"file": "1", "x": "0", "y": "0", "width": "0.1", "height": "0.1", "text": "a cat", "origin": "machine"}
    details.add_detail(archive, records=[photo], detail=REGION, values={**guess, "accepted": "no"})
    (made,) = exported(archive, photo, tmp_path / "out", How.EMBED)
    assert [one[0] for one in said(made, path)] == ["Ada", "the gate", "Nowhere"]
    regions.accept(archive, regions=[regions.of_record(archive, photo)[-1].id])
    (made,) = exported(archive, photo, tmp_path / "more", How.EMBED)
    assert [one[0] for one in said(made, path)] == ["Ada", "the gate", "Nowhere", "a cat"]


def test_each_file_says_its_own(archive: Archive, tmp_path: Path) -> None:
    photo = reading.resolve(archive, ingest(archive, [picture(tmp_path / "front.jpg")]).added[0].ref).id
    add_files(archive, [picture(tmp_path / "back.jpg", orientation=3)], record=photo)
    for number, file in enumerate(reading.record(archive, photo).files):
        regions.add(archive, record=photo, file=file.id, box=BOX, text=f"of {number}")
    made = exported(archive, photo, tmp_path / "out", How.EMBED)
    assert [[one[0] for one in said(file, file)] for file in made] == [["of 0"], ["of 1"]]


def test_a_name_that_must_not_leave_is_a_gap(archive: Archive, tmp_path: Path) -> None:
    """What is at a child's party may leave, without the name."""
    photo = reading.resolve(archive, ingest(archive, [picture(tmp_path / "a.jpg")]).added[0].ref).id
    kid = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Canary Kid")], values={"minor": "yes"}).id
    party = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Birthday of Canary Kid")]).id
    linking.add_link(archive, records=[kid], relation="took_part_in", other=party)
    file = reading.record(archive, photo).files[0].id
    regions.add(archive, record=photo, file=file, box=BOX, subject=party)
    (made,) = exported(archive, photo, tmp_path / "out", How.EMBED)
    assert [one[0] for one in said(made, made)] == ["Birthday of …"]
    assert b"Canary" not in made.read_bytes()
