"""What a check says of each derived table that is out of step, and of rows that point to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pyroaring import BitMap

from archive_app.services.upkeep import maintenance
from archive_app.store.database import engine
from archive_app.store.face.store import DATABASE
from tests.inside import database
from tests.made import Made
from tests.story import Story

_INDEX = "The search index is out of step. Rebuild it with “reindex”."
_GONE = "The search index holds records that are gone. Rebuild it with “reindex”."
_COUNTED = "What it is found and counted under is out of step. Rebuild it with “reindex”."
_EVENT = "The membership “event” is out of step. Rebuild it with “reindex”."
_PERSON = "The membership “person” is out of step. Rebuild it with “reindex”."
_MINE = "(SELECT id FROM record WHERE ref = '{ref}')"
_OTHER = "(SELECT min(id) FROM record WHERE kind = 'city')"
#: What was changed of the photograph behind the program's back, and what is said of it.
_FAULTS = {
    "a membership less": (f"DELETE FROM membership WHERE record_id = {_MINE}", _EVENT),
    "a membership more": (
        f"INSERT INTO membership SELECT partnership_id, {_MINE}, 'person' FROM membership LIMIT 1", _PERSON,
    ),
    "words": (f"UPDATE search SET names = 'otherwise' WHERE rowid = {_MINE}", _INDEX),
    "no words": (f"DELETE FROM search WHERE rowid = {_MINE}", _INDEX),
    "no parts": (f"DELETE FROM parts WHERE rowid = {_MINE}", _INDEX),
    "a place in an order": (f"UPDATE ordering SET moment = moment + 2678400000 WHERE record_id = {_MINE}", _INDEX),
    "a title in an order": (f"UPDATE ordering SET title_en = x'00' WHERE record_id = {_MINE}", _INDEX),
    "no place in an order": (f"DELETE FROM ordering WHERE record_id = {_MINE}", _INDEX),
    "what it goes with less": (f"DELETE FROM related WHERE record_id = {_MINE} AND target_id <> record_id", _COUNTED),
    "what it goes with more": (f"INSERT INTO related SELECT {_OTHER}, {_MINE}", _COUNTED),
    "its kind": (f"UPDATE facet SET kind = 'video' WHERE record_id = {_MINE}", _COUNTED),
    "its year": (f"UPDATE facet SET year = 1999 WHERE record_id = {_MINE}", _COUNTED),
    "what it lacks": (f"UPDATE facet SET gaps = gaps + 1 WHERE record_id = {_MINE}", _COUNTED),
    "no facets": (f"DELETE FROM facet WHERE record_id = {_MINE}", _COUNTED),
    "the records of a facet": ("DELETE FROM tally WHERE facet = 'kind' AND value = 'photo'", _COUNTED),
    "how many they are": ("UPDATE tally SET total = total + 1 WHERE facet = 'kind' AND value = 'photo'", _COUNTED),
    "a facet that there is not": ("UPDATE tally SET value = 'gift' WHERE facet = 'kind' AND value = 'photo'", _COUNTED),
}  # fmt: skip


@pytest.fixture
def story(made: Made, tmp_path: Path) -> Iterator[Story]:
    """The small archive with the traps of the real material."""
    story = made.story(tmp_path / "archive")
    with story.archive:
        yield story


def _change(story: Story, statement: str) -> None:
    with database(story.archive).transact("Behind the back") as transaction:
        connection = transaction.session.connection()
        assert connection.exec_driver_sql(statement.format(ref=story.ref["photo"])).rowcount >= 1


def _said(story: Story) -> set[tuple[str, str]]:
    return {(problem.ref, problem.reason) for problem in maintenance.verify(story.archive).problems}


@pytest.mark.parametrize("fault", _FAULTS)
def test_what_is_out_of_step_is_said_of_the_record_and_mended(story: Story, fault: str) -> None:
    assert _said(story) == set()
    statement, sentence = _FAULTS[fault]
    _change(story, statement)
    assert (story.ref["photo"], sentence) in _said(story)
    maintenance.reindex(story.archive)
    assert _said(story) == set()


def test_bytes_of_a_tally_that_change_nothing_are_said_too(story: Story) -> None:
    with database(story.archive).transact("Behind the back") as transaction:
        connection = transaction.session.connection()
        ((kept,),) = connection.exec_driver_sql("SELECT ids FROM tally WHERE facet = 'kind' AND value = 'photo'")
        # Where the numbers of the first container begin.
        spoilt = kept[:12] + bytes([kept[12] ^ 1]) + kept[13:]
        assert BitMap.deserialize(spoilt) == BitMap.deserialize(kept)
        connection.exec_driver_sql("UPDATE tally SET ids = ? WHERE facet = 'kind' AND value = 'photo'", (spoilt,))
    assert (story.ref["photo"], _COUNTED) in _said(story)
    maintenance.reindex(story.archive)
    assert _said(story) == set()


def test_a_tally_of_nothing_is_said(story: Story) -> None:
    with database(story.archive).transact("Behind the back") as transaction:
        row = ("colour", "red", 0, BitMap().serialize())
        transaction.session.connection().exec_driver_sql("INSERT INTO tally VALUES (?, ?, ?, ?)", row)
    assert ("", _COUNTED) in _said(story)


def test_rows_of_records_that_are_gone_are_said_of_the_index(story: Story) -> None:
    _change(story, "INSERT INTO ordering SELECT 99999, 1, ref, 0, 0, ref, ref, ref, 0 FROM ordering LIMIT 1")
    assert ("", _GONE) in _said(story)


def test_a_row_that_points_to_nothing_is_said_with_its_table(story: Story) -> None:
    with closing(engine.driver().connect(story.archive.folder / DATABASE)) as connection, connection:
        connection.execute("UPDATE name SET record_id = 99999 WHERE id = (SELECT max(id) FROM name)")
    assert ("", "A row of “name” points to nothing.") in _said(story)
