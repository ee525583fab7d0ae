"""What was made of the kept record since a merge: it stands on the merge, since nobody can say whose it would be."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from archive_app.domain.model.columns import in_sentence
from archive_app.domain.model.details import BY_NAME as DETAILS
from archive_app.domain.model.kinds import TEXT_LABEL, TextRole
from archive_app.domain.text.showing import shown
from archive_app.errors import Refused
from archive_app.i18n import _, listed, ngettext, sentences
from archive_app.store.reading.operations import read
from archive_app.store.reading.reading import titles
from archive_app.store.schema.entities import BELONGING, ENTITIES, OWNERS
from archive_app.store.schema.log_tables import HistoryStep

_NAMED = 3
_TITLE = 60


def refuse_undo(session: Session, step: HistoryStep, last: int) -> None:
    """Refused, naming what stands on it, where ``step`` is a merge that something was added to after operation
    ``last``.
    """
    connection = session.connection()
    merges = read(
        connection, "operation o WHERE o.step_id = ? AND o.entity = 'record' AND o.field = 'merged_into'", (step.id,)
    )
    for kept in dict.fromkeys(each.new for each in merges if each.new is not None):
        standing = _standing(connection, kept, last)
        if standing:
            raise _refusal(connection, standing)


def _standing(connection: Connection, kept: int, last: int) -> list[tuple[str, int, int]]:
    """(entity, row, step) of what belongs to ``kept`` and came to it after operation ``last``, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT o.entity, o.entity_id, min(o.step_id) FROM operation o JOIN step s ON s.id = o.step_id"
        " WHERE o.id > ? AND (o.record_id = ? OR o.other_id = ?) AND s.undone_by IS NULL AND s.kind <> 'undo'"
        f" AND o.entity IN ({', '.join(repr(entity.name) for entity in BELONGING)})"
        " AND ((o.field = '' AND coalesce(o.old, 'null') = 'null')"
        # What was moved here since stands on the merge like what was made.
        f" OR o.field IN ({', '.join(repr(column) for column in OWNERS)}))"
        " GROUP BY o.entity, o.entity_id ORDER BY min(o.id)",
        (last, kept, kept),
    ).all()
    return [(row[0], row[1], row[2]) for row in rows if _belongs(connection, row[0], row[1], kept)]


def _belongs(connection: Connection, entity: str, row_id: int, kept: int) -> bool:
    row = _row(connection, entity, row_id)
    return row is not None and kept in [row[column] for column in ENTITIES[entity].owners]


def _row(connection: Connection, entity: str, row_id: int) -> dict[str, Any] | None:
    table = ENTITIES[entity].table.__tablename__
    found = connection.exec_driver_sql(f"SELECT * FROM {table} WHERE id = ?", (row_id,)).mappings().first()
    return None if found is None else dict(found)


def _refusal(connection: Connection, standing: list[tuple[str, int, int]]) -> Refused:
    named = [
        _("{what} (step {number})").format(what=_said(connection, entity, row_id), number=step)
        for entity, row_id, step in standing[:_NAMED]
    ]
    rest = len(standing) - len(named)
    if rest:
        named.append(ngettext("{count} more", "{count} more", rest).format(count=rest))
    why = _("This merge cannot be undone, because it is not known to which of the two this belongs: {list}.")
    return Refused(sentences(why.format(list=listed(named)), _("Remove it, or undo those steps first.")))


def _said(connection: Connection, entity: str, row_id: int) -> str:
    """One thing that stands on the merge, in words."""
    row = _row(connection, entity, row_id) or {}
    if entity in DETAILS:
        return f"{in_sentence(_(DETAILS[entity].label))} “{_short(DETAILS[entity].said(row))}”"
    match entity:
        case "link":
            return _link(connection, row)
        case "name":
            return _("the name “{name}”").format(name=_short(row["text"]))
        case "text":
            return _("the text “{role}”").format(role=_(TEXT_LABEL[TextRole(row["role"])]))
        case "file":
            return _("the file “{name}”").format(name=_short(row["original_name"]))
        case "identifier":
            return f"{row['scheme']} {_short(row['value'])}"
        case "stage":
            return _("a stage")
        case "code_target":
            return _("a code")
        case "pad_entry":
            return _("an entry of a pad")
        case "stocktake":
            return _("a stock-take")
        case "stock_line":
            return _("a line of a stock-take")
        case _:
            return _("a pair that was kept apart")


def _link(connection: Connection, row: dict[str, Any]) -> str:
    ends = (row["subject_id"], row["object_id"])
    called = titles(connection, ends)
    label = connection.exec_driver_sql("SELECT label FROM relation WHERE key = ?", (row["relation"],)).scalar()
    return f"“{_short(called[ends[0]])}” {_(label or row['relation'])} “{_short(called[ends[1]])}”"


def _short(text: str) -> str:
    return shown(text, _TITLE)
