"""Archives of earlier schemas come along whole: filled, upgraded, searchable, undoable."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from PIL import Image

from archive_app import paths
from archive_app.domain.model.kinds import FileRole, Kind
from archive_app.domain.model.relations import RELATIONS
from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.history import history
from archive_app.services.ingest.ingest import add_files
from archive_app.services.records import details, editing, links_of_many, reading, views
from archive_app.services.search import picking, saved
from archive_app.services.search.searching import facets, search
from archive_app.services.upkeep import maintenance
from archive_app.store.database import engine
from archive_app.store.database.migrations import HEAD
from archive_app.store.database.types import new_uid
from archive_app.store.index import untouched
from tests.inside import database
from tests.store.database.archives import unpacked

_STAMPS = "created_at, created_by, changed_at, changed_by"


#: The relations that came with revision 0003.
_NEW_RELATIONS = ("has_subject", "made_of", "made_with", "broader")


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """An archive as revision 0001 left it: a partnership, its city, an event and a photo of it, with their history."""
    return _archive(tmp_path, "0001")


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """The same as revision 0002 left it, with a saved search, a picked record and a step that can be undone."""
    folder = _archive(tmp_path, "0002")
    writer = engine.connect_once(folder / "catalog.db", begin="BEGIN IMMEDIATE")
    with writer.begin() as connection:
        execute = connection.exec_driver_sql
        execute("PRAGMA user_version=2")
        execute(
            'INSERT INTO saved_search (uid, name, query, "order", position) VALUES (?, ?, ?, ?, 0)',
            (_uid(), "Pens", "pens", "date"),
        )
        execute("INSERT INTO pick (uid, record_id) VALUES (?, 4)", (_uid(),))
        execute(
            "INSERT INTO media_file (uid, record_id, sha256, extension, size, mime, original_name, role, position,"
            " orientation, captured, camera, picture, technical)"
            " VALUES (?, 4, ?, 'jpg', 1, 'image/jpeg', 'pens.jpg', 'master', 0, 6, '', '', 'none', '{}')",
            (_uid(), bytes(32)),
        )
        execute(
            "INSERT INTO step (uid, label, by, device, at, kind) VALUES (?, 'Set rating', 'anna', 'here', ?, 'do')",
            (_uid(), "2026-01-02T00:00:00.000Z"),
        )
        execute("UPDATE record SET rating = 4 WHERE id = 4")
        execute(
            "INSERT INTO operation (step_id, entity, entity_id, record_id, field, old, new)"
            " VALUES (1, 'record', 4, 4, 'rating', 'null', '4')"
        )
    writer.dispose()
    return folder


def _archive(tmp_path: Path, revision: str) -> Path:
    folder = tmp_path / "archive"
    for name in ("objects", "derived", "backups", "staging"):
        (folder / name).mkdir(parents=True)
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    engine.make(folder / "catalog.db")
    writer = engine.connect_once(folder / "catalog.db", begin="BEGIN IMMEDIATE")
    with writer.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.exec_driver_sql(f"PRAGMA application_id={engine.APPLICATION_ID}")
        connection.exec_driver_sql("PRAGMA user_version=1")
        for relation in (each for each in RELATIONS if each.key not in _NEW_RELATIONS):
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
        if revision == "0001":
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


def _problems(archive: Archive) -> list[maintenance.Problem]:
    """All but that the history knows nothing of the rows: they were put there past it."""
    return [problem for problem in maintenance.verify(archive).problems if problem.code != "extra"]


def test_a_filled_archive_of_the_first_revision_is_upgraded_and_found_by_everything_new(first: Path) -> None:
    with open_archive(first) as archive:
        assert [hit.row.ref for hit in search(archive, "qianzi").hits] == ["EVT-0001"]
        assert [hit.row.ref for hit in search(archive, "able").hits] == ["PHO-0001"]
        assert search(archive, "partnership:niš via:event").hits[0].row.ref == "PHO-0001"
        assert {entry["value"]: entry["count"] for entry in facets(archive, "")["kind"]} == {
            "city": 1, "partnership": 1, "event": 1, "photo": 1,
        }  # fmt: skip
        assert facets(archive, "kind:photo")["partnership"][0]["value"] == "PTN-0001"
        assert _problems(archive) == []


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


def test_an_archive_of_the_second_revision_keeps_all_and_can_be_tagged(second: Path) -> None:
    with open_archive(second) as archive:
        photo = reading.resolve(archive, "PHO-0001")
        whole = reading.record(archive, photo.id)
        assert [search.name for search in saved.searches(archive)] == ["Pens"]
        assert list(picking.picked_ids(archive)) == [photo.id]
        assert (whole.fields["rating"], whole.files[0].turn, whole.files[0].original_name) == (4, 0, "pens.jpg")
        # The file's bytes were never there; nothing else is amiss.
        assert {problem.ref for problem in _problems(archive)} <= {"PHO-0001"}
        silk = editing.add_record(
            archive, kind=Kind.TERM, names=[editing.NewName("silk")], values={"vocabulary": "materials"}
        )
        links_of_many.apply(archive, records=[photo.id], tags=[links_of_many.Tag(silk)])
        assert [link.relation for link in reading.record(archive, photo.id).links] == ["documents", "made_of"]
        history.undo(archive)
        history.undo(archive)
        history.undo(archive)
        assert reading.record(archive, photo.id).fields["rating"] is None
    backups = [file.name for file in (second / "backups").iterdir()]
    assert backups == [f"before-0002-to-{HEAD}.db"]


def test_an_upgraded_archive_takes_details_and_the_newest_fields(second: Path) -> None:
    with open_archive(second) as archive:
        photo = reading.resolve(archive, "PHO-0001")
        before = reading.record(archive, photo.id)
        assert (before.details, search(archive, "missing:inscription").count) == ((), 1)
        inscription = details.detail_called("inscription")
        details.add_detail(archive, records=[photo.id], detail=inscription, values={"text": "Für Anna"})
        gift = editing.add_record(
            archive, kind=Kind.OBJECT, names=[editing.NewName("Ring")], values={"technique": "cast"}
        )
        assert search(archive, "has:inscription anna").hits[0].row.ref == "PHO-0001"
        assert search(archive, "technique:cast").hits[0].row.ref == gift.ref
        history.undo(archive)
        history.undo(archive)
        assert reading.record(archive, photo.id).details == ()


def test_an_upgraded_archive_takes_further_views_and_one_is_chosen(second: Path, tmp_path: Path) -> None:
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "back.jpg")
    with open_archive(second) as archive:
        photo = reading.resolve(archive, "PHO-0001").id
        (there,) = reading.record(archive, photo).files
        assert (there.role, there.position, there.chosen) == (FileRole.MASTER, 0, False)
        assert add_files(archive, [tmp_path / "back.jpg"], record=photo, role=FileRole.BACK).step
        views.choose(archive, record=photo, number=2)
        assert reading.rows(archive, [photo])[0].sha256 == reading.record(archive, photo).files[1].sha256
        assert {problem.ref for problem in _problems(archive)} <= {"PHO-0001"}
        history.undo(archive)
        history.undo(archive)
        assert reading.record(archive, photo).files == (there,)


@pytest.mark.parametrize("revision", ["0006", "0007", "0008", "0009", "0010", "0011", "0012", "0013", "0014"])
def test_files_from_before_are_what_the_log_says_at_one_look(revision: str, tmp_path: Path) -> None:
    """SQLite itself compares what the log says once of a row: a new column must not send all files the slow way."""
    with open_archive(unpacked(revision, tmp_path)) as archive, database(archive).read() as connection:
        untouched.find(connection, lambda _count: None)
        slow = connection.exec_driver_sql(
            f"SELECT DISTINCT original_name FROM media_file f JOIN operation o ON o.entity_uid = f.uid"
            f" WHERE {untouched.OTHERS}"
        )
        names = {row[0] for row in slow}
        every = {row[0] for row in connection.exec_driver_sql("SELECT original_name FROM media_file")}
        assert len(every - names) >= 5


def test_the_relations_of_an_upgraded_archive_are_those_of_a_new_one(second: Path, tmp_path: Path) -> None:
    def relations(archive: Archive) -> set[tuple[object, ...]]:
        with database(archive).read() as connection:
            rows = connection.exec_driver_sql("SELECT key, label, inverse, subjects, objects FROM relation").all()
        return {(row[0], row[1], row[2], *map(_listed, row[3:])) for row in rows}

    with open_archive(second) as upgraded, create_archive(tmp_path / "new") as new:
        assert relations(upgraded) == relations(new)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(sorted(json.loads(text)))
