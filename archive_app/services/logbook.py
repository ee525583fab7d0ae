"""The log: which command ran, with which versions, for how long, and which faults there were, with their codes.

Nothing of what is in an archive stands there: no name, text, search or path but that of the archive's own folder. So a
fault is its kind, its codes and its place in the program, never its message; a line of the program's own is its form
without what was filled in. The log may be refused by the disk: then there is none, and nothing else fails.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import platform
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from archive_app import __version__, paths
from archive_app.errors import ArchiveError

FILE = "exchange-archive.log"
#: From this size on, in bytes, a new file is begun; so many are kept.
LARGEST, KEPT = 1_000_000, 3
#: Words of a line, and calls of a fault, that are kept.
_LONGEST, _DEEPEST = 500, 12
#: What another library's message may name.
_NAMES = re.compile(r"""(["'“‘«]).*?["'”’»]|(?:[A-Za-z]:)?[/\\]\S*""", re.DOTALL)
_PLAIN = re.compile(r"[\w.+/:<,-]+", re.ASCII)

Fact = str | int | float | bool


class Logbook:
    """The log of this person on this computer; several processes may write to it at once."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or paths.log_dir()

    @property
    def file(self) -> Path:
        """Where it lies, whether it could be written or not."""
        return self.folder / FILE

    def write(self, event: str, **facts: Fact) -> None:
        """Add one line. Never raises."""
        moment = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        words = [moment, str(os.getpid()), event, *(f"{name}={_said(value)}" for name, value in facts.items())]
        with contextlib.suppress(OSError, ValueError):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._begin_anew()
            descriptor = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                # One call: what another process writes at the same time stands before it or after it.
                os.write(descriptor, (" ".join(words) + "\n").encode("utf-8", "backslashreplace"))
            finally:
                os.close(descriptor)

    def _begin_anew(self) -> None:
        try:
            full = self.file.stat().st_size >= LARGEST
        except FileNotFoundError:
            return
        if full:
            for number in range(KEPT - 1, 0, -1):
                before = self.file if number == 1 else self.file.with_name(f"{FILE}.{number - 1}")
                with contextlib.suppress(FileNotFoundError):
                    before.replace(self.file.with_name(f"{FILE}.{number}"))


class LogbookHandler(logging.Handler):
    """Puts what the program's own loggers say into the log: the form of the message, and ``facts`` given with it."""

    def __init__(self, book: Logbook) -> None:
        super().__init__(logging.INFO)
        self._book = book

    def emit(self, record: logging.LogRecord) -> None:
        facts: dict[str, Fact] = dict(getattr(record, "facts", {}))
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            facts |= fault(error)
        self._book.write(record.levelname.lower(), form=str(record.msg), **facts)


def versions() -> dict[str, Fact]:
    """Of the program and what it stands on, as far as that is loaded."""
    found: dict[str, Fact] = {
        "version": __version__,
        "python": platform.python_version(),
        "system": sys.platform,
        "release": platform.release(),
    }
    for module, name, attribute in (
        ("pysqlite3", "sqlite", "sqlite_version"),
        ("sqlite3", "sqlite", "sqlite_version"),
        ("PySide6", "qt", "__version__"),
    ):
        version = getattr(sys.modules.get(module), attribute, None)
        if version and name not in found:
            found[name] = str(version)
    return found


def fault(error: BaseException) -> dict[str, Fact]:
    """What can be said of ``error`` without its message: kinds, codes and places, its causes too."""
    facts: dict[str, Fact] = {"kind": _kind(error)}
    chain: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(chain) < _DEEPEST:
        chain.append(type(cause).__name__)
        driver = getattr(cause, "orig", cause)
        for name, attribute in (("sqlite_error", "sqlite_errorname"), ("errno", "errno")):
            code = getattr(driver, attribute, None)
            if isinstance(code, str | int) and name not in facts:
                facts[name] = code
        cause = cause.__cause__ or cause.__context__
    facts["error"] = "<".join(chain)
    calls = traceback.extract_tb(error.__traceback__)[-_DEEPEST:]
    if calls:
        facts["at"] = "<".join(f"{_module(call.filename)}:{call.lineno}" for call in reversed(calls))
    return facts


def _kind(error: BaseException) -> str:
    if isinstance(error, ArchiveError):
        return error.kind
    if isinstance(error, KeyboardInterrupt):
        return "stopped"
    return "system" if isinstance(error, OSError) else "crash"


def without_names(message: str) -> str:
    """What another library says, with everything taken out that stands in quotation marks or looks like a path."""
    return _NAMES.sub("…", message)


def _module(file: str) -> str:
    """The last parts of a source file's path: whose it is, and not where this person keeps it."""
    parts = Path(file).parts
    at = len(parts) - 1 - parts[::-1].index("archive_app") if "archive_app" in parts else len(parts) - 2
    return "/".join(parts[max(0, at) :])


def _said(value: Fact) -> str:
    text = str(value) if not isinstance(value, float) else f"{value:.3f}"
    if _PLAIN.fullmatch(text) and len(text) <= _LONGEST:
        return text
    return json.dumps(text[:_LONGEST], ensure_ascii=False)
