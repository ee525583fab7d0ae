"""Facts from which links are suggested: when and where an item was made, who its file names, what its texts say.

Every question is bounded and goes through an index, so that it takes milliseconds in an archive of any size.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from archive_app.domain.dates.dates import day_number
from archive_app.domain.model.kinds import ITEM_KINDS, Kind
from archive_app.domain.model.positions import SIDELESS, distance_km, readings
from archive_app.domain.text import mentions
from archive_app.store.database.batches import batched, marks
from archive_app.store.reading.legible import document, one_of

#: An event is longer than this in days only by mistake, or is a campaign: not every picture of that time is of it.
_LONGEST_EVENT = 31
_EVENTS = 200
_BOX = 0.5  # degrees of latitude around a point, more than any radius here
_TOKENS = 300
_NAMED = 60
_SAME_DAY = 3_000

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one item. ``day`` is year·10000 + month·100 + day where its date is a day, else 0;
    ``places`` are the places that it is linked to, ``linked`` is all that it is. ``readings`` are the points that a
    position may mean of which the file does not say on which side it lies.
    """

    kind: Kind
    day: int
    point: Point | None
    captured: str
    camera: str
    people: tuple[str, ...]
    text: str
    linked: frozenset[int]
    places: frozenset[int]
    readings: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event with where it was: points of its own or of its places, and these places."""

    id: int
    points: tuple[Point, ...]
    places: frozenset[int]


@dataclass(slots=True)
class Neighbour:
    """An item taken within seconds of another, and what it is linked to: (relation, other, role)."""

    id: int
    seconds: float
    links: list[tuple[str, int, str]] = field(default_factory=list)


def facts(connection: Connection, record: int) -> Facts | None:
    """What is known of an item; None for what is no item, or is gone."""
    row = connection.exec_driver_sql(
        "SELECT kind, date_from, date_to, latitude, longitude FROM record WHERE id = ? AND deleted_at IS NULL",
        (record,),
    ).first()
    if row is None or one_of(Kind, row[0]) not in ITEM_KINDS:
        return None
    files = connection.exec_driver_sql(
        "SELECT captured, camera, latitude, longitude, technical FROM media_file WHERE record_id = ?"
        " ORDER BY position, id LIMIT 8",
        (record,),
    ).all()
    points = [(each[2], each[3]) for each in files if each[2] is not None and each[3] is not None]
    point = (row[3], row[4]) if row[3] is not None and row[4] is not None else next(iter(points), None)
    texts = connection.exec_driver_sql(
        "SELECT text FROM name WHERE record_id = ?1 UNION ALL SELECT text FROM text WHERE record_id = ?1", (record,)
    )
    links = connection.exec_driver_sql(
        "SELECT object_id, relation FROM link WHERE subject_id = ?1 UNION ALL"
        " SELECT subject_id, '' FROM link WHERE object_id = ?1",
        (record,),
    ).all()
    said = [document(each[4]) for each in files]
    people = [name for each in said for name in each.get("people", ())]
    sideless = next(filter(None, (each.get("raw", {}).get(SIDELESS) for each in said)), "")
    return Facts(
        kind=one_of(Kind, row[0]),
        day=row[1] if row[1] is not None and row[1] == row[2] else 0,
        point=point,
        captured=next((each[0] for each in files if each[0]), ""),
        camera=next((each[1] for each in files if each[1]), ""),
        people=tuple(dict.fromkeys(str(name) for name in people)),
        text="\n".join(each[0] for each in texts),
        linked=frozenset(each[0] for each in links),
        places=frozenset(each[0] for each in links if each[1] == "taken_at"),
        readings=() if point is not None else tuple(readings(sideless)),
    )


def occasions(connection: Connection, day: int) -> list[Occasion]:
    """Events in whose dates that day lies, with where they were."""
    if not day:
        return []
    earliest = _before(day, _LONGEST_EVENT)
    rows = connection.exec_driver_sql(
        "SELECT id, latitude, longitude FROM record WHERE date_from BETWEEN ? AND ? AND date_to >= ?"
        " AND kind = 'event' AND deleted_at IS NULL LIMIT ?",
        (earliest, day, day, _EVENTS),
    ).all()
    held = _held_in(connection, [row[0] for row in rows])
    found = []
    for event, latitude, longitude in rows:
        places = held.get(event, [])
        points = [(latitude, longitude)] if latitude is not None and longitude is not None else []
        points += [(place[1], place[2]) for place in places if place[1] is not None and place[2] is not None]
        found.append(Occasion(event, tuple(points), frozenset(place[0] for place in places)))
    return found


def _before(day: int, days: int) -> int:
    """The day so many days earlier; the day itself where it is none of the calendar's."""
    try:
        earlier = datetime(day // 10_000, day // 100 % 100, day % 100) - timedelta(days=days)
    except (ValueError, OverflowError):
        return day
    return day_number(earlier)


def _held_in(
    connection: Connection, events: Collection[int]
) -> dict[int, list[tuple[int, float | None, float | None]]]:
    found: dict[int, list[tuple[int, float | None, float | None]]] = {}
    rows = connection.exec_driver_sql(
        "SELECT l.subject_id, p.id, p.latitude, p.longitude FROM link l JOIN record p ON p.id = l.object_id"
        f" AND p.deleted_at IS NULL WHERE l.subject_id IN ({marks(events)}) AND l.relation = 'held_in'",
        tuple(events),
    )
    for event, *place in rows:
        found.setdefault(event, []).append((place[0], place[1], place[2]))
    return found


def points_of(connection: Connection, places: Collection[int]) -> list[Point]:
    """Where these places are, as far as they have a position."""
    rows = connection.exec_driver_sql(
        f"SELECT latitude, longitude FROM record WHERE id IN ({marks(places)}) AND latitude IS NOT NULL"
        " AND longitude IS NOT NULL",
        tuple(places),
    )
    return [(row[0], row[1]) for row in rows]


def cities_near(connection: Connection, point: Point, radius: float) -> list[tuple[int, float]]:
    """Cities within ``radius`` kilometres of ``point``, nearest first, each with its distance."""
    rows = connection.exec_driver_sql(
        "SELECT id, latitude, longitude FROM record WHERE latitude BETWEEN ? AND ? AND kind = 'city'"
        " AND longitude IS NOT NULL AND deleted_at IS NULL",
        (point[0] - _BOX, point[0] + _BOX),
    )
    near = [(row[0], distance_km(*point, row[1], row[2])) for row in rows]
    return sorted(((city, distance) for city, distance in near if distance <= radius), key=lambda each: each[1])


def mentioned(connection: Connection, text: str, kinds: Collection[Kind]) -> dict[int, str]:
    """Records of ``kinds`` one of whose whole names stands in ``text``, each with that name; the longest name counts
    where one lies within another.
    """
    possible = mentions.stretches(text)
    bearers: dict[str, list[tuple[int, str]]] = {}
    for batch in batched(sorted(possible), _TOKENS):
        expression = " OR ".join(f'"{token}"' for token in batch)
        rows = connection.exec_driver_sql(
            "WITH m AS MATERIALIZED (SELECT rowid AS id FROM parts WHERE parts MATCH ? LIMIT ?)"
            " SELECT n.record_id, n.text FROM m CROSS JOIN record r ON r.id = m.id AND r.deleted_at IS NULL"
            f" AND r.kind IN ({marks(kinds)}) CROSS JOIN name n ON n.record_id = r.id",
            (f"names : ({expression})", 20 * _NAMED, *sorted(map(str, kinds))),
        ).all()
        for record, name in rows:
            token = mentions.token_of(name)
            if token in possible:
                bearers.setdefault(token, []).append((record, name))
    kept = mentions.longest({token: possible[token] for token in bearers})
    return {record: name for token in sorted(kept) for record, name in bearers[token][:_NAMED]}


def burst(connection: Connection, record: int, known: Facts, seconds: float) -> list[Neighbour]:
    """Items taken by the same camera within so many seconds, nearest first, with their links."""
    moment = _moment(known.captured)
    if moment is None or not known.day:
        return []
    rows = connection.exec_driver_sql(
        "SELECT r.id, f.captured FROM record r CROSS JOIN media_file f ON f.record_id = r.id"
        " WHERE r.date_from = ? AND r.deleted_at IS NULL AND r.id <> ? AND f.camera = ? AND f.captured <> '' LIMIT ?",
        (known.day, record, known.camera, _SAME_DAY),
    )
    near: dict[int, Neighbour] = {}
    for other, captured in rows:
        then = _moment(captured)
        apart = abs((then - moment).total_seconds()) if then is not None and _alike(then, moment) else seconds + 1
        if apart <= seconds and (other not in near or apart < near[other].seconds):
            near[other] = Neighbour(other, apart)
    for subject, relation, obj, role in _links_from(connection, near):
        near[subject].links.append((relation, obj, role))
    return sorted((each for each in near.values() if each.links), key=lambda each: each.seconds)


def _links_from(connection: Connection, items: Iterable[int]) -> list[tuple[int, str, int, str]]:
    ids = list(items)
    rows = connection.exec_driver_sql(
        f"SELECT subject_id, relation, object_id, role FROM link WHERE subject_id IN ({marks(ids)}) ORDER BY id",
        tuple(ids),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _moment(captured: str) -> datetime | None:
    """A capture date as files have it; None where it is no moment."""
    try:
        return datetime.fromisoformat(captured)
    except ValueError:
        return None


def _alike(one: datetime, other: datetime) -> bool:
    """Whether both or neither say their zone; otherwise they cannot be compared."""
    return (one.tzinfo is None) == (other.tzinfo is None)
