"""Names and values that fit what is being typed, from an archive of any size.

Every statement is bounded: of a kind with more than a few thousand records those are looked at that most goes with,
and beside them the first few thousand that the index finds by the words.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from sqlalchemy import Connection

from archive_app.domain.model.columns import Column
from archive_app.domain.model.details import DETAILS
from archive_app.domain.model.kinds import ITEM_KINDS, Kind
from archive_app.domain.text.folding import ANYWHERE, fold, match_terms
from archive_app.domain.text.parts import Fit, part_query
from archive_app.domain.text.sounds import sounds
from archive_app.store.database.batches import batched, marks
from archive_app.store.reading import finding
from archive_app.store.reading.legible import one_of
from archive_app.store.reading.reading import titles

_LOOKED_AT = 3000  # of all kinds together
_INDEXED = 2000
_STEPS = 5000
_TEXTS = 2000
_SAID = 20_000
_BATCH = 900


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that fits: ``matched`` is the name that does, ``uses`` how many others go with it, ``unique`` whether
    its title names no other record that fits.
    """

    id: int
    ref: str
    kind: Kind
    title: str
    matched: str
    uses: int
    unique: bool


def named(
    connection: Connection, typed: str, kinds: Collection[Kind], *, placed: bool = False, limit: int = 12
) -> list[Candidate]:
    """Records of ``kinds`` one of whose names begins so, has a word that does, or sounds so; best first, then the most
    used. ``placed``: only those with a position of their own.
    """
    wanted = _plain(typed)
    indexed, whole = _indexed(connection, typed, kinds) if wanted else ([], False)
    if whole:
        # The index has everything that fits but partnerships that are called by their parties.
        ids = list(dict.fromkeys((*indexed, *_nameless(connection, kinds))))
        uses = _uses(connection, ids)
        names = _names(connection, ids)
    else:
        uses, often = _remembered(connection, kinds)
        names = {**often, **_names(connection, [found for found in indexed if found not in uses])}
    exact = finding.by_ref_or_uid(connection, typed)
    fits: dict[int, tuple[int, str]] = {}
    for record, texts in names.items():
        best = min(((_fit(text, wanted), text) for text in texts), key=lambda found: found[0])
        if best[0] < _NO_FIT:
            fits[record] = best
    if exact is not None:
        fits[exact] = (-1, "")
    bearers: dict[str, set[int]] = {}
    for record in fits:
        for text in names.get(record, ()):
            bearers.setdefault(fold(text).strip(), set()).add(record)
    best_first = heapq.nsmallest(
        limit * 4, fits, key=lambda record: (fits[record][0], -uses.get(record, 0), fits[record][1], record)
    )
    called = titles(connection, best_first)
    rows = {
        row[0]: (row[1], one_of(Kind, row[2]))
        for row in connection.exec_driver_sql(
            f"SELECT id, ref, kind FROM record WHERE id IN ({marks(best_first)}) AND deleted_at IS NULL"
            + (" AND latitude IS NOT NULL" if placed else ""),
            tuple(best_first),
        )
    }
    return [
        Candidate(
            record, *rows[record], called[record], fits[record][1] or called[record],
            _others(uses.get(record, 0), rows[record][1]),
            len(bearers.get(fold(called[record]).strip(), ())) == 1,
        )
        for record in best_first
        if record in rows and (not kinds or rows[record][1] in kinds)
    ][:limit]  # fmt: skip


def _others(total: int, kind: Kind) -> int:
    """How many of so many are others: what is tallied goes with itself too, but a partnership, which has members."""
    return total if kind is Kind.PARTNERSHIP else max(0, total - 1)


def _remembered(connection: Connection, kinds: Collection[Kind]) -> tuple[dict[int, int], dict[int, list[str]]]:
    """The most used records and their names, read once for all key presses between two changes of the archive.

    ``data_version`` is another one as soon as any other connection changed the database, ``total_changes`` as soon as
    this one has. Measured at 20,000 records: 7 of the 15 ms that the first letters of a name took.
    """
    kept: dict[frozenset[Kind], tuple[tuple[int, int], dict[int, int], dict[int, list[str]]]]
    kept = connection.info.setdefault("candidates", {})
    version = (
        int(connection.exec_driver_sql("PRAGMA data_version").scalar_one()),
        int(connection.exec_driver_sql("SELECT total_changes()").scalar_one()),
    )
    key = frozenset(kinds)
    if key not in kept or kept[key][0] != version:
        uses = _most_used(connection, kinds)
        kept[key] = version, uses, _names(connection, list(uses))
    _version, uses, names = kept[key]
    return uses, names


def _most_used(connection: Connection, kinds: Collection[Kind]) -> dict[int, int]:
    """How many records go with each of the most used records of these kinds."""
    found: dict[int, int] = {}
    wanted = sorted(set(kinds or Kind) - ITEM_KINDS)
    for kind in wanted:
        rows = connection.exec_driver_sql(
            "SELECT value, total FROM tally WHERE facet = ? ORDER BY total DESC LIMIT ?",
            (str(kind), 2 * _LOOKED_AT // (1 + len(wanted))),
        )
        found.update((int(row[0]), row[1]) for row in rows)
    if len(found) > _LOOKED_AT:
        found = dict(heapq.nlargest(_LOOKED_AT, found.items(), key=lambda pair: pair[1]))
    return found


def _uses(connection: Connection, ids: list[int]) -> dict[int, int]:
    """How many records go with each of these."""
    found: dict[int, int] = {}
    for batch in batched(ids, _BATCH):
        rows = connection.exec_driver_sql(
            "SELECT f.record_id, y.total FROM json_each(?) p CROSS JOIN facet f ON f.record_id = p.value"
            " CROSS JOIN tally y ON y.facet = f.kind AND y.value = CAST(f.record_id AS TEXT)",
            (json.dumps(batch),),
        )
        found.update({row[0]: row[1] for row in rows})
    return found


def _nameless(connection: Connection, kinds: Collection[Kind]) -> list[int]:
    """Partnerships without a name of their own."""
    if kinds and Kind.PARTNERSHIP not in kinds:
        return []
    rows = connection.exec_driver_sql(
        "SELECT r.id FROM record r WHERE r.kind = 'partnership' AND r.deleted_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM name n WHERE n.record_id = r.id) LIMIT ?",
        (_INDEXED,),
    )
    return [row[0] for row in rows]


def _indexed(connection: Connection, typed: str, kinds: Collection[Kind]) -> tuple[list[int], bool]:
    """Records whose names hold the words, as far as a bounded look at the index goes, and whether that saw all."""
    expression = part_query(match_terms(typed[:_BATCH]), Fit.ANYWHERE)
    if expression is None:
        return [], False
    rows = connection.exec_driver_sql(
        "WITH m AS MATERIALIZED (SELECT rowid AS id FROM parts WHERE parts MATCH ? LIMIT ?)"
        " SELECT r.id, r.kind FROM m CROSS JOIN record r ON r.id = m.id WHERE r.deleted_at IS NULL",
        (f"{{names sounds}} : ({expression})", _INDEXED),
    ).all()
    return [row[0] for row in rows if not kinds or row[1] in kinds], len(rows) < _INDEXED


def _names(connection: Connection, ids: list[int]) -> dict[int, list[str]]:
    """The names of these records; what has none has its title."""
    found: dict[int, list[str]] = {}
    for batch in batched(ids, _BATCH):
        for record, text in connection.exec_driver_sql(
            f"SELECT record_id, text FROM name WHERE record_id IN ({marks(batch)}) ORDER BY record_id, position, id",
            tuple(batch),
        ):
            found.setdefault(record, []).append(text)
    nameless = [record for record in ids if record not in found][:_INDEXED]
    found.update((record, [title]) for record, title in titles(connection, nameless).items())
    return found


_NO_FIT = 9


def _fit(name: str, wanted: str) -> int:
    """How well a name fits, best first: whole, its beginning, that of a word, inside, by sound."""
    folded, heard = _spoken(name)
    if wanted in folded:
        if folded == wanted:
            return 0
        if folded.startswith(wanted):
            return 1
        return 2 if f" {wanted}" in folded else 3 if len(wanted) >= ANYWHERE or not wanted.isascii() else _NO_FIT
    if heard and wanted.isascii() and f" {wanted.replace(' ', '')}" in heard:
        return 4
    words = wanted.split()
    return 5 if len(words) > 1 and all(f" {word}" in f" {folded}" for word in words) else _NO_FIT


@lru_cache(1 << 14)
def _spoken(name: str) -> tuple[str, str]:
    """A name as :func:`_plain` has it, and what it sounds like."""
    return _plain(name), f" {sounds(name)}" if not name.isascii() else ""


def _plain(text: str) -> str:
    """A name, or what is typed of one: folded, with one space for each dash and each gap. Both go this way, or what has
    a dash is not found by its own name.
    """
    return " ".join(fold(text).replace("-", " ").split())


def years(connection: Connection) -> list[tuple[str, int]]:
    """The years in which records begin and how many do, the latest first."""
    rows = connection.exec_driver_sql("SELECT value, total FROM tally WHERE facet = 'year'")
    return sorted(((row[0], row[1]) for row in rows), key=lambda row: -int(row[0]))


def people_at_work(connection: Connection) -> list[str]:
    """Who made the last steps, by name."""
    rows = connection.exec_driver_sql(
        f'SELECT DISTINCT "by" FROM (SELECT "by" FROM step ORDER BY id DESC LIMIT {_STEPS}) ORDER BY 1'
    )
    return [row[0] for row in rows if row[0]]


def languages(connection: Connection, choice: str) -> list[str]:
    """The languages of the last names, details, or texts of that role, the most frequent first."""
    detail = next((each for each in DETAILS if each.key == choice), None)
    if detail is not None:
        last, only = (
            f"SELECT {detail.language} AS lang, '' AS role FROM {detail.name} ORDER BY id DESC LIMIT {_TEXTS}",
            "",
        )
    elif choice == "name":
        last, only = f"SELECT lang, 'name' AS role FROM name ORDER BY id DESC LIMIT {_TEXTS}", "name"
    else:
        last, only = f"SELECT lang, role FROM text ORDER BY id DESC LIMIT {_TEXTS}", choice
    rows = connection.exec_driver_sql(
        f"SELECT lang FROM ({last}) WHERE role = ? AND lang <> '' GROUP BY lang ORDER BY count(*) DESC, lang", (only,)
    )
    return [row[0] for row in rows]


def values(
    connection: Connection, field: Column, typed: str, limit: int = 12, *, table: str = "record"
) -> list[tuple[str, int]]:
    """What the last records, or the last rows of a detail's ``table``, say in a field, the most frequent first, as far
    as it begins so; and how many do.
    """
    rows = connection.exec_driver_sql(
        f"SELECT said, count(*) FROM (SELECT {field.name} AS said FROM {table} ORDER BY id DESC LIMIT {_SAID})"
        " WHERE said IS NOT NULL GROUP BY said ORDER BY count(*) DESC, said"
    )
    wanted = fold(typed).strip()
    return list(islice(((row[0], row[1]) for row in rows if fold(row[0]).startswith(wanted)), limit))


def refs(connection: Connection, typed: str, limit: int = 12) -> list[tuple[str, str]]:
    """Refs that begin so, with the titles of their records."""
    word = typed.strip().upper()
    rows = connection.exec_driver_sql(
        "SELECT id, ref FROM record WHERE ref >= ? AND ref < ? AND deleted_at IS NULL ORDER BY ref LIMIT ?",
        (word, word + "\U0010ffff", limit),
    ).all()
    called = titles(connection, [row[0] for row in rows])
    return [(row[1], called[row[0]]) for row in rows]
