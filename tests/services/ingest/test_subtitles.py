"""Subtitles that are given to a recording are found by what is said, not by when, and are edited like any text."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.model.kinds import TextRole
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest.ingest import add_files, ingest
from archive_app.services.records import editing, reading, views
from archive_app.services.search import searching

_SAID = "1\n00:17:01,000 --> 00:17:02,000\nWelcome to Hangzhou\n"


@pytest.fixture
def video(corpus: Path, archive: Archive) -> int:
    report = ingest(archive, [corpus / "video/wpt-media/counting.mp4"])
    return reading.resolve(archive, report.added[0].ref).id


def _given(archive: Archive, video: int, file: Path, data: bytes) -> dict[str, str]:
    file.write_bytes(data)
    add_files(archive, [file], record=video)
    return {text.lang: text.text for text in reading.record(archive, video).texts if text.role is TextRole.SUBTITLES}


def _found(archive: Archive, query: str) -> int:
    return searching.search(archive, query).count


def test_what_is_said_is_found_and_when_is_not(archive: Archive, video: int, tmp_path: Path) -> None:
    assert _given(archive, video, tmp_path / "talk.srt", _SAID.encode()) == {"en": _SAID.strip()}
    assert (_found(archive, "welcome"), _found(archive, "has:subtitles[en]"), _found(archive, "17")) == (1, 1, 0)
    history.undo(archive)
    assert (_found(archive, "welcome"), len(reading.record(archive, video).files)) == (0, 1)


def test_the_name_says_the_language_and_the_bytes_their_encoding(archive: Archive, video: int, tmp_path: Path) -> None:
    said = _SAID.replace("Welcome to Hangzhou", "欢迎来到杭州")
    assert _given(archive, video, tmp_path / "talk.zh.srt", said.encode("gb18030")) == {"zh": said.strip()}
    assert _found(archive, "欢迎") == 1


def test_subtitles_that_are_joined_are_said_too(archive: Archive, video: int, tmp_path: Path) -> None:
    file = tmp_path / "talk.en.srt"
    file.write_text(_SAID, "utf-8")
    report = ingest(archive, [file])
    other = reading.resolve(archive, (report.added or report.without_preview)[0].ref).id
    views.join(archive, keep=video, others=[other])
    assert {text.lang for text in reading.record(archive, video).texts if text.role is TextRole.SUBTITLES} == {"en"}
    assert _found(archive, "has:subtitles[en]") == 1
    history.undo(archive)
    assert _found(archive, "has:subtitles[en]") == 0


def test_they_are_edited_like_any_text(archive: Archive, video: int, tmp_path: Path) -> None:
    _given(archive, video, tmp_path / "talk.en.srt", _SAID.encode())
    editing.set_text(
        archive, record=video, role=TextRole.SUBTITLES, lang="en", text=_SAID.replace("Welcome", "Farewell")
    )
    assert (_found(archive, "farewell hangzhou"), _found(archive, "welcome")) == (1, 0)


def test_what_says_nothing_or_far_too_much_is_kept_as_a_file_alone(
    archive: Archive, video: int, tmp_path: Path
) -> None:
    assert _given(archive, video, tmp_path / "empty.vtt", b"WEBVTT\n") == {}
    assert _given(archive, video, tmp_path / "endless.srt", _SAID.encode() * 200_000) == {}
    assert len(reading.record(archive, video).files) == 3


def test_those_inside_are_found_by_what_is_said_in_their_language(archive: Archive, corpus: Path) -> None:
    (entry,) = ingest(archive, [corpus / "video/derived-rotation-gps-subs/with_subtitles.mkv"]).added
    record = reading.record(archive, reading.resolve(archive, entry.ref).id)
    assert [(text.role, text.lang) for text in record.texts] == [(TextRole.SUBTITLES, "zh")]
    assert (_found(archive, "欢迎来到杭州"), _found(archive, "has:subtitles[zh]"), _found(archive, "490")) == (1, 1, 0)
    history.undo(archive)
    assert _found(archive, "欢迎来到杭州") == 0


def test_those_inside_what_is_given_to_an_item_join_it_too(archive: Archive, video: int, corpus: Path) -> None:
    add_files(archive, [corpus / "video/derived-rotation-gps-subs/with_subtitles.mp4"], record=video)
    said = [text.text for text in reading.record(archive, video).texts if text.role is TextRole.SUBTITLES]
    assert len(said) == 1
    assert "Welcome to Hangzhou" in said[0]


def test_what_is_given_as_subtitles_lacks_no_picture(archive: Archive, video: int, tmp_path: Path) -> None:
    (tmp_path / "talk.srt").write_text(_SAID, encoding="utf-8")
    report = add_files(archive, [tmp_path / "talk.srt"], record=video)
    assert (len(report.added), len(report.without_preview), report.as_subtitles) == (1, 0, True)
    assert report.given == reading.record(archive, video).title
