"""Whether an amount is what is asked for, worked out in another way than the program does."""

from __future__ import annotations

import re

#: How much of the smallest that is reckoned with is in each unit of length, weight and time.
_UNITS = {"mm": 1000, "cm": 10_000, "m": 1_000_000, "in": 25_400, "ft": 304_800, "g": 1000, "kg": 1_000_000,
          "t": 10**9, "lb": 453_592.37, "oz": 28_349.523125, "s": 1, "min": 60, "h": 3600}  # fmt: skip
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(\.\.)?(\d+)?([A-Za-z]*)")


def amounts(number: str, unit: str | None, op: str, value: str, measure: str) -> bool:
    """Whether ``number`` in ``unit`` is ``op value``; ``measure`` is what is measured, empty for money."""
    lower, dots, upper, wanted = _AMOUNT.fullmatch(value).groups()  # type: ignore[union-attr]
    wanted = wanted or {"weight": "kg", "duration": "min"}.get(measure, "cm") if measure else wanted
    if wanted and (not unit or (not measure and unit != wanted)):
        return False
    one, other = (_UNITS[unit or ""], _UNITS[wanted]) if measure else (1, 1)
    said, low = float(number) * one, float(lower) * other
    high = float(upper) * other if upper else 1e30 if dots else low
    return {
        ">": said > high, ">=": said >= low, "<": said < low, "<=": said <= high
    }.get(op, low <= said <= high)  # fmt: skip
