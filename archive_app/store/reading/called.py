"""Under which names the bytes of a file were given."""

from __future__ import annotations

from sqlalchemy import Connection


def called(connection: Connection, record: int, digest: str) -> tuple[int, list[tuple[str, str]]] | None:
    """The file of a record with these bytes, and all its names with the folders that it lay in, the name that it is
    kept by first; None where the record has no such file.
    """
    row = connection.exec_driver_sql(
        "SELECT id, original_name, coalesce(folder, '') FROM media_file WHERE record_id = ? AND sha256 = ?"
        " ORDER BY position, id LIMIT 1",
        (record, bytes.fromhex(digest)),
    ).first()
    if row is None:
        return None
    others = connection.exec_driver_sql(
        "SELECT name, coalesce(folder, '') FROM file_name WHERE file = ? ORDER BY ordinal, id", (row[0],)
    )
    return row[0], [(row[1], row[2]), *((each[0], each[1]) for each in others)]
