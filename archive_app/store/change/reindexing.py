"""Making everything derived again while others read and write.

Each few hundred records are one short transaction of their own: what changes meanwhile is indexed by its own
transaction as ever, and both come to the same.
"""

from __future__ import annotations

from collections.abc import Callable

from archive_app.errors import Cancelled
from archive_app.i18n import N_, _
from archive_app.store.change.archive import Database
from archive_app.store.index import derived, search_index

_BATCH = 400


def rebuild(database: Database, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> int:
    """Told (done, total); returns how many records there are."""
    with database.read() as connection:
        last = int(connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM record").scalar_one())
        total = int(connection.exec_driver_sql("SELECT count(*) FROM record WHERE deleted_at IS NULL").scalar_one())
    with database.transact(N_("Rebuild the index")) as transaction:
        connection = transaction.session.connection()
        if not search_index.is_whole(connection):
            search_index.make_anew(connection)
        derived.forget_gone(connection)
    done = at = 0
    while at < last:
        if cancelled():
            raise Cancelled(_("Rebuilding the index was stopped after {count} records.").format(count=done))
        with database.transact(N_("Rebuild the index")) as transaction:
            connection = transaction.session.connection()
            ids = [
                row[0]
                for row in connection.exec_driver_sql(
                    "SELECT id FROM record WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?", (at, _BATCH)
                )
            ]
            derived.renew(connection, ids)
        at = ids[-1] if ids else last
        done += len(ids)
        progress(done, max(total, done))
    with database.transact(N_("Rebuild the index")) as transaction:
        derived.recount(transaction.session.connection())
    settle(database, cancelled)
    return done


def settle(database: Database, cancelled: Callable[[], bool] = lambda: False) -> None:
    """Merge what the index was written in, piece by piece: words that were taken out are gone from it then."""
    settling = True
    while settling and not cancelled():
        with database.transact(N_("Rebuild the index")) as transaction:
            settling = search_index.settle_some(transaction.session.connection())
