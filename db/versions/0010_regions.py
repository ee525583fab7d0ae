"""Regions of pictures, pages and recordings, with what is there; other names of files; and the words of documents

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
    _regions()
    _file_names()
    _contents()


def _regions() -> None:
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


def _file_names() -> None:
    """Under which other names, and in which other folders, the bytes of a file were given."""
    op.create_table(
        "file_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.LargeBinary(16), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("file", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_file_name_record_id_record")),
        sa.ForeignKeyConstraint(
            ["file"],
            ["media_file.id"],
            name=op.f("fk_file_name_file_media_file"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_file_name_uid")),
        sqlite_autoincrement=True,
    )
    for column in ("record_id", "file"):
        op.create_index(op.f(f"ix_file_name_{column}"), "file_name", [column])


def _contents() -> None:
    """What documents say, and where it is found. What the index holds is made when the archive is opened."""
    op.create_table(
        "document",
        sa.Column("sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("cut", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_document")),
    )
    op.create_table(
        "page",
        sa.Column("sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], name=op.f("fk_page_sha256_document")),
        sa.PrimaryKeyConstraint("sha256", "number", name=op.f("pk_page")),
    )
    op.execute("DROP TABLE parts")
    op.execute(
        "CREATE VIRTUAL TABLE parts USING fts5(names, texts, other, sounds, pages,"
        " tokenize = 'unicode61 remove_diacritics 0')"
    )


def downgrade() -> None:
    raise RuntimeError("archives only move forward; restore the backup made before the migration")
