"""Where the log stands: two moments with the same mark have the same content."""

from __future__ import annotations

from sqlalchemy import Connection


def mark(connection: Connection) -> str:
    """The schema, the last step and the last operation: an operation may be added to an earlier step."""
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    step = connection.exec_driver_sql("SELECT max(id) FROM step").scalar()
    operation = connection.exec_driver_sql("SELECT max(id) FROM operation").scalar()
    uid = connection.exec_driver_sql("SELECT uid FROM step WHERE id = ?", (step or 0,)).scalar()
    return f"{revision}.{bytes(uid).hex() if uid else 0}.{operation or 0}"
