"""The accession numbers that were given."""

from __future__ import annotations

from sqlalchemy import Connection


def accessions(connection: Connection) -> list[tuple[int, str]]:
    """Every record that has one, in the bin or not, and its number."""
    rows = connection.exec_driver_sql(
        "SELECT id, accession_number FROM record WHERE accession_number IS NOT NULL AND accession_number <> ''"
    )
    return [(int(row[0]), str(row[1])) for row in rows]
