"""Dates that are understood and yet not taken: what is said of them, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable

from archive_app.domain.dates.eras import refuse_unsure
from archive_app.errors import InvalidInput
from archive_app.i18n import _

_PARTS = "上午|下午|早上|早晨|清晨|凌晨|中午|正午|午后|傍晚|晚上|夜里|夜间|晚|夜|午前|朝|夕方"
_HOUR = re.compile(
    rf"[,，t ]*(?:(?:{_PARTS}) ?)?\d{{1,2}}(?::\d\d){{1,2}}(?:\.\d+)?(?: ?(?:[ap]\.?m\.?|z|[+-]\d\d:?\d\d|uhr))?$"
    rf"|[,， ]*(?:{_PARTS})? ?\d{{1,2}} ?[时点](?:半|整|\d{{1,2}}分?)?(?:许|左右)?$|[,， ]*(?:{_PARTS})$"
    r"|[, ]+(?:at )?\d{1,2} ?(?:[ap]\.?m\.?|o'?clock|uhr)$"
    r"|[, ]+(?:in the |at )?(?:morning|forenoon|afternoon|evening|night|noon|midnight)$"
)


def refuse(text: str, written: str, read: Callable[[str], str | None]) -> None:
    """Raise InvalidInput where a year of a lunar era stands in ``text``, or it is a day that ``read`` takes with a time
    of it; ``written`` is ``text`` as somebody wrote it.
    """
    refuse_unsure(text, written)
    hour = _HOUR.search(text)
    day = read(text[: hour.start()].strip()) if hour is not None and hour.start() else None
    if day:
        sentence = _("“{text}” says a time of the day, which is no part of this date: write {date} alone.")
        raise InvalidInput(sentence.format(text=written, date=day))
