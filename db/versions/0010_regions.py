"""Regions: boxes of pictures and pages and stretches of recordings, with what is there

Revision ID: 0010
Revises: 0009

An archive has none to begin with; what its files say of regions is read when they are read again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "region",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.LargeBinary(16), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("file", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("x", sa.Float(), nullable=True),
        sa.Column("y", sa.Float(), nullable=True),
        sa.Column("width", sa.Float(), nullable=True),
        sa.Column("height", sa.Float(), nullable=True),
        sa.Column("start", sa.Float(), nullable=True),
        sa.Column("stop", sa.Float(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("sort", sa.String(), nullable=True),
        sa.Column("subject", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_region_record_id_record")),
        sa.ForeignKeyConstraint(
            ["file"], ["media_file.id"], name=op.f("fk_region_file_media_file"), deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(
            ["subject"], ["record.id"], name=op.f("fk_region_subject_record"), deferrable=True, initially="DEFERRED"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
        sa.UniqueConstraint("uid", name=op.f("uq_region_uid")),
        sqlite_autoincrement=True,
    )
    for column in ("record_id", "file", "subject"):
        op.create_index(op.f(f"ix_region_{column}"), "region", [column])


def downgrade() -> None:
    raise RuntimeError("archives only move forward; restore the backup made before the migration")
