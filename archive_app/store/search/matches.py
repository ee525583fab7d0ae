"""The texts in which a hit's words may stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from archive_app.domain.model.details import SPEAKING
from archive_app.store.database.batches import batched, marks
from archive_app.store.index import contents
from archive_app.store.index.search_index import OTHER
from archive_app.store.reading import legible

_BATCH = 400


@dataclass(frozen=True, slots=True)
class Stored:
    """One text of a record: ``field`` is ``name``, a text role, a declared detail or field, ``ref``, ``file``,
    ``camera`` or ``contents``; the latter's is a page of the file ``sha256``, counted from 1, or 0 where it has none.
    """

    field: str
    lang: str
    text: str
    page: int = 0
    sha256: str = ""


def texts(connection: Connection, ids: Collection[int]) -> dict[int, list[Stored]]:
    """Names first, then texts, then details, fields and files, of each record."""
    found: dict[int, list[Stored]] = defaultdict(list)
    for batch in batched(ids, _BATCH):
        for record_id, role, lang, text in connection.exec_driver_sql(
            f"SELECT record_id, 'name', lang, text FROM name WHERE record_id IN ({marks(batch)})"
            f" UNION ALL SELECT record_id, role, lang, text FROM text WHERE record_id IN ({marks(batch)})",
            (*batch, *batch),
        ):
            found[record_id].append(_stored(role, lang, text))
        for detail in SPEAKING:
            lang, columns = detail.language or "''", ", ".join(column.name for column in detail.searched)
            for record_id, spoken, *values in connection.exec_driver_sql(
                f"SELECT record_id, {lang}, {columns} FROM {detail.name} WHERE record_id IN ({marks(batch)})"
                " ORDER BY record_id, ordinal, id",
                tuple(batch),
            ):
                found[record_id] += [_stored(detail.name, spoken, text) for text in values if text]
        for record_id, *values in connection.exec_driver_sql(
            f"SELECT id, {', '.join(OTHER)} FROM record WHERE id IN ({marks(batch)})", tuple(batch)
        ):
            found[record_id] += [_stored(name, "", text) for name, text in zip(OTHER, values, strict=True) if text]
        for record_id, *values in connection.exec_driver_sql(
            f"SELECT record_id, original_name, camera, folder FROM media_file WHERE record_id IN ({marks(batch)})"
            " ORDER BY record_id, position, id",
            tuple(batch),
        ):
            found[record_id] += [
                _stored(name, "", text) for name, text in zip(("file", "camera", "folder"), values, strict=True) if text
            ]
    return found


def pages(connection: Connection, record: int, most: int) -> Iterator[Stored]:
    """The pages of a record's documents, one after the other, until they have ``most`` letters."""
    total = contents.totals_of(connection, record)
    for digest, number, text in contents.pages_of(connection, record):
        yield Stored("contents", "", text[:most], number + 1 if total.get(digest) else 0, digest)
        most -= len(text)
        if most < 0:
            return


def _stored(role: Any, lang: Any, text: Any) -> Stored:
    return Stored(legible.text(role), legible.text(lang), legible.text(text))
