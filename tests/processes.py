"""Processes that a test starts for what they say of themselves."""

from __future__ import annotations

import os


def unmeasured(**more: str) -> dict[str, str]:
    """The environment for a process that is not measured.

    What counts the lines that the tests reach starts with each process, loads modules of its own (``multiprocessing``
    among them) and writes a file at its end: neither is the program's doing.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")} | more
