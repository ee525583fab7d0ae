"""The links of one record: page by page, counted, and one by one. Links to records that are hidden do not show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from archive_app.domain.model.records import LinkCount, LinkValue, RecordRef
from archive_app.i18n import _
from archive_app.store.reading import legible
from archive_app.store.reading.reading import record_refs
from archive_app.store.reading.relations import labels

_ENDS = "SELECT id, subject_id, relation, object_id, role FROM link"
_SAID = "l.id, l.relation, l.subject_id, l.object_id, l.role, l.date, l.certainty, l.note"
#: A link is read from either of its ends: whether the record is its subject, its own end, and the other one.
_WAYS = ((True, "subject_id", "object_id"), (False, "object_id", "subject_id"))


@dataclass(frozen=True, slots=True)
class LinkEnds:
    """What a link joins, how and in which role."""

    id: int
    subject: int
    relation: str
    object: int
    role: str


@dataclass(frozen=True, slots=True)
class LinkRow(LinkEnds):
    """A link as it is kept."""

    date: str | None
    certainty: str
    note: str


def link(connection: Connection, key: int) -> LinkEnds | None:
    """One link; ``None`` where it is gone."""
    row = connection.exec_driver_sql(f"{_ENDS} WHERE id = ?", (key,)).first()
    return None if row is None else LinkEnds(*row)


def between(connection: Connection, subject: int, relation: str, obj: int) -> list[LinkEnds]:
    """The links of one relation from ``subject`` to ``obj``, whatever their role."""
    rows = connection.exec_driver_sql(
        f"{_ENDS} WHERE subject_id = ? AND relation = ? AND object_id = ? ORDER BY id", (subject, relation, obj)
    )
    return [LinkEnds(*row) for row in rows]


def of_record(
    connection: Connection,
    record: int,
    *,
    after: int = 0,
    limit: int | None = None,
    relation: str = "",
    forward: bool | None = None,
) -> tuple[LinkValue, ...]:
    """The links of a record in the order of their keys, those after the link ``after``: the first ``limit`` of them, or
    all; with ``relation`` only those of that one, with ``forward`` only those that are read so.
    """
    halves: list[str] = []
    values: list[object] = []
    for way, here, there in _WAYS:
        if forward in (None, way):
            halves.append(
                f"SELECT {_SAID} FROM link l JOIN record o ON o.id = l.{there} AND o.deleted_at IS NULL"
                f" WHERE l.{here} = ? AND l.id > ?" + (" AND l.relation = ?" if relation else "")
            )
            values += [record, after, *([relation] if relation else ())]
    most = "" if limit is None else " LIMIT ?"
    rows = connection.exec_driver_sql(
        f"{' UNION ALL '.join(halves)} ORDER BY 1{most}", (*values, *(() if limit is None else (limit,)))
    ).all()
    found = [LinkRow(row[0], row[2], row[1], *row[3:]) for row in rows]
    refs = record_refs(connection, [each.object if each.subject == record else each.subject for each in found])
    return in_words(found, record, refs, _labels(connection, record))


def in_words(
    rows: Iterable[LinkRow], record: int, refs: Mapping[int, RecordRef], said: Mapping[str, tuple[str, str]]
) -> tuple[LinkValue, ...]:
    """Links as they are shown on ``record``, with the labels of their relations."""
    found = []
    for row in rows:
        forward = row.subject == record
        label = _(said.get(row.relation, (legible.MARK, legible.MARK))[0 if forward else 1])
        when = legible.date(row.date)
        other = refs[row.object if forward else row.subject]
        found.append(LinkValue(row.id, row.relation, label, forward, other, row.role, when, row.certainty, row.note))
    return tuple(found)


def _labels(connection: Connection, record: int) -> dict[str, tuple[str, str]]:
    kind = connection.exec_driver_sql("SELECT kind FROM record WHERE id = ?", (record,)).scalar()
    return labels(connection, kind or "")


def counts(connection: Connection, record: int) -> tuple[LinkCount, ...]:
    """How many links a record has, by relation and the way that they are read."""
    said = _labels(connection, record)
    found: list[LinkCount] = []
    for forward, here, there in _WAYS:
        rows = connection.exec_driver_sql(
            f"SELECT l.relation, count(*) FROM link l JOIN record o ON o.id = l.{there} AND o.deleted_at IS NULL"
            f" WHERE l.{here} = ? GROUP BY l.relation ORDER BY l.relation",
            (record,),
        )
        for key, number in rows:
            found.append(LinkCount(key, _(said[key][0 if forward else 1]), forward, number))
    return tuple(found)
