"""The two ends of a time, as they are edited apart: from when, and to when."""

from __future__ import annotations

from archive_app.domain.dates.dates import parse_date

_OPEN = ".."


def ends(edtf: str) -> tuple[str, str]:
    """From when and to when; empty where it is open. A single date is both."""
    if not edtf:
        return "", ""
    begin, slash, end = edtf.partition("/")
    if not slash:
        return edtf, edtf
    return begin.replace(_OPEN, ""), end.replace(_OPEN, "")


def span(begin: str, end: str) -> str:
    """The EDTF of a time from ``begin`` to ``end``, as people write them; InvalidInput where one cannot be read."""
    if begin and begin == end:
        return parse_date(begin).edtf
    read = [parse_date(date).edtf if date else _OPEN for date in (begin, end)]
    # What is an interval already was typed whole into one of the two.
    whole = [date for date in read if "/" in date]
    if whole:
        return whole[0]
    return parse_date("/".join(read)).edtf if begin or end else ""
