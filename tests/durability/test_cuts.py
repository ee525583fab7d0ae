"""Kills and cuts of power: the short round of ``cuts.py``, and controls that must fail."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durability.cuts import Lab, round_of
from tests.durability.forgetful import Forgetful
from tests.durability.operations import OPERATIONS

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or (shutil.which("cc") is None and not os.environ.get("CI")),
    reason="what sees the calls is made by a C compiler, for Linux",
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with Lab(tmp_path_factory.mktemp("lab")) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _no_faults(lab: Lab) -> None:
    lab.faults.clear()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_kill_or_a_cut_loses_nothing_leaves_nothing_and_can_be_repeated(lab: Lab, operation: str) -> None:
    # Always the same here, so that what is red is red again; ``cuts.py`` takes another with each ``--seed``.
    round_of(lab, operation, 2, seed=20)
    assert lab.faults == []
    assert lab.counts[operation, "kills"]
    assert lab.counts[operation, "cuts"]


@pytest.mark.parametrize(
    ("without", "operation", "how"),
    [
        ("files", "export", "names"),
        ("files", "backup", "names"),
        ("folders", "export", "nothing"),
        ("folders", "backup", "nothing"),
        ("folders", "new", "nothing"),
        ("trees", "new", "names"),
        ("trees", "restore", "nothing"),
        ("open files", "ingest", "names"),
        ("adopted", "ingest", "nothing"),
        ("log stays", "restore damaged", "nothing"),
        ("log goes last", "restore damaged", "nothing"),
        ("lazy log", "edit", "nothing"),
    ],
)
def test_a_precaution_left_out_is_noticed_behind_the_answer(lab: Lab, without: str, operation: str, how: str) -> None:
    assert not lab.cut(operation, 0, (how,), without=without)
    assert lab.faults


def test_a_new_archive_without_its_one_moment_cannot_be_repeated_everywhere(lab: Lab) -> None:
    events = lab.events("new", without="no one moment")
    renames = [number for number, call in enumerate(events, 1) if call == "rename"]
    assert not lab.kill("new", renames[-1], without="no one moment")


def test_the_disk_forgets_what_was_not_brought_to_it(tmp_path: Path) -> None:
    area = tmp_path / "area"
    area.mkdir()
    (area / "old").write_bytes(b"old")
    disk = Forgetful(area)
    (area / "old").rename(area / "moved")
    (area / "new").write_bytes(b"new")
    with (area / "kept").open("wb") as file:
        file.write(b"kept")
        file.flush()
        disk.synced(area / "kept")
        file.write(b" and more")
    left = {}
    for how in ("nothing", "names", "all"):
        disk.leave(tmp_path / how, how)
        left[how] = {path.name: path.read_bytes() for path in (tmp_path / how).iterdir()}
    assert left["nothing"] == {"old": b"old"}
    assert left["names"] == {"moved": b"old", "new": b"", "kept": b"kept"}
    assert left["all"] == {"moved": b"old", "new": b"new", "kept": b"kept and more"}
    disk.synced(area)
    disk.leave(tmp_path / "later", "nothing")
    assert {path.name for path in (tmp_path / "later").iterdir()} == {"moved", "new", "kept"}
