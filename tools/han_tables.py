"""Makes the tables in ``resources/han``: how Han characters are read, and the simplified form of traditional ones.

Pinyin comes from the package pypinyin (MIT), simplified forms from OpenCC's table ``TSCharacters`` (Apache-2.0). Run it
after either was updated: ``python -m tools.han_tables``. Four tables:

* ``pinyin.tsv``: readings, the usual one first, tab, the characters that are read so.
* ``phrases.tsv``: phrases that are not read as their characters mostly are, tab, one syllable a character.
* ``words.txt``: all other phrases that pypinyin knows; they keep shorter phrases from being seen where there are none.
* ``simplified.txt``: a traditional character and its simplified form on each line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from archive_app.paths import resources

_HEADER = "# From {source}; see LICENSE-{name}.txt. Made by tools/han_tables.py: do not edit.\n"


def tables() -> dict[str, str]:
    """The whole files, by name."""
    pinyin = _HEADER.format(source="the tables of pypinyin (MIT)", name="pypinyin")
    by_readings: dict[str, list[str]] = {}
    for character, readings in characters().items():
        by_readings.setdefault(",".join(readings), []).append(character)
    known = phrases()
    read_otherwise = {phrase: said for phrase, said in known.items() if said}
    opencc = _HEADER.format(source="OpenCC's table TSCharacters (Apache-2.0)", name="OpenCC")
    return {
        "pinyin.tsv": pinyin + _lines(f"{said}\t{''.join(sorted(all_))}" for said, all_ in by_readings.items()),
        "phrases.tsv": pinyin + _lines(f"{phrase}\t{' '.join(said)}" for phrase, said in read_otherwise.items()),
        "words.txt": pinyin + _lines(phrase for phrase in known if phrase not in read_otherwise),
        "simplified.txt": opencc + _lines(map("".join, simplified().items())),
    }


@cache
def characters() -> dict[str, tuple[str, ...]]:
    """How each character is read, in plain letters, the usual reading first; ü is v."""
    read = {chr(code): tuple(dict.fromkeys(map(_plain, said.split(",")))) for code, said in pinyin_dict.items()}
    spoken = {character: tuple(filter(None, readings)) for character, readings in read.items()}
    return {character: readings for character, readings in spoken.items() if readings}


def phrases() -> dict[str, tuple[str, ...] | None]:
    """One syllable a character of each phrase; None where each is as the character is usually read."""
    found: dict[str, tuple[str, ...] | None] = {}
    for phrase, syllables in phrases_dict.items():
        spoken = tuple(_plain(readings[0]) for readings in syllables)
        usual = tuple(characters().get(character, ("",))[0] for character in phrase)
        as_usual = spoken == usual or len(spoken) != len(phrase) or not all(spoken)
        found[phrase] = None if as_usual else spoken
    return found


def simplified() -> dict[str, str]:
    """The simplified form of each traditional character."""
    spec = find_spec("opencc")
    assert spec is not None
    assert spec.origin is not None
    text = Path(spec.origin).with_name("dictionary").joinpath("TSCharacters.txt").read_text("utf-8")
    pairs = (line.split() for line in text.splitlines())
    table = {pair[0]: pair[1] for pair in pairs if len(pair) > 1 and len(pair[0]) == len(pair[1]) == 1}
    # What is simplified in two steps there is simplified in one here, so that folding twice changes nothing.
    return {old: table.get(new, new) for old, new in table.items()}


@cache
def _plain(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading.casefold()).replace("u\u0308", "v")
    return "".join(letter for letter in letters if "a" <= letter <= "z")


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in sorted(lines))


if __name__ == "__main__":
    for name, text in tables().items():
        resources("han", name).write_text(text, "utf-8")
