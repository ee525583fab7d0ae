"""How much of each room the tests reach, held against the floors in ``tests/coverage.toml``.

``coverage run -m pytest -n logical --dist loadfile; coverage combine; python -m tools.floors``: no room may fall below
its floor, and each must have one. ``--update`` raises the floors to what was measured, gives new rooms theirs and
forgets those that are gone; lowering one takes a hand, and a reason in the commit.

Tests run it in a process of its own: to make a ``Coverage`` keeps what was measured of the same process from being
saved (``_prevent_sub_process_measurement`` in coverage), and a worker of the tests would lose all that it reached.
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "tests" / "coverage.toml"
#: Per cent by which what was measured may stand above its floor: the order of the tests, threads and the system's
#: libraries differ from run to run, and a small room is not to fall for a line that was added elsewhere.
_PLAY = 3
_HEAD = """\
# Per cent of the statements of each room that the tests reach at least. Raised by: python -m tools.floors --update
[floors]
"""


def _measured(data: Path) -> dict[str, float]:
    """Per cent reached of each room, by the folder of its modules."""
    from coverage import Coverage  # noqa: TID251

    coverage = Coverage(data_file=str(data))
    coverage.load()
    all_, reached = Counter[str](), Counter[str]()
    for file in sorted((ROOT / "archive_app").rglob("*.py")):
        room = file.parent.relative_to(ROOT).as_posix()
        _name, statements, _left_out, missing, _ranges = coverage.analysis2(str(file))
        all_[room] += len(statements)
        reached[room] += len(statements) - len(missing)
    return {room: 100 * reached[room] / count for room, count in all_.items() if count}


def kept(file: Path) -> dict[str, int]:
    """The floors as they are kept."""
    return dict(tomllib.loads(file.read_text(encoding="utf-8"))["floors"]) if file.exists() else {}


def faults(found: Mapping[str, float], least: Mapping[str, int]) -> list[str]:
    """A sentence for each room that is below its floor or has none."""
    said = [
        f"{room}: {per_cent:.1f} per cent, below its floor of {least[room]}: test what nothing reaches"
        f" (coverage report -m --include '{room}/*')"
        for room, per_cent in found.items()
        if room in least and per_cent < least[room]
    ]
    return said + [
        f"{room}: no floor yet: python -m tools.floors --update gives it one" for room in found if room not in least
    ]


def raised(found: Mapping[str, float], least: Mapping[str, int]) -> dict[str, int]:
    """The floors after ``--update``."""
    return {room: max(least.get(room, 0), math.floor(per_cent - _PLAY)) for room, per_cent in sorted(found.items())}


def main(arguments: list[str]) -> int:
    """Compare, or raise; 1 where a room is too low."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="raise the floors to what was measured")
    parser.add_argument("--data", type=Path, default=ROOT / ".coverage", help="what coverage wrote")
    parser.add_argument("--floors", type=Path, default=FLOORS, help="the floors")
    given = parser.parse_args(arguments)
    if not given.data.exists():
        parser.error(f"{given.data} is missing: coverage run, coverage combine")
    found, least = _measured(given.data), kept(given.floors)
    if given.update:
        least = raised(found, least)
        given.floors.write_text(
            _HEAD + "".join(f'"{room}" = {floor}\n' for room, floor in least.items()), encoding="utf-8"
        )
    for room, per_cent in sorted(found.items()):
        print(f"{per_cent:6.1f}  {least.get(room, 0):3d}  {room}")
    said = faults(found, least)
    for sentence in said:
        print(sentence, file=sys.stderr)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
