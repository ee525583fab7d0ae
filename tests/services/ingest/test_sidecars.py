"""Sidecars beside pictures: kept with them, read, and never an item of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.kinds import FileRole
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest import sidecars
from archive_app.services.ingest.ingest import ingest
from archive_app.services.ingest.joining import foreseen
from archive_app.services.records import reading
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance
from tests.media.metadata.test_packets import packet

TITLED = packet(
    '<dc:title><rdf:Alt><rdf:li xml:lang="en">West Lake</rdf:li>'
    '<rdf:li xml:lang="zh-CN">西湖</rdf:li></rdf:Alt></dc:title>'
    "<lr:hierarchicalSubject><rdf:Bag><rdf:li>Places|China|Hangzhou</rdf:li></rdf:Bag></lr:hierarchicalSubject>",
    'xmp:Rating="-1" photoshop:State="浙江" photoshop:City="杭州"',
)


def _picture(path: Path, shade: int = 0) -> Path:
    Image.new("RGB", (64, 40), (shade, 90, 9)).save(path)
    return path


@pytest.mark.parametrize("name", ["one.jpg.xmp", "one.xmp", "ONE.XMP"])
def test_a_sidecar_speaks_of_its_picture(archive: Archive, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    _picture(folder / "one.jpg")
    (folder / name).write_bytes(TITLED)
    assert foreseen([folder]) == []
    report = ingest(archive, [folder])
    assert [entry.reason for entry in report.added] == ["", "Kept as the sidecar of “one.jpg”."]
    assert report.total == 2
    assert searching.search(archive, "").count == 1
    record = reading.record(archive, reading.resolve(archive, report.added[0].ref).id)
    assert [(file.original_name, file.role) for file in record.files] == [
        ("one.jpg", FileRole.MASTER), (name, FileRole.SIDECAR),
    ]  # fmt: skip
    assert {(each.lang, each.text) for each in record.names} == {("en", "West Lake"), ("zh", "西湖")}
    assert record.fields["rating"] == -1
    assert [each.text for each in record.texts] == ["Hangzhou; Places; China"]
    assert record.files[0].metadata["place"] == ["杭州", "浙江"]
    assert maintenance.verify(archive).problems == []
    again = ingest(archive, [folder])
    assert [len(again.known), len(again.added), again.step] == [2, 0, 0]


def test_a_picture_brings_its_sidecar_and_gets_a_new_one(archive: Archive, tmp_path: Path) -> None:
    picture = _picture(tmp_path / "one.jpg")
    (tmp_path / "one.xmp").write_bytes(TITLED)
    first = ingest(archive, [picture])
    assert len(first.added) == 2
    (tmp_path / "one.xmp").write_bytes(TITLED.replace(b"West", b"East"))
    second = ingest(archive, [picture])
    assert [entry.reason for entry in second.known + second.added][1] == "Kept as the sidecar of “one.jpg”."
    record = reading.record(archive, reading.resolve(archive, first.added[0].ref).id)
    assert [file.role for file in record.files] == [FileRole.MASTER, FileRole.SIDECAR, FileRole.SIDECAR]
    assert record.title == "West Lake"
    history.undo(archive)
    history.undo(archive)
    assert searching.search(archive, "").count == 0
    history.redo(archive)
    assert maintenance.verify(archive).problems == []


def test_a_broken_sidecar_takes_nothing_away(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    _picture(folder / "one.jpg")
    _picture(folder / "two.jpg", 50)
    (folder / "one.xmp").write_bytes(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF")
    (folder / "two.jpg.xmp").write_bytes(b"")
    report = ingest(archive, [folder])
    assert [entry.path for entry in report.refused] == [str(folder / "two.jpg.xmp")]
    assert len(report.added) == 3
    assert any("(XMP)" in entry.reason for entry in report.added)


def test_which_goes_with_which(tmp_path: Path) -> None:
    names = ["a.CR2", "a.jpg", "a.xmp", "a.jpg.xmp", "b.xmp", "c.txt", "c.xmp", "d.png", "D.PNG.xmp", "sub/d.xmp"]
    left, pairs = sidecars.pairs([tmp_path / name for name in names])
    assert [str(path.relative_to(tmp_path)) for path in left] == [
        "a.CR2", "a.jpg", "b.xmp", "c.txt", "c.xmp", "d.png", "sub/d.xmp",
    ]  # fmt: skip
    said = {path.name: [each.name for each in each_of] for path, each_of in pairs.items()}
    assert said == {"a.CR2": ["a.xmp"], "a.jpg": ["a.jpg.xmp"], "d.png": ["D.PNG.xmp"]}
