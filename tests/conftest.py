"""What all tests stand on: a real archive in a temporary folder, and real files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app import i18n
from archive_app.services.archive import Archive
from tests.made import Made

# Archives that are made for several tests are made by the same user as those made for one.
os.environ["EXCHANGE_ARCHIVE_USER"] = "tester"
_CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real files beside the checkout; only a newcomer's machine may lack it."""
    if not (_CORPUS / "MANIFEST.md").is_file():
        if os.environ.get("CI"):
            pytest.fail(f"the corpus is missing: {_CORPUS}")
        pytest.skip("the corpus of real files is not beside the checkout")
    return _CORPUS


@pytest.fixture(scope="session", autouse=True)
def _no_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nobody's own settings hold in a test, and none of a test's are kept."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(tmp_path_factory.mktemp("nobody"))


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Archives to copy."""
    return Made(tmp_path_factory.mktemp("made"))


@pytest.fixture
def archive(made: Made, tmp_path: Path) -> Iterator[Archive]:
    """A new archive with nothing in it."""
    with made.new(tmp_path / "archive") as opened:
        yield opened


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing skips: a skipped test there is a test that was not run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped") and session.exitstatus == 0:
        reporter.write_line("CI lets no test skip", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
