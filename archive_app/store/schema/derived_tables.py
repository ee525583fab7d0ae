"""The tables of what is derived: each can be rebuilt from what is kept at any time, and none is logged.

They are written by SQL alone; the classes here are for the schema and its migrations.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from archive_app.store.database.types import Digest
from archive_app.store.schema.tables import Base


class MembershipRow(Base):
    """Derived: which record belongs to which partnership by which rule."""

    __tablename__ = "membership"
    __table_args__ = (
        Index("ix_membership_record_id", "record_id"),
        Index("ix_membership_partnership_id_rule_record_id", "partnership_id", "rule", "record_id"),
        {"sqlite_with_rowid": False},
    )

    partnership_id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(primary_key=True)


class RelatedRow(Base):
    """Derived: which record goes with which city, country, place, person, organisation, event or series."""

    __tablename__ = "related"
    __table_args__ = (Index("ix_related_record_id", "record_id"), {"sqlite_with_rowid": False})

    target_id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(primary_key=True)


class FacetRow(Base):
    """Derived: what the facets of a record are, narrow enough to be read by the thousand. ``year`` is that in which
    its date begins, ``gaps`` what it lacks to be complete, a bit for each rule of ``domain/model/completeness.py``.
    """

    __tablename__ = "facet"

    record_id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    status: Mapped[str]
    year: Mapped[int | None]
    gaps: Mapped[int] = mapped_column(default=0, server_default="0")


class TallyRow(Base):
    """Derived: the records of one facet value as a Roaring bitmap of their ids, and how many they are."""

    __tablename__ = "tally"
    __table_args__ = (Index("ix_tally_facet_total", "facet", "total"),)

    facet: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    total: Mapped[int]
    ids: Mapped[bytes]


class OrderingRow(Base):
    """Derived: where a record stands in each order. ``moment`` is in milliseconds since 1970, titles and the ref are
    keys of their language's collation, ``due`` is the day (year·10000 + month·100 + day) by which a gift asks for
    something.
    """

    __tablename__ = "ordering"
    __table_args__ = (
        *(
            Index(f"ix_ordering_{column}", column)
            for column in ("moment", "ref", "rating", "files", "title_en", "title_zh", "title_strokes")
        ),
        Index("ix_ordering_due", "due", sqlite_where=text("due IS NOT NULL")),
    )

    record_id: Mapped[int] = mapped_column(primary_key=True)
    moment: Mapped[int | None] = mapped_column(BigInteger)
    ref: Mapped[bytes]
    rating: Mapped[int]
    files: Mapped[int]
    title_en: Mapped[bytes]
    title_zh: Mapped[bytes]
    title_strokes: Mapped[bytes]
    due: Mapped[int | None]


class DocumentRow(Base):
    """Derived from an original: that its words were read, how many pages it has (0: none that one could turn), whether
    there is more than was kept, or why it can't be read. ``mark`` is the CRC-32 of the words, page after page.
    """

    __tablename__ = "document"

    sha256: Mapped[str] = mapped_column(Digest, primary_key=True)
    total: Mapped[int]
    cut: Mapped[bool]
    why: Mapped[str]
    mark: Mapped[int] = mapped_column(BigInteger)


class PageRow(Base):
    """Derived from an original: the words of one of its pages, counted from 0; a document without pages has one."""

    __tablename__ = "page"

    sha256: Mapped[str] = mapped_column(Digest, ForeignKey("document.sha256"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
