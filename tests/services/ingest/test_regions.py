"""Regions that files say become regions of their items, which nobody has accepted; and once more when read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.boxes import Box
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.regions import Origin
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest import rereading
from archive_app.services.ingest.ingest import add_files, ingest
from archive_app.services.records import editing, reading, regions
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance
from tests.media.metadata.test_regions import _HEAD, _TAIL, area, mwg
from tests.services.records.test_merging import dump

FACES = mwg(
    f"<mwg-rs:Name>Ada</mwg-rs:Name><mwg-rs:Type>Face</mwg-rs:Type>{area(0.2, 0.15, 0.2, 0.1)}",
    f"<mwg-rs:Description>the gate</mwg-rs:Description>{area(0.6, 0.6, 0.2, 0.2)}",
    "<mwg-rs:Name>Nowhere</mwg-rs:Name>",
)


def packet(body: str = FACES) -> bytes:
    return (_HEAD + body + _TAIL).encode()


def picture(path: Path, *, xmp: bytes = b"", orientation: int = 1) -> Path:
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = Image.new("RGB", (60, 40), (len(path.name) * 9 % 256, orientation * 20, 90))
    image.save(path, exif=exif, **({"xmp": xmp} if xmp else {}))
    return path


@pytest.mark.parametrize(("orientation", "box"), [(1, Box(0.1, 0.1, 0.2, 0.1)), (6, Box(0.8, 0.1, 0.1, 0.2))])
def test_they_come_with_the_file_and_wait_to_be_accepted(
    archive: Archive, tmp_path: Path, orientation: int, box: Box
) -> None:
    editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Ada")])
    report = ingest(archive, [picture(tmp_path / "a.jpg", xmp=packet(), orientation=orientation)])
    photo = reading.resolve(archive, report.added[0].ref).id
    first, second = regions.of_record(archive, photo)
    assert (first.text, first.sort, first.box, first.origin, first.accepted) == (
        "Ada", "face", box, Origin.FILE, False,
    )  # fmt: skip
    assert (second.text, second.sort, second.accepted) == ("the gate", "", False)
    assert (first.subject, reading.record(archive, photo).links) == (None, ())
    assert [ref.title for ref in regions.suggested(archive, (first, second)).values()] == ["Ada"]
    assert list(searching.search_ids(archive, '"the gate"')) == [photo]
    after = dump(archive)
    history.undo(archive)
    assert dump(archive)["region"] == []
    history.redo(archive)
    assert dump(archive) == after
    assert maintenance.verify(archive).problems == []


def test_very_many_of_one_ingest_are_taken_back_and_come_again(archive: Archive, tmp_path: Path) -> None:
    """More operations than undo does in one go."""
    faces = mwg(*(area(0.1 + 0.8 * (number % 20) / 20, 0.1 + number / 100, 0.05, 0.02) for number in range(80)))
    paths = [picture(tmp_path / f"{'x' * number}.jpg", xmp=packet(faces)) for number in range(1, 9)]
    ingest(archive, paths)
    after = dump(archive)
    assert len(after["region"]) == 640
    history.undo(archive)
    assert (dump(archive)["region"], dump(archive)["media_file"]) == ([], [])
    history.redo(archive)
    assert dump(archive) == after


def test_a_sidecar_speaks_of_the_picture_beside_it(archive: Archive, tmp_path: Path) -> None:
    path = picture(tmp_path / "a.jpg", orientation=6)
    (tmp_path / "a.xmp").write_bytes(packet())
    ingest(archive, [path, tmp_path / "a.xmp"])
    (photo,) = searching.search_ids(archive, "kind:photo")
    whole = reading.record(archive, photo)
    first = regions.of_record(archive, photo)[0]
    assert (first.file, first.box) == (whole.files[0].id, Box(0.8, 0.1, 0.1, 0.2))


def test_a_further_view_brings_its_own(archive: Archive, tmp_path: Path) -> None:
    report = ingest(archive, [picture(tmp_path / "a.jpg")])
    photo = reading.resolve(archive, report.added[0].ref).id
    add_files(archive, [picture(tmp_path / "back.jpg", xmp=packet())], record=photo)
    whole = reading.record(archive, photo)
    assert {each.file for each in regions.of_record(archive, photo)} == {whole.files[1].id}


def test_read_again_they_come_beside_what_is_there(archive: Archive, tmp_path: Path) -> None:
    report = ingest(archive, [picture(tmp_path / "a.jpg", xmp=packet())])
    photo = reading.resolve(archive, report.added[0].ref).id
    assert rereading.differences(archive, [photo]) == []
    first, second = regions.of_record(archive, photo)
    regions.move(archive, region=first.id, box=Box(0.3, 0.3, 0.3, 0.3))
    assert rereading.differences(archive, [photo]) == [], "what is moved is the same by its name"
    regions.remove(archive, regions=[second.id])
    (one,) = rereading.differences(archive, [photo])
    assert (one.key, one.mine, one.said) == (
        "regions", "face · “Ada” · 30%, 30%, 30%, 30%", "“the gate” · 50%, 50%, 20%, 20% (not accepted)",
    )  # fmt: skip
    before = dump(archive)
    taken = rereading.take(archive, rereading.chosen([one], ["regions"]))
    assert taken.changed == [report.added[0].ref]
    assert [each.text for each in regions.of_record(archive, photo)] == ["Ada", "the gate"]
    assert rereading.differences(archive, [photo]) == []
    history.undo(archive)
    assert dump(archive) == before
