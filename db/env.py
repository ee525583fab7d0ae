"""Alembic's environment: the program hands in its own connection; from the command line a scratch database is used."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from alembic import context
from alembic.operations.ops import MigrationScript
from alembic.script import ScriptDirectory

from archive_app.store.database import engine
from archive_app.store.database.types import Digest, Uid
from archive_app.store.schema import derived_tables, details, log_tables, own_tables  # noqa: F401 - the whole schema
from archive_app.store.schema.tables import Base


def include_object(_thing: object, name: str | None, type_: str, reflected: bool, _other: object) -> bool:
    """The full-text tables are FTS5's own and not in the metadata."""
    return not (type_ == "table" and reflected and name is not None and name.startswith(("search", "parts")))


def render_item(type_: str, thing: object, _context: object) -> str | bool:
    """Revisions are frozen: they name plain column types, not the program's own."""
    if type_ == "type" and isinstance(thing, Uid | Digest):
        return f"sa.LargeBinary({thing.impl.length})"
    return False


def number(_context: object, _revision: object, directives: list[MigrationScript]) -> None:
    """Revisions are counted: a new one bears the number after the newest."""
    for directive in directives:
        newest = ScriptDirectory.from_config(context.config).get_current_head()
        directive.rev_id = f"{int(newest or 0) + 1:04}"


def migrate(connection: object) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=include_object,
        render_item=render_item,
        render_as_batch=True,
        process_revision_directives=number,
        transaction_per_migration=False,
    )
    context.run_migrations()


def scratch() -> Path:
    """One for each user, checkout and wording of the revisions, so that none meets what another one left."""
    folder = Path(__file__).resolve().parent
    digest = hashlib.sha256(os.fsencode(f"{getattr(os, 'getuid', int)()} {folder}"))
    for file in sorted((folder / "versions").glob("*.py")):
        digest.update(file.read_bytes())
    return Path(tempfile.gettempdir()) / f"exchange-archive-alembic-{digest.hexdigest()[:16]}.db"


def run() -> None:
    connection = context.config.attributes.get("connection")
    if connection is not None:
        migrate(connection)
        return
    database = scratch()
    database.touch()
    once = engine.connect_once(database, begin="BEGIN IMMEDIATE")
    with once.connect() as own, own.begin():
        migrate(own)
    once.dispose()


run()
