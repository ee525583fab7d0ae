"""How a text in another script may be typed in Latin letters: pinyin, transliteration, names of well-known cities.

What comes out is indexed beside the text (``store/index/search_index.py``), so that ``hangzhou``, ``hzgj``,
``belgrad`` and ``istanbul`` find 杭州国际, Београд and 伊斯坦布尔. It is made to be found by,
not to be read: each way to say a word stands there as a word of its own.

Pinyin: ``resources/han``, whose tables say what the package pypinyin says. City names: ``resources/exonyms``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from sys import intern
from typing import NamedTuple

from anyascii import anyascii

from archive_app.domain.text.folding import fold
from archive_app.domain.text.umlauts import in_two_letters
from archive_app.paths import resources

# Everything that isn't written in Latin letters or signs: what has none of it needs no second look.
_OTHER_SCRIPTS = re.compile(
    "[\u0370-\u1cff\u1f00-\u1fff\u2c00-\u2c5f\u2c80-\u2dff\u2e80-\ua71f\ua800-\uab2f\uab70-\ufaff\ufb07-\ufdff"
    "\ufe70-\ufefe\uff66-\uffdc\U00010000-\U0001d3ff\U0001d800-\U0001efff\U00020000-\U0003ffff]"
)
_HAN_LETTERS = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{_HAN_LETTERS}]+")
# Vowel signs are no letters to the re module.
_LETTERS = "\\w\u0900-\u109f\u1780-\u17ff\u1900-\u1aaf\u1b00-\u1c7f\u3099\u309a\ua800-\ua82f\ua880-\uaaff\uabe0-\uabff"
_WORD = re.compile(f"[{_LETTERS}]+(?:'[{_LETTERS}]+)*")
_UMLAUTS = re.compile(r"[^\W\d_]*[äöüåøÄÖÜÅØ][^\W\d_]*")
_UNSPACED = re.compile(
    f"[{_HAN_LETTERS}\u3040-\u30ff\u31f0-\u31ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf]"
)
_HANGUL = re.compile("[\uac00-\ud7a3]")
# Thai and Lao vowels that are written before the consonant they follow in speech.
_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])|([ເແໂໃໄ])([ກ-ຮ])")
_NO_LETTER = re.compile("[^a-z0-9]+")
# The letters that South Slavs write with a haček, and scholars for every Cyrillic script: Čačak beside Chachak.
_HACEK = str.maketrans(
    {"ж": "z", "ч": "c", "ш": "s", "щ": "sc", "ц": "c", "х": "h", "ћ": "c", "ђ": "dj", "џ": "dz", "я": "ja", "ю": "ju",
     "љ": "lj", "њ": "nj"}
)  # fmt: skip

_WINDOW = 40  # letters that are read as one word
_OVERLAP = 10
_SHORT_NAME = 6
_MOST_VARIANTS = 8
_ENOUGH_OF_A_WORD = 5
_CACHED = 1 << 13


def sounds(text: str) -> str:
    """The words by which ``text`` may be typed in Latin letters: ``a``-``z`` and digits, separated by spaces.

    Of a text in Latin letters only the words of which a letter may be written as two: ``mueller`` for Müller.
    Never raises; takes time proportional to the length.
    """
    if text.isascii():
        return ""
    found = dict.fromkeys(_in_two_letters(text))
    if not _OTHER_SCRIPTS.search(text):
        return " ".join(found)
    for run in _HAN.findall(unicodedata.normalize("NFKC", text)):
        for part in _windows(run):
            found |= dict.fromkeys(_pinyin(part).split())
    folded = fold(text)
    for match in _WORD.finditer(folded):
        if not match[0].isascii():
            for part in _windows(match[0]):
                found |= dict.fromkeys(_transliterated(part).split())
            found |= dict.fromkeys(_city_names(folded, match.start(), match.end()))
    return " ".join(found)


def _in_two_letters(text: str) -> Iterator[str]:
    for match in _UMLAUTS.finditer(unicodedata.normalize("NFC", text)):
        yield _NO_LETTER.sub("", fold(in_two_letters(match[0])))


def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """The ways to say a name in Latin letters, each as its words (of Han characters, the syllables); none for a name
    that is in Latin letters, or too long for one.

    A word of another script may be said in two ways, letter by letter and as scholars write it; a city is also called
    what its readers call it.
    """
    folded = fold(name)
    if folded.isascii() or not _OTHER_SCRIPTS.search(name) or len(name) > _WINDOW:
        return ()
    ways: dict[tuple[str, ...], None] = {}
    han = "".join(_HAN.findall(unicodedata.normalize("NFKC", folded)))
    if han:
        syllables = _read(han)
        for line in ([syllable.reading for syllable in syllables], *_variants(syllables)):
            ways[tuple(line)] = None
    else:
        words = [_transliterated(word).split() or [word] for word in _WORD.findall(folded)]
        for way in range(2):
            ways[tuple(said[min(way, len(said) - 1)] for said in words)] = None
    for match in _WORD.finditer(folded):
        if match[0] == folded.strip():
            ways |= {(city,): None for city in _city_names(folded, match.start(), match.end())}
    return tuple(way for way in ways if way)


def spelled(text: str) -> str:
    """``text`` with a syllable in the place of each Han character, as dictionaries put it in order."""
    return _HAN.sub(lambda run: f" {' '.join(each.reading for each in _read(run[0])) or run[0]} ", text).strip()


def _windows(run: str) -> Iterator[str]:
    """``run``, or the overlapping pieces of a long one, whose words would grow with the square of its length."""
    yield run[:_WINDOW]
    for start in range(_WINDOW - _OVERLAP, len(run) - _OVERLAP, _WINDOW - _OVERLAP):
        yield run[start : start + _WINDOW]


class _Syllable(NamedTuple):
    reading: str
    others: tuple[str, ...] = ()


@lru_cache(_CACHED)
def _pinyin(run: str) -> str:
    """Han characters as syllables, as one word and by initials, the last also from each character on.

    Beginnings of two letters and any three are found, so ``hz``, ``gj`` and ``hzgj`` need the pairs and the whole.
    """
    found: dict[str, None] = {}
    simple = fold(run)
    for spelling in (run,) if simple == run else (run, simple):
        syllables = _read(spelling)
        readings = [syllable.reading for syllable in syllables]
        for line in (readings, *_variants(syllables)):
            found |= dict.fromkeys(line)
            initials = "".join(reading[0] for reading in line)
            found |= dict.fromkeys(("".join(line), initials)[: len(line)])
            found |= dict.fromkeys(initials[i : i + 2] for i in range(len(initials) - 1))
    # ü has no key of its own: people type v or u.
    return " ".join(found | {word.replace("v", "u"): None for word in found if "v" in word})


def _variants(syllables: list[_Syllable]) -> list[list[str]]:
    """The other ways to read a short name, one character at a time."""
    if not 1 < len(syllables) <= _SHORT_NAME:
        return []
    line = [syllable.reading for syllable in syllables]
    variants = [
        [*line[:place], other, *line[place + 1 :]]
        for place, syllable in enumerate(syllables)
        for other in syllable.others
    ]
    return variants[:_MOST_VARIANTS]


def _read(run: str) -> list[_Syllable]:
    """One syllable a character: as the longest phrase reads it, else as it is mostly read."""
    phrases, longest, characters = _tables()
    syllables: list[_Syllable] = []
    place = 0
    while place < len(run):
        length = min(longest.get(run[place : place + 2], 1), len(run) - place)
        while length > 1 and run[place : place + length] not in phrases:
            length -= 1
        phrase = run[place : place + length]
        readings = phrases.get(phrase) if length > 1 else None
        if readings:
            syllables += map(_Syllable, readings)
        else:
            known = (characters[character] for character in phrase if character in characters)
            syllables += (_Syllable(every[0], every[1:] if length == 1 else ()) for every in known)
        place += length
    return syllables


_Tables = tuple[dict[str, tuple[str, ...] | None], dict[str, int], dict[str, tuple[str, ...]]]


@cache
def _tables() -> _Tables:
    """Phrases (None: they sound like their characters), the longest phrase by its first two characters, characters."""
    characters: dict[str, tuple[str, ...]] = {}
    for line in _table("pinyin.tsv"):
        readings, _tab, read_so = line.partition("\t")
        characters |= dict.fromkeys(read_so, tuple(readings.split(",")))
    phrases: dict[str, tuple[str, ...] | None] = dict.fromkeys(_table("words.txt"))
    for line in _table("phrases.tsv"):
        phrase, _tab, spoken = line.partition("\t")
        phrases[phrase] = tuple(map(intern, spoken.split(" ")))
    longest: dict[str, int] = {}
    for phrase in sorted(phrases, key=len):
        longest[phrase[:2]] = len(phrase)
    return phrases, longest, characters


def _table(name: str) -> list[str]:
    _header, _end, lines = resources("han", name).read_text("utf-8").partition("\n")
    return lines.splitlines()


@lru_cache(_CACHED)
def _transliterated(word: str) -> str:
    """A word of another script, letter by letter; what is Han in it has its pinyin."""
    parts = [part for part in _HAN.split(word) if not part.isascii()]
    spoken = [anyascii(_LEADING_VOWEL.sub(_swapped, part)) for part in parts]
    spoken += [anyascii(part.translate(_HACEK)) for part in parts]
    words = (_NO_LETTER.sub("", one.lower()) for one in spoken)
    return " ".join(one for one in words if len(one) > 1)


def _swapped(match: re.Match[str]) -> str:
    return "".join(reversed([part for part in match.groups() if part]))


def _city_names(folded: str, start: int, end: int) -> Iterator[str]:
    """What cities named in the word from ``start`` to ``end`` are called in Latin letters."""
    cities = _cities()
    anywhere = _UNSPACED.search(folded, start, end)
    for place in range(start, end - 1) if anywhere else (start,):
        for form, names in cities.get(folded[place : place + 2], ()):
            begins = place == start or _UNSPACED.match(form)
            if begins and folded.startswith(form, place) and _ends(folded, place, form):
                yield from names
                break


def _ends(folded: str, place: int, form: str) -> bool:
    """Whether the name is over where the form is, or has an ending that makes no other word of it."""
    after = place + len(form)
    return (
        len(form) >= _ENOUGH_OF_A_WORD
        or not folded[after : after + 1].isalnum()
        or bool(_UNSPACED.match(form) or _HANGUL.match(form))
    )


@cache
def _cities() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """By their first two letters: forms in other scripts, longest first, each with its words in Latin letters."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for line in resources("exonyms", "exonyms.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            words, _tab, forms = line.partition("\t")
            for form in forms.split("|"):
                found.setdefault(form[:2], []).append((form, tuple(words.split())))
    return {head: tuple(sorted(forms, key=lambda form: (-len(form[0]), form))) for head, forms in found.items()}
