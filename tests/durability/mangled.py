"""Thousands of damaged files of every format, taken in: nothing ends the program, and each is told of once.

``python -m tests.durability.mangled 10000 --seed 1`` takes them in by hundreds, each into an archive of its own,
and prints what came of them; ``--first`` goes on where an earlier round ended. Of each file is measured what its
worker spent on it. The exit code is 1 where anything was not as it must be.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import psutil

from archive_app.media.pictures import cage, workers
from archive_app.services.archive import Archive, create_archive
from archive_app.services.ingest import pictures
from archive_app.services.ingest.ingest import ingest
from archive_app.services.upkeep import maintenance
from tests.durability.mangling import mangled
from tests.durability.sound_files import Sound, sound_files
from tests.homes import home

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
#: Files that are taken in at once.
GROUP = 100
_SECONDS = workers.TIME_LIMIT
#: Beside which of these lies a good file of the other kind under the same name, so that they are read together.
_BESIDE = {"xmp": "jpg", "srt": "mp4", "vtt": "mp4"}
#: How a worker's end is called that is nobody's fault but the file's.
_ENDS = dict.fromkeys(workers.LATE, "late") | {workers.ESCAPING: "shut out", workers.HUNG: "hung"}


@dataclass
class Toll:
    """What came of all files so far."""

    files: Counter[str] = field(default_factory=Counter)
    with_picture: Counter[str] = field(default_factory=Counter)
    without: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    most_seconds: float = 0.0
    most_memory: int = 0
    #: What must not be: each in a line.
    faults: list[str] = field(default_factory=list)


class Round:
    """Files by number: the same seed and number are the same bytes."""

    def __init__(self, seed: int, corpus: Path | None) -> None:
        self._seed = seed
        self._sound = sound_files(corpus)
        self._names = list(self._sound)
        self._all = [each for some in self._sound.values() for each in some]

    def file(self, number: int) -> tuple[str, str, Sound]:
        """Its format, what was done to it, and what it is now."""
        chance = Random(f"{self._seed} {number}")
        name = self._names[number % len(self._names)]
        good = chance.choice(self._sound[name])
        kind, data = mangled(good.data, chance, chance.choice(self._all).data)
        return name, kind, Sound(good.ending, data)

    def go(self, first: int, count: int, toll: Toll, room: Path) -> None:
        """Take in that many files from the one with the number ``first`` on."""
        given: dict[Path, str] = {}
        folder = room / f"given-{first}"
        folder.mkdir()
        for number in range(first, first + count):
            name, kind, made = self.file(number)
            toll.kinds[kind] += 1
            toll.files[name] += 1
            path = folder / f"{number:05d}.{made.ending}"
            path.write_bytes(made.data)
            given[path] = name
            if (partner := _BESIDE.get(name)) in self._sound and number % 2:
                beside = path.with_suffix(f".{partner}")
                beside.write_bytes(self._sound[str(partner)][0].data + str(number).encode())
                given[beside] = ""
        try:
            with create_archive(room / f"archive-{first}") as archive, _watched(toll):
                _take_in(archive, folder, given, toll)
        except Exception:
            toll.faults.append(f"{first}: {traceback.format_exc()}")


def _take_in(archive: Archive, folder: Path, given: dict[Path, str], toll: Toll) -> None:
    report = ingest(archive, [folder])
    told: Counter[str] = Counter()
    for entries in (report.added, report.known, report.without_preview, report.refused, report.passed_over):
        told.update(entry.path for entry in entries)
    wrong = [f"{path.name} told {told[str(path)]} times" for path in given if told[str(path)] != 1]
    toll.faults += wrong + ([report.halted] if report.halted else [])
    for tally, entries in (
        (toll.with_picture, [*report.added, *report.known]),
        (toll.without, report.without_preview),
        (toll.refused, report.refused),
    ):
        tally.update(given[path] for entry in entries if given.get(path := Path(entry.path)))
    # Whoever looks at one of them asks for a larger picture.
    with archive.store.read() as reader:
        originals = [digest for digest, *_rest in reader.files.originals()]
    for digest in originals[::5]:
        pictures.preview(archive, digest)
    toll.faults += [f"{each.what} {each.where} {each.reason}" for each in maintenance.verify(archive).problems]


@contextmanager
def _watched(toll: Toll) -> Iterator[None]:
    """See what each file costs the worker that has it, and how that ends."""
    real = workers._Worker.examine

    def examine(self: Any, path: Path, job: workers.Job) -> workers.Examined:
        process = psutil.Process(self._process.pid)
        before = _spent(process)
        found: workers.Examined = real(self, path, job)
        if self.alive:
            seconds = _spent(process) - before
            toll.most_seconds = max(toll.most_seconds, seconds)
            memory = _most_memory(process)
            toll.most_memory = max(toll.most_memory, memory)
            if seconds > _SECONDS or memory > cage.MEMORY:
                toll.faults.append(f"{path.name}: {seconds:.1f} s, {memory >> 20} MiB")
        else:
            end = _ENDS.get(self._process.returncode, f"exit {self._process.returncode}")
            toll.ends[end] += 1
            # A library that breaks off costs its file the picture; what our own code does not foresee must not be.
            if end != "late" and self._process.returncode > 0:
                toll.faults.append(f"{job.filetype.mime} {path.name}: {end}")
        return found

    workers._Worker.examine = examine  # type: ignore[method-assign]
    try:
        yield
    finally:
        workers._Worker.examine = real  # type: ignore[method-assign]


def _spent(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _most_memory(process: psutil.Process) -> int:
    """The most that it ever used, where the system keeps that in mind."""
    try:
        said = Path(f"/proc/{process.pid}/status").read_text("ascii", "replace")
    except OSError:
        return int(process.memory_info().rss)
    return next((int(line.split()[1]) << 10 for line in said.splitlines() if line.startswith("VmHWM")), 0)


def main(arguments: list[str]) -> int:
    """A long round, and its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    given = parser.parse_args(arguments)
    toll, files = Toll(), Round(given.seed, CORPUS if CORPUS.is_dir() else None)
    for first in range(given.first, given.first + given.count, GROUP):
        with tempfile.TemporaryDirectory() as room:
            os.environ.update(home(Path(room) / "home"))
            files.go(first, min(GROUP, given.first + given.count - first), toll, Path(room))
        print(
            f"{first + GROUP}: {toll.most_seconds:.1f} s, {toll.most_memory >> 20} MiB, {dict(toll.ends)}", flush=True
        )
        while toll.faults:
            print("FAULT", toll.faults.pop(), flush=True)
            toll.ends["fault"] += 1
    for name in sorted(toll.files):
        counts = (toll.files[name], toll.with_picture[name], toll.without[name], toll.refused[name])
        print("| " + " | ".join(map(str, (name, *counts))) + " |")
    print(dict(toll.kinds), dict(toll.ends), f"{toll.most_seconds:.1f} s, {toll.most_memory >> 20} MiB")
    return 1 if toll.ends["fault"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
