"""Subtitles: what is said when, in both ways of writing them, and nothing of what is neither."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.text.subtitles import Cue, parse, said_at

_SRT = """\ufeff1
00:00:01,500 --> 00:00:03,000
欢迎来到<i>杭州</i>

2
00:00:02,500 --> 00:00:04,000
{\\an8}Hoş geldiniz
to all of you

3
01:00:00,000 --> 00:00:01,000
backwards
"""
_VTT = """WEBVTT - a talk

NOTE
00:00.000 is no cue

STYLE
::cue { color: red }

first
00:02.000 --> 00:04.000 align:start line:0
<v Ana>Tom &amp; Ana</v>
00:05.000 --> 00:06.000
at once
"""


def test_both_ways_of_writing_are_read() -> None:
    assert parse(_SRT) == (Cue(1500, 3000, "欢迎来到杭州"), Cue(2500, 4000, "Hoş geldiniz\nto all of you"))
    assert parse(_VTT) == (Cue(2000, 4000, "Tom & Ana"), Cue(5000, 6000, "at once"))
    assert parse(_SRT.replace("\n", "\r\n")) == parse(_SRT)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (0, ""),
        (1500, "欢迎来到杭州"),
        (2999, "Hoş geldiniz\nto all of you"),
        (3999, "Hoş geldiniz\nto all of you"),
        (4000, ""),
    ],
)
def test_what_is_said_at_a_place(place: int, said: str) -> None:
    assert said_at(parse(_SRT), place) == said


def test_one_that_lasts_is_said_again_after_a_short_one() -> None:
    cues = (Cue(0, 9000, "long"), Cue(1000, 2000, "short"))
    assert [said_at(cues, place) for place in (500, 1500, 3000)] == ["long", "short", "long"]


@given(st.text(alphabet=st.sampled_from("01:.,->< \n\rWEBVTTa{}\\&;"), max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    cues = parse(text)
    assert all(cue.start < cue.end and cue.text for cue in cues)
    assert list(cues) == sorted(cues, key=lambda cue: (cue.start, cue.end))


def test_files_made_to_try_readers_are_read(corpus: Path) -> None:
    files = sorted((corpus / "video/wpt-webvtt").rglob("*.vtt"))
    read = {file.name: parse(file.read_bytes().decode("utf-8", errors="replace")) for file in files}
    assert len(files) > 40
    assert sum(1 for cues in read.values() if cues) >= 30
    assert [cue.text for cue in read["nulls.vtt"]][:1] != [""]
