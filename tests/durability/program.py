"""The process that is interrupted: it reads one job a line, does it in a process of its own, and says how that ended.

Started with ``watch.c`` loaded, it imports everything once; each job is a fork of it. A job is an operation in an area
that is made ready for it, interrupted at a moment or not at all, or the check of what an interruption left.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import shutil
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

from sqlalchemy.orm import configure_mappers

from archive_app.store.database import shape
from tests.durability.faults import FAULTS
from tests.durability.forgetful import Forgetful, watched
from tests.durability.operations import OPERATIONS, check_templates, make_templates


class _Watch:
    """Counts what is done in an area, and interrupts it."""

    def __init__(self, area: Path, job: dict[str, Any]) -> None:
        self._job = job
        self._disk = Forgetful(area) if job["how"] == "cut" else None
        self.events: list[str] = []
        #: One thread after the other is heard, and none of what this does itself.
        self._turn = threading.RLock()
        self._busy = False

    def told(self, done: bool, call: str, path: Path) -> None:
        with self._turn:
            if not self._busy:
                self._busy = True
                self._hear(done, call, path)
                self._busy = False

    def _hear(self, done: bool, call: str, path: Path) -> None:
        if not done:
            self.events.append(call)
            if self._job["how"] == "kill" and len(self.events) == self._job["at"]:
                os.kill(os.getpid(), signal.SIGKILL)
        elif self._disk is not None:
            if call == "sync":
                self._disk.synced(path)
            if len(self.events) == self._job["at"]:
                self.cut()

    def cut(self) -> None:
        """The power goes: what it leaves is written down for each way of leaving it."""
        self._busy = True
        if self._disk is not None:
            for how, target in self._job["images"].items():
                self._disk.leave(Path(target), how)
        self._say({"ended": "cut", "events": self.events})

    def _say(self, answer: dict[str, Any]) -> None:
        Path(self._job["answer"]).write_text(json.dumps(answer), encoding="utf-8")
        os._exit(0)

    def end(self, ended: str) -> None:
        self._busy = True
        self._say({"ended": ended, "events": self.events})


def _make_ready(job: dict[str, Any]) -> Path:
    area = Path(job["area"])
    area.mkdir(parents=True)
    operation = OPERATIONS[job["operation"]]
    for name in operation.needs:
        source = Path(job["templates"]) / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, area / name)
    operation.prepare(area)
    return area


def _interrupted(job: dict[str, Any]) -> None:
    area = _make_ready(job)
    if job["without"]:
        FAULTS[job["without"]]()
    watch = _Watch(area, job)
    watched(area, watch.told)
    OPERATIONS[job["operation"]].do(area)
    if job["how"] == "cut":
        # Right behind the answer.
        watch.cut()
    watch.end("done")


def _checked(job: dict[str, Any]) -> None:
    OPERATIONS[job["operation"]].check(Path(job["area"]), job["done"], job["at_once"])
    Path(job["answer"]).write_text(json.dumps({"ended": "well"}), encoding="utf-8")
    os._exit(0)


def _do(job: dict[str, Any]) -> None:
    if job["job"] == "templates":
        make_templates(Path(job["templates"]))
        check_templates(Path(job["templates"]))
        said = {"ended": "well", "modules": sorted(sys.modules)}
        Path(job["answer"]).write_text(json.dumps(said), encoding="utf-8")
        os._exit(0)
    (_checked if job["job"] == "check" else _interrupted)(job)


def _load(names: list[str]) -> None:
    """Load here what a job loads, so that each is at its work at once."""
    for name in names:
        if name.partition(".")[0] not in ("__main__", "tests"):
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
    configure_mappers()
    # What a check compares a schema with is worked out once in a process.
    shape._fresh()
    gc.collect()
    gc.freeze()


def main() -> None:
    """Until there are no more jobs."""
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                _do(job)
            except BaseException:
                Path(job["answer"]).write_text(
                    json.dumps({"ended": "failed", "why": traceback.format_exc()}), encoding="utf-8"
                )
                os._exit(1)
        _child, status = os.waitpid(child, 0)
        if job["job"] == "templates" and not status:
            _load(json.loads(Path(job["answer"]).read_text("utf-8"))["modules"])
        print(json.dumps({"killed": os.WIFSIGNALED(status)}), flush=True)


if __name__ == "__main__":
    main()
