"""What may leave the house, and in which words: every output asks here, and what it may not have it never sees.

An item stays in the archive when it is rejected or retired, or when it shows or names a minor whose guardian has not
been asked. A minor is who is flagged as one or is not surely of age on the day of the output, whichever of two merged
records said so, and though the record was deleted since. The rule follows links of every kind from both ends, goes on
to what was made from such an item (reproductions, parts, pictures of it, the same file in another record), and reads
the words: whoever names a minor in a caption or in the file itself shows one. What merely belongs to a child's gift, or
to an event with children, may leave, with a gap where the name stands.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from archive_app.domain.dates.dates import day_number, parse_date
from archive_app.domain.model.kinds import Kind, Status
from archive_app.domain.text.withholding import Withheld
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, NN_, _, ngettext
from archive_app.services.archive import Archive
from archive_app.store.face.reader import Reader
from archive_app.store.face.values import ItemRow, PersonRow

_OF_AGE = 18
_REJECTED = -1
#: From an item to what shows the same: whether read from its subject to its object, and from there back.
_DERIVED = {"reproduction_of": (True, True), "part_of": (False, True), "depicts": (False, True)}
#: What of a value is no text for people.
_SIGNS = frozenset({"ref", "kind", "key", "lang", "languages", "letter", "continent"})
_T = TypeVar("_T")


class Reason(StrEnum):
    """Why an item stays in the archive."""

    MINOR = "minor"
    REJECTED = "rejected"
    RETIRED = "retired"


REASON_LABEL = {
    Reason.MINOR: N_("It shows or names a minor whose guardian has not been asked, so it stays in the archive."),
    Reason.REJECTED: N_("It is rejected, so it stays in the archive."),
    Reason.RETIRED: N_("It is retired, so it stays in the archive."),
}
_COUNTED = {
    Reason.MINOR: NN_(
        "{count} item shows or names a minor whose guardian has not been asked",
        "{count} items show or name a minor whose guardian has not been asked",
    ),
    Reason.REJECTED: NN_("{count} item is rejected", "{count} items are rejected"),
    Reason.RETIRED: NN_("{count} item is retired", "{count} items are retired"),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """An item that stays in the archive, and why."""

    id: int
    ref: str
    why: Reason

    @property
    def reason(self) -> str:
        """Why, in a sentence."""
        return _(REASON_LABEL[self.why])


@dataclass(frozen=True, slots=True)
class Clearance:
    """What of some records may leave: ``ids`` in their order, and ``kept``, which may not."""

    ids: tuple[int, ...]
    kept: tuple[Kept, ...]
    withheld: Withheld

    def without(self, text: str) -> str:
        """``text`` with a gap for each name that must not leave."""
        return self.withheld.without(text)

    def cleared(self, value: _T) -> _T:
        """A value to be printed, with all its texts as they may leave."""
        return cleared(value, self.withheld) if self.withheld else value


def clear(archive: Archive, ids: Iterable[int], *, day: dt.date | None = None) -> Clearance:
    """Ask for these records; those that are no items may leave, without the names that may not."""
    order = tuple(dict.fromkeys(ids))
    with archive.store.read() as reader:
        minors = _minors(reader, day or dt.date.today())
        withheld = Withheld(reader.clearance.names(minors))
        items = reader.clearance.items(order)
        shown = _showing(reader, items.keys(), minors, withheld) if minors else set()
    kept = {item.id: Kept(item.id, item.ref, why) for item in items.values() if (why := _why(item, shown))}
    left = tuple(kept[each] for each in order if each in kept)
    return Clearance(tuple(each for each in order if each not in kept), left, withheld)


def withheld_names(archive: Archive, *, day: dt.date | None = None) -> Withheld:
    """The names that must not leave the archive on that day."""
    with archive.store.read() as reader:
        return Withheld(reader.clearance.names(_minors(reader, day or dt.date.today())))


def counted(kept: Sequence[Kept]) -> str:
    """How many items stay in the archive and why, in a sentence; empty where all may leave."""
    if not kept:
        return ""
    counts = Counter(each.why for each in kept)
    said = [ngettext(*_COUNTED[why], counts[why]).format(count=counts[why]) for why in Reason if counts[why]]
    return _("Left out: {reasons}.").format(reasons=_("; ").join(said))


def refuse_nothing(clearance: Clearance) -> None:
    """InvalidInput where nothing is left that may leave the archive."""
    if clearance.kept and not clearance.ids:
        raise InvalidInput(
            _("Nothing of it may leave the archive. {left_out}").format(left_out=counted(clearance.kept))
        )


def cleared(value: _T, withheld: Withheld) -> _T:
    """A frozen value with a gap for each withheld name, wherever in it one stands."""
    found: Any = value
    if isinstance(value, str) and not isinstance(value, StrEnum):
        found = withheld.without(value)
    elif isinstance(value, tuple):
        found = tuple(cleared(each, withheld) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        old = {field.name: getattr(value, field.name) for field in fields(value) if field.name not in _SIGNS}
        new = {name: cleared(each, withheld) for name, each in old.items()}
        changed = {name: each for name, each in new.items() if each != old[name]}
        found = replace(value, **changed) if changed else value
    return found  # type: ignore[no-any-return]  # what comes out is what went in


def _why(item: ItemRow, shown: Collection[int]) -> Reason | None:
    if item.id in shown:
        return Reason.MINOR
    if item.rating == _REJECTED:
        return Reason.REJECTED
    return Reason.RETIRED if item.status == Status.RETIRED else None


def _minors(reader: Reader, day: dt.date) -> set[int]:
    """Every person's record that is, or was merged with, a minor's."""
    people = {person.id: person for person in reader.clearance.people()}
    whole: dict[int, set[int]] = {}
    for each in people:
        whole.setdefault(_last(each, people), set()).add(each)
    groups = ((last, group | {last}) for last, group in whole.items())
    return {each for _last, group in groups if any(_is_minor(people.get(one), day) for one in group) for each in group}


def _last(person: int, people: dict[int, PersonRow]) -> int:
    seen = {person}
    while person in people and (into := people[person].merged_into) and into not in seen:
        person = into
        seen.add(person)
    return person


def _is_minor(person: PersonRow | None, day: dt.date) -> bool:
    if person is None:
        return False
    return person.minor or bool(person.birth and not _surely_of_age(person.birth, day))


def _surely_of_age(birth: str, day: dt.date) -> bool:
    """Whether somebody born then is of age, however late in what the date leaves open it was; not surely, where the
    date cannot be read.
    """
    try:
        latest = parse_date(birth).latest
    except InvalidInput:
        return False
    return latest + _OF_AGE * 10_000 <= day_number(day)


def _showing(reader: Reader, ids: Collection[int], minors: set[int], withheld: Withheld) -> set[int]:
    """The items that show or name a minor, among these and all that they are derived from."""
    near, ways = _relatives(reader, ids)
    words = reader.clearance.words(near)
    shown = reader.clearance.items_of(minors) & near
    shown |= {each for each in near if any(withheld.within(text) for text in words.get(each, ()))}
    waiting = list(shown)
    while waiting:
        for derived in ways.get(waiting.pop(), ()):
            if derived not in shown:
                shown.add(derived)
                waiting.append(derived)
    # What has such a part shows it too; its other parts need not.
    return shown | {whole for part, relation, whole in _parts(reader, shown & near) if relation == "part_of"}


def _parts(reader: Reader, ids: Collection[int]) -> set[tuple[int, str, int]]:
    return {link for link in reader.clearance.between_items(ids, ["part_of"]) if link[0] in ids}


def _relatives(reader: Reader, ids: Collection[int]) -> tuple[set[int], dict[int, set[int]]]:
    """These items and all that is derived from them or they from; and from each to what shows the same."""
    near: set[int] = set()
    ways: dict[int, set[int]] = {}
    fresh = set(ids)
    while fresh:
        near |= fresh
        links = reader.clearance.between_items(fresh, _DERIVED)
        kinds = reader.clearance.items({end for link in links for end in (link[0], link[2])})
        for subject, relation, obj in links:
            if relation == "depicts" and kinds[obj].kind is Kind.OBJECT:
                continue  # a picture of a child's gift shows no child
            forward, backward = _DERIVED[relation]
            if forward:
                ways.setdefault(subject, set()).add(obj)
            if backward:
                ways.setdefault(obj, set()).add(subject)
        for one, other in reader.clearance.alike(fresh):
            ways.setdefault(one, set()).add(other)
            ways.setdefault(other, set()).add(one)
        ends = {end for each in links for end in (each[0], each[2])}
        fresh = (ends | {other for one in fresh for other in ways.get(one, ())}) - near
    return near, ways
