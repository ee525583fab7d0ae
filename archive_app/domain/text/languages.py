"""Languages of names and texts: guessing, naming, choosing. And scripts in words.

Languages are BCP 47 tags, scripts ISO 15924 codes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from archive_app.domain.text.scripts import script_of
from archive_app.i18n import N_, _, language, listed, noted

T = TypeVar("T")

#: What the pickers offer, in this order; any other BCP 47 tag may be typed.
LANGUAGE_NAMES = {
    "en": N_("English"),
    "zh": N_("Chinese"),
    "zh-Hans": N_("Chinese (simplified)"),
    "zh-Hant": N_("Chinese (traditional)"),
    "zh-Latn-pinyin": N_("Chinese (pinyin)"),
    "ar": N_("Arabic"),
    "bg": N_("Bulgarian"),
    "cs": N_("Czech"),
    "de": N_("German"),
    "el": N_("Greek"),
    "es": N_("Spanish"),
    "fa": N_("Persian"),
    "fi": N_("Finnish"),
    "fr": N_("French"),
    "he": N_("Hebrew"),
    "hi": N_("Hindi"),
    "hu": N_("Hungarian"),
    "id": N_("Indonesian"),
    "it": N_("Italian"),
    "ja": N_("Japanese"),
    "km": N_("Khmer"),
    "ko": N_("Korean"),
    "lo": N_("Lao"),
    "my": N_("Burmese"),
    "nl": N_("Dutch"),
    "pl": N_("Polish"),
    "pt": N_("Portuguese"),
    "ro": N_("Romanian"),
    "ru": N_("Russian"),
    "sr": N_("Serbian"),
    "sr-Latn": N_("Serbian (Latin)"),
    "sv": N_("Swedish"),
    "th": N_("Thai"),
    "tr": N_("Turkish"),
    "uk": N_("Ukrainian"),
    "vi": N_("Vietnamese"),
    "und": N_("language unknown"),
}

#: By ISO 3166-1, where a language is official that is not written in half the world; as the CLDR has it.
_OFFICIAL_IN = {
    "bg": "BG", "cs": "CZ", "de": "AT BE CH DE LI LU", "el": "CY GR", "fa": "AF IR", "fi": "FI", "he": "IL",
    "hi": "IN", "hu": "HU", "id": "ID", "it": "CH IT SM VA", "ja": "JP", "km": "KH", "ko": "KP KR", "lo": "LA",
    "my": "MM", "nl": "AW BE BQ CW NL SR SX", "pl": "PL", "pt": "AO BR CV GQ GW MO MZ PT ST TL", "ro": "MD RO",
    "ru": "BY KG KZ RU UA", "sr": "BA ME RS XK", "sv": "AX FI SE", "th": "TH", "tr": "CY TR", "uk": "UA", "vi": "VN",
}  # fmt: skip

#: The commonest scripts in words; any other ISO 15924 code may be typed.
SCRIPT_NAMES = {
    "Latn": N_("Latin"),
    "Hani": N_("Han"),
    "Hans": N_("Chinese (simplified)"),
    "Hant": N_("Chinese (traditional)"),
    "Cyrl": N_("Cyrillic"),
    "Grek": N_("Greek"),
    "Arab": N_("Arabic"),
    "Hebr": N_("Hebrew"),
    "Jpan": N_("Japanese"),
    "Kore": N_("Korean"),
    "Thai": N_("Thai"),
    "Deva": N_("Devanagari"),
    "Armn": N_("Armenian"),
    "Geor": N_("Georgian"),
}

# Scripts that one language, or one above all others, is written in. Latin stands for English: what is typed without a
# language in Latin letters is what readers of English are shown. The answer must not hang on a single letter, or the
# same caption typed twice (once with "Niš" in it) would be two captions.
_LANGUAGE_OF_SCRIPT = {
    "Latn": "en", "Hani": "zh", "Bopo": "zh", "Jpan": "ja", "Kore": "ko", "Thai": "th", "Laoo": "lo", "Khmr": "km",
    "Mymr": "my", "Arab": "ar", "Hebr": "he", "Grek": "el", "Armn": "hy", "Geor": "ka", "Tibt": "bo", "Sinh": "si",
    "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Gujr": "gu", "Guru": "pa", "Orya": "or", "Thaa": "dv",
}  # fmt: skip

# Scripts of many languages: what somebody else wrote in them, and named no language of, may be in any.
_OF_MANY = {"Latn": "und", "Arab": "und-Arab"}

# Tags of three letters that files have in the place of the usual ones.
_ALIASES = {
    "chi": "zh", "cmn": "zh", "zho": "zh", "cze": "cs", "ces": "cs", "deu": "de", "ger": "de", "dut": "nl", "nld": "nl",
    "ell": "el", "gre": "el", "eng": "en", "fra": "fr", "fre": "fr", "ita": "it", "jpn": "ja", "kor": "ko", "pol": "pl",
    "por": "pt", "rus": "ru", "spa": "es", "srp": "sr", "swe": "sv", "tur": "tr", "ukr": "uk", "hun": "hu", "in": "id",
    "iw": "he", "ara": "ar", "bul": "bg", "fas": "fa", "per": "fa", "fin": "fi", "heb": "he", "hin": "hi", "ind": "id",
    "khm": "km", "lao": "lo", "mya": "my", "bur": "my", "ron": "ro", "rum": "ro", "tha": "th", "vie": "vi",
}  # fmt: skip
#: Where Chinese is written in traditional characters, unless a tag says otherwise.
_TRADITIONAL = frozenset({"TW", "HK", "MO"})
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)


def guess_language(text: str) -> str:
    """The language of what is typed here: by its script alone, and ``und-Cyrl`` or ``und`` where that can't tell."""
    script = script_of(text)
    if not script:
        return "und"
    return _LANGUAGE_OF_SCRIPT.get(script, f"und-{script}")


def official_languages(code: str) -> list[str]:
    """The languages of a country by its ISO 3166 code, or that of a part of it (``PL-12``), as far as known."""
    country = code.strip().upper()[:2]
    return [lang for lang, countries in _OFFICIAL_IN.items() if country in countries.split()]


def known_language(text: str) -> str:
    """The language of ``text`` that came in a file: where its script is that of many, it is not known."""
    return _OF_MANY.get(script_of(text)) or guess_language(text)


def language_kept(tag: str) -> str:
    """The tag by which a text is kept whose file says ``tag``: the language and how it is written.

    People see one Chinese and one English, whatever country a program was made for: the region goes (``zh-CN`` is
    ``zh``, ``en-GB`` is ``en``), but where it says by which characters Chinese is written it becomes these (``zh-TW``
    is ``zh-Hant``). A script that a tag names stays, unless the language is hardly written in another.
    """
    language, *subtags = re.split("[-_]", tag.strip())
    language = _ALIASES.get(language.lower(), language.lower())
    if not language.isalpha() or not 2 <= len(language) <= 3 or not all(map(str.isalnum, subtags)):
        return tag.strip()
    script = region = ""
    more = []
    for subtag in subtags:
        if len(subtag) == 1:
            return tag.strip()
        if len(subtag) == 4 and subtag.isalpha() and not script:
            script = subtag.title()
        elif (len(subtag) == 2 and subtag.isalpha()) or (len(subtag) == 3 and subtag.isdecimal()):
            region = subtag.upper()
        else:
            more.append(subtag.lower())
    if language == "zh" and not script and region in _TRADITIONAL:
        script = "Hant"
    if _LANGUAGE_OF_SCRIPT.get(script) == language:
        script = ""
    return "-".join(filter(None, (language, script, *more)))


def tag_of(written: str) -> str:
    """The tag of a language as a film's container says it; ``und`` where it says none."""
    tag = language_kept(written)
    return tag if _TAG.fullmatch(tag) else "und"


def language_said(tag: str) -> str:
    """A language in words: of a tag that has none here those that ICU has for it, or else the tag."""
    unknown, _dash, script = tag.partition("-")
    if unknown == "und" and script in SCRIPT_NAMES:
        return noted(_(LANGUAGE_NAMES[unknown]), _(SCRIPT_NAMES[script]))
    return _(LANGUAGE_NAMES[tag]) if tag in LANGUAGE_NAMES else _foreign(tag, language())


@lru_cache(maxsize=256)
def _foreign(tag: str, shown: str) -> str:
    """A rare language, in the language ``shown``: ``英语（英国）``."""
    # Imported here: ICU is a library of 50 MB, which most archives have no such tag for.
    import icu

    try:
        found, reader = icu.Locale.forLanguageTag(tag.replace("_", "-")), icu.Locale(shown)
    except (icu.ICUError, UnicodeError):
        # It is no tag: a file may call its language anything.
        return tag
    script, base = found.getScript(), found.getLanguage()
    called = f"{base}-{script}" if script else base
    if called in LANGUAGE_NAMES:
        words, more = _(LANGUAGE_NAMES[called]), [found.getDisplayCountry(reader)]
    else:
        named = _(LANGUAGE_NAMES[base]) if base in LANGUAGE_NAMES else found.getDisplayLanguage(reader)
        words, more = named, [found.getDisplayScript(reader), found.getDisplayCountry(reader)]
    more.append(found.getDisplayVariant(reader))
    if not base or words == base:
        return tag
    noting = listed(filter(None, more))
    return noted(words, noting) if noting else words


def language_meant(text: str) -> str:
    """The tag of a language that is written as a word, in English or the language of the program, or as its tag."""
    return _meant(text, LANGUAGE_NAMES)


def script_said(code: str) -> str:
    """A script in a word; what has none here as it is written."""
    return _(SCRIPT_NAMES[code]) if code in SCRIPT_NAMES else code


def script_meant(text: str) -> str:
    """The code of a script that is written as a word or as its code."""
    return _meant(text, SCRIPT_NAMES)


def _meant(text: str, names: Mapping[str, str]) -> str:
    wanted = text.strip().casefold()
    for code, name in names.items():
        if wanted in (name.casefold(), _(name).casefold()):
            return code
    return text.strip()


def best(values: Mapping[str, T], wanted: str, original: str = "") -> tuple[str, T] | None:
    """The one of ``values`` (by language) for a reader of ``wanted``, with its language; None if there is none.

    The wanted language, else one that shares its base (``zh-Hant`` for ``zh``), else the original's, else English, else
    one whose language nobody stated, else the first.
    """
    if not values:
        return None
    base = wanted.partition("-")[0]
    near = [lang for lang in values if lang.partition("-")[0] == base and base != "und"]
    for lang in (wanted, base, *near, original, "en", "und"):
        if lang in values:
            return lang, values[lang]
    return next(iter(values.items()))
