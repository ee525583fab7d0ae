"""A command loads what it needs. Times are in ``tests/benchmarks/test_bench_commands.py``; here it is said why."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from archive_app.cli import rooms
from archive_app.paths import resources
from tests.processes import unmeasured

#: What the shortest command does without.
HEAVY = {"archive_app.store", "archive_app.domain.query", "sqlalchemy", "rich", "PIL", "lxml", "anyascii", "rapidfuzz"}
#: What a search does without.
NOT_FOR_SEARCH = {
    "icu", "rich", "PIL", "pi_heif", "lxml", "exifread", "pymediainfo", "rdflib",
    "pypinyin", "opencc", "alembic", "mako",
    "pikepdf", "typst", "fontTools", "pypdfium2", "PySide6", "sqlalchemy.orm", "archive_app.store.schema.tables",
    "archive_app.domain.dates.writing",
}  # fmt: skip

#: What taking files in does without, where no pad and no joining is asked for and nobody sees a bar.
NOT_FOR_INGEST = {
    "rich", "PySide6", "alembic", "mako", "pypdfium2", "pikepdf", "typst", "fontTools", "pi_heif",
    "archive_app.services.tagging.pads", "archive_app.services.ingest.joining",
}  # fmt: skip


def loaded(*arguments: str) -> set[str]:
    """The modules that a process has loaded when it has carried out a command line."""
    code = (
        "import sys\nfrom archive_app.cli.app import run\n"
        "status = run(sys.argv[1:])\n"
        "print(*sys.modules, file=sys.stderr)\nsys.exit(status)"
    )
    line = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(line, capture_output=True, text=True, env=unmeasured())
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def test_the_version_loads_next_to_nothing() -> None:
    assert not loaded("--version") & HEAVY


def test_a_search_loads_what_searches(told: Path) -> None:
    assert not loaded("--archive", str(told), "search", "kind:city") & NOT_FOR_SEARCH


def test_taking_a_file_in_loads_what_takes_it_in(told: Path, tmp_path: Path) -> None:
    Image.effect_noise((60, 40), 60).convert("RGB").save(tmp_path / "photo.jpg")
    modules = loaded("--archive", str(told), "ingest", str(tmp_path / "photo.jpg"))
    assert "archive_app.services.ingest.record" in modules
    assert not modules & NOT_FOR_INGEST


def test_every_command_is_in_the_table() -> None:
    folder = Path(rooms.__file__).parent
    with_commands = {file.stem for file in folder.glob("*.py") if "\ndef register(" in file.read_text("utf-8")}
    assert set(rooms.COMMANDS_OF) == with_commands
    for room, commands in rooms.COMMANDS_OF.items():
        assert tuple(rooms.commands_of(room).commands) == commands


def test_the_help_names_every_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "archive_app", "--help"], capture_output=True, text=True, cwd=resources().parent
    )
    named = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")]
    assert [name for name in named if name in rooms._ROOM_OF] == list(rooms._ROOM_OF)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loading") / "archive"
    loaded("--archive", str(folder), "new")
    loaded("--archive", str(folder), "add", "city", "--name", "Hangzhou")
    return folder


def test_the_processes_that_read_pictures_begin_while_the_rest_is_loaded(tmp_path: Path) -> None:
    """They take as long to begin as the store takes to load: one after the other was a third of a second more."""
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "a.jpg")
    Image.new("RGB", (40, 30), "coral").save(tmp_path / "b.jpg")
    archive = str(tmp_path / "archive")
    loaded("--archive", archive, "new")
    code = (
        "import sys\nfrom archive_app.media.pictures import workers\nreal = workers.DecoderPool.start\n"
        "def start(pool):\n    print('archive_app.store' in sys.modules)\n    real(pool)\n"
        "workers.DecoderPool.start = start\nfrom archive_app.cli.app import run\nsys.exit(run(sys.argv[1:]))"
    )
    line = [
        sys.executable,
        "-c",
        code,
        "--archive",
        archive,
        "ingest",
        str(tmp_path / "a.jpg"),
        str(tmp_path / "b.jpg"),
    ]
    done = subprocess.run(line, capture_output=True, text=True, env=unmeasured(), check=True)
    assert done.stdout.startswith("False")
    assert "Added 2" in done.stdout
