"""Dates as sources say them: EDTF, its elements, how it is written and put into words."""

from archive_app.domain.dates.dates import parse_date, words

__all__ = ["parse_date", "words"]
