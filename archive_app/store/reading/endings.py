"""The extensions that originals are kept with: asked for every picture that is made, with nothing to load for it."""

from __future__ import annotations

from sqlalchemy import Connection


def extension_of(connection: Connection, digest: str) -> str | None:
    """The extension an original was kept with; ``None`` where no record ever held it."""
    return connection.exec_driver_sql(
        "SELECT extension FROM media_file WHERE sha256 = ? LIMIT 1", (bytes.fromhex(digest),)
    ).scalar()


def extensions_of(connection: Connection, digest: str) -> list[str]:
    """The extensions that an original is kept with for records that are there; none where there is no such record."""
    return [
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT DISTINCT f.extension FROM media_file f JOIN record r ON r.id = f.record_id"
            " AND r.deleted_at IS NULL WHERE f.sha256 = ? ORDER BY f.extension",
            (bytes.fromhex(digest),),
        )
    ]
