"""One spelling for every spelling: what is compared, indexed and searched instead of the text itself.

:func:`fold` makes ``Göbekli``, ``GOBEKLI`` and ``gobekli`` one; :func:`index_text` turns a text into the words that
SQLite's ``unicode61 remove_diacritics 0`` tokenizer will keep as they are; :func:`match_terms` and :func:`fts_query`
turn what somebody typed into an FTS5 expression that finds them. Both sides cut words with the same code, so whatever
was indexed is found.

Scripts written without spaces (Han, kana, Thai, Lao, Khmer, Burmese; Hangul too, whose particles cling to words) are
indexed as overlapping pairs of characters and the last character alone: a pair sequence finds any substring, a prefix
search any single character. unicode61 follows Unicode 6.1 and takes vowel signs and tone marks for separators, so the
marks that are kept go into the index as private-use characters, which it takes for letters.

Traditional Han characters become the simplified ones, one by one, by a table of OpenCC (``resources/han``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from archive_app.domain.text.umlauts import in_two_letters
from archive_app.paths import resources

#: Stands between texts that were indexed together, so that no phrase reaches from one into the next.
BARRIER = " \ue000 "

#: Words of at least so many letters are found anywhere in a word, shorter ones at its beginning.
ANYWHERE = 3
#: Texts of which the stretches are kept in mind: the two indexes ask for those of one record in turn.
_LAST = 64

_SPECIAL = {
    "ı": "i", "ȷ": "j", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŋ": "n",
    "ŧ": "t", "ĸ": "k", "ƀ": "b", "ɓ": "b", "ɖ": "d", "ɗ": "d", "ƙ": "k", "ɛ": "e", "ə": "e", "ɔ": "o", "ɨ": "i",
    "ɫ": "l", "ʉ": "u", "ƶ": "z", "ɲ": "n",
    # Arabic: tatweel goes; alef wasla, yeh, keheh, heh and teh marbuta have one form. Hamzas on a carrier go as marks.
    "ـ": "", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه", "ة": "ه", "ۃ": "ه",
    **dict.fromkeys("’‘‛ʻʼʽʾʿˈˊˋ′‵`´＇׳ꞌ\u02b9", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣", "-"),
    **dict.fromkeys("“”„‟″״", '"'),
}  # fmt: skip

# Marks that tell words apart: Indic and Tibetan vowel signs, the South-East Asian scripts, the kana voicing marks.
_KEPT_MARKS = (
    (0x0900, 0x109F), (0x1700, 0x17FF), (0x1900, 0x1AAF), (0x1B00, 0x1C7F), (0x3099, 0x309A),
    (0xA800, 0xAAFF), (0xABE0, 0xABFF), (0x11000, 0x11FFF),
)  # fmt: skip
_NUKTA = 7  # canonical combining class of the dot that Hindi and Bengali typists leave out


class _FoldTable(dict[int, str]):
    """What becomes of one decomposed, case-folded character; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


@cache
def _simplified() -> dict[str, str]:
    """The simplified form of each traditional character."""
    text = resources("han", "simplified.txt").read_text("utf-8")
    return {line[0]: line[1] for line in text.splitlines() if not line.startswith("#")}


def _fold_character(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    if "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff":
        return _simplified().get(character, character)
    category = unicodedata.category(character)
    if category.startswith("M"):
        code = ord(character)
        kept = any(low <= code <= high for low, high in _KEPT_MARKS)
        return character if kept and unicodedata.combining(character) != _NUKTA else ""
    if category == "Cf":
        return ""
    if category in ("Cc", "Cs") or category.startswith("Z"):
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return character


_FOLD = _FoldTable()
_ASCII = dict.fromkeys((*range(32), 127), " ") | {ord("`"): "'"}


def called(name: str, names: Sequence[str]) -> int | None:
    """The place of ``name`` among ``names``: letter for letter, else but for case, accents and the like."""
    exact = next((place for place, each in enumerate(names) if each == name), None)
    return exact if exact is not None else next((i for i, each in enumerate(names) if fold(each) == fold(name)), None)


def fold(text: str) -> str:
    """``text`` without case, accents, width, vocalisation and invisible characters; never raises.

    Folding twice changes nothing. Control characters and lone surrogates become spaces.
    """
    if text.isascii():
        # Which is nearly always all there is to do.
        return text.lower() if text.isprintable() and "`" not in text else text.lower().translate(_ASCII)
    # Case folding can bring back composed letters and decomposing can bring back capitals: hence both, in turn, twice.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).casefold()
    return unicodedata.normalize("NFC", plain.translate(_FOLD))


# Marks in Unicode 6.1, letters since.
_ONCE_MARKS = frozenset((*range(0x19B0, 0x19CA), 0x1CF2, 0x1CF3))


def _shift_marks() -> dict[int, str]:
    shifted = {ord("_"): " "} | {code: chr(0xF0000 + code) for code in _ONCE_MARKS}
    for low, high in _KEPT_MARKS:
        for code in range(low, high + 1):
            if unicodedata.category(chr(code)).startswith("M"):
                shifted[code] = chr(0xF0000 + code)
    return shifted


_SHIFTED = _shift_marks()
_LETTER = "\\w\ue000-\uf8ff\U000f0000-\U0010fffd"
_WORD = f"[{_LETTER}]+"
_HAN = (
    "\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3040-\u318f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7fb\uf900-\ufaff"
    "\U00016fe0-\U00018dff\U0001b000-\U0001b2ff\U00020000-\U0003ffff\U000f3099\U000f309a"
)
_SEA_RANGES = ("\u0e00-\u0eff", "\u1000-\u109f", "\u1780-\u17ff", "\u1950-\u19df", "\u1a20-\u1aaf", "\ua9e0-\uaa7f")
_SEA = "".join(_SEA_RANGES) + "".join(
    f"{chr(0xF0000 + ord(span[0]))}-{chr(0xF0000 + ord(span[-1]))}" for span in _SEA_RANGES
)
_WORDS = re.compile(_WORD)
_PLAIN = re.compile("[a-z0-9]+")
_PIECES = re.compile(f"(?P<pairs>[{_HAN}]+|[{_SEA}]+)|[^{_HAN}{_SEA}]+")
# Looking behind and never giving back keeps it linear in the length of a word.
_JOINED = re.compile(f"(?<![{_LETTER}']){_WORD}+(?:'{_WORD}+)+")


class _Run(NamedTuple):
    """A stretch of one way of writing; ``pairs`` when it is indexed as overlapping pairs."""

    text: str
    pairs: bool
    start: int
    end: int


#: A stretch, and whether it is indexed as overlapping pairs.
Stretch = tuple[str, bool]


def _runs(shifted: str) -> Iterator[_Run]:
    for word in _WORDS.finditer(shifted):
        for piece in _PIECES.finditer(word[0]):
            yield _Run(piece[0], piece["pairs"] is not None, word.start() + piece.start(), word.start() + piece.end())


def _stretches(shifted: str) -> list[Stretch]:
    words = _WORDS.findall(shifted)
    if shifted.isascii():
        # What most texts are, and then a word is one stretch.
        return [(word, False) for word in words]
    return [(piece[0], piece["pairs"] is not None) for word in words for piece in _PIECES.finditer(word)]


@lru_cache(maxsize=_LAST)
def _as_indexed(text: str) -> str:
    folded = fold(text)
    return folded.replace("_", " ") if folded.isascii() else folded.translate(_SHIFTED)


@lru_cache(maxsize=_LAST)
def plain_words(text: str) -> tuple[str, ...] | None:
    """The words of ``text``, folded, where each is one stretch and stands there in one way: of ASCII without an
    apostrophe, which most texts are. ``None`` of any other.
    """
    if not text.isascii() or "'" in text or "`" in text:
        return None
    return tuple(_PLAIN.findall(text.lower()))


@lru_cache(maxsize=_LAST)
def stretches(text: str) -> tuple[Stretch, ...]:
    """The stretches of one way of writing in ``text``, folded, in order."""
    return tuple(_stretches(_as_indexed(text)))


def runs(text: str) -> tuple[_Run, ...]:
    """The same with where each stands."""
    return tuple(_runs(_as_indexed(text)))


def apostrophe_words(text: str) -> list[str]:
    """The words of ``text`` that hold an apostrophe, folded and without it."""
    shifted = _as_indexed(text)
    return _without_apostrophes(shifted) if "'" in shifted else []


def _tokens(run: str, pairs: bool) -> list[str]:
    if not pairs:
        return [run]
    return [run[i : i + 2] for i in range(len(run) - 1)] + [run[-1]]


def _without_apostrophes(shifted: str) -> list[str]:
    return [match[0].replace("'", "") for match in _JOINED.finditer(shifted)]


def index_text(text: str) -> str:
    """The words of ``text``, folded, as the index keeps them, separated by spaces.

    Words with an apostrophe stand there in two ways: in parts, and at the end once more in one piece, so that both
    ``xi'an`` and ``xian`` find Xi’an. Join several texts with :data:`BARRIER`.
    """
    plain = plain_words(text)
    if plain is not None:
        return " ".join(plain)
    words = _words(stretches(text))
    for joined in apostrophe_words(text):
        words += ["\ue000", *_words(_stretches(joined))]
    return " ".join(words)


def _words(found: Iterable[Stretch]) -> list[str]:
    return [token for run, pairs in found for token in (_tokens(run, pairs) if pairs else (run,))]


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase to look for.

    ``text`` is folded; ``runs`` are its stretches of one way of writing, each with whether it is indexed in pairs;
    ``prefix`` when the last one may be the beginning of a longer word; ``joined`` is the same word without its
    apostrophes, or with two letters for an umlaut, or None.
    """

    text: str
    runs: tuple[tuple[str, bool], ...]
    prefix: bool
    joined: Term | None = None

    @property
    def fts(self) -> str:
        """The term as an FTS5 expression, every token quoted."""
        tokens = [token for run, pairs in self.runs[:-1] for token in _tokens(run, pairs)]
        last, pairs = self.runs[-1]
        tokens += _tokens(last, pairs)[:-1] if pairs and len(last) > 1 else [last]
        # One character alone is the beginning of a pair, even where the phrase itself is exact.
        star = "*" if (self.prefix and not pairs) or (pairs and len(last) == 1) else ""
        expression = f'"{" ".join(tokens)}"{star}'
        return f"({expression} OR {self.joined.fts})" if self.joined else expression


def _term(text: str, *, prefix: bool) -> Term | None:
    folded = fold(text)
    shifted = folded.translate(_SHIFTED)
    runs = tuple((run.text, run.pairs) for run in _runs(shifted))
    if not runs:
        return None
    joined = None
    if prefix and _JOINED.fullmatch(shifted):
        joined = _term(folded.replace("'", ""), prefix=True)
    return Term(folded.strip(), runs, prefix, joined)


def match_terms(word: str, *, phrase: bool = False) -> list[Term]:
    """What to look for when somebody typed ``word``; empty where there is nothing to search by, as in ``"—"``.

    A plain text gives one term for each of its words, the last letters of which may be missing (``gobek``). A phrase
    gives one exact term.
    """
    if phrase:
        term = _term(word, prefix=False)
        return [term] if term else []
    parts = fold(word).split()
    longer = [] if word.isascii() else fold(in_two_letters(word)).split()
    ways = longer if len(longer) == len(parts) else parts
    return [term for part, way in zip(parts, ways, strict=True) if (term := _either(part, way))]


def _either(part: str, longer: str) -> Term | None:
    """What to look for when ``part`` was typed, which may also be written in more letters."""
    term = _term(part, prefix=True)
    if term is None or longer == part:
        return term
    other = _term(longer, prefix=True)
    return replace(term, joined=replace(other, joined=term.joined) if other else term.joined)


def fts_query(terms: Iterable[Term]) -> str | None:
    """An FTS5 MATCH expression that all ``terms`` satisfy, or None where there is no term.

    It consists of quoted tokens and FTS5's own words only, and FTS5 never refuses it. A column filter may be put
    before it: ``{names} : (…)``.
    """
    return " AND ".join(term.fts for term in terms) or None


def match_spans(text: str, term: Term) -> list[tuple[int, int]]:
    """Where ``term`` stands in ``text``: (start, end) in characters of the original, in order, not overlapping."""
    if not _may_hold(text, term):
        return []
    shifted, starts, ends = _mapped(text)
    runs = list(_runs(shifted))
    found: list[tuple[int, int]] = []
    for one in (term, term.joined) if term.joined else (term,):
        found += _occurrences(runs, one) + _joined_occurrences(shifted, one)
    spans: list[tuple[int, int]] = []
    for start, end in sorted((starts[a], ends[b - 1]) for a, b in found):
        if spans and start <= spans[-1][1] and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _may_hold(text: str, term: Term) -> bool:
    """Most texts do not, and finding the places takes a hundred times as long."""
    plain = fold(text).translate(_SHIFTED).replace("'", "")
    ways = (term, term.joined) if term.joined else (term,)
    return any(all(run in plain for run, _pairs in way.runs) for way in ways)


# A character with what belongs to it: marks, the vowels and finals of Hangul, half-width voicing marks.
_CLUSTER = re.compile(r"(?s).[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903"
                      r"\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u1160-\u11ff"
                      r"\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f"
                      r"\uff9e\uff9f]*")  # fmt: skip


def _mapped(text: str) -> tuple[str, list[int], list[int]]:
    """``text`` as it is indexed, and for each character of that the start and end of what it came from."""
    if text.isascii():
        return fold(text).translate(_SHIFTED), list(range(len(text))), list(range(1, len(text) + 1))
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _CLUSTER.finditer(text):
        part = fold(match[0]).translate(_SHIFTED)
        folded.append(part)
        starts += [match.start()] * len(part)
        ends += [match.end()] * len(part)
    return "".join(folded), starts, ends


def _occurrences(runs: list[_Run], term: Term) -> list[tuple[int, int]]:
    wanted = term.runs
    if len(wanted) == 1:
        return [span for run in runs for span in _inside(run, wanted[0], prefix=term.prefix)]
    found = []
    for first in range(len(runs) - len(wanted) + 1):
        here = runs[first : first + len(wanted)]
        start = _begins(here[0], wanted[0])
        end = _ends(here[-1], wanted[-1], prefix=term.prefix)
        middle = zip(here[1:-1], wanted[1:-1], strict=True)
        if start is not None and end is not None and all((run.text, run.pairs) == want for run, want in middle):
            found.append((start, end))
    return found


def _inside(run: _Run, want: tuple[str, bool], *, prefix: bool) -> list[tuple[int, int]]:
    text, pairs = want
    if run.pairs != pairs or text not in run.text:
        return []
    if not pairs and (not prefix or len(text) < ANYWHERE):
        hit = run.text.startswith(text) if prefix else run.text == text
        return [(run.start, run.start + len(text))] if hit else []
    return [(run.start + m.start(), run.start + m.end()) for m in re.finditer(re.escape(text), run.text)]


def _begins(run: _Run, want: tuple[str, bool]) -> int | None:
    text, pairs = want
    fits = run.pairs == pairs and (run.text.endswith(text) if pairs else run.text == text)
    return run.end - len(text) if fits else None


def _ends(run: _Run, want: tuple[str, bool], *, prefix: bool) -> int | None:
    text, pairs = want
    fits = run.pairs == pairs and (run.text.startswith(text) if pairs or prefix else run.text == text)
    return run.start + len(text) if fits else None


def _joined_occurrences(shifted: str, term: Term) -> list[tuple[int, int]]:
    """Where ``term`` stands in words read without their apostrophes."""
    found: list[tuple[int, int]] = []
    if "'" not in shifted:
        return found
    for match in _JOINED.finditer(shifted):
        letters = [i for i in range(match.start(), match.end()) if shifted[i] != "'"]
        runs = list(_runs(match[0].replace("'", "")))
        found += [(letters[start], letters[end - 1] + 1) for start, end in _occurrences(runs, term)]
    return found
