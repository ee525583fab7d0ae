"""How loud a sound is, from its beginning to its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.errors import Unreadable
from archive_app.media.recordings import waves
from archive_app.media.recordings.waves import VALUES, wave
from tests.media.recordings.films import blank, film, sound


def heard(path: Path) -> bytes:
    with path.open("rb") as file:
        return wave(file)


@pytest.mark.parametrize("channels", [1, 2])
def test_what_is_louder_is_higher(tmp_path: Path, channels: int) -> None:
    values = heard(sound(tmp_path / "a.wav", [0.0] * 20 + [1.0] * 20 + [0.25] * 20, channels=channels))
    third = len(values) // 3
    assert max(values[: third - 2]) == 0
    assert min(values[third + 2 : 2 * third - 2]) > 220
    assert 40 < max(values[2 * third + 2 :]) < 80


def test_a_long_one_is_heard_here_and_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waves, "_WHOLE", 1000)
    values = heard(sound(tmp_path / "a.wav", [0.0] * 60 + [1.0] * 60))
    assert len(values) == VALUES
    assert max(values[: VALUES // 2 - 100]) == 0
    assert min(values[VALUES // 2 + 100 : -100]) > 200


def test_what_is_silent_by_nature_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no sound in this recording"):
        heard(film(tmp_path / "a.avi", [blank("black")]))


def test_what_is_packed_is_heard_as_well(corpus: Path) -> None:
    """MP3, AAC, Opus, AMR: planes of floating point and of whole numbers."""
    folder = corpus / "video"
    for name in ("wpt-media/sound_5.mp3", "wpt-media/A4.mp4", "wpt-media/A4.webm", "phones-and-codecs/sample.3gp"):
        assert max(heard(folder / name)) > 60, name
