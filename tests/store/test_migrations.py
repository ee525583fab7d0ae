"""Archives of earlier schemas come along whole: filled, upgraded, searchable, undoable."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from archive_app import paths
from archive_app.domain.relations import RELATIONS
from archive_app.services import editing, history, maintenance, reading, saved
from archive_app.services.archive import open_archive
from archive_app.services.searching import facets, search
from archive_app.store import engine
from archive_app.store.migrations import HEAD
from archive_app.store.types import new_uid

_STAMPS = "created_at, created_by, changed_at, changed_by"


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """An archive as revision 0001 left it: a partnership, its city, an event and a photo of it, with their history."""
    folder = tmp_path / "archive"
    for name in ("objects", "derived", "backups", "staging"):
        (folder / name).mkdir(parents=True)
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    writer = engine.connect_once(folder / "catalog.db", begin="BEGIN IMMEDIATE")
    with writer.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql(f"PRAGMA application_id={engine.APPLICATION_ID}")
        connection.exec_driver_sql("PRAGMA user_version=1")
        for relation in RELATIONS:
            connection.exec_driver_sql(
                "INSERT INTO relation VALUES (?, ?, ?, ?, ?)",
                (
                    relation.key,
                    relation.label,
                    relation.inverse,
                    json.dumps(sorted(relation.subjects)),
                    json.dumps(sorted(relation.objects)),
                ),
            )
        _record(connection, 1, "CIT-0001", "city", "Niš")
        _record(connection, 2, "PTN-0001", "partnership", "Hangzhou–Niš")
        _record(connection, 3, "EVT-0001", "event", "签字仪式")
        _record(connection, 4, "PHO-0001", "photo", "The pens on the table")
        for number, (subject, relation_key, other) in enumerate(
            [(1, "party_of", 2), (3, "held_under", 2), (4, "documents", 3)], start=1
        ):
            connection.exec_driver_sql(
                "INSERT INTO link (id, uid, subject_id, relation, object_id, role, certainty, note)"
                " VALUES (?, ?, ?, ?, ?, '', '', '')",
                (number, _uid(), subject, relation_key, other),
            )
        connection.exec_driver_sql("INSERT INTO membership VALUES (2, 3, 'direct')")
        connection.exec_driver_sql("INSERT INTO search (rowid, names, texts, other) VALUES (4, 'the pens', '', '')")
    writer.dispose()
    marker = {"format": 1, "uid": new_uid(), "created_at": "2026-01-01T00:00:00Z", "program": "Exchange Archive 0.1.0"}
    (folder / "archive.json").write_text(json.dumps(marker), encoding="utf-8")
    return folder


def _uid() -> bytes:
    return uuid.UUID(new_uid()).bytes


def _record(connection: object, number: int, ref: str, kind: str, name: str) -> None:
    stamps = ("2026-01-01T00:00:00Z", "anna", "2026-01-01T00:00:00Z", "anna")
    execute = connection.exec_driver_sql  # type: ignore[attr-defined]
    execute(
        f"INSERT INTO record (id, uid, ref, kind, status, title_key, date, date_from, date_to, {_STAMPS})"
        " VALUES (?, ?, ?, ?, 'draft', '', '2025-04', 20250401, 20250430, ?, ?, ?, ?)",
        (number, _uid(), ref, kind, *stamps),
    )
    execute(
        "INSERT INTO name (uid, record_id, text, lang, script, kind, is_original, position)"
        " VALUES (?, ?, ?, 'und', '', 'official', 1, 0)",
        (_uid(), number, name),
    )


def test_a_filled_archive_of_the_first_revision_is_upgraded_and_found_by_everything_new(first: Path) -> None:
    with open_archive(first) as archive:
        assert [hit.row.ref for hit in search(archive, "qianzi").hits] == ["EVT-0001"]
        assert [hit.row.ref for hit in search(archive, "able").hits] == ["PHO-0001"]
        assert search(archive, "partnership:niš via:event").hits[0].row.ref == "PHO-0001"
        assert {entry["value"]: entry["count"] for entry in facets(archive, "")["kind"]} == {
            "city": 1, "partnership": 1, "event": 1, "photo": 1,
        }  # fmt: skip
        assert facets(archive, "kind:photo")["partnership"][0]["value"] == "PTN-0001"
        assert maintenance.verify(archive).problems == []


def test_what_was_kept_stays_and_can_be_worked_on(first: Path) -> None:
    with open_archive(first) as archive:
        photo = reading.resolve(archive, "PHO-0001")
        editing.set_values(archive, records=[photo.id], values={"caption[en]": "Ink"})
        saved.save_search(archive, name="Pens", query="pens")
        history.undo(archive)
        history.undo(archive)
        assert reading.record(archive, photo.id).texts == ()
        assert saved.searches(archive) == ()
    backups = [file.name for file in (first / "backups").iterdir()]
    assert backups == [f"before-0001-to-{HEAD}.db"]
