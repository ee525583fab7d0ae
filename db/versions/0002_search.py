"""Search at any size: substrings and sounds, facets, saved searches, picked records

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.LargeBinary(16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("order", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("uid", name=op.f("uq_saved_search_uid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pick",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.LargeBinary(16), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_pick_record_id_record")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pick")),
        sa.UniqueConstraint("record_id", name=op.f("uq_pick_record_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_pick_uid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "related",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("target_id", "record_id", name=op.f("pk_related")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("related", schema=None) as batch_op:
        batch_op.create_index("ix_related_record_id", ["record_id"], unique=False)
    op.create_table(
        "facet",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_facet")),
    )
    op.create_table(
        "tally",
        sa.Column("facet", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("ids", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("facet", "value", name=op.f("pk_tally")),
    )
    with op.batch_alter_table("tally", schema=None) as batch_op:
        batch_op.create_index("ix_tally_facet_total", ["facet", "total"], unique=False)
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.create_index("ix_record_latitude", ["latitude"], unique=False)
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(
            "ix_membership_partnership_id_rule_record_id", ["partnership_id", "rule", "record_id"], unique=False
        )
    with op.batch_alter_table("media_file", schema=None) as batch_op:
        batch_op.create_index("ix_media_file_latitude", ["latitude"], unique=False)
    # Both are derived: an archive that was indexed by another version is indexed anew when it is opened.
    op.execute("DROP TABLE search")
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5(names, texts, other, sounds,"
        " tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3')"
    )
    op.execute(
        "CREATE VIRTUAL TABLE parts USING fts5(names, texts, other, sounds, tokenize = 'unicode61 remove_diacritics 0')"
    )


def downgrade() -> None:
    raise RuntimeError("archives only move forward; restore the backup made before the migration")
