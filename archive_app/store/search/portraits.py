"""What a person, a city, an event… is shown by in a list: one picture of it, and how many items go with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from pyroaring import BitMap
from sqlalchemy import Connection

from archive_app.domain.model.kinds import ITEM_KINDS
from archive_app.domain.model.records import Portrait
from archive_app.store.database import statements
from archive_app.store.database.batches import batched, marks
from archive_app.store.index import tallies
from archive_app.store.reading.views import SHOWN_LAST

#: So many items of each are looked at, those added last: the best rated picture among them is shown.
_LOOKED_AT = 24
_BATCH = 500
_DEPICTED = (
    "SELECT t.value, l.subject_id FROM json_each(?) t CROSS JOIN link l ON l.rowid IN"
    " (SELECT x.rowid FROM link x WHERE x.object_id = t.value AND x.relation = 'depicts'"
    f" ORDER BY x.subject_id DESC LIMIT {_LOOKED_AT})"
)
_PICTURES = (
    "SELECT f.record_id, f.sha256, f.turn, r.rating FROM media_file f JOIN record r ON r.id = f.record_id"
    " WHERE f.picture = '' AND r.deleted_at IS NULL AND coalesce(r.rating, 0) >= 0 AND f.record_id IN ({marks})"
    f" ORDER BY f.record_id, {SHOWN_LAST}"
)


def portraits(connection: Connection, ids: Sequence[int]) -> dict[int, Portrait]:
    """Of those of ``ids`` that items can go with, and do. Items themselves have none: they are pictures."""
    held = _items(connection, ids)
    depicted = _depicted(connection, list(held))
    wanted = {target: depicted.get(target) or _last(items) for target, items in held.items()}
    pictures = _pictures(connection, {item for items in wanted.values() for item in items})
    found = {}
    for target, items in held.items():
        shown = [pictures[item] for item in wanted[target] if item in pictures]
        _rating, sha256, turn = max(shown, key=lambda each: each[0], default=(0, "", 0))
        found[target] = Portrait(len(items), sha256, turn)
    return found


def _items(connection: Connection, ids: Sequence[int]) -> dict[int, BitMap]:
    """The items that go with each."""
    found: dict[int, BitMap] = {}
    for batch in batched(ids, _BATCH):
        rows = connection.exec_driver_sql(
            "SELECT f.record_id, y.ids FROM facet f JOIN tally y ON y.facet = f.kind"
            f" AND y.value = CAST(f.record_id AS TEXT) WHERE f.record_id IN ({marks(batch)})",
            tuple(batch),
        )
        found.update((row[0], BitMap.deserialize(row[1])) for row in rows)
    if not found:
        return {}
    every = tallies.union(connection, "kind", ITEM_KINDS)
    return {target: items for target, stored in found.items() if (items := stored & every)}


def _depicted(connection: Connection, targets: list[int]) -> dict[int, list[int]]:
    """Items that depict each: they show it better than what only goes with it."""
    found: dict[int, list[int]] = {}
    for target, item in statements.rows(connection, _DEPICTED, (json.dumps(targets),)):
        found.setdefault(target, []).append(item)
    return found


def _last(items: BitMap) -> list[int]:
    return [items[place] for place in range(max(0, len(items) - _LOOKED_AT), len(items))]


def _pictures(connection: Connection, items: Iterable[int]) -> dict[int, tuple[int, str, int]]:
    """Rating, file and turn of the first picture of each item."""
    found: dict[int, tuple[int, str, int]] = {}
    for batch in batched(sorted(items), _BATCH):
        for item, sha256, turn, rating in connection.exec_driver_sql(
            _PICTURES.format(marks=marks(batch)), tuple(batch)
        ):
            found[item] = (rating or 0, bytes(sha256).hex(), turn)
    return found
