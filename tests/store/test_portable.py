"""What is kept and logged is written for any SQL database; SQLite's own words stand in the half that is derived."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import archive_app

_STORE = Path(archive_app.__file__).parent / "store"
#: The rooms that read and change what is kept. ``database`` is the one room that knows which database it is.
_KEPT = ("reading", "change", "records")
_OWN = re.compile(
    r"\b(json_\w+|MATCH|rowid|fts5\w*|PRAGMA|INDEXED BY|CROSS JOIN|MATERIALIZED|GLOB|NOCASE|group_concat|sqlite_\w+"
    r"|total_changes|data_version|OR (REPLACE|IGNORE)|ifnull|strftime|julianday)\b"
    # Numbered marks, temporary tables, NULL-safe IS, and a plus that keeps an index away.
    r"|\?\d|\btemp\.\w|\bIS (NOT )?\?|[(\s]\+\w+\."
)


def _said(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text of a module but for its docstrings."""
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


@pytest.mark.parametrize("room", _KEPT)
def test_what_is_kept_is_read_and_changed_in_words_that_any_database_knows(room: str) -> None:
    own = [
        f"{path.relative_to(_STORE)}:{line} {found.group()}"
        for path in sorted((_STORE / room).rglob("*.py"))
        for line, text in _said(ast.parse(path.read_text(encoding="utf-8")))
        if (found := _OWN.search(text))
    ]
    assert own == []


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("SELECT id FROM record WHERE id IN (SELECT value FROM json_each(?))", True),
        ("SELECT rowid FROM search WHERE search MATCH ?", True),
        ("INSERT OR IGNORE INTO temp.scope VALUES (1)", True),
        ("SELECT 1 FROM link WHERE subject_id = ?1", True),
        ("FROM link l CROSS JOIN record r ON r.id = l.object_id", True),
        ("PRAGMA user_version", True),
        ("WHERE +o.record_id = 3", True),
        ("WHERE r.date IS ?", True),
        ("SELECT count(*) FROM link WHERE subject_id = ? OR object_id = ?", False),
        ("WITH RECURSIVE above(id) AS (SELECT 1) SELECT id FROM above WHERE id IS NOT NULL", False),
    ],
)
def test_a_word_of_sqlite_is_known_when_it_is_seen(text: str, own: bool) -> None:
    assert bool(_OWN.search(text)) is own
