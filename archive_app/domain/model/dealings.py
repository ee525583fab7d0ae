"""What was given, received and declined between somebody and the house: single dealings, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from archive_app.domain.model.gift_rules import DIRECTIONS, GIVEN, RECEIVED, Limit


@dataclass(frozen=True, slots=True)
class Dealing:
    """One transfer, or one thing that was given without a transfer being recorded (``transfer`` is false).

    ``direction`` is one of ``DIRECTIONS``, empty where nobody says; ``date`` is EDTF, ``day`` its first day
    (year·10000 + month·100 + day), 0 where there is none; ``amount`` of ``currency`` is its worth where that is known.
    """

    id: int
    transfer: bool
    direction: str
    date: str
    day: int
    amount: Decimal | None
    currency: str


@dataclass(slots=True)
class Sum:
    """How many, what they are worth together by currency, and of how many nobody knows."""

    count: int = 0
    worth: dict[str, Decimal] = field(default_factory=dict)
    unknown: int = 0

    def add(self, dealing: Dealing) -> None:
        """Count one more."""
        self.count += 1
        if dealing.amount is None:
            self.unknown += 1
        else:
            self.worth[dealing.currency] = self.worth.get(dealing.currency, Decimal(0)) + dealing.amount


def summed(dealings: Iterable[Dealing]) -> dict[str, Sum]:
    """The sums by direction, in the order of ``DIRECTIONS``; those of which nobody says the way under ``""``."""
    sums = {direction: Sum() for direction in (*DIRECTIONS, "")}
    for dealing in dealings:
        sums[dealing.direction if dealing.direction in sums else ""].add(dealing)
    return {direction: each for direction, each in sums.items() if direction or each.count}


def over_in_period(limit: Limit, dealings: Iterable[Dealing], day: int) -> bool | None:
    """Whether the dealings of one giver (or with one recipient) in the months of ``limit`` that end on ``day`` are over
    it, which is of a period; None where that depends on a worth that nobody knows in its currency.
    """
    wanted = GIVEN if limit.per.startswith("recipient") else RECEIVED
    since = _months_before(day, limit.months or 0)
    there = [each for each in dealings if each.direction == wanted and since < each.day <= day]
    if limit.number is not None and len(there) > limit.number:
        return True
    if limit.amount is None:
        return False
    known = sum((each.amount for each in there if each.amount and each.currency == limit.currency), Decimal(0))
    if known > limit.amount:
        return True
    return None if any(each.amount is None or each.currency != limit.currency for each in there) else False


def _months_before(day: int, months: int) -> int:
    year, month = divmod(day // 10_000 * 12 + day // 100 % 100 - 1 - months, 12)
    return year * 10_000 + (month + 1) * 100 + day % 100
