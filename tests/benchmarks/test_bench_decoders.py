"""Pictures of telephones and raw ones of cameras, as a worker makes them small, beside what their decoders alone take:
processor's time of each in ``extra_info``. Goal: no less than 0.8 of the bare decoder's pace.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pi_heif
import pytest
import rawpy
from PIL import Image
from pytest_benchmark.fixture import BenchmarkFixture

from archive_app.media.formats.sniff import sniff
from archive_app.media.metadata.metadata import read_metadata
from archive_app.media.pictures.decode import decode_pictures

_ROUNDS = 9


def _heif(path: Path) -> None:
    pi_heif.register_heif_opener()
    with Image.open(path) as image:
        image.thumbnail((256, 256))


def _raw(path: Path) -> None:
    with rawpy.imread(str(path)) as raw:
        Image.fromarray(raw.postprocess(use_camera_wb=True, half_size=True)).thumbnail((256, 256))


def _spent(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize(("ending", "bare"), [("heic", _heif), ("dng", _raw)])
def test_as_its_bare_decoder(
    benchmark: BenchmarkFixture, corpus: Path, ending: str, bare: Callable[[Path], None]
) -> None:
    path = max((corpus / "photos").rglob(f"*.{ending}"), key=lambda each: each.stat().st_size)
    filetype = sniff(path.read_bytes()[:16_384], path.name)

    def ours() -> None:
        found = read_metadata(path, filetype)
        decode_pictures(path, filetype, (256,), found.orientation)

    ours()
    bare(path)
    pairs = [(_spent(lambda: bare(path)), _spent(ours)) for _round in range(_ROUNDS)]
    benchmark.pedantic(ours, rounds=3)
    least = [min(times) for times in zip(*pairs, strict=True)]
    benchmark.extra_info["file"] = path.name
    benchmark.extra_info["ms of the bare decoder, of ours"] = [round(each * 1000, 1) for each in least]
    benchmark.extra_info["pace"] = round(least[0] / least[1], 2)
