"""Chinese numerals and their values."""

from __future__ import annotations

import re

_DIGITS = dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_TENS = {"十": 10, "百": 100, "千": 1000, "廿": 20, "卅": 30}
_RUN = re.compile("[〇零一二三四五六七八九十百千廿卅]+")


def with_digits(text: str) -> str:
    """``text`` with digits for its Chinese numerals: ``三十五`` is 35, ``二〇〇一`` 2001."""
    return _RUN.sub(lambda match: _number(match[0]), text)


def _number(run: str) -> str:
    if not set(run) & set(_TENS):
        return "".join(str(_DIGITS[character]) for character in run)
    total = digit = 0
    for character in run:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in "廿卅":
            total, digit = total + _TENS[character], 0
        else:
            total, digit = total + max(digit, 1) * _TENS[character], 0
    return str(total + digit)
