"""Are tables, indexes, triggers and views as the revisions make them? Compared with a fresh database."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from archive_app.scratch import Scratch
from archive_app.store.database import engine, migrations, statements

#: Each part of a schema by its name, in a form that does not depend on how it came about.
Shape = dict[str, Any]

_PARTS = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite#_%' ESCAPE '#' ORDER BY name"
_CHECK = re.compile(r"(?i)CHECK\s*\(.*?\)(?=,|\s*\)|\s*$)", re.DOTALL)
_NAMED = re.compile(r"(?i)\bCONSTRAINT\s+\"?(\w+)")
_WITHOUT = re.compile(r"(?i)\b(AUTOINCREMENT|WITHOUT\s+ROWID)\b")


def differing(connection: Connection) -> list[str]:
    """The names of tables, indexes, triggers and views that are missing, strange, or not as they should be."""
    there, wanted = _shape(connection), _fresh()
    return sorted(name for name in there.keys() | wanted.keys() if there.get(name) != wanted.get(name))


def owner(connection: Connection) -> bool:
    """Whether the header says that the file is ours."""
    return bool(statements.rows(connection, "PRAGMA application_id")[0][0] == engine.APPLICATION_ID)


def _shape(connection: Connection) -> Shape:
    return dict(_described(connection))


def _described(connection: Connection) -> Iterator[tuple[str, Any]]:
    for kind, name, table, sql in statements.rows(connection, _PARTS):
        if kind != "table":
            yield name, (kind, table, " ".join(str(sql).split()) if kind != "index" else _index(connection, name, sql))
        elif str(sql).upper().startswith("CREATE VIRTUAL"):
            yield name, (kind, " ".join(str(sql).split()))
        else:
            yield name, (kind, *_table(connection, name, str(sql)))


def _index(connection: Connection, name: str, sql: Any) -> tuple[Any, ...]:
    columns = [row[2:] for row in statements.rows(connection, f"PRAGMA index_xinfo({_quoted(name)})")]
    where = str(sql).upper().partition(" WHERE ")[2]
    return (*columns, " ".join(where.split()))


def _table(connection: Connection, name: str, sql: str) -> tuple[Any, ...]:
    quoted = _quoted(name)
    columns = {row[1:] for row in statements.rows(connection, f"PRAGMA table_xinfo({quoted})")}
    keys = {row[2:] for row in statements.rows(connection, f"PRAGMA foreign_key_list({quoted})")}
    unique = {
        tuple(column[2] for column in statements.rows(connection, f"PRAGMA index_info({_quoted(row[1])})"))
        for row in statements.rows(connection, f"PRAGMA index_list({quoted})")
        if row[2]
    }
    checks = {" ".join(check.split()) for check in _CHECK.findall(sql)}
    named = frozenset(_NAMED.findall(sql))
    return columns, keys, unique, checks, named, {word.upper() for word in _WITHOUT.findall(sql)}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@cache
def _fresh() -> Shape:
    """The schema that the revisions make."""
    with Scratch(Path(tempfile.gettempdir()), "shape", private=True) as folder:
        database = folder / "fresh.db"
        migrations.make(database)
        once = engine.connect_once(database)
        try:
            with once.connect() as connection:
                return _shape(connection)
        finally:
            once.dispose()
