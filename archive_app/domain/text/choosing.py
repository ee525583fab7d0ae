"""What is chosen by a word: the word that is kept, or what it is called in any language that the program speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from archive_app.domain.text.folding import fold
from archive_app.i18n import LANGUAGES, _, language, listed, translated

_COMMAS = re.compile("[,，、]")


def chosen(text: str, names: Mapping[str, str]) -> str:
    """The key of ``names`` (in English, by key) that ``text`` means; empty for none."""
    wanted = fold(text).strip()
    for key, name in names.items():
        if wanted == fold(key) or any(wanted == fold(translated(name, spoken)) for spoken in LANGUAGES):
            return key
    return ""


def choices(names: Mapping[str, str]) -> str:
    """All that can be chosen, as it is typed in the language spoken."""
    return listed(names if language() == "en" else map(_, names.values()))


def parts(text: str) -> list[str]:
    """What stands between the commas of any script, without what is empty."""
    return [part.strip() for part in _COMMAS.split(text) if part.strip()]
