"""A short evening by keyboard: people, event, caption and rating in at most six strokes a picture."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.pads import Pad, PadEntry
from archive_app.domain.model.records import Record
from archive_app.services.records import editing, reading
from archive_app.ui.window.window import Window
from tests.ui.stepping.evening import Typist, tag_evening

Settle = Callable[[], None]


@pytest.mark.slow
def test_a_short_evening(window: Window, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    archive = bench.session.archive
    people = ["Nezih Başgelen", "Max Wheatley"]
    editing.add_record(archive, kind=Kind.PERSON, names=[editing.NewName("Max Wheatley")])
    visit = reading.resolve(archive, "Anniversary concert")
    bench.context.put(Pad(0, "", (PadEntry(True, visit, "documents", "", "", ""),)))
    bench.results.show_query("kind:photo")
    settle()
    ids = list(bench.results.model.ids)
    bench.results.select_ids(ids[:1])
    settle()
    typist = Typist(window, qtbot, settle)
    meant = tag_evening(typist, window, people, len(ids), settle)
    for record, (caption, person, rating) in zip(
        (reading.record(archive, record) for record in ids), meant, strict=True
    ):
        assert _told(record) == (caption, rating)
        assert {person, "Anniversary concert"} <= {link.other.title for link in record.links}
    assert typist.strokes / len(ids) <= 6


def _told(record: Record) -> tuple[str, object]:
    return record.texts[0].text, record.fields["rating"]
