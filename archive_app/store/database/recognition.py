"""Is a database one of ours: asked before anything is touched, since SQLite writes beside whatever it opens.

The header says whose file it is, and is read as a file. A journal may name another file, which older SQLites remove.
Views, triggers and virtual tables run whatever their maker wrote: only the two that revisions create are ours.
"""

from __future__ import annotations

import os
from pathlib import Path

from archive_app import inside
from archive_app.errors import NotAnArchive
from archive_app.i18n import _
from archive_app.store.database import engine

_MAGIC = b"SQLite format 3\x00"
_OWNER = slice(68, 72)
_HEADER = 100
#: What a journal ends with that belongs to several databases; then the names of the others come before it.
_SHARED_JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
#: The search index of each revision, whatever it was told of tokens; one that keeps its words elsewhere is not ours.
_OURS = "type = 'table' AND name IN ('search', 'parts') AND sql NOT LIKE '%content%'"
_OURS += " AND sql LIKE 'CREATE VIRTUAL TABLE ' || name || ' USING fts5(names, texts, other,%'"
_STRANGE = (
    "SELECT name FROM sqlite_master WHERE type NOT IN ('table', 'index')"
    f" OR (sql LIKE 'create%virtual%table%' AND rootpage = 0 AND NOT ({_OURS}))"
    " OR (type = 'table' AND (sql LIKE '%generated always%' OR sql LIKE '% as (%')) LIMIT 1"
)


def recognise(database: Path) -> None:
    """NotAnArchive where ``database`` was not made by this program, or holds what no revision creates; nothing is
    written. Refused where a link or a device lies in its place.
    """
    inside.check_database(database)
    with inside.open_file(database) as file:
        header = file.read(_HEADER)
    # What is empty or no database at all was damaged; what is another program's was put here.
    if header.startswith(_MAGIC) and header[_OWNER] != engine.APPLICATION_ID.to_bytes(4):
        raise _strange(database, _("it is another program's"))
    if _is_shared(database.with_name(f"{database.name}-journal")):
        raise _strange(database, _("its journal names other files"))
    name = engine.peek(database, _STRANGE)
    if name is not None:
        raise _strange(database, _("no archive has “{name}” in it").format(name=name))


def _is_shared(journal: Path) -> bool:
    try:
        with inside.open_file(journal) as file:
            file.seek(-len(_SHARED_JOURNAL), os.SEEK_END)
            return file.read() == _SHARED_JOURNAL
    except OSError:
        return False


def _strange(database: Path, why: str) -> NotAnArchive:
    return NotAnArchive(
        _("The database “{file}” was not opened: {reason}. Restore the archive from a backup.").format(
            file=database, reason=why
        )
    )
