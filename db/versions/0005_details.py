"""Inscriptions, and the technique of objects

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("record", sa.Column("technique", sa.String(), nullable=True))
    op.create_table(
        "inscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.LargeBinary(16), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("position", sa.String(), nullable=True),
        sa.Column("translation", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_inscription_record_id_record")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inscription")),
        sa.UniqueConstraint("uid", name=op.f("uq_inscription_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_inscription_record_id"), "inscription", ["record_id"])


def downgrade() -> None:
    raise RuntimeError("archives only move forward; restore the backup made before the migration")
