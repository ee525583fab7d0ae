"""What failed for a reason that passes is tried once more, by itself and by hand."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from archive_app.domain.model.labels import Label
from archive_app.errors import Cancelled
from archive_app.media.metadata.facts import Metadata
from archive_app.media.pictures.workers import DecoderPool, Examined
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest.again import make_pictures_again, without_picture
from archive_app.services.ingest.ingest import ingest
from archive_app.services.ingest.pictures import cached_thumbnail
from archive_app.services.records import reading
from archive_app.services.search.searching import search_ids
from tests.media.recordings.films import film, sharp, sound

_LATE = "Making a picture took longer than 10 seconds."


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(4):
        Image.new("RGB", (64, 48), (60 * number, 90, 90)).save(folder / f"{number}.png")
    return folder


def _fail(monkeypatch: pytest.MonkeyPatch, times: int) -> list[str]:
    """The second file given fails as a late one does, so many times; returns what was examined, in order."""
    submit, seen = DecoderPool.submit, list[str]()
    slow: list[int] = []

    def submitted(pool: DecoderPool, path: Path, *rest: Any, **more: Any) -> Future[Examined]:
        found = submit(pool, path, *rest, **more).result(60)
        seen.append(path.name)
        if len(seen) == 2:
            slow.append(path.stat().st_size)
        # A file is known by where it is staged, which stays until it is kept.
        if path.name == seen[min(1, len(seen) - 1)] and len(seen) > 1 and seen.count(path.name) <= times:
            found = replace(found, pictures={}, reason=_LATE, again=True, metadata=Metadata())
        done: Future[Examined] = Future()
        done.set_result(found)
        return done

    monkeypatch.setattr(DecoderPool, "submit", submitted)
    return seen


def test_what_was_late_is_tried_again_when_the_rest_is_done(
    archive: Archive, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = _fail(monkeypatch, times=1)
    report = ingest(archive, [photos])
    assert len(report.added) == 4
    assert report.without_preview == []
    assert len(seen) == 5
    assert seen[-1] == seen[1]


def test_pictures_are_made_again_by_hand(archive: Archive, photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        _fail(patched, times=2)
        report = ingest(archive, [photos])
    (entry,) = report.without_preview
    assert entry.reason == _LATE
    assert [(each.ref, each.reason) for each in without_picture(archive)] == [(entry.ref, _LATE)]
    with pytest.raises(Cancelled):
        make_pictures_again(archive, cancelled=lambda: True)
    again = make_pictures_again(archive)
    assert (again.made, again.still) == ([entry.ref], [])
    (record,) = search_ids(archive, f"ref:{entry.ref}")
    (file,) = reading.record(archive, record).files
    assert (file.picture, file.width, file.height) == ("", 64, 48)
    assert cached_thumbnail(archive, file.sha256)
    assert make_pictures_again(archive).step == 0
    assert history.undo(archive).label == "Make a picture again"


def test_what_is_damaged_stays_so_and_what_has_no_picture_is_not_asked_for(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)
    (tmp_path / "letter.txt").write_text("Dear mayor")
    ingest(archive, [tmp_path / "bad.png", tmp_path / "letter.txt"])
    report = make_pictures_again(archive)
    assert report.made == []
    assert ["damaged" in each.reason for each in report.still] == [True]


def test_what_the_second_try_reads_is_kept_though_it_gives_no_picture(
    archive: Archive, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit, seen = DecoderPool.submit, list[str]()

    def submitted(pool: DecoderPool, path: Path, *rest: Any, **more: Any) -> Future[Examined]:
        found = submit(pool, path, *rest, **more).result(60)
        seen.append(path.name)
        said = Metadata(title={"en": "A pillar"}) if seen.count(path.name) == 2 else Metadata()
        done: Future[Examined] = Future()
        done.set_result(replace(found, pictures={}, reason=_LATE, again=True, metadata=said))
        return done

    monkeypatch.setattr(DecoderPool, "submit", submitted)
    (entry,) = ingest(archive, [photos / "1.png"]).without_preview
    assert reading.resolve(archive, entry.ref).title == "A pillar"


def test_videos_that_were_kept_without_a_picture_get_theirs(archive: Archive, tmp_path: Path) -> None:
    """As archives have them that were filled before pictures were taken out of videos; a sound is not asked for one."""
    taken = ingest(archive, [film(tmp_path / "talk.avi", [sharp()] * 9), sound(tmp_path / "talk.wav", [0.5])])
    video, sounding = (reading.record(archive, reading.resolve(archive, entry.ref).id) for entry in taken.added)
    (file,) = video.files
    assert cached_thumbnail(archive, file.sha256) is not None, "the ingest has made one"
    with archive.store.transact(Label("")) as transaction:
        transaction.parts.change("file", file.id, {"picture": "A video: kept, without a still picture."})
    archive.thumbnails.forget(file.sha256)
    assert [each.ref for each in without_picture(archive)] == [video.ref]
    report = make_pictures_again(archive)
    assert (report.made, report.still) == ([video.ref], [])
    assert cached_thumbnail(archive, file.sha256) is not None
    assert reading.record(archive, video.id).files[0].picture == ""
    assert sounding.files[0].lacking == ""
