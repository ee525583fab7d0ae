"""Places on the sphere."""

from __future__ import annotations

import re
from itertools import product
from math import asin, cos, radians, sin, sqrt

#: Under this name a file keeps a position that may lie on either side of the Equator or of Greenwich.
SIDELESS = "Position without sides"
_PART = re.compile(r"([±+-])(\d{1,3}(?:\.\d+)?)")
EARTH_KM = 6371.0088  # mean radius (IUGG)


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance of two points in degrees (haversine)."""
    here, there = radians(latitude), radians(other_latitude)
    across = sin(radians(other_longitude - longitude) / 2)
    along = sin((there - here) / 2)
    return 2 * EARTH_KM * asin(min(1.0, sqrt(along * along + cos(here) * cos(there) * across * across)))


def either_side(size: float, known: float | None) -> str:
    """One part of such a position: ``±43.3247``, or as it is where that is ``known``."""
    return f"±{size:.6f}" if known is None else f"{known:+.6f}"


def readings(written: str) -> list[tuple[float, float]]:
    """What a position written without sides may mean: two or four points on Earth."""
    parts = _PART.findall(written)
    if len(parts) != 2:
        return []
    signs = [(1, -1) if sign == "±" else (-1 if sign == "-" else 1,) for sign, _size in parts]
    latitude, longitude = (float(size) for _sign, size in parts)
    if latitude > 90 or longitude > 180 or not (latitude or longitude):
        return []
    return [(north * latitude, east * longitude) for north, east in product(*signs)]


def position_words(latitude: float, longitude: float) -> str:
    """A point as people write it: ``43.3247° N, 21.9033° E``."""
    return f"{abs(latitude):.4f}° {'S' if latitude < 0 else 'N'}, {abs(longitude):.4f}° {'W' if longitude < 0 else 'E'}"
