"""The derived full-text tables: names, texts, everything else and the sounds of a record, folded, one row a record.

FTS5 with ``unicode61`` over our own folding (``domain/text/folding.py``), so that any script can be found by any way of
writing it. ``search`` holds whole words, for completion and for the vocabulary; ``parts`` holds them cut up
(``domain/text/parts.py``), with those of documents, page by page, and is what searches ask. :func:`refresh` follows
every change in its own transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import Connection

from archive_app.domain.model.details import SPEAKING
from archive_app.domain.model.fields import SEARCHED
from archive_app.domain.text.folding import BARRIER, index_text
from archive_app.domain.text.parts import name_tokens, part_tokens
from archive_app.domain.text.sounds import sounds
from archive_app.domain.text.subtitles import spoken
from archive_app.store.database import engine, statements
from archive_app.store.database.batches import batched
from archive_app.store.index import contents

#: Names, texts, other and sounds, as ``search`` and as ``parts`` hold them, the latter with the words of documents.
Document = tuple[tuple[str, ...], tuple[str, ...]]

#: The full-text tables, and what they hold of each record.
_COLUMNS = {"search": ("names", "texts", "other", "sounds"), "parts": ("names", "texts", "other", "sounds", "pages")}
TABLES = tuple(_COLUMNS)

_BATCH = 500
_NOTHING: Mapping[int, str] = MappingProxyType({})
#: Pages merged at a time, and the changes by which SQLite says that it did merge.
_MERGED = 2_000
_MERGING = 2
#: Where the full-text tables keep bytes: in which table, in which column, and of which record.
_IN_BYTES = (("docsize", "sz", "id"), ("data", "block", "0"), ("idx", "term", "0"))
#: Fields and file facts that a word may also be found in.
OTHER = ("ref", *(field.name for field in SEARCHED))
#: Kept rows that no record is found by.
_SILENT = ("link", "stage", "pick", "code_target", "pad_entry", "distinction", "stocktake", "stock_line")


def speaks(entity: str, field: str) -> bool:
    """Whether a record may be found by other words after this field of its row of ``entity`` was changed."""
    if entity == "record":
        return field in OTHER or field in ("", "deleted_at", "merged_into")
    return entity not in _SILENT


def refresh(connection: Connection, record_ids: Iterable[int]) -> None:
    """Bring the rows of these records up to date; hidden records have none. What is unchanged is not written."""
    for ids in batched(sorted(record_ids), _BATCH):
        there = stored(connection, ids)
        # Documents are long and stay as they are: what is there of them is only made anew where others were read.
        wanted = dict(_documents(connection, ids, {record: cut[-1] for record, (_whole, cut) in there.items()}))
        stale = [record for record in ids if there.get(record) != wanted.get(record)]
        _remove(connection, [record for record in stale if record in there])
        _insert(connection, {record: wanted[record] for record in stale if record in wanted})


def fill(connection: Connection, record_ids: Iterable[int]) -> None:
    """Add the rows of new records."""
    for ids in batched(sorted(record_ids), _BATCH):
        _insert(connection, dict(_documents(connection, ids)))


def settle(connection: Connection) -> None:
    """Merge what was written in many pieces, after very much of it: a search then reads half as much."""
    for table in TABLES:
        connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('optimize')")


def settle_some(connection: Connection) -> bool:
    """The same in small portions; whether there is more to do."""
    more = False
    for table in TABLES:
        before = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
        connection.exec_driver_sql(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (-_MERGED,))
        more |= int(connection.exec_driver_sql("SELECT total_changes()").scalar_one()) - int(before) >= _MERGING
    return more


def is_whole(connection: Connection) -> bool:
    """Whether SQLite finds the full-text tables in order."""
    try:
        for table in TABLES:
            statements.run(connection, f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    except engine.driver().Error:
        return False
    return True


def misshapen(connection: Connection) -> set[int]:
    """Records of which a full-text table keeps as text what it writes as bytes, 0 for what is of no single one. SQLite
    reads the same from both, and finds nothing wrong.
    """
    return {
        row[0]
        for table in TABLES
        for within, column, record in _IN_BYTES
        for row in statements.rows(
            connection, f"SELECT DISTINCT {record} FROM {table}_{within} WHERE typeof({column}) <> 'blob'"
        )
    }


def make_anew(connection: Connection) -> None:
    """Put new, empty full-text tables in the place of what is there, however damaged that is."""
    for table in TABLES:
        ((made,),) = statements.rows(connection, "SELECT sql FROM sqlite_schema WHERE name = ?", (table,))
        # Or it would not even be opened to be removed.
        statements.run(connection, f"INSERT OR REPLACE INTO {table}_config (k, v) VALUES ('version', 4)")
        statements.run(connection, f"DROP TABLE {table}")
        statements.run(connection, made)


def renew(connection: Connection, ids: Sequence[int]) -> None:
    """Make the rows of these records again, whatever is there."""
    _remove(connection, ids)
    _insert(connection, dict(_documents(connection, ids)))


def documents(connection: Connection, ids: Sequence[int]) -> dict[int, Document]:
    """What the rows of these records should hold."""
    return dict(_documents(connection, ids))


def stored(connection: Connection, ids: Sequence[int]) -> dict[int, Document]:
    """What the rows of these records do hold."""
    marks = ",".join("?" * len(ids))
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    for table, columns in _COLUMNS.items():
        rows = statements.rows(
            connection, f"SELECT rowid, {', '.join(columns)} FROM {table} WHERE rowid IN ({marks})", ids
        )
        found[table] = {row[0]: tuple(row[1:]) for row in rows}
    nothing = {table: ("",) * len(columns) for table, columns in _COLUMNS.items()}
    return {
        record: (found["search"].get(record, nothing["search"]), found["parts"].get(record, nothing["parts"]))
        for record in found["search"].keys() | found["parts"].keys()
    }


#: The refs that a record once bore, and those of all that was merged into it.
_OTHER_REFS = (
    "WITH RECURSIVE gone(kept, id, ref) AS (SELECT merged_into, id, ref FROM record WHERE merged_into IN ({marks})"
    " UNION SELECT g.kept, r.id, r.ref FROM gone g JOIN record r ON r.merged_into = g.id)"
    " SELECT kept, ref FROM gone UNION SELECT record_id, ref FROM former_ref WHERE record_id IN ({marks}) ORDER BY 1, 2"
)


def _remove(connection: Connection, ids: Sequence[int]) -> None:
    if ids:
        marks = ",".join("?" * len(ids))
        for table in TABLES:
            statements.run(connection, f"DELETE FROM {table} WHERE rowid IN ({marks})", ids)


def _insert(connection: Connection, rows: dict[int, Document]) -> None:
    if not rows:
        return
    for number, (table, columns) in enumerate(_COLUMNS.items()):
        statements.run_many(
            connection,
            f"INSERT INTO {table} (rowid, {', '.join(columns)}) VALUES (?{', ?' * len(columns)})",
            [(record, *document[number]) for record, document in rows.items()],
        )


def _documents(
    connection: Connection, ids: Sequence[int], there: Mapping[int, str] = _NOTHING
) -> Iterator[tuple[int, Document]]:
    marks = ",".join("?" * len(ids))
    key = tuple(ids)
    names: dict[int, list[str]] = defaultdict(list)
    for record_id, text in statements.rows(
        connection,
        f"SELECT record_id, text FROM name WHERE record_id IN ({marks}) ORDER BY record_id, position, id",
        key,
    ):
        names[record_id].append(text)
    texts: dict[int, list[str]] = defaultdict(list)
    for record_id, role, text in statements.rows(
        connection, f"SELECT record_id, role, text FROM text WHERE record_id IN ({marks}) ORDER BY id", key
    ):
        # Nobody looks for the times at which something is said.
        texts[record_id].append(spoken(text) if role == "subtitles" else text)
    for detail in SPEAKING:
        columns = ", ".join(column.name for column in detail.searched)
        for record_id, *said in connection.exec_driver_sql(
            f"SELECT record_id, {columns} FROM {detail.name} WHERE record_id IN ({marks}) ORDER BY ordinal, id", key
        ):
            texts[record_id] += [text for text in said if text]
    files: dict[int, list[str]] = defaultdict(list)
    for record_id, *said in statements.rows(
        connection,
        "SELECT record_id, original_name, camera, coalesce(folder, '') FROM media_file"
        f" WHERE record_id IN ({marks}) ORDER BY position, id",
        key,
    ):
        files[record_id] += said
    identifiers: dict[int, list[str]] = defaultdict(list)
    for record_id, value in statements.rows(
        connection, f"SELECT record_id, value FROM identifier WHERE record_id IN ({marks}) ORDER BY scheme, value", key
    ):
        identifiers[record_id].append(value)
    refs: dict[int, list[str]] = defaultdict(list)
    for record_id, ref in statements.rows(connection, _OTHER_REFS.format(marks=marks), key + key):
        refs[record_id].append(ref)
    pages = contents.tokens(connection, ids, there)
    others = statements.rows(
        connection,
        f"SELECT id, {', '.join(OTHER)} FROM record WHERE id IN ({marks}) AND deleted_at IS NULL ORDER BY id",
        key,
    )
    for record_id, ref, *other in others:
        rest = [ref, *refs[record_id], *(word for word in other if word), *identifiers[record_id], *files[record_id]]
        yield record_id, _document(names[record_id], texts[record_id], rest, pages.get(record_id, ""))


def _document(names: list[str], texts: list[str], other: list[str], pages: str) -> Document:
    called = _heard(names)
    heard = [*called, *_heard(texts), *_heard(other)]
    own = [name_tokens(name) for name in (*names, *(word for sound in called for word in sound.split()))]
    return (
        (_indexed(names), _indexed(texts), _indexed(other), _indexed(heard)),
        (" ".join(filter(None, (_cut(names), *own))), _cut(texts), _cut(other), _cut(heard), pages),
    )


def _heard(texts: Iterable[str]) -> list[str]:
    return [sound for text in texts if (sound := sounds(text))]


def _cut(parts: Iterable[str]) -> str:
    return " ".join(filter(None, map(part_tokens, parts)))


def _indexed(parts: Iterable[str]) -> str:
    """The parts as the index holds them, with a barrier that no phrase crosses."""
    return BARRIER.join(index_text(part) for part in parts if part)
