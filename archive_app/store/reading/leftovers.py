"""Originals that a purge has left to be removed: asked whenever an archive is opened, with nothing to load for it."""

from __future__ import annotations

from sqlalchemy import Connection


def leaving(connection: Connection) -> list[tuple[str, str]]:
    """Their (digest, extension), but for those that somebody has taken in again since."""
    return [
        (bytes(row[0]).hex(), row[1])
        for row in connection.exec_driver_sql(
            "SELECT i.sha256, i.extension FROM intent i WHERE i.at = '' AND NOT EXISTS"
            " (SELECT 1 FROM media_file f WHERE f.sha256 = i.sha256 AND f.extension = i.extension)"
        )
    ]
