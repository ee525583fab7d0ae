"""Stock-takes: what was expected in a place, and what was found there

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stocktake",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.LargeBinary(16), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.String(), nullable=False),
        sa.Column("started_by", sa.String(), nullable=False),
        sa.Column("closed_on", sa.String(), nullable=True),
        sa.Column("due", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_stocktake_record_id_record")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stocktake")),
        sa.UniqueConstraint("uid", name=op.f("uq_stocktake_uid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "stock_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.LargeBinary(16), nullable=False),
        sa.Column("stocktake_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("expected", sa.Boolean(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("counted_on", sa.String(), nullable=True),
        sa.Column("counted_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["stocktake_id"], ["stocktake.id"], name=op.f("fk_stock_line_stocktake_id_stocktake"),
            deferrable=True, initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_stock_line_record_id_record")),
        sa.ForeignKeyConstraint(["place_id"], ["record.id"], name=op.f("fk_stock_line_place_id_record")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_line")),
        sa.UniqueConstraint("uid", name=op.f("uq_stock_line_uid")),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index(op.f("ix_stocktake_record_id"), "stocktake", ["record_id"])
    for column in ("stocktake_id", "record_id", "place_id"):
        op.create_index(op.f(f"ix_stock_line_{column}"), "stock_line", [column])


def downgrade() -> None:
    raise RuntimeError("archives only move forward; restore the backup made before the migration")
