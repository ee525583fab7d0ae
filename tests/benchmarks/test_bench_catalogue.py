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
from archive_app.media.pictures.workers import DecoderPool
from archive_app.media.printing.data import CatalogueData
from archive_app.media.printing.pdf import render_catalogue
from archive_app.media.printing.pictures import Gathered
from tests.benchmarks.photographs import distinct
from tests.media.printing.catalogues import catalogue, plate

PLATES = 200


@pytest.fixture(scope="module")
def album(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """200 plates of photographs of 1.5 to 24 megapixels, each of bytes of its own."""
    folder = tmp_path_factory.mktemp("album")
    photographs = distinct(corpus, folder, PLATES)
    plates = [plate(number, PictureFile(path)) for number, path in enumerate(photographs, start=1)]
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
    return float(_in_a_process("bare_typst", str(folder)))


def _in_a_process(program: str, *arguments: str) -> str:
    """A process of its own for each: typst alone keeps several gigabytes of decoded pictures."""
    command = [sys.executable, "-m", f"tests.benchmarks.programs.{program}", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


@pytest.mark.benchmark(group="catalogue of 200 plates")
def test_catalogue(benchmark: BenchmarkFixture, album: Catalogue, tmp_path: Path) -> None:
    bare = bare_compile(album, tmp_path / "bare")
    with DecoderPool() as decoders:
        rendered = benchmark.pedantic(render_catalogue, (album, tmp_path / "c.pdf", decoders), rounds=3)
    # The slowest round is the first: later ones find pages that typst still remembers, which the bare run does not.
    times_bare = benchmark.stats.stats.max / bare
    benchmark.extra_info["bare typst, seconds"] = bare
    benchmark.extra_info["times bare"] = times_bare
    assert rendered.plates == PLATES
    assert rendered.notes == ()


@pytest.mark.benchmark(group="catalogue: peak memory")
def test_catalogue_memory(benchmark: BenchmarkFixture, album: Catalogue, tmp_path: Path) -> None:
    few = dataclasses.replace(album, chapters=album.chapters[:1], people=(), places=())
    (tmp_path / "few").write_bytes(pickle.dumps(few))
    (tmp_path / "all").write_bytes(pickle.dumps(album))
    out = str(tmp_path / "c.pdf")
    small = int(_in_a_process("catalogue_memory", str(tmp_path / "few"), out)) / 1024
    large = int(benchmark.pedantic(_in_a_process, ("catalogue_memory", str(tmp_path / "all"), out), rounds=1)) / 1024
    benchmark.extra_info["peak MB"] = {"20 plates": small, "200 plates": large}
    assert large < 500
