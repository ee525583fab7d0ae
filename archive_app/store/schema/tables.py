"""The tables of what is kept, which passes the recorder.

What is derived is in ``derived_tables.py``, the log in ``log_tables.py``, what is the store's own in ``own_tables.py``.

Every kept row has an integer key (``id``, local, never reused) and a UUIDv7 (``uid``, for ever). Dates stand as EDTF in
one column and as two sortable integers (year·10000 + month·100 + day) beside it.

The columns of :class:`Record` that are fields of its kind bear the names of ``domain/model/fields.py``.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, MetaData, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from archive_app.store.database.types import Digest, Uid, new_uid


class Base(DeclarativeBase):
    """Constraint names are fixed, so that a migration can name what it changes."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Record(Base):
    """Anything the archive knows. ``deleted_at`` hides it.

    ``merged_into`` is the record that one was merged into, which then answers to its ref.
    """

    __tablename__ = "record"
    __table_args__ = (
        Index("ix_record_kind_deleted_at", "kind", "deleted_at"),
        Index("ix_record_date_from", "date_from"),
        Index("ix_record_changed_at", "changed_at"),
        Index("ix_record_latitude", "latitude"),
        Index("ix_record_accession_number", "accession_number", sqlite_where=text("accession_number IS NOT NULL")),
        Index("ix_record_merged_into", "merged_into", sqlite_where=text("merged_into IS NOT NULL")),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    ref: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    status: Mapped[str] = mapped_column(default="draft")
    date: Mapped[str | None]
    date_from: Mapped[int | None]
    date_to: Mapped[int | None]
    direction: Mapped[str | None]
    offered_on: Mapped[str | None]
    circumstances: Mapped[str | None]
    declared_on: Mapped[str | None]
    use_ended_on: Mapped[str | None]
    due_on: Mapped[str | None]
    handed_in_on: Mapped[str | None]
    receipt_number: Mapped[str | None]
    disposition: Mapped[str | None]
    disposed_to: Mapped[str | None]
    covers: Mapped[str | None]
    money: Mapped[str | None]
    valid_from: Mapped[str | None]
    valid_until: Mapped[str | None]
    level: Mapped[str | None]
    birth_date: Mapped[str | None]
    death_date: Mapped[str | None]
    minor: Mapped[bool | None]
    occupation: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    iso_code: Mapped[str | None]
    continent: Mapped[str | None]
    rating: Mapped[int | None]
    credit: Mapped[str | None]
    rights: Mapped[str | None]
    inventory_number: Mapped[str | None]
    accession_number: Mapped[str | None]
    originality: Mapped[str | None]
    reproduces: Mapped[str | None]
    culture: Mapped[str | None]
    period: Mapped[str | None]
    features: Mapped[str | None]
    material: Mapped[str | None]
    technique: Mapped[str | None]
    vocabulary: Mapped[str | None]
    dimensions: Mapped[str | None]
    source: Mapped[str | None]
    confidence: Mapped[str | None]
    deleted_at: Mapped[str | None]
    merged_into: Mapped[int | None]
    created_at: Mapped[str]
    created_by: Mapped[str]
    changed_at: Mapped[str]
    changed_by: Mapped[str]


class Name(Base):
    """One name of a record in one language."""

    __tablename__ = "name"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    text: Mapped[str]
    lang: Mapped[str] = mapped_column(default="und")
    script: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="official")
    is_original: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class Text(Base):
    """One text of a record in one language; one per role and language."""

    __tablename__ = "text"
    __table_args__ = (UniqueConstraint("record_id", "role", "lang"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"))
    role: Mapped[str]
    lang: Mapped[str] = mapped_column(default="und")
    text: Mapped[str]
    is_original: Mapped[bool] = mapped_column(default=False)


class Stage(Base):
    """One stage of a partnership."""

    __tablename__ = "stage"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    kind: Mapped[str]
    date: Mapped[str | None]
    date_from: Mapped[int | None]
    date_to: Mapped[int | None]
    source: Mapped[str] = mapped_column(default="")
    confidence: Mapped[str] = mapped_column(default="")


class Relation(Base):
    """A kind of link. ``subjects`` and ``objects`` are lists of kinds it may join; an empty list means any."""

    __tablename__ = "relation"

    key: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    inverse: Mapped[str]
    subjects: Mapped[list[str]] = mapped_column(JSON)
    objects: Mapped[list[str]] = mapped_column(JSON)


class Link(Base):
    """Subject, relation, object."""

    __tablename__ = "link"
    __table_args__ = (
        UniqueConstraint("subject_id", "relation", "object_id", "role"),
        Index("ix_link_object_id_relation_subject_id", "object_id", "relation", "subject_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("record.id"))
    relation: Mapped[str] = mapped_column(ForeignKey("relation.key"))
    object_id: Mapped[int] = mapped_column(ForeignKey("record.id"))
    role: Mapped[str] = mapped_column(default="")
    date: Mapped[str | None]
    date_from: Mapped[int | None]
    date_to: Mapped[int | None]
    certainty: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class MediaFile(Base):
    """One original of an item. ``picture`` is empty, or the reason why no picture of it can be made.

    ``turn`` is how far its picture is turned by hand, in degrees clockwise, on top of its own orientation. ``chosen``
    stands at the one that its item is shown and printed by, where somebody chose one; at no other it says anything.
    ``poster`` is the place of the picture that a video is shown by, in milliseconds, where somebody chose one.
    ``folder`` is where it lay when it was taken in, from the folder that was given on: ``2019 Istanbul/Day 2``.
    """

    __tablename__ = "media_file"
    __table_args__ = (Index("ix_media_file_latitude", "latitude"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    sha256: Mapped[str] = mapped_column(Digest, index=True)
    extension: Mapped[str]
    size: Mapped[int]
    mime: Mapped[str]
    original_name: Mapped[str]
    role: Mapped[str] = mapped_column(default="master")
    position: Mapped[int] = mapped_column(default=0)
    width: Mapped[int | None]
    height: Mapped[int | None]
    orientation: Mapped[int] = mapped_column(default=1)
    duration: Mapped[float | None]
    captured: Mapped[str] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    camera: Mapped[str] = mapped_column(default="")
    picture: Mapped[str] = mapped_column(default="")
    turn: Mapped[int] = mapped_column(default=0, server_default="0")
    chosen: Mapped[bool | None]
    poster: Mapped[int | None]
    folder: Mapped[str | None]
    technical: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Setting(Base):
    """What holds for the whole archive, such as the home city."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class SavedSearch(Base):
    """A search with a name. ``order`` is the order its result is shown in; ``position`` its place in the list."""

    __tablename__ = "saved_search"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    name: Mapped[str]
    query: Mapped[str]
    order: Mapped[str] = mapped_column(default="relevance")
    position: Mapped[int] = mapped_column(default=0)


class Pick(Base):
    """A record that was picked by hand, whatever is searched for next."""

    __tablename__ = "pick"
    __table_args__ = (UniqueConstraint("record_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"))


class Identifier(Base):
    """What another register calls a record: ``scheme`` as in ``domain/model/identifiers.py``."""

    __tablename__ = "identifier"
    __table_args__ = (
        UniqueConstraint("record_id", "scheme", "value"),
        Index("ix_identifier_scheme_value", "scheme", "value"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"))
    scheme: Mapped[str]
    value: Mapped[str]


class Code(Base):
    """A short code that stands for links; ``code`` is folded, so that it is found however it is typed."""

    __tablename__ = "code"
    __table_args__ = (UniqueConstraint("code"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    code: Mapped[str]


class CodeTarget(Base):
    """One link that a code makes. An empty ``relation`` is the usual one; ``written``: its name goes into captions."""

    __tablename__ = "code_target"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id", deferrable=True, initially="DEFERRED"), index=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    relation: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    written: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class Pad(Base):
    """A saved stationery pad: what is given to everything that is tagged with it."""

    __tablename__ = "pad"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)


class PadEntry(Base):
    """One line of a pad: a link to ``record_id``, or ``field`` with ``value``. Only ``ticked`` ones are applied."""

    __tablename__ = "pad_entry"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    pad_id: Mapped[int] = mapped_column(ForeignKey("pad.id", deferrable=True, initially="DEFERRED"), index=True)
    ticked: Mapped[bool] = mapped_column(default=True)
    record_id: Mapped[int | None] = mapped_column(ForeignKey("record.id"), index=True)
    relation: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    field: Mapped[str] = mapped_column(default="")
    value: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Stocktake(Base):
    """A stock-take of the place ``record_id``: open until ``closed_on``, ``due`` again on a day. Dates are EDTF."""

    __tablename__ = "stocktake"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    started_on: Mapped[str]
    started_by: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[str | None]
    due: Mapped[str | None]


class StockLine(Base):
    """The object ``record_id`` in a stock-take: ``expected`` there, in ``place_id``, or not; ``mark`` is “found”,
    “missing”, or empty as long as nobody looked.
    """

    __tablename__ = "stock_line"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    stocktake_id: Mapped[int] = mapped_column(
        ForeignKey("stocktake.id", deferrable=True, initially="DEFERRED"), index=True
    )
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("record.id"), index=True)
    expected: Mapped[bool] = mapped_column(default=True)
    mark: Mapped[str] = mapped_column(default="")
    counted_on: Mapped[str | None]
    counted_by: Mapped[str] = mapped_column(default="")


class Distinction(Base):
    """Two records that look alike and were found to be two; ``record_id`` is the smaller id."""

    __tablename__ = "distinction"
    __table_args__ = (
        UniqueConstraint("record_id", "other_id"),
        Index("ix_distinction_other_id", "other_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("record.id"))


class FormerRef(Base):
    """A ref that a record bore once: it is found by it for ever, and no other record is given it."""

    __tablename__ = "former_ref"
    __table_args__ = (UniqueConstraint("ref"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    ref: Mapped[str]
