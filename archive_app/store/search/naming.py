"""Finding records by what they are called, whole or nearly."""

from __future__ import annotations

import re
from collections.abc import Collection

from sqlalchemy import Connection

from archive_app.domain.model.kinds import Kind
from archive_app.domain.text.folding import fold, fts_query, match_terms
from archive_app.store.database.batches import marks
from archive_app.store.reading.reading import titles

_NEAR = 70
_NEAR_SHORT = 60
_SHORT = 4
_NAMES_READ = 20_000


def by_exact_name(connection: Connection, text: str, kinds: Collection[Kind] | None) -> list[int]:
    """Records one of whose names, folded, is exactly ``text``, folded. Partnerships answer to their parties' names
    too.
    """
    wanted = fold(text).strip()
    if not wanted:
        return []
    candidates = _candidates(connection, text, kinds, phrase=True)
    exact = []
    for batch in _in_batches(candidates):
        for record_id, name in connection.exec_driver_sql(
            f"SELECT record_id, text FROM name WHERE record_id IN ({marks(batch)})", tuple(batch)
        ):
            if fold(name).strip() == wanted and record_id not in exact:
                exact.append(record_id)
    if not exact:
        nameless = _nameless(connection, kinds)
        exact = [
            record_id for record_id, title in titles(connection, nameless).items() if fold(title).strip() == wanted
        ]
    return exact


def by_words(
    connection: Connection, text: str, kinds: Collection[Kind] | None, *, limit: int | None = None
) -> list[int]:
    """Records whose names hold every word of ``text``, the last one as the beginning of a word."""
    return _candidates(connection, text, kinds, phrase=False, limit=limit)


def is_called(text: str) -> tuple[str, tuple[object, ...]]:
    """That a record ``r`` has every word of ``text`` in its names, or, where it has no name, in that of a file."""
    pattern = re.sub(r"([\\%_])", r"\\\1", text.strip())
    file = (
        "(NOT EXISTS (SELECT 1 FROM name n WHERE n.record_id = r.id) AND EXISTS (SELECT 1 FROM media_file f"
        " WHERE f.record_id = r.id AND f.original_name LIKE ? ESCAPE '\\'))"
    )
    expression = fts_query([term for word in text.split() for term in match_terms(word)])
    if expression is None:
        return file, (f"%{pattern}%",)
    return (
        f"r.id IN (SELECT s.rowid FROM search s WHERE s.search MATCH ?) OR {file}",
        (f"{{names}} : ({expression})", f"%{pattern}%"),
    )


def near_names(connection: Connection, text: str, kinds: Collection[Kind] | None, *, limit: int = 3) -> list[str]:
    """Names that look like ``text``, best first."""
    where, key = _kind_clause(kinds)
    statement = (
        "SELECT n.text FROM name n JOIN record r ON r.id = n.record_id"
        f" WHERE r.deleted_at IS NULL{where} LIMIT {_NAMES_READ}"
    )
    names = {row[0] for row in connection.exec_driver_sql(statement, key)}
    folded = {name: fold(name) for name in sorted(names)}
    short = len(text) <= _SHORT
    from rapidfuzz import fuzz, process

    found = process.extract(
        fold(text),
        folded,
        scorer=fuzz.ratio if short else fuzz.WRatio,
        limit=limit * 3,
        score_cutoff=_NEAR_SHORT if short else _NEAR,
    )
    wanted = fold(text).strip()
    different = {folded_name: name for folded_name, _score, name in reversed(found) if folded_name != wanted}
    return list(different.values())[::-1][:limit]


def _candidates(
    connection: Connection, text: str, kinds: Collection[Kind] | None, *, phrase: bool, limit: int | None = None
) -> list[int]:
    expression = fts_query(match_terms(text, phrase=True)) if phrase else fts_query(
        [term for word in text.split() for term in match_terms(word)]
    )  # fmt: skip
    if expression is None:
        return []
    # A name may also be heard, as in the completion of what is typed; what is called exactly so is not.
    columns = "{names}" if phrase else "{names sounds}"
    kinds_wanted = "" if kinds is None else f" AND f.kind IN ({marks(kinds)})"
    statement = (
        "SELECT f.record_id FROM search s CROSS JOIN facet f ON f.record_id = s.rowid"
        f" WHERE s.search MATCH ?{kinds_wanted} ORDER BY s.rowid LIMIT {-1 if limit is None else limit}"
    )
    key = () if kinds is None else tuple(str(kind) for kind in sorted(kinds))
    return [row[0] for row in connection.exec_driver_sql(statement, (f"{columns} : ({expression})", *key))]


def _kind_clause(kinds: Collection[Kind] | None) -> tuple[str, tuple[str, ...]]:
    if kinds is None:
        return "", ()
    return f" AND r.kind IN ({marks(kinds)})", tuple(str(kind) for kind in sorted(kinds))


def _nameless(connection: Connection, kinds: Collection[Kind] | None) -> list[int]:
    """Partnerships without a name of their own are called by their parties."""
    if kinds is not None and Kind.PARTNERSHIP not in kinds:
        return []
    return [
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT r.id FROM record r WHERE r.kind = 'partnership' AND r.deleted_at IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM name n WHERE n.record_id = r.id)"
        )
    ]


def _in_batches(ids: list[int]) -> list[list[int]]:
    return [ids[start : start + 900] for start in range(0, len(ids), 900)]
