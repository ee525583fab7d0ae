"""Which tests come through which functions, and how long each takes: found once, and again for files that changed."""

from __future__ import annotations

import ast
import hashlib
import json
import time
from collections.abc import Collection, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import coverage
import pytest

from tests.mutation.mutants import functions
from tests.mutation.users import Place

_ROOT = Path(__file__).resolve().parents[2]
KEPT = _ROOT / ".mutation" / "reach.json"


class Reach:
    """``seconds`` of each test; ``tests`` by file of the program and function."""

    def __init__(self, known: dict[str, Any]) -> None:
        self.seconds: dict[str, float] = {}
        self.tests: dict[Place, list[str]] = {}
        #: Tests that fail without any fault.
        self.useless: set[str] = set()
        for entry in known.values():
            for test, (seconds, places) in entry["tests"].items():
                self.seconds[test] = seconds
                for file, names in places.items():
                    for name in names:
                        self.tests.setdefault((file, name), []).append(test)

    def nearest(self, file: str, places: Collection[Place], budget: float) -> list[str]:
        """The tests that come through one of these places, those of the room that mirrors ``file`` first and those
        named like it, as many as can be run in ``budget`` seconds."""
        room, stem = Path("tests", *Path(file).parts[1:]).parent.parts, Path(file).stem.rstrip("s")

        def order(test: str) -> tuple[bool, int, float]:
            own = Path(test.partition("::")[0])
            apart = (n for n, (one, other) in enumerate(zip(own.parts, room, strict=False)) if one != other)
            return stem not in own.stem, -next(apart, len(room)), self.seconds[test]

        chosen: list[str] = []
        spent = 0.0
        for test in sorted({test for place in places for test in self.tests.get(place, ())} - self.useless, key=order):
            spent += self.seconds[test]
            if spent > budget and chosen:
                break
            chosen.append(test)
        # Those of one file together, or its fixtures are made anew for each.
        files = list(dict.fromkeys(test.partition("::")[0] for test in chosen))
        return sorted(chosen, key=lambda test: files.index(test.partition("::")[0]))


def read(test_files: list[Path]) -> Reach:
    """From what is kept; test files that are new or were changed since are run, and what they reach is kept."""
    known: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    known = {name: entry for name, entry in known.items() if (_ROOT / name).exists()}
    for path in test_files:
        name = path.relative_to(_ROOT).as_posix()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if known.get(name, {}).get("digest") != digest:
            print(f"what {name} reaches…", flush=True)
            known[name] = {"digest": digest, "tests": _run(name)}
            KEPT.parent.mkdir(exist_ok=True)
            KEPT.write_text(json.dumps(known), encoding="utf-8")
    return Reach(known)


def _run(name: str) -> dict[str, Any]:
    with get_context("fork").Pool(1) as pool:
        found: dict[str, Any] = pool.apply(reached, (name,))
    return found


class _Watch:
    """A plugin of pytest that tells coverage which test is run, and keeps how long those that passed took."""

    def __init__(self, watching: coverage.Coverage) -> None:
        self._watching = watching
        self.seconds: dict[str, float] = {}
        self._bad: set[str] = set()

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._watching.switch_context(item.nodeid)
        begun = time.perf_counter()
        yield
        if item.nodeid not in self._bad:
            self.seconds[item.nodeid] = round(time.perf_counter() - begun, 3)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self._bad.add(report.nodeid)


def reached(name: str) -> dict[str, Any]:
    """The seconds of each test of a file, and the functions that it comes through by file of the program."""
    watching = coverage.Coverage(data_file=None, source=["archive_app"], config_file=False, messages=False)
    watch = _Watch(watching)
    watching.start()
    pytest.main(["-q", "--no-header", "-p", "no:randomly", "-p", "no:cacheprovider", "-m", "not slow", name], [watch])
    watching.stop()
    data = watching.get_data()
    found: dict[str, Any] = {test: [seconds, {}] for test, seconds in watch.seconds.items()}
    for path in map(Path, sorted(data.measured_files())):
        where = functions(ast.parse(path.read_bytes()))
        file = path.relative_to(_ROOT).as_posix()
        for line, tests in data.contexts_by_lineno(str(path)).items():
            for test in tests:
                if test in found:
                    found[test][1].setdefault(file, set()).add(where.get(line, ""))
    return {test: [seconds, {f: sorted(n) for f, n in places.items()}] for test, (seconds, places) in found.items()}
