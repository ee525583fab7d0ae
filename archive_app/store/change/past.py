"""A record as it was: worked out backwards from the log, from the rows as they are now.

Every row that ever belonged to the record was made for it or moved to it, and either stands in the log under it: those
rows are taken as they are and what was done to them since is taken back, the newest first. So it works for whatever
was logged: typed, ingested, inserted in bulk, undone or merged.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from archive_app.domain.model.details import BY_NAME as DETAILS
from archive_app.domain.model.kinds import PURGED, TextRole
from archive_app.domain.model.records import LinkValue, Record, RecordRef
from archive_app.domain.model.titles import Candidate, title
from archive_app.errors import NotFound
from archive_app.i18n import _, language
from archive_app.store.database.batches import batched, marks
from archive_app.store.reading import reading
from archive_app.store.reading.assembly import ObjectPath, Rows, assemble, called, counted, names_of_details
from archive_app.store.reading.links import LinkRow, in_words
from archive_app.store.reading.operations import PERTAINING, read, value
from archive_app.store.reading.relations import labels
from archive_app.store.schema.entities import ENTITIES, PARTS, owners_of

#: A row of a kept table, by column.
Row = dict[str, Any]
Key = tuple[str, int]


class Moment:
    """A place in the log: after step ``step``, or after every step that was made up to ``at`` (UTC, ISO 8601)."""

    def __init__(self, *, step: int | None = None, at: str = "") -> None:
        self.value: int | str = at if step is None else step
        self.since = "o.step_id > ?" if step is not None else "o.step_id IN (SELECT s.id FROM step s WHERE s.at > ?)"
        self.until = "o.step_id <= ?" if step is not None else "o.step_id IN (SELECT s.id FROM step s WHERE s.at <= ?)"


def as_of(connection: Connection, record: int, moment: Moment, object_path: ObjectPath) -> Record:
    """The record as it was then; titles of others are those of today. NotFound where it was not there."""
    if connection.exec_driver_sql("SELECT status FROM record WHERE id = ?", (record,)).scalar() == PURGED:
        raise NotFound(_("This record was purged from the bin: what it was is known no more."))
    rows = _rewound(connection, record, moment)
    own = rows.get(("record", record))
    if own is None:
        raise NotFound(_("This record was not in the archive yet."))
    if own["deleted_at"] is not None:
        raise NotFound(_("This record was deleted then."))
    return _Then(connection, record, own, rows, moment).build(object_path)


def _rewound(connection: Connection, record: int, moment: Moment) -> dict[Key, Row]:
    """Every row that ever belonged to the record and was there then, as it was."""
    rows = _now(connection, _ever(connection, record))
    among = ",".join(f"'{part}'" for part in ("record", *PARTS))
    changes = read(
        connection,
        "operation o WHERE o.entity_uid IN (SELECT x.entity_uid FROM operation x"
        f" WHERE (x.record_id = ? OR x.other_id = ?) AND x.entity IN ({among}))"
        f" AND {moment.since} ORDER BY o.id DESC",
        (record, record, moment.value),
    )
    for each in changes:
        key = (each.entity, each.entity_id)
        if each.field:
            if key in rows:
                rows[key][each.field] = each.old
        elif each.old is None:
            rows.pop(key, None)
        else:
            rows[key] = {**ENTITIES[each.entity].defaults, **each.old}
    return rows


def _ever(connection: Connection, record: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for entity, entity_id in connection.exec_driver_sql(
        "SELECT entity, entity_id FROM operation WHERE record_id = ? UNION"
        " SELECT entity, entity_id FROM operation WHERE other_id = ?",
        (record, record),
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

    def __init__(self, connection: Connection, record: int, own: Row, rows: Mapping[Key, Row], moment: Moment) -> None:
        self._connection = connection
        self._id = record
        self._own = own
        self._moment = moment
        self._parts: dict[str, list[Row]] = {part: [] for part in PARTS}
        for (entity, _row_id), row in sorted(rows.items()):
            # What merely names it is a part of another record; links have two ends.
            mine = (row["record_id"],) if entity in DETAILS else owners_of(ENTITIES[entity], row)
            if entity != "record" and record in mine:
                self._parts[entity].append(row)

    def build(self, object_path: ObjectPath) -> Record:
        links = self._links()
        rows = Rows(self._own, self._parts, links, counted(links), self._refs(names_of_details(self._parts)))
        return assemble(rows, title=self._title(links), changed=self._changed(), object_path=object_path)

    def _changed(self) -> tuple[str, str]:
        """When and by whom it was changed last, then."""
        found = self._connection.exec_driver_sql(
            "SELECT s.at, s.by FROM step s WHERE s.id = (SELECT max(o.step_id) FROM operation o"
            f" WHERE (o.record_id = ? OR o.other_id = ?) AND {PERTAINING} AND {self._moment.until})",
            (self._id, self._id, self._moment.value),
        ).first()
        return (found[0], found[1]) if found else (self._own["created_at"], self._own["created_by"])

    def _links(self) -> tuple[LinkValue, ...]:
        """Those whose other end was not hidden then, read in the relations of now."""
        said = labels(self._connection, self._own["kind"])
        found = [
            LinkRow(
                row["id"], row["subject_id"], row["relation"], row["object_id"], row["role"], row["date"],
                row["certainty"], row["note"],
            )
            for row in self._parts["link"]
            if row["relation"] in said
        ]  # fmt: skip
        others = {each.object if each.subject == self._id else each.subject for each in found}
        refs = self._refs(others)
        shown = [each for each in found if (each.object if each.subject == self._id else each.subject) in refs]
        return in_words(shown, self._id, refs, said)

    def _refs(self, others: Collection[int]) -> dict[int, RecordRef]:
        there = self._there(others)
        return {key: ref for key, ref in reading.record_refs(self._connection, others).items() if key in there}

    def _there(self, others: Collection[int]) -> set[int]:
        """Which of these records were not hidden then: as the first change since found it, else as it is now."""
        hidden: dict[int, Any] = {}
        for batch in batched(sorted(others), 900):
            rows = self._connection.exec_driver_sql(
                f"SELECT id, deleted_at FROM record WHERE id IN ({marks(batch)})", tuple(batch)
            )
            hidden.update({row[0]: row[1] for row in rows})
            changed = self._connection.exec_driver_sql(
                "SELECT o.record_id, o.old FROM operation o WHERE o.entity = 'record' AND o.field = 'deleted_at'"
                f" AND o.record_id IN ({marks(batch)}) AND {self._moment.since} ORDER BY o.id DESC",
                (*batch, self._moment.value),
            )
            hidden.update({row[0]: value(row[1]) for row in changed})
        return {record for record, since in hidden.items() if since is None}

    def _title(self, links: Sequence[LinkValue]) -> str:
        captions = [
            Candidate(row["text"], row["lang"], "official", bool(row["is_original"]))
            for row in self._parts["text"]
            if row["role"] == TextRole.CAPTION
        ]
        parties = [link.other.title for link in links if link.relation == "party_of" and not link.forward]
        files = [row["original_name"] for row in self._parts["file"] if row["position"] == 0 and row["original_name"]]
        file = files[-1] if files else ""
        return called(self._parts["name"]) or title(parties, captions, file, self._own["ref"], language())
