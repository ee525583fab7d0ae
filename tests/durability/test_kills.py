"""A short round of kills, and controls that must find something. The long one: ``python -m tests.durability.kills``."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.durability import tracing
from tests.durability.rooms import OPERATIONS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not os.environ.get("CI") and not tracing.can_trace(), reason="no process may trace its child here"
    ),
]


def _kills(*arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.durability.kills", *arguments], capture_output=True, text=True, check=False
    )
    assert done.stdout, done.stderr
    return done.returncode, done.stdout


def test_no_kill_loses_anything_or_leaves_anything() -> None:
    status, told = _kills("--rounds", str(len(OPERATIONS)))
    assert status == 0, told


def test_control_an_answer_before_the_work_is_noticed() -> None:
    status, told = _kills("--control", "answer", "--operation", "edit", "--every", "--most", "1")
    assert status == 1
    assert "edit, call 1: acknowledged and lost" in told


def test_control_what_nobody_sweeps_is_noticed() -> None:
    status, told = _kills("--control", "sweep", "--operation", "ingest", "--rounds", "3")
    assert status == 1
    assert "/staging/.exchange-archive-staging-" in told
    assert "is left" in told
