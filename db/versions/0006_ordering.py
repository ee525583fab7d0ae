"""Where records stand in each order, derived, in place of a key of their titles

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_record_title_key", table_name="record")
    op.drop_column("record", "title_key")
    op.create_table(
        "ordering",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("moment", sa.BigInteger(), nullable=True),
        sa.Column("ref", sa.LargeBinary(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("title_en", sa.LargeBinary(), nullable=False),
        sa.Column("title_zh", sa.LargeBinary(), nullable=False),
        sa.Column("title_strokes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_ordering")),
    )
    for column in ("moment", "ref", "rating", "files", "title_en", "title_zh", "title_strokes"):
        op.create_index(op.f(f"ix_ordering_{column}"), "ordering", [column])


def downgrade() -> None:
    raise RuntimeError("archives only move forward; restore the backup made before the migration")
