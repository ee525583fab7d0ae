"""The command line as an ordinary user runs it: one to whom the system refuses what may not be read or written."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_DROP, _OVERRIDE, _SEARCH = 24, 1, 2


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered, and what it told beside the answer."""

    status: int
    document: Any
    told: str


def run(folder: Path, *words: str) -> Said:
    """Carry out one command for the archive in ``folder``."""
    (said,) = run_all(folder, words)
    return said


def run_all(folder: Path, *commands: Sequence[str], under: Sequence[str] = ()) -> list[Said]:
    """Carry out commands one after the other, in one process of their own: most of a command is its start. ``under`` is
    what that process is started by.
    """
    done = subprocess.run(
        [*under, sys.executable, "-m", "tests.durability.commands", str(folder)],
        input=json.dumps([list(words) for words in commands]),
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        preexec_fn=_give_up if os.geteuid() == 0 else None,
    )
    assert done.returncode == 0, done.stderr
    found = [Said(*each) for each in json.loads(done.stdout)]
    assert all(said.status in (0, 1) and "Traceback" not in said.told for said in found), found
    return found


def _give_up() -> None:
    """Root reads and writes whatever it likes; without these two powers it is the owner of its files and no more."""
    system = ctypes.CDLL(None, use_errno=True)
    for power in (_OVERRIDE, _SEARCH):
        if system.prctl(_DROP, power, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "this power can't be given up")
