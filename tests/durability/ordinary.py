"""The command line as an ordinary user runs it: one to whom the system refuses what may not be read or written."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_DROP, _OVERRIDE, _SEARCH = 24, 1, 2


def _give_up() -> None:
    """Root reads and writes whatever it likes; without these two powers it is the owner of its files and no more."""
    system = ctypes.CDLL(None, use_errno=True)
    for power in (_OVERRIDE, _SEARCH):
        if system.prctl(_DROP, power, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "this power can't be given up")


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    status: int
    document: Any
    told: str


def run(folder: Path, *words: str, environment: Mapping[str, str] | None = None) -> Said:
    """Carry out a command for the archive in ``folder``, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "archive_app", "--archive", str(folder), *words, "--json"],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **(environment or {})},
        preexec_fn=_give_up if os.geteuid() == 0 else None,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 1), done.stderr
    return Said(done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr)
