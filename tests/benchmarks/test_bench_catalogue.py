"""A catalogue of 200 plates, beside the bare typst compile of the same data in the same run."""

from __future__ import annotations

import dataclasses
import json
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytest_benchmark.fixture import BenchmarkFixture

from archive_app import paths
from archive_app.domain.model.catalogue import Catalogue, PictureFile
from archive_app.media.printing.data import CatalogueData
from archive_app.media.printing.pdf import render_catalogue
from archive_app.media.printing.pictures import Gathered
from tests.media.printing.catalogues import catalogue, draw, plate

PLATES = 200
SIZES = {"camera": (4000, 3000), "print": (1600, 1200)}
# Each in a process of its own: typst alone keeps several gigabytes of decoded pictures. VmHWM and not ru_maxrss, which
# a child inherits from its parent.
_BARE = """
import json, sys, time
from pathlib import Path
import typst
from archive_app.media.printing import fonts
folder, began = Path(sys.argv[1]), time.perf_counter()
typst.compile(
    str(folder / "catalogue.typ"), root="/", font_paths=[str(path) for path in fonts.font_paths()],
    ignore_system_fonts=True, format="pdf", sys_inputs={"data": (folder / "data.json").read_text("utf-8")},
    pdf_standards=["a-2a", "ua-1"], timestamp=0, output=str(folder / "bare.pdf"),
)
print(time.perf_counter() - began)
"""
_PEAK = """
import pickle, re, sys
from pathlib import Path
from archive_app.media.printing.pdf import render_catalogue
render_catalogue(pickle.loads(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2]))
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.fixture(scope="module", params=SIZES)
def album(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """200 distinct photographs of one size; a third of them upright."""
    folder = tmp_path_factory.mktemp(request.param)
    width, height = SIZES[request.param]
    base = draw(folder / "base.png", (width, height), 3)
    plates = []
    with Image.open(base.path) as picture:
        for number in range(1, PLATES + 1):
            turned = picture.rotate(90, expand=True) if number % 3 == 0 else picture.copy()
            turned.paste((number, 99, 255 - number), (0, 0, 64, 64))
            turned.save(folder / f"{number}.jpg", quality=88)
            plates.append(plate(number, PictureFile(folder / f"{number}.jpg")))
    yield catalogue(*(tuple(plates[at : at + 20]) for at in range(0, PLATES, 20)))
    shutil.rmtree(folder)


def bare_compile(made: Catalogue, folder: Path) -> float:
    """Seconds of typst alone: the same data and templates, every original as it is."""
    (folder / "pictures").mkdir(parents=True)
    for template in paths.resources("pdf").glob("*.typ"):
        shutil.copyfile(template, folder / template.name)
    placed: dict[PictureFile, Gathered] = {}
    for number, one in enumerate(made.plates, start=1):
        assert one.picture is not None
        with Image.open(one.picture.path) as picture:
            placed[one.picture] = Gathered(number, *picture.size, grey=False)
        (folder / "pictures" / f"{number}.jpg").symlink_to(one.picture.path)
    data = json.dumps(CatalogueData(made, placed, {}).build(), ensure_ascii=False)
    (folder / "data.json").write_text(data, encoding="utf-8")
    return float(_in_a_process(_BARE, str(folder)))


def _in_a_process(script: str, *arguments: str) -> str:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


@pytest.mark.benchmark(group="catalogue of 200 plates")
def test_catalogue(benchmark: BenchmarkFixture, album: Catalogue, tmp_path: Path) -> None:
    bare = bare_compile(album, tmp_path / "bare")
    rendered = benchmark.pedantic(render_catalogue, (album, tmp_path / "c.pdf"), rounds=3)
    # The slowest round is the first: later ones find pages that typst still remembers, which the bare run does not.
    times_bare = benchmark.stats.stats.max / bare
    benchmark.extra_info["bare typst, seconds"] = bare
    benchmark.extra_info["times bare"] = times_bare
    assert rendered.plates == PLATES
    assert rendered.notes == ()
    assert times_bare < 3


@pytest.mark.benchmark(group="catalogue: peak memory")
def test_catalogue_memory(benchmark: BenchmarkFixture, album: Catalogue, tmp_path: Path) -> None:
    few = dataclasses.replace(album, chapters=album.chapters[:1], people=(), places=())
    (tmp_path / "few").write_bytes(pickle.dumps(few))
    (tmp_path / "all").write_bytes(pickle.dumps(album))
    out = str(tmp_path / "c.pdf")
    small = int(_in_a_process(_PEAK, str(tmp_path / "few"), out)) / 1024
    large = int(benchmark.pedantic(_in_a_process, (_PEAK, str(tmp_path / "all"), out), rounds=1)) / 1024
    benchmark.extra_info["peak MB"] = {"20 plates": small, "200 plates": large}
    assert large < 500
