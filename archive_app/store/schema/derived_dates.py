"""Keeps the sortable bounds beside an EDTF date in step with it."""

from __future__ import annotations

from typing import Any

from archive_app.domain.dates.dates import parse_date


def spread_dates(row: Any, field: str = "date") -> None:
    """Fill ``date_from`` and ``date_to`` of ``row`` from its ``date``, where ``field`` is that one and it has them."""
    if field != "date" or not hasattr(row, "date_from"):
        return
    value = parse_date(row.date) if row.date else None
    row.date_from = value.earliest if value else None
    row.date_to = value.latest if value else None
