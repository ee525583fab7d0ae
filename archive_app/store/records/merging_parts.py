"""What a record has beside its links, and how it goes over to another record when the two are merged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive_app.domain.model.details import BY_NAME, NAMING
from archive_app.domain.model.fields import fields_of
from archive_app.domain.model.kinds import Kind, NameKind
from archive_app.domain.model.merging import filled_values, name_kind, says_already
from archive_app.store.change.transaction import Transaction
from archive_app.store.schema.details import DETAIL_TABLES
from archive_app.store.schema.entities import ENTITIES
from archive_app.store.schema.tables import (
    Distinction,
    MediaFile,
    Name,
    Pick,
    Record,
    Text,
)


def move(transaction: Transaction, keep: Record, drop: Record) -> None:
    """Give ``keep`` the names, texts, stages, files and all the rest of ``drop``, but for links."""
    for entity in MOVING:
        if entity.alike:
            _move_alike(transaction.session, entity.table, entity.alike, keep.id, drop.id)
        else:
            OWN_WAY[entity.name](transaction, keep.id, drop.id)
    _name_instead(transaction.session, keep.id, drop.id)


def filled(keep: Record, drop: Record) -> list[str]:
    """The fields that ``keep`` lacks and ``drop`` has."""
    names = [field.name for field in fields_of(Kind(keep.kind))]
    mine, others = ({name: getattr(row, name) for name in names} for row in (keep, drop))
    return filled_values(Kind(keep.kind), mine, others)


def _rows(session: Session, table: Any, record: int, *order: Any) -> list[Any]:
    return list(session.scalars(select(table).where(table.record_id == record).order_by(*order, table.id)))


def _move_names(transaction: Transaction, keep: int, drop: int) -> None:
    session = transaction.session
    there = _rows(session, Name, keep, Name.position)
    called = {(name.text, name.lang) for name in there}
    official = {name.lang for name in there if name.kind == NameKind.OFFICIAL}
    position = max((name.position for name in there), default=-1)
    for name in _rows(session, Name, drop, Name.position):
        if (name.text, name.lang) in called:
            session.delete(name)
            continue
        position += 1
        name.record_id, name.position = keep, position
        name.kind = str(name_kind(name.kind, name.lang, official))
        if there:
            name.is_original = False
        called.add((name.text, name.lang))
    session.flush()


def _move_texts(transaction: Transaction, keep: int, drop: int) -> None:
    session = transaction.session
    there = {(text.role, text.lang): text for text in _rows(session, Text, keep)}
    roles = {role for role, _lang in there}
    for text in _rows(session, Text, drop):
        mine = there.get((text.role, text.lang))
        if mine is None:
            text.record_id = keep
            text.is_original = text.is_original and text.role not in roles
            continue
        if not says_already(mine.text, text.text):
            mine.text = f"{mine.text}\n\n{text.text}"
        session.delete(text)
    session.flush()


def _move_alike(session: Session, table: Any, same: tuple[str, ...], keep: int, drop: int) -> None:
    """Rows move behind those that are there; one that is there already does not, but says what only it knew beside."""
    ordered = [table.ordinal] if hasattr(table, "ordinal") else []
    mine = _rows(session, table, keep)
    there = {tuple(getattr(row, column) for column in same): row for row in mine}
    last = max((row.ordinal for row in mine), default=-1) if ordered else 0
    for row in _rows(session, table, drop, *ordered):
        double = there.get(tuple(getattr(row, column) for column in same))
        if double is None:
            row.record_id = keep
            if ordered:
                last += 1
                row.ordinal = last
            continue
        for column in _beside(table, same):
            if getattr(row, column) and not getattr(double, column):
                setattr(double, column, getattr(row, column))
        session.delete(row)
    session.flush()


def _name_instead(session: Session, keep: int, drop: int) -> None:
    """What named ``drop`` names ``keep``: the regions in which it is seen."""
    for detail, column in NAMING:
        table: Any = DETAIL_TABLES[detail.name]
        for row in session.scalars(select(table).where(getattr(table, column) == drop)):
            setattr(row, column, keep)
    session.flush()


def _beside(table: Any, same: tuple[str, ...]) -> list[str]:
    """What two rows that say the same may say differently."""
    detail = BY_NAME.get(table.__tablename__)
    if detail is not None:
        return [column.name for column in detail.columns if column.name not in same]
    return [column for column in ("source", "confidence") if hasattr(table, column)]


def _move_files(transaction: Transaction, keep: int, drop: int) -> None:
    """Behind those that are there, which one of them is shown for the record among them."""
    session = transaction.session
    there = _rows(session, MediaFile, keep)
    last = max((file.position for file in there), default=-1)
    for number, file in enumerate(_rows(session, MediaFile, drop, MediaFile.position), start=1):
        file.record_id, file.position = keep, last + number
        if there and file.chosen:
            file.chosen = None
    session.flush()


def _move_pick(transaction: Transaction, keep: int, drop: int) -> None:
    session = transaction.session
    picked = {pick.record_id: pick for pick in session.scalars(select(Pick).where(Pick.record_id.in_((keep, drop))))}
    if drop in picked:
        if keep in picked:
            session.delete(picked[drop])
        else:
            picked[drop].record_id = keep
    session.flush()


def _move_distinctions(transaction: Transaction, keep: int, drop: int) -> None:
    """Whoever is not the one is not the other: made anew, since the smaller id comes first in it."""
    session = transaction.session
    mine = select(Distinction).where((Distinction.record_id == keep) | (Distinction.other_id == keep))
    apart = {row.other_id if row.record_id == keep else row.record_id for row in session.scalars(mine)}
    query = select(Distinction).where((Distinction.record_id == drop) | (Distinction.other_id == drop))
    for row in session.scalars(query.order_by(Distinction.id)).all():
        other = row.other_id if row.record_id == drop else row.record_id
        session.delete(row)
        if other != keep and other not in apart:
            session.add(Distinction(record_id=min(keep, other), other_id=max(keep, other)))
    session.flush()


#: How rows move that do more than stand beside those that are there.
OWN_WAY: dict[str, Callable[[Transaction, int, int], None]] = {
    "name": _move_names,
    "text": _move_texts,
    "file": _move_files,
    "pick": _move_pick,
    "distinction": _move_distinctions,
}
#: Links are moved past the ORM, in ``merging.py``.
MOVING = tuple(entity for entity in ENTITIES.values() if entity.owners and entity.name not in ("record", "link"))
