"""A copy of the checkout in which one fault after the other is put, and the tests that are run there."""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from tests.mutation.mutants import Mutant

_ROOT = Path(__file__).resolve().parents[2]
#: Loaded once, before any fault is tried, since they are the same for all.
_LOADED = ("sqlalchemy.orm", "sqlalchemy.dialects.sqlite", "hypothesis", "PIL.Image", "psutil", "PySide6.QtTest")
# What is loaded already is not rewritten by pytest, which it says.
_OPTIONS = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]


class _Failing:
    """A plugin of pytest that writes down which tests fail."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(f"{report.nodeid}\n")


class Copy:
    """A copy of all files that are in the repository or could be, in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        self._failed = folder / "failed"
        line = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
        listed = subprocess.run(line, cwd=_ROOT, capture_output=True, check=True).stdout.decode()
        for name in filter(None, listed.split("\0")):
            if (_ROOT / name).is_file() and not name.startswith("docs/"):
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(_ROOT / name, self.root / name)
        if (_ROOT.parent / "shared").exists():
            (folder / "shared").symlink_to(_ROOT.parent / "shared")
        os.environ["PYTHONPATH"] = str(self.root)
        for name in _LOADED:
            importlib.import_module(name)

    def survives(self, mutant: Mutant, tests: list[str], seconds: float) -> bool:
        """Whether all of ``tests`` pass with this fault. What takes longer than ``seconds`` is noticed by who waits."""
        place = self.root / mutant.file
        source = place.read_bytes()
        place.write_bytes(mutant.applied(source))
        # A file of the same length and second would be taken for the one that was compiled.
        shutil.rmtree(place.parent / "__pycache__", ignore_errors=True)
        try:
            return self._passes(tests, seconds)
        finally:
            place.write_bytes(source)

    def failing(self, tests: list[str]) -> set[str]:
        """Those of ``tests`` that fail here without any fault: of no use for finding one."""
        self._passes(tests, 3600, first=False)
        return set(self._failed.read_text(encoding="utf-8").split("\n")) if self._failed.exists() else set()

    def _passes(self, tests: list[str], seconds: float, *, first: bool = True) -> bool:
        child = os.fork()
        if child == 0:
            os._exit(self._run(["-x"] if first else [], tests))
        alarm = threading.Timer(seconds, lambda: os.killpg(child, signal.SIGKILL))
        alarm.start()
        _pid, status = os.waitpid(child, 0)
        alarm.cancel()
        # What the tests started goes with them.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)
        return os.waitstatus_to_exitcode(status) == 0

    def _run(self, options: list[str], tests: list[str]) -> int:
        os.setsid()
        silent = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silent, stream)
        os.chdir(self.root)
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        sys.dont_write_bytecode = True
        for name in [name for name in sys.modules if name.partition(".")[0] in ("archive_app", "tests")]:
            del sys.modules[name]
        sys.path[:] = [str(self.root), *(path for path in sys.path if path not in ("", str(_ROOT)))]
        try:
            return int(pytest.main([*_OPTIONS, *options, *tests], [_Failing(self._failed)]))
        except BaseException:
            return 70
