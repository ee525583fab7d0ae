"""Is what is stored whole, and is what is derived what a rebuild would give?"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from archive_app.i18n import _
from archive_app.store import membership_index, search_index
from archive_app.store.archive import Store
from archive_app.store.batches import batched

_BATCH = 500
_SHOWN = 50


def integrity(connection: Connection) -> list[str]:
    """What SQLite's own checks complain of."""
    problems = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(20)") if row[0] != "ok"]
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20):
        problems.append(_("A row of “{table}” points to nothing.").format(table=row[0]))
    return problems


def search(connection: Connection) -> list[tuple[str, str]]:
    """Records whose row in the full-text index is not what a rebuild gives: (ref, reason)."""
    problems: list[tuple[str, str]] = []
    refs = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT id, ref FROM record WHERE deleted_at IS NULL")}
    for batch in batched(sorted(refs), _BATCH):
        low, high = batch[0], batch[-1]
        there = {
            row[0]: (row[1], row[2], row[3])
            for row in connection.exec_driver_sql(
                "SELECT rowid, names, texts, other FROM search WHERE rowid BETWEEN ? AND ?", (low, high)
            )
            if row[0] in refs
        }
        wanted = search_index.documents(connection, batch)
        for record_id in batch:
            if there.get(record_id) != wanted.get(record_id):
                problems.append((refs[record_id], _("The search index is out of step. Rebuild it with “reindex”.")))
    total = int(connection.exec_driver_sql("SELECT count(*) FROM search").scalar_one())
    if total > len(refs):
        problems.append(("", _("The search index holds records that are gone. Rebuild it with “reindex”.")))
    return problems[:_SHOWN]


def memberships(connection: Connection) -> list[tuple[str, str]]:
    """Memberships that a rebuild would not give, or that are missing: (ref, reason)."""
    there = {
        (row[0], row[1], row[2])
        for row in connection.exec_driver_sql("SELECT partnership_id, record_id, rule FROM membership")
    }
    wrong = there ^ membership_index.expected(connection)
    problems = []
    for _partnership, record_id, rule in sorted(wrong)[:_SHOWN]:
        ref = connection.exec_driver_sql("SELECT ref FROM record WHERE id = ?", (record_id,)).scalar() or ""
        problems.append(
            (ref, _("The membership “{rule}” is out of step. Rebuild it with “reindex”.").format(rule=rule))
        )
    return problems


def rebuild(store: Store, progress: Callable[[int, int], None] | None = None) -> int:
    """Make everything derived again in one transaction; returns how many records there are."""
    with store.transact(_("Rebuild the index")) as transaction:
        connection = transaction.session.connection()
        membership_index.rebuild(connection)
        return search_index.rebuild(connection, progress)
