"""Originals in a folder: which, under which names, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.carrying import How
from archive_app.domain.model.kinds import Kind
from archive_app.errors import InvalidInput, Refused, StorageError
from archive_app.services.archive import Archive, create_archive
from archive_app.services.exchange.originals import export_originals
from archive_app.services.ingest.ingest import add_files, ingest
from archive_app.services.records import editing, linking, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching


@pytest.fixture
def filled(tmp_path: Path) -> Archive:
    (tmp_path / "in").mkdir()
    for name, colour in (("one", "red"), ("two", "green"), ("three", "blue")):
        Image.new("RGB", (40, 30), colour).save(tmp_path / "in" / f"{name}.jpg")
    archive = create_archive(tmp_path / "archive")
    ingest(archive, [tmp_path / "in"])
    return archive


def _id(archive: Archive, name: str) -> int:
    return searching.search_ids(archive, f'kind:photo "{name}"')[0]


def test_copies_are_whole_named_and_numbered(filled: Archive, tmp_path: Path) -> None:
    with filled:
        one = _id(filled, "one")
        ref = reading.record(filled, one).ref
        editing.set_values(filled, records=[_id(filled, "two")], values={"rating": "-1"})
        editing.add_name(filled, record=one, text="Signing / at 5:00?", lang="en")
        out = tmp_path / "out"
        out.mkdir()
        ids = list(searching.search_ids(filled, "kind:photo"))
        report = export_originals(filled, ids=ids, folder=out)
        export_originals(filled, ids=[one], folder=out)
        names = sorted(path.name for path in out.iterdir())
        assert f"{ref} Signing - at 5-00.jpg" in names
        assert f"{ref} Signing - at 5-00-2.jpg" in names
        assert len(names) == len(report.files) + 1 == 3
        assert [each.why for each in report.kept] == ["rejected"]
        whole = (out / f"{ref} Signing - at 5-00.jpg").read_bytes()
        assert whole == (tmp_path / "in" / "one.jpg").read_bytes()


def test_a_minor_and_the_archive_stay(filled: Archive, tmp_path: Path) -> None:
    with filled:
        kid = editing.add_record(filled, kind=Kind.PERSON, names=[NewName("Canary Kid")], values={"minor": "yes"}).id
        one = _id(filled, "one")
        linking.add_link(filled, records=[one], relation="depicts", other=kid)
        with pytest.raises(InvalidInput, match="1 item shows or names a minor"):
            export_originals(filled, ids=[one], folder=tmp_path)
        with pytest.raises(Refused, match="inside the archive"):
            export_originals(filled, ids=[_id(filled, "two")], folder=filled.folder / "backups")
        with pytest.raises(StorageError, match="does not exist"):
            export_originals(filled, ids=[_id(filled, "two")], folder=tmp_path / "nowhere")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "in"]


def test_a_record_without_its_file_is_said(filled: Archive, tmp_path: Path) -> None:
    with filled:
        thing = editing.add_record(filled, kind=Kind.OBJECT, names=[NewName("Vase")])
        out = tmp_path / "out"
        out.mkdir()
        report = export_originals(filled, ids=[thing.id, _id(filled, "one")], folder=out)
        assert report.without == (thing.ref,)
        assert len(list(out.iterdir())) == 1
        with pytest.raises(InvalidInput, match="has a file"):
            export_originals(filled, ids=[thing.id], folder=out)


def test_what_belongs_together_is_called_alike(archive: Archive, tmp_path: Path) -> None:
    """As programs look for it: sidecars beside their pictures, subtitles by the name of their video."""
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    said = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='{rdf}'/></x:xmpmeta>"
    (tmp_path / "in").mkdir()
    Image.new("RGB", (40, 30), "red").save(tmp_path / "in" / "shot.tif")
    Image.new("RGB", (40, 30), "blue").save(tmp_path / "in" / "shot.jpg")
    Image.new("RGB", (40, 30), "green").save(tmp_path / "in" / "back.png")
    (tmp_path / "in" / "shot.tif.xmp").write_text(said)
    (tmp_path / "in" / "back.xmp").write_text(said + " ")
    for name, words in (("shot.zh.srt", "你好"), ("back.srt", "Hello")):
        (tmp_path / "in" / name).write_text(f"1\n00:00:01,000 --> 00:00:02,000\n{words}\n")
    order = ("shot.tif", "shot.jpg", "back.png", "shot.tif.xmp", "back.xmp", "shot.zh.srt", "back.srt")
    made = editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("Bowl.jpg")])
    for name in order:
        add_files(archive, [tmp_path / "in" / name], record=made.id)
    ref = reading.record(archive, made.id).ref
    (tmp_path / "out").mkdir()

    def exported(how: How) -> list[str]:
        report = export_originals(archive, ids=[made.id], folder=tmp_path / "out", how=how)
        return [path.name.removeprefix(f"{ref} ") for path in (*report.files, *report.sidecars)]

    assert exported(How.NONE) == [
        "shot.tif", "shot.jpg", "back.png", "shot.tif.xmp", "back.xmp", "shot.zh.srt", "back.srt",
    ]  # fmt: skip
    # Those that are there stay; all of the second copy bear the same number.
    assert exported(How.NONE)[:3] == ["shot-2.tif", "shot-2.jpg", "back-2.png"]
    written = exported(How.SIDECAR)
    assert "shot-3.tif.xmp" in written
    assert len(written) == len(set(written))


def test_views_of_one_name_are_numbered_and_a_single_one_has_the_title(archive: Archive, tmp_path: Path) -> None:
    made = editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("Plate")])
    for folder, colour in (("first", "red"), ("second", "blue")):
        (tmp_path / folder).mkdir()
        Image.new("RGB", (40, 30), colour).save(tmp_path / folder / "IMG_1.jpg")
        add_files(archive, [tmp_path / folder / "IMG_1.jpg"], record=made.id)
        (tmp_path / f"out {folder}").mkdir()
        report = export_originals(archive, ids=[made.id], folder=tmp_path / f"out {folder}")
        wanted = ["Plate.jpg"] if folder == "first" else ["IMG_1.jpg", "IMG_1-2.jpg"]
        assert [path.name for path in report.files] == [f"{made.ref} {name}" for name in wanted]
