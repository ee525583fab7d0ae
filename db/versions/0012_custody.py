"""Who had an object, and when: every hand-over is a row

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "custody",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.LargeBinary(16), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("took", sa.String(), nullable=False),
        sa.Column("gave", sa.String(), nullable=True),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("gave_confirmed", sa.Boolean(), nullable=True),
        sa.Column("took_confirmed", sa.Boolean(), nullable=True),
        sa.Column("date_from", sa.Integer(), nullable=True),
        sa.Column("date_to", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_custody_record_id_record")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody")),
        sa.UniqueConstraint("uid", name=op.f("uq_custody_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_custody_record_id"), "custody", ["record_id"])


def downgrade() -> None:
    raise RuntimeError("archives only move forward; restore the backup made before the migration")
