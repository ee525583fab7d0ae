"""Places on the sphere."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088  # mean radius (IUGG)


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance of two points in degrees (haversine)."""
    here, there = radians(latitude), radians(other_latitude)
    across = sin(radians(other_longitude - longitude) / 2)
    along = sin((there - here) / 2)
    return 2 * EARTH_KM * asin(min(1.0, sqrt(along * along + cos(here) * cos(there) * across * across)))
