"""One record put together from its rows, whether they are those of now or those of a day that is past."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from archive_app.domain.model.columns import Column, FieldType
from archive_app.domain.model.details import DETAILS, NAMING
from archive_app.domain.model.fields import fields_of
from archive_app.domain.model.kinds import FileRole, Kind, NameKind, StageKind, Status, TextRole
from archive_app.domain.model.records import (
    DetailValue,
    FileValue,
    IdentifierValue,
    LinkCount,
    LinkValue,
    NameValue,
    Record,
    RecordRef,
    StageValue,
    TextValue,
)
from archive_app.domain.model.titles import Candidate, choose
from archive_app.i18n import language
from archive_app.store.reading.legible import date, one_of

#: A row of a kept table, by column.
Row = Mapping[str, Any]
#: Gives the path of an original, by its digest and extension.
ObjectPath = Callable[[str, str], Path]

_FILE = frozenset(slot.name for slot in fields(FileValue))


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one record: its ``own``, and by the name of their table those of its ``parts``, in any order.
    ``named`` are the records that its details name, as far as they are there.
    """

    own: Row
    parts: Mapping[str, Sequence[Row]]
    links: tuple[LinkValue, ...]
    counts: tuple[LinkCount, ...]
    named: Mapping[int, RecordRef] = field(default_factory=dict)

    def of(self, table: str) -> Sequence[Row]:
        """The rows of one table."""
        return self.parts.get(table, ())


def assemble(rows: Rows, *, title: str, changed: tuple[str, str], object_path: ObjectPath) -> Record:
    """The record whole but for its memberships, which are derived; ``changed``: when it was last, and by whom."""
    own, kind = rows.own, one_of(Kind, rows.own["kind"])
    return Record(
        id=own["id"],
        uid=str(own["uid"]),
        ref=own["ref"],
        kind=kind,
        status=one_of(Status, own["status"]),
        title=title,
        names=names(rows.of("name")),
        texts=texts(rows.of("text")),
        fields={each.name: each.given(own.get(each.name)) for each in fields_of(kind)},
        date=date(own["date"]),
        latitude=own["latitude"],
        longitude=own["longitude"],
        stages=stages(rows.of("stage")),
        links=rows.links,
        files=files(rows.of("file"), object_path),
        memberships=(),
        created_at=own["created_at"],
        created_by=own["created_by"],
        changed_at=changed[0],
        changed_by=changed[1],
        identifiers=identifiers(rows.of("identifier")),
        link_counts=rows.counts,
        details=details(rows.parts, rows.named),
    )


def names(rows: Iterable[Row]) -> tuple[NameValue, ...]:
    """Names in their order."""
    return tuple(
        NameValue(
            row["id"], row["text"], row["lang"], row["script"], one_of(NameKind, row["kind"]), bool(row["is_original"])
        )
        for row in sorted(rows, key=_place)
    )


def called(rows: Iterable[Row]) -> str:
    """Which of its names stands for a record; empty where it has none."""
    return choose([Candidate(name.text, name.lang, name.kind, name.is_original) for name in names(rows)], language())


def texts(rows: Iterable[Row]) -> tuple[TextValue, ...]:
    """Texts, the oldest first."""
    return tuple(
        TextValue(row["id"], one_of(TextRole, row["role"]), row["text"], row["lang"], bool(row["is_original"]))
        for row in sorted(rows, key=lambda row: int(row["id"]))
    )


def stages(rows: Iterable[Row]) -> tuple[StageValue, ...]:
    """Stages, oldest first, undated ones last."""
    found = [
        StageValue(row["id"], one_of(StageKind, row["kind"]), date(row["date"]), row["source"], row["confidence"])
        for row in rows
    ]
    return tuple(
        sorted(found, key=lambda stage: (stage.date is None, stage.date.earliest if stage.date else 0, stage.id))
    )


def names_of_details(parts: Mapping[str, Sequence[Row]]) -> set[int]:
    """The records that the details among these rows name."""
    return {row[column] for detail, column in NAMING for row in parts.get(detail.name, ()) if row.get(column)}


def details(parts: Mapping[str, Sequence[Row]], named: Mapping[int, RecordRef]) -> tuple[DetailValue, ...]:
    """Details sort by sort, each in its order; those too that the kind has no more. Of what they name only what is in
    ``named`` is said.
    """
    return tuple(
        DetailValue(row["id"], detail.name, {each.name: _given(each, row, named) for each in detail.columns})
        for detail in DETAILS
        for row in sorted(parts.get(detail.name, ()), key=lambda row: (row["ordinal"], row["id"]))
    )


def _given(column: Column, row: Row, named: Mapping[int, RecordRef]) -> Any:
    value = row.get(column.name)
    return named.get(value) if column.type is FieldType.RECORD and value else column.given(value)


def identifiers(rows: Iterable[Row]) -> tuple[IdentifierValue, ...]:
    """Identifiers by scheme and value."""
    return tuple(
        IdentifierValue(row["id"], row["scheme"], row["value"])
        for row in sorted(rows, key=lambda row: (row["scheme"], row["value"]))
    )


def files(rows: Iterable[Row], object_path: ObjectPath) -> tuple[FileValue, ...]:
    """Files in their order; a picture that was turned on its side is as wide as it was high."""
    return tuple(_file(row, object_path) for row in sorted(rows, key=_place))


def _file(row: Row, object_path: ObjectPath) -> FileValue:
    values = {column: row[column] for column in _FILE & row.keys()}
    width, height = row["width"], row["height"]
    if row.get("turn", 0) % 180:
        width, height = height, width
    values |= {"path": str(object_path(row["sha256"], row["extension"])), "role": one_of(FileRole, row["role"])}
    values |= {"width": width, "height": height, "metadata": row["technical"] or {}}
    # In what the log says of files from before revision 0008 it is not there.
    values["chosen"] = bool(row.get("chosen"))
    return FileValue(**values)


def counted(links: Iterable[LinkValue]) -> tuple[LinkCount, ...]:
    """How many of all ``links`` of a record there are of each relation."""
    found = Counter((link.relation, link.label, link.forward) for link in links)
    return tuple(LinkCount(*key, number) for key, number in found.items())


def _place(row: Row) -> tuple[int, int]:
    return row["position"], row["id"]
