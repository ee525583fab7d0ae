"""Digests over the log: each step is chained to the one before it of its replica

Revision ID: 0007
Revises: 0006

What the digests are made of is told in ``store/change/chain.py``; here it is written out as it was at this revision.
What was purged before stays away: the digest of its operations is that of what is left of them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_BATCH = 5_000


def upgrade() -> None:
    for table, column, length in (
        ("replica", "digest", 32),
        ("step", "content", 32),
        ("step", "seal", 64),
        ("operation", "seal", 64),
    ):
        op.add_column(table, sa.Column(column, sa.LargeBinary(length), nullable=True))
    connection = op.get_bind()
    for table in ("step", "operation"):
        connection.exec_driver_sql(f"UPDATE {table} SET seal = randomblob(16)")
    contents = _contents(connection, _begun(connection))
    _chain(connection, _replicas(connection), contents)


def downgrade() -> None:
    raise RuntimeError("archives only move forward; restore the backup made before the migration")


def _replicas(connection: sa.Connection) -> dict[int, bytes]:
    found = {}
    for number, uid, device, person, mark, key, at in connection.exec_driver_sql(
        "SELECT id, uid, device, person, mark, public_key, created_at FROM replica"
    ).all():
        found[number] = _of_list(uid.hex(), device, person, mark, key and key.hex(), at)
        connection.exec_driver_sql("UPDATE replica SET digest = ? WHERE id = ?", (found[number], number))
    return found


def _begun(connection: sa.Connection) -> dict[int, bytes]:
    """The content of each step before its first operation."""
    rows = connection.exec_driver_sql(
        "SELECT s.id, s.uid, r.uid, s.milliseconds, s.counter, s.by, s.at FROM step s"
        " JOIN replica r ON r.id = s.replica_id"
    )
    return {
        number: _of_list(uid.hex(), replica.hex(), milliseconds, counter, by, at)
        for number, uid, replica, milliseconds, counter, by, at in rows
    }


def _contents(connection: sa.Connection, contents: dict[int, bytes]) -> dict[int, bytes]:
    """The same after the last one."""
    tell, done = _teller(connection), 0
    rows = connection.exec_driver_sql(
        "SELECT step_id, seal, entity, entity_uid, field, old, new FROM operation ORDER BY step_id, ordinal"
    )
    for batch in rows.partitions(_BATCH):
        for step, seal, entity, uid, field, old, new in batch:
            values = _digest(seal + f"{_text(old)}\n{_text(new)}".encode("utf-8", "surrogatepass"))
            place = f"{entity}\n{uid.hex()}\n{field}".encode("utf-8", "surrogatepass")
            contents[step] = _digest(contents[step] + values + place)
        done += len(batch)
        tell(done)
    return contents


def _chain(connection: sa.Connection, replicas: dict[int, bytes], contents: dict[int, bytes]) -> None:
    last = defaultdict(bytes, replicas)
    rows = connection.exec_driver_sql(
        "SELECT s.id, s.replica_id, s.seal, s.kind, s.label, s.message, t.uid FROM step s"
        " LEFT JOIN step t ON t.id = s.reverses ORDER BY s.replica_id, s.milliseconds, s.counter"
    ).all()
    for number, replica, seal, kind, label, message, reverses in rows:
        sort = {"redo": "do", "final": "do"}.get(kind, kind)
        said = _digest(seal + json.dumps([sort, label, message, reverses and reverses.hex()]).encode())
        last[replica] = _digest(last[replica] + contents[number] + said)
        connection.exec_driver_sql(
            "UPDATE step SET content = ?, digest = ? WHERE id = ?", (contents[number], last[replica], number)
        )


def _teller(connection: sa.Connection) -> Callable[[int], None]:
    """Says how far it is, to whom the program told to (see ``migrations.upgrade``)."""
    config = op.get_context().config
    told: Callable[[int, int], None] | None = config.attributes.get("progress") if config is not None else None
    total = int(connection.exec_driver_sql("SELECT count(*) FROM operation").scalar() or 0)

    def tell(done: int) -> None:
        if told is not None:
            told(done, total)

    return tell


def _of_list(*values: Any) -> bytes:
    return _digest(json.dumps(values).encode())


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=32).digest()


def _text(kept: Any) -> str:
    if isinstance(kept, str):
        return kept
    if isinstance(kept, float) and kept.is_integer():
        return str(int(kept))
    return "null" if kept is None else repr(kept)
