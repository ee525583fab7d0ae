"""The floors under what the tests reach: a room that sinks is told, and none is lowered by raising."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from coverage import CoverageData

from tests.processes import unmeasured
from tools import floors

ROOMS = {"archive_app/domain/text": 98.4, "archive_app/ui/kit": 90.0, "archive_app/new": 71.2}


def judged(*arguments: str) -> subprocess.CompletedProcess[str]:
    """``tools.floors`` in a process of its own, as it must be, and unmeasured."""
    return subprocess.run(
        [sys.executable, "-m", "tools.floors", *arguments],
        cwd=floors.ROOT, env=unmeasured(), capture_output=True, text=True, encoding="utf-8", timeout=600,
    )  # fmt: skip


def test_a_room_below_its_floor_or_without_one_is_told() -> None:
    least = {"archive_app/domain/text": 99, "archive_app/ui/kit": 90}
    assert floors.faults(ROOMS, least) == [
        "archive_app/domain/text: 98.4 per cent, below its floor of 99: test what nothing reaches"
        " (coverage report -m --include 'archive_app/domain/text/*')",
        "archive_app/new: no floor yet: python -m tools.floors --update gives it one",
    ]
    assert floors.faults(ROOMS, {"archive_app/domain/text": 98, "archive_app/ui/kit": 90, "archive_app/new": 71}) == []


def test_floors_are_raised_and_never_lowered() -> None:
    least = {"archive_app/domain/text": 99, "archive_app/ui/kit": 80, "archive_app/gone": 100}
    assert floors.raised(ROOMS, least) == {
        "archive_app/domain/text": 99,
        "archive_app/new": 68,
        "archive_app/ui/kit": 87,
    }


def test_what_was_measured_is_counted_by_room_and_judged(tmp_path: Path) -> None:
    data, least = tmp_path / "data", tmp_path / "floors.toml"
    file = floors.ROOT / "archive_app" / "errors.py"
    reached = CoverageData(str(data))
    reached.add_lines({str(file): set(range(1, len(file.read_text("utf-8").splitlines()) + 1))})
    reached.write()
    reached.close()
    where = ("--data", str(data), "--floors", str(least))
    assert judged("--update", *where).returncode == 0
    raised = tomllib.loads(least.read_text("utf-8"))["floors"]
    assert 0 < raised["archive_app"] < 97
    assert raised["archive_app/domain/text"] == 0
    least.write_text(least.read_text("utf-8").replace('domain/text" = 0', 'domain/text" = 1'), "utf-8")
    done = judged(*where)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "archive_app/domain/text: 0.0 per cent, below its floor of 1: test what nothing reaches"
        " (coverage report -m --include 'archive_app/domain/text/*')"
    ]


def test_where_nothing_was_measured_a_sentence_says_what_to_do(tmp_path: Path) -> None:
    done = judged("--data", str(tmp_path / "data"))
    assert done.returncode == 2
    assert "is missing: coverage run, coverage combine" in done.stderr


def test_no_floor_is_left_of_a_room_that_is_gone() -> None:
    rooms = {
        file.parent.relative_to(floors.ROOT).as_posix()
        for file in (floors.ROOT / "archive_app").rglob("*.py")
        if file.read_text("utf-8").strip()
    }
    assert set(floors.kept(floors.FLOORS)) <= rooms


def test_readme_runs_the_tests_as_ci_does() -> None:
    readme = re.search(r"bin/python -m (pytest.*)", (floors.ROOT / "README.md").read_text("utf-8"))
    in_ci = re.search(r"coverage run -m (pytest.*)", (floors.ROOT / ".ci" / "run").read_text("utf-8"))
    assert readme
    assert in_ci
    assert readme[1] == in_ci[1]
