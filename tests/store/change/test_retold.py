"""Rows that were changed, removed or made again are followed by the database itself, as they are in Python."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from archive_app.domain.model.kinds import TextRole
from archive_app.services.archive import Archive, open_archive
from archive_app.services.history import history
from archive_app.services.records import editing
from archive_app.services.search import searching
from archive_app.store.change import accord
from archive_app.store.index import retold, untouched
from tests.inside import database
from tests.store.database.archives import unpacked

#: The operations of rows of which the log speaks more than once.
_AGAIN = "entity_uid IN (SELECT entity_uid FROM operation GROUP BY entity_uid HAVING count(*) > 1)"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive in which much was changed, taken back and done again."""
    with open_archive(unpacked("0006", tmp_path_factory.mktemp("filled"))) as archive:
        photos = list(searching.search_ids(archive, "kind:photo"))[:3]
        for turn in range(3):
            editing.set_values(archive, records=photos, values={"credit": f"City {turn}", "date": f"200{turn}"})
            for lang in ("en", "zh"):
                text = f"Said {turn}" if turn != 1 else ""
                editing.set_text(archive, record=photos[1], role=TextRole.DESCRIPTION, lang=lang, text=text)
            history.undo(archive)
            history.redo(archive)
        editing.add_name(archive, record=photos[0], text="Called so for a moment", lang="en")
        history.undo(archive)
        yield archive


@pytest.fixture
def connection(filled: Archive) -> Iterator[Connection]:
    """What is done over it comes to nothing."""
    with database(filled)._write_engine.connect() as inside:
        inside.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        yield inside
        inside.rollback()


def told(_count: int) -> None:
    return None


def found(connection: Connection) -> list[str]:
    """All that is amiss."""
    differences = accord.differences(connection, told)
    return sorted(
        f"{each.code} {each.entity.name} {each.key} {each.column} {each.operation} {each.stored} {each.said}"
        for each in differences
    )


def followed(connection: Connection) -> int:
    """How many operations the database followed by itself beside those of rows that were only made."""
    more: list[int] = []
    untouched.find(connection, told)
    retold.find(connection, more.append)
    return sum(more)


def test_nearly_all_are_followed(connection: Connection) -> None:
    statement = f"SELECT count(*) FROM operation WHERE {_AGAIN}"
    told_again = int(connection.exec_driver_sql(statement).scalar_one())
    assert told_again > 50
    assert followed(connection) > 0.7 * told_again
    assert found(connection) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE record SET credit = credit || 'x' WHERE credit LIKE 'City%'",
        "UPDATE record SET credit = NULL WHERE credit LIKE 'City%'",
        "UPDATE record SET date_to = date_to + 1 WHERE credit LIKE 'City%'",
        "UPDATE record SET rating = 5 WHERE credit LIKE 'City%'",
        "UPDATE text SET text = 'x' WHERE text LIKE 'Said%'",
        "UPDATE text SET record_id = 3 WHERE text LIKE 'Said%'",
        "UPDATE text SET uid = randomblob(16) WHERE text LIKE 'Said%'",
        "DELETE FROM text WHERE text LIKE 'Said%'",
        "UPDATE operation SET new = '\"x\"' WHERE field = 'credit'",
        "UPDATE operation SET new = '[\"City 2\"]' WHERE field = 'credit'",
        "UPDATE operation SET new = '\"City 2' WHERE field = 'credit'",
        "UPDATE operation SET old = '{' WHERE field = 'credit'",
        "UPDATE operation SET new = CAST(x'ff' AS BLOB) WHERE field = 'credit'",
        "UPDATE operation SET new = NULL, old = NULL WHERE field = 'credit'",
        "UPDATE operation SET field = 'colour' WHERE field = 'credit'",
        "UPDATE operation SET field = 'rights' WHERE field = 'credit'",
        "UPDATE operation SET field = '' WHERE field = 'credit'",
        "UPDATE operation SET entity = 'text' WHERE field = 'credit'",
        "UPDATE operation SET entity = 'thing' WHERE field = 'credit'",
        # Of what refers to a record, no more is said because of that than that the record's own numbers are wrong.
        "UPDATE operation SET entity_id = entity_id + 1 WHERE entity = 'text' AND field = 'text'",
        "UPDATE operation SET entity_id = NULL WHERE field = 'credit'",
        "UPDATE operation SET record_id = record_id + 1 WHERE field = 'credit'",
        "UPDATE operation SET record_id = NULL WHERE field = 'credit'",
        "UPDATE operation SET other_id = 1 WHERE field = 'credit'",
        f"UPDATE operation SET entity_id = entity_id + 100 WHERE entity = 'text' AND {_AGAIN}",
        f"UPDATE operation SET record_id = record_id + 1 WHERE entity = 'text' AND {_AGAIN}",
        f"UPDATE operation SET record_id = 9999 WHERE entity = 'name' AND {_AGAIN}",
        f"UPDATE operation SET other_id = 1 WHERE entity = 'name' AND {_AGAIN}",
        f"UPDATE operation SET old = 'null', new = old WHERE entity = 'name' AND new = 'null' AND {_AGAIN}",
        f"UPDATE operation SET old = json_remove(old, '$.uid') WHERE entity = 'name' AND new = 'null' AND {_AGAIN}",
        "INSERT INTO name (uid, record_id, text, lang, script, kind, is_original, position) SELECT entity_uid,"
        " record_id, 'x', 'en', 'Latn', 'alias', 0, 9 FROM operation WHERE entity = 'name' AND new = 'null'"
        " ORDER BY id DESC LIMIT 1",
        "DELETE FROM replacement WHERE operation_id IN (SELECT max(id) FROM operation WHERE field = 'credit')",
        "DELETE FROM replacement WHERE operation_id IN (SELECT id FROM operation WHERE entity = 'name')",
        "INSERT INTO replacement SELECT max(id), 1 FROM operation WHERE field = 'credit'",
        "UPDATE replacement SET replaced_id = 1 WHERE operation_id = (SELECT max(operation_id) FROM replacement)",
        f"DELETE FROM operation WHERE field = '' AND {_AGAIN}",
    ],
)
def test_the_same_is_found_as_without_it(connection: Connection, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    assert connection.exec_driver_sql(damage).rowcount > 0
    said = found(connection)
    monkeypatch.setattr(retold, "find", lambda _connection, _tell: 0)
    assert said == found(connection) != []
