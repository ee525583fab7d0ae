"""From what people and inventories write for a date to EDTF.

English and Chinese, the months, seasons and small words of German, French and Turkish, and the years of the eras of
East Asia. What can be read in two ways is never guessed: it raises InvalidInput with both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import partial

from archive_app.domain.dates.elements import read_element
from archive_app.domain.dates.eras import beside, era
from archive_app.domain.dates.periods import period
from archive_app.domain.dates.plain import plain
from archive_app.domain.dates.spans import alternatives, between, bounded
from archive_app.domain.dates.unread import refuse
from archive_app.domain.text.folding import fold
from archive_app.domain.text.numerals import with_digits

_HAN = "\u3400-\u9fff"
_BLANKS_AT_HAN = re.compile(rf"(?<=[{_HAN}])\s+(?=[\d{_HAN}])|(?<=\d)\s+(?=[{_HAN}])")
_ABOUT = re.compile(
    r"(?:circa|ca\.?|c\.?|about|around|approximately|approx\.?|um|gegen|etwa|ungefahr|vers|environ|env\.?|yaklasik"
    r"|takriben|大约|约于|约|大概)\s*(?=[\d公西前民\u3400-\u9fffa-z\[])|[~±]\s*(?=\d)"
)
_PERHAPS = re.compile(
    r"(?:perhaps|possibly|probably|prob\.|maybe|vielleicht|wohl|vermutlich|wahrscheinlich|peut-etre|probablement|belki"
    r"|muhtemelen|可能|疑为|或为|疑)\s*|\?\s*(?=\d{4}(?!-))"
)
_ABOUT_AFTER = re.compile(r"\s*(?:前后|左右|顷|ころ|ごろ|~|\s(?:circa|ca\.?|approx\.?)|\((?:circa|ca\.?|c\.?|约)\))$")
_PERHAPS_AFTER = re.compile(r"\s*(?:\(\?\)|\?|\(存疑\)|\[\?\]|\s\(?(?:uncertain|probably|inferred)\)?)$")
_INFERRED_DIGITS = re.compile(r"(?=[\d\[\]]{6}$)\d{0,3}\[\d{1,4}\]\d{0,3}")
_ABOUT_ERA = re.compile(r"^(公元前?|西元前?)约")
_RANGE = re.compile(r"(?:(?:from|von|de|du)\s+|[从自]\s*)(?=.+(?:to|bis|until|a|au|至|到)\b)|(?:from|von)\s+")
_FOR_BOTH = re.compile(r"(?P<range>.*\d.*)\s+\(?\?\)|(?P<about>.*\d.*?)(?:前后|左右)")


def to_edtf(text: str) -> str | None:
    """``text`` in EDTF's writing, or None where it is not understood; whether such a day exists is not checked.

    Raises InvalidInput where the text can mean two different days (``03.04.2025``), no certain ones
    (``光绪三十年三月``), or says more than a day (``2001-09-19 14:30``).
    """
    plain_text = unicodedata.normalize("NFKC", text)
    tidy = fold(re.sub("[—―‒﹘]", "–", plain_text).replace("–", "\ue000")).replace("\ue000", "–")
    tidy = _BLANKS_AT_HAN.sub("", re.sub(r"\s+", " ", with_digits(tidy))).strip()
    tidy = re.sub(r"(?<!\.)\.$", "", tidy)
    if not tidy or not tidy.isprintable():
        return None
    found = _inferred(tidy) or _said(tidy)
    if found is None:
        refuse(tidy, text.strip()[:40], _said)
    return found


def _inferred(text: str) -> str | None:
    """Brackets say that whoever described it inferred the date; of one date they make a doubtful one."""
    if _INFERRED_DIGITS.fullmatch(text):
        text = f"[{text.replace('[', '').replace(']', '')}]"
    if text[0] + text[-1] != "[]" or set(text[1:-1]) & set("[]{}"):
        return None
    said = _said(text[1:-1].strip())
    return said and (said if set(said) & set("/[{") else _marked(said, about=False, perhaps=True))


def _said(text: str) -> str | None:
    said = _one(text, _of_any_era) or beside(text, _of_any_era)
    # Before and after a year that is not sure in our calendar nothing is sure.
    return said or bounded(text, _one) or alternatives(text, _one) or _between(text)


def _of_any_era(text: str) -> str | None:
    return plain(text) or period(text) or era(text)


def _between(text: str) -> str | None:
    """A time between; a word of doubt before it all is that of both ends, where they are said alike."""
    rest, about, perhaps = _leading(text)
    both = _FOR_BOTH.fullmatch(rest)
    if both:
        rest = (both["range"] or both["about"]).strip()
        about, perhaps = about or bool(both["about"]), perhaps or bool(both["range"])
    found = between(_RANGE.sub("", rest, count=1) if _RANGE.match(rest) else rest, partial(_one, read=_of_any_era))
    if found is None or found[0] in "[{" or not (about or perhaps):
        return found
    lower, upper = found.split("/")
    alike = lower.lstrip("-").count("-") == upper.lstrip("-").count("-") and upper != ".."
    ends = [_marked(lower, about=about, perhaps=perhaps)]
    ends.append(_marked(upper, about=about, perhaps=perhaps) if alike else upper)
    return "/".join(ends)


def _leading(text: str) -> tuple[str, bool, bool]:
    """``text`` without words of doubt before it, and what they say."""
    about = perhaps = False
    rest = text.strip()
    for pattern in (_ABOUT, _PERHAPS, _ABOUT):
        match = pattern.match(rest)
        if match:
            about, perhaps = about or pattern is _ABOUT, perhaps or pattern is _PERHAPS
            rest = rest[match.end() :]
    return rest, about, perhaps


def _sure(text: str) -> str | None:
    return plain(text) or period(text)


def _one(text: str, read: Callable[[str], str | None] = _sure) -> str | None:
    """One date with words or marks of doubt, of which ``read`` reads the rest."""
    rest, about, perhaps = _leading(text)
    inside = _ABOUT_ERA.match(rest)
    if inside:
        rest, about = inside[1] + rest[inside.end() :], True
    for pattern in (_PERHAPS_AFTER, _ABOUT_AFTER, _PERHAPS_AFTER):
        match = pattern.search(rest)
        if match:
            about, perhaps = about or pattern is _ABOUT_AFTER, perhaps or pattern is _PERHAPS_AFTER
            rest = rest[: match.start()]
    if rest[:1] + rest[-1:] == "[]" and len(rest) > 2:
        rest, perhaps = rest[1:-1], True
    found = read(rest) if rest else None
    if found is None or not (about or perhaps):
        return found
    return "/".join(_marked(end, about=about, perhaps=perhaps) for end in found.split("/"))


def _marked(edtf: str, *, about: bool, perhaps: bool) -> str:
    """``edtf`` with these doubts beside its own."""
    if edtf == ".." or read_element(edtf) is None:
        return edtf
    about, perhaps = about or edtf[-1] in "~%", perhaps or edtf[-1] in "?%"
    return edtf.rstrip("?~%") + ("%" if about and perhaps else "~" if about else "?" if perhaps else "")
