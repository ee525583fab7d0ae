"""What is said of an object: its numbers and kinds of thing, measures, state, worth and insurance

Revision ID: 0011
Revises: 0010

An archive says none of it to begin with. The sums and measures are exact: they are kept as their digits.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_FIELDS = ("accession_number", "originality", "reproduces", "culture", "period", "features")
#: Of each detail what its rows must say, and what they may.
_DETAILS = {
    "measurement": (("dimension", "value"), ("unit", "part", "measured_by", "date")),
    "condition_check": (("condition",), ("date", "checked_by", "note")),
    "valuation": (("amount", "currency"), ("basis", "valued_by", "date")),
    "insurance": (("insurer",), ("policy", "amount", "currency", "since", "until")),
}


def upgrade() -> None:
    for field in _FIELDS:
        op.add_column("record", sa.Column(field, sa.String(), nullable=True))
    op.create_index(
        "ix_record_accession_number",
        "record",
        ["accession_number"],
        sqlite_where=sa.text("accession_number IS NOT NULL"),
    )
    for detail, (needed, more) in _DETAILS.items():
        _detail(detail, needed, more)
    # A new archive is given its relations when it is made; this is for those that have them already.
    archive = op.get_bind()
    if archive.exec_driver_sql("SELECT 1 FROM relation LIMIT 1").scalar():
        row = ("of_type", "of the type", "type of", '["object"]', '["term"]')
        archive.exec_driver_sql("INSERT OR IGNORE INTO relation VALUES (?, ?, ?, ?, ?)", row)


def _detail(name: str, needed: tuple[str, ...], more: tuple[str, ...]) -> None:
    bounds = ("date_from", "date_to") if "date" in more else ()
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.LargeBinary(16), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        *(sa.Column(column, sa.String(), nullable=False) for column in needed),
        *(sa.Column(column, sa.String(), nullable=True) for column in more),
        *(sa.Column(column, sa.Integer(), nullable=True) for column in bounds),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f(f"fk_{name}_record_id_record")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{name}_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f(f"ix_{name}_record_id"), name, ["record_id"])


def downgrade() -> None:
    raise RuntimeError("archives only move forward; restore the backup made before the migration")
