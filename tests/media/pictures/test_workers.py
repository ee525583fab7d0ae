"""Worker processes: no file hangs, crashes or swells the program."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from PIL import Image

from archive_app.errors import StorageError
from archive_app.media.formats.sniff import Family, FileType
from archive_app.media.pictures import messages, workers
from archive_app.media.pictures.handover import Outlet
from archive_app.media.pictures.workers import DecoderPool, Examined, _Worker
from tests.media.pictures.sabotage import JPEG, SABOTAGE, named
from tests.processes import unmeasured

PNG = FileType("image/png", "png", Family.PICTURE)


def test_a_photo_is_examined(pool: DecoderPool, photo: Path) -> None:
    found = pool.submit(photo, JPEG, (64, 256)).result(60)
    assert found.reason == ""
    assert (found.width, found.height) == (480, 640)
    assert found.metadata.make == "Canon"
    sizes = {edge: Image.open(io.BytesIO(data)).size for edge, data in found.pictures.items()}
    assert sizes == {64: (48, 64), 256: (192, 256)}


def test_a_bad_file_has_a_reason_and_the_next_is_served(pool: DecoderPool, photo: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)
    bad = pool.submit(tmp_path / "bad.png", PNG)
    gone = pool.submit(tmp_path / "gone.png", PNG)
    good = pool.submit(photo, JPEG)
    assert "damaged" in bad.result(60).reason
    assert "can't be read" in gone.result(60).reason
    assert good.result(60).reason == ""


def test_metadata_alone(pool: DecoderPool, photo: Path) -> None:
    found = pool.submit(photo, JPEG, ()).result(60)
    assert (found.pictures, found.reason, found.metadata.make) == ({}, "", "Canon")


def test_names_that_are_not_utf_8(pool: DecoderPool, photo: Path) -> None:
    if os.name == "nt":
        pytest.skip("Windows has no names in bytes")
    raw = os.fsdecode(os.fsencode(photo.parent) + b"/\xff\xfe\n.jpg")
    photo.rename(raw)
    assert pool.submit(Path(raw), JPEG).result(60).reason == ""


def test_reasons_are_in_the_language_of_the_asker(pool: DecoderPool, tmp_path: Path) -> None:
    from archive_app import i18n

    (tmp_path / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)
    i18n.set_language("zh")
    try:
        wanted = i18n._("The picture is damaged and can't be shown.")
        assert pool.submit(tmp_path / "bad.png", PNG).result(60).reason == wanted
    finally:
        i18n.set_language("en")


@pytest.mark.parametrize(
    ("name", "patience", "reason"),
    [
        ("hang.jpg", 4.0, "Making a picture hung and was given up; its drive may have been away."),
        ("stuck.jpg", 4.0, "Making a picture hung and was given up; its drive may have been away."),
        # On a busy machine a second of the processor may take long.
        ("spin.jpg", 100.0, "Making a picture took longer than 1 second."),
        ("grind.jpg", 100.0, "Making a picture took longer than 1 second."),
    ],
)
def test_a_file_that_takes_for_ever_is_given_up(
    photo: Path, name: str, patience: float, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_BOOT", SABOTAGE)
    with DecoderPool(workers=1, time_limit=1.0, patience=patience) as pool:
        found = pool.submit(named(photo, name), JPEG).result(120)
        after = pool.submit(photo, JPEG)
        assert found.reason == reason
        assert found.again, "another try may help"
        assert found.metadata.make == "Canon", "what was read before it hung is kept"
        assert after.result(120).reason == ""


def test_a_pause_costs_no_picture(sabotaged: DecoderPool, photo: Path) -> None:
    """What counts is the processor's time: a busy machine or a laptop that sleeps is no fault of the file."""
    found = sabotaged.submit(named(photo, "pause.jpg"), JPEG).result(60)
    assert found.reason == ""
    assert found.pictures


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system cannot stop a process for a while")
def test_a_worker_that_was_stopped_for_a_while_goes_on(photo: Path) -> None:
    with DecoderPool(workers=1, time_limit=1.0, patience=60.0) as pool:
        pool.submit(photo, JPEG).result(60)
        (worker,) = pool._workers
        worker._process.send_signal(signal.SIGSTOP)
        waiting = pool.submit(photo, JPEG)
        with pytest.raises(TimeoutError):
            waiting.result(2)
        worker._process.send_signal(signal.SIGCONT)
        assert waiting.result(60).reason == ""


@pytest.mark.parametrize("name", ["crash.jpg", "exit.jpg"])
def test_a_crash_takes_one_worker_not_the_program(sabotaged: DecoderPool, photo: Path, name: str) -> None:
    found = sabotaged.submit(named(photo, name), JPEG).result(60)
    assert "broke off" in found.reason
    assert found.metadata.make == "Canon"
    assert sabotaged.submit(photo, JPEG).result(60).reason == ""


def test_a_worker_that_nobody_kills_ends_itself(photo: Path) -> None:
    """One that hangs in a library that lets no other thread in, while the program is stopped or gone."""
    command = [sys.executable, "-c", SABOTAGE.format(path=sys.path, parts=["en"])]
    way = Outlet()
    with subprocess.Popen(command, stdin=way.inlet, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as worker:
        way.begin(worker)
        assert worker.stdout is not None
        try:
            messages.receive_ready(worker.stdout)
            messages.send_job(way.stream, workers.Job(JPEG, (256,), "en", 600.0, 0.5))
            with named(photo, "stuck.jpg").open("rb") as file:
                way.hand_over(file)
            assert worker.wait(60) == workers.HUNG
        finally:
            worker.kill()
            way.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux keeps the limit of memory")
def test_memory_has_a_limit(sabotaged: DecoderPool, photo: Path) -> None:
    found = sabotaged.submit(named(photo, "swell.jpg"), JPEG).result(60)
    assert "broke off" in found.reason
    assert sabotaged.submit(photo, JPEG).result(60).reason == ""


def test_what_libraries_print_does_not_get_between(sabotaged: DecoderPool, photo: Path) -> None:
    assert sabotaged.submit(named(photo, "talk.jpg"), JPEG).result(60).reason == ""
    assert sabotaged.submit(photo, JPEG).result(60).reason == ""


def _until(there: Callable[[], bool]) -> None:
    while not there():
        time.sleep(0.01)


def test_nothing_starts_before_it_is_needed(photo: Path) -> None:
    children = {child.pid for child in psutil.Process().children()}
    with DecoderPool(workers=2) as pool:
        assert {child.pid for child in psutil.Process().children()} == children
        pool.submit(photo, JPEG).result(60)
        assert len({child.pid for child in psutil.Process().children()} - children) == 1
    assert {child.pid for child in psutil.Process().children()} == children


def test_all_start_when_they_are_told_to_and_serve_what_comes(photo: Path) -> None:
    with DecoderPool(workers=2) as pool:
        pool.start()
        pool.start()
        _until(lambda: len(pool._workers) == 2)
        begun = {worker._process.pid for worker in pool._workers}
        examined = [pool.submit(photo, JPEG) for _count in range(4)]
        assert all(each.result(60).pictures for each in examined)
        assert {worker._process.pid for worker in pool._workers} == begun


def test_what_cannot_be_started_early_is_said_of_the_first_file(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers.sys, "executable", "/nowhere/python")
    with DecoderPool(workers=1) as pool:
        pool.start()
        with pytest.raises(StorageError):
            pool.submit(photo, JPEG).result(60)


def test_submitting_does_not_wait_for_the_start(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start, may_start = _Worker.__init__, threading.Event()

    def held(worker: _Worker, *parts: frozenset[str]) -> None:
        assert may_start.wait(60)
        start(worker, *parts)

    monkeypatch.setattr(_Worker, "__init__", held)
    with DecoderPool(workers=1) as pool:
        future = pool.submit(photo, JPEG)
        assert not future.done()
        may_start.set()
        assert future.result(60).reason == ""


def test_closing_cancels_what_waits(photo: Path) -> None:
    pool = DecoderPool(workers=1)
    futures = [pool.submit(photo, JPEG) for _ in range(200)]
    futures[0].result(60)
    pool.close()
    outcomes = []
    for future in futures:
        try:
            outcomes.append(future.result(10).reason)
        except CancelledError:
            outcomes.append("cancelled")
    assert set(outcomes) <= {"", "cancelled"}
    assert "cancelled" in outcomes
    with pytest.raises(RuntimeError):
        pool.submit(photo, JPEG)


def test_a_worker_that_went_between_two_files_leaves_no_pipe(photo: Path) -> None:
    with DecoderPool(workers=1) as pool:
        pool.submit(photo, JPEG).result(60)
        for _ in range(3):
            (worker,) = pool._workers
            worker._process.kill()
            worker._process.wait(30)
            assert pool.submit(photo, JPEG).result(60).reason == ""
            assert worker._to.stream.closed
            assert worker._from.closed


def test_closing_while_a_worker_starts_ends_it_too(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start, begun, may_end = _Worker.__init__, threading.Event(), threading.Event()

    def held(worker: _Worker, *parts: frozenset[str]) -> None:
        start(worker, *parts)
        begun.set()
        assert may_end.wait(60)

    monkeypatch.setattr(_Worker, "__init__", held)
    children = {child.pid for child in psutil.Process().children()}
    pool = DecoderPool(workers=1)
    futures = [pool.submit(photo, JPEG) for _ in range(3)]
    assert begun.wait(60)
    closing = threading.Thread(target=pool.close)
    closing.start()
    while not pool._closed:
        time.sleep(0.01)
    may_end.set()
    closing.join(60)
    assert {child.pid for child in psutil.Process().children()} == children
    for future in futures:
        with pytest.raises(CancelledError):
            future.result(10)


def test_the_last_urgent_wish_is_served_first(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[str] = []
    begun, release = threading.Event(), threading.Event()

    def examine(_worker: object, path: Path, _job: workers.Job) -> Examined:
        begun.set()
        release.wait(30)
        served.append(path.name)
        return Examined()

    monkeypatch.setattr(_Worker, "examine", examine)
    with DecoderPool(workers=1) as pool:
        futures = [pool.submit(photo.with_name("first"), JPEG)]
        assert begun.wait(60)
        futures += [pool.submit(photo.with_name(name), JPEG) for name in ("second", "third")]
        futures += [pool.submit(photo.with_name(name), JPEG, urgent=True) for name in ("seen", "seen last")]
        release.set()
        for future in futures:
            future.result(60)
    assert served == ["first", "seen last", "seen", "second", "third"]


def test_workers_end_with_the_program(photo: Path) -> None:
    script = (
        "import sys, os; from pathlib import Path\n"
        "from archive_app.media.pictures.workers import DecoderPool\n"
        "from archive_app.media.formats.sniff import Family, FileType\n"
        "pool = DecoderPool(workers=1)\n"
        f"pool.submit(Path({str(photo)!r}), FileType('image/jpeg', 'jpg', Family.PICTURE)).result(60)\n"
        "(worker,) = pool._workers; print(worker._process.pid, flush=True); os._exit(0)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    with suppress(psutil.NoSuchProcess):
        _gone(psutil.Process(int(done.stdout)))


@pytest.mark.skipif(os.name == "nt", reason="what is killed is told apart by its parent's end")
@pytest.mark.parametrize(
    ("name", "before"),
    [
        # A library that lets no other thread in: the system ends the worker.
        pytest.param("stuck.jpg", "", marks=pytest.mark.skipif(sys.platform != "linux", reason="only Linux does that")),
        # Any other: the end of its pipe.
        ("hang.jpg", "worker.end_with_parent = lambda: None\n"),
    ],
)
def test_a_worker_ends_with_a_program_that_is_killed(photo: Path, tmp_path: Path, name: str, before: str) -> None:
    begun = tmp_path / "begun"
    # In its cage it could not make a folder to say so.
    free = "worker.cage.close = frozenset\n"
    sabotage = SABOTAGE.replace(
        "def decode(file, *rest):\n", f"def decode(file, *rest):\n    os.mkdir({str(begun)!r})\n"
    )
    script = (
        "from pathlib import Path\n"
        "from archive_app.media.pictures import workers\n"
        "from archive_app.media.formats.sniff import Family, FileType\n"
        f"workers._BOOT = {sabotage.replace('worker.main(', before + free + 'worker.main(')!r}\n"
        "pool = workers.DecoderPool(workers=1, time_limit=600, patience=600)\n"
        f"found = pool.submit(Path({str(named(photo, name))!r}), FileType('image/jpeg', 'jpg', Family.PICTURE))\n"
        "found.result()\n"
    )
    program = subprocess.Popen([sys.executable, "-c", script])
    try:
        while not begun.exists():
            assert program.poll() is None
            time.sleep(0.05)
        (worker,) = psutil.Process(program.pid).children()
    finally:
        program.kill()
        program.wait()
    try:
        _gone(worker)
    finally:
        with suppress(psutil.NoSuchProcess):
            worker.kill()


def _gone(worker: psutil.Process) -> None:
    """Returns when it is gone; nobody but the system waits for the child of one that was killed."""
    with suppress(psutil.NoSuchProcess):
        for _look in range(600):
            if not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE:
                return
            time.sleep(0.05)
        pytest.fail("the worker outlived the program")


def test_a_worker_knows_nothing_of_the_window() -> None:
    script = (
        "import sys, archive_app.media.pictures.worker\n"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'sqlalchemy', 'archive_app.ui'))])\n"
    )
    line = [sys.executable, "-c", script]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=True, env=unmeasured())
    assert done.stdout.strip() == "[]"
