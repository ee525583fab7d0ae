"""Exact numbers: sums of money and measures. They are kept as decimal digits in a text, never as a binary fraction, and
compared by their value, of measures whatever the unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType

from archive_app.errors import InvalidInput
from archive_app.i18n import LANGUAGES, N_, _, listed, translated

#: The units of each sort of measure, the usual one first, and how much each is of one and the same. An inch is
#: 25.4 mm, a pound 453.59237 g by the international agreement of 1959.
_SORTS: Mapping[str, Mapping[str, Decimal]] = MappingProxyType(
    {
        "length": {"cm": Decimal(1), "mm": Decimal("0.1"), "m": Decimal(100), "in": Decimal("2.54"),
                   "ft": Decimal("30.48")},
        "weight": {"kg": Decimal(1), "g": Decimal("0.001"), "t": Decimal(1000), "lb": Decimal("0.45359237"),
                   "oz": Decimal("0.028349523125")},
        "time": {"min": Decimal(60), "s": Decimal(1), "h": Decimal(3600)},
    }
)  # fmt: skip
UNITS: tuple[str, ...] = (
    N_("cm"), N_("mm"), N_("m"), N_("in"), N_("ft"), N_("kg"), N_("g"), N_("t"), N_("lb"), N_("oz"), N_("min"),
    N_("s"), N_("h"),
)  # fmt: skip
#: What is measured, and in which sort of unit.
DIMENSIONS: Mapping[str, str] = MappingProxyType(
    {
        N_("height"): "length",
        N_("width"): "length",
        N_("depth"): "length",
        N_("diameter"): "length",
        N_("weight"): "weight",
        N_("duration"): "time",
    }
)
_CODES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD"
    " CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP"
    " GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK"
    " LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR"
    " PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL"
    " THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG XAU XCD XCG"
    " XDR XOF XPD XPF XPT XSU XUA YER ZAR ZMW ZWG ADP ATS BEF BYR CSK CYP DDM DEM ECS EEK ESP FIM FRF GRD HRK IEP"
    " ITL LTL LUF LVL MRO MTL MXP NLG PLZ PTE ROL RUR SIT SKK SLL STD SUR TRL VEB VEF XEU YUD YUM YUN ZMK ZWL"
)
#: The currencies of ISO 4217, with those that it withdrew and that older papers still name.
CURRENCIES = frozenset(_CODES.split())
#: What one currency alone is called by; a sign that several share (¥, $) names none.
_CALLED = {"€": "EUR", "£": "GBP", "RMB": "CNY", "人民币": "CNY", "元": "CNY", "₽": "RUB", "₹": "INR", "₩": "KRW",
           "₺": "TRY", "฿": "THB", "₫": "VND", "₴": "UAH", "欧元": "EUR", "美元": "USD", "US$": "USD", "美金": "USD",
           "日元": "JPY", "英镑": "GBP", "港元": "HKD", "港币": "HKD", "EURO": "EUR", "EUROS": "EUR", "YUAN": "CNY",
           "YEN": "JPY", "A$": "AUD", "C$": "CAD", "HK$": "HKD", "S$": "SGD", "NZ$": "NZD", "NT$": "TWD",
           "人民币元": "CNY", "元人民币": "CNY", "US DOLLARS": "USD", "U.S. DOLLARS": "USD"}  # fmt: skip
_SPACES = re.compile("[\\s\u00a0\u202f'’]")
_PLAIN = re.compile(r"\d{1,18}(?:[.,]\d{1,9})?", re.ASCII)
#: Thousands set apart by one sign and the fraction by the other, or thousands so often that they can be nothing else.
_GROUPED = re.compile(r"\d{1,3}(?:(?P<sign>[.,])\d{3})+(?P<rest>(?!(?P=sign))[.,]\d{1,9})?", re.ASCII)
_ASKED = re.compile(
    r"(?P<low>\d{1,18}(?:\.\d{1,9})?)?(?P<dots>\.\.)?(?P<high>\d{1,18}(?:\.\d{1,9})?)?\s*(?P<unit>\D*)", re.ASCII
)


def read_amount(text: str) -> str:
    """The number in ``text`` in its one form: ``1 200,50``, ``1,200.50`` and ``1200.5`` are ``1200.5``. InvalidInput
    for what is none, is below nothing, or may be read in two ways (``1,200``).
    """
    digits = _SPACES.sub("", text)
    grouped = _GROUPED.fullmatch(digits)
    if grouped and (grouped["rest"] or digits.count(grouped["sign"]) > 1):
        whole = digits[: len(digits) - len(grouped["rest"] or "")].replace(grouped["sign"], "")
        digits = whole + (grouped["rest"] or "").replace(",", ".")
    elif grouped and grouped["sign"] == ",":
        whole = digits.replace(",", "")
        sentence = _("“{value}” may be {whole} or {fraction}: write one of these.")
        raise InvalidInput(sentence.format(value=text, whole=whole, fraction=digits.replace(",", ".")))
    if not _PLAIN.fullmatch(digits):
        raise InvalidInput(_("“{value}” is no amount: write a number such as 1200 or 12.5.").format(value=text[:40]))
    return tidy(Decimal(digits.replace(",", ".")))


def read_currency(text: str) -> str:
    """The ISO 4217 code that ``text`` names; InvalidInput where it is none."""
    word = text.strip().upper()
    code = _CALLED.get(word, word)
    if code not in CURRENCIES:
        raise InvalidInput(
            _("“{value}” is no currency: write its ISO 4217 code, such as CNY, EUR or USD.").format(value=text[:40])
        )
    return code


def tidy(number: Decimal) -> str:
    """A number in its one form: no exponent, no zeros that say nothing."""
    said = f"{number:f}"
    return (said.rstrip("0").rstrip(".") if "." in said else said) or "0"


def amount_said(text: str) -> str:
    """A kept number as it is shown: thousands apart from 10 000 on."""
    whole, dot, rest = text.partition(".")
    return (f"{int(whole):,}".replace(",", "\u00a0") if len(whole) > 4 and whole.isdecimal() else whole) + dot + rest


def units_of(measure: str) -> tuple[str, ...]:
    """The units in which ``measure`` (one of :data:`DIMENSIONS`) is said; the first is meant where none is."""
    return tuple(_SORTS[DIMENSIONS[measure]])


def unit_called(word: str) -> str:
    """The unit that ``word`` names in any language of the program; empty where it is none."""
    return next((unit for unit in UNITS if word.strip().lower() in _called(unit)), "")


@cache
def _called(unit: str) -> frozenset[str]:
    """A unit in every language that the program speaks."""
    return frozenset({unit, *(translated(unit, spoken).lower() for spoken in LANGUAGES)})


def asked_amount(text: str, measure: str) -> str:
    """What a query says of an amount in its one form: ``30cm``, ``10..20kg``, ``..1000EUR``. ``measure`` is one of
    :data:`DIMENSIONS`, or empty for money, of which no currency means any. InvalidInput where it says none.
    """
    match = _ASKED.fullmatch(text.strip())
    if (
        match is None
        or not (match["low"] or (match["dots"] and match["high"]))
        or (match["high"] and not match["dots"])
    ):
        raise InvalidInput(
            _("“{value}” is no amount: write a number, or two as in 10..20, and its unit or currency.").format(
                value=text[:40]
            )
        )
    low, high = (tidy(Decimal(end)) if end else "" for end in (match["low"], match["high"]))
    if low and high and Decimal(low) > Decimal(high):
        raise InvalidInput(_("“{value}” ends before it begins.").format(value=text[:40]))
    unit = match["unit"].strip()
    if measure:
        units = units_of(measure)
        unit = unit.lower() or units[0]
        unit = next((each for each in units if unit in _called(each)), "")
        if not unit:
            sentence = _("“{unit}” measures no {what}. Write one of: {units}.")
            raise InvalidInput(
                sentence.format(unit=match["unit"].strip()[:40], what=_(measure), units=listed(map(_, units)))
            )
    elif unit:
        unit = read_currency(unit)
    return f"{low}{match['dots'] or ''}{high}{unit}"


@dataclass(frozen=True, slots=True)
class _Asked:
    low: Decimal | None
    high: Decimal | None
    unit: str


@lru_cache(maxsize=256)
def _read(asked: str) -> _Asked:
    match = _ASKED.fullmatch(asked)
    assert match is not None
    low = Decimal(match["low"]) if match["low"] else None
    high = Decimal(match["high"]) if match["high"] else None if match["dots"] else low
    return _Asked(low, high, match["unit"])


@lru_cache(maxsize=20_000)
def falls_in(value: str | None, unit: str | None, op: str, asked: str) -> bool:
    """Whether a kept amount is what :func:`asked_amount` says, by ``op``: ``=``, ``>``, ``>=``, ``<`` or ``<=``.
    Lengths, weights and times are compared whatever their units; of money another currency is another thing.
    """
    wanted = _read(asked)
    if value is None or (wanted.unit and not unit):
        return False
    number, factor = Decimal(value), Decimal(1)
    if wanted.unit and unit != wanted.unit:
        sort = next((sort for sort in _SORTS.values() if wanted.unit in sort and unit in sort), None)
        if sort is None or unit is None:
            return False
        number, factor = number * sort[unit], sort[wanted.unit]
    low, high = (None if end is None else end * factor for end in (wanted.low, wanted.high))
    match op:
        case ">":
            return high is not None and number > high
        case ">=":
            return low is None or number >= low
        case "<":
            return low is not None and number < low
        case "<=":
            return high is None or number <= high
    return (low is None or number >= low) and (high is None or number <= high)
