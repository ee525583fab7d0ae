"""What all tests stand on: a real archive in a temporary folder, and real files."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from archive_app import i18n
from archive_app.services.archive import Archive
from tests.homes import home
from tests.made import Made

# Archives that are made for several tests are made by the same user as those made for one.
os.environ["EXCHANGE_ARCHIVE_USER"] = "tester"
# No deadline: a busy machine is no fault of the code. What fails is printed so that it can be done again.
settings.register_profile("usual", deadline=None, print_blob=True)
settings.register_profile("thorough", deadline=None, print_blob=True, max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))
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
def _home_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """For what is made for several tests; it also has the homes of each, which are made when something is put there."""
    homes = tmp_path_factory.mktemp("homes")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in home(homes / "all").items():
            patch.setenv(name, value)
        yield homes


_numbers = itertools.count()


@pytest.fixture(autouse=True)
def _home(_home_of_all: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in home(_home_of_all / str(next(_numbers))).items():
        monkeypatch.setenv(name, value)


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


@pytest.fixture
def zone() -> Iterator[Callable[[str], None]]:
    """Puts this computer into another time zone, until the test is over."""
    with pytest.MonkeyPatch.context() as patch:

        def put(name: str) -> None:
            patch.setenv("TZ", name)
            time.tzset()

        yield put
    time.tzset()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing skips: a skipped test there is a test that was not run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped") and session.exitstatus == 0:
        reporter.write_line("CI lets no test skip", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
