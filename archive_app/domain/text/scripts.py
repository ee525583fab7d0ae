"""Scripts: in which one somebody writes, whatever names of other scripts stand in what is written.

Scripts are ISO 15924 codes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# First word of a character's Unicode name, and its script.
_SCRIPTS = {
    "LATIN": "Latn", "GREEK": "Grek", "COPTIC": "Copt", "CYRILLIC": "Cyrl", "ARMENIAN": "Armn", "HEBREW": "Hebr",
    "ARABIC": "Arab", "SYRIAC": "Syrc", "THAANA": "Thaa", "DEVANAGARI": "Deva", "BENGALI": "Beng", "GURMUKHI": "Guru",
    "GUJARATI": "Gujr", "ORIYA": "Orya", "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda", "MALAYALAM": "Mlym",
    "SINHALA": "Sinh", "THAI": "Thai", "LAO": "Laoo", "TIBETAN": "Tibt", "MYANMAR": "Mymr", "GEORGIAN": "Geor",
    "HANGUL": "Kore", "ETHIOPIC": "Ethi", "CHEROKEE": "Cher", "KHMER": "Khmr", "MONGOLIAN": "Mong", "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan", "BOPOMOFO": "Bopo", "CJK": "Hani", "IDEOGRAPHIC": "Hani", "YI": "Yiii", "JAVANESE": "Java",
}  # fmt: skip

# One character says as much as three letters.
_DENSE = frozenset({"Hani", "Jpan", "Kore"})
# With capitals, by which a name is told from what is said of it.
_CASED = frozenset({"Latn", "Cyrl", "Grek", "Armn"})

# What is added to a text rather than said by it: brackets, and titles in quotation marks.
_ADDED = re.compile(
    r"""\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|《[^《》]*》|〈[^〈〉]*〉|「[^「」]*」|『[^『』]*』"""
    r"""|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|"[^"]*\""""
)
_WITHIN_WORDS = frozenset("'’ʼ-‐‑")
_NO_PAUSE = _WITHIN_WORDS | frozenset(".&")

_READ = 2000  # characters of a text that are enough to tell
_WITHIN_A_NAME = 3  # small words between two of a name's: "Academy of the Arts"
_AFTER_A_NAME = 5  # and behind its first, in a text of another script: "École nationale supérieure des beaux-arts"


@lru_cache(maxsize=4096)
def _script_of_character(character: str) -> str:
    return _SCRIPTS.get(unicodedata.name(character, "").partition(" ")[0].partition("-")[0], "")


@dataclass(slots=True)
class _Word:
    """Letters of one script; ``glued``: to a letter of another before it, ``paused``: after a comma or the like."""

    script: str
    letters: str
    glued: bool
    paused: bool

    @property
    def small(self) -> bool:
        return self.letters.islower()


def script_of(text: str) -> str:
    """The script that ``text`` is written in, ``""`` where it has no letters.

    Names of other scripts in it do not count: a Chinese sentence about the "Technische Universität Dresden" has more
    Latin letters than others, and is Chinese. Where small letters say more than names, between the words of the other
    script, the text is theirs: "Visit of 李建国 to 杭州". What stands in brackets says least.

    Han with any kana is ``Jpan``, Han with more Hangul ``Kore``, Han alone ``Hani``: it does not say simplified or
    traditional.
    """
    written = unicodedata.normalize("NFKC", text[:_READ])
    every = _words(written)
    if len({word.script for word in every}) < 2:
        return every[0].script if every else ""
    said = _words(_ADDED.sub(" | ", written))
    if not said or _is_a_code(said, every):
        said = every
    if any(word.script == "Jpan" for word in every):
        for word in said:
            word.script = "Jpan" if word.script == "Hani" else word.script
    return _host(said)


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    letter = inside = paused = False
    for character in text:
        # An iteration mark is no letter to Unicode.
        script = _script_of_character(character) if character.isalpha() or character == "々" else ""
        if script:
            if words and (letter or inside) and words[-1].script == script:
                words[-1].letters += character
            else:
                words.append(_Word(script, character, letter and bool(words), paused))
            letter, inside, paused = True, False, False
        elif unicodedata.category(character).startswith("M"):
            continue
        else:
            inside = letter and character in _WITHIN_WORDS
            letter = False
            paused = paused or not (character.isalnum() or character.isspace() or character in _NO_PAUSE)
    return words


def _is_a_code(said: Sequence[_Word], every: Sequence[_Word]) -> bool:
    """Whether what stands outside of brackets is a number or a title, and what the text says stands in them."""
    if any(word.script != "Latn" for word in said):
        return False
    outside = sum(len(word.letters) for word in said)
    inside = sum(len(word.letters) for word in every if word.script in _DENSE)
    return inside > outside or all(word.letters.isupper() for word in said)


def _host(words: Sequence[_Word]) -> str:
    counts: Counter[str] = Counter()
    for word in words:
        counts[word.script] += len(word.letters)
    if len(counts) == 1:
        return words[0].script
    first = words[0]
    spoken = {script: _spoken(words, script) for script in counts if script in _CASED}
    glued = any(word.glued for word in words)
    others = sum(_density(script) * count for script, count in counts.items() if script != first.script)
    if spoken.get(first.script) and not glued and first.letters[0].isupper() and others <= 3 * counts[first.script]:
        return first.script

    def weight(script: str) -> tuple[int, bool, int]:
        count = counts[script]
        if script in _CASED:
            return spoken[script], script != "Latn" and count > 1, count
        # Who writes Latin letters sets a blank before and after a foreign name, who writes Chinese need not.
        return count * _density(script) * (3 if glued else 1), True, count

    return max(counts, key=weight)


def _density(script: str) -> int:
    return 3 if script in _DENSE else 1


def _spoken(words: Sequence[_Word], script: str) -> int:
    """How many letters of ``script`` stand in small words that are not part of a name."""
    found = 0
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and _goes_on(words, start, end, script):
            end += 1
        if end > start:
            named = start > 0 and words[start - 1].script == script and not words[start].paused
            closed = end < len(words) and words[end].script == script and not words[end].paused
            within = named and closed and end - start <= _WITHIN_A_NAME
            after = named and words[0].script != script and end - start <= _AFTER_A_NAME
            if not within and not after:
                found += sum(len(word.letters) for word in words[start:end])
        start = max(end, start + 1)
    return found


def _goes_on(words: Sequence[_Word], start: int, end: int, script: str) -> bool:
    word = words[end]
    return word.script == script and word.small and (end == start or not word.paused)
