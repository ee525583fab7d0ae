"""What was given, received and declined: under a partnership, and between the house and a person, body or place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive_app.domain.model.dealings import Dealing, Sum, summed
from archive_app.domain.model.gift_rules import GIVEN, RECEIVED
from archive_app.domain.model.kinds import PEOPLE, PLACES, Kind
from archive_app.domain.model.records import RecordRef
from archive_app.errors import InvalidInput
from archive_app.i18n import _, ngettext
from archive_app.services.archive import Archive
from archive_app.services.records import reading

#: Kinds of which there is a balance.
BALANCED = PEOPLE | PLACES | {Kind.PARTNERSHIP}
_SHOWN = 500
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One gift in a balance."""

    record: RecordRef
    dealing: Dealing


@dataclass(frozen=True, slots=True)
class Balance:
    """``sums`` by direction as the house sees it (received, given, declined, ``""`` where nobody says); ``lines`` are
    the newest of ``count``. ``behind`` are the sums of the organisations that a person belongs to.
    """

    record: RecordRef
    sums: dict[str, Sum]
    count: int
    lines: tuple[Line, ...]
    behind: tuple[tuple[RecordRef, dict[str, Sum]], ...] = ()


def authorities(archive: Archive) -> list[RecordRef]:
    """Whose transfers are kept here, by whom most are."""
    with archive.store.read() as reader:
        return reading.refs(archive, reader.index.gifts.authorities())


def balance(archive: Archive, record: int, *, most: int = _SHOWN) -> Balance:
    """The balance of a partnership, or with a person, an organisation, a city or country; InvalidInput for what can
    neither give nor be given. ``most`` gifts are listed, the newest.
    """
    with archive.store.read() as reader:
        ref = reading.refs(archive, [record])[0]
        if ref.kind not in BALANCED:
            raise InvalidInput(_("{ref} neither gives nor is given anything.").format(ref=ref.ref))
        if ref.kind is Kind.PARTNERSHIP:
            dealings: Sequence[Dealing] = reader.index.gifts.of_partnership(record)
            behind: list[tuple[RecordRef, dict[str, Sum]]] = []
        else:
            dealings = _with(archive, record)
            behind = [(body, summed(_with(archive, body.id))) for body in _bodies(archive, ref)]
        shown = [each.id for each in dealings[:most]]
        named = reader.records.refs(shown)
    lines = tuple(Line(named[each.id], each) for each in dealings[:most] if each.id in named)
    return Balance(ref, summed(dealings), len(dealings), lines, tuple(behind))


def told_before(archive: Archive, record: int) -> tuple[str, ...]:
    """While a gift is planned: what each of its recipients, and their organisations, were given and gave before, in
    sentences. Empty for what is no gift of the house, or goes to nobody yet.
    """
    whole = reading.record(archive, record)
    if whole.kind is not Kind.TRANSFER or whole.fields.get("direction") != GIVEN:
        return ()
    sentences = []
    for link in whole.links:
        if link.relation == "given_to" and link.forward:
            sentences += _before(archive, link.other, record)
    return tuple(sentences)


def _before(archive: Archive, who: RecordRef, planned: int) -> list[str]:
    theirs = {
        body: [each for each in _with(archive, body.id) if each.id != planned] for body in (who, *_bodies(archive, who))
    }
    given = [each for each in theirs[who] if each.direction == GIVEN]
    told = []
    for ref, dealing in zip(reading.refs(archive, [each.id for each in given[:_TOLD]]), given, strict=False):
        if dealing.day:
            sentence = _("{who} was given “{gift}” in {year}.")
            told.append(sentence.format(who=who.title, gift=ref.title, year=dealing.day // 10_000))
        else:
            told.append(_("{who} was given “{gift}” before.").format(who=who.title, gift=ref.title))
    more = len(given) - _TOLD
    if more > 0:
        told.append(ngettext("And {count} more gift.", "And {count} more gifts.", more).format(count=more))
    for body, dealings in theirs.items():
        sums = summed(dealings)
        if sums[RECEIVED].count or sums[GIVEN].count:
            sentence = _("{who} gave us {theirs}, we gave {ours}.")
            told.append(sentence.format(who=body.title, theirs=sums[RECEIVED].count, ours=sums[GIVEN].count))
    return told


def _with(archive: Archive, party: int) -> list[Dealing]:
    """All between the house and them as the house sees it: what they gave it received, if no transfer says else."""
    with archive.store.read() as reader:
        sides = reader.index.gifts.of_parties([party])
    found: dict[int, Dealing] = {}
    for side, direction in (("given_by", RECEIVED), ("given_to", GIVEN)):
        for each in sides[side]:
            found.setdefault(each.id, each if each.direction else replace(each, direction=direction))
    return sorted(found.values(), key=lambda each: (each.day, each.id), reverse=True)


def _bodies(archive: Archive, who: RecordRef) -> list[RecordRef]:
    """The organisations that a person belongs to or represents."""
    if who.kind is not Kind.PERSON:
        return []
    whole = reading.record(archive, who.id)
    return [
        link.other
        for link in whole.links
        if link.forward and link.relation in ("affiliated_with", "represents") and link.other.kind is Kind.ORGANISATION
    ]
