"""What a query should find, worked out record by record in plain Python, without the index and without SQL."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import acos, cos, radians, sin
from typing import Any

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.columns import Column, FieldType
from archive_app.domain.model.completeness import BY_KEY, DEFAULTS, Level
from archive_app.domain.model.details import BY_NAME as DETAIL
from archive_app.domain.model.details import DETAILS, SOUGHT, Sought
from archive_app.domain.model.fields import FIELDS, Field
from archive_app.domain.model.kinds import ITEM_KINDS, Kind, NameKind, Status
from archive_app.domain.model.records import Record, RecordRef
from archive_app.domain.text.sounds import sounds
from archive_app.services.archive import Archive
from archive_app.services.ingest.documents import contents_of
from archive_app.services.records import reading
from archive_app.services.search import picking, searching
from tests.inside import database
from tests.services.search.amounts import amounts
from tests.services.search.texts import Piece, found, read

_PLACES = {Kind.PLACE, Kind.CITY, Kind.COUNTRY}
_TARGETS = _PLACES | {Kind.PERSON, Kind.ORGANISATION, Kind.EVENT, Kind.SERIES, Kind.TERM, Kind.TRANSFER}
_OCCASIONS = {Kind.EVENT, Kind.SERIES}
_ATTENDED = {"documents", "depicts", "presented_at"}
_FIELDS = {field.key: field for field in FIELDS if field.asked}
_SOUGHT = {sought.name: sought for sought in SOUGHT}
_DETAILS = {detail.key: detail for detail in DETAILS}

#: A query as the tests build it: ("and" | "or", children), ("not", child), ("word" | "phrase", text) or
#: ("field", name, op, values).
Tree = tuple


def last_changes(archive: Archive) -> dict[int, tuple[str, str]]:
    """When and by whom each record was changed last, or anything that belongs to it: from the log alone."""
    found: dict[int, tuple[str, str]] = {}
    with database(archive).read() as connection:
        for record_id, other_id, at, by in connection.exec_driver_sql(
            "SELECT o.record_id, o.other_id, s.at, s.by FROM operation o JOIN step s ON s.id = o.step_id"
            " WHERE o.entity <> 'pick' ORDER BY s.id"
        ):
            found.update({owner: (at, by) for owner in (record_id, other_id) if owner is not None})
    return found


class Oracle:
    """All records of an archive as the reading service gives them, and what a query finds among them."""

    def __init__(self, archive: Archive, called: dict[str, set[int]], today: int) -> None:
        ids = searching.search_ids(archive, "")
        self.records: dict[int, Record] = {i: reading.record(archive, i) for i in ids}
        self.picked = set(picking.picked_ids(archive))
        self.last = last_changes(archive)
        self._called = called
        self._today = today
        self._pages = {i: [*self._printed(archive, record)] for i, record in self.records.items()}
        self._texts = {i: self._spoken(record) + self._pages[i] for i, record in self.records.items()}
        self.going: dict[int, set[int]] = {i: self._targets(record) for i, record in self.records.items()}
        for _nest in range(3):
            for targets in self.going.values():
                targets |= {o for t in targets for o in self._outer(self.records[t])}

    def find(self, tree: Tree) -> set[int]:
        """The records for which ``tree`` is true."""
        return {i for i in self.records if self._holds(tree, i, frozenset())}

    def _holds(self, tree: Tree, record: int, scope: frozenset[int]) -> bool:
        match tree:
            case ("and", children):
                inner = frozenset(
                    p for child in children if child[:2] == ("field", "partnership") for v in child[3]
                    for p in self._called.get(v, ())
                ) or scope  # fmt: skip
                return all(self._holds(child, record, inner) for child in children)
            case ("or", children):
                return any(self._holds(child, record, scope) for child in children)
            case ("not", child):
                return not self._holds(child, record, scope)
            case ("word", text):
                return all(self._says(part, record, exact=False) for part in text.split())
            case ("phrase", text):
                return self._says(text, record, exact=True)
            case ("field", name, op, values):
                if name in _FIELDS:
                    return any(self._field_says(self.records[record], _FIELDS[name], op, value) for value in values)
                if name in _SOUGHT:
                    return any(self._row_says(self.records[record], _SOUGHT[name], op, value) for value in values)
                field = getattr(self, "_" + name.replace("-", "_"))
                return any(field(self.records[record], op, value, scope) for value in values)
        raise AssertionError(tree)

    def _spoken(self, record: Record) -> list[list[Piece]]:
        said = [name.text for name in record.names] + [text.text for text in record.texts]
        said += [
            detail.values[column.name] or ""
            for detail in record.details for column in DETAIL[detail.type].columns if column.searched
        ]  # fmt: skip
        others = [record.ref, *(str(record.fields.get(field.name) or "") for field in FIELDS if field.searched)]
        others += [text for file in record.files for text in (file.original_name, file.camera, file.folder or "")]
        everything = [*said, *others, *map(sounds, [*said, *others])]
        return [found for text in everything for found in read(text)]

    def _printed(self, archive: Archive, record: Record) -> Iterable[Piece]:
        """The words of its documents, of which nobody knows how they sound."""
        contents = [contents_of(archive, file.sha256) for file in record.files]
        return [found for each in contents if each is not None for page in each.pages for found in read(page)]

    def _says(self, typed: str, record: int, *, exact: bool) -> bool:
        return found(typed, self._texts[record], exact=exact)

    def _field_says(self, record: Record, field: Field, op: str, value: str) -> bool:
        return self._value_says(record, field, record.fields.get(field.name), op, value)

    def _row_says(self, record: Record, sought: Sought, op: str, value: str) -> bool:
        detail = sought.detail
        rows = [r.values for r in record.details_of(detail.name) if r.values[sought.column.name] is not None]
        rows = [row for row in rows if not sought.among or row[detail.split] == sought.among]
        if value in ("any", "none"):
            return bool(rows) if value == "any" else record.kind in detail.kinds and not rows
        if sought.column.type is FieldType.DECIMAL:
            return any(amounts(row[sought.column.name], row[sought.unit], op, value, sought.among) for row in rows)
        return any(self._value_says(record, sought.column, row[sought.column.name], op, value) for row in rows)

    def _value_says(self, record: Record, field: Column, said: Any, op: str, value: str) -> bool:
        match field.type:
            case FieldType.CHOICE:
                return said is not None and said.casefold() == value
            case FieldType.BOOLEAN:
                assert isinstance(field, Field)
                return record.kind in field.kinds and bool(said) is (value == "yes")
            case FieldType.DATE:
                low, high = self._days(value, op)
                return bool(said) and parse_date(said).latest >= low and parse_date(said).earliest <= high
        if value in ("any", "none"):
            assert isinstance(field, Field)
            return bool(said) if value == "any" else record.kind in field.kinds and not said
        return bool(said) and all(found(word, read(said), exact=False) for word in value.split())

    def _kinds(self, ids: Iterable[int], kinds: set[Kind]) -> set[int]:
        return {i for i in ids if i in self.records and self.records[i].kind in kinds}

    def _out(self, record: Record, *relations: str) -> set[int]:
        return {x.other.id for x in record.links if x.forward and (not relations or x.relation in relations)}

    def _outer(self, record: Record) -> set[int]:
        if record.kind is Kind.TERM:
            return self._kinds(self._out(record, "broader"), {Kind.TERM})
        return (
            self._kinds(self._out(record, "located_in"), _PLACES) if record.kind in {Kind.PLACE, Kind.CITY} else set()
        )

    def _targets(self, record: Record) -> set[int]:
        """What a record goes with, but for where that lies."""
        found = self._kinds({record.id, *(link.other.id for link in record.links)}, _TARGETS)
        for occasion in self._kinds(self._out(record, *_ATTENDED, "in_series"), _OCCASIONS):
            found |= self._kinds(self._out(self.records[occasion]), _TARGETS - {Kind.PERSON})
        for occasion in self._kinds(self._out(record, *_ATTENDED), _OCCASIONS):
            attending = {
                x.other.id for x in self.records[occasion].links if not x.forward and x.relation == "took_part_in"
            }
            found |= self._kinds(attending, {Kind.ORGANISATION, Kind.CITY, Kind.COUNTRY})
        return found

    def _kind(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        return record.kind in ITEM_KINDS if value == "items" else str(record.kind) == value

    def _status(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        return str(record.status) == value

    def _partnership(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        mine = {membership.partnership.id for membership in record.memberships}
        if value in ("any", "none"):
            return bool(mine) if value == "any" else not mine and record.kind is not Kind.PARTNERSHIP
        return bool(mine & self._called[value])

    def _via(self, record: Record, _op: str, value: str, scope: frozenset[int]) -> bool:
        return any(m.rule == value and (not scope or m.partnership.id in scope) for m in record.memberships)

    def _goes(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        return bool(self.going[record.id] & self._called[value])

    _city = _country = _place = _person = _organisation = _event = _series = _term = _transfer = _goes

    def _linked(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        return bool({record.id, *(link.other.id for link in record.links)} & self._called[value])

    def _taken_by(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        return self._by_relation(record, "created_by", value)

    def _given_by(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        return self._by_relation(record, "given_by", value)

    def _by_relation(self, record: Record, relation: str, value: str) -> bool:
        makers = self._out(record, relation)
        if value in ("any", "none"):
            return bool(makers) if value == "any" else not makers and record.kind in ITEM_KINDS
        return bool(makers & self._called[value])

    def _near(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        place, _tilde, radius = value.partition("~")
        if place[0] in "-0123456789":
            centres = [tuple(map(float, place.split(",")))]
        else:
            centres = [
                (r.latitude, r.longitude) for i in self._called[place] if (r := self.records[i]).latitude is not None
            ]
        linked = self._kinds(self._out(record), {Kind.CITY, Kind.PLACE, Kind.ORGANISATION})
        points = [(r.latitude, r.longitude) for r in (record, *(self.records[i] for i in linked))]
        points += [(file.latitude, file.longitude) for file in record.files]
        reach = float(radius.removesuffix("km") or 50)
        return any(_km(point, centre) <= reach for point in points if point[0] is not None for centre in centres)

    def _date(self, record: Record, op: str, value: str, _scope: object) -> bool:
        low, high = self._days(value, op)
        dates = [record.date, *(stage.date for stage in record.stages)]
        return any(date.latest >= low and date.earliest <= high for date in dates if date)

    def _year(self, record: Record, op: str, value: str, _scope: object) -> bool:
        low, high = self._days(value, op)
        return record.date is not None and low <= record.date.earliest <= high

    def _before(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        return record.date is not None and record.date.latest < self._days(value, "")[0]

    def _after(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        return record.date is not None and record.date.earliest > self._days(value, "")[1]

    def _added(self, record: Record, op: str, value: str, _scope: object) -> bool:
        low, high = self._days(value, op)
        return low <= _local_day(record.created_at) <= high

    def _changed(self, record: Record, op: str, value: str, _scope: object) -> bool:
        low, high = self._days(value, op)
        return low <= _local_day(self.last[record.id][0]) <= high

    def _days(self, value: str, op: str) -> tuple[int, int]:
        lower, dots, upper = value.partition("..")
        ends = [self._span(end) for end in (lower, upper if dots else lower)]
        low, high = ends[0][0] if lower else -(10**9), ends[1][1] if upper or not dots else 10**9
        return _compared(low, high, op)

    def _span(self, value: str) -> tuple[int, int]:
        if value in ("", "today"):
            return self._today, self._today
        date = parse_date(value)
        return date.earliest, date.latest

    def _rating(self, record: Record, op: str, value: str, _scope: object) -> bool:
        stars = int(record.fields.get("rating") or 0)
        return record.kind in ITEM_KINDS and stars >= 0 and _in(stars, op, value)

    def _due(self, record: Record, op: str, value: str, _scope: object) -> bool:
        low, high = self._days(value, op)
        day = self._due_day(record)
        return day is not None and low <= day <= high

    def _overdue(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        day = self._due_day(record)
        past = day is not None and day < self._today
        return past if value == "yes" else record.kind in {Kind.TRANSFER, Kind.OBJECT} and not past

    def _due_day(self, record: Record) -> int | None:
        """The world has one rule in force, of gifts received since 2020: declared within 30 days, handed in within 60
        where they are worth more than 1000 EUR, or what they carried is.
        """
        if record.kind is Kind.OBJECT:
            days = [self._due_day(self.records[i]) for i in self._out(record, "transferred_in") if i in self.records]
            return min((day for day in days if day is not None), default=None)
        said = record.fields.get
        if record.kind is not Kind.TRANSFER or said("direction") == "declined" or record.date is None:
            return None
        start, days = datetime.strptime(str(record.date.earliest), "%Y%m%d"), []
        if not said("declared_on"):
            days.append(30)
        if not said("handed_in_on"):
            carried = [self.records[x.other.id] for x in record.links if x.relation == "transferred_in"]
            worth = [row.values for each in (record, *carried) for row in each.details_of("valuation")]
            if not worth or any(row["currency"] == "EUR" and float(row["amount"]) > 1000 for row in worth):
                days.append(60)
        written = [parse_date(said("due_on")).earliest] if said("due_on") and not said("handed_in_on") else []
        return min([int((start + timedelta(each)).strftime("%Y%m%d")) for each in days] + written, default=None)

    def _at(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        last = self._last_movement(record)
        place = self.records.get(last["place"].id) if last is not None and last["place"] is not None else None
        if value in ("any", "none"):
            return record.kind is Kind.OBJECT and (place is not None) == (value == "any")
        over: set[int] = set()
        while place is not None and place.id not in over:
            over.add(place.id)
            place = next((self.records[i] for i in self._out(place, "within") if i in self.records), None)
        return bool(over & self._called[value])

    def _late(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        last = self._last_movement(record)
        late = last is not None and bool(last["until"]) and parse_date(last["until"]).latest < self._today
        return record.kind is Kind.OBJECT and late == (value == "yes")

    def _last_movement(self, record: Record) -> dict[str, Any] | None:
        days = [(parse_date(row.values["date"]), row.values) for row in record.details_of("movement")]
        past = [(day.earliest, day.latest, at) for at, (day, _said) in enumerate(days) if day.earliest <= self._today]
        return dict(days[max(past)[2]][1]) if past else None

    def _rejected(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        rejected = int(record.fields.get("rating") or 0) < 0
        return record.kind in ITEM_KINDS and rejected is (value == "yes")

    def _files(self, record: Record, op: str, value: str, _scope: object) -> bool:
        return record.kind in ITEM_KINDS and _in(len(record.files), op, value)

    def _picked(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        return (record.id in self.picked) == (value == "yes")

    def _ref(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        return record.ref.startswith(value.upper())

    def _file(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        return any(value.lower() in file.original_name.lower() for file in record.files)

    def _contents(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        pages = self._pages[record.id]
        if value in ("any", "none"):
            return bool(pages) if value == "any" else record.kind in ITEM_KINDS and not pages
        return bool(pages) and all(found(word, pages, exact=False) for word in value.split())

    def _region(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        there = [each.values for each in record.details_of("region")]
        if value in ("any", "none"):
            return bool(there) if value == "any" else record.kind in ITEM_KINDS and not there
        said = [text for each in there for text in (each["text"], *self._names_of(each["subject"])) if text]
        return any(each["sort"] == value for each in there) or any(
            all(found(word, read(text), exact=False) for word in value.split()) for text in said
        )

    def _names_of(self, subject: RecordRef | None) -> list[str]:
        record = self.records.get(subject.id) if subject is not None else None
        return [name.text for name in record.names] if record is not None else []

    def _name(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        if not record.names:
            return any(value.strip().lower() in file.original_name.lower() for file in record.files)
        said = [piece for name in record.names for piece in read(name.text)]
        return all(found(word, said, exact=False) for word in value.split())

    def _folder(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        return any(value.lower().rstrip("/\\") in (file.folder or "").lower() for file in record.files)

    def _by(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        people = (record.created_by.lower(), self.last[record.id][1].lower())
        return any(all(word in person for word in value.lower().split()) for person in people)

    def _has(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        choice, _bracket, lang = value.rstrip("]").partition("[")
        if choice in ("caption", "description", "alt", "note", "keywords"):
            return any(str(t.role) == choice and _speaks(t.lang, lang) for t in record.texts)
        return bool(self._present(record, choice, lang))

    def _present(self, record: Record, choice: str, lang: str) -> object:
        out = {kind for i in self._out(record) if i in self.records for kind in [self.records[i].kind]}
        match choice:
            case "name":
                return any(_speaks(name.lang, lang) for name in record.names)
            case "date" | "position":
                return record.date if choice == "date" else record.latitude is not None
            case _ if choice in _FIELDS:
                return record.fields.get(_FIELDS[choice].name) is not None
            case _ if choice in _SOUGHT and choice not in _DETAILS:
                return self._row_says(record, _SOUGHT[choice], "", "any")
            case _ if choice in _DETAILS and not _DETAILS[choice].language:
                return record.details_of(_DETAILS[choice].name)
            case _ if choice in _DETAILS:
                spoken = _DETAILS[choice].language
                return any(_speaks(d.values[spoken] or "", lang) for d in record.details_of(_DETAILS[choice].name))
            case "rating":
                return int(record.fields.get("rating") or 0) > 0
            case "file" | "picture":
                return [file for file in record.files if choice == "file" or not file.picture]
            case "link":
                return record.links
            case "partnership":
                return record.memberships
            case "place":
                return out & _PLACES or record.latitude is not None
            case "people":
                return out & {Kind.PERSON, Kind.ORGANISATION}
            case "event":
                return out & _OCCASIONS
        return Kind(choice) in out

    def _missing(self, record: Record, op: str, value: str, scope: object) -> bool:
        declared = {**_FIELDS, **{s.name: s.detail for s in SOUGHT}, **_DETAILS}.get(value.partition("[")[0])
        kinds = declared.kinds if declared else ITEM_KINDS
        return record.kind in (kinds & ITEM_KINDS or kinds) and not self._has(record, op, value, scope)

    def _gap(self, record: Record, _op: str, value: str, _scope: object) -> bool:
        usual = DEFAULTS[record.kind]
        asked = {rule for rule, level in usual.items() if level is Level.ALWAYS or record.status is Status.PUBLIC}
        lacking = {rule for rule in asked if not self.meets(record, rule)}
        if value == "none":
            return bool(asked) and not lacking
        return bool(lacking) if value == "any" else value in lacking

    def meets(self, record: Record, rule: str) -> object:
        """Whether a record has what a rule of completeness asks for."""
        out = {kind for i in self._out(record) if i in self.records for kind in [self.records[i].kind]}
        into = {x.other.kind for x in record.links if not x.forward}
        people = {Kind.PERSON, Kind.ORGANISATION}
        value = record.fields.get
        match rule:
            case "caption":
                return any(str(text.role) in ("caption", "description") for text in record.texts)
            case "alt":
                return any(str(text.role) == "alt" for text in record.texts)
            case "date":
                return record.date or value("birth_date") or value("death_date")
            case "reason":
                return out & (_OCCASIONS | {Kind.PARTNERSHIP}) or Kind.PARTNERSHIP in into
            case "people":
                seen = {x.other.kind for x in record.links if not (x.forward and x.relation == "created_by")}
                return seen & people
            case "place":
                return record.latitude is not None or out & _PLACES
            case "file":
                return record.files
            case "name" | "translation":
                real = [n for n in record.names if n.kind is not NameKind.PINYIN and not n.lang.endswith("-pinyin")]
                return any(_speaks(name.lang, "zh") == (rule == "name") for name in real)
            case "parties":
                return len({x.other.id for x in record.links if x.relation == "party_of" and not x.forward}) > 1
            case "stage":
                return any(stage.date for stage in record.stages)
        known = BY_KEY[rule]
        linked = bool(known.relations) and self._out(record, *known.relations)
        return value(known.column) or record.details_of(known.detail) or linked

    def _untagged(self, record: Record, op: str, value: str, scope: object) -> bool:
        return self._missing(record, op, "link" if value == "yes" else value, scope)


def _speaks(lang: str, wanted: str) -> bool:
    return not wanted or lang == wanted or lang.startswith(wanted + "-")


def _in(number: int, op: str, value: str) -> bool:
    lower, dots, upper = value.partition("..")
    low, high = int(lower or 0), int(upper) if upper else 10**9 if dots else int(lower)
    first, last = _compared(low, high, op)
    return first <= number <= last


def _compared(low: int, high: int, op: str) -> tuple[int, int]:
    return {
        ">": (high + 1, 10**9), ">=": (low, 10**9), "<": (-(10**9), low - 1), "<=": (-(10**9), high)
    }.get(op, (low, high))  # fmt: skip


def _local_day(stamp: str) -> int:
    return int(datetime.fromisoformat(stamp).astimezone().strftime("%Y%m%d"))


def _km(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """By the spherical law of cosines, where the archive uses the haversine."""
    a, b = radians(one[0]), radians(other[0])
    cosine = sin(a) * sin(b) + cos(a) * cos(b) * cos(radians(one[1] - other[1]))
    return 6371.0088 * acos(max(-1.0, min(1.0, cosine)))
