"""Technical facts of recordings that are broken, absent or not what they seem."""

from __future__ import annotations

import io
import struct
import wave
from pathlib import Path

import pymediainfo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.errors import Unreadable
from archive_app.media.metadata.video import read_media


def _wave(seconds: float) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\x00\x00" * int(8000 * seconds))
    return out.getvalue()


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def _movie(created: int) -> bytes:
    head = (
        struct.pack(">IIIII", 0, created, created, 1000, 2500) + struct.pack(">IH", 0x00010000, 0x0100) + b"\x00" * 10
    )
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000) + b"\x00" * 24 + struct.pack(">I", 2)
    return _box(b"ftyp", b"qt  \x00\x00\x00\x00qt  ") + _box(b"moov", _box(b"mvhd", head + matrix))


def test_a_sound_has_a_length() -> None:
    facts = read_media(_wave(2.5))
    assert facts.duration == pytest.approx(2.5, abs=0.01)
    assert (facts.width, facts.warnings) == (None, [])


def test_a_movie_has_a_date_unless_its_clock_was_never_set(tmp_path: Path) -> None:
    path = tmp_path / "movie.mov"
    path.write_bytes(_movie(3_826_656_000 + 37))
    facts = read_media(path)
    assert facts.captured.startswith("2025-04-")
    assert facts.captured.endswith("Z")
    assert facts.captured_source == "Container encoded_date"
    assert read_media(_movie(0)).captured == ""


def test_a_telephones_position_is_read_and_damage_in_it_passed_over() -> None:
    place = _box(b"loci", b"\x00" * 6 + b"Hangzhou\x00" + b"\x00" + struct.pack(">iii", 7_874_484, 1_984_043, 819_200))
    movie = _movie(3_826_656_000)
    inside = movie[movie.index(b"moov") + 4 :]
    facts = read_media(_box(b"ftyp", b"isom\x00\x00\x00\x00isom") + _box(b"moov", inside + _box(b"udta", place)))
    assert (facts.latitude, facts.longitude) == (pytest.approx(30.2741, abs=1e-4), pytest.approx(120.1551, abs=1e-4))
    assert facts.altitude == 12.5
    for cut in range(len(place)):
        facts = read_media(_box(b"moov", inside + _box(b"udta", place[:cut])))
        assert facts.latitude is None


@pytest.mark.parametrize("content", [b"\x00" * 500, b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isomavc1", b"RIFF"])
def test_a_broken_recording_says_so(content: bytes) -> None:
    facts = read_media(content)
    assert facts.duration is None
    assert "cut off or damaged" in facts.warnings[0]


def test_a_recording_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read_media(tmp_path / "gone.mp4")


def test_without_its_library_the_file_is_still_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_args: object, **_keywords: object) -> None:
        raise OSError("Failed to load library")

    (tmp_path / "sound.wav").write_bytes(_wave(1))
    monkeypatch.setattr(pymediainfo.MediaInfo, "parse", missing)
    facts = read_media(tmp_path / "sound.wav")
    assert "not installed" in facts.warnings[0]


@given(st.binary(max_size=300))
@settings(max_examples=40)
def test_no_damage_raises(data: bytes) -> None:
    read_media(_movie(1)[:60] + data)
    read_media(b"\x1a\x45\xdf\xa3" + data)
