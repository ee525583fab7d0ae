"""What stands before the store lets nothing of it through: no connection, no session, no row, no SQL."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import archive_app

_HOUSE = Path(archive_app.__file__).parent
_BEHIND = {"_connection", "_inside", "_database", "session", "connection", "exec_driver_sql", "exec_sql"}
_SQL = re.compile(r"\b(SELECT\b.*\bFROM|INSERT\s+(OR\s+\w+\s+)?INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET|PRAGMA)\b", re.S)


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for floor in ("services", "cli"):
        for path in sorted((_HOUSE / floor).rglob("*.py")):
            yield str(path.relative_to(_HOUSE)), ast.parse(path.read_text(encoding="utf-8"))


def test_no_service_and_no_command_reaches_behind_the_face() -> None:
    reached = [
        f"{name}:{node.lineno} .{node.attr}"
        for name, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in _BEHIND
    ]
    assert reached == []


def test_no_service_and_no_command_speaks_sql() -> None:
    spoken = [
        f"{name}:{node.lineno} {node.value[:60]}"
        for name, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _SQL.search(node.value)
    ]
    assert spoken == []


@pytest.mark.parametrize("sql", ["SELECT a FROM b", "DELETE FROM x", "INSERT OR IGNORE INTO y", "PRAGMA user_version"])
def test_sql_is_known_when_it_is_seen(sql: str) -> None:
    assert _SQL.search(sql)
