"""The contract is asked of the face alone: nothing in it knows how an archive is kept."""

from __future__ import annotations

import ast
from pathlib import Path

_ALLOWED = ("archive_app.store.face.", "archive_app.domain.", "archive_app.errors", "tests.")


def test_nothing_here_looks_behind_the_face() -> None:
    reached = [
        f"{path.name}:{node.lineno} {node.module}"
        for path in sorted(Path(__file__).parent.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and node.module is not None
        and node.module.split(".")[0] in ("archive_app", "sqlalchemy", "sqlite3", "pysqlite3")
        and not f"{node.module}.".startswith(_ALLOWED)
    ]
    assert reached == []
