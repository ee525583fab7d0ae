"""What rules ask of gifts: which were in force, what is over a limit, and by when something has to be done."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.model.dealings import Dealing, over_in_period, summed
from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.gift_rules import (
    COVERS,
    Deadline,
    Due,
    GiftRule,
    Limit,
    Transfer,
    asked,
    days_left,
    dues,
    in_force,
)
from archive_app.errors import InvalidInput

OVER = Limit(Decimal(480), "USD", None, "gift", None, "hand in")
HAND_IN = Deadline("hand in", 60, "days", "acceptance", over=True)
DECLARE = Deadline("declare", 30, "days", "acceptance", over=False)
AFTER_USE = Deadline("hand in", 30, "days", "end of official use", over=False)
OFFICE, OTHER = 7, 8


def rule(number: int = 1, **said: object) -> GiftRule:
    usual = {
        "id": number, "draft": False, "covers": COVERS[0], "authorities": frozenset({OFFICE}), "since": 20200101,
        "until": 0, "limits": (OVER,), "deadlines": (HAND_IN, DECLARE),
    }  # fmt: skip
    return GiftRule(**{**usual, **said})  # type: ignore[arg-type]


def transfer(**said: object) -> Transfer:
    usual = {
        "id": 100, "direction": "received", "disposition": "", "dates": {"date": "2026-10-01"},
        "amount": Decimal(1200), "currency": "USD", "authorities": frozenset({OFFICE}),
    }  # fmt: skip
    return Transfer(**{**usual, **said})  # type: ignore[arg-type]


def test_each_deadline_starts_at_its_own_event() -> None:
    there = (rule(deadlines=(HAND_IN, DECLARE, AFTER_USE)),)
    assert dues(transfer(), there) == (Due("declare", 20261031, 1), Due("hand in", 20261130, 1))
    used = transfer(dates={"date": "2026-10-01", "use_ended_on": "2026-10-02", "declared_on": "2026-10-03"})
    assert dues(used, there) == (Due("hand in", 20261101, 1), Due("hand in", 20261130, 1))
    done = transfer(dates={"date": "2026-10-01", "declared_on": "2026-10-03", "handed_in_on": "2026-10-03"})
    assert dues(done, there) == ()


def test_what_is_under_the_limit_need_not_be_handed_in_and_what_nobody_valued_perhaps() -> None:
    assert [due.act for due in dues(transfer(amount=Decimal(480)), (rule(),))] == ["declare"]
    for amount, currency in ((None, ""), (Decimal(9), "EUR")):
        found = dues(transfer(amount=amount, currency=currency), (rule(),))
        assert [(due.act, due.certain) for due in found] == [("declare", True), ("hand in", False)]
    assert list(asked(transfer(), rule())) == [(OVER, True)]


@pytest.mark.parametrize(
    ("said", "applies"),
    [
        ({}, True),
        ({"draft": True}, False),
        ({"authorities": frozenset({OTHER})}, False),
        ({"authorities": frozenset[int]()}, True),
        ({"since": 20261002}, False),
        ({"until": 20260930}, False),
        ({"until": 20261001}, True),
        ({"covers": COVERS[1]}, False),
        ({"covers": COVERS[2]}, True),
    ],
)
def test_the_rule_of_the_day_and_the_authority_is_in_force(said: dict[str, object], applies: bool) -> None:
    assert list(in_force(transfer(), [rule(**said)])) == ([rule(**said)] if applies else [])


def test_a_rule_that_somebody_linked_applies_alone() -> None:
    old = rule(2, until=20200101, draft=True)
    assert list(in_force(transfer(governed=frozenset({2})), [rule(), old])) == [old]


def test_nothing_is_due_of_what_was_declined_or_is_gone() -> None:
    assert dues(transfer(direction="declined"), (rule(),)) == ()
    for gone in ("returned", "handed over", "perished"):
        assert [due.act for due in dues(transfer(disposition=gone), (rule(),))] == ["declare"]
    assert [due.act for due in dues(transfer(disposition="lost"), (rule(),))] == ["declare", "hand in"]


def test_a_date_that_says_but_a_month_counts_from_its_first_day() -> None:
    assert dues(transfer(dates={"date": "2026-10"}), (rule(),))[0].day == 20261031
    assert dues(transfer(dates={"date": "1900~/.."}, authorities=frozenset()), (rule(),)) == ()
    assert dues(transfer(dates={"due_on": "2026-12"}), ()) == (Due("hand in", 20261201, 0),)


@given(
    start=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    count=st.integers(0, 2_000),
    unit=st.sampled_from(["days", "weeks"]),
)
def test_days_and_weeks_are_counted_as_the_calendar_does(start: date, count: int, unit: str) -> None:
    there = (rule(since=0, deadlines=(Deadline("declare", count, unit, "acceptance", over=False),)),)
    day = dues(transfer(dates={"date": start.isoformat()}), there)[0].day
    expected = start + timedelta(days=count if unit == "days" else 7 * count)
    assert day == int(expected.strftime("%Y%m%d"))
    assert days_left(day, start) == (expected - start).days


@pytest.mark.parametrize(
    ("start", "count", "unit", "end"),
    [
        ("2024-01-31", 1, "months", 20240229),
        ("2023-01-31", 1, "months", 20230228),
        ("2024-02-29", 1, "years", 20250228),
        ("2024-11-30", 3, "months", 20250228),
        ("2024-12-15", 12, "months", 20251215),
        ("2024-12-15", 10_000, "years", 99991231),
    ],
)
def test_months_and_years_end_on_the_same_day_or_the_last(start: str, count: int, unit: str, end: int) -> None:
    there = (rule(since=0, deadlines=(Deadline("declare", count, unit, "acceptance", over=False),)),)
    assert dues(transfer(dates={"date": start}), there)[0].day == end


def dealing(day: int, amount: int | None, direction: str = "received", currency: str = "USD") -> Dealing:
    worth = Decimal(amount) if amount is not None else None
    return Dealing(day, True, direction, "", day, worth, currency if worth is not None else "")


def test_gifts_of_one_giver_are_reckoned_together_within_the_period() -> None:
    limit = Limit(Decimal(100), "USD", None, "giver and period", 12, "declare")
    within = [dealing(20260110, 60), dealing(20260301, 40)]
    assert over_in_period(limit, within, 20260301) is False
    assert over_in_period(limit, [*within, dealing(20260302, 1)], 20260302) is True
    # What is longer ago than the period, went the other way, or came later does not count.
    others = [
        dealing(20250301, 60),
        dealing(20260301, 99, "given"),
        dealing(20260401, 99),
        dealing(20260215, 9, "declined"),
    ]
    assert over_in_period(limit, [*within, *others], 20260301) is False
    assert over_in_period(limit, [*within, dealing(20260201, None)], 20260301) is None
    assert over_in_period(limit, [*within, dealing(20260201, 5, currency="EUR")], 20260301) is None
    number = Limit(None, "", 2, "recipient and period", 12, "declare")
    given_ = [dealing(20260100 + day, None, "given") for day in (1, 2, 3)]
    assert over_in_period(number, given_[:2], 20260103) is False
    assert over_in_period(number, given_, 20260103) is True


def test_sums_are_by_direction_and_currency() -> None:
    sums = summed(
        [dealing(1, 5), dealing(2, 7), dealing(3, 1, currency="EUR"), dealing(4, None), dealing(5, 1, "given")]
    )
    assert (sums["received"].count, sums["received"].unknown) == (4, 1)
    assert sums["received"].worth == {"USD": Decimal(12), "EUR": Decimal(1)}
    assert sums["given"].worth == {"USD": Decimal(1)}
    assert list(sums) == ["received", "given", "declined"]


def test_a_limit_and_a_side_must_say_something() -> None:
    wrong: tuple[tuple[dict[str, object], str], ...] = (
        ({"per": "gift", "act": "declare"}, "a sum with its currency"),
        ({"per": "gift", "act": "declare", "amount": "5"}, "in which currency"),
        ({"per": "giver and period", "act": "declare", "number": 5}, "how many months"),
    )
    for values, sentence in wrong:
        with pytest.raises(InvalidInput, match=sentence):
            BY_NAME["gift_limit"].checked(values)
    with pytest.raises(InvalidInput, match="Say who it was"):
        BY_NAME["party"].checked({"side": "giver"})


def test_rows_are_said_in_one_line() -> None:
    assert BY_NAME["gift_limit"].said({"amount": "480", "currency": "USD", "per": "gift", "act": "hand in"}) == (
        "over 480 USD per gift: hand in"
    )
    said = BY_NAME["deadline"].said(
        {"act": "hand in", "count": 60, "unit": "days", "starts": "acceptance", "over": True}
    )
    assert said == "hand in within 60 days of: acceptance (only over a limit)"
    party = {"side": "giver", "name": "Dragana", "office": "Mayor", "organisation": "City of Niš"}
    assert BY_NAME["party"].said(party) == "giver: Dragana, Mayor, City of Niš"
