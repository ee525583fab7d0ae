"""What lies near a point: its own position, that of one of its files, or a place that it is linked to.

The box around the circle is asked first, in degrees; what is in it is measured on the sphere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, degrees, pi, radians, sin, sqrt

from sqlalchemy import Connection

EARTH_KM = 6371.0088  # mean radius (IUGG)
_FUNCTION = "distance_km"
_PLACES = "('city', 'place', 'organisation')"
# The box is made a little larger than the circle, so that rounding leaves nothing out.
_MARGIN = 1e-9


@dataclass(frozen=True, slots=True)
class Circle:
    """Degrees and kilometres."""

    latitude: float
    longitude: float
    radius: float


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance of two points in degrees (haversine)."""
    here, there = radians(latitude), radians(other_latitude)
    across = sin(radians(other_longitude - longitude) / 2)
    along = sin((there - here) / 2)
    return 2 * EARTH_KM * asin(min(1.0, sqrt(along * along + cos(here) * cos(there) * across * across)))


def condition(connection: Connection, circles: Sequence[Circle]) -> tuple[str, tuple[object, ...]]:
    """SQL about ``record r``, and its parameters: it is in one of ``circles``, or is linked to a place that is."""
    _prepare(connection)
    parts: list[str] = []
    values: tuple[object, ...] = ()
    for circle in circles:
        own, inside = _within("r", circle)
        file, _inside = _within("f", circle)
        place, _inside = _within("o", circle)
        parts += [
            own,
            f"EXISTS (SELECT 1 FROM media_file f WHERE f.record_id = r.id AND {file})",
            "EXISTS (SELECT 1 FROM link l CROSS JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
            f" AND o.kind IN {_PLACES} AND {place} WHERE l.subject_id = r.id)",
        ]
        values += inside * 3
    return " OR ".join(f"({part})" for part in parts), values


def _within(alias: str, circle: Circle) -> tuple[str, tuple[object, ...]]:
    reach = degrees(circle.radius / EARTH_KM) + _MARGIN
    south, north = circle.latitude - reach, circle.latitude + reach
    sql = f"{alias}.latitude BETWEEN ? AND ?"
    values: tuple[object, ...] = (south, north)
    # A circle that holds a pole holds every longitude.
    if south > -90 and north < 90:
        wide = degrees(asin(min(1.0, sin(min(circle.radius / EARTH_KM, pi / 2)) / cos(radians(circle.latitude)))))
        west, east = circle.longitude - wide - _MARGIN, circle.longitude + wide + _MARGIN
        if west >= -180 and east <= 180:
            sql += f" AND {alias}.longitude BETWEEN ? AND ?"
            values += (west, east)
    sql += f" AND {_FUNCTION}({alias}.latitude, {alias}.longitude, ?, ?) <= ?"
    return sql, (*values, circle.latitude, circle.longitude, circle.radius)


def _distance(*degrees_: float | None) -> float | None:
    return None if None in degrees_ else distance_km(*[value for value in degrees_ if value is not None])


def _prepare(connection: Connection) -> None:
    """Give SQLite the function, once for each of its connections."""
    if _FUNCTION not in connection.info:
        driver = connection.connection.driver_connection
        if driver is not None:
            driver.create_function(_FUNCTION, 4, _distance, deterministic=True)
            connection.info[_FUNCTION] = True
