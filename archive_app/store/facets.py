"""Counting a result by what its records are and belong to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from archive_app.domain.kinds import KIND_LABEL, STATUS_LABEL, Kind, Status
from archive_app.i18n import _
from archive_app.store.reading import titles
from archive_app.store.search import Compiled

_RESULT = "temp.facet_result"
_MOST = 50

Facet = list[dict[str, Any]]


def facets(connection: Connection, compiled: Compiled) -> dict[str, Facet]:
    """Kind, partnership, country, people, event, series, year and status with their counts, commonest first."""
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {_RESULT} (id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql(f"DELETE FROM {_RESULT}")
    connection.exec_driver_sql(
        f"INSERT INTO {_RESULT} SELECT r.id FROM record r WHERE r.deleted_at IS NULL AND ({compiled.condition.sql})",
        compiled.condition.parameters,
    )
    return {
        "kind": [
            {"value": value, "label": _(KIND_LABEL[Kind(value)]), "count": count}
            for value, count in _column(connection, "kind")
        ],
        "partnership": _named(
            connection,
            f"SELECT m.partnership_id, count(DISTINCT m.record_id) FROM {_RESULT} f"
            " JOIN membership m ON m.record_id = f.id",
        ),
        "country": _linked(connection, "country"),
        "people": _linked(connection, "person"),
        "event": _linked(connection, "event"),
        "series": _linked(connection, "series"),
        "year": [
            {"value": str(value), "label": str(value), "count": count}
            for value, count in connection.exec_driver_sql(
                f"SELECT r.date_from / 10000 AS year, count(*) FROM {_RESULT} f JOIN record r ON r.id = f.id"
                f" WHERE r.date_from IS NOT NULL AND abs(r.date_from) < 99990000"
                f" GROUP BY year ORDER BY year LIMIT {_MOST}"
            )
        ],
        "status": [
            {"value": value, "label": _(STATUS_LABEL[Status(value)]), "count": count}
            for value, count in _column(connection, "status")
        ],
    }


def _column(connection: Connection, column: str) -> list[tuple[str, int]]:
    return [
        (row[0], row[1])
        for row in connection.exec_driver_sql(
            f"SELECT r.{column}, count(*) AS n FROM {_RESULT} f JOIN record r ON r.id = f.id"
            f" GROUP BY r.{column} ORDER BY n DESC"
        )
    ]


def _linked(connection: Connection, kind: str) -> Facet:
    return _named(
        connection,
        f"SELECT o.id, count(DISTINCT f.id) FROM {_RESULT} f JOIN link l ON l.subject_id = f.id"
        f" JOIN record o ON o.id = l.object_id AND o.kind = '{kind}' AND o.deleted_at IS NULL",
    )


def _named(connection: Connection, statement: str) -> Facet:
    rows = connection.exec_driver_sql(f"{statement} GROUP BY 1 ORDER BY 2 DESC LIMIT {_MOST}").all()
    names = titles(connection, [row[0] for row in rows])
    refs = {
        record_id: connection.exec_driver_sql("SELECT ref FROM record WHERE id = ?", (record_id,)).scalar_one()
        for record_id in names
    }
    return [{"value": refs[row[0]], "label": names[row[0]], "count": row[1]} for row in rows]
