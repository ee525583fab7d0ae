"""By hand: ``python -m tests.mutation store/change --sample 200``. Linux and macOS."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.mutation.mutants import Mutant, mutants_of, spread
from tests.mutation.reach import Reach, read
from tests.mutation.trying import Copy
from tests.mutation.users import Users

_ROOT = Path(__file__).resolve().parents[2]
_FLOORS = ("domain", "store", "media", "services")


def main() -> int:
    """Says which faults no test notices, and how many that are of how many."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("rooms", nargs="+", help="of the program: store/change, services/ingest/record.py")
    parser.add_argument("--sample", type=int, default=100, help="so many faults, chosen by chance (100)")
    parser.add_argument("--seed", type=int, default=1, help="of chance (1)")
    parser.add_argument("--only", default="", help="faults whose words have this in them")
    parser.add_argument("--tests", nargs="*", default=list(_FLOORS), help="rooms of tests (all without Qt and shell)")
    parser.add_argument(
        "--budget",
        type=float,
        default=30.0,
        help="seconds of tests for one fault, and four times as many where these pass (30)",
    )
    asked = parser.parse_args()
    found = [
        mutant
        for room in asked.rooms
        for path in _files(_ROOT / "archive_app" / room, "*.py")
        for mutant in mutants_of(path.relative_to(_ROOT).as_posix(), path.read_bytes())
        if asked.only in f"{mutant.file}:{mutant.line} {mutant.what}"
    ]
    chosen = spread(found, asked.sample, random.Random(asked.seed).sample)
    reach = read([path for room in asked.tests for path in _files(_ROOT / "tests" / room, "test_*.py")])
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        alive = _try_all(Copy(Path(folder)), reach, chosen, asked.budget)
    print(f"{len(alive)} of {len(chosen)} alive ({len(found)} known), {100 * len(alive) / max(1, len(chosen)):.1f} %")
    return 0


def _files(place: Path, pattern: str) -> list[Path]:
    return [place] if place.suffix == ".py" else sorted(place.rglob(pattern))


def _try_all(copy: Copy, reach: Reach, chosen: list[Mutant], budget: float) -> list[Mutant]:
    users = Users()
    places = {m: {(m.file, m.function)} if m.function else users.of(m.file, m.line) for m in chosen}
    wanted = {test for mutant in chosen for test in reach.nearest(mutant.file, places[mutant], 4 * budget)}
    print(f"{len(wanted)} tests without any fault…", flush=True)
    reach.useless = copy.failing(sorted(wanted))
    alive = []
    for number, mutant in enumerate(chosen, 1):
        begun = time.perf_counter()
        tests = reach.nearest(mutant.file, places[mutant], budget)
        survives = not tests or copy.survives(mutant, tests, 60 + 10 * budget)
        if survives:
            # What the nearest do not notice those farther off may.
            more = [test for test in reach.nearest(mutant.file, places[mutant], 4 * budget) if test not in tests]
            survives = not more or copy.survives(mutant, more, 60 + 40 * budget)
            tests += more
        if survives:
            alive.append(mutant)
        said = "ALIVE" if survives else "noticed"
        took = f"{time.perf_counter() - begun:5.1f} s of {len(tests):4}"
        print(f"{number:4} {said:8}{took} {mutant.file}:{mutant.line} {mutant.what}", flush=True)
    return alive


if __name__ == "__main__":
    sys.exit(main())
