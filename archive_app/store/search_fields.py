"""What each field of the query language means in SQL. ``domain/query/fields.py`` says what there is; this is how it
is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection

from archive_app.domain.dates import parse_date
from archive_app.domain.folding import fold
from archive_app.domain.kinds import ITEM_KINDS, KIND_ALIASES, Kind, Status, TextRole
from archive_app.domain.query import FieldTerm
from archive_app.errors import InvalidInput, QueryError
from archive_app.i18n import _
from archive_app.store import finding
from archive_app.store.reading import marks

_FAR = 99_999_999
_OCCASIONS = "('event', 'series')"
_ITEMS = "('photo', 'video', 'audio', 'document', 'object')"
_UNTAGGED = (
    f"r.kind IN {_ITEMS} AND NOT EXISTS (SELECT 1 FROM link l WHERE l.subject_id = r.id)"
    " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.object_id = r.id)"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL about ``record r`` and its parameters in order."""

    sql: str
    parameters: tuple[object, ...]


@dataclass(slots=True)
class Resolver:
    """What resolving names needs and finds: ``partnerships`` collects those asked for, for order and reasons."""

    connection: Connection
    today: date
    partnerships: set[int] = field(default_factory=set)


def compile_field(term: FieldTerm, resolver: Resolver, *, positive: bool) -> Condition:
    """The condition for one ``field:value``; several values mean any of them. QueryError for a value that can't be."""
    handler = _HANDLERS[term.field]
    parts = [handler(term, value, resolver, positive) for value in term.values]
    return Condition(
        " OR ".join(f"({part.sql})" for part in parts) if len(parts) > 1 else parts[0].sql,
        tuple(parameter for part in parts for parameter in part.parameters),
    )


_Handler = Callable[[FieldTerm, str, Resolver, bool], Condition]


def _kind(term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    word = value.strip().lower()
    if word in ("item", "items"):
        kinds: Collection[str] = ITEM_KINDS
    elif word in set(Kind):
        kinds = (word,)
    elif word in KIND_ALIASES:
        kinds = (KIND_ALIASES[word],)
    elif word.removesuffix("s") in {*Kind, *KIND_ALIASES}:
        single = word.removesuffix("s")
        kinds = (KIND_ALIASES.get(single) or Kind(single),)
    else:
        raise QueryError(
            _("There is no kind “{kind}”. Kinds are: {kinds}.").format(kind=value, kinds=", ".join(Kind)), term.start
        )
    return Condition(f"r.kind IN ({marks(kinds)})", tuple(sorted(str(kind) for kind in kinds)))


def _status(term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    word = value.strip().lower()
    if word not in set(Status):
        raise QueryError(
            _("There is no status “{status}”. Choose one of: {choices}.").format(
                status=value, choices=", ".join(Status)
            ),
            term.start,
        )
    return Condition("r.status = ?", (word,))


def _partnership(term: FieldTerm, value: str, resolver: Resolver, positive: bool) -> Condition:
    word = fold(value).strip()
    if word in ("any", "*", "yes"):
        return Condition("r.id IN (SELECT record_id FROM membership)", ())
    if word in ("none", "no"):
        return Condition("r.kind <> 'partnership' AND r.id NOT IN (SELECT record_id FROM membership)", ())
    found = _partnerships_called(value, resolver.connection)
    if not found:
        raise _unknown(term, value, resolver, (Kind.PARTNERSHIP, Kind.CITY, Kind.COUNTRY))
    if positive:
        resolver.partnerships.update(found)
    return Condition(
        f"r.id IN (SELECT record_id FROM membership WHERE partnership_id IN ({marks(found)}))", tuple(found)
    )


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
    """Records of these kinds that ``value`` names: by ref or uid, else by a whole name, else by words of a name."""
    exact = finding.by_ref_or_uid(connection, value)
    if exact is not None:
        kind = connection.exec_driver_sql("SELECT kind FROM record WHERE id = ?", (exact,)).scalar_one()
        return [exact] if Kind(kind) in kinds else []
    return finding.by_exact_name(connection, value, kinds) or finding.by_words(connection, value, kinds)


def _linked_to(*kinds: Kind) -> _Handler:
    """Records linked to one of these kinds by that name, items of events linked to it, and the record itself."""

    def handler(term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
        word = fold(value).strip()
        if word in ("any", "*", "yes", "none", "no"):
            return _linked_at_all(kinds, none=word in ("none", "no"))
        found = _called(value, kinds, resolver.connection)
        if not found:
            raise _unknown(term, value, resolver, kinds)
        return _around(found, kinds)

    return handler


def _linked_at_all(kinds: Collection[Kind], *, none: bool) -> Condition:
    joined = (
        f"SELECT l.subject_id FROM link l JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
        f" AND o.kind IN ({marks(kinds)})"
    )
    condition = f"r.id {'NOT ' if none else ''}IN ({joined})"
    if none:
        condition += f" AND r.kind IN {_ITEMS}"
    return Condition(condition, tuple(sorted(str(kind) for kind in kinds)))


def _around(found: Collection[int], kinds: Collection[Kind]) -> Condition:
    """The records themselves, what is linked to them either way, and items of occasions that are linked to them.

    For a person the last is left out: who took part in an event is not in every picture of it. For a country, what
    lies in it counts as the country.
    """
    values = tuple(found)
    target = f"WITH RECURSIVE t(id) AS (SELECT id FROM record WHERE id IN ({marks(values)})"
    if Kind.COUNTRY in kinds or Kind.CITY in kinds:
        target += (
            " UNION SELECT l.subject_id FROM t JOIN link l ON l.object_id = t.id"
            " AND l.relation IN ('located_in') JOIN record w ON w.id = l.subject_id AND w.kind IN ('city', 'place')"
        )
    target += ")"
    near = (
        "SELECT id FROM t UNION SELECT l.subject_id FROM t JOIN link l ON l.object_id = t.id"
        " UNION SELECT l.object_id FROM t JOIN link l ON l.subject_id = t.id"
    )
    if Kind.PERSON not in kinds:
        near += (
            " UNION SELECT i.subject_id FROM t JOIN link e ON e.object_id = t.id"
            f" JOIN record o ON o.id = e.subject_id AND o.kind IN {_OCCASIONS} AND o.deleted_at IS NULL"
            " JOIN link i ON i.object_id = o.id AND i.relation IN ('documents', 'depicts', 'presented_at', 'in_series')"
            " UNION SELECT i.subject_id FROM t JOIN link e ON e.subject_id = t.id AND e.relation = 'took_part_in'"
            " JOIN link i ON i.object_id = e.object_id AND i.relation IN ('documents', 'depicts', 'presented_at')"
        )
    return Condition(f"r.id IN ({target} {near})", values)


def _date(term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    low, high = _bounds(term, value)
    within = "{t}.date_to >= ? AND {t}.date_from <= ?"
    return Condition(
        f"({within.format(t='r')}) OR r.id IN (SELECT s.record_id FROM stage s WHERE {within.format(t='s')})",
        (low, high, low, high),
    )


def _bounds(term: FieldTerm, value: str) -> tuple[int, int]:
    """First and last day of ``2001``, ``2025-04``, ``2001..2010``, ``2001..``, ``..2010``, ``>2001`` or
    ``<=2010-05``.
    """
    try:
        first, dots, last = value.partition("..")
        if dots:
            low = parse_date(first).earliest if first.strip() else -_FAR
            high = parse_date(last).latest if last.strip() else _FAR
            return low, high
        for sign in (">=", "<=", ">", "<"):
            if value.startswith(sign):
                span = parse_date(value.removeprefix(sign))
                return {
                    ">=": (span.earliest, _FAR),
                    "<=": (-_FAR, span.latest),
                    ">": (span.latest + 1, _FAR),
                    "<": (-_FAR, span.earliest - 1),
                }[sign]
        span = parse_date(value)
    except InvalidInput as error:
        raise QueryError(error.message, term.start) from None
    return span.earliest, span.latest


def _before(term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    low, _high = _bounds(term, value)
    return Condition("r.date_from < ?", (low,))


def _after(term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    _low, high = _bounds(term, value)
    return Condition("r.date_to > ?", (high,))


def _untagged(term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    word = value.strip().lower() or "yes"
    if word in ("yes", "true", "1"):
        return Condition(_UNTAGGED, ())
    if word in ("no", "false", "0"):
        return Condition(f"r.kind IN {_ITEMS} AND NOT ({_UNTAGGED})", ())
    lacking = _LACKING.get(word)
    if lacking is None:
        raise QueryError(
            _("“untagged:” takes yes, no, or what is lacking: {choices}.").format(choices=", ".join(_LACKING)),
            term.start,
        )
    return Condition(f"r.kind IN {_ITEMS} AND ({lacking})", ())


def _without_link(*kinds: str) -> str:
    quoted = ", ".join(f"'{kind}'" for kind in kinds)
    return (
        "NOT EXISTS (SELECT 1 FROM link l JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
        f" AND o.kind IN ({quoted}) WHERE l.subject_id = r.id)"
    )


def _without_text(role: TextRole) -> str:
    return f"NOT EXISTS (SELECT 1 FROM text x WHERE x.record_id = r.id AND x.role = '{role}')"


#: What an item may lack, for ``untagged:`` and ``missing:``.
_LACKING: dict[str, str] = {
    "people": _without_link("person", "organisation"),
    "place": _without_link("city", "place", "country") + " AND r.latitude IS NULL",
    "event": _without_link("event", "series"),
    "partnership": "r.id NOT IN (SELECT record_id FROM membership)",
    "date": "r.date IS NULL",
    "name": "NOT EXISTS (SELECT 1 FROM name n WHERE n.record_id = r.id)",
    "caption": _without_text(TextRole.CAPTION),
    "alt": _without_text(TextRole.ALT),
    "credit": "r.credit IS NULL",
    "rights": "r.rights IS NULL",
}


def _ref(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    word = value.strip().upper()
    if word.endswith("*"):
        return Condition("r.ref >= ? AND r.ref < ?", (word[:-1], word[:-1] + "\uffff"))
    return Condition("r.ref = ?", (word,))


def _rating(term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    text = value.strip()
    sign = next((s for s in (">=", "<=", ">", "<") if text.startswith(s)), "=")
    digits = text.removeprefix(sign) if sign != "=" else text
    if not (digits.isascii() and digits.isdigit()) or int(digits) > 5:
        raise QueryError(_("“rating:” takes a number from 0 to 5, such as rating:3 or rating:>=3."), term.start)
    return Condition(f"coalesce(r.rating, 0) {sign} ? AND r.kind IN {_ITEMS}", (int(digits),))


def _missing(term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    lacking = _LACKING.get(value.strip().lower())
    if lacking is None:
        raise QueryError(_("This field takes one of: {choices}.").format(choices=", ".join(_LACKING)), term.start)
    return Condition(f"r.kind IN {_ITEMS} AND ({lacking})", ())


def _has(term: FieldTerm, value: str, resolver: Resolver, positive: bool) -> Condition:
    missing = _missing(term, value, resolver, positive)
    return Condition(missing.sql.replace(" AND (", " AND NOT (", 1), missing.parameters)


def _changed(term: FieldTerm, value: str, resolver: Resolver, _positive: bool) -> Condition:
    days = {"today": (0, 0), "yesterday": (1, 1), "week": (6, 0), "month": (30, 0)}.get(value.strip().lower())
    if days is None:
        low, high = _bounds(term, value)
        first, last = (
            f"{low // 10000:04d}-{low // 100 % 100:02d}-{low % 100:02d}",
            f"{high // 10000:04d}-{high // 100 % 100:02d}-{high % 100:02d}",
        )
    else:
        first, last = (str(resolver.today - timedelta(days=back)) for back in days)
    return Condition("substr(r.changed_at, 1, 10) BETWEEN ? AND ?", (first, last))


def _by(_term: FieldTerm, value: str, _resolver: Resolver, _positive: bool) -> Condition:
    return Condition("lower(r.changed_by) = ? OR lower(r.created_by) = ?", (value.lower(), value.lower()))


def _unknown(term: FieldTerm, value: str, resolver: Resolver, kinds: Collection[Kind]) -> QueryError:
    near = finding.near_names(resolver.connection, value, kinds)
    if near:
        suggestion = _(" or ").join(f"“{name}”" for name in near)
        sentence = _("No {field} is called “{name}”. Did you mean {near}?").format(
            field=term.field, name=value, near=suggestion
        )
    else:
        sentence = _("No {field} is called “{name}”.").format(field=term.field, name=value)
    return QueryError(sentence, term.start)


_HANDLERS: dict[str, _Handler] = {
    "kind": _kind,
    "status": _status,
    "partnership": _partnership,
    "city": _linked_to(Kind.CITY),
    "country": _linked_to(Kind.COUNTRY),
    "place": _linked_to(Kind.PLACE, Kind.CITY),
    "person": _linked_to(Kind.PERSON),
    "organisation": _linked_to(Kind.ORGANISATION),
    "event": _linked_to(Kind.EVENT),
    "series": _linked_to(Kind.SERIES),
    "date": _date,
    "before": _before,
    "after": _after,
    "untagged": _untagged,
    "ref": _ref,
    "rating": _rating,
    "missing": _missing,
    "has": _has,
    "changed": _changed,
    "by": _by,
}
