"""One hand writes the log, for every way in which something is changed."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import archive_app
from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing
from archive_app.services.records.editing import NewName
from archive_app.services.search.searching import search_ids
from archive_app.store.reading import references
from archive_app.store.schema import log_tables
from tests.bulk import BulkInsert
from tests.inside import database
from tests.services.history import lineage

_IN_WORDS = re.compile(r"(?i)\b(INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+\W?(operation|step|replacement)\b")


def _writes(tree: ast.AST) -> bool:
    """Whether code makes rows of the log: ``Operation(…)``, ``insert(Operation)`` or an INSERT in words."""
    log = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == log_tables.__name__
        for alias in node.names
    } - {"Replica"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            given = {name.id for argument in node.args for name in ast.walk(argument) if isinstance(name, ast.Name)}
            if called in log or (called in ("insert", "update", "delete") and given & log):
                return True
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _IN_WORDS.search(node.value):
            return True
    return False


def test_one_module_adds_to_the_log_one_takes_values_out_of_it_and_one_takes_damaged_steps_from_a_backup() -> None:
    root = Path(archive_app.__file__).parent
    writing = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if _writes(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert writing == {f"store/change/{room}.py" for room in ("log", "forgetting", "regaining")}


def test_more_rows_than_are_kept_in_mind(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a large change refers to is looked up again where it was forgotten, and not forgotten too early."""
    monkeypatch.setattr(references, "_MOST", 3)
    with database(archive).transact("Many") as transaction:
        bulk = BulkInsert(transaction)
        for number in range(2_100):
            record = bulk.record(Kind.PHOTO)
            bulk.row("name", {"record_id": record, "text": f"{number}", "lang": "en", "is_original": True})
        bulk.finish()
    assert search_ids(archive, "2099") != []
    lineage.check(archive)


def test_a_row_that_is_removed_replaces_what_held_and_nothing_before(archive: Archive) -> None:
    city = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")]).id
    for words in ("one", "two", "three", "", "four", ""):
        editing.set_text(archive, record=city, role=TextRole.NOTE, lang="en", text=words)
    history.undo(archive)
    editing.set_text(archive, record=city, role=TextRole.NOTE, lang="en", text="five")
    lineage.check(archive)
