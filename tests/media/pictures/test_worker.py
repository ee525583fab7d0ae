"""What a worker makes of one file, looked at from inside: the processes and their walls have tests of their own."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from archive_app import i18n
from archive_app.media.formats.filetypes import Family, FileType
from archive_app.media.pictures import worker
from archive_app.media.pictures.messages import Examined, Job
from archive_app.media.recordings.ffmpeg import libraries
from tests.processes import unmeasured

JPEG = FileType("image/jpeg", "jpg", Family.PICTURE)
TEXT = FileType("text/plain", "txt", Family.TEXT)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Kodak", 6
    path = tmp_path / "photo.jpg"
    Image.effect_noise((400, 300), 60).convert("RGB").save(path, exif=exif)
    return path


def job(
    filetype: FileType, edges: tuple[int, ...], *, language: str = "en", prints: tuple[int, int] | None = None
) -> Job:
    return Job(filetype, edges, language, seconds=10.0, patience=60.0, prints=prints)


def examined(path: Path, wanted: Job) -> tuple[Examined, bytes]:
    said = io.BytesIO()
    with path.open("rb") as file:
        return worker._examine(wanted, file, said), said.getvalue()


#: What a worker that is to see photographs does without: it starts twice for each ingest, and all of it is waited for.
NOT_FOR_PHOTOGRAPHS = {
    "archive_app.domain.model.records", "archive_app.domain.dates", "archive_app.domain.query", "archive_app.store",
    "archive_app.services", "archive_app.media.documents.reading", "archive_app.media.documents.markup", "html.parser",
    "sqlalchemy", "pi_heif", "rawpy", "pypdfium2", "PySide6", "multiprocessing", "asyncio",
}  # fmt: skip


def test_a_worker_loads_no_more_than_photographs_need() -> None:
    code = "import sys\nfrom archive_app.media.pictures import worker\nworker.load({'en'})\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=unmeasured())
    modules = set(done.stdout.split())
    assert "PIL.JpegImagePlugin" in modules
    assert not modules & NOT_FOR_PHOTOGRAPHS


def test_metadata_is_said_before_the_picture_is_made(photo: Path) -> None:
    found, said = examined(photo, job(JPEG, (256, 64)))
    assert b"Kodak" in said
    assert (found.width, found.height, found.reason) == (300, 400, "")
    assert {edge: Image.open(io.BytesIO(data)).size for edge, data in found.pictures.items()} == {
        256: (192, 256), 64: (48, 64),
    }  # fmt: skip


def test_no_picture_is_made_where_none_is_wanted(photo: Path) -> None:
    found, said = examined(photo, job(JPEG, ()))
    assert (found.pictures, found.width, found.height) == ({}, 300, 400)
    assert b"Kodak" in said


def test_a_picture_is_made_ready_for_printing(photo: Path) -> None:
    found, _said = examined(photo, job(JPEG, (2000,), prints=(6, 90)))
    [data] = found.pictures.values()
    assert Image.open(io.BytesIO(data)).size == (400, 300)
    assert b"Kodak" not in data


def test_the_reason_is_in_the_language_of_the_job(photo: Path) -> None:
    photo.write_bytes(photo.read_bytes()[:3000])
    reasons = [examined(photo, job(JPEG, (256,), language=language))[0].reason for language in ("en", "zh")]
    i18n.set_language("en")
    assert reasons == ["The picture is cut off: the end of the file is missing.", "图片不完整：文件末尾缺失。"]
    assert examined(photo, job(JPEG, (2000,), prints=(1, 0)))[0].reason == reasons[0]


def test_what_has_no_picture_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    found, _said = examined(tmp_path / "a.txt", job(TEXT, (256,)))
    assert (found.pictures, found.reason) == ({}, "Text file: kept, without a picture.")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such clock")
def test_the_clock_of_the_processor_is_set_while_a_file_is_read_and_taken_back() -> None:
    before = signal.getsignal(signal.SIGPROF)
    try:
        with worker._spending(50.0):
            left, _again = signal.getitimer(signal.ITIMER_PROF)
            assert 40 < left < 51
        assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    finally:
        signal.signal(signal.SIGPROF, before)


def test_what_decoders_need_is_loaded_beforehand() -> None:
    """Of each sort of file: nothing can be loaded behind the walls."""
    worker.load({"zh", "heif", "raw", "pages", "recordings"})
    assert {"pi_heif", "rawpy", "pypdfium2", "pymediainfo"} <= sys.modules.keys()
    assert libraries.cache_info().currsize == 1, "and what takes pictures out of videos"
