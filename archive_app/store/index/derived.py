"""Everything that is derived from what is kept, in the order in which one follows from the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from archive_app.domain.model.completeness import LANGUAGE_SETTING
from archive_app.store.database.batches import batched
from archive_app.store.index import completeness, memberships, ordering, related, search_index, tallies
from archive_app.store.index.moments import Zones, moved_with
from archive_app.store.index.touched import Touched

_BATCH = 1_000
_FILLED = 20_000


#: Told which share of the work is done, from 0 to 1; may raise to stop.
Far = Callable[[float], None]


def nothing(_share: float) -> None:
    """For whoever does not ask."""


def follow(connection: Connection, change: Touched, far: Far = nothing) -> None:
    """Bring it up to date with one change, in that change's own transaction."""
    changes: related.Changes = {}
    if change.linked:
        members = memberships.refresh(connection, change.linked, change.links)
        changes = related.refresh(connection, appeared=change.appeared, links=change.links, records=members)
    worded = change.touched - (change.joined - change.changed)
    # A record takes about as long to be put in order as its words do.
    parts = max(1, len(worded) + len(change.touched))
    for done, batch in enumerate(batched(sorted(worded), _BATCH)):
        far(done * _BATCH / parts)
        search_index.refresh(connection, batch)
    ordering.follow(connection, change, lambda count: far((len(worded) + min(count, len(change.touched))) / parts))
    if f"setting.{LANGUAGE_SETTING}" in change.fields:
        tallies.rebuild(connection)
    elif change.touched or changes:
        tallies.refresh(connection, change.touched | completeness.neighbours(connection, change.appeared), changes)
    far(1)


def follow_many(connection: Connection, made: Sequence[int]) -> None:
    """Bring it up to date after very many new records."""
    memberships.rebuild(connection)
    related.rebuild(connection)
    tallies.rebuild(connection)
    zones = Zones(connection)
    for batch in batched(made, _FILLED):
        search_index.fill(connection, batch)
        ordering.fill(connection, batch, zones)
    ordering.refresh(connection, moved_with(connection, made))
    search_index.settle(connection)


def renew(connection: Connection, ids: Sequence[int]) -> None:
    """Make again what is derived for these records, which are there."""
    memberships.renew(connection, ids)
    changes = related.refresh(connection, appeared=(), links=(), records=ids)
    tallies.refresh(connection, ids, changes)
    search_index.renew(connection, ids)
    ordering.refresh(connection, moved_with(connection, ids).union(ids))


def forget_gone(connection: Connection) -> None:
    """Drop what is derived from records that are hidden or gone."""
    gone = "NOT IN (SELECT id FROM record WHERE deleted_at IS NULL)"
    for table, column in (("search", "rowid"), ("parts", "rowid"), ("ordering", "record_id"), ("facet", "record_id"),
                          ("related", "record_id"),
                          ("related", "target_id"), ("membership", "record_id")):  # fmt: skip
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE {column} {gone}")


def recount(connection: Connection) -> None:
    """Make the tallies again from what each record is counted under."""
    tallies.rebuild(connection)


def rebuild(connection: Connection, progress: Callable[[int, int], None] | None = None) -> int:
    """Make all of it again at once, told (done, total); returns how many records there are."""
    ids = [row[0] for row in connection.exec_driver_sql("SELECT id FROM record WHERE deleted_at IS NULL ORDER BY id")]
    search_index.make_anew(connection)
    connection.exec_driver_sql("DELETE FROM ordering")
    memberships.rebuild(connection)
    related.rebuild(connection)
    tallies.rebuild(connection)
    zones = Zones(connection)
    for done, batch in enumerate(batched(ids, _BATCH)):
        search_index.fill(connection, batch)
        ordering.fill(connection, batch, zones)
        if progress:
            progress(min((done + 1) * _BATCH, len(ids)), len(ids))
    search_index.settle(connection)
    return len(ids)
