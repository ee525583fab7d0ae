"""Tagging: terms, codes, pads, identifiers, merged records, pictures turned by hand

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: The relations that came with terms: key, label, inverse, subjects, objects.
_RELATIONS = (
    (
        "has_subject",
        "has subject",
        "subject of",
        '["audio", "document", "event", "object", "photo", "series", "video"]',
        '["term"]',
    ),
    ("made_of", "made of", "material of", '["audio", "document", "object", "photo", "video"]', '["term"]'),
    ("made_with", "made with", "technique of", '["audio", "document", "object", "photo", "video"]', '["term"]'),
    ("broader", "narrower than", "broader than", '["term"]', '["term"]'),
)


def upgrade() -> None:
    op.add_column("record", sa.Column("vocabulary", sa.String(), nullable=True))
    op.add_column("record", sa.Column("merged_into", sa.Integer(), nullable=True))
    op.add_column("media_file", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("facet", sa.Column("gaps", sa.Integer(), nullable=False, server_default="0"))
    _kept("identifier", _record(), _text("scheme"), _text("value"), unique=("record_id", "scheme", "value"))
    op.create_index("ix_identifier_scheme_value", "identifier", ["scheme", "value"])
    _kept("code", _text("code"), unique=("code",))
    _kept("code_target", _owner("code_target", "code"), _record(), _text("relation"), _text("role"), _flag("written"),
          _number("position"))  # fmt: skip
    _kept("pad", _text("name"), _number("position"))
    _kept("pad_entry", _owner("pad_entry", "pad"), _flag("ticked"), _record(nullable=True), _text("relation"),
          _text("role"), _text("field"), _text("value"), _number("position"))  # fmt: skip
    for table, owner in (("code_target", "code_id"), ("pad_entry", "pad_id")):
        for column in (owner, "record_id"):
            op.create_index(f"ix_{table}_{column}", table, [column])
    _kept("distinction", _record(), _record("other_id"), unique=("record_id", "other_id"))
    op.create_index("ix_distinction_other_id", "distinction", ["other_id"])
    # A new archive is given its relations when it is made; this is for those that have them already.
    if op.get_bind().exec_driver_sql("SELECT 1 FROM relation LIMIT 1").scalar():
        for relation in _RELATIONS:
            op.get_bind().exec_driver_sql("INSERT OR IGNORE INTO relation VALUES (?, ?, ?, ?, ?)", relation)


def downgrade() -> None:
    raise RuntimeError("archives only move forward; restore the backup made before the migration")


def _kept(table: str, *parts: sa.Column[object] | tuple[sa.Column[object], str], unique: tuple[str, ...] = ()) -> None:
    """A table of rows that are logged: each has its key and its uid."""
    columns: list[sa.Column[object]] = []
    constraints: list[sa.Constraint] = []
    for part in parts:
        column, target = part if isinstance(part, tuple) else (part, "")
        columns.append(column)
        if target:
            owner, _dot, _key = target.partition(".")
            late = {"deferrable": True, "initially": "DEFERRED"} if owner != "record" else {}
            name = op.f(f"fk_{table}_{column.name}_{owner}")
            constraints.append(sa.ForeignKeyConstraint([column.name], [target], name=name, **late))
    if unique:
        constraints.append(sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}")))
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.LargeBinary(16), nullable=False),
        *columns,
        *constraints,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{table}_uid")),
        sqlite_autoincrement=True,
    )


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=False)


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _record(name: str = "record_id", *, nullable: bool = False) -> tuple[sa.Column[object], str]:
    return sa.Column(name, sa.Integer(), nullable=nullable), "record.id"


def _owner(_table: str, owner: str) -> tuple[sa.Column[object], str]:
    return sa.Column(f"{owner}_id", sa.Integer(), nullable=False), f"{owner}.id"
