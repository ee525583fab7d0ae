"""An evening by keyboard: 100 demo and corpus pictures get people, event, caption and rating. Goals: at most 6 key
strokes a picture beyond the letters of its caption, and no event-loop gap over 50 ms.
"""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.pads import Pad, PadEntry
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing, reading
from archive_app.services.upkeep import demo
from archive_app.ui.window.shell import Shell
from tests.benchmarks.test_bench_window import Heartbeat
from tests.benchmarks.test_bench_window import shell as shell
from tests.ui.stepping.evening import Typist, tag_evening

PICTURES = 100
_SETS = ("fullsize/lomiri-wallpapers", "photos/exif-orientation-examples", "photos/imagemeta", "photos/pillow-heif")
_PEOPLE = (
    "Nezih Başgelen", "Max Wheatley", "Ana Souza", "Jovan Petrović", "Li Wei", "Murat Sav", "Keiko Tanaka",
    "Omar Haddad",
)  # fmt: skip
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def evening(tmp_path: Path, corpus: Path) -> Path:
    """The demo archive with corpus pictures beside its own."""
    folder = tmp_path / "evening"
    with demo.make_demo(folder) as archive:
        there = {each.record.title for each in reading.complete(archive, "", kinds={Kind.PERSON}, limit=100)}
        for name in _PEOPLE:
            if name not in there:
                editing.add_record(archive, kind=Kind.PERSON, names=[editing.NewName(name)])
        files = (
            file
            for name in _SETS
            for file in sorted((corpus / name).rglob("*"))
            if file.suffix.lower() in (".jpg", ".jpeg", ".heic", ".png")
        )
        ingest(archive, list(islice(files, PICTURES)))
    return folder


def test_an_evening_of_a_hundred_pictures(
    benchmark: BenchmarkFixture, evening: Path, shell: Shell, qtbot: QtBot
) -> None:
    """``extra_info`` has the strokes a picture, all strokes, and the longest gap in ms."""
    shell.open_folder(evening)
    qtbot.waitUntil(lambda: shell.window.has_archive, timeout=20_000)
    qtbot.wait(1500)
    bench = shell.window.workbench
    tasks, archive = bench.session.tasks, bench.session.archive

    def wait() -> None:
        QApplication.processEvents()
        qtbot.waitUntil(lambda: tasks.idle and not bench.results.seeker.busy, timeout=20_000)

    visit = editing.add_record(
        archive, kind=Kind.EVENT, names=[editing.NewName("Visit of the delegation")], values={"date": "2026-11-20"}
    )
    bench.context.put(Pad(0, "", (PadEntry(True, visit, "documents", "", "", ""),)))
    bench.results.show_query("kind:photo")
    qtbot.wait(800)
    ids = list(bench.results.model.ids)[:PICTURES]
    assert len(ids) == PICTURES
    bench.results.select_ids(ids)
    wait()
    typist, heartbeat = Typist(shell.window, qtbot, wait), Heartbeat()

    def tag_all() -> list[tuple[str, str, int]]:
        heartbeat.start()
        meant = tag_evening(typist, shell.window, _PEOPLE, PICTURES, wait)
        benchmark.extra_info["longest_gap_ms"] = round(heartbeat.stop(), 1)
        return meant

    meant = benchmark.pedantic(tag_all, rounds=1)
    for record, (caption, person, rating) in zip(ids, meant, strict=True):
        whole = reading.record(archive, record)
        # Some corpus pictures bring a caption of their own, after which one types.
        assert any(text.text.endswith(caption) for text in whole.texts)
        assert whole.fields["rating"] == rating
        assert {person, "Visit of the delegation"} <= {link.other.title for link in whole.links}
    benchmark.extra_info["strokes"] = typist.strokes
    benchmark.extra_info["strokes_a_picture"] = round(typist.strokes / PICTURES, 2)
