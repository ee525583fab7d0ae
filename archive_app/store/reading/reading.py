"""Reading records as frozen values. Everything here is a handful of statements whatever the number of records."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from archive_app import i18n
from archive_app.domain.dates.dates import parse_date
from archive_app.domain.dates.value import DateValue
from archive_app.domain.model import titles as naming
from archive_app.domain.model.fields import Field, FieldType, fields_of
from archive_app.domain.model.kinds import FileRole, Kind, StageKind, Status
from archive_app.domain.model.records import (
    FileValue,
    IdentifierValue,
    LinkValue,
    Record,
    RecordRef,
    Row,
    StageValue,
)
from archive_app.store.database.batches import batched, marks
from archive_app.store.reading import wording

_BATCH = 900


def titles(connection: Connection, ids: Collection[int], language: str | None = None) -> dict[int, str]:
    """What each record is called in ``language`` (the program's own by default); never empty."""
    wanted = language or i18n.language()
    found: dict[int, str] = {}
    for batch in batched(sorted(set(ids)), _BATCH):
        names: dict[int, list[naming.Candidate]] = defaultdict(list)
        for record_id, text, lang, kind, original in connection.exec_driver_sql(
            f"SELECT record_id, text, lang, kind, is_original FROM name WHERE record_id IN ({marks(batch)})"
            " ORDER BY record_id, position, id",
            tuple(batch),
        ):
            names[record_id].append(naming.Candidate(text, lang, kind, bool(original)))
        found.update({record_id: naming.choose(given, wanted) for record_id, given in names.items()})
        nameless = [record_id for record_id in batch if not found.get(record_id)]
        if nameless:
            found.update(_stand_ins(connection, nameless, wanted))
    return found


def _stand_ins(connection: Connection, ids: list[int], language: str) -> dict[int, str]:
    """Titles for records without a name: the parties, the caption, the file's name or the ref."""
    found: dict[int, str] = {
        row[0]: row[1]
        for row in connection.exec_driver_sql(f"SELECT id, ref FROM record WHERE id IN ({marks(ids)})", tuple(ids))
    }
    for record_id, name in connection.exec_driver_sql(
        "SELECT record_id, original_name FROM media_file"
        f" WHERE record_id IN ({marks(ids)}) AND position = 0 AND original_name <> ''",
        tuple(ids),
    ):
        found[record_id] = name
    captions: dict[int, list[naming.Candidate]] = defaultdict(list)
    for record_id, text, lang, original in connection.exec_driver_sql(
        f"SELECT record_id, text, lang, is_original FROM text WHERE record_id IN ({marks(ids)}) AND role = 'caption'",
        tuple(ids),
    ):
        captions[record_id].append(naming.Candidate(text, lang, "official", bool(original)))
    found.update({key: naming.shorten(naming.choose(given, language)) for key, given in captions.items()})
    parties: dict[int, list[int]] = defaultdict(list)
    for partnership, party in connection.exec_driver_sql(
        "SELECT l.object_id, l.subject_id FROM link l JOIN record r ON r.id = l.subject_id AND r.deleted_at IS NULL"
        f" WHERE l.relation = 'party_of' AND l.object_id IN ({marks(ids)}) ORDER BY l.id",
        tuple(ids),
    ):
        parties[partnership].append(party)
    if parties:
        names = titles(connection, [party for group in parties.values() for party in group], language)
        found.update({key: "–".join(names[party] for party in group) for key, group in parties.items()})
    return found


def record_refs(connection: Connection, ids: Iterable[int]) -> dict[int, RecordRef]:
    """Records by id, hidden ones too (history speaks of them)."""
    wanted = sorted(set(ids))
    names = titles(connection, wanted)
    found: dict[int, RecordRef] = {}
    for batch in batched(wanted, _BATCH):
        for record_id, uid, ref, kind in connection.exec_driver_sql(
            f"SELECT id, uid, ref, kind FROM record WHERE id IN ({marks(batch)})", tuple(batch)
        ):
            found[record_id] = RecordRef(record_id, str(uuid.UUID(bytes=bytes(uid))), ref, Kind(kind), names[record_id])
    return found


def rows(connection: Connection, ids: Sequence[int]) -> list[Row]:
    """Rows in the order of ``ids``; records that are hidden or gone are left out."""
    names = titles(connection, ids)
    files = _first_files(connection, ids)
    found: dict[int, Row] = {}
    for batch in batched(ids, _BATCH):
        for record_id, uid, ref, kind, status, date, rating, changed, picked in connection.exec_driver_sql(
            "SELECT id, uid, ref, kind, status, date, rating, changed_at,"
            " EXISTS (SELECT 1 FROM pick WHERE pick.record_id = record.id) FROM record"
            f" WHERE deleted_at IS NULL AND id IN ({marks(batch)})",
            tuple(batch),
        ):
            sha256, orientation, picture, count, turn = files.get(record_id, ("", 1, "", 0, 0))
            found[record_id] = Row(
                record_id,
                str(uuid.UUID(bytes=bytes(uid))),
                ref,
                Kind(kind),
                Status(status),
                names[record_id],
                "",
                date or "",
                rating or 0,
                sha256,
                orientation,
                picture,
                count,
                changed,
                bool(picked),
                turn,
            )
    return [found[record_id] for record_id in ids if record_id in found]


def _first_files(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, int, str, int, int]]:
    found: dict[int, tuple[str, int, str, int, int]] = {}
    for batch in batched(ids, _BATCH):
        for record_id, sha256, orientation, picture, turn in connection.exec_driver_sql(
            "SELECT record_id, sha256, orientation, picture, turn FROM media_file"
            f" WHERE record_id IN ({marks(batch)}) ORDER BY record_id, position DESC, id DESC",
            tuple(batch),
        ):
            count = found[record_id][3] + 1 if record_id in found else 1
            found[record_id] = (bytes(sha256).hex(), orientation, picture, count, turn)
    return found


def record(connection: Connection, record_id: int, object_path: Any) -> Record | None:
    """One record whole but for its memberships, ``None`` if it is hidden or gone.

    ``object_path(sha256, extension)`` gives the absolute path of an original.
    """
    columns = (
        connection.exec_driver_sql("SELECT * FROM record WHERE id = ? AND deleted_at IS NULL", (record_id,))
        .mappings()
        .first()
    )
    if columns is None:
        return None
    kind = Kind(columns["kind"])
    return Record(
        id=record_id,
        uid=str(uuid.UUID(bytes=bytes(columns["uid"]))),
        ref=columns["ref"],
        kind=kind,
        status=Status(columns["status"]),
        title=titles(connection, [record_id])[record_id],
        names=wording.names(connection, record_id),
        texts=wording.texts(connection, record_id),
        fields={field.name: _field(field, columns[field.name]) for field in fields_of(kind)},
        date=_date(columns["date"]),
        latitude=columns["latitude"],
        longitude=columns["longitude"],
        stages=stages(connection, [record_id]).get(record_id, ()),
        links=_links(connection, record_id),
        files=_files(connection, record_id, object_path),
        memberships=(),
        created_at=columns["created_at"],
        created_by=columns["created_by"],
        changed_at=columns["changed_at"],
        changed_by=columns["changed_by"],
        identifiers=identifiers(connection, record_id),
    )


def _field(field: Field, value: Any) -> Any:
    """SQLite keeps yes and no as numbers."""
    return bool(value) if field.type is FieldType.BOOLEAN and value is not None else value


def _date(edtf: str | None) -> DateValue | None:
    return parse_date(edtf) if edtf else None


def identifiers(connection: Connection, record_id: int) -> tuple[IdentifierValue, ...]:
    """The identifiers of a record, by scheme and value."""
    return tuple(
        IdentifierValue(row[0], row[1], row[2])
        for row in connection.exec_driver_sql(
            "SELECT id, scheme, value FROM identifier WHERE record_id = ? ORDER BY scheme, value", (record_id,)
        )
    )


def stages(connection: Connection, partnerships: Collection[int]) -> dict[int, tuple[StageValue, ...]]:
    """The stages of each partnership, oldest first, undated ones last."""
    found: dict[int, list[StageValue]] = defaultdict(list)
    for batch in batched(partnerships, _BATCH):
        for row in connection.exec_driver_sql(
            f"SELECT record_id, id, kind, date, source, confidence FROM stage WHERE record_id IN ({marks(batch)})"
            " ORDER BY record_id, date_from IS NULL, date_from, id",
            tuple(batch),
        ):
            found[row[0]].append(StageValue(row[1], StageKind(row[2]), _date(row[3]), row[4], row[5]))
    return {key: tuple(value) for key, value in found.items()}


def _links(connection: Connection, record_id: int) -> tuple[LinkValue, ...]:
    found = connection.exec_driver_sql(
        "SELECT l.id, l.relation, t.label, t.inverse, l.subject_id, l.object_id, l.role, l.date, l.certainty, l.note"
        " FROM link l JOIN relation t ON t.key = l.relation"
        " JOIN record o ON o.id = CASE WHEN l.subject_id = ?1 THEN l.object_id ELSE l.subject_id END"
        " WHERE (l.subject_id = ?1 OR l.object_id = ?1) AND o.deleted_at IS NULL ORDER BY l.id LIMIT 2000",
        (record_id,),
    ).all()
    others = record_refs(connection, [row[5] if row[4] == record_id else row[4] for row in found])
    links = []
    for link_id, relation, label, inverse, subject, obj, role, date, certainty, note in found:
        forward = subject == record_id
        links.append(
            LinkValue(
                link_id,
                relation,
                i18n._(label if forward else inverse),
                forward,
                others[obj if forward else subject],
                role,
                _date(date),
                certainty,
                note,
            )
        )
    return tuple(links)


def _files(connection: Connection, record_id: int, object_path: Any) -> tuple[FileValue, ...]:
    files = []
    for row in connection.exec_driver_sql(
        "SELECT id, sha256, size, mime, original_name, extension, role, position, width, height, orientation, duration,"
        " captured, latitude, longitude, camera, picture, technical, turn FROM media_file WHERE record_id = ?"
        " ORDER BY position, id",
        (record_id,),
    ):
        sha256 = bytes(row[1]).hex()
        width, height = (row[9], row[8]) if row[18] % 180 else (row[8], row[9])
        files.append(
            FileValue(
                id=row[0],
                sha256=sha256,
                size=row[2],
                mime=row[3],
                original_name=row[4],
                path=str(object_path(sha256, row[5])),
                role=FileRole(row[6]),
                position=row[7],
                width=width,
                height=height,
                orientation=row[10],
                duration=row[11],
                captured=row[12],
                latitude=row[13],
                longitude=row[14],
                camera=row[15],
                picture=row[16],
                metadata=json.loads(row[17] or "{}"),
                turn=row[18],
            )
        )
    return tuple(files)
