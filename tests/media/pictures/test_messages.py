"""The wall to the workers: what crosses it whole, and that nothing else does anything but cost its file the picture."""

from __future__ import annotations

import ast
import io
import json
import os
import pickle
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from PIL import Image

from archive_app.media.formats.sniff import Family, FileType
from archive_app.media.metadata.facts import Metadata
from archive_app.media.metadata.plain import IllFormed
from archive_app.media.pictures import messages, workers
from archive_app.media.pictures.cage import Wall
from archive_app.media.pictures.messages import Examined, Job
from archive_app.media.pictures.workers import DecoderPool

JPEG = FileType("image/jpeg", "jpg", Family.PICTURE, "named otherwise")
#: In the place of a worker: it says that it is ready, waits for a job, says its piece and waits.
_FORGED = (
    "import sys, time; out = sys.stdout.buffer\n"
    "ready = b'{{\"ready\":[]}}'; out.write(len(ready).to_bytes(4, 'big') + ready); out.flush()\n"
    "sys.stdin.buffer.read(4)\n"
    "out.write(open(ANSWER, 'rb').read() * TIMES); out.flush(); time.sleep(600)\n"
)


def _forger(answer: Path, times: int = 1) -> str:
    return _FORGED.replace("ANSWER", repr(str(answer))).replace("TIMES", str(times))


def _picture(edge: int, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (edge, edge // 2), "red").save(out, kind)
    return out.getvalue()


def _photo(folder: Path) -> Path:
    photo = folder / "photo.jpg"
    photo.write_bytes(_picture(300))
    return photo


def _message(value: object, rest: bytes = b"") -> bytes:
    written = value if isinstance(value, bytes) else json.dumps(value).encode()
    return len(written).to_bytes(4, "big") + written + rest


def _found(**changed: Any) -> dict[str, Any]:
    whole = {"width": 9, "height": 9, "frames": 1, "reason": "", "again": False, "pictures": [], "words": None}
    return {"found": {**whole, **changed}}


def _answer(rest: bytes = b"", **changed: Any) -> bytes:
    return _message({"metadata": {"make": "Canon"}}) + _message(_found(**changed), rest)


def _showing(data: bytes, edge: int = 256) -> bytes:
    return _answer(data, pictures=[[edge, len(data)]])


class _Command:
    """As a pickle it runs a command."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self._folder),)


def _old_pickle(folder: Path) -> bytes:
    data = pickle.dumps(_Command(folder))
    return len(data).to_bytes(8, "big") + data


FORGED: dict[str, Callable[[Path], bytes]] = {
    "a pickle as it used to be": _old_pickle,
    "a pickle for JSON": lambda folder: _message(pickle.dumps(_Command(folder))),
    "nothing but zeros": lambda _folder: bytes(1 << 16),
    "a huge length": lambda _folder: b"\xff\xff\xff\xff{}",
    "no JSON": lambda _folder: _message(b"{"),
    "no UTF-8": lambda _folder: _message(b'{"metadata":{"make":"\xed\xa0\x80"}}'),
    "half a character": lambda _folder: _message(b'{"metadata":{"make":"\\ud800"}}'),
    "NaN": lambda _folder: _message(b'{"metadata":{"latitude":NaN}}'),
    "Infinity": lambda _folder: _message(b'{"metadata":{"altitude":-Infinity}}'),
    "a number of many digits": lambda _folder: _message(b'{"metadata":{"width":' + b"9" * 9_999 + b"}}"),
    "lists in lists": lambda _folder: _message(b"[" * 100_000),
    "another message": lambda _folder: _message({"ready": True}),
    "words without what they count": lambda _folder: _answer(words=[1]),
    "more words than any document has": lambda _folder: _answer(words=[1, 0, 600_000, 600_000]),
    "words that are no text": lambda _folder: _answer(b"\xff\xfe", words=[1, 0, 2]),
    "words with a zero in them": lambda _folder: _answer(b"a\x00", words=[1, 0, 2]),
    "two messages in one": lambda _folder: _message({"metadata": {}, **_found()}),
    "metadata twice": lambda _folder: _message({"metadata": {}}) * 2,
    "a text for a width": lambda _folder: _answer(width="9"),
    "a width below nothing": lambda _folder: _answer(width=-1),
    "frames by the million": lambda _folder: _answer(frames=10**9),
    "a reason without end": lambda _folder: _answer(reason="x" * 100_000),
    "a reason that is none": lambda _folder: _answer(reason=None),
    "perhaps again": lambda _folder: _answer(again=1),
    "one value more": lambda _folder: _message({"metadata": {}}) + _message(_found(more=1)),
    "a picture nobody asked for": lambda _folder: _showing(_picture(64), 64),
    "a picture twice": lambda _folder: _answer(_picture(64) * 2, pictures=[[256, len(_picture(64))]] * 2),
    "a picture of a huge size": lambda _folder: _answer(pictures=[[256, 1 << 40]]),
    "a picture of too many bytes": lambda _folder: _showing(_picture(64)[:-2] + bytes(1 << 20) + b"\xff\xd9"),
    "a picture below nothing": lambda _folder: _answer(pictures=[[256, -1]]),
    "a picture too large": lambda _folder: _showing(_picture(257)),
    "a PNG": lambda _folder: _showing(_picture(64, "PNG")),
    "an SVG": lambda _folder: _showing(b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "a truncated picture": lambda _folder: _showing(_picture(64)[:-9]),
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_answer_costs_its_file_the_picture(
    forged: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, harm, photo = tmp_path / "answer", tmp_path / "harm", _photo(tmp_path)
    answer.write_bytes(FORGED[forged](harm))
    honest, before = workers._BOOT, set(psutil.Process().children())
    with DecoderPool(workers=1) as pool:
        monkeypatch.setattr(workers, "_BOOT", _forger(answer))
        found = pool.submit(photo, JPEG).result(60)
        assert found.reason == "The picture is so damaged that the decoder broke off."
        assert found.pictures == {}
        assert found.again
        monkeypatch.setattr(workers, "_BOOT", honest)
        assert pool.submit(photo, JPEG).result(60).reason == ""
        assert len(set(psutil.Process().children()) - before) == 1, "the forger was ended"
    assert not harm.exists()


def test_an_answer_without_end_is_not_read_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty megabytes, of which no more than the first message is taken."""
    answer, taken = tmp_path / "answer", list[int]()
    answer.write_bytes(_message({"metadata": {"make": "Canon"}}) * 10_000)
    monkeypatch.setattr(workers, "_BOOT", _forger(answer, 100))
    exactly = messages._exactly
    monkeypatch.setattr(messages, "_exactly", lambda *of: taken.append(of[1]) or exactly(*of))
    with DecoderPool(workers=1) as pool:
        found = pool.submit(_photo(tmp_path), JPEG).result(60)
    assert "broke off" in found.reason
    assert found.metadata.make == "Canon"
    assert len(taken) == 3, "that it is ready, its metadata, and what is no answer"


def test_a_worker_that_never_says_it_is_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_BOOT", "print('hello' * 100, flush=True)")
    with DecoderPool(workers=1) as pool, pytest.raises(workers.StorageError, match="install the program again"):
        pool.submit(_photo(tmp_path), JPEG).result(60)


def test_an_honest_answer_crosses_whole() -> None:
    pictures = {256: _picture(256), 64: _picture(64)}
    found = Examined(Metadata(make="Canon"), pictures, 9, None, 3, "why", again=True)
    stream = io.BytesIO()
    messages.send_metadata(stream, found.metadata)
    messages.send_found(stream, found)
    stream.seek(0)
    metadata = messages.receive_metadata(stream)
    assert messages.receive_found(stream, (64, 256), metadata) == found
    assert stream.read() == b""


def test_noise_crosses() -> None:
    """No picture takes more bytes for a pixel than noise."""
    out = io.BytesIO()
    pixels = bytes(255 * (value & 1) for value in random.Random(7).randbytes(512 * 512 * 3))
    Image.frombytes("RGB", (512, 512), pixels).save(out, "JPEG", quality=85)
    assert out.tell() > 0.9 * 512 * 512
    stream = io.BytesIO()
    messages.send_found(stream, Examined(pictures={512: out.getvalue()}))
    stream.seek(0)
    assert messages.receive_found(stream, (512,), Metadata()).pictures == {512: out.getvalue()}


def test_metadata_beyond_the_limit_leaves_its_size() -> None:
    many = Metadata(keywords=("x" * 2_000,) * 4_000, width=7, height=5, orientation=6)
    stream = io.BytesIO()
    kept = messages.send_metadata(stream, many)
    stream.seek(0)
    assert messages.receive_metadata(stream) == kept
    assert (kept.width, kept.height, kept.orientation, kept.keywords) == (7, 5, 6, ())
    assert kept.warnings == ("What the file says about itself is too large to read.",)


def test_a_job_crosses_whole() -> None:
    job = Job(JPEG, (64, 256), "zh", 10.0, 120.0, "gb18030", (6, 90))
    stream = io.BytesIO()
    messages.send_job(stream, job)
    stream.seek(0)
    assert messages.receive_job(stream) == job
    assert messages.receive_job(stream) is None


class _Drops(io.BytesIO):
    """What comes a byte at a time, as through a socket that is not read ahead."""

    def read(self, _size: int | None = -1) -> bytes:
        return super().read(1)


def test_a_job_that_comes_in_pieces_is_whole() -> None:
    job = Job(JPEG, (64,), "en", 10.0, 120.0)
    stream = io.BytesIO()
    messages.send_job(stream, job)
    assert messages.receive_job(_Drops(stream.getvalue())) == job
    with pytest.raises(EOFError):
        messages.receive_job(_Drops(stream.getvalue()[:-1]))


@pytest.mark.parametrize("said", [True, ["files", "moat"], "files", [1]])
def test_what_is_no_wall_is_none(said: object) -> None:
    assert messages.receive_ready(io.BytesIO(_message({"ready": ["files", "time"]}))) == {Wall.FILES, Wall.TIME}
    with pytest.raises(IllFormed):
        messages.receive_ready(io.BytesIO(_message({"ready": said})))


def test_a_forged_job_is_refused() -> None:
    stream = io.BytesIO()
    messages.send_job(stream, Job(JPEG, (64,), "en", 10.0, 120.0))
    whole = stream.getvalue()
    changes = [
        (b"[64]", b"[-4]"),
        (b"[64]", b'"64"'),
        (b"10.0", b"null"),
        (b'"picture"', b'"nothing"'),
        (b'"en"', b"9"),
    ]
    for old, new in changes:
        head = whole[4:].replace(old, new)
        changed = len(head).to_bytes(4, "big") + head
        with pytest.raises(IllFormed):
            messages.receive_job(io.BytesIO(changed))
    assert messages.receive_job(io.BytesIO(whole)) is not None


def test_nothing_in_the_program_reads_what_can_be_run() -> None:
    """Neither pickles nor their kin, which run what they are told to while they are read."""
    package = Path(sys.modules["archive_app"].__file__ or "").parent
    rooms = {"pickle", "_pickle", "marshal", "shelve", "dill", "yaml", "multiprocessing", "xmlrpc"}
    calls = {"eval", "exec", "compile", "__import__"}
    found = []
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in calls:
                found.append((path.name, node.func.id))
            found += [(path.name, name) for name in names if name.partition(".")[0] in rooms]
    assert found == []
