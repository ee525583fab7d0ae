"""Objects by where they are, and places by what they are called or by their path."""

from __future__ import annotations

import json
import re
from datetime import date

from sqlalchemy import Connection

from archive_app.domain.dates.dates import day_number
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.movements import SIGNS, below, last_day, way
from archive_app.store.reading import finding, locations
from archive_app.store.reading.locations import STANDING
from archive_app.store.search import naming

_LOCATION = (Kind.LOCATION,)
_SIGNS = re.compile(rf"\s*[{re.escape(SIGNS)}]\s*")


def called(connection: Connection, text: str) -> list[int]:
    """The places that ``text`` names: by ref or uid, by a whole name, by a path from without to within that need not
    say every step, or by words of a name.
    """
    exact = finding.by_ref_or_uid(connection, text)
    parents = locations.parents(connection)
    if exact is not None:
        return [exact] if exact in parents else []
    found = naming.by_exact_name(connection, text, _LOCATION)
    steps = [step for step in _SIGNS.split(text) if step]
    if not found and len(steps) > 1:
        found = list(naming.by_exact_name(connection, steps[-1], _LOCATION))
        for place in list(found):
            above, last = way(parents, place)[:-1], -1
            for step in steps[:-1]:
                named = set(naming.by_exact_name(connection, step, _LOCATION))
                last = next((at for at, each in enumerate(above) if at > last and each in named), len(above))
            if last >= len(above):
                found.remove(place)
    return found or list(naming.by_words(connection, text, _LOCATION))


def lying(connection: Connection, places: list[int], today: date) -> tuple[str, tuple[object, ...]]:
    """SQL about ``record r``, and its parameters: it is in one of ``places`` today, or in what lies in them."""
    day = day_number(today)
    within = json.dumps(sorted(below(locations.parents(connection), places)))
    among = f"SELECT m.record_id FROM movement m WHERE m.place IN (SELECT value FROM json_each(?)) AND {STANDING}"
    return f"r.id IN ({among})", (within, day, day)


def lying_anywhere(today: date) -> tuple[str, tuple[object, ...]]:
    """The same of any place that is there."""
    day = day_number(today)
    placed = "EXISTS (SELECT 1 FROM record p WHERE p.id = m.place AND p.deleted_at IS NULL)"
    return f"r.id IN (SELECT m.record_id FROM movement m WHERE {placed} AND {STANDING})", (day, day)


def late(connection: Connection, today: date) -> tuple[str, tuple[object, ...]]:
    """SQL about ``record r``, and its parameters: it was to be back before today, and was not moved since."""
    day = day_number(today)
    rows = connection.exec_driver_sql(
        f"SELECT m.record_id, m.until FROM movement m WHERE m.until IS NOT NULL AND {STANDING}", (day, day)
    )
    return "r.id IN (SELECT value FROM json_each(?))", (json.dumps([row[0] for row in rows if _past(row[1], day)]),)


def _past(until: str, day: int) -> bool:
    last = last_day(until)
    return bool(last) and last < day
