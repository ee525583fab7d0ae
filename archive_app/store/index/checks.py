"""Is what is stored whole, and is what is derived what a rebuild would give?"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from sqlalchemy import Connection

from archive_app.i18n import _
from archive_app.store.database import statements
from archive_app.store.database.batches import batched
from archive_app.store.index import contents, ordering, related, search_index, tallies
from archive_app.store.index.memberships import out_of_step
from archive_app.store.index.moments import Zones

_BATCH = 500
_SHOWN = 50


def integrity(connection: Connection) -> list[str]:
    """What SQLite's own checks complain of."""
    problems = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(20)") if row[0] != "ok"]
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20):
        problems.append(_("A row of “{table}” points to nothing.").format(table=row[0]))
    return problems


def _nobody(_records: int) -> None:
    """For whoever does not ask how far it is."""


def search(connection: Connection, tell: statements.Tell = _nobody) -> list[tuple[str, str]]:
    """Records whose rows in the full-text index are not what a rebuild gives: (ref, reason). ``tell`` is told how many
    records more were looked at, and may raise.
    """
    wrong: list[int] = []
    # Numbers alone: with their refs they take ten times the room.
    ids = array("q")
    for some in statements.streamed(connection, "SELECT id FROM record WHERE deleted_at IS NULL ORDER BY id"):
        ids.extend(row[0] for row in some)
    zones = Zones(connection)
    for batch in batched(ids, _BATCH):
        there = search_index.stored(connection, batch)
        wanted = search_index.documents(connection, batch)
        tell(len(batch))
        placed, places = ordering.stored(connection, batch), ordering.places(connection, batch, zones)
        for record_id in batch:
            misplaced = ordering.out_of_step(placed.get(record_id), places.get(record_id))
            if misplaced or there.get(record_id) != wanted.get(record_id):
                wrong.append(record_id)
    shown = sorted(search_index.misshapen(connection).union(wrong))[:_SHOWN]
    sentence = _("The search index is out of step. Rebuild it with “reindex”.")
    refs = _refs(connection, shown)
    problems = [(refs.get(record_id, ""), sentence) for record_id in shown]
    for table in (*search_index.TABLES, "ordering"):
        if int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()) > len(ids):
            problems.append(("", _("The search index holds records that are gone. Rebuild it with “reindex”.")))
    problems += contents.problems(connection)
    return problems[:_SHOWN]


def memberships(connection: Connection) -> list[tuple[str, str]]:
    """Memberships that a rebuild would not give, or that are missing: (ref, reason)."""
    wrong = sorted(out_of_step(connection))[:_SHOWN]
    sentence = _("The membership “{rule}” is out of step. Rebuild it with “reindex”.")
    refs = _refs(connection, [record_id for _partnership, record_id, _rule in wrong])
    return [(refs.get(record_id, ""), sentence.format(rule=rule)) for _partnership, record_id, rule in wrong]


def facets(connection: Connection, tell: statements.Tell = _nobody) -> list[tuple[str, str]]:
    """Records of which what they go with, or what they are counted under, is not what a rebuild gives. ``tell`` is told
    how many records more were looked at, and may raise.
    """
    third = int(connection.exec_driver_sql("SELECT count(*) FROM facet").scalar_one()) // 3
    wrong: set[int] = set()
    for check in (related.out_of_step, tallies.misfiled, tallies.miscounted):
        wrong |= check(connection)
        tell(third)
    shown = sorted(wrong)[:_SHOWN]
    sentence = _("What it is found and counted under is out of step. Rebuild it with “reindex”.")
    refs = _refs(connection, shown)
    return [(refs.get(record, ""), sentence) for record in shown]


def _refs(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Refs by id."""
    where = f"id IN ({','.join(map(str, ids))})"
    return {row[0]: row[1] for row in connection.exec_driver_sql(f"SELECT id, ref FROM record WHERE {where}")}
