"""Terms as they are kept: records of their own kind, in vocabularies, under broader ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from archive_app.domain.model.kinds import Kind
from archive_app.store.database.batches import batched, marks
from archive_app.store.schema.tables import Record

BROADER = "broader"
RELATED = "related_to"
#: The address of a record that has no other: its uid.
URN = "urn:uuid:"
_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_BATCH = 900
_LIVE = "r.kind = 'term' AND r.deleted_at IS NULL"


@dataclass(slots=True)
class NameRow:
    """A name of a term; ``id`` is 0 until it is written."""

    id: int
    text: str
    lang: str
    kind: str
    position: int


@dataclass(slots=True)
class TextRow:
    """A text of a term; ``id`` is 0 until it is written."""

    id: int
    role: str
    lang: str
    text: str


def counts(connection: Connection) -> dict[str, int]:
    """How many terms each vocabulary has."""
    rows = connection.exec_driver_sql(
        f"SELECT coalesce(r.vocabulary, ''), count(*) FROM record r WHERE {_LIVE} GROUP BY 1 ORDER BY 1"
    )
    return {row[0]: row[1] for row in rows}


def in_vocabulary(connection: Connection, vocabulary: str) -> list[int]:
    """The terms of one vocabulary."""
    rows = connection.exec_driver_sql(
        f"SELECT r.id FROM record r WHERE {_LIVE} AND coalesce(r.vocabulary, '') = ? ORDER BY r.id", (vocabulary,)
    )
    return [row[0] for row in rows]


def broader(connection: Connection, terms: Collection[int]) -> dict[int, list[int]]:
    """The broader terms of each of these."""
    found: dict[int, list[int]] = defaultdict(list)
    for batch in batched(terms, _BATCH):
        rows = connection.exec_driver_sql(
            "SELECT l.subject_id, l.object_id FROM link l JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
            f" WHERE l.relation = '{BROADER}' AND l.subject_id IN ({marks(batch)}) ORDER BY l.id",
            tuple(batch),
        )
        for narrow, broad in rows:
            found[narrow].append(broad)
    return dict(found)


def related(connection: Connection, terms: Collection[int]) -> dict[int, list[int]]:
    """The terms that each of these is related to, either way."""
    found: dict[int, list[int]] = defaultdict(list)
    for batch in batched(terms, _BATCH):
        among = marks(batch)
        rows = connection.exec_driver_sql(
            f"SELECT subject_id, object_id FROM link WHERE relation = '{RELATED}' AND subject_id IN ({among})"
            f" UNION SELECT object_id, subject_id FROM link WHERE relation = '{RELATED}' AND object_id IN ({among})",
            (*batch, *batch),
        )
        for one, other in rows:
            found[one].append(other)
    return dict(found)


def above(connection: Connection, terms: Iterable[int]) -> set[int]:
    """These terms and everything above them."""
    seen = set(terms)
    waiting = set(seen)
    while waiting:
        found = {broad for every in broader(connection, waiting).values() for broad in every}
        waiting = found - seen
        seen |= waiting
    return seen


def uses(connection: Connection, terms: Collection[int]) -> dict[int, int]:
    """How many records are linked to each of these but for other terms."""
    found: dict[int, int] = {}
    for batch in batched(terms, _BATCH):
        rows = connection.exec_driver_sql(
            "SELECT l.object_id, count(DISTINCT l.subject_id) FROM link l JOIN record s ON s.id = l.subject_id"
            " AND s.deleted_at IS NULL AND s.kind <> 'term'"
            f" WHERE l.object_id IN ({marks(batch)}) GROUP BY l.object_id",
            tuple(batch),
        )
        found.update({row[0]: row[1] for row in rows})
    return found


def by_uri(connection: Connection, uris: Collection[str]) -> dict[str, int]:
    """The terms that bear these addresses, or whose own uid they are.

    The address that a term came with stands first; those of its matches in other schemes do not make it that concept,
    unless another record was merged into it.
    """
    found: dict[str, int] = {}
    for batch in batched(sorted(uris), _BATCH):
        rows = connection.exec_driver_sql(
            "SELECT i.value, r.id FROM identifier i JOIN record r ON r.id = i.record_id"
            f" WHERE i.scheme = 'uri' AND i.value IN ({marks(batch)}) AND {_LIVE}"
            " AND (i.id = (SELECT min(j.id) FROM identifier j WHERE j.record_id = r.id AND j.scheme = 'uri')"
            " OR EXISTS (SELECT 1 FROM record m WHERE m.merged_into = r.id)) ORDER BY i.id DESC",
            tuple(batch),
        )
        found.update({row[0]: row[1] for row in rows})
    own = {uri.removeprefix(URN): uri for uri in uris if uri.startswith(URN) and uri not in found}
    wanted = [uid for uid in own if _UID.fullmatch(uid)]
    for batch in batched(wanted, _BATCH):
        query = select(Record.uid, Record.id).where(
            Record.uid.in_(batch), Record.kind == str(Kind.TERM), Record.deleted_at.is_(None)
        )
        found.update({own[uid]: term for uid, term in connection.execute(query)})
    return found


def by_label(connection: Connection, vocabulary: str) -> dict[tuple[str, str], int]:
    """The terms of a vocabulary that came without an address, by text and language of their official names."""
    rows = connection.exec_driver_sql(
        f"SELECT n.text, n.lang, r.id FROM record r JOIN name n ON n.record_id = r.id AND n.kind = 'official'"
        f" WHERE {_LIVE} AND coalesce(r.vocabulary, '') = ? AND NOT EXISTS"
        " (SELECT 1 FROM identifier i WHERE i.record_id = r.id AND i.scheme = 'uri') ORDER BY r.id DESC",
        (vocabulary,),
    )
    return {(row[0], row[1]): row[2] for row in rows}


def identifiers(connection: Connection, terms: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """(scheme, value) by term, in the order in which they were given."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for batch in batched(terms, _BATCH):
        rows = connection.exec_driver_sql(
            f"SELECT record_id, scheme, value FROM identifier WHERE record_id IN ({marks(batch)})"
            " ORDER BY record_id, id",
            tuple(batch),
        )
        for record, scheme, value in rows:
            found[record].append((scheme, value))
    return dict(found)


def labels(connection: Connection, terms: Collection[int]) -> dict[int, list[tuple[str, str, str]]]:
    """The names of each of these: text, language, kind."""
    found: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for batch in batched(terms, _BATCH):
        rows = connection.exec_driver_sql(
            f"SELECT record_id, text, lang, kind FROM name WHERE record_id IN ({marks(batch)})"
            " ORDER BY record_id, position, id",
            tuple(batch),
        )
        for record, *name in rows:
            found[record].append((name[0], name[1], name[2]))
    return dict(found)


def texts(connection: Connection, terms: Collection[int]) -> dict[int, list[tuple[str, str, str]]]:
    """The texts of each of these: role, text, language."""
    found: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for batch in batched(terms, _BATCH):
        rows = connection.exec_driver_sql(
            f"SELECT record_id, role, text, lang FROM text WHERE record_id IN ({marks(batch)}) ORDER BY record_id, id",
            tuple(batch),
        )
        for record, *text in rows:
            found[record].append((text[0], text[1], text[2]))
    return dict(found)


def below(connection: Connection, terms: Iterable[int]) -> set[int]:
    """Everything below these terms, without themselves."""
    start = set(terms)
    seen: set[int] = set()
    waiting = start
    while waiting:
        found: set[int] = set()
        for batch in batched(waiting, _BATCH):
            rows = connection.exec_driver_sql(
                f"SELECT l.subject_id FROM link l JOIN record r ON r.id = l.subject_id AND {_LIVE}"
                f" WHERE l.relation = '{BROADER}' AND l.object_id IN ({marks(batch)})",
                tuple(batch),
            )
            found.update(row[0] for row in rows)
        waiting = found - seen - start
        seen |= waiting
    return seen


def names(connection: Connection, terms: Collection[int]) -> dict[int, list[NameRow]]:
    """The names of each of these, in their order."""
    found: dict[int, list[NameRow]] = defaultdict(list)
    for batch in batched(terms, _BATCH):
        rows = connection.exec_driver_sql(
            f"SELECT record_id, id, text, lang, kind, position FROM name WHERE record_id IN ({marks(batch)})"
            " ORDER BY record_id, id",
            tuple(batch),
        )
        for record, *name in rows:
            found[record].append(NameRow(*name))
    return found


def words(connection: Connection, terms: Collection[int]) -> dict[int, list[TextRow]]:
    """The texts of each of these, in their order."""
    found: dict[int, list[TextRow]] = defaultdict(list)
    for batch in batched(terms, _BATCH):
        rows = connection.exec_driver_sql(
            f"SELECT record_id, id, role, lang, text FROM text WHERE record_id IN ({marks(batch)})"
            " ORDER BY record_id, id",
            tuple(batch),
        )
        for record, *text in rows:
            found[record].append(TextRow(*text))
    return found


def links_up(connection: Connection, terms: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """The links that lead from each of these to broader ones: their keys, and the broader terms."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for batch in batched(terms, _BATCH):
        rows = connection.exec_driver_sql(
            f"SELECT subject_id, id, object_id FROM link WHERE relation = '{BROADER}'"
            f" AND subject_id IN ({marks(batch)}) ORDER BY id",
            tuple(batch),
        )
        for narrow, link, broad in rows:
            found[narrow].append((link, broad))
    return found


def links_down(connection: Connection, term: int) -> list[tuple[int, int]]:
    """The links that lead from narrower terms to one: their keys, and the narrower terms."""
    rows = connection.exec_driver_sql(
        f"SELECT id, subject_id FROM link WHERE relation = '{BROADER}' AND object_id = ? ORDER BY id", (term,)
    )
    return [(row[0], row[1]) for row in rows]
