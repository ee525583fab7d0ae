"""Three ingests, two backups and edits at once, each a process of its own, and one ingest among them that is killed."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from archive_app.services.archive import create_archive, open_archive
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance
from archive_app.services.upkeep.restoring import restore
from tests.inside import database

pytestmark = pytest.mark.slow

_EACH, _SHARED, _EDITS = 30, 15, 20
#: Tells a line for each edit that was acknowledged.
_EDITOR = """
import sys
from archive_app.cli.app import run
for number in range(int(sys.argv[2])):
    if run(["--archive", sys.argv[1], "set", "PER-0001", f"occupation=the {number}th"]):
        sys.exit(1)
"""


def _cards(place: Path) -> list[Path]:
    """Three of them; some pictures are on all."""
    cards = [place / f"card {number}" for number in range(3)]
    for number, card in enumerate(cards):
        card.mkdir()
        for picture in range(_EACH):
            shade = 250 if picture < _SHARED else number
            Image.new("RGB", (64, 48), (picture * 5, shade, 90)).save(card / f"IMG_{picture:03d}.png")
    return cards


class _Running(contextlib.ExitStack):
    """Processes that end with the test."""

    def command(self, archive: Path, *words: str) -> subprocess.Popen[str]:
        return self.start("-m", "archive_app", "--archive", str(archive), *words)

    def start(self, *words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.enter_context(process)
        self.callback(process.kill)
        return process


def _said(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, told = process.communicate()
    assert process.returncode == 0, told
    found: dict[str, Any] = json.loads(out)
    return found


def test_several_at_once_lose_nothing_and_leave_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    with create_archive(folder) as archive:
        person = editing.add_record(archive, kind="person", names=[NewName("Ana")]).id
    cards = _cards(tmp_path)
    with _Running() as running:
        killed = running.command(folder, "ingest", str(cards[0]), "--json")
        ingests = [running.command(folder, "ingest", str(card), "--json") for card in cards]
        editor = running.start("-c", _EDITOR, str(folder), str(_EDITS))
        backups = [
            running.command(folder, "backup", "--out", f"{tmp_path}/{number}.tar", "--json") for number in (0, 1)
        ]
        for backup in backups:
            _said(backup)
        killed.kill()
        killed.communicate()
        reports = [_said(ingest) for ingest in ingests]
        editor.communicate()
        assert editor.returncode == 0
    _all_told_of_each(reports)
    with open_archive(folder) as archive:
        assert searching.search(archive, "kind:photo").count == 3 * (_EACH - _SHARED) + _SHARED
        assert reading.record(archive, person).fields["occupation"] == f"the {_EDITS - 1}th"
        with database(archive).read() as connection:
            edits = connection.exec_driver_sql("SELECT count(*) FROM operation WHERE field = 'occupation'").scalar()
        assert edits == _EDITS
        assert maintenance.verify(archive).ok
        assert list(archive.objects.staging.iterdir()) == []
        with archive.store.read() as reader:
            assert reader.files.entering() == []
    for number in range(2):
        restore(tmp_path / f"{number}.tar", tmp_path / f"restored {number}")
        with open_archive(tmp_path / f"restored {number}") as again:
            assert maintenance.verify(again).ok


def _all_told_of_each(reports: list[dict[str, Any]]) -> None:
    """Each file is told of once by its ingest, no file was refused, and the same bytes have one record."""
    refs: dict[str, set[str]] = {}
    for report in reports:
        entries = [*report["added"], *report["known"]]
        assert len(entries) == _EACH
        assert [report[other] for other in ("refused", "cancelled", "without_preview", "repaired")] == [[]] * 4
        for entry in entries:
            name = Path(entry["path"]).name
            key = name if int(name[4:7]) < _SHARED else entry["path"]
            refs.setdefault(key, set()).add(entry["ref"])
    assert all(len(found) == 1 for found in refs.values())
    assert len(set.union(*refs.values())) == len(refs)
