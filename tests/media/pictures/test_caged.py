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
from archive_app.media.pictures import workers
from archive_app.media.pictures.workers import DecoderPool, Examined, _Worker
from tests.media.pictures.sabotage import JPEG, SABOTAGE, named

#: What parses what strangers made.
_READING = {"decode_pictures", "printable", "read_metadata", "read_media", "read_packets", "read_xmp", "read_exif"}
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
    assert found == {"media/pictures/worker.py", "media/pictures/printable.py"}, "which the worker alone takes"
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
