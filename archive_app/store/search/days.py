"""What a query asks of days, in SQL about ``record r`` with its parameters: ``value`` is a day or a span of them,
compared by ``op``, and ``today`` whose day that is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from archive_app.domain.dates.dates import day_number
from archive_app.domain.dates.moments import stamps_of
from archive_app.domain.model.kinds import Kind
from archive_app.domain.query import date_range
from archive_app.store.search.values import Asked, of_kinds

#: Called with the value, how it is compared, and today.
Asking = Callable[[str, str, date], Asked]


def on(value: str, op: str, today: date) -> Asked:
    """It, or a stage of it, may have been then."""
    low, high = date_range(value, op, today)
    within = "{t}.date_to >= ? AND {t}.date_from <= ?"
    staged = f"r.id IN (SELECT s.record_id FROM stage s WHERE {within.format(t='s')})"
    return f"({within.format(t='r')}) OR {staged}", (low, high, low, high)


def beginning(value: str, op: str, today: date) -> Asked:
    """It begins then."""
    return "r.date_from BETWEEN ? AND ?", date_range(value, op, today)


def before(value: str, _op: str, today: date) -> Asked:
    """It was over before that began."""
    return "r.date_to < ?", (date_range(value, "=", today)[0],)


def after(value: str, _op: str, today: date) -> Asked:
    """It began after that was over."""
    return "r.date_from > ?", (date_range(value, "=", today)[1],)


def stamped(column: str, value: str, op: str, today: date) -> Asked:
    """When the archive itself changed: the stamps are in UTC, and the days those of whoever asks."""
    return f"r.{column} >= ? AND r.{column} < ?", stamps_of(*date_range(value, op, today))


def due(value: str, op: str, today: date) -> Asked:
    """The earliest day on which it asks for something; see ``store/index/dues.py``."""
    within = "r.id IN (SELECT o.record_id FROM ordering o WHERE o.due BETWEEN ? AND ?)"
    return within, date_range(value, op, today)


def overdue(value: str, _op: str, today: date) -> Asked:
    """It asked for something before today; with ``no``, a gift that did not."""
    past = "r.id IN (SELECT o.record_id FROM ordering o WHERE o.due < ?)"
    whether = f"{of_kinds((Kind.TRANSFER, Kind.OBJECT))} AND NOT {past}" if value == "no" else past
    return whether, (day_number(today),)
