"""The picture that a video is shown by, and the folder that a file came from

Revision ID: 0009
Revises: 0008

Nothing is said where nobody chose one, and of files from before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("media_file", sa.Column("poster", sa.Integer(), nullable=True))
    op.add_column("media_file", sa.Column("folder", sa.String(), nullable=True))


def downgrade() -> None:
    raise RuntimeError("archives only move forward; restore the backup made before the migration")
