"""Finding and replacing in texts: letters as they are written or a regular expression.

Case and accents count only where they are asked for; a text is compared letter by letter with its marks, so that what
is found can be pointed at in the text itself. An expression that would take for ever is given up with a sentence.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from archive_app.domain.model.differences import Spans
from archive_app.domain.text.folding import fold
from archive_app.domain.text.showing import shown
from archive_app.errors import InvalidInput
from archive_app.i18n import _

#: Seconds that an expression may take in one text.
PATIENCE = 0.5
#: Letters of an expression.
_LONGEST = 2_000
_UNSPACED = regex.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
)
_TEMPLATE = regex.compile(
    r"\\(?:(?P<number>[0-9]{1,2})|g<(?P<name>\w+)>|(?P<other>.?))|(?P<plain>[^\\]+)", regex.DOTALL
)
_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is looked for and what comes in its place; with ``regular`` both as Python's ``re`` has them."""

    find: str
    replacement: str = ""
    regular: bool = False
    case: bool = False
    accents: bool = False
    words: bool = False


@dataclass(frozen=True, slots=True)
class Replaced:
    """A text after replacing, and the places that went and came."""

    new: str
    went: Spans
    came: Spans


@dataclass(frozen=True, slots=True)
class _Letters:
    """A text as it is compared: for each place where it came from, and whether a letter of the text begins there."""

    text: str
    places: tuple[int, ...]
    begins: tuple[bool, ...]

    def back(self, start: int, end: int) -> tuple[int, int] | None:
        """The same place in the text itself; ``None`` where it begins or ends within a letter."""
        if not (self.begins[start] and self.begins[end]):
            return None
        return self.places[start], self.places[end]


class Replacer:
    """Replaces by one :class:`Pattern`; InvalidInput where that cannot be read."""

    def __init__(self, pattern: Pattern) -> None:
        if not pattern.find:
            raise InvalidInput(_("Say what is to be found."))
        if len(pattern.find) > _LONGEST:
            raise InvalidInput(_("This is too long: at most {count} characters.").format(count=_LONGEST))
        self._pattern = pattern
        self._expression = _compiled(pattern)
        self._parts = _template(pattern, self._expression)

    def replace(self, text: str) -> Replaced | None:
        """``text`` with everything replaced; ``None`` where nothing is found, or nothing changes by it."""
        letters = _letters(text, self._pattern)
        pieces: list[str] = []
        went: list[tuple[int, int]] = []
        came: list[tuple[int, int]] = []
        last = length = 0
        for start, end, put in self._found(text, letters):
            pieces += (text[last:start], put)
            length += start - last
            went.append((start, end))
            came.append((length, length + len(put)))
            length += len(put)
            last = end
        new = "".join((*pieces, text[last:]))
        return Replaced(new, tuple(went), tuple(came)) if new != text else None

    def _found(self, text: str, letters: _Letters) -> Iterator[tuple[int, int, str]]:
        """Where something is found in ``text``, and what comes there instead."""
        last = 0
        try:
            for match in self._expression.finditer(letters.text, timeout=PATIENCE, concurrent=True):
                place = letters.back(*match.span())
                if place is None or place[0] < last or (self._pattern.words and not _is_word(letters.text, match)):
                    continue
                last = place[1]
                yield *place, "".join(part(text, letters, match) for part in self._parts)
        except TimeoutError as error:
            raise InvalidInput(
                _("This expression takes too long. Make it simpler: no repetition within a repetition, such as (a+)+.")
            ) from error


_Part = Callable[[str, _Letters, "regex.Match[str]"], str]


def _compiled(pattern: Pattern) -> regex.Pattern[str]:
    written = pattern.find if pattern.regular else regex.escape(_letters(pattern.find, pattern).text)
    if pattern.regular and not pattern.accents:
        written = "".join(_plain(letter) for letter in written)
    flags = regex.MULTILINE | (regex.IGNORECASE if pattern.regular and not pattern.case else 0)
    try:
        return regex.compile(written, flags)
    except (regex.error, RecursionError, OverflowError) as error:
        reason = getattr(error, "msg", "") or str(error)
        at = getattr(error, "pos", None)
        words = _("This is no regular expression: {reason} (at character {position}).")
        raise InvalidInput(words.format(reason=reason, position=(at or 0) + 1)) from error


def _template(pattern: Pattern, expression: regex.Pattern[str]) -> list[_Part]:
    """The parts of what comes instead: texts, and groups of what was found, as they stand in the text itself."""
    if not pattern.regular:
        return [_text(pattern.replacement)]
    parts: list[_Part] = []
    for match in _TEMPLATE.finditer(pattern.replacement):
        number, name, other, plain = match["number"], match["name"], match["other"], match["plain"]
        if plain is not None:
            parts.append(_text(plain))
        elif number is not None or name is not None:
            parts.append(_group(expression, number or name))
        elif other in _ESCAPES:
            parts.append(_text(_ESCAPES[other]))
        else:
            raise InvalidInput(
                _("“\\{letter}” means nothing here: write \\1 for the first group, \\\\ for a backslash.").format(
                    letter=other
                )
            )
    return parts


def _text(words: str) -> _Part:
    return lambda _text, _letters, _match: words


def _group(expression: regex.Pattern[str], called: str) -> _Part:
    # Python reads no number of more than a few thousand digits; an expression has far fewer groups.
    group: int | str = int(called) if called.isdecimal() and len(called) < 10 else called
    known = group <= expression.groups if isinstance(group, int) else group in expression.groupindex
    if not known:
        raise InvalidInput(_("The expression has no group “{name}”.").format(name=shown(called)))

    def part(text: str, letters: _Letters, match: regex.Match[str]) -> str:
        start, end = match.span(group)
        return "" if start < 0 else text[letters.places[start] : letters.places[end]]

    return part


def _letters(text: str, pattern: Pattern) -> _Letters:
    """``text`` as it is compared by ``pattern``."""
    lowered = not pattern.case and not pattern.regular
    if text.isascii():
        places = tuple(range(len(text) + 1))
        return _Letters(text.lower() if lowered else text, places, (True,) * len(places))
    pieces: list[str] = []
    places_: list[int] = []
    begins: list[bool] = []
    for start, cluster in _clusters(text):
        seen = unicodedata.normalize("NFC", cluster) if pattern.accents else _plain(cluster)
        seen = seen.casefold() if lowered else seen
        pieces.append(seen)
        places_ += [start] * len(seen)
        begins += [place == 0 for place in range(len(seen))]
    return _Letters("".join(pieces), (*places_, len(text)), (*begins, True))


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Each letter with the marks that follow it, and where it begins."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not unicodedata.combining(text[place]):
            yield start, text[start:place]
            start = place


def _plain(letter: str) -> str:
    """A letter without its marks, in its own case."""
    if letter.isascii():
        return letter
    folded = fold(letter)
    return folded.upper() if letter != letter.lower() else folded


def _is_word(text: str, match: regex.Match[str]) -> bool:
    """Whether what was found is no part of a longer word; scripts without spaces have no longer ones."""
    start, end = match.span()
    return not (
        _joined(text[start - 1 : start], text[start : start + 1]) or _joined(text[end - 1 : end], text[end:][:1])
    )


def _joined(one: str, other: str) -> bool:
    return all(
        letter and (letter.isalnum() or letter == "_") and not _UNSPACED.match(letter) for letter in (one, other)
    )
