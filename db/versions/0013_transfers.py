"""Who gave what to whom, by which rules, and what is due

Revision ID: 0013
Revises: 0012

An archive has no transfers and no rules to begin with. Relations of before may join transfers from now on.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_FIELDS = (
    "direction", "offered_on", "circumstances", "declared_on", "use_ended_on", "due_on", "handed_in_on",
    "receipt_number", "disposition", "disposed_to", "covers", "money", "valid_from", "valid_until",
)  # fmt: skip
_TEXT, _NUMBER, _YES_NO = sa.String(), sa.Integer(), sa.Boolean()
#: Of each detail its columns, their types, and whether a row must say it.
_DETAILS = {
    "party": (("side", _TEXT, True), ("name", _TEXT, False), ("office", _TEXT, False), ("organisation", _TEXT, False)),
    "gift_limit": (
        ("amount", _TEXT, False), ("currency", _TEXT, False), ("number", _NUMBER, False), ("per", _TEXT, True),
        ("months", _NUMBER, False), ("act", _TEXT, True), ("note", _TEXT, False),
    ),
    "deadline": (
        ("act", _TEXT, True), ("count", _NUMBER, True), ("unit", _TEXT, True), ("starts", _TEXT, True),
        ("over", _YES_NO, False), ("note", _TEXT, False),
    ),
}  # fmt: skip
_AUTHORITIES = ["city", "country", "organisation"]
_ITEMS = ["audio", "document", "object", "photo", "video"]
_NEW = (
    ("transferred_in", "changed hands in", "was the transfer of", _ITEMS, ["transfer"]),
    ("in_return_for", "in return for", "answered by", ["transfer"], ["transfer"]),
    ("under_authority", "under the authority of", "authority for", ["rule", "transfer"], _AUTHORITIES),
    ("governed_by", "governed by", "governs", ["transfer"], ["rule"]),
)
#: Relations of before that a transfer may be the subject of, and the object of.
_FROM = ("held_under", "presented_at", "given_by", "given_to")
_TO = ("documents",)


def upgrade() -> None:
    for field in _FIELDS:
        op.add_column("record", sa.Column(field, sa.String(), nullable=True))
    for detail, columns in _DETAILS.items():
        _detail(detail, columns)
    op.add_column("ordering", sa.Column("due", sa.Integer(), nullable=True))
    op.create_index("ix_ordering_due", "ordering", ["due"], sqlite_where=sa.text("due IS NOT NULL"))
    # A new archive is given its relations when it is made; this is for those that have them already.
    archive = op.get_bind()
    if not archive.exec_driver_sql("SELECT 1 FROM relation LIMIT 1").scalar():
        return
    for key, label, inverse, subjects, objects in _NEW:
        row = (key, label, inverse, json.dumps(subjects), json.dumps(objects))
        archive.exec_driver_sql("INSERT OR IGNORE INTO relation VALUES (?, ?, ?, ?, ?)", row)
    for side, keys in (("subjects", _FROM), ("objects", _TO)):
        for key in keys:
            _join(archive, key, side)


def _join(archive: sa.Connection, key: str, side: str) -> None:
    """Let a relation join transfers; one that joins anything stays as it is."""
    kinds = archive.exec_driver_sql(f"SELECT {side} FROM relation WHERE key = ?", (key,)).scalar()
    if kinds and (there := json.loads(kinds)) and "transfer" not in there:
        joined = json.dumps(sorted([*there, "transfer"]))
        archive.exec_driver_sql(f"UPDATE relation SET {side} = ? WHERE key = ?", (joined, key))


def _detail(name: str, columns: tuple[tuple[str, sa.types.TypeEngine[object], bool], ...]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.LargeBinary(16), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        *(sa.Column(column, kind, nullable=not needed) for column, kind, needed in columns),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f(f"fk_{name}_record_id_record")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{name}_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f(f"ix_{name}_record_id"), name, ["record_id"])


def downgrade() -> None:
    raise RuntimeError("archives only move forward; restore the backup made before the migration")
