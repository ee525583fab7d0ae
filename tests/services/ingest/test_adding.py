"""Files for a record that is there: taken in like any others, shown, undone, refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.kinds import FileRole, Kind
from archive_app.errors import InvalidInput, NotFound
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest import pictures
from archive_app.services.ingest.ingest import add_files, ingest
from archive_app.services.records import deleted, editing, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance


def picture(folder: Path, name: str, shade: int = 0) -> Path:
    path = folder / name
    Image.new("RGB", (64, 40), (shade, 90, 120)).save(path)
    return path


@pytest.fixture
def bowl(archive: Archive) -> int:
    """A gift that was described by hand."""
    return editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("A bowl")], values={"material": "celadon"}).id


def test_a_gift_that_was_made_by_hand_gets_its_pictures(archive: Archive, bowl: int, tmp_path: Path) -> None:
    assert searching.search(archive, "missing:file kind:object").count == 1
    given = [picture(tmp_path, "bowl.jpg"), picture(tmp_path, "bowl back.jpg", 90), picture(tmp_path, "foot.jpg", 30)]
    report = add_files(archive, given, record=bowl)
    ref = reading.record(archive, bowl).ref
    assert [(entry.ref, entry.reason) for entry in report.added] == [(ref, "")] * 3
    whole = reading.record(archive, bowl)
    assert [(file.original_name, file.role, file.position) for file in whole.files] == [
        ("bowl.jpg", FileRole.MASTER, 0), ("bowl back.jpg", FileRole.BACK, 1), ("foot.jpg", FileRole.VIEW, 2),
    ]  # fmt: skip
    assert (whole.title, whole.fields["material"], whole.fields["date"]) == ("A bowl", "celadon", None)
    assert Path(whole.files[0].path).read_bytes() == given[0].read_bytes()
    (row,) = reading.rows(archive, [bowl])
    assert (row.sha256, row.files) == (whole.files[0].sha256, 3)
    assert pictures.cached_thumbnail(archive, row.sha256)
    assert searching.search(archive, "missing:file kind:object").count == 0
    assert searching.search(archive, "foot").hits[0].row.ref == ref
    assert searching.search(archive, "kind:photo").count == 0
    assert maintenance.verify(archive).ok


def test_it_is_one_step_that_is_undone_and_redone_and_can_be_done_anew(
    archive: Archive, bowl: int, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(30):
        picture(folder, f"{number:02}.png", number * 8)
    report = add_files(archive, [folder], record=bowl, role=FileRole.DETAIL)
    assert len(report.added) == 30
    assert history.undo(archive).label == "Give 30 files to “A bowl”"
    assert reading.record(archive, bowl).files == ()
    history.redo(archive)
    files = reading.record(archive, bowl).files
    assert [file.position for file in files] == list(range(30))
    assert {file.role for file in files} == {FileRole.DETAIL}
    history.undo(archive)
    assert len(add_files(archive, [folder], record=bowl).added) == 30
    assert maintenance.verify(archive).ok


def test_what_it_has_is_known_and_what_another_item_has_is_refused(archive: Archive, bowl: int, tmp_path: Path) -> None:
    mine, theirs = picture(tmp_path, "mine.jpg"), picture(tmp_path, "theirs.jpg", 200)
    (photo,) = ingest(archive, [theirs]).added
    add_files(archive, [mine], record=bowl)
    before = reading.record(archive, bowl)
    report = add_files(archive, [mine, theirs], record=bowl)
    assert [(Path(entry.path).name, entry.ref) for entry in report.known] == [("mine.jpg", before.ref)]
    assert [(Path(entry.path).name, entry.reason) for entry in report.refused] == [
        ("theirs.jpg", "Another item in the archive has this file. To have it here, join the two.")
    ]
    assert [each.holder for each in report.refused] == [reading.resolve(archive, photo.ref).id]
    assert reading.record(archive, bowl) == before
    assert (report.step, report.failed) == (0, False)
    assert add_files(archive, [theirs], record=bowl).failed
    assert len(list(archive.objects.iter_objects())) == 2
    assert list((archive.folder / "staging").iterdir()) == []


def test_only_items_that_are_there_get_files(archive: Archive, bowl: int, tmp_path: Path) -> None:
    event = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Signing")]).id
    given = [picture(tmp_path, "a.jpg")]
    with pytest.raises(InvalidInput, match="Only items have files, and “Signing” is none"):
        add_files(archive, given, record=event)
    editing.delete_records(archive, records=[bowl])
    with pytest.raises(NotFound):
        add_files(archive, given, record=bowl)
    assert searching.search(archive, "kind:photo").count == 0
    assert list(archive.objects.iter_objects()) == []
    assert list((archive.folder / "staging").iterdir()) == []


def test_a_raw_its_picture_its_motion_and_its_sidecar_are_known_by_their_names(
    archive: Archive, tmp_path: Path
) -> None:
    (added,) = ingest(archive, [picture(tmp_path, "IMG_0001.png")]).added
    (tmp_path / "IMG_0001.xmp").write_text("<x:xmpmeta xmlns:x='adobe:ns:meta/'></x:xmpmeta>", encoding="utf-8")
    record = reading.resolve(archive, added.ref).id
    report = add_files(archive, [picture(tmp_path, "IMG_0001.jpg", 9), tmp_path / "IMG_0001.xmp"], record=record)
    assert report.refused == []
    assert [file.role for file in reading.record(archive, record).files] == [
        FileRole.MASTER, FileRole.WORKING_COPY, FileRole.SIDECAR,
    ]  # fmt: skip


def test_what_two_items_have_is_known_where_it_is_given_once_more(archive: Archive, bowl: int, tmp_path: Path) -> None:
    given = [picture(tmp_path, "bowl.jpg")]
    (photo,) = ingest(archive, given).added
    editing.delete_records(archive, records=[reading.resolve(archive, photo.ref).id])
    assert len(add_files(archive, given, record=bowl).added) == 1
    deleted.bring_back(archive, records=deleted.lying(archive))
    assert reading.resolve(archive, photo.ref).ref == photo.ref
    report = add_files(archive, given, record=bowl)
    assert [entry.ref for entry in report.known] == [reading.record(archive, bowl).ref]
    assert report.refused == []
    assert maintenance.verify(archive).ok
