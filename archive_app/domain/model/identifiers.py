"""What records are called in other registers: the schemes, how a value of each looks, and its page there.

Patterns and check digits are those the registers themselves state: Wikidata, GeoNames, VIAF, ISNI (ISO 27729, check
character of ISO 7064 MOD 11-2), the Integrated Authority File (GND), and the Getty vocabularies. An ISO 3166 code is a
field of its record (``iso_code``), not an identifier beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _, listed

#: The scheme whose value is the field ``iso_code``.
ISO = "iso"
_LONGEST = 2_000
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Scheme:
    """One register. ``pattern`` is what a value must match whole, ``example`` one that does; ``page`` its address with
    ``{value}``, empty where there is none; ``address`` finds the value in a pasted address.
    """

    key: str
    label: str
    pattern: re.Pattern[str]
    example: str
    page: str = ""
    address: re.Pattern[str] | None = None


def _scheme(key: str, label: str, pattern: str, example: str, page: str = "", address: str = "") -> Scheme:
    found = re.compile(address, re.ASCII | re.IGNORECASE) if address else None
    return Scheme(key, label, re.compile(pattern, re.ASCII), example, page, found)


_GETTY = r"^(?:vocab\.getty\.edu/(?:page/)?{0}/|(?:www\.)?getty\.edu/vow/{1}FullDisplay.*[?&]subjectid=)(\d+)"

SCHEMES: tuple[Scheme, ...] = (
    _scheme("wikidata", N_("Wikidata"), r"Q[1-9]\d{0,11}", "Q406", "https://www.wikidata.org/wiki/{value}",
            r"^(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(?:Special:EntityPage/)?(Q\d+)"),
    _scheme("geonames", N_("GeoNames"), r"[1-9]\d{0,9}", "745044", "https://www.geonames.org/{value}",
            r"^(?:www\.|sws\.)?geonames\.org/(\d+)"),
    _scheme("viaf", N_("VIAF"), r"[1-9]\d{0,21}", "130108505", "https://viaf.org/viaf/{value}",
            r"^(?:www\.)?viaf\.org/viaf/(\d+)"),
    _scheme("isni", N_("ISNI"), r"\d{15}[\dX]", "0000000121032683", "https://isni.org/isni/{value}",
            r"^(?:www\.)?isni\.org/(?:isni/)?((?:[\dX]{4}[ -]?){4})"),
    _scheme("gnd", N_("GND"), r"1[0-3]?\d{7}[\dX]|[47]\d{6}-\d|[1-9]\d{0,7}-[\dX]|3\d{7}[\dX]", "4005728-8",
            "https://d-nb.info/gnd/{value}", r"^(?:www\.)?d-nb\.info/gnd/([\dX-]+)"),
    _scheme("ulan", N_("Getty ULAN"), r"500\d{6}", "500115588", "http://vocab.getty.edu/page/ulan/{value}",
            _GETTY.format("ulan", "ULAN")),
    _scheme("tgn", N_("Getty TGN"), r"[17]\d{6}", "7002473", "http://vocab.getty.edu/page/tgn/{value}",
            _GETTY.format("tgn", "TGN")),
    _scheme("aat", N_("Getty AAT"), r"300\d{6}", "300014069", "http://vocab.getty.edu/page/aat/{value}",
            _GETTY.format("aat", "AAT")),
    _scheme(ISO, N_("ISO 3166"), r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?|[A-Z]{3}", "TR-34"),
    _scheme("uri", N_("Address (URI)"), r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+", "https://example.org/id/42", "{value}"),
    _scheme("notation", N_("Notation"), r"(?s:.+)", "A.1.2"),
)  # fmt: skip

BY_KEY = {scheme.key: scheme for scheme in SCHEMES}
_ALIASES = {
    "wd": "wikidata", "q": "wikidata", "gn": "geonames", "dnb": "gnd", "iso3166": ISO, "iso_code": ISO, "iso-3166": ISO,
    "iso_3166": ISO, "url": "uri",
}  # fmt: skip


def scheme_called(text: str) -> Scheme:
    """The scheme that people mean by ``text``; InvalidInput lists what there is."""
    word = text.strip().lower()
    found = BY_KEY.get(_ALIASES.get(word, word))
    if found is None:
        raise InvalidInput(
            _("There is no register “{scheme}”. There are: {schemes}.").format(
                scheme=_shown(text), schemes=listed(BY_KEY)
            )
        )
    return found


def read(scheme: str, text: str) -> tuple[str, str]:
    """The scheme's key and the value that ``text`` (a value, or the address of its page) stands for.

    InvalidInput says how a value looks.
    """
    found = scheme_called(scheme)
    value = "".join(text.split()) if found.key != "notation" else text.strip()
    if found.address is not None:
        match = found.address.match(_address(value))
        value = match[1] if match else value
    value = _TIDY.get(found.key, str)(value)
    if not found.pattern.fullmatch(value) or len(value) > _LONGEST or _hidden(value):
        raise InvalidInput(
            _("“{value}” is not of the kind that {scheme} gives: write one such as {example}, or paste its address.")
            .format(value=_shown(text), scheme=_(found.label), example=found.example)
        )  # fmt: skip
    if found.key == "isni" and _check_character(value[:15]) != value[15]:
        raise InvalidInput(
            _("“{value}” is no ISNI: its last character does not check. Compare it with the source.").format(
                value=_shown(text)
            )
        )
    return found.key, value


def recognise(text: str) -> tuple[str, str]:
    """The scheme and value of what somebody pasted: a page's address, ``scheme:value``, or a Wikidata number.

    An address of no known register is a ``uri``. InvalidInput for anything else.
    """
    pasted = text.strip()
    address = _address(pasted)
    for scheme in SCHEMES:
        if scheme.address is not None and scheme.address.match(address):
            return read(scheme.key, pasted)
    word, sign, rest = pasted.partition(":")
    if sign and _ALIASES.get(word.strip().lower(), word.strip().lower()) in BY_KEY:
        return read(word, rest)
    word, sign, rest = pasted.partition("=")
    if sign and _ALIASES.get(word.strip().lower(), word.strip().lower()) in BY_KEY:
        return read(word, rest)
    if BY_KEY["wikidata"].pattern.fullmatch(pasted.upper()):
        return read("wikidata", pasted)
    if _is_address(pasted):
        return read("uri", pasted)
    raise InvalidInput(
        _("“{value}” is neither the address of a page nor register:value, such as {example}.").format(
            value=_shown(text), example="wikidata:Q406"
        )
    )


def url_of(scheme: str, value: str) -> str:
    """The address of the value's page, empty where there is none, or none that a browser may be sent to."""
    found = BY_KEY.get(scheme)
    if found is None or not found.page:
        return ""
    if scheme == "uri":
        return value if value.lower().startswith(("http://", "https://")) else ""
    return found.page.format(value=quote(value))


def _is_address(text: str) -> bool:
    """Whether ``text`` is an address with a host, or a URN."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.scheme and parts.netloc and " " not in text) or text.lower().startswith("urn:")


def _address(text: str) -> str:
    """An address without its protocol, host in front."""
    return unquote(re.sub(r"^[a-z]+://", "", text.strip(), flags=re.IGNORECASE))


def _tidy_isni(value: str) -> str:
    return re.sub(r"[ -]|^isni", "", value, flags=re.IGNORECASE).upper()


#: What is made of a value before it is looked at.
_TIDY: dict[str, Callable[[str], str]] = {
    "wikidata": str.upper, "isni": _tidy_isni, "gnd": str.upper, ISO: str.upper
}  # fmt: skip


def _check_character(digits: str) -> str:
    """ISO 7064 MOD 11-2."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


def _hidden(value: str) -> bool:
    """Whether there is anything in it that nobody sees."""
    return any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in value)


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
