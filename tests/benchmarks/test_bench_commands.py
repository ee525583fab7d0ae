"""Starting: 0.15 s of CPU for ``--version``, 0.5 s in all for a search of the demo."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from archive_app.services.upkeep.demo import make_demo


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands") / "demo"
    make_demo(folder).close()
    return folder


@pytest.mark.parametrize("command", ["--version", "search partnership:istanbul", "search 杭州", "show IST-0001"])
def test_a_command(command: str, demo: Path, benchmark: BenchmarkFixture) -> None:
    def start() -> None:
        line = [sys.executable, "-m", "archive_app", "--archive", str(demo), *command.split()]
        subprocess.run(line, check=True, capture_output=True)

    before = _cpu()
    benchmark.pedantic(start, rounds=5, warmup_rounds=1)
    benchmark.extra_info["seconds of CPU"] = round((_cpu() - before) / 6, 3)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
