"""Stock-takes as they are kept: each of a place, with a line for every object that was expected or found there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class StocktakeRow:
    """A stock-take: of which place, begun on which day by whom, closed on which (empty while it is open), and when
    it is due again.
    """

    id: int
    place: int
    started_on: str
    started_by: str
    closed_on: str
    due: str


@dataclass(frozen=True, slots=True)
class StockLineRow:
    """An object of a stock-take: whether it was ``expected`` (in ``place``, 0 where no place is known), ``mark``
    (“found”, “missing”, empty as long as nobody looked), when and by whom that was said.
    """

    id: int
    object: int
    place: int
    expected: bool
    mark: str
    counted_on: str
    counted_by: str


def stocktakes(connection: Connection, *, place: int | None = None) -> list[StocktakeRow]:
    """Every stock-take of places that are there, or those of ``place``, the latest first."""
    which, parameters = (" AND s.record_id = ?", (place,)) if place is not None else ("", ())
    rows = connection.exec_driver_sql(
        "SELECT s.id, s.record_id, s.started_on, s.started_by, coalesce(s.closed_on, ''), coalesce(s.due, '')"
        f" FROM stocktake s JOIN record r ON r.id = s.record_id AND r.deleted_at IS NULL WHERE 1 = 1{which}"
        " ORDER BY s.id DESC",
        parameters,
    )
    return [StocktakeRow(*row) for row in rows]


def lines(connection: Connection, stocktake: int) -> list[StockLineRow]:
    """The lines of a stock-take; those of objects that were deleted since too."""
    rows = connection.exec_driver_sql(
        "SELECT id, record_id, coalesce(place_id, 0), expected, mark, coalesce(counted_on, ''), counted_by"
        " FROM stock_line WHERE stocktake_id = ? ORDER BY id",
        (stocktake,),
    )
    return [StockLineRow(row[0], row[1], row[2], bool(row[3]), *row[4:]) for row in rows]
