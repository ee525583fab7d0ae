"""The tables of the log: who writes, what was done in one go, and what that changed.

Rows are only ever added, by ``change/log.py`` alone; a purge takes values out of them (``change/forgetting.py``).
Whatever is to be understood in another copy of the archive is named by its uid here; numbers are of this copy.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from archive_app.store.database.types import Digest, Uid, new_uid
from archive_app.store.schema.tables import Base


class Replica(Base):
    """A copy of the archive that was written to: on which device, and by whom first.

    ``mark`` are the letters that its refs bear; ``public_key`` (Ed25519) is what its steps can be told by. ``digest``
    is of all this (``change/chain.py``).
    """

    __tablename__ = "replica"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    device: Mapped[str]
    person: Mapped[str]
    mark: Mapped[str] = mapped_column(default="", server_default="")
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    created_at: Mapped[str]
    digest: Mapped[str | None] = mapped_column(Digest)


class HistoryStep(Base):
    """One labelled step. ``reverses`` names the step an undo or redo takes back; ``undone_by`` the one that did.

    ``kind`` is ``do``, ``undo``, ``redo`` or ``purge``; a step of which something was purged since is ``final``: it
    can't be taken back.

    ``milliseconds`` and ``counter`` are its place in the order of all steps of all copies. ``message`` is its label,
    see ``domain/model/labels.py``; what earlier versions wrote stands in ``label`` to the letter. ``content``,
    ``digest`` and ``seal`` prove that nothing was changed afterwards (``change/chain.py``).
    """

    __tablename__ = "step"
    __table_args__ = (
        UniqueConstraint("replica_id", "milliseconds", "counter"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    replica_id: Mapped[int] = mapped_column(ForeignKey("replica.id"))
    milliseconds: Mapped[int]
    counter: Mapped[int]
    label: Mapped[str] = mapped_column(default="")
    message: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    by: Mapped[str]
    at: Mapped[str]
    kind: Mapped[str] = mapped_column(default="do")
    reverses: Mapped[int | None] = mapped_column(ForeignKey("step.id"))
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("step.id"))
    digest: Mapped[str | None] = mapped_column(Digest)
    content: Mapped[str | None] = mapped_column(Digest)
    seal: Mapped[bytes | None] = mapped_column(LargeBinary(64))


class Operation(Base):
    """One change of one field, or one row made or removed (``field`` empty, the whole row as JSON).

    ``entity_uid`` says which row, and within ``old`` and ``new`` a reference is the uid of what it names. ``entity_id``
    is the row's number, which it gets again when it is made again; ``record_id`` and ``other_id`` are the records whose
    history shows the change. It is the ``ordinal``-th of its step. ``seal``: see ``change/chain.py``.
    """

    __tablename__ = "operation"
    __table_args__ = (
        UniqueConstraint("step_id", "ordinal"),
        Index("ix_operation_entity_uid_field", "entity_uid", "field"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"))
    ordinal: Mapped[int]
    entity: Mapped[str]
    entity_uid: Mapped[str] = mapped_column(Uid)
    entity_id: Mapped[int | None]
    record_id: Mapped[int | None] = mapped_column(index=True)
    other_id: Mapped[int | None] = mapped_column(index=True)
    field: Mapped[str]
    old: Mapped[Any | None] = mapped_column(JSON)
    new: Mapped[Any | None] = mapped_column(JSON)
    seal: Mapped[bytes | None] = mapped_column(LargeBinary(64))


class Replacement(Base):
    """An operation, and one that it replaces."""

    __tablename__ = "replacement"
    __table_args__ = ({"sqlite_with_rowid": False},)

    operation_id: Mapped[int] = mapped_column(primary_key=True)
    replaced_id: Mapped[int] = mapped_column(primary_key=True, index=True)
