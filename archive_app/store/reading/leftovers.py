"""Originals that a purge has left to be removed, or that were about to be kept: asked whenever an archive is opened,
with nothing to load for it.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import Connection

from archive_app.store.database.batches import batched, marks


def leaving(connection: Connection) -> list[tuple[str, str]]:
    """Their (digest, extension), but for those that somebody has taken in again since."""
    return [
        (bytes(row[0]).hex(), row[1])
        for row in connection.exec_driver_sql(
            "SELECT i.sha256, i.extension FROM intent i WHERE i.at = '' AND NOT EXISTS"
            " (SELECT 1 FROM media_file f WHERE f.sha256 = i.sha256 AND f.extension = i.extension)"
        )
    ]


def entering(connection: Connection) -> list[tuple[str, str, list[str]]]:
    """What was about to be kept and is not recorded yet: (digest, since when, the names of those who were at it)."""
    rows = connection.exec_driver_sql("SELECT sha256, at FROM intent WHERE at <> ''")
    return [(bytes(sha256).hex(), *_since(at)) for sha256, at in rows]


def _since(at: str) -> tuple[str, list[str]]:
    since, *owners = at.split(" ")
    return since, owners


def spoken_of(connection: Connection, originals: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which of these (digest, extension) records have, be they in the bin, or the history tells of, since undo may
    bring them back. Where it can't be read, nobody knows what it told of: then it is all of them.
    """
    found: set[tuple[str, str]] = set()
    for batch in batched(sorted({digest for digest, _extension in originals}), 500):
        rows = connection.exec_driver_sql(
            f"SELECT sha256, extension FROM media_file WHERE sha256 IN ({marks(batch)})",
            tuple(bytes.fromhex(digest) for digest in batch),
        )
        found.update((bytes(row[0]).hex(), row[1]) for row in rows)
    if originals:
        for row in connection.exec_driver_sql("SELECT old, new FROM operation WHERE entity = 'file' AND field = ''"):
            try:
                told = [json.loads(said) for said in row if said is not None]
                found.update((values["sha256"], values["extension"]) for values in told if values is not None)
            except (ValueError, TypeError, LookupError, RecursionError):
                return set(originals)
    return found & set(originals)
