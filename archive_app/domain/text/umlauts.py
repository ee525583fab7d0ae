"""Letters that some languages also write as two: Müller and Mueller, Århus and Aarhus."""

from __future__ import annotations

import re
import unicodedata

_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_ONE_LETTER = re.compile("|".join(sorted(set(_TWO_LETTERS.values()))))


def in_one_letter(folded: str) -> str:
    """Folded ``text`` alike for both spellings: ``gobekli`` for “gobekli” and for “goebekli”."""
    return _ONE_LETTER.sub(lambda found: found[0][0], folded)


def in_two_letters(text: str) -> str:
    """``text`` in small letters with two letters for each that is written so as well: ``aarhus`` for Århus."""
    return unicodedata.normalize("NFC", text.casefold()).translate(_TWO_LETTERS)
