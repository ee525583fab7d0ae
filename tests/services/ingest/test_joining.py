"""Files that belong together become one item as they are taken in: one step, which is taken back whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest.ingest import ingest
from archive_app.services.ingest.joining import foreseen, join_taken
from archive_app.services.records import reading
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance
from tests.media.recordings.films import film, sharp


@pytest.fixture
def card(tmp_path: Path) -> Path:
    folder = tmp_path / "card"
    (folder / "102").mkdir(parents=True)
    for shade, name in enumerate(("a front.png", "a back.png", "IMG_1.png", "IMG_1.jpg", "lake.jpg", "102/IMG_1.jpg")):
        Image.new("RGB", (64, 40), (shade * 40, 90, 9)).save(folder / name)
    return folder


def together(archive: Archive) -> list[list[str]]:
    rows = [hit.row for hit in searching.search(archive, "kind:photo").hits]
    return sorted([file.original_name for file in reading.record(archive, row.id).files] for row in rows)


def test_what_belongs_together_is_one_item_in_the_step_of_the_ingest(archive: Archive, card: Path) -> None:
    assert len(foreseen([card])) == 2
    Image.new("RGB", (64, 40), "white").save(card.parent / "b back.png")
    ingest(archive, [card.parent / "b back.png"])
    report = ingest(archive, [card / "a front.png", card / "a back.png", card / "IMG_1.png", card / "IMG_1.jpg"])
    assert len(join_taken(archive, report)) == 2
    wanted = [["IMG_1.png", "IMG_1.jpg"], ["a front.png", "a back.png"], ["b back.png"]]
    assert together(archive) == wanted
    assert history.undo(archive).label == "Ingest 4 files"
    assert together(archive) == [["b back.png"]]
    history.redo(archive)
    assert together(archive) == wanted
    assert maintenance.verify(archive).problems == []


def test_two_of_one_name_from_two_folders_are_joined_to_neither(archive: Archive, card: Path) -> None:
    report = ingest(archive, [card])
    assert [len(offer.items) for offer in join_taken(archive, report)] == [2]
    assert together(archive) == [
        ["IMG_1.jpg"], ["IMG_1.jpg"], ["IMG_1.png"], ["a front.png", "a back.png"], ["lake.jpg"],
    ]  # fmt: skip
    assert join_taken(archive, ingest(archive, [card])) == []


def test_nothing_that_is_not_there_is_foreseen(tmp_path: Path) -> None:
    assert foreseen([tmp_path / "gone"]) == foreseen([]) == []


def test_the_report_says_where_each_file_is_now(archive: Archive, tmp_path: Path) -> None:
    """Subtitles that joined their video are no item any more, and lack no picture."""
    film(tmp_path / "talk.avi", [sharp()])
    (tmp_path / "talk.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\n欢迎来到杭州\n", encoding="utf-8")
    report = ingest(archive, [tmp_path / "talk.avi", tmp_path / "talk.srt"])
    assert sorted(entry.ref for entry in report.taken) == ["DOC-0001", "VID-0001"]
    join_taken(archive, report)
    assert report.without_preview == []
    assert {(Path(entry.path).name, entry.ref, entry.reason) for entry in report.added} == {
        ("talk.avi", "VID-0001", ""), ("talk.srt", "VID-0001", "Joined “talk.avi”, as subtitles."),
    }  # fmt: skip


def test_what_belongs_together_by_its_name_alone_is_said_not_to_be_joined(archive: Archive, tmp_path: Path) -> None:
    for name, year in (("IMG_9001.jpg", 2009), ("IMG_9001.webp", 2024), ("IMG_9002.jpg", 2024)):
        exif = Image.Exif()
        exif.get_ifd(0x8769)[0x9003] = f"{year}:05:06 10:11:12"
        Image.new("RGB", (64, 40), (year % 250, 90, len(name))).save(tmp_path / name, exif=exif)
    assert foreseen([tmp_path]) == [("IMG_9001.jpg", "IMG_9001.webp")]
    report = ingest(archive, [tmp_path])
    assert join_taken(archive, report) == []
    assert {(Path(entry.path).name, entry.reason) for entry in report.added} == {
        ("IMG_9001.jpg", "Not joined with IMG_9001.webp: they were not taken at the same time."),
        ("IMG_9001.webp", "Not joined with IMG_9001.jpg: they were not taken at the same time."),
        ("IMG_9002.jpg", ""),
    }


def test_of_two_folders_it_is_said_that_names_alone_join_nothing(archive: Archive, tmp_path: Path) -> None:
    for number, name in enumerate(("a/IMG_1.jpg", "a/IMG_1.png", "b/IMG_1.jpg")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        Image.new("RGB", (64, 40), (number * 40, 90, 9)).save(tmp_path / name)
    report = ingest(archive, [tmp_path])
    assert join_taken(archive, report) == []
    assert sorted(entry.reason for entry in report.added) == [
        "",
        "Not joined with IMG_1.jpg: more than their names would have to say so.",
        "Not joined with IMG_1.png: more than their names would have to say so.",
    ]


def test_of_two_subtitles_in_one_language_it_is_said_which_are_not_shown(archive: Archive, tmp_path: Path) -> None:
    film(tmp_path / "talk.avi", [sharp()])
    for name, words in (("talk.en.srt", "Welcome to Krakow"), ("talk.en.vtt", "Good evening")):
        head = "WEBVTT\n\n" if name.endswith("vtt") else "1\n"
        (tmp_path / name).write_text(
            f"{head}00:00:00.000 --> 00:00:01.000\n{words}\n".replace(
                ".000", ",000" if name.endswith("srt") else ".000"
            ),
            encoding="utf-8",
        )
    report = ingest(archive, [tmp_path])
    join_taken(archive, report)
    said = {Path(entry.path).name: entry.reason for entry in report.added}
    unsaid = [name for name, reason in said.items() if "not shown or found" in reason]
    shown = [name for name, reason in said.items() if reason == "Joined “talk.avi”, as subtitles."]
    assert len(unsaid) == len(shown) == 1
    assert {unsaid[0], shown[0]} == {"talk.en.srt", "talk.en.vtt"}
