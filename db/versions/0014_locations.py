"""Where objects are kept: places within places, and every movement as a row

Revision ID: 0014
Revises: 0013

An archive has no places where things are kept to begin with.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_NEW = (
    ("within", "within", "contains", '["location"]', '["location"]'),
    ("normal_place", "normally kept in", "normal place of", '["object"]', '["location"]'),
)
_PLACES = ("place", "was_in")


def upgrade() -> None:
    op.add_column("record", sa.Column("level", sa.String(), nullable=True))
    op.create_table(
        "movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.LargeBinary(16), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("was_in", sa.Integer(), nullable=True),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=True),
        sa.Column("moved_by", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("date_from", sa.Integer(), nullable=True),
        sa.Column("date_to", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_movement_record_id_record")),
        *(
            sa.ForeignKeyConstraint(
                [column], ["record.id"], name=op.f(f"fk_movement_{column}_record"),
                deferrable=True, initially="DEFERRED",
            )
            for column in _PLACES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement")),
        sa.UniqueConstraint("uid", name=op.f("uq_movement_uid")),
        sqlite_autoincrement=True,
    )  # fmt: skip
    for column in ("record_id", *_PLACES):
        op.create_index(op.f(f"ix_movement_{column}"), "movement", [column])
    # A new archive is given its relations when it is made; this is for those that have them already.
    archive = op.get_bind()
    if archive.exec_driver_sql("SELECT 1 FROM relation LIMIT 1").scalar():
        for row in _NEW:
            archive.exec_driver_sql("INSERT OR IGNORE INTO relation VALUES (?, ?, ?, ?, ?)", row)


def downgrade() -> None:
    raise RuntimeError("archives only move forward; restore the backup made before the migration")
