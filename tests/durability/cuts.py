"""Cuts of power and kills at every moment of every operation.

``python -m tests.durability.cuts --rounds 500`` does so many of each, spread over the operations, and prints a table;
``--seed`` has them elsewhere. It ends with 1 where anything acknowledged was lost, anything was left behind, or
anything could not be repeated.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.durability.forgetful import built, moments
from tests.homes import home

#: What a cut leaves, beside mixtures by number.
PLAIN = ("nothing", "names")


@dataclass
class Lab:
    """The program that is interrupted, and what came of it."""

    folder: Path
    faults: list[str] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __enter__(self) -> Lab:
        environment = {**os.environ, **home(self.folder / "home"), "LD_PRELOAD": str(built())}
        environment["EXCHANGE_ARCHIVE_USER"] = "tester"
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.durability.program"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        self._numbers = itertools.count()
        self._templates = self.folder / "templates"
        assert self._ask({"job": "templates"})["ended"] == "well"
        return self

    def __exit__(self, *_raised: object) -> None:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.close()
        self._program.wait()
        self._program.stdout.close()

    def _ask(self, job: dict[str, Any]) -> dict[str, Any]:
        answer = self.folder / f"answer-{next(self._numbers)}"
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        line = json.dumps({"templates": str(self._templates), "answer": str(answer), "without": "", "at": 0, **job})
        print(line, file=self._program.stdin, flush=True)
        ended = json.loads(self._program.stdout.readline())
        if not answer.exists():
            return {"ended": "killed" if ended["killed"] else "failed", "why": "it ended without a word"}
        said: dict[str, Any] = json.loads(answer.read_text("utf-8"))
        answer.unlink()
        return said

    def events(self, operation: str, *, without: str = "") -> list[str]:
        """What an operation does, in order, where nothing interrupts it."""
        area = self._area()
        job = {"job": "do", "operation": operation, "area": str(area), "how": "count", "without": without}
        said = self._ask(job)
        assert said["ended"] == "done", said
        shutil.rmtree(area)
        return list(said["events"])

    def kill(self, operation: str, at: int, *, without: str = "") -> bool:
        """Kill it before its event ``at``; whether all was well afterwards."""
        area = self._area()
        job = {"job": "do", "operation": operation, "area": str(area), "how": "kill", "at": at, "without": without}
        said = self._ask(job)
        self.counts[operation, "kills"] += 1
        if said["ended"] == "failed":
            return self._fault(f"{operation}, kill at {at}: {said['why']}")
        return self._check(operation, area, said["ended"] == "done", at, f"kill at {at}")

    def cut(self, operation: str, at: int, hows: tuple[str, ...], *, without: str = "") -> bool:
        """Cut the power behind its event ``at``, or behind the answer (0); whether all was well afterwards, in each way
        that it may leave the disk.
        """
        area = self._area()
        images = {how: str(self._area()) for how in hows}
        job = {"job": "do", "operation": operation, "area": str(area), "how": "cut", "at": at, "without": without}
        said = self._ask({**job, "images": images})
        shutil.rmtree(area)
        if said["ended"] != "cut":
            return self._fault(f"{operation}, cut at {at}: {said}")
        well = True
        for how, image in images.items():
            self.counts[operation, "cuts"] += 1
            words = f"cut at {at or 'the end'} ({how})"
            well &= self._check(operation, Path(image), at == 0, at, words)
        return well

    def _check(self, operation: str, area: Path, done: bool, at: int, words: str) -> bool:
        job = {"job": "check", "operation": operation, "area": str(area), "done": done, "at_once": at % 2 == 1}
        said = self._ask(job)
        shutil.rmtree(area)
        return said["ended"] == "well" or self._fault(f"{operation}, {words}: {said['why']}")

    def _fault(self, words: str) -> bool:
        self.faults.append(words)
        self.counts[words.partition(",")[0], "faults"] += 1
        return False

    def _area(self) -> Path:
        return self.folder / f"area-{next(self._numbers)}"


def round_of(lab: Lab, operation: str, count: int, seed: int) -> None:
    """``count`` kills and as many cuts of an operation: behind its answer, and at moments spread over all of it."""
    events = lab.events(operation)
    for at in moments(events, count, seed):
        lab.kill(operation, at)
    lab.cut(operation, 0, (*PLAIN, str(seed)))
    for at in moments(events, max(1, (count - 3) // 2), seed + 1):
        lab.cut(operation, at, (PLAIN[at % 2], str(seed + at)))


def main() -> int:
    """The long round."""
    from tests.durability.operations import OPERATIONS

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=500, help="kills, and as many cuts, in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=sorted(OPERATIONS), action="append")
    arguments = parser.parse_args()
    operations = arguments.only or list(OPERATIONS)
    with tempfile.TemporaryDirectory() as folder, Lab(Path(folder)) as lab:
        for operation in operations:
            round_of(lab, operation, max(1, arguments.rounds // len(operations)), arguments.seed)
            kills, cuts, faults = (lab.counts[operation, what] for what in ("kills", "cuts", "faults"))
            print(f"| {operation} | {kills} | {cuts} | {faults} |", flush=True)
    for fault in lab.faults:
        print(fault, file=sys.stderr)
    return 1 if lab.faults else 0


if __name__ == "__main__":
    sys.exit(main())
