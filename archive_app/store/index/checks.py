"""Is what is stored whole, and is what is derived what a rebuild would give?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from archive_app.i18n import _
from archive_app.store.database.batches import batched
from archive_app.store.index import ordering, related, search_index, tallies
from archive_app.store.index.memberships import expected

_BATCH = 500
_SHOWN = 50


def integrity(connection: Connection) -> list[str]:
    """What SQLite's own checks complain of."""
    problems = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(20)") if row[0] != "ok"]
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20):
        problems.append(_("A row of “{table}” points to nothing.").format(table=row[0]))
    return problems


def search(connection: Connection) -> list[tuple[str, str]]:
    """Records whose rows in the full-text index are not what a rebuild gives: (ref, reason)."""
    problems: list[tuple[str, str]] = []
    refs = _refs(connection)
    for batch in batched(sorted(refs), _BATCH):
        there = search_index.stored(connection, batch)
        wanted = search_index.documents(connection, batch)
        placed, places = ordering.stored(connection, batch), ordering.places(connection, batch)
        for record_id in batch:
            misplaced = ordering.out_of_step(placed.get(record_id), places.get(record_id))
            if misplaced or there.get(record_id) != wanted.get(record_id):
                problems.append((refs[record_id], _("The search index is out of step. Rebuild it with “reindex”.")))
    for table in (*search_index.TABLES, "ordering"):
        total = int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())
        if total > len(refs):
            problems.append(("", _("The search index holds records that are gone. Rebuild it with “reindex”.")))
    return problems[:_SHOWN]


def memberships(connection: Connection) -> list[tuple[str, str]]:
    """Memberships that a rebuild would not give, or that are missing: (ref, reason)."""
    there = {
        (row[0], row[1], row[2])
        for row in connection.exec_driver_sql("SELECT partnership_id, record_id, rule FROM membership")
    }
    wrong = sorted(there ^ expected(connection))[:_SHOWN]
    sentence = _("The membership “{rule}” is out of step. Rebuild it with “reindex”.")
    refs = _refs(connection, [record_id for _partnership, record_id, _rule in wrong])
    return [(refs.get(record_id, ""), sentence.format(rule=rule)) for _partnership, record_id, rule in wrong]


def facets(connection: Connection) -> list[tuple[str, str]]:
    """Records of which what they go with, or what they are counted under, is not what a rebuild gives."""
    wrong = {record for _target, record in related.stored(connection) ^ related.expected(connection)}
    wrong |= tallies.out_of_step(connection)
    shown = sorted(wrong)[:_SHOWN]
    sentence = _("What it is found and counted under is out of step. Rebuild it with “reindex”.")
    refs = _refs(connection, shown)
    return [(refs.get(record, ""), sentence) for record in shown]


def _refs(connection: Connection, ids: Sequence[int] | None = None) -> dict[int, str]:
    """Refs by id: of these records, or of all that are not hidden."""
    where = "deleted_at IS NULL" if ids is None else f"id IN ({','.join(map(str, ids))})"
    return {row[0]: row[1] for row in connection.exec_driver_sql(f"SELECT id, ref FROM record WHERE {where}")}
