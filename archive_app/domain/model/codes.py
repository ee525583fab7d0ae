"""Codes: short words that stand for links, typed as ``=ist10`` in the tag bar and in captions.

The grammar of a text: a use begins with one ``=`` at the start of a word and goes on with the letters, digits, hyphens
and underscores of any script. The longest known code counts that ends where a word may end; so ``=ist10`` is not found
in ``=ist100``, but in ``=ist10-visit`` and in ``=ist10参加``, as Han, kana, Thai and their like know no spaces. ``==``
at the start of a word is a plain ``=``. Anything else stays as it is typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from archive_app.domain.text.folding import fold
from archive_app.domain.text.scripts import script_of
from archive_app.errors import InvalidInput
from archive_app.i18n import _

SIGN = "="
#: Characters that a code may have, folded.
LONGEST = 32
#: As many typed characters are looked at: a letter may be typed with marks of its own.
_LOOKED_AT = 2 * LONGEST
_JOINERS = "-_"
#: Scripts whose words are not told apart by spaces, or to whose words others cling.
_UNSPACED = frozenset({"Hani", "Jpan", "Kore", "Bopo", "Yiii", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"})
_SIGNS = re.compile(f"{SIGN}+")


@dataclass(frozen=True, slots=True)
class Use:
    """A place of a text, [start, end), that is replaced: by the names of ``code`` (folded), or by ``=`` where empty."""

    start: int
    end: int
    code: str


def read_code(typed: str) -> str:
    """``typed`` as a code, folded, with or without its sign; InvalidInput with a sentence where it can be none."""
    text = typed.strip().removeprefix(SIGN)
    folded = fold(text)
    if not folded:
        raise InvalidInput(_("A code has at least one letter or digit."))
    strange = next((each for each in (*text, *folded) if not _may_stand(each)), "")
    if strange:
        raise InvalidInput(
            _("“{character}” cannot stand in a code. A code has letters, digits, hyphens and underscores.").format(
                character=strange if strange.isprintable() else f"U+{ord(strange):04X}"
            )
        )
    if not any(each.isalnum() for each in folded):
        raise InvalidInput(_("A code has at least one letter or digit."))
    if len(folded) > LONGEST:
        raise InvalidInput(_("A code is too long: it has at most {count} characters.").format(count=LONGEST))
    return folded


def candidates(text: str) -> set[str]:
    """Every folded code that ``text`` might use: what is to be looked up before :func:`uses` is asked."""
    return {code for start in _starts(text) for _end, code in _readings(text, start)}


def uses(text: str, known: Collection[str]) -> list[Use]:
    """Where ``text`` uses the ``known`` codes, and where it writes ``==`` for a plain sign; in their order."""
    found: list[Use] = []
    for signs in _SIGNS.finditer(text):
        start, end = signs.span()
        if not _begins_word(text, start) or not _typed_after(text, end):
            continue
        if end - start == 2:
            found.append(Use(start, end, ""))
        elif end - start == 1:
            use = next((Use(start, stop, code) for stop, code in _readings(text, end) if code in known), None)
            if use is not None:
                found.append(use)
    return found


def unknown(text: str, known: Collection[str]) -> list[str]:
    """The words that are typed as codes and are none, without their sign."""
    used = {use.start for use in uses(text, known)}
    words = [_typed_after(text, start) for start in _starts(text) if start - 1 not in used]
    return list(dict.fromkeys(words))


def replaced(text: str, known: Collection[str], words: Callable[[str], str]) -> str:
    """``text`` with each use of a ``known`` code replaced by ``words(code)``, and ``==`` by ``=``.

    Where a code stands for no words, one of the spaces around it goes with it.
    """
    parts: list[str] = []
    place = 0
    for use in uses(text, known):
        parts.append(text[place : use.start])
        place = use.end
        said = words(use.code) if use.code else SIGN
        parts.append(said)
        if not said:
            place = _without_space(text, parts, place)
    return "".join([*parts, text[place:]])


def _without_space(text: str, parts: list[str], place: int) -> int:
    """Drop the space before or after what was taken out; returns where the text goes on."""
    before = "".join(parts)
    if before.endswith(" "):
        parts[:] = [before[:-1]]
        return place
    return place + 1 if not before and text[place : place + 1] == " " else place


def _starts(text: str) -> Iterator[int]:
    """Where what may be a code begins, behind its sign."""
    for signs in _SIGNS.finditer(text):
        if len(signs[0]) == 1 and _begins_word(text, signs.start()) and _typed_after(text, signs.end()):
            yield signs.end()


def _typed_after(text: str, start: int) -> str:
    """The characters of a code that stand at ``start``."""
    end = start
    while end < len(text) and end - start < _LOOKED_AT and _may_stand(text[end]):
        end += 1
    return text[start:end]


def _readings(text: str, start: int) -> Iterator[tuple[int, str]]:
    """(end, folded code) of every code that may be meant at ``start``, the longest first."""
    for length in range(len(_typed_after(text, start)), 0, -1):
        end = start + length
        if _may_end(text[end - 1], text[end : end + 1]):
            code = fold(text[start:end])
            if 0 < len(code) <= LONGEST:
                yield end, code


def _may_stand(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character)[0] in "LMN"


def _begins_word(text: str, place: int) -> bool:
    if place == 0:
        return True
    before = text[place - 1]
    return not (before == "_" or unicodedata.category(before)[0] in "LMN") or _is_unspaced(before)


def _may_end(last: str, following: str) -> bool:
    """Whether a word may end between these two characters; ``following`` is empty at the end of the text."""
    if not following or not _may_stand(following):
        return True
    if unicodedata.category(following)[0] == "M":
        return False
    return following in _JOINERS or _is_unspaced(following) or _is_unspaced(last)


def _is_unspaced(character: str) -> bool:
    return not character.isascii() and script_of(character) in _UNSPACED
