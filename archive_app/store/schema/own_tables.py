"""The tables of the store's own housekeeping: neither logged nor derived."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from archive_app.store.database.types import Digest
from archive_app.store.schema.tables import Base


class Counter(Base):
    """The next number of each ref prefix that a copy of the archive gives. Not logged: a number once given is never
    given again.
    """

    __tablename__ = "counter"

    replica_id: Mapped[int] = mapped_column(ForeignKey("replica.id"), primary_key=True)
    prefix: Mapped[str] = mapped_column(primary_key=True)
    next: Mapped[int]


class Intent(Base):
    """A file that is about to enter the object store, or, where ``at`` is empty, to leave it: what a kill may leave
    behind, and is cleared from. ``at`` is since when, and behind it the names of those who are at it.
    """

    __tablename__ = "intent"

    sha256: Mapped[str] = mapped_column(Digest, primary_key=True)
    extension: Mapped[str]
    at: Mapped[str]
