"""A report on a fault of ours, for its makers: the whole traceback, and where the log lies."""

from __future__ import annotations

import platform
import traceback
from datetime import datetime
from pathlib import Path

from archive_app.errors import ArchiveError
from archive_app.services import outputs
from archive_app.services.logbook import Logbook, fault, versions


def report_text(error: BaseException, book: Logbook) -> str:
    """What is known: versions, system, log, traceback."""
    known = versions()
    names = {"version": "Exchange Archive", "python": "Python", "sqlite": "SQLite", "qt": "Qt"}
    said = [f"{label} {known[name]}" for name, label in names.items() if name in known]
    head = ", ".join([*said, platform.platform()])
    return f"{head}\nLog: {book.file}\n\n" + "".join(traceback.format_exception(error))


def write_report(error: BaseException, book: Logbook) -> Path | None:
    """Write the report beside the log, which gets a line as well; ``None`` where the disk refuses it."""
    book.write("crash", **fault(error))
    target = book.folder / f"crash-{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
    try:
        outputs.make_folder(book.folder)
        outputs.write(target, report_text(error, book).encode("utf-8", "backslashreplace"))
    except ArchiveError:
        return None
    return target
