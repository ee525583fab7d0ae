"""Makes ``resources/exonyms/exonyms.tsv``: what cities are called in Latin letters and in other scripts, one a line.

The names are the exemplar cities of the time zones in the Unicode CLDR, which Babel carries. Run it after Babel was
updated: ``python -m tools.exonyms``.
"""

from __future__ import annotations

import re

import babel
from babel import Locale

from archive_app.domain.text.folding import fold
from archive_app.paths import resources

_LATIN = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "sr_Latn", "hr", "cs", "hu", "ro", "sv", "id", "vi")
_OTHERS = ("ru", "uk", "bg", "sr", "el", "ar", "he", "fa", "th", "ko", "ja", "zh", "zh_Hant")
_REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_WORDS = re.compile("[a-z0-9]+")
# Words that say what the place is, not what it is called.
_COMMON = re.compile(
    r"\b(thanh pho|quan dao|dao|pulau|pulo|ins?eln?|isola|isole|iles?|ilhas?|islas?|isle|island|islands|adasi|adalari"
    r"|ostrv[oa]|otok|otoci|ostrovy?|ostrova|sziget|szigetek|insula|insulele|wyspa|wyspy|on|oarna|kepulauan|eiland"
    r"|eilanden|city|stadt|ville|ciudad|cidade|citta|stad|staden|kenti|sehri|mesto|grad|miasto|varos|orasul)\b"
)
_NOTE = re.compile(r"[(（].*[)）]")
_HEADER = (
    "# City names from the CLDR {version} of Babel. Unicode-3.0; see LICENSE. Made by tools/exonyms.py: do not edit.\n"
    "# Words in Latin letters, tab, the forms in other scripts separated by |; everything folded.\n"
)


def table() -> str:
    """The whole file."""
    cities = {locale: _cities(locale) for locale in (*_LATIN, *_OTHERS)}
    lines = []
    for zone in sorted(cities["ru"]):
        region, _slash, city = zone.partition("/")
        if region not in _REGIONS or "/" in city:
            continue
        latin = [city.replace("_", " "), *(cities[locale].get(zone, "") for locale in _LATIN)]
        words = [word for name in latin for word in _WORDS.findall(_COMMON.sub(" ", _plain(name)))]
        forms = {_plain(cities[locale].get(zone, "")) for locale in _OTHERS}
        forms = {form for form in forms if len(form) > 1 and not form.isascii()}
        if forms:
            lines.append(" ".join(dict.fromkeys(w for w in words if len(w) > 1)) + "\t" + "|".join(sorted(forms)))
    return _HEADER.format(version=babel.__version__) + "\n".join(sorted(lines)) + "\n"


def _cities(locale: str) -> dict[str, str]:
    zones = Locale.parse(locale).time_zones
    return {zone: str(dict(zones[zone].items()).get("city", "")) for zone in zones}


def _plain(name: str) -> str:
    return " ".join(fold(_NOTE.sub("", name)).split())


if __name__ == "__main__":
    resources("exonyms", "exonyms.tsv").write_text(table(), "utf-8")
