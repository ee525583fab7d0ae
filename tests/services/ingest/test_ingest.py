"""Ingest: every file accounted for, nothing stored twice, nothing lost by a kill."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.kinds import Kind
from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.history import history
from archive_app.services.ingest import pictures
from archive_app.services.ingest.ingest import NewLink, ingest
from archive_app.services.ingest.report import IngestReport
from archive_app.services.records import editing, reading
from archive_app.services.records.deleted import listed, purge
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance
from archive_app.store.records import files
from tests.inside import database


def _pictures(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        colour = (number * 7 % 256, number * 3 % 256, number // 256)
        Image.new("RGB", (320, 200), colour).save(folder / f"IMG_{number:04d}.jpg")
    return folder


def _paths(report: IngestReport) -> list[str]:
    groups = (report.added, report.known, report.without_preview, report.refused, report.passed_over, report.cancelled)
    return sorted(entry.path for group in groups for entry in group)


def test_a_folder_becomes_items_with_pictures(archive: Archive, tmp_path: Path) -> None:
    folder = _pictures(tmp_path / "in", 30)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    report = ingest(archive, [folder])
    assert len(report.added) == 30
    assert report.refused == report.known == report.cancelled == report.without_preview == []
    assert searching.search(archive, "kind:photo").count == 30
    row = reading.rows(archive, [reading.resolve(archive, report.added[0].ref).id])[0]
    assert pictures.cached_thumbnail(archive, row.sha256)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert maintenance.verify(archive).ok


def test_what_lies_in_the_bin_is_taken_in_anew_and_said_to_lie_there(archive: Archive, tmp_path: Path) -> None:
    folder = _pictures(tmp_path / "in", 2)
    first, second = ingest(archive, [folder]).added
    deleted = reading.resolve(archive, first.ref).id
    editing.delete_records(archive, records=[deleted])
    report = ingest(archive, [folder])
    (again,) = report.added
    assert (again.ref, again.path) == ("PHO-0003", first.path)
    assert again.reason == (
        "The same bytes are in the bin, as PHO-0001, with what was known of them; they can be restored there."
    )
    assert [entry.ref for entry in report.known] == [second.ref]
    assert [entry.record.ref for entry in listed(archive)] == ["PHO-0001"]


def test_what_was_purged_is_said_to_lie_nowhere(archive: Archive, tmp_path: Path) -> None:
    folder = _pictures(tmp_path / "in", 1)
    (first,) = ingest(archive, [folder]).added
    deleted = reading.resolve(archive, first.ref).id
    editing.delete_records(archive, records=[deleted])
    purge(archive, records=[deleted])
    (again,) = ingest(archive, [folder]).added
    assert again.reason == ""


def test_the_same_bytes_are_known_and_get_the_links_asked_for(archive: Archive, tmp_path: Path) -> None:
    folder = _pictures(tmp_path / "in", 3)
    ingest(archive, [folder])
    event = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Signing")])
    (folder / "copy of one.jpg").write_bytes((folder / "IMG_0000.jpg").read_bytes())
    report = ingest(archive, [folder], links=[NewLink("documents", event.id)])
    assert len(report.known) == 4
    assert report.added == []
    assert searching.search(archive, "event:signing kind:photo").count == 3
    assert len(list(archive.objects.iter_objects())) == 3


def test_a_whole_ingest_is_one_step_and_can_be_undone_and_redone(archive: Archive, tmp_path: Path) -> None:
    report = ingest(archive, [_pictures(tmp_path / "in", 60)])
    assert [step.id for step in history.history(archive)] == [report.step]
    assert history.undo(archive).label == "Ingest 60 files"
    assert searching.search(archive, "").count == 0
    history.redo(archive)
    assert searching.search(archive, "kind:photo").count == 60
    assert maintenance.verify(archive).ok


def test_after_an_undone_ingest_the_files_can_be_added_again(archive: Archive, tmp_path: Path) -> None:
    folder = _pictures(tmp_path / "in", 2)
    ingest(archive, [folder])
    history.undo(archive)
    assert len(ingest(archive, [folder]).added) == 2


def test_a_cancel_keeps_what_is_done_and_running_again_goes_on(archive: Archive, tmp_path: Path) -> None:
    folder = _pictures(tmp_path / "in", 200)
    done = 0

    def watch(progress: object) -> None:
        nonlocal done
        done = progress.done  # type: ignore[attr-defined]

    report = ingest(archive, [folder], on_progress=watch, cancelled=lambda: done > 0)
    assert 0 < len(report.added) <= 24  # one group: what was under way is left as well
    assert len(report.added) + len(report.cancelled) == 200
    again = ingest(archive, [folder])
    assert len(again.known) == len(report.added)
    assert len(again.added) == len(report.cancelled)


def test_what_is_no_picture_is_kept_with_the_reason(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "letter.dat").write_bytes(bytes(range(256)))
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "cut.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    report = ingest(archive, [tmp_path / name for name in ("letter.dat", "empty.jpg", "cut.jpg", "gone.jpg")])
    assert {Path(e.path).name for e in report.without_preview} == {"letter.dat", "cut.jpg"}
    assert all(entry.reason for entry in report.without_preview)
    assert {Path(e.path).name: e.reason for e in report.refused} == {
        "empty.jpg": "The file is empty.",
        "gone.jpg": "The file or folder is not there.",
    } or all(e.reason for e in report.refused)
    assert len(_paths(report)) == 4


def test_clutter_is_passed_over_and_not_called_refused(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    (folder / "@eaDir" / "a.jpg").mkdir(parents=True)
    (folder / "@eaDir" / "a.jpg" / "thumb.jpg").write_bytes(b"x")
    (folder / "nothing").mkdir()
    for name in (".DS_Store", ".hidden", "Thumbs.db"):
        (folder / name).write_bytes(b"x")
    (folder / "letter.txt").write_text("Dear friends", encoding="utf-8")
    (folder / "empty.jpg").touch()
    report = ingest(archive, [folder])
    names = {Path(entry.path).name for entry in report.passed_over}
    assert names == {"@eaDir", ".DS_Store", ".hidden", "Thumbs.db", "nothing"}
    assert [Path(entry.path).name for entry in report.refused] == ["empty.jpg"]
    assert report.total == 7


def test_of_a_text_a_table_or_a_model_nobody_misses_a_picture(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "things"
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear friends of Hangzhou", encoding="utf-8")
    (folder / "vase.obj").write_text("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")
    (folder / "vase.glb").write_bytes(b"glTF\x02\x00\x00\x00" + bytes(64))
    (folder / "vase.stl").write_bytes(b"made by hand" + bytes(80))
    (folder / "broken.docx").write_bytes(b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml word/" + bytes(90))
    report = ingest(archive, [folder])
    assert (len(report.added), report.without_preview, report.refused) == (5, [], [])
    assert {Path(each.path).name: each.reason for each in report.added if each.reason} == {
        "broken.docx": "The document is damaged and can't be shown."
    }
    files = [reading.record(archive, reading.resolve(archive, each.ref).id).files[0] for each in report.added]
    models = [file for file in files if file.mime.startswith("model/")]
    assert sorted(file.picture for file in models) == [
        f"3D model ({kind}): kept, without a picture." for kind in ("OBJ", "STL", "glTF")
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be made there")
def test_names_that_hurt_are_reported_readably(archive: Archive, tmp_path: Path) -> None:
    names = [b"new\nline.txt", "over\u202egpj.txt".encode(), b"bad\xff\xfe.txt", b"n" * 251 + b".txt"]
    for number, name in enumerate(names):
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_text(f"text {number}", encoding="utf-8")
    report = ingest(archive, [tmp_path])
    shown = [entry.shown for entry in report.added]
    assert {os.fsencode(Path(entry.path).name) for entry in report.added} == set(names)
    assert len(shown) == 4
    for text in shown:
        assert "\n" not in text
        assert "\u202e" not in text
        text.encode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_loop_of_folders_ends(archive: Archive, tmp_path: Path) -> None:
    folder = _pictures(tmp_path / "in", 1)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    report = ingest(archive, [folder])
    assert len(report.added) == 1


def test_a_link_that_cannot_be_is_refused_before_anything_is_read(archive: Archive, tmp_path: Path) -> None:
    city = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
    with pytest.raises(InvalidInput, match="party of"):
        ingest(archive, [_pictures(tmp_path / "in", 1)], links=[NewLink("party of", city.id)])
    assert searching.search(archive, "kind:photo").count == 0


_KILLED = """
import sys
from pathlib import Path
from archive_app.services.archive import open_archive
from archive_app.services.ingest.ingest import ingest
def tell(progress):
    print(progress.done, flush=True)
if __name__ == "__main__":
    with open_archive(Path(sys.argv[1])) as archive:
        ingest(archive, [Path(sys.argv[2])], on_progress=tell)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05])
def test_what_was_reported_survives_a_kill(tmp_path: Path, delay: float) -> None:
    folder = _pictures(tmp_path / "in", 150)
    create_archive(tmp_path / "a").close()
    script = tmp_path / "killed.py"
    script.write_text(_KILLED, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "a"), str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    reported = int(process.stdout.readline())
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().split()
    process.wait()
    process.stdout.close()
    reported = max([reported, *map(int, rest)])
    with open_archive(tmp_path / "a") as archive:
        kept = searching.search(archive, "kind:photo").count
        assert kept >= reported > 0
        assert maintenance.verify(archive).ok
        report = ingest(archive, [folder])
        assert len(report.known) == kept
        assert len(report.added) == 150 - kept
        assert not any((tmp_path / "a" / "staging").iterdir())
        with database(archive).read() as connection:
            assert files.intents(connection) == []


def test_a_picture_can_be_had_small_middling_and_in_all_its_pixels(archive: Archive, tmp_path: Path) -> None:
    Image.new("RGB", (3000, 1500), "teal").save(tmp_path / "wide.jpg")
    ref = ingest(archive, [tmp_path / "wide.jpg"]).added[0].ref
    sha256 = reading.rows(archive, [reading.resolve(archive, ref).id])[0].sha256
    for make, width in ((pictures.thumbnail, 256), (pictures.preview, 2048), (pictures.full, 3000)):
        data = make(archive, sha256)
        assert data is not None
        with Image.open(io.BytesIO(data)) as image:
            assert image.size == (width, width // 2)


def test_the_step_counts_what_came_and_not_what_was_refused_or_known(archive: Archive, tmp_path: Path) -> None:
    folder = _pictures(tmp_path / "in", 2)
    ingest(archive, [folder])
    _pictures(tmp_path / "more", 3)
    for name in ("broken.jpg", "worse.jpg"):
        (folder / name).touch()
    report = ingest(archive, [folder, tmp_path / "more"])
    assert (len(report.added), len(report.known), len(report.refused)) == (1, 4, 2)
    assert history.history(archive)[0].label == "Ingest 1 file"
    # Where nothing is new, it is those that something was said of.
    event = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Signing")])
    ingest(archive, [tmp_path / "more"], links=[NewLink("documents", event.id)])
    assert history.history(archive)[0].label == "Ingest 3 files"
    assert maintenance.verify(archive).ok
