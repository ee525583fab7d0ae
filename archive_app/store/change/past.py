"""A record as it was: worked out backwards from the log, from the rows as they are now.

Every row that ever belonged to the record was made for it or moved to it, and either stands in the log under it: those
rows are taken as they are and what was done to them since is taken back, the newest first. So it works for whatever
was logged: typed, ingested, inserted in bulk, undone or merged.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields as slots
from typing import Any

from sqlalchemy import Connection, select

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.dates.value import DateValue
from archive_app.domain.model import titles as naming
from archive_app.domain.model.fields import FieldType, fields_of
from archive_app.domain.model.kinds import FileRole, Kind, NameKind, StageKind, Status, TextRole
from archive_app.domain.model.records import (
    FileValue,
    IdentifierValue,
    LinkValue,
    NameValue,
    Record,
    RecordRef,
    StageValue,
    TextValue,
)
from archive_app.errors import NotFound
from archive_app.i18n import _, language
from archive_app.store.change.history import PERTAINING, value
from archive_app.store.database.batches import batched
from archive_app.store.reading import reading
from archive_app.store.reading import relations as stored
from archive_app.store.schema.entities import ENTITIES, PARTS, owners_of

#: As many links as the inspector reads.
_LINKS = 2_000

#: A row of a kept table, by column.
Row = dict[str, Any]
Key = tuple[str, int]


class Moment:
    """A place in the log: after step ``step``, or after every step that was made up to ``at`` (UTC, ISO 8601)."""

    def __init__(self, *, step: int | None = None, at: str = "") -> None:
        self.value: int | str = at if step is None else step
        self.since = "o.step_id > ?" if step is not None else "o.step_id IN (SELECT s.id FROM step s WHERE s.at > ?)"
        self.until = "o.step_id <= ?" if step is not None else "o.step_id IN (SELECT s.id FROM step s WHERE s.at <= ?)"


def as_of(connection: Connection, record: int, moment: Moment, object_path: Callable[[str, str], Any]) -> Record:
    """The record as it was then; titles of others are those of today. NotFound where it was not there."""
    rows = _rewound(connection, record, moment)
    own = rows.get(("record", record))
    if own is None:
        raise NotFound(_("This record was not in the archive yet."))
    if own["deleted_at"] is not None:
        raise NotFound(_("This record was deleted then."))
    return _Then(connection, record, own, rows, moment, object_path).build()


def _rewound(connection: Connection, record: int, moment: Moment) -> dict[Key, Row]:
    """Every row that ever belonged to the record and was there then, as it was."""
    keys = _ever(connection, record)
    rows = _now(connection, keys)
    marks = ",".join(f"'{part}'" for part in ("record", *PARTS))
    changes = connection.exec_driver_sql(
        "SELECT o.entity, o.entity_id, o.field, o.old, o.new FROM operation o"
        " WHERE (o.entity, o.entity_id) IN (SELECT x.entity, x.entity_id FROM operation x"
        f" WHERE (x.record_id = ?1 OR x.other_id = ?1) AND x.entity IN ({marks}))"
        f" AND {moment.since.replace('?', '?2')} ORDER BY o.id DESC",
        (record, moment.value),
    )
    for entity, entity_id, field, old, _new in changes.all():
        key, before = (entity, entity_id), value(old)
        if field:
            if key in rows:
                rows[key][field] = before
        elif before is None:
            rows.pop(key, None)
        else:
            rows[key] = dict(before)
    return rows


def _ever(connection: Connection, record: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for entity, entity_id in connection.exec_driver_sql(
        "SELECT entity, entity_id FROM operation WHERE record_id = ?1 UNION"
        " SELECT entity, entity_id FROM operation WHERE other_id = ?1",
        (record,),
    ):
        if entity == "record" or entity in PARTS:
            found.setdefault(entity, []).append(entity_id)
    return found


def _now(connection: Connection, keys: Mapping[str, Collection[int]]) -> dict[Key, Row]:
    found: dict[Key, Row] = {}
    for entity, ids in keys.items():
        table = ENTITIES[entity].table.__table__
        for batch in batched(ids, 900):
            rows = connection.execute(select(table).where(table.c.id.in_(batch))).mappings()
            found.update({(entity, row["id"]): dict(row) for row in rows})
    return found


class _Then:
    """Puts a record together from its rows."""

    def __init__(
        self,
        connection: Connection,
        record: int,
        own: Row,
        rows: Mapping[Key, Row],
        moment: Moment,
        object_path: Callable[[str, str], Any],
    ) -> None:
        self._connection = connection
        self._id = record
        self._own = own
        self._moment = moment
        self._object_path = object_path
        self._parts: dict[str, list[Row]] = {part: [] for part in PARTS}
        for (entity, _row_id), row in sorted(rows.items()):
            if entity != "record" and record in owners_of(ENTITIES[entity], row):
                self._parts[entity].append(row)

    def build(self) -> Record:
        own, kind = self._own, Kind(self._own["kind"])
        links = self._links()
        at, by = self._changed()
        return Record(
            id=self._id,
            uid=str(own["uid"]),
            ref=own["ref"],
            kind=kind,
            status=Status(own["status"]),
            title=self._title(kind, links),
            names=self._names(),
            texts=tuple(
                TextValue(row["id"], TextRole(row["role"]), row["text"], row["lang"], bool(row["is_original"]))
                for row in self._parts["text"]
            ),
            fields={
                field.name: bool(own[field.name])
                if field.type is FieldType.BOOLEAN and own.get(field.name) is not None
                else own.get(field.name)
                for field in fields_of(kind)
            },
            date=_date(own["date"]),
            latitude=own["latitude"],
            longitude=own["longitude"],
            stages=self._stages(),
            links=links,
            files=tuple(self._file(row) for row in sorted(self._parts["file"], key=_place)),
            memberships=(),
            created_at=own["created_at"],
            created_by=own["created_by"],
            changed_at=at,
            changed_by=by,
            identifiers=tuple(
                IdentifierValue(row["id"], row["scheme"], row["value"])
                for row in sorted(self._parts["identifier"], key=lambda row: (row["scheme"], row["value"]))
            ),
        )

    def _changed(self) -> tuple[str, str]:
        """When and by whom it was changed last, then."""
        found = self._connection.exec_driver_sql(
            "SELECT s.at, s.by FROM step s WHERE s.id = (SELECT max(o.step_id) FROM operation o"
            f" WHERE (o.record_id = ?1 OR o.other_id = ?1) AND {PERTAINING}"
            f" AND {self._moment.until.replace('?', '?2')})",
            (self._id, self._moment.value),
        ).first()
        return (found[0], found[1]) if found else (self._own["created_at"], self._own["created_by"])

    def _names(self) -> tuple[NameValue, ...]:
        return tuple(
            NameValue(
                row["id"], row["text"], row["lang"], row["script"], NameKind(row["kind"]), bool(row["is_original"])
            )
            for row in sorted(self._parts["name"], key=_place)
        )

    def _stages(self) -> tuple[StageValue, ...]:
        found = [
            StageValue(row["id"], StageKind(row["kind"]), _date(row["date"]), row["source"], row["confidence"])
            for row in self._parts["stage"]
        ]
        return tuple(
            sorted(found, key=lambda stage: (stage.date is None, stage.date.earliest if stage.date else 0, stage.id))
        )

    def _links(self) -> tuple[LinkValue, ...]:
        rows = self._parts["link"]
        others = {row["object_id"] if row["subject_id"] == self._id else row["subject_id"] for row in rows}
        there = self._there(others)
        refs = reading.record_refs(self._connection, others)
        relations = {relation.key: relation for relation in stored.all_relations(self._connection)}
        found = []
        for row in rows:
            forward = row["subject_id"] == self._id
            other = row["object_id"] if forward else row["subject_id"]
            relation = relations.get(row["relation"])
            if other not in there or relation is None:
                continue
            label = _(relation.label if forward else relation.inverse)
            found.append(_link(row, label, forward, refs[other]))
        return tuple(found[:_LINKS])

    def _there(self, others: Collection[int]) -> set[int]:
        """Which of these records were not hidden then: as the first change since found it, else as it is now."""
        rows = self._connection.exec_driver_sql(
            "SELECT r.id, r.deleted_at, (SELECT o.old FROM operation o WHERE o.entity = 'record' AND o.entity_id = r.id"
            f" AND o.field = 'deleted_at' AND {self._moment.since.replace('?', '?2')} ORDER BY o.id LIMIT 1)"
            " FROM json_each(?1) j CROSS JOIN record r ON r.id = j.value",
            (json.dumps(sorted(others)), self._moment.value),
        )
        return {row[0] for row in rows if (value(row[2]) if row[2] is not None else row[1]) is None}

    def _file(self, row: Row) -> FileValue:
        known = {slot.name for slot in slots(FileValue)}
        values: Row = {column: row[column] for column in known & row.keys()}
        width, height, turn = row["width"], row["height"], row.get("turn", 0)
        if turn % 180:
            width, height = height, width
        path = str(self._object_path(row["sha256"], row["extension"]))
        return FileValue(
            **{
                **values,
                "path": path,
                "role": FileRole(row["role"]),
                "width": width,
                "height": height,
                "metadata": row["technical"] or {},
            }
        )

    def _title(self, kind: Kind, links: tuple[LinkValue, ...]) -> str:
        names = [naming.Candidate(name.text, name.lang, name.kind, name.is_original) for name in self._names()]
        captions = [
            naming.Candidate(row["text"], row["lang"], "official", bool(row["is_original"]))
            for row in self._parts["text"]
            if row["role"] == TextRole.CAPTION
        ]
        parties = [link.other.title for link in links if link.relation == "party_of" and not link.forward]
        files = [row["original_name"] for row in self._parts["file"] if row["position"] == 0 and row["original_name"]]
        return (
            naming.choose(names, language())
            or "–".join(parties if kind is Kind.PARTNERSHIP else ())
            or naming.shorten(naming.choose(captions, language()))
            or (files[-1] if files else self._own["ref"])
        )


def _link(row: Row, label: str, forward: bool, other: RecordRef) -> LinkValue:
    return LinkValue(
        row["id"],
        row["relation"],
        label,
        forward,
        other,
        row["role"],
        _date(row["date"]),
        row["certainty"],
        row["note"],
    )


def _place(row: Row) -> tuple[int, int]:
    return row["position"], row["id"]


def _date(edtf: str | None) -> DateValue | None:
    return parse_date(edtf) if edtf else None
