"""Kills every operation that writes, and looks what is left: ``python -m tests.durability.kills --rounds 1000``.

Each round does one operation in a child, which is killed at a call of the system: at a random one, or with ``--every``
at each that changes the disk. Then the next start is made. What was acknowledged must be there, the archive whole and
in the state before or after, nothing temporary left, and the operation be done when it is asked for again.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import json
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from archive_app import scratch
from archive_app.cli.app import run
from tests.durability import rooms, tracing
from tests.durability.rooms import OPERATIONS, Operation
from tests.homes import home

#: What the controls break, so that a round has something to find.
CONTROLS = ("answer", "sweep")


@dataclass
class Reference:
    """An operation that nobody disturbs: how many calls it makes, and what it leads to."""

    calls: int
    #: What there is before, and after each of its commands.
    states: list[Seen]

    @property
    def after(self) -> Seen:
        return self.states[-1]

    def reached(self, seen: Seen) -> int:
        """How many commands are done, -1 where it is neither before nor after one."""
        found = [at for at, each in enumerate(self.states) if (each.kept, each.made) == (seen.kept, seen.made)]
        return found[-1] if found else -1

    def holds(self, seen: Seen, acknowledged: int) -> bool:
        """Whether all is there that so many commands led to: no earlier state in the archive, every file outside."""
        kept = max((at for at, each in enumerate(self.states) if each.kept == seen.kept), default=-1)
        return kept >= acknowledged and self.states[acknowledged].made.items() <= seen.made.items()


@dataclass
class Seen:
    """What there is after a start: what is kept, what was made outside, what is left, what is wrong."""

    kept: str = ""
    made: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    unrecorded: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Kills:
    """A room in ``place`` that is furnished once and put back for each round. With ``writing`` moments are calls that
    change the disk.
    """

    def __init__(self, place: Path, names: list[str], *, writing: bool, control: str) -> None:
        self._room, self._template = place / "room", place / "template"
        self._home, self._first_home = place / "home", place / "first home"
        self._answer, self._told = place / "answer", place / "told"
        self._writing = writing
        self._control = control
        os.environ.update(home(self._home))
        self._home.mkdir()
        self._in_child(lambda: rooms.furnish(self._room))
        shutil.move(self._room, self._template)
        shutil.copytree(self._home, self._first_home)
        self._references: dict[str, Reference] = {}
        self._load(names)

    def reference(self, name: str) -> Reference:
        """What the operation does where it is left alone."""
        if name not in self._references:
            operation = OPERATIONS[name]
            calls = self._traced(operation)
            if rooms.acknowledged(self._answer.read_bytes()) < len(operation.commands):
                raise RuntimeError(f"{name} does not work: {self._answer.read_text(errors='replace')}")
            self._references[name] = Reference(calls, self._states(operation))
        return self._references[name]

    def _states(self, operation: Operation) -> list[Seen]:
        found = []
        for until in range(len(operation.commands) + 1):
            self._put_back()
            if until:
                self._in_child(lambda until=until: self._perform(operation, until))  # type: ignore[misc]
            found.append(self._seen(operation, start=bool(until)))
        if operation.changes and any(
            (one.kept, one.made) == (next_.kept, next_.made) for one, next_ in pairwise(found)
        ):
            raise RuntimeError(f"nobody would see whether {operation} was done")
        return found

    def round(self, name: str, moment: int) -> tuple[int, list[str]]:
        """Kill the operation at this call. How many of its commands were acknowledged, and what is wrong then."""
        operation, reference = OPERATIONS[name], self.reference(name)
        self._traced(operation, moment)
        acknowledged = rooms.acknowledged(self._answer.read_bytes())
        first = self._seen(operation)
        wrong = [f"after the next start: {each}" for each in (*first.wrong, *_left(first, reference, operation.folder))]
        reached = reference.reached(first)
        if first.kept not in [each.kept for each in reference.states]:
            wrong.append("neither what it was nor what it was to be")
        elif not reference.holds(first, acknowledged):
            wrong.append("acknowledged and lost")
        whole = set(reference.after.made.values())
        wrong += [f"half of {file} lies there" for file, content in first.made.items() if content not in whole]
        if operation.twice or reached < len(operation.commands):
            wrong += self._again(operation, reference)
        return acknowledged, wrong

    def _traced(self, operation: Operation, kill_at: int = 0) -> int:
        """Do it from the beginning, until it is killed; how many calls there were."""
        self._put_back()
        done = tracing.run(lambda: self._perform(operation), kill_at=kill_at, writing=self._writing, below=self._room)
        return done.calls

    def _again(self, operation: Operation, reference: Reference) -> list[str]:
        if self._in_child(lambda: self._perform(operation))[0]:
            return [f"can't be repeated: {self._answer.read_text(errors='replace').strip()}"]
        again = self._seen(operation)
        wrong = [f"when repeated: {each}" for each in (*again.wrong, *_left(again, reference, ""))]
        same = set(again.made.values()) == set(reference.after.made.values())
        if again.kept != reference.after.kept or not same:
            wrong.append("another outcome when repeated")
        return wrong

    def _seen(self, operation: Operation, *, start: bool = True) -> Seen:
        """What there is after the next start of the program, or just now."""

        def look() -> dict[str, Any]:
            seen, folder = Seen(), self._room / operation.folder
            there = (folder / "archive.json").is_file()
            if there and start:
                self._break_what_is_to_be_found()
                with self._answering():
                    status = run(["--archive", str(folder), "verify", "--json"])
                if status:
                    seen.wrong.append(f"verify: {self._answer.read_text(errors='replace').strip()}")
            seen.left = rooms.leftovers(self._room) if there else []
            seen.kept = rooms.kept(folder)
            seen.made = rooms.made(self._room)
            seen.unrecorded = rooms.unrecorded(folder) if there and start else []
            return vars(seen)

        said = self._in_child(look)[1]
        return Seen(**said) if said else Seen(wrong=["it can't be looked at"])

    def _perform(self, operation: Operation, until: int | None = None) -> int:
        self._break_what_is_to_be_found()
        with self._answering():
            if self._control == "answer":
                os.write(1, b"{}\n" * len(operation.commands))
            return rooms.perform(operation, self._room, until)

    def _break_what_is_to_be_found(self) -> None:
        if self._control == "sweep":
            scratch._swept_away = lambda *_all: False

    @contextlib.contextmanager
    def _answering(self) -> Iterator[None]:
        """What is said goes into a file, and what is told people nowhere. Only in a child, which ends with it."""
        for number, file in ((1, self._answer), (2, self._told)):
            opened = os.open(file, os.O_WRONLY | os.O_TRUNC)
            os.dup2(opened, number)
            os.close(opened)
        yield
        sys.stdout.flush()

    def _in_child(self, work: Callable[[], object]) -> tuple[int, Any]:
        """Do ``work`` in a process of its own; its status, and what it returned."""
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            status = 70
            try:
                result = work()
                status = result if isinstance(result, int) else 0
                os.write(writer, json.dumps(result).encode())
            except Exception as error:
                os.write(2, f"{type(error).__name__}: {error}\n".encode())
            finally:
                os._exit(status)
        os.close(writer)
        with os.fdopen(reader, "rb") as said:
            answer = said.read()
        _child, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status), json.loads(answer) if answer else None

    def _put_back(self) -> None:
        for there, as_it_was in ((self._room, self._template), (self._home, self._first_home)):
            shutil.rmtree(there, ignore_errors=True)
            shutil.copytree(as_it_was, there)
        # There before, so that no call makes them.
        for file in (self._answer, self._told):
            file.write_bytes(b"")

    def _load(self, given: list[str]) -> None:
        """Load here what the operations load, so that a child is at its work at once."""

        def names() -> list[str]:
            for name in given:
                self._perform(OPERATIONS[name])
            return sorted(sys.modules)

        self._put_back()
        for name in self._in_child(names)[1] or []:
            if name.partition(".")[0] not in ("__main__", "tests"):
                with contextlib.suppress(ImportError):
                    importlib.import_module(name)
        gc.collect()
        gc.freeze()


def _left(seen: Seen, reference: Reference, folder: str) -> list[str]:
    """What lies below ``folder`` and should not."""
    left = [name for name in seen.left if name.startswith(folder)]
    return [f"{name} is left" for name in (*left, *seen.unrecorded) if name not in reference.after.unrecorded]


def moments(kills: Kills, names: list[str], given: argparse.Namespace) -> Iterator[tuple[str, int]]:
    """Which operation is to be killed when."""
    if given.every:
        for name in names:
            most = min(kills.reference(name).calls, given.most)
            yield from ((name, moment) for moment in range(1, most + 1))
        return
    chance = random.Random(given.seed)
    for number in range(given.rounds):
        name = names[number % len(names)]
        yield name, 1 + int(chance.random() * kills.reference(name).calls)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--every", action="store_true", help="each call that changes the disk, instead")
    parser.add_argument("--most", type=int, default=sys.maxsize, help="of these only the first")
    parser.add_argument("--operation", action="append", choices=list(OPERATIONS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--control", choices=CONTROLS, default="")
    given = parser.parse_args(arguments)
    counted: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory(prefix="kills-") as place:
        names = given.operation or list(OPERATIONS)
        kills = Kills(Path(place), names, writing=given.every, control=given.control)
        # Whoever stops it is told what there was so far.
        with contextlib.suppress(KeyboardInterrupt):
            for name, moment in moments(kills, names, given):
                acknowledged, wrong = kills.round(name, moment)
                for each in wrong:
                    print(f"{name}, call {moment}: {each}", flush=True)
                for row in (name, "all"):
                    figures = {"kills": 1, "acknowledged": acknowledged, "faults": bool(wrong)}
                    counted.update({(row, what): figure for what, figure in figures.items()})
    print(f"{'':14}{'kills':>8}{'acknowledged':>14}{'faults':>8}")
    for row in (*names, "all"):
        print(
            "{:14}{:>8}{:>14}{:>8}".format(row, *(counted[row, what] for what in ("kills", "acknowledged", "faults")))
        )
    return 1 if counted["all", "faults"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
