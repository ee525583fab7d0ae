"""What each field of the query language means in SQL; ``domain/query/fields.py`` says what fields there are.

A field is one entry in ``HANDLERS``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from sqlalchemy import Connection

from archive_app.domain.model.details import SOUGHT, Sought
from archive_app.domain.model.fields import ASKED, Field
from archive_app.domain.model.kinds import ITEM_KINDS, SPECS, Kind
from archive_app.domain.query import FieldTerm, area, field_named, number_range
from archive_app.domain.query.fields import label_of
from archive_app.domain.query.values import shown
from archive_app.domain.text.folding import fold
from archive_app.errors import QueryError
from archive_app.i18n import N_, _
from archive_app.store.database.batches import marks
from archive_app.store.index import completeness, tallies
from archive_app.store.reading import finding
from archive_app.store.search import days, files, locations, naming, near, regions
from archive_app.store.search.presence import MEMBER, lacking, link_to_kinds, present
from archive_app.store.search.values import ANY, NONE, of_kinds, rows_say, says

_ITEM, _OBJECT = of_kinds(ITEM_KINDS), of_kinds({Kind.OBJECT})
#: Up to so many targets are asked for record by record, which stops with the first page, unless all of what goes with
#: them is so little that it is gathered first.
_PROBED = 8
_GATHERED = 20_000
_MOST_CENTRES = 16
#: What bears the names that these fields ask for.
_MEANT = {"near": N_("place"), "linked": N_("record"), "taken-by": N_("person"), "given-by": N_("giver"),
          "at": N_("location")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL about ``record r`` and its parameters in order.

    ``by_id`` where it names only ``r.id`` of it; ``goes_with`` where it says that ``r`` goes with one target, and
    nothing else.
    """

    sql: str
    parameters: tuple[object, ...] = ()
    by_id: bool = False
    goes_with: bool = False


@dataclass(slots=True)
class Resolver:
    """What resolving names needs and finds.

    ``partnerships`` collects those asked for, for order and reasons; ``targets`` are the records that the field term
    compiled last was about; ``scope`` the partnerships that the terms around it are about.
    """

    connection: Connection
    today: date
    partnerships: set[int] = field(default_factory=set)
    targets: tuple[int, ...] = ()
    scope: tuple[int, ...] = ()


_Handler = Callable[[FieldTerm, str, Resolver, bool], Condition]


def compile_field(term: FieldTerm, resolver: Resolver, *, positive: bool) -> Condition:
    """The condition for one ``field:value``; several values mean any of them. QueryError for a name nobody bears."""
    handler = HANDLERS[term.field]
    parts = [handler(term, value, resolver, positive) for value in term.values]
    if len(parts) == 1:
        return parts[0]
    return Condition(
        " OR ".join(f"({part.sql})" for part in parts),
        tuple(parameter for part in parts for parameter in part.parameters),
        all(part.by_id for part in parts),
    )


def _kind(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    return Condition("r.kind = ?", (value,))


def _status(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    return Condition("r.status = ?", (value,))


def _partnership(term: FieldTerm, value: str, resolver: Resolver, positive: bool) -> Condition:
    word = fold(value).strip()
    if word in ANY:
        return Condition(MEMBER)
    if word in NONE:
        return Condition(f"r.kind <> 'partnership' AND NOT {MEMBER}")
    found = _partnerships_called(value, resolver.connection)
    if not found:
        raise _unknown(term, value, resolver)
    if positive:
        resolver.partnerships.update(found)
        resolver.targets = tuple(found)
    return _goes_with(found, resolver.connection)


def _partnerships_called(value: str, connection: Connection) -> list[int]:
    """Partnerships by ref, own name, or the name of a party or of a party's country."""
    named = _called(value, (Kind.PARTNERSHIP, Kind.CITY, Kind.COUNTRY, Kind.ORGANISATION), connection)
    if not named:
        return []
    return [
        row[0]
        for row in connection.exec_driver_sql(
            f"WITH n(id) AS (SELECT id FROM record WHERE id IN ({marks(named)}))"
            " SELECT r.id FROM record r WHERE r.kind = 'partnership' AND r.deleted_at IS NULL AND (r.id IN n"
            " OR r.id IN (SELECT l.object_id FROM link l JOIN n ON n.id = l.subject_id WHERE l.relation = 'party_of')"
            " OR r.id IN (SELECT p.object_id FROM n JOIN link c ON c.object_id = n.id"
            " AND c.relation IN ('located_in', 'part_of') JOIN link p ON p.subject_id = c.subject_id"
            " AND p.relation = 'party_of')) ORDER BY r.id",
            tuple(named),
        )
    ]


def _called(value: str, kinds: Collection[Kind], connection: Connection) -> list[int]:
    """Records of these kinds (any, if there are none) by ref or uid, else by a whole name, else by words of a name."""
    exact = finding.by_ref_or_uid(connection, value)
    if exact is not None:
        kind = connection.exec_driver_sql("SELECT kind FROM record WHERE id = ?", (exact,)).scalar_one()
        return [exact] if not kinds or kind in kinds else []
    wanted = kinds or None
    return naming.by_exact_name(connection, value, wanted) or naming.by_words(connection, value, wanted)


def _linked_to(term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    """Records linked to one of the field's kinds by that name, items of events linked to it, and the record itself."""
    kinds = _kinds_of(term)
    word = fold(value).strip()
    if kinds and word in ANY | NONE:
        linked = link_to_kinds(*kinds)
        return Condition(f"{_ITEM} AND NOT ({linked})" if word in NONE else linked)
    found = _called(value, kinds, resolver.connection)
    if not found:
        raise _unknown(term, value, resolver)
    if not kinds:
        return _linked(found)
    resolver.targets = tuple(found)
    return _goes_with(found, resolver.connection)


def _kinds_of(term: FieldTerm) -> frozenset[Kind]:
    known = field_named(term.field)
    return known.kinds if known else frozenset()


def _goes_with(targets: Collection[int], connection: Connection) -> Condition:
    """What goes with one of these (see ``store/index/related.py``)."""
    values = tuple(targets)
    among = f"SELECT x.record_id FROM related x WHERE x.target_id IN ({marks(values)})"
    probed = len(values) == 1 or (
        len(values) <= _PROBED and sum(tallies.total(connection, target) for target in values) > _GATHERED
    )
    if not probed:
        return Condition(f"r.id IN ({among})", values, by_id=True)
    where = f"g.target_id IN ({marks(values)}) AND g.record_id = r.id"
    alone = len(values) == 1
    return Condition(f"EXISTS (SELECT 1 FROM related g WHERE {where})", values, by_id=True, goes_with=alone)


def _linked(found: Collection[int]) -> Condition:
    """The records themselves, and what is linked to them either way."""
    values = tuple(found)
    target = f"WITH t(id) AS (SELECT id FROM record WHERE id IN ({marks(values)}))"
    near = (
        " SELECT id FROM t UNION SELECT l.subject_id FROM t JOIN link l ON l.object_id = t.id"
        " UNION SELECT l.object_id FROM t JOIN link l ON l.subject_id = t.id"
    )
    return Condition(f"r.id IN ({target}{near})", values)


def _day(asked: days.Asking, *, by_id: bool = False) -> _Handler:
    """What ``store/search/days.py`` says of a day."""

    def handler(term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
        return Condition(*asked(value, term.op, resolver.today), by_id=by_id)

    return handler


def _rating(term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    low, high = number_range(value, term.op)
    # A rejected item has a rating of −1, and so no stars: not even none.
    return Condition(f"{_ITEM} AND coalesce(r.rating, 0) BETWEEN ? AND ?", (max(0, low), high))


def _rejected(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    return Condition(f"{_ITEM} AND coalesce(r.rating, 0) {'>=' if value == 'no' else '<'} 0")


def _ref(_term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    word = value.strip().upper().rstrip("*")
    span = (word, word + "\U0010ffff")
    others = finding.by_other_refs(resolver.connection, *span)
    if not others:
        return Condition("r.ref >= ? AND r.ref < ?", span)
    return Condition(
        "(r.ref >= ? AND r.ref < ?) OR r.id IN (SELECT value FROM json_each(?))", (*span, json.dumps(others))
    )


def _file(term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    return Condition(*files.called(value, folder=term.field == "folder"))


def _contents(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    """The words of its documents."""
    return Condition(*files.containing(value))


def _region(_term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    return Condition(*regions.asked(resolver.connection, value))


def _files(term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    number = "(SELECT count(*) FROM media_file f WHERE f.record_id = r.id)"
    return Condition(f"{_ITEM} AND {number} BETWEEN ? AND ?", number_range(value, term.op))


def _picked(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    return Condition(f"r.id {'NOT ' if value == 'no' else ''}IN (SELECT k.record_id FROM pick k)")


def _via(_term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    which, scope = "", resolver.scope
    if scope:
        which = f" AND m.partnership_id IN ({marks(scope)})"
    return Condition(
        f"EXISTS (SELECT 1 FROM membership m WHERE m.record_id = r.id{which} AND m.rule = ?)", (*scope, value)
    )


def _by_relation(relation: str) -> _Handler:
    """What that relation leads from to somebody."""

    def handler(term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
        linked = (
            f"SELECT 1 FROM link l JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
            f" WHERE l.subject_id = r.id AND l.relation = '{relation}'"
        )
        word = fold(value).strip()
        if word in ANY:
            return Condition(f"EXISTS ({linked})")
        if word in NONE:
            return Condition(f"{_ITEM} AND NOT EXISTS ({linked})")
        found = tuple(_called(value, _kinds_of(term), resolver.connection))
        if not found:
            raise _unknown(term, value, resolver)
        resolver.targets = found
        if len(found) == 1:
            return Condition(f"EXISTS ({linked} AND l.object_id IN ({marks(found)}))", found)
        return Condition(
            "r.id IN (SELECT l.subject_id FROM link l"
            f" WHERE l.object_id IN ({marks(found)}) AND l.relation = '{relation}')",
            found,
        )

    return handler


def _at(term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    word = fold(value).strip()
    if word in ANY | NONE:
        there, parameters = locations.lying_anywhere(resolver.today)
        return Condition(f"{_OBJECT} AND NOT {there}" if word in NONE else there, parameters)
    found = locations.called(resolver.connection, value)
    if not found:
        raise _unknown(term, value, resolver)
    return Condition(*locations.lying(resolver.connection, found, resolver.today))


def _late(_term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    there, parameters = locations.late(resolver.connection, resolver.today)
    return Condition(f"{_OBJECT} AND NOT {there}" if value == "no" else there, parameters)


def _near(term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    wanted = area(value)
    centres = [(wanted.latitude, wanted.longitude)]
    if wanted.place:
        centres = _positions(term, value, wanted.place, resolver)
    circles = [near.Circle(latitude, longitude, wanted.radius) for latitude, longitude in centres]
    return Condition(*near.condition(resolver.connection, circles))


def _positions(term: FieldTerm, value: str, place: str, resolver: Resolver) -> list[tuple[float, float]]:
    """Where the places of this name are."""
    exact = finding.by_ref_or_uid(resolver.connection, place)
    found = [exact] if exact is not None else _called(place, _kinds_of(term), resolver.connection)
    if not found:
        raise _unknown(term, value, resolver, place)
    rows = resolver.connection.exec_driver_sql(
        "SELECT DISTINCT latitude, longitude FROM record"
        f" WHERE id IN ({marks(found)}) AND latitude IS NOT NULL AND longitude IS NOT NULL LIMIT {_MOST_CENTRES + 1}",
        tuple(found),
    ).all()
    if not rows:
        sentence = _("“{name}” has no position on the map. Give it one, or name a point, as in near:30.25,120.17~50km")
        raise QueryError(sentence.format(name=shown(place)), term.position(value))
    if len(rows) > _MOST_CENTRES:
        sentence = _("More than {n} places fit “{name}”. Write the whole name, or the ref.")
        raise QueryError(sentence.format(n=_MOST_CENTRES, name=shown(place)), term.position(value))
    return [(row[0], row[1]) for row in rows]


def _by(_term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    """Whoever is called so, or has all of these words in the name."""
    words = fold(value).split()
    found = resolver.connection.exec_driver_sql("SELECT changed_by FROM record UNION SELECT created_by FROM record")
    people = [row[0] for row in found if row[0] and words and all(word in fold(row[0]) for word in words)]
    chosen = "IN (SELECT value FROM json_each(?))"
    return Condition(f"r.changed_by {chosen} OR r.created_by {chosen}", (json.dumps(people),) * 2)


def _says(field: Field, term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    return Condition(*says(resolver.connection, field, value, term.op, resolver.today))


def _rows_say(sought: Sought, term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    return Condition(*rows_say(resolver.connection, sought, value, term.op, resolver.today))


def _has(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    return Condition(*present(value))


def _missing(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    there, parameters = present(value)
    return Condition(f"{of_kinds(lacking(value))} AND ({there}) IS NOT TRUE", parameters)


def _untagged(term: FieldTerm, value: str, resolver: Resolver, positive: bool) -> Condition:
    return _missing(term, "link" if value == "yes" else value, resolver, positive)


def _gap(_term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    wanted = completeness.condition(completeness.required(resolver.connection), value)
    return Condition(f"EXISTS (SELECT 1 FROM facet f WHERE f.record_id = r.id AND {wanted})", by_id=True)


def _unknown(term: FieldTerm, value: str, resolver: Resolver, name: str = "") -> QueryError:
    """The sentence for a name that no record of the field bears; ``name`` where it is but a part of the value."""
    name = name or value
    names = naming.near_names(resolver.connection, name, _kinds_of(term) or None, limit=9)
    if term.field == "partnership":
        names = [near for near in names if _partnerships_called(near, resolver.connection)]
    field = _(_MEANT[term.field]) if term.field in _MEANT else label_of(term.field)
    sentence = _("No {field} is called “{name}”.").format(field=field, name=shown(name))
    if names:
        sentence = _("No {field} is called “{name}”. Did you mean {near}?").format(
            field=field, name=shown(name), near=_(" or ").join(f"“{near}”" for near in names[:3])
        )
    return QueryError(sentence, term.position(value))


HANDLERS: dict[str, _Handler] = {
    "kind": _kind,
    "status": _status,
    **{spec.kind: _linked_to for spec in SPECS if spec.asked},
    "partnership": _partnership,
    "linked": _linked_to,
    "date": _day(days.on),
    "year": _day(days.beginning),
    "near": _near,
    "at": _at,
    "late": _late,
    "taken-by": _by_relation("created_by"),
    "given-by": _by_relation("given_by"),
    "via": _via,
    "files": _files,
    "picked": _picked,
    "before": _day(days.before),
    "after": _day(days.after),
    "added": _day(partial(days.stamped, "created_at")),
    "changed": _day(partial(days.stamped, "changed_at")),
    "untagged": _untagged,
    "has": _has,
    "missing": _missing,
    "gap": _gap,
    "ref": _ref,
    "name": lambda _term, value, _resolver, _positive: Condition(*naming.is_called(value)),
    "file": _file,
    "folder": _file,
    "contents": _contents,
    "region": _region,
    "rating": _rating,
    "rejected": _rejected,
    "due": _day(days.due, by_id=True),
    "overdue": _day(days.overdue),
    "by": _by,
    **{field.key: partial(_says, field) for field in ASKED},
    **{sought.name: partial(_rows_say, sought) for sought in SOUGHT},
}
