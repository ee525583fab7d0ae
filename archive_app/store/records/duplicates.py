"""What it takes to see which records look alike, and the pairs that were found to be two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, select

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.dates.value import DateValue
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.likeness import Subject
from archive_app.store.change.transaction import Transaction
from archive_app.store.records.identifiers import of_records
from archive_app.store.schema.tables import Distinction


def subjects(connection: Connection, kind: Kind) -> list[Subject]:
    """Every record of ``kind`` that has a name."""
    names: dict[int, list[str]] = defaultdict(list)
    for record, text in connection.exec_driver_sql(
        "SELECT n.record_id, n.text FROM record r JOIN name n ON n.record_id = r.id"
        " WHERE r.kind = ? AND r.deleted_at IS NULL ORDER BY n.record_id, n.position, n.id",
        (str(kind),),
    ):
        names[record].append(text)
    identifiers = of_records(connection, list(names))
    countries = _countries(connection, kind)
    return [
        Subject(
            row[0],
            tuple(names[row[0]]),
            _date(row[1]),
            _date(row[2]),
            _date(row[3]),
            None if row[4] is None or row[5] is None else (row[4], row[5]),
            countries.get(row[0], frozenset({row[6]} if row[6] else ())),
            row[7] or "",
            tuple(identifiers.get(row[0], ())),
        )
        for row in connection.exec_driver_sql(
            "SELECT id, birth_date, death_date, date, latitude, longitude, iso_code, vocabulary FROM record"
            " WHERE kind = ? AND deleted_at IS NULL ORDER BY id",
            (str(kind),),
        )
        if row[0] in names
    ]


def _countries(connection: Connection, kind: Kind) -> dict[int, frozenset[str]]:
    """The countries in which cities and places lie, as far as links say so."""
    if kind not in (Kind.CITY, Kind.PLACE):
        return {}
    found: dict[int, set[str]] = defaultdict(set)
    for record, country in connection.exec_driver_sql(
        "SELECT l.subject_id, l.object_id FROM record r JOIN link l ON l.subject_id = r.id"
        " AND l.relation = 'located_in' JOIN record c ON c.id = l.object_id AND c.kind = 'country'"
        " WHERE r.kind = ? AND c.deleted_at IS NULL",
        (str(kind),),
    ):
        found[record].add(f"#{country}")
    return {record: frozenset(countries) for record, countries in found.items()}


def _date(edtf: str | None) -> DateValue | None:
    return parse_date(edtf) if edtf else None


def kept_apart(connection: Connection) -> set[tuple[int, int]]:
    """The pairs that were found to be two, the smaller id first."""
    rows = connection.exec_driver_sql("SELECT record_id, other_id FROM distinction")
    return {(row[0], row[1]) for row in rows}


def keep_apart(transaction: Transaction, one: int, other: int) -> None:
    """Note that the two are two."""
    if not _pairs(transaction, one, other):
        transaction.session.add(Distinction(record_id=min(one, other), other_id=max(one, other)))
        transaction.session.flush()


def not_apart(transaction: Transaction, one: int, other: int) -> bool:
    """Take that note back; whether there was one."""
    there = _pairs(transaction, one, other)
    for row in there:
        transaction.session.delete(row)
    transaction.session.flush()
    return bool(there)


def _pairs(transaction: Transaction, one: int, other: int) -> Sequence[Distinction]:
    query = select(Distinction).where(Distinction.record_id == min(one, other), Distinction.other_id == max(one, other))
    return transaction.session.scalars(query).all()
