"""The texts in which a hit's words may stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from archive_app.store.batches import batched
from archive_app.store.reading import marks

_BATCH = 400


@dataclass(frozen=True, slots=True)
class Stored:
    """One text of a record: ``field`` is ``name`` or a text role."""

    field: str
    lang: str
    text: str


def texts(connection: Connection, ids: Collection[int]) -> dict[int, list[Stored]]:
    """Names first, then texts, of each record."""
    found: dict[int, list[Stored]] = defaultdict(list)
    for batch in batched(ids, _BATCH):
        for record_id, role, lang, text in connection.exec_driver_sql(
            f"SELECT record_id, 'name', lang, text FROM name WHERE record_id IN ({marks(batch)})"
            f" UNION ALL SELECT record_id, role, lang, text FROM text WHERE record_id IN ({marks(batch)})",
            (*batch, *batch),
        ):
            found[record_id].append(Stored(role, lang, text))
    return found
