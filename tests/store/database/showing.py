"""A record as the rows of a replayed log say it is, and as the program shows it: in the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from archive_app.domain.model.fields import fields_of
from archive_app.domain.model.records import Record
from tests.store.database import replaying


def everyone(folder: Path) -> dict[int, str]:
    """Every record by its number: what it is called for ever."""
    connection = replaying.read(folder / "catalog.db")
    found = {number: replaying.uid_text(uid) for number, uid in connection.execute("SELECT id, uid FROM record")}
    connection.close()
    return found


def shown(rows: dict[replaying.Key, replaying.Row], uid: str) -> dict[str, Any] | None:
    """What the rows say of a record, ``None`` where it was not there, or deleted."""
    own = rows.get(("record", uid))
    if own is None or own.get("deleted_at"):
        return None
    parts = {entity: [] for entity in ("name", "text", "stage", "file", "identifier")}
    links = []
    for (entity, _uid), row in rows.items():
        if entity in parts and row["record_id"] == uid:
            parts[entity].append(row)
        elif entity == "link" and uid in (row["subject_id"], row["object_id"]):
            forward = row["subject_id"] == uid
            other = row["object_id" if forward else "subject_id"]
            if not rows["record", other].get("deleted_at"):
                links.append(
                    (row["relation"], forward, other, *(row.get(c, "") for c in ("role", "certainty", "note")))
                )
    return {
        "ref": own["ref"],
        "status": own["status"],
        "fields": {f.name: own[f.name] for f in fields_of(own["kind"]) if f.name in own and f.name != "status"},
        "names": sorted((r["text"], r["lang"], r["kind"], bool(r.get("is_original"))) for r in parts["name"]),
        "texts": sorted((r["role"], r["lang"], r.get("text", "")) for r in parts["text"]),
        "stages": sorted((r["kind"], r.get("date", "")) for r in parts["stage"]),
        "files": sorted((r["original_name"], r["sha256"], r.get("turn", 0)) for r in parts["file"]),
        "identifiers": sorted((r["scheme"], r["value"]) for r in parts["identifier"]),
        "links": sorted(links),
    }


def said(record: Record) -> dict[str, Any]:
    """The same of a record that the program shows."""
    return {
        "ref": record.ref,
        "status": str(record.status),
        "fields": {
            name: getattr(value, "edtf", value)
            for name, value in record.fields.items()
            if value not in (None, "", 0) and name != "status"
        },
        "names": sorted((name.text, name.lang, str(name.kind), name.is_original) for name in record.names),
        "texts": sorted((str(text.role), text.lang, text.text) for text in record.texts),
        "stages": sorted((str(stage.kind), stage.date.edtf if stage.date else "") for stage in record.stages),
        "files": sorted((file.original_name, file.sha256, file.turn) for file in record.files),
        "identifiers": sorted((each.scheme, each.value) for each in record.identifiers),
        "links": sorted(
            (link.relation, link.forward, link.other.uid, link.role, link.certainty, link.note) for link in record.links
        ),
    }
