"""Which of its files an item is shown and printed by

Revision ID: 0008
Revises: 0007

Nothing is said where nobody chose, so that what the log says of files from before is what their rows say still.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("media_file", sa.Column("chosen", sa.Boolean(), nullable=True))


def downgrade() -> None:
    raise RuntimeError("archives only move forward; restore the backup made before the migration")
