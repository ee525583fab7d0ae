"""What each field of the query language means in SQL; ``domain/query/fields.py`` says what fields there are.

A field is one entry in ``_HANDLERS``. What an item may have or lack is one entry in ``_PRESENT``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from archive_app.domain.folding import fold
from archive_app.domain.kinds import Kind
from archive_app.domain.query import FieldTerm, date_range, field_named, number_range
from archive_app.errors import QueryError
from archive_app.i18n import _
from archive_app.store import finding
from archive_app.store.reading import marks

_ITEMS = "('photo', 'video', 'audio', 'document', 'object')"
_UNLINKED = (
    "NOT EXISTS (SELECT 1 FROM link l JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
    " WHERE l.subject_id = r.id)"
    " AND NOT EXISTS (SELECT 1 FROM link l JOIN record o ON o.id = l.subject_id AND o.deleted_at IS NULL"
    " WHERE l.object_id = r.id)"
)
#: Up to so many targets are asked for record by record, which stops with the first page; more are gathered first.
_PROBED = 8
_ANY = frozenset({"any", "*", "yes"})
_NONE = frozenset({"none", "no"})
_CHOICE = re.compile(r"(?P<name>[a-z]+)(?:\[(?P<lang>[^\]]+)\])?")


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL about ``record r`` and its parameters in order."""

    sql: str
    parameters: tuple[object, ...] = ()


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
    handler = _HANDLERS[term.field]
    parts = [handler(term, value, resolver, positive) for value in term.values]
    return Condition(
        " OR ".join(f"({part.sql})" for part in parts),
        tuple(parameter for part in parts for parameter in part.parameters),
    )


def handled() -> frozenset[str]:
    """The fields that can be evaluated here."""
    return frozenset(_HANDLERS)


def _kind(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    return Condition("r.kind = ?", (value,))


def _status(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    return Condition("r.status = ?", (value,))


def _partnership(term: FieldTerm, value: str, resolver: Resolver, positive: bool) -> Condition:
    word = fold(value).strip()
    if word in _ANY:
        return Condition("r.id IN (SELECT record_id FROM membership)")
    if word in _NONE:
        return Condition("r.kind <> 'partnership' AND r.id NOT IN (SELECT record_id FROM membership)")
    found = _partnerships_called(value, resolver.connection)
    if not found:
        raise _unknown(term, value, resolver)
    if positive:
        resolver.partnerships.update(found)
        resolver.targets = tuple(found)
    return _goes_with(found)


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
        return [exact] if not kinds or Kind(kind) in kinds else []
    wanted = kinds or None
    return finding.by_exact_name(connection, value, wanted) or finding.by_words(connection, value, wanted)


def _linked_to(term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    """Records linked to one of the field's kinds by that name, items of events linked to it, and the record itself."""
    kinds = _kinds_of(term)
    word = fold(value).strip()
    if kinds and word in _ANY | _NONE:
        linked = _link_to_kinds(*kinds)
        return Condition(f"r.kind IN {_ITEMS} AND NOT ({linked})" if word in _NONE else linked)
    found = _called(value, kinds, resolver.connection)
    if not found:
        raise _unknown(term, value, resolver)
    if not kinds:
        return _linked(found)
    resolver.targets = tuple(found)
    return _goes_with(found)


def _kinds_of(term: FieldTerm) -> frozenset[Kind]:
    known = field_named(term.field)
    return known.kinds if known else frozenset()


def _goes_with(targets: Collection[int]) -> Condition:
    """What goes with one of these (see ``store/related.py``)."""
    values = tuple(targets)
    if len(values) <= _PROBED:
        where = f"x.target_id IN ({marks(values)}) AND x.record_id = r.id"
        return Condition(f"EXISTS (SELECT 1 FROM related x WHERE {where})", values)
    return Condition(f"r.id IN (SELECT x.record_id FROM related x WHERE x.target_id IN ({marks(values)}))", values)


def _linked(found: Collection[int]) -> Condition:
    """The records themselves, and what is linked to them either way."""
    values = tuple(found)
    target = f"WITH t(id) AS (SELECT id FROM record WHERE id IN ({marks(values)}))"
    near = (
        " SELECT id FROM t UNION SELECT l.subject_id FROM t JOIN link l ON l.object_id = t.id"
        " UNION SELECT l.object_id FROM t JOIN link l ON l.subject_id = t.id"
    )
    return Condition(f"r.id IN ({target}{near})", values)


def _link_to_kinds(*kinds: str) -> str:
    quoted = ", ".join(f"'{kind}'" for kind in sorted(kinds))
    return (
        "EXISTS (SELECT 1 FROM link l JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
        f" AND o.kind IN ({quoted}) WHERE l.subject_id = r.id)"
    )


def _date(term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    low, high = date_range(value, term.op, resolver.today)
    within = "{t}.date_to >= ? AND {t}.date_from <= ?"
    return Condition(
        f"({within.format(t='r')}) OR r.id IN (SELECT s.record_id FROM stage s WHERE {within.format(t='s')})",
        (low, high, low, high),
    )


def _before(_term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    return Condition("r.date_to < ?", (date_range(value, "=", resolver.today)[0],))


def _after(_term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    return Condition("r.date_from > ?", (date_range(value, "=", resolver.today)[1],))


def _stamped(column: str) -> _Handler:
    """When the archive itself changed: its stamps are ISO 8601 in UTC."""

    def handler(term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
        low, high = date_range(value, term.op, resolver.today)
        number = f"CAST(replace(substr(r.{column}, 1, 10), '-', '') AS INTEGER)"
        return Condition(f"{number} BETWEEN ? AND ?", (low, high))

    return handler


def _rating(term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    low, high = number_range(value, term.op)
    return Condition(f"r.kind IN {_ITEMS} AND coalesce(r.rating, 0) BETWEEN ? AND ?", (low, high))


def _ref(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    word = value.strip().upper().rstrip("*")
    return Condition("r.ref >= ? AND r.ref < ?", (word, word + "\U0010ffff"))


def _file(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    pattern = re.sub(r"([\\%_])", r"\\\1", value.strip())
    return Condition(
        "r.id IN (SELECT f.record_id FROM media_file f WHERE f.original_name LIKE ? ESCAPE '\\')", (f"%{pattern}%",)
    )


def _by(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    word = value.strip().lower()
    return Condition("lower(r.changed_by) = ? OR lower(r.created_by) = ?", (word, word))


_LINKED = {
    "people": _link_to_kinds("person", "organisation"),
    "person": _link_to_kinds("person"),
    "organisation": _link_to_kinds("organisation"),
    "place": f"({_link_to_kinds('city', 'place', 'country')} OR r.latitude IS NOT NULL)",
    "event": _link_to_kinds("event", "series"),
    "series": _link_to_kinds("series"),
    "link": f"NOT ({_UNLINKED})",
}
#: What a record may have or lack, for ``has:``, ``missing:`` and ``untagged:``.
_PRESENT = {
    **_LINKED,
    "partnership": "r.id IN (SELECT record_id FROM membership)",
    "date": "r.date IS NOT NULL",
    "position": "r.latitude IS NOT NULL",
    "rating": "coalesce(r.rating, 0) > 0",
    "credit": "r.credit IS NOT NULL",
    "rights": "r.rights IS NOT NULL",
    "source": "r.source IS NOT NULL",
    "file": "EXISTS (SELECT 1 FROM media_file f WHERE f.record_id = r.id)",
    "picture": "EXISTS (SELECT 1 FROM media_file f WHERE f.record_id = r.id AND f.picture = '')",
}


def _present(choice: str) -> Condition:
    match = _CHOICE.fullmatch(choice)
    name, lang = (match["name"], match["lang"]) if match else (choice, None)
    if name in _PRESENT:
        return Condition(_PRESENT[name])
    wanted = "" if lang is None else " AND (x.lang = ? OR x.lang LIKE ?)"
    values: tuple[object, ...] = () if lang is None else (lang, f"{lang}-%")
    if name == "name":
        return Condition(f"EXISTS (SELECT 1 FROM name x WHERE x.record_id = r.id{wanted})", values)
    return Condition(f"EXISTS (SELECT 1 FROM text x WHERE x.record_id = r.id AND x.role = ?{wanted})", (name, *values))


def _has(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    return _present(value)


def _missing(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    there = _present(value)
    return Condition(f"r.kind IN {_ITEMS} AND ({there.sql}) IS NOT TRUE", there.parameters)


def _untagged(term: FieldTerm, value: str, resolver: Resolver, positive: bool) -> Condition:
    return _missing(term, "link" if value == "yes" else value, resolver, positive)


def _unknown(term: FieldTerm, value: str, resolver: Resolver) -> QueryError:
    kinds = _kinds_of(term) or None
    near = finding.near_names(resolver.connection, value, kinds, limit=9)
    if term.field == "partnership":
        near = [name for name in near if _partnerships_called(name, resolver.connection)]
    near = near[:3]
    if near:
        sentence = _("No {field} is called “{name}”. Did you mean {near}?").format(
            field=term.field, name=value, near=_(" or ").join(f"“{name}”" for name in near)
        )
    else:
        sentence = _("No {field} is called “{name}”.").format(field=term.field, name=value)
    return QueryError(sentence, term.start)


_HANDLERS: dict[str, _Handler] = {
    "kind": _kind,
    "status": _status,
    "partnership": _partnership,
    "city": _linked_to,
    "country": _linked_to,
    "place": _linked_to,
    "person": _linked_to,
    "organisation": _linked_to,
    "event": _linked_to,
    "series": _linked_to,
    "linked": _linked_to,
    "date": _date,
    "before": _before,
    "after": _after,
    "added": _stamped("created_at"),
    "changed": _stamped("changed_at"),
    "untagged": _untagged,
    "has": _has,
    "missing": _missing,
    "ref": _ref,
    "file": _file,
    "rating": _rating,
    "by": _by,
}
