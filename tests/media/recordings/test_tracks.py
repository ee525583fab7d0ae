"""The subtitles inside a recording."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from archive_app.domain.text.subtitles import Cue, parse, written
from archive_app.errors import Unreadable
from archive_app.media.recordings import tracks
from tests.media.recordings.films import film, sharp


def said(path: Path) -> tuple[tuple[str, str], ...]:
    with path.open("rb") as file:
        return tracks.tracks(file)


@pytest.mark.parametrize(("name", "lang"), [("mkv", "zh"), ("mp4", "und")])
def test_what_is_said_when_and_in_which_language(corpus: Path, name: str, lang: str) -> None:
    ((found, text),) = said(corpus / "video" / "derived-rotation-gps-subs" / f"with_subtitles.{name}")
    first, second = parse(text)
    assert (found, first) == (lang, Cue(500, 2000, "欢迎来到杭州 — Welcome to Hangzhou"))
    assert second.text == "Hoş geldiniz · Bem-vindos · ברוכים הבאים"


def test_a_video_without_any_has_none(tmp_path: Path) -> None:
    assert said(film(tmp_path / "a.avi", [sharp()])) == ()


def test_what_takes_too_long_is_not_half_read(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracks, "_LONG", -1.0)
    with pytest.raises(Unreadable, match="spread over so long a file"):
        said(corpus / "video" / "derived-rotation-gps-subs" / "with_subtitles.mkv")


@pytest.mark.parametrize(
    ("codec", "data", "text"),
    [
        ("mov_text", struct.pack(">H", 6) + "你好".encode() + b"\x00\x00\x00\x0cstyl", "你好"),
        ("mov_text", struct.pack(">H", 6) + "你好".encode("utf-16"), "你好"),
        ("subrip", b"one\r\ntwo", "one\ntwo"),
        ("ass", rb"0,0,Default,,0,0,0,,{\i1}Yes, well{\i0}\Nand no", "Yes, well\nand no"),
        ("webvtt", b"plain", "plain"),
        ("webvtt", struct.pack(">I", 21) + b"vttc" + struct.pack(">I", 13) + b"paylhello", "hello"),
    ],
)
def test_each_way_of_writing_them(codec: str, data: bytes, text: str) -> None:
    assert tracks._READERS[codec](data) == text


def test_what_is_written_is_read_again() -> None:
    cues = (Cue(3_723_004, 3_724_000, "two\nlines"), Cue(5, 900, "first"))
    assert parse(written(cues)) == (cues[1], cues[0])
    assert written([Cue(0, 1000, "a\n\n\nb")]).count("\n\n") == 0
    assert written([]) == ""
