"""Which picture a video is shown by, and what comes of one that can't be looked into."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from archive_app.errors import Unreadable
from archive_app.media.recordings import ffmpeg, stills
from archive_app.media.recordings.stills import still, worth
from tests.media.recordings.films import SIZE, blank, film, sharp


def seen(path: Path, edge: int = 256, at: int | None = None) -> Image.Image:
    with path.open("rb") as file:
        return still(file, edge, at)[0]


def test_neither_black_nor_white_nor_blank_is_chosen(tmp_path: Path) -> None:
    dull = [blank("black")] * 10 + [blank("white")] * 10 + [blank("#707070")] * 10
    found = seen(film(tmp_path / "a.avi", [*dull, *[sharp()] * 10]))
    assert worth(found) >= 1
    assert [worth(blank(each)) for each in ("black", "white", "#707070")] == [0, 0, 0]


def test_where_nothing_is_good_the_best_is_taken(tmp_path: Path) -> None:
    soft = sharp().resize((6, 4)).resize(SIZE)
    found = seen(film(tmp_path / "a.avi", [blank("black")] * 20 + [soft] * 12 + [blank("black")] * 8))
    assert found.resize((1, 1)).getpixel((0, 0)) != (0, 0, 0)


@pytest.mark.parametrize(("at", "shade"), [(0, 40), (949, 40), (1000, 120), (2050, 200), (9_999, 200)])
def test_the_chosen_one_is_the_one_that_is_seen_there(tmp_path: Path, at: int, shade: int) -> None:
    """One a second: what begins at a whole millisecond or just behind it, and the last one where there is none."""
    path = film(tmp_path / "a.avi", [blank(f"#{s:02x}{s:02x}{s:02x}") for s in (40, 120, 200)], rate=1)
    red = seen(path, at=at).resize((1, 1)).getpixel((0, 0))
    assert isinstance(red, tuple)
    assert abs(red[0] - shade) < 12


def test_it_is_as_large_as_asked_for_and_tells_its_own_size(tmp_path: Path) -> None:
    path = film(tmp_path / "a.avi", [sharp()])
    with path.open("rb") as file:
        image, size = still(file, 96)
    assert (image.size, size) == ((96, 54), SIZE)
    with path.open("rb") as file:
        assert still(file, 1000)[0].size == SIZE


def test_what_is_no_video_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.avi"
    path.write_bytes(b"RIFF\x00\x00\x00\x00AVI LIST" + b"\x00" * 100)
    with pytest.raises(Unreadable, match="damaged, or of a kind that nothing here decodes"):
        seen(path)


def test_a_list_of_other_files_is_not_followed(tmp_path: Path) -> None:
    """The control: the same player reads what is no list."""
    other = film(tmp_path / "other.avi", [sharp()])
    for words in (f"ffconcat version 1.0\nfile '{other}'\n", f"#EXTM3U\n#EXTINF:1,\n{other}\n#EXT-X-ENDLIST\n"):
        (tmp_path / "list.avi").write_text(words)
        with pytest.raises(Unreadable):
            seen(tmp_path / "list.avi")
    assert seen(other).size == SIZE


def test_without_the_libraries_a_sentence_names_what_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ffmpeg, "libraries", lambda: None)
    with pytest.raises(Unreadable, match="lacks a library that plays recordings: libpulse0"):
        seen(film(tmp_path / "a.avi", [sharp()]))


def test_of_another_version_nothing_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ffmpeg, "_VERSIONS", ({"avutil": 1, "avcodec": 1},))
    assert ffmpeg.libraries.__wrapped__() is None


def test_what_takes_long_is_left_at_what_was_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stills, "_LONG", -1.0)
    path = film(tmp_path / "a.avi", [blank("black")] * 10 + [sharp()] * 30)
    assert worth(seen(path)) < 1, "only the first place was looked at"


def test_what_is_turned_is_not_turned_here(corpus: Path) -> None:
    """The camera's turn is applied once, with that of pictures."""
    folder = corpus / "video" / "derived-rotation-gps-subs"
    assert seen(folder / "rot90.mp4").size == seen(folder / "rot0.mp4").size == (256, 192)
