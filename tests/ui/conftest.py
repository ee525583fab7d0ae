"""The window over a real archive, off screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind, StageKind
from archive_app.services.archive import Archive, create_archive
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing, linking, reading
from archive_app.ui.commands.table import ACTIONS, MENUS
from archive_app.ui.session.garbage import collected_here
from archive_app.ui.session.later import pending
from archive_app.ui.session.settings import Settings
from archive_app.ui.window.shell import Shell, prepare
from archive_app.ui.window.window import Window
from tests.made import copied
from tests.ui.pictures import draw

Settle = Callable[[], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's off-screen plugin warns of what it cannot do, its player of a machine without sound; that is not ours."""
    not_ours = ("This plugin does not support", "PulseAudio", "No audio device", "No RHI backend")
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.qt_log_ignore(*not_ours))


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["exchange-archive"]


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application with the program's fonts."""
    prepare(qapp)
    return qapp


@pytest.fixture(autouse=True)
def _application(dressed: QApplication) -> QApplication:
    """Pixmaps end the process where there is no application."""
    return dressed


@pytest.fixture(scope="session")
def told_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive: two partnerships, an event, people, a gift, six photographs and a text file."""
    folder = tmp_path_factory.mktemp("story")
    pictures = folder / "pictures"
    pictures.mkdir()
    for number, colour in enumerate(("#844", "#484", "#448", "#884", "#488", "#848")):
        draw(pictures / f"IMG_{number:04}.jpg", f"picture {number}", colour, (640 + number * 40, 480))
    (pictures / "letter.txt").write_text("Dear friends", encoding="utf-8")
    place = folder / "archive"
    with create_archive(place) as archive:
        home = _named(archive, Kind.CITY, "Hangzhou", "杭州", continent="Asia")
        istanbul = _partner(archive, home, "Istanbul", "Europe", StageKind.SISTER_CITY, "2017-06-09")
        nis = _partner(archive, home, "Niš", "Europe", StageKind.MEMORANDUM, "2025-04")
        visit = _named(archive, Kind.EVENT, "Anniversary concert", date="2026-06")
        linking.add_link(archive, records=[visit], relation="held_under", other=istanbul)
        signing = _named(archive, Kind.EVENT, "Signing with Niš", date="2025-04")
        linking.add_link(archive, records=[signing], relation="held_under", other=nis)
        _named(archive, Kind.PERSON, "Nezih Başgelen")
        ingest(archive, [pictures])
        photos = [row.id for row in reading.rows(archive, range(1, 40)) if row.kind == Kind.PHOTO]
        linking.add_link(archive, records=photos[:3], relation="documents", other=visit)
    return place


def _named(archive: Archive, kind: Kind, *names: str, **values: str) -> int:
    return editing.add_record(archive, kind=kind, names=[editing.NewName(name) for name in names], values=values).id


def _partner(archive: Archive, home: int, name: str, continent: str, stage: StageKind, date: str) -> int:
    city = _named(archive, Kind.CITY, name, continent=continent)
    partnership = editing.add_record(archive, kind=Kind.PARTNERSHIP).id
    linking.add_link(archive, records=[home, city], relation="party_of", other=partnership)
    editing.add_stage(archive, partnership=partnership, kind=stage, date=date, source="City records")
    return partnership


@pytest.fixture
def story(told_story: Path, tmp_path: Path) -> Path:
    """A copy of the small archive that the test may change."""
    return copied(told_story, tmp_path / "archive")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that belong to the test alone."""
    return Settings(tmp_path / "settings")


@pytest.fixture
def shell(dressed: QApplication, settings: Settings, qtbot: QtBot) -> Iterator[Shell]:
    """The program as it starts, with no archive open."""
    settings.put("language", "en")
    settings.put("colours", "light")
    # Nobody is there to answer whether the changes of a test are to be backed up.
    settings.put("backup-closing", "never")
    started = Shell(dressed, settings, ACTIONS, MENUS)
    started.window.resize(1280, 800)
    started.window.show()
    qtbot.waitExposed(started.window)
    with collected_here(started):
        yield started
        started.close_archive()
        started.window.hide()
        started.window.deleteLater()
        # Now, not when the next test's window turns: what is left of this one would be dressed and laid out with it.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    dressed.styleHints().colorSchemeChanged.disconnect(started._system_changed)


@pytest.fixture
def settle(shell: Shell, qtbot: QtBot) -> Settle:
    """Wait until no job runs, no question is open and nothing is about to be asked."""

    def quiet() -> bool:
        return not (shell.jobs.running or pending() or (shell.session is not None and not shell.session.tasks.idle))

    def wait() -> None:
        QApplication.processEvents()
        qtbot.waitUntil(quiet, timeout=30_000)
        QApplication.processEvents()
        qtbot.waitUntil(quiet, timeout=30_000)

    return wait


@pytest.fixture
def window(shell: Shell, story: Path, settle: Settle, qtbot: QtBot) -> Window:
    """The window with the small archive open."""
    shell.open_folder(story)
    qtbot.waitUntil(lambda: shell.session is not None, timeout=30_000)
    settle()
    return shell.window
