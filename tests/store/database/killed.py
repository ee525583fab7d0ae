"""Upgrades archives and is killed while it does: ``python -m tests.store.database.killed``.

Each line of the input is a folder and after how many thousand steps of SQLite to die; 0 is never. The answer to each is
how many there were, and ``killed`` or ``done``. Every upgrade has a process of its own.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path

from archive_app.store.database import engine, migrations

_STEPS = 1_000


def upgrade(folder: Path, last: int) -> int:
    """How many thousand steps it took."""
    ticks = count(1)

    # SQLite asks one only, and the program has it asked whether a statement takes too long.
    class Watched(engine._Patience):
        def __call__(self) -> int:
            if next(ticks) == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return super().__call__()

    engine._Patience = Watched  # type: ignore[misc]
    engine._STEPS = _STEPS
    migrations.upgrade(folder / "catalog.db", folder / "backups")
    return next(ticks) - 1


def main() -> None:
    for line in sys.stdin:
        last, folder = line.rstrip("\n").split(" ", 1)
        child = os.fork()
        if child == 0:
            print(upgrade(Path(folder), int(last)), "done", flush=True)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            print(last, "killed", flush=True)


if __name__ == "__main__":
    main()
