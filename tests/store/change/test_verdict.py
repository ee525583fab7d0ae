"""A check of the catalogue is made in two halves at once: both are made, both are told of, both can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from archive_app.services.archive import Archive, open_archive
from archive_app.store.index import untouched
from tests.inside import database
from tests.store.database.archives import unpacked


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Archive]:
    """An archive with a row of nearly every kept table."""
    with open_archive(unpacked("0006", tmp_path / "filled")) as archive:
        yield archive


def told(_done: int, _total: int) -> None:
    return None


def damaged(archive: Archive, *statements: str) -> None:
    with database(archive)._write_engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("CREATE INDEX ix_more ON name (text)", "database"),
        ("UPDATE step SET label = 'x' WHERE id = 20", "history"),
        ("UPDATE record SET rating = 1 WHERE ref = 'DOC-0001'", "record"),
        ("UPDATE search SET names = 'x' WHERE rowid = 1", "search index"),
        ("UPDATE parts_docsize SET sz = CAST(sz AS TEXT) WHERE id = 1", "search index"),
        ("UPDATE search_data SET block = CAST(block AS TEXT) WHERE id = 1", "search index"),
        ("UPDATE search_idx SET term = CAST(term AS TEXT)", "search index"),
        ("DELETE FROM membership", "membership"),
        ("INSERT INTO membership SELECT 1, id, 'x' FROM record LIMIT 1", "membership"),
        ("DELETE FROM related WHERE record_id = (SELECT min(record_id) FROM related)", "search index"),
        ("INSERT INTO related SELECT max(target_id), 1 FROM related", "search index"),
        ("UPDATE facet SET year = 1 WHERE record_id = 1", "search index"),
        ("UPDATE tally SET total = 99", "search index"),
        ("UPDATE ordering SET title_en = x'00' WHERE record_id = 1", "search index"),
    ],
)
def test_each_sort_of_damage_is_found(filled: Archive, damage: str, what: str) -> None:
    assert filled.store.check(told) == []
    damaged(filled, damage)
    assert what in {flaw.what for flaw in filled.store.check(told)}


def test_it_is_told_how_far_all_of_it_is(filled: Archive) -> None:
    said: list[tuple[int, int]] = []
    filled.store.check(lambda done, total: said.append((done, total)))
    assert said == sorted(said)
    with database(filled).read() as connection:
        operations, records = connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM operation), (SELECT count(*) FROM record WHERE deleted_at IS NULL)"
        ).one()
    done, total = said[-1]
    assert total >= done > 2 * operations + records


def test_both_halves_can_be_stopped(filled: Archive) -> None:
    class Stop(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done:
            raise Stop

    with pytest.raises(Stop):
        filled.store.check(stop)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("check")]
    assert filled.store.check(told) == []


@pytest.fixture
def connection(filled: Archive) -> Iterator[Connection]:
    with database(filled).read_anew() as inside:
        yield inside


def test_most_rows_are_compared_by_the_database_itself(connection: Connection) -> None:
    found: list[int] = []
    untouched.find(connection, found.append)
    once = connection.exec_driver_sql(
        "SELECT count(*) FROM (SELECT 1 FROM operation GROUP BY entity_uid HAVING count(*) = 1 AND max(field) = '')"
    ).scalar_one()
    assert 0 < once == sum(found)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE operation SET new = replace(new, '\"text\": \"', '\"text\": \"\\u0000') WHERE entity = 'name'",
        "UPDATE operation SET new = json_set(new, '$.lang', json_array('en')) WHERE entity = 'name'",
        "UPDATE operation SET new = '{' WHERE entity = 'name'",
        "UPDATE operation SET old = new WHERE entity = 'name'",
        "UPDATE operation SET entity_id = entity_id + 1 WHERE entity = 'name'",
        "UPDATE operation SET other_id = 1 WHERE entity = 'name'",
        "INSERT INTO replacement SELECT id, 1 FROM operation WHERE entity = 'name'",
        "UPDATE name SET uid = randomblob(16)",
        "UPDATE name SET text = CAST(text AS BLOB)",
        "UPDATE name SET position = 'x'",
    ],
)
def test_what_is_not_certain_is_left_to_be_looked_at(filled: Archive, damage: str) -> None:
    damaged(filled, damage)
    with database(filled).read_anew() as inside:
        untouched.find(inside, lambda _more: None)
        of_names = (
            "SELECT count(*) FROM temp.untouched u JOIN operation o ON o.entity_uid = u.uid AND o.entity = 'name'"
        )
        assert inside.exec_driver_sql(of_names).scalar_one() == 0
