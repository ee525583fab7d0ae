"""The primitive changes of records, names, texts, stages, links and files, within a transaction.

Values arrive here checked (``services`` and ``domain`` do that); what is checked here is what only the database knows:
that a row is there, and that a ref or a link is not taken.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from archive_app.domain.model.kinds import Kind
from archive_app.errors import NotFound
from archive_app.i18n import _
from archive_app.store.change import trees
from archive_app.store.change.transaction import Transaction
from archive_app.store.database.batches import batched
from archive_app.store.reading.tagging import kinds_of
from archive_app.store.records import refs
from archive_app.store.records.parts import set_column
from archive_app.store.schema.derived_dates import spread_dates
from archive_app.store.schema.tables import Link, MediaFile, Name, Record, Setting, Stage

_CHUNK = 500
_WHOLE = 360


class Made(NamedTuple):
    """A record that was made."""

    id: int
    ref: str


def add_record(transaction: Transaction, kind: Kind, values: Mapping[str, Any], *, ref: str | None = None) -> Made:
    """A new record with the columns in ``values``."""
    return add_records(transaction, kind, [values], given=[ref] if ref else None)[0]


def add_records(
    transaction: Transaction, kind: Kind, values: Sequence[Mapping[str, Any]], *, given: Sequence[str] | None = None
) -> list[Made]:
    """New records of one kind, numbered in order."""
    session = transaction.session
    numbers = [refs.check(session, ref) for ref in given] if given else refs.give(transaction, kind, len(values))
    at = transaction.at
    rows = []
    for ref, columns in zip(numbers, values, strict=True):
        row = Record(
            ref=ref, kind=str(kind), created_at=at, created_by=transaction.by, changed_at=at, changed_by=transaction.by
        )
        for column, value in columns.items():
            setattr(row, column, value)
        spread_dates(row)
        rows.append(row)
    session.add_all(rows)
    session.flush()
    return [Made(row.id, row.ref) for row in rows]


def rows_of(transaction: Transaction, ids: Collection[int]) -> list[Record]:
    """The records with these ids, all of which must be there; NotFound otherwise."""
    found: dict[int, Record] = {}
    for batch in batched(ids, _CHUNK):
        query = select(Record).where(Record.id.in_(batch), Record.deleted_at.is_(None))
        found.update({row.id: row for row in transaction.session.scalars(query)})
    missing = [record_id for record_id in ids if record_id not in found]
    if missing:
        raise NotFound(_("A record is no longer there. It may have been deleted in another window."))
    return [found[record_id] for record_id in ids]


def kinds(transaction: Transaction, ids: Collection[int]) -> dict[int, Kind]:
    """The kinds of these records in their order, all of which must be there; NotFound otherwise."""
    transaction.session.flush()
    found = kinds_of(transaction.session.connection(), list(ids))
    if len(found) < len(set(ids)):
        raise NotFound(_("A record is no longer there. It may have been deleted in another window."))
    return found


def set_ref(transaction: Transaction, record_id: int, ref: str) -> None:
    """Give a record the ref a person chose."""
    [row] = rows_of(transaction, [record_id])
    refs.change(transaction.session, row, refs.check(transaction.session, ref, owner=row.id))


def hide(transaction: Transaction, ids: Collection[int]) -> None:
    """Delete: the records no longer show anywhere, and undo brings them back. NotFound where one is gone."""
    for row in rows_of(transaction, ids):
        row.deleted_at = transaction.at


def add_name(transaction: Transaction, record_id: int, values: Mapping[str, Any]) -> None:
    """A further name, last in the record's order; the first one of all is marked as the original."""
    session = transaction.session
    there = session.scalars(select(Name).where(Name.record_id == record_id)).all()
    position = max((name.position for name in there), default=-1) + 1
    row = Name(**{"record_id": record_id, "position": position, "is_original": not there, **values})
    session.add(row)
    session.flush()


def add_stage(transaction: Transaction, record_id: int, values: Mapping[str, Any]) -> None:
    """A further stage of a partnership."""
    row = Stage(record_id=record_id, **values)
    spread_dates(row)
    transaction.session.add(row)
    transaction.session.flush()


def add_links(
    transaction: Transaction, subjects: Sequence[int], relation: str, objects: Sequence[int], values: Mapping[str, Any]
) -> int:
    """Link every subject to every object. Returns how many links are new.

    A link that is there already in that role takes over what of date, certainty and note is given, and keeps the rest.
    """
    session = transaction.session
    there: dict[tuple[int, int], Link] = {}
    role = values.get("role", "")
    for batch in batched(subjects, _CHUNK):
        query = select(Link).where(
            Link.subject_id.in_(batch), Link.relation == relation, Link.object_id.in_(objects), Link.role == role
        )
        there.update({(link.subject_id, link.object_id): link for link in session.scalars(query)})
    for link in there.values():
        for column in ("date", "certainty", "note"):
            if values.get(column):
                set_column(link, column, values[column])
    new = [
        Link(subject_id=subject, relation=relation, object_id=obj, **values)
        for subject in dict.fromkeys(subjects)
        for obj in dict.fromkeys(objects)
        if (subject, obj) not in there
    ]
    for link in new:
        spread_dates(link)
    session.add_all(new)
    session.flush()
    trees.check(session.connection(), relation, [link.subject_id for link in new])
    return len(new)


def set_setting(transaction: Transaction, key: str, value: str) -> None:
    """Set what holds for the whole archive."""
    session = transaction.session
    setting = session.get(Setting, key)
    if setting is None:
        session.add(Setting(key=key, value=value))
    else:
        setting.value = value
    session.flush()


def turn_files(transaction: Transaction, records: Collection[int], position: int | None, by: int) -> None:
    """Turn the file of each record that stands at ``position`` (from 0) in its order, where there is one, by so many
    degrees clockwise; ``None`` for the file that the record is shown by.
    """
    found: dict[int, list[MediaFile]] = {}
    for batch in batched(records, _CHUNK):
        query = select(MediaFile).where(MediaFile.record_id.in_(batch)).order_by(MediaFile.position, MediaFile.id)
        for file in transaction.session.scalars(query):
            found.setdefault(file.record_id, []).append(file)
    for files in found.values():
        if position is None:
            turned = min(files, key=lambda file: (not file.chosen, file.picture != ""))
        elif position < len(files):
            turned = files[position]
        else:
            continue
        set_column(turned, "turn", (turned.turn + by) % _WHOLE)
