"""Names and texts as they may be shown: nothing in them acts, nothing hides, nothing is without end.

A name may hold control characters, characters that turn the direction of all that follows, and ten thousand letters
without a space. What is stored stays as it is; this is what goes into labels, lists, tips and sentences.
"""

from __future__ import annotations

import re

#: Sets a name apart from the sentence it stands in, whatever its direction (Unicode UAX #9).
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_LEFT_TO_RIGHT = "\u200e"
#: Letters that are written from right to left, and the marks that stand for one.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
#: What ends so is the name of a file, whose ending stands at its end.
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
#: A name that was set apart already.
_ISOLATE = re.compile("(\u2068[^\u2066-\u2069]*\u2069)")
#: Letters of a name in a list or a sentence.
TITLE = 200
#: Letters of a label.
LABEL = 4_000

_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Isolates are ours, lines are meant.
_HIDDEN_IN_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066\u2067\ud800-\udfff]")
_LONG_WORD = re.compile(r"\S{40,}")
_PIECE = re.compile(r"(\S{20})(?=\S)")
_PICTURES = 0x2400
_DELETE = 0x7F


def shown(text: str, most: int = TITLE) -> str:
    """``text`` on one line: control characters as their pictures (␀), those that turn directions as ``\\u202E``."""
    if len(text) > most:
        text = text[: most - 1] + "…"
        if text.rfind(_FIRST_STRONG_ISOLATE) > text.rfind(_POP_ISOLATE):
            text += _POP_ISOLATE
    if _HIDDEN.search(text) is None:
        return text
    parts = _ISOLATE.split(text)
    return "".join(
        _apart(part[1:-1]) if number % 2 else _HIDDEN.sub(_visible, part) for number, part in enumerate(parts)
    )


def hides(text: str) -> bool:
    """Whether there is anything in ``text`` that nobody would see, or that turns the direction of what follows."""
    return _HIDDEN.search(text) is not None


def isolated(text: str, most: int = TITLE) -> str:
    """The same, to stand in a sentence, whose direction it does not touch. What is written from left to right, as our
    sentences are, stays as it is.
    """
    text = shown(text, most)
    if _RIGHT_TO_LEFT.search(text) is None or _ISOLATE.fullmatch(text):
        return text
    return _apart(f"{_LEFT_TO_RIGHT}{text}" if _ENDING.search(text) else text)


def _apart(text: str) -> str:
    return f"{_FIRST_STRONG_ISOLATE}{_HIDDEN.sub(_visible, text)}{_POP_ISOLATE}"


def lines(text: str, most: int = LABEL) -> str:
    """The same for a label of several lines; a word that is too long for any of them can be broken."""
    if len(text) > most:
        text = text[: most - 1] + "…"
    text = _HIDDEN_IN_LINES.sub(_visible, text)
    return _LONG_WORD.sub(lambda word: _PIECE.sub("\\1\u200b", word[0]), text)


def covered(text: str) -> str:
    """The same, each character by one, so that places in ``text`` are the same places in what is shown."""
    return _HIDDEN_IN_LINES.sub(lambda match: _visible(match) if match[0] < " " else "\ufffd", text)


def duration_text(seconds: float) -> str:
    """A duration as ``h:mm:ss`` or ``m:ss``, to the nearest second; what is shorter than one is one."""
    minutes, rest = divmod(max(round(seconds), 1) if seconds > 0 else 0, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def size_text(size: int) -> str:
    """A number of bytes as people read it."""
    amount = float(size)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            return f"{amount:,.0f} {unit}" if unit == "B" or amount >= 100 else f"{amount:,.1f} {unit}"
        amount /= 1000
    return ""


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < ord(" "):
        return chr(_PICTURES + code)
    return "␡" if code == _DELETE else f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}"
