"""What gifts ask for: the list of what is due, and what the rules say of one transfer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archive_app.domain.dates.dates import day_number
from archive_app.domain.model import gift_rules
from archive_app.domain.model.dealings import over_in_period
from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.gift_rules import DECLINED, Due, Limit
from archive_app.domain.model.records import RecordRef
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.services.archive import Archive

LIMIT = BY_NAME["gift_limit"]
#: The end of every calendar: for a list of all that is due.
EVER = 99_991_231
_SHOWN = 1_000


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing to be done: ``left`` are the days from today, below nothing where it is overdue; ``rule`` is by which
    rule, ``None`` for a day that somebody wrote; ``certain`` is false where nobody knows whether it is over the limit.
    """

    record: RecordRef
    act: str
    day: int
    left: int
    rule: RecordRef | None
    certain: bool


@dataclass(frozen=True, slots=True)
class DueList:
    """``count`` transfers ask for something in all, ``overdue`` since before today; ``lines`` are of the first."""

    count: int
    overdue: int
    lines: tuple[DueLine, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A limit that a gift is over: ``certain`` is false where nobody knows its worth in that currency."""

    rule: RecordRef
    limit: str
    act: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of one transfer: which were in force on its day, which of their limits it is over, and what is
    still due.
    """

    record: RecordRef
    rules: tuple[RecordRef, ...]
    asked: tuple[Asked, ...]
    due: tuple[DueLine, ...]


def due_list(archive: Archive, *, until: int = EVER, limit: int = _SHOWN, today: date | None = None) -> DueList:
    """What is due by ``until`` (year·10000 + month·100 + day), the first due first: of at most ``limit`` transfers."""
    now = today or date.today()
    with archive.store.read() as reader:
        gifts = reader.index.gifts
        first = [record for record, _day in gifts.due(until, limit)]
        lines = _lines(archive, first, now)
        count, overdue = gifts.count_due(until, day_number(now))
    return DueList(count, overdue, tuple(line for line in lines if line.day <= until))


def counted(archive: Archive, *, today: date | None = None) -> tuple[int, int]:
    """How many transfers ask for something, and how many of them did before today."""
    with archive.store.read() as reader:
        gifts = reader.index.gifts
        return gifts.count_due(EVER, day_number(today or date.today()))


def transfers_of(archive: Archive, thing: int) -> tuple[int, ...]:
    """The transfers in which a thing changed hands."""
    with archive.store.read() as reader:
        return tuple(reader.index.gifts.carried_in([thing]).get(thing, ()))


def judged(archive: Archive, record: int, *, today: date | None = None) -> Judgement:
    """What the rules say of a transfer; InvalidInput for a record that is none."""
    with archive.store.read() as reader:
        gifts = reader.index.gifts
        refs = reader.records.refs([record])
        transfer = gifts.transfers([record]).get(record)
        if transfer is None:
            sentence = _("{ref} is no gift transfer.")
            raise InvalidInput(sentence.format(ref=refs[record].ref if record in refs else record))
        force = list(gift_rules.in_force(transfer, gifts.rules()))
        named = reader.records.refs([rule.id for rule in force])
        asked = [
            Asked(named[rule.id], _said(limit), limit.act, certain)
            for rule in force
            for limit, certain in gift_rules.asked(transfer, rule)
        ]
        periods = [(rule, limit) for rule in force for limit in rule.limits if limit.per != gift_rules.PER[0]]
        if periods and transfer.direction != DECLINED:
            sides = {side: _parties(archive, record, side) for side in ("given_by", "given_to")}
            for rule, limit in periods:
                side = "given_to" if limit.per == gift_rules.PER[2] else "given_by"
                dealings = gifts.of_parties(sides[side])[side] if sides[side] else []
                over = over_in_period(limit, dealings, gift_rules.day_of(transfer))
                if over is not False:
                    asked.append(Asked(named[rule.id], _said(limit), limit.act, over is True))
        due = _lines(archive, [record], today or date.today())
    return Judgement(refs[record], tuple(named[rule.id] for rule in force), tuple(asked), due)


def _lines(archive: Archive, records: Sequence[int], today: date) -> tuple[DueLine, ...]:
    with archive.store.read() as reader:
        gifts = reader.index.gifts
        rules = gifts.rules()
        named = reader.records.refs([*records, *(rule.id for rule in rules)])
        owed: list[tuple[Due, RecordRef]] = []
        for start in range(0, len(records), 500):
            for record, transfer in gifts.transfers(records[start : start + 500]).items():
                owed += [(due, named[record]) for due in gift_rules.dues(transfer, rules)]
    found = [
        DueLine(ref, due.act, due.day, left, named.get(due.rule), due.certain)
        for due, ref in owed
        if (left := gift_rules.days_left(due.day, today)) is not None
    ]
    return tuple(sorted(found, key=lambda line: (line.day, line.record.id, line.act)))


def _parties(archive: Archive, record: int, side: str) -> list[int]:
    with archive.store.read() as reader:
        links = reader.links.of_record(record, after=0, limit=100, relation=side, forward=True)
    return [link.other.id for link in links]


def _said(limit: Limit) -> str:
    values = {
        "amount": str(limit.amount) if limit.amount is not None else None, "currency": limit.currency,
        "number": limit.number, "per": limit.per, "months": limit.months, "act": limit.act,
    }  # fmt: skip
    return LIMIT.said(values)
