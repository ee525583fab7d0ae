"""One damaged row never makes what is read with it unreadable: lists, searches and histories come all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import open_archive
from archive_app.services.history import history
from archive_app.services.records import deleted, editing, reading
from archive_app.services.search.searching import facets, search
from archive_app.services.upkeep import maintenance
from tests.inside import database
from tests.store.database.archives import unpacked


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE record SET kind = 'phxto' WHERE kind = 'photo'",
        "UPDATE record SET status = 'dxaft'",
        "UPDATE record SET date = '20x5' WHERE date IS NOT NULL",
        "UPDATE text SET role = 'cxption' WHERE role = 'caption'",
        "UPDATE text SET text = CAST(x'ff41' AS TEXT)",
        "UPDATE name SET kind = 'oxficial', text = CAST(x'41ff' AS TEXT)",
        "UPDATE stage SET kind = 'x', date = 'x'",
        "UPDATE link SET date = 'x', relation = 'depixts' WHERE relation = 'depicts'",
        "UPDATE media_file SET technical = '{', role = 'mxster'",
        "UPDATE relation SET subjects = '[', objects = '[1]'",
        "UPDATE operation SET old = '{', new = '{'",
        "UPDATE operation SET entity = 'recxrd' WHERE entity = 'record'",
        "UPDATE step SET message = '{'",
        "UPDATE step SET message = '[]'",
        "UPDATE facet SET kind = 'phxto', status = 'dxaft'",
    ],
)
def test_a_damaged_row_is_read_with_a_mark_and_named(tmp_path: Path, damage: str) -> None:
    with open_archive(unpacked("0006", tmp_path)) as archive:
        editing.add_record(archive, kind=Kind.CITY, names=[editing.NewName("Soon taken back")])
        history.undo(archive)
        every = len(search(archive, "").hits)
        with database(archive)._write_engine.connect() as connection:
            driver = connection.connection.dbapi_connection
            assert driver is not None
            for statement in ("PRAGMA foreign_keys = OFF", damage, "PRAGMA foreign_keys = ON"):
                driver.cursor().execute(statement)
        assert len(search(archive, "").hits) == every
        assert facets(archive, "")
        assert history.history(archive, limit=1000)
        for hit in search(archive, "").hits:
            reading.record(archive, hit.row.id, all_links=True)
        assert reading.counts(archive)
        assert len(deleted.listed(archive)) == deleted.count(archive) > 0
        assert maintenance.verify(archive).problems != []
