"""Which encoding eight-bit text is in when nobody says: judged by the languages that it could be.

Each candidate reads the bytes; each language says how well its letters, and how they stand beside each other, fit. No
guess is certain, which is why whoever asks here says that it is one, and lets it be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from archive_app.media.formats import hanzi

#: What may be chosen for a text, by Python's name for it, and what people call it.
LABELS = {
    "utf-8": "UTF-8", "cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp1250": "Windows-1250",
    "mac_latin2": "Mac CE", "iso8859-2": "ISO 8859-2", "cp1254": "Windows-1254", "cp1257": "Windows-1257",
    "cp850": "DOS 850", "cp1251": "Windows-1251", "koi8-u": "KOI8", "mac_cyrillic": "Mac Cyrillic", "cp866": "DOS 866",
    "cp1253": "Windows-1253", "cp1255": "Windows-1255", "cp1256": "Windows-1256", "cp874": "Windows-874",
    "gb18030": "GB 18030", "big5hkscs": "Big5", "cp932": "Shift-JIS", "euc_jp": "EUC-JP", "cp949": "EUC-KR",
}  # fmt: skip

#: Letters of a language beyond ASCII, the usual ones before the bar and the rare ones behind it.
_LATIN = {
    "de": "äöüß|é", "fr": "éèêàçâîôûù|ëïœæ", "es": "áéíóúñ|ü", "pt": "ãõçáéíóúâêô|àü", "it": "àèéìòù|",
    "nl": "ëéï|èöüó", "da": "æøåé|", "sv": "åäöé|", "is": "áéíóúæö|ýþð", "ca": "àçèéíïòóúü|",
}  # fmt: skip
_CENTRAL = {
    "pl": "ąćęłńóśż|ź", "cs": "áčďéěíňóřšťúůýž|", "sk": "áčďéíľňóôšťúýž|äĺŕ", "hu": "áéíóöőúüű|", "sr": "čćžšđ|",
    "ro": "ăâîşţ|", "de": "äöüß|é",
}  # fmt: skip
_TURKISH = {"tr": "çıöşüİ|ğâîû"}
_BALTIC = {"lt": "ąčęėįšųūž|", "lv": "āčēģīķļņšūž|", "et": "äõöü|šž"}
_CYRILLIC = {
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюц|щэфъё", "uk": "оеаинтсрвлкмдпуяьгзбчйхжшюціїє|щфґ",
    "sr": "оеаинтсрвлкмдпугзбчхжшцјљњћђ|џф",
}  # fmt: skip
_GREEK = {"el": "αβγδεζηθικλμνξοπρςστυφχψωάέήίόύώ|ϊϋΐΰ"}
_HEBREW = {"he": "אבגדהוזחטיכךלמםנןסעפףצץקרשת|"}
_ARABIC = {"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإءئ|ؤآ", "fa": "ابتثجحخدذرزسشصضطظعغفقلمنهوپچگکی|آژ"}
_THAI_RARE = "ฆฌญฎฏฐฑฒณฬฮฯฤฅฃๅ๊๋"
_THAI = {"th": "".join(chr(code) for code in range(0x0E01, 0x0E4F) if chr(code) not in _THAI_RARE) + "|"}

_QUOTES = frozenset("“”‘’„‚«»‹›–—…·•")
_SIGNS = frozenset("©®™°€£§№½¼²³× ¿¡")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An encoding, how much it is believed beforehand, and what judges a text that was read by it, 1 being perfect."""

    encoding: str
    belief: float
    judge: Callable[[str], float]


@cache
def _weights(letters: str) -> Mapping[str, float]:
    usual, _bar, rare = letters.partition("|")
    return dict.fromkeys(rare + rare.upper(), 0.6) | dict.fromkeys(usual + usual.upper(), 1.0)


def _by_letters(languages: Mapping[str, str], *, latin: bool = True) -> Callable[[str], float]:
    """A judge by the language that fits best, line by line: a name may be in another than the place."""

    def judge(text: str) -> float:
        lines = [line for line in dict.fromkeys(text.split("\n")) if not line.isascii()]
        count = sum(ord(character) > 0x7F for line in lines for character in line)
        return sum(_best_of(line, languages.values(), latin=latin) for line in lines) / count

    return judge


def _best_of(line: str, languages: Iterable[str], *, latin: bool) -> float:
    places = [place for place, character in enumerate(line) if ord(character) > 0x7F]
    shapes = [_shape(line, place, latin=latin) for place in places]
    return max(
        sum(
            _weights(letters).get(line[place], -0.6) if shape is None else shape
            for place, shape in zip(places, shapes, strict=True)
        )
        for letters in languages
    )


def _shape(text: str, place: int, *, latin: bool) -> float | None:
    """What the place of a character says against or for it; None where its letter decides."""
    character = text[place]
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    between = before.isalpha() and after.isalpha()
    if character in _QUOTES:
        return 0.6 if not between or character == "’" else -0.8
    if character in "ªº":
        return 0.3 if (before.isdigit() or before in "nNº") and not after.isalpha() else -1.0
    if not character.isalpha() and not "\u0e00" <= character <= "\u0e7f":
        return 0.3 if character in _SIGNS and not before.isalpha() and not (between or after.isalpha()) else -0.9
    if character.isupper() and (before.islower() or (before.isupper() and after.islower())):
        return -1.0
    if character == "æ" and not after.isalpha():
        return -0.5
    if character.islower() and before.isupper() and after.isupper():
        return -0.7
    foreign = [ord(neighbour) > 0x7F for neighbour in (before, after) if neighbour.isalpha()]
    if latin and len(foreign) == 2 and all(foreign):
        return -0.7
    if not latin and not all(foreign):
        return -0.7
    if not latin and not foreign:
        return -0.3
    return None


_CANDIDATES = (
    _Candidate("cp1252", 0.10, _by_letters(_LATIN)),
    _Candidate("gb18030", 0.08, hanzi.simplified),
    _Candidate("cp1250", 0.05, _by_letters(_CENTRAL)),
    _Candidate("mac_roman", 0.04, _by_letters(_LATIN)),
    _Candidate("big5hkscs", 0.04, hanzi.traditional),
    _Candidate("cp932", 0.04, hanzi.japanese),
    _Candidate("cp949", 0.04, hanzi.korean),
    _Candidate("cp1251", 0.04, _by_letters(_CYRILLIC, latin=False)),
    _Candidate("cp1253", 0.02, _by_letters(_GREEK, latin=False)),
    _Candidate("cp1254", 0.02, _by_letters(_TURKISH)),
    _Candidate("cp1255", 0.02, _by_letters(_HEBREW, latin=False)),
    _Candidate("cp1256", 0.02, _by_letters(_ARABIC, latin=False)),
    _Candidate("cp874", -0.08, _by_letters(_THAI, latin=False)),
    _Candidate("euc_jp", 0.02, hanzi.japanese),
    _Candidate("mac_latin2", 0.0, _by_letters(_CENTRAL)),
    _Candidate("iso8859-2", 0.0, _by_letters(_CENTRAL)),
    _Candidate("cp1257", 0.0, _by_letters(_BALTIC)),
    _Candidate("koi8-u", 0.0, _by_letters(_CYRILLIC, latin=False)),
    _Candidate("mac_cyrillic", 0.0, _by_letters(_CYRILLIC, latin=False)),
    _Candidate("cp866", -0.02, _by_letters(_CYRILLIC, latin=False)),
    _Candidate("cp850", -0.05, _by_letters(_LATIN)),
)
_READ = 4_000


def is_certain(encoding: str) -> bool:
    """Is this an encoding that the bytes prove, so that there is nothing to be said of it."""
    return encoding in ("ascii", "utf-8")


def guess(data: bytes) -> str:
    """The encoding of ``data`` by Python's name: ``ascii`` and ``utf-8`` where it is that, else the likeliest."""
    if data.isascii():
        return "ascii"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    best, most = "cp1252", -9.0
    for candidate in _CANDIDATES:
        try:
            text = data[:_READ].decode(candidate.encoding)
        except UnicodeDecodeError as error:
            if error.start < min(len(data), _READ) - 4 or len(data) <= _READ:
                continue
            text = data[: error.start].decode(candidate.encoding)
        # What is no ASCII may stand behind all that is looked at.
        points = (0.0 if text.isascii() else candidate.judge(text)) + candidate.belief
        if points > most:
            best, most = candidate.encoding, points
    return best
