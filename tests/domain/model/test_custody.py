"""Who had a thing on a day, and where the chain of hand-overs is broken."""

from __future__ import annotations

from typing import Any

from archive_app.domain.model.custody import custody_said, flaws, handing_said, handings, held_on


def _row(took: str, date: str, gave: str = "", *, both: bool = True) -> dict[str, Any]:
    return {"took": took, "gave": gave, "date": date, "gave_confirmed": both, "took_confirmed": both}


CHAIN = [_row("Anna", "2024-05-03"), _row("Store", "2025-01-10", "Anna"), _row("Museum", "2025-06", "store")]


def test_for_any_day_one_can_say_who_had_it() -> None:
    lines = handings(CHAIN)
    assert list(flaws(lines)) == []
    for day, certain, possible in (
        (20240502, None, []), (20240503, "Anna", []), (20250109, "Anna", []), (20250110, "Store", []),
        (20250531, "Store", []), (20250615, "Store", ["Museum"]), (20250630, "Museum", []), (20300101, "Museum", []),
    ):  # fmt: skip
        held = held_on(lines, day)
        assert (held.certain.took if held.certain else None) == certain, day
        assert [line.took for line in held.possible] == possible, day


def test_lines_stand_by_their_days_whatever_order_they_were_written_in() -> None:
    lines = handings([CHAIN[2], CHAIN[0], CHAIN[1]])
    assert [(line.number, line.took) for line in lines] == [(2, "Anna"), (3, "Store"), (1, "Museum")]


def test_a_broken_chain_is_said() -> None:
    rows = [_row("Anna", "2024"), _row("Li Lei", "2025", "Peter", both=False), _row("Wang", "2026")]
    assert [(line.number, sentence) for line, sentence in flaws(handings(rows))] == [
        (2, "2025: Peter gave it, but Anna had it."),
        (2, "2025: the hand-over is not confirmed by both."),
        (3, "2026: nobody says who gave it; Li Lei had it."),
    ]
    assert custody_said(rows[:2], 20260101).startswith("Li Lei has had it since 2025. 2025: Peter gave it")
    assert custody_said([], 20260101) == ""
    assert custody_said(rows[:2], 20240601).startswith("Anna has had it since 2024. Li Lei is to have it: 2025.")


def test_a_hand_over_is_one_line() -> None:
    said = handing_said({**_row("Li Lei", "2024-05-03", "Anna"), "reason": "exhibition"})
    assert said == "3 May 2024 · Anna → Li Lei · exhibition · confirmed by both"
    assert handing_said({**_row("Li Lei", "2024", both=False), "took_confirmed": True}) == (
        "2024 · Li Lei · confirmed by who took it"
    )


def test_what_no_date_can_be_made_of_is_passed_over() -> None:
    assert [line.took for line in handings([_row("X", "no date"), CHAIN[0]])] == ["Anna"]
