"""What workers do behind their walls, and what comes of a file that tries to get out."""

from __future__ import annotations

import ast
import os
import sys
import threading
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

import archive_app
from archive_app.media.formats.sniff import Family, FileType
from archive_app.media.pictures import jpeg, workers
from archive_app.media.pictures.cage import Wall
from archive_app.media.pictures.messages import TRACKS, WAVE
from archive_app.media.pictures.workers import DecoderPool, Examined, _Worker
from tests.media.pictures.sabotage import JPEG, SABOTAGE, named
from tests.media.recordings.films import film, sharp

#: What parses what strangers made.
_READING = {"decode_pictures", "printable", "read_metadata", "read_media", "read_packets", "read_xmp", "read_exif",
            "still", "tracks"}  # fmt: skip
_ESCAPES = ["call.jpg", "fork.jpg", "erase.jpg", "write.jpg"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a worker there")
@pytest.mark.parametrize("name", _ESCAPES)
def test_a_picture_that_tries_to_leave_the_cage_costs_itself_its_picture(
    sabotaged: DecoderPool, photo: Path, name: str
) -> None:
    found = sabotaged.submit(named(photo, name), JPEG).result(60)
    assert found.reason == "The file made its decoder reach beyond what it was handed, and was shut out."
    assert found.metadata.make == "Canon", "what was read before is kept"
    assert found.again
    assert sabotaged.submit(photo, JPEG).result(60).reason == ""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a worker there")
@pytest.mark.parametrize("name", _ESCAPES)
def test_so_does_a_video(sabotaged: DecoderPool, tmp_path: Path, name: str) -> None:
    video = film(tmp_path / "talk.avi", [sharp()])
    avi = FileType("video/x-msvideo", "avi", Family.VIDEO)
    found = sabotaged.submit(named(video, name), avi).result(60)
    assert found.reason == "The file made its decoder reach beyond what it was handed, and was shut out."
    whole = sabotaged.submit(named(video, "still.avi"), avi, besides=(TRACKS,)).result(60)
    assert (whole.reason, list(whole.pictures)) == ("", [256]), "the control: the same video without the attempt"


def test_what_a_recording_says_and_shows_comes_from_behind_the_walls(pool: DecoderPool, corpus: Path) -> None:
    folder = corpus / "video" / "derived-rotation-gps-subs"
    mkv, mp4 = (FileType(f"video/{each}", each, Family.VIDEO) for each in ("x-matroska", "mp4"))
    found = pool.submit(folder / "with_subtitles.mkv", mkv, (256,), besides=(TRACKS,)).result(60)
    assert (found.reason, [lang for lang, _text in found.tracks]) == ("", ["zh"])
    turned = pool.submit(folder / "rot90.mp4", mp4, (256,), besides=(WAVE,)).result(60)
    assert (turned.width, turned.height, jpeg.size_of(turned.pictures[256])) == (240, 320, (192, 256))
    assert max(turned.wave) > 100
    (worker,) = pool._workers
    assert worker.walls == set(Wall) or sys.platform != "linux"


@pytest.mark.parametrize("name", _ESCAPES[:2])
def test_without_a_cage_it_gets_out(photo: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test above."""
    free = SABOTAGE.replace("worker.main(", "worker.cage.close = frozenset; worker.main(")
    monkeypatch.setattr(workers, "_BOOT", free)
    with DecoderPool(workers=1) as pool:
        assert "shut out" not in pool.submit(named(photo, name), JPEG).result(60).reason


@pytest.mark.skipif(sys.platform != "linux", reason="these walls are those of Linux")
def test_no_other_file_is_opened(sabotaged: DecoderPool, photo: Path) -> None:
    found = sabotaged.submit(named(photo, "open.jpg"), JPEG).result(60)
    assert found.pictures == {}
    assert found.reason != ""
    assert sabotaged.submit(photo, JPEG).result(60).reason == ""


def test_a_raw_file_is_developed_behind_the_walls(pool: DecoderPool, corpus: Path) -> None:
    path = corpus / "photos" / "derived-raw" / "derived_1.dng"
    found = pool.submit(path, FileType("image/x-adobe-dng", "dng", Family.PICTURE), (256,)).result(60)
    assert (found.reason, list(found.pictures), found.width, found.height) == ("", [256], 1332, 1000)


def test_a_worker_is_told_no_place(pool: DecoderPool, photo: Path) -> None:
    """What it was handed is read on when its name is gone."""
    begun = threading.Event()
    examine = _Worker._handed

    def gone(worker: _Worker, file: BinaryIO, job: workers.Job) -> Examined:
        photo.unlink()
        begun.set()
        return examine(worker, file, job)

    if os.name == "nt":
        pytest.skip("Windows keeps what is open")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_Worker, "_handed", gone)
        assert pool.submit(photo, JPEG).result(60).reason == ""
    assert begun.is_set()


def _imported() -> Iterator[tuple[str, str]]:
    """Which module takes what reads files of strangers."""
    root = Path(archive_app.__file__).parent
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.ImportFrom) else []
            for name in _READING.intersection(names):
                yield path.relative_to(root).as_posix(), name


def test_files_are_read_by_workers_alone() -> None:
    """What the window, the commands and the services want of a file they ask the workers for."""
    found = {module for module, name in _imported() if not module.startswith("media/metadata/")}
    within = {"media/pictures/printable.py", "media/pictures/decode.py"}
    assert found == {"media/pictures/worker.py", *within}, "which the worker alone takes"
    assert {module for module, name in _imported() if name in ("still", "tracks")} == {
        "media/pictures/decode.py", "media/pictures/worker.py"
    }  # fmt: skip
    assert {module for module, name in _imported() if name == "printable"} == {"media/pictures/worker.py"}


def test_each_worker_has_what_its_jobs_need(tmp_path: Path, photo: Path) -> None:
    """Nothing is loaded behind the walls: where more is needed, another worker takes the place of the first."""
    sound = tmp_path / "sound.wav"
    with wave.open(str(sound), "wb") as out:
        out.setparams((1, 2, 8000, 0, "NONE", ""))
        out.writeframes(bytes(16_000))
    wav = FileType("audio/x-wav", "wav", Family.AUDIO)
    with DecoderPool(workers=1) as pool:
        assert pool.submit(photo, JPEG).result(60).reason == ""
        (first,) = pool._workers
        assert pool.submit(sound, wav).result(60).metadata.duration == 1
        (second,) = pool._workers
        assert second is not first
        assert pool.submit(photo, JPEG).result(60).reason == ""
        assert pool._workers == {second}, "which reads photographs as well"
