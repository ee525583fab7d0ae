"""What a purge takes out of the log.

The log keeps every operation about a purged record: which row and field, in which step, by whom and when. What it said
is gone: old and new are both null then, which no other operation has. Of the operation that made the record stays what
history shows of it for ever (ref, kind), and with it where its ref went. A step of which something is gone can't be
taken back as a whole any more: its kind says so. Where the label of a step named what is gone, it stands as "…".

All of it follows from the operation that says ``purged``: a copy of the archive that takes it in forgets the same.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from sqlalchemy import Connection

from archive_app.domain.model.columns import FieldType
from archive_app.domain.model.details import DETAILS
from archive_app.domain.text.showing import shown
from archive_app.store.change import chain
from archive_app.store.database import statements
from archive_app.store.database.batches import batched, marks
from archive_app.store.reading.operations import value
from archive_app.store.reading.undoable import FINAL
from archive_app.store.schema.entities import ENTITIES, Entity

_BATCH = 500
#: What stays of the operation that made a record, and on which of its fields all of it does.
_STAYS = ("uid", "ref", "kind", "created_at", "created_by")
_HARMLESS = ("ref", "status", "deleted_at", "merged_into")
#: What a record is not asked for: the refs that it bore are given to no other.
_APART = ("record", "former_ref")
_CHOSEN = (FieldType.CHOICE, FieldType.LANGUAGE, FieldType.CURRENCY)
#: Columns of which many records have the same few words: among them all of details that are chosen from some.
_SILENT = frozenset(
    {
        *(each.name for detail in DETAILS for each in detail.columns if each.type in _CHOSEN),
        "uid", "lang", "script", "kind", "status", "role", "relation", "scheme", "extension", "mime", "sha256",
        "created_at", "created_by", "deleted_at",
    }
)  # fmt: skip
_DIGEST = re.compile(r'"sha256": "([0-9a-f]{64})"')
#: What stands between names in a label.
_QUOTED = re.compile("“[^”]*”")
_BETWEEN = re.compile(r"([–,:“”]\s*)")
_SPACE = re.compile(r"(\s+)")
_CUT = "…"

#: An original: its digest and its extension.
Original = tuple[str, str]


def rows_of(connection: Connection, ids: Collection[int], among: Collection[int]) -> set[bytes]:
    """The uids of all rows that ever belonged to the records ``ids`` and, as they stand or stood at last, to one of
    ``among``: what a merge gave them and undoing took away again is not theirs.
    """
    touched: dict[str, set[bytes]] = defaultdict(set)
    for batch in batched(sorted(ids), _BATCH):
        for column in ("record_id", "other_id"):
            found = statements.rows(
                connection,
                f"SELECT DISTINCT entity, entity_uid FROM operation WHERE {column} IN ({marks(batch)})",
                batch,
            )
            for entity, uid in found:
                if entity not in _APART:
                    touched[entity].add(bytes(uid))
    return {uid for entity, uids in touched.items() for uid in _at_last(connection, ENTITIES[entity], uids, among)}


def _at_last(connection: Connection, entity: Entity, uids: Collection[bytes], among: Collection[int]) -> set[bytes]:
    wanted, owners = set(among), {}
    for batch in batched(sorted(uids), _BATCH):
        last = statements.rows(
            connection,
            "SELECT o.entity_uid, o.record_id, o.other_id FROM operation o WHERE o.id IN (SELECT max(x.id)"
            f" FROM operation x WHERE x.entity_uid IN ({marks(batch)}) GROUP BY x.entity_uid)",
            batch,
        )
        there = statements.rows(
            connection,
            f"SELECT uid, {', '.join(entity.owners)} FROM {entity.table.__tablename__} WHERE uid IN ({marks(batch)})",
            batch,
        )
        for uid, *ends in (*last, *there):
            owners[bytes(uid)] = wanted.intersection(ends)
    return {uid for uid, mine in owners.items() if mine}


def files_of(connection: Connection, rows: Collection[bytes]) -> dict[Original, int]:
    """Every original that rows of files among ``rows`` ever stood for, and its size."""
    found: dict[Original, int] = {}
    for batch in batched(sorted(rows), _BATCH):
        for old, new in statements.rows(
            connection,
            f"SELECT old, new FROM operation WHERE entity = 'file' AND field = '' AND entity_uid IN ({marks(batch)})",
            batch,
        ):
            for row in filter(None, (value(old), value(new))):
                found[row["sha256"], row["extension"]] = row["size"]
    return found


def needed(connection: Connection, originals: Collection[Original], rows: Collection[bytes]) -> set[Original]:
    """Those of ``originals`` that a step needs which made or removed another file than those among ``rows``."""
    digests, gone = {digest for digest, _extension in originals}, set(rows)
    found: set[Original] = set()
    if not digests:
        return found
    for uid, old, new in statements.rows(
        connection, "SELECT entity_uid, old, new FROM operation WHERE entity = 'file' AND field = ''"
    ):
        if bytes(uid) in gone:
            continue
        for text in (old, new):
            said = _DIGEST.search(text) if isinstance(text, str) else None
            if said is not None and said[1] in digests:
                found.add((said[1], value(text)["extension"]))
    return found.intersection(originals)


def steps_of(connection: Connection, ids: Collection[int]) -> set[int]:
    """The steps that changed something of the records ``ids`` and could be taken back."""
    found: set[int] = set()
    for batch in batched(sorted(ids), _BATCH):
        for column in ("record_id", "other_id"):
            rows = statements.rows(
                connection,
                "SELECT DISTINCT o.step_id FROM operation o JOIN step s ON s.id = o.step_id"
                f" WHERE o.{column} IN ({marks(batch)}) AND s.kind IN ('do', 'redo')",
                batch,
            )
            found.update(row[0] for row in rows)
    return found


def forget(connection: Connection, records: Collection[bytes], rows: Collection[bytes]) -> set[str]:
    """Take out what was said of ``records`` and of ``rows``, all by their uids; all that they were called."""
    said: set[str] = set()
    for batch in batched(sorted({*records, *rows}), _BATCH):
        for entity, field, *values in statements.rows(
            connection, f"SELECT entity, field, old, new FROM operation WHERE entity_uid IN ({marks(batch)})", batch
        ):
            said |= _words(ENTITIES[entity], field, map(value, values))
    for batch in batched(sorted(rows), _BATCH):
        _leave(connection, f"entity_uid IN ({marks(batch)})", batch, lambda _kept: "null")
    for batch in batched(sorted(records), _BATCH):
        _forget_records(connection, batch)
    return said


def _forget_records(connection: Connection, uids: list[bytes]) -> None:
    about = f"entity_uid IN ({marks(uids)})"
    _leave(connection, f"{about} AND field = ''", uids, _stays)
    _leave(connection, f"{about} AND field NOT IN ('', {', '.join(map(repr, _HARMLESS))})", uids, lambda _kept: "null")


def _leave(connection: Connection, about: str, uids: list[bytes], stays: Callable[[Any], str]) -> None:
    """Leave of some operations what ``stays`` of old and of new, and the digest of what they said: the chain of the
    log holds.
    """
    kept = statements.rows(connection, f"SELECT id, seal, old, new FROM operation WHERE {about}", uids)
    left = [(number, bytes(seal or b""), old, new, stays(old), stays(new)) for number, seal, old, new in kept]
    statements.run_many(
        connection,
        "UPDATE operation SET old = ?, new = ?, seal = ? WHERE id = ?",
        [
            (less_old, less_new, chain.values_left(chain.values(seal, old, new), less_old, less_new), number)
            for number, seal, old, new, less_old, less_new in left
        ],
    )


def _stays(text: Any) -> str:
    row = value(text)
    return json.dumps(row if row is None else {column: row[column] for column in _STAYS if column in row})


def _words(entity: Entity, field: str, values: Iterable[Any]) -> set[str]:
    """What old and new values say in words: whatever is text, but for what only names or sorts."""
    rows = [{field: given} for given in values] if field else [given for given in values if isinstance(given, dict)]
    silent = {*_SILENT, *entity.references}
    return {
        str(text)
        for row in rows
        for column, text in row.items()
        if isinstance(text, str) and text and column not in silent
    }


def close(connection: Connection, steps: Collection[int]) -> None:
    """Say of steps that they can't be taken back any more."""
    for batch in batched(sorted(steps), _BATCH):
        statements.run(
            connection,
            f"UPDATE step SET kind = ? WHERE id IN ({marks(batch)}) AND kind IN ('do', 'redo')",
            (FINAL, *batch),
        )


def hush(connection: Connection, said: Collection[str]) -> None:
    """Take out of the labels of all steps what is called as one of ``said``."""
    names = _Names(said)
    for number, seal, kind, label, message, reverses in statements.rows(
        connection,
        "SELECT s.id, s.seal, s.kind, s.label, s.message, r.uid FROM step s LEFT JOIN step r ON r.id = s.reverses",
    ):
        document = value(message)
        after, quiet = names.hushed_sentence(label), names.hushed_document(document)
        if after != label or quiet != document:
            kept = message if quiet == document else json.dumps(quiet)
            words = chain.said(bytes(seal or b""), kind, label, message, reverses)
            statements.run(
                connection,
                "UPDATE step SET label = ?, message = ?, seal = ? WHERE id = ?",
                (after, kept, chain.said_left(words, kind, after, kept, reverses), number),
            )


class _Names:
    """What is to be said no more, as labels may have it: cut short, with what hides made visible, among others."""

    def __init__(self, said: Collection[str]) -> None:
        lines = {text.strip().split("\n", 1)[0] for text in said}
        whole = {text.strip() for text in said} | lines
        self._all = {text for text in whole | {shown(text, len(text)) for text in whole} if text}
        self._sorted = sorted(self._all)

    def hushed(self, text: str) -> str:
        if not text or self._is(text):
            return text and _CUT
        text = _QUOTED.sub(lambda found: f"“{_CUT}”" if self._is(found[0][1:-1]) else found[0], text)
        return "".join(_CUT if self._is(part) else part for part in _BETWEEN.split(text))

    def hushed_sentence(self, text: str) -> str:
        """A label to the letter, as earlier versions wrote them, in which names may stand without marks. Words in small
        letters are taken for those of the sentence.
        """
        words = _SPACE.split(self.hushed(text)) if text else []
        first = 0
        while first < len(words):
            for end in range(len(words), first, -1):
                span = "".join(words[first:end])
                if any(letter.isalpha() for letter in span) and not span.islower() and self._is(span):
                    words[first:end] = [_CUT]
                    break
            first += 1
        return "".join(words)

    def hushed_document(self, kept: Any) -> Any:
        """A label as it is kept, whose values are texts, numbers, labels and lists of these."""
        if isinstance(kept, str):
            return self.hushed(kept)
        if isinstance(kept, list):
            return [self.hushed_document(each) for each in kept]
        if isinstance(kept, dict) and "values" in kept:
            return {**kept, "values": {name: self.hushed_document(each) for name, each in kept["values"].items()}}
        return kept

    def _is(self, text: str) -> bool:
        text = text.strip()
        if text.endswith(_CUT):
            begins = text[: -len(_CUT)]
            place = bisect_left(self._sorted, begins)
            return bool(begins) and place < len(self._sorted) and self._sorted[place].startswith(begins)
        return text in self._all
