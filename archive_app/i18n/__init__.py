"""Translation through gettext; English is the source language.

Modules write ``from archive_app.i18n import _, ngettext`` and call ``_("Text")`` at the moment of showing, never at
import time, so that the language can be chosen at start. Text that must be defined at import time is marked with
:func:`N_` and translated with :func:`_` when shown.
"""

from __future__ import annotations

import gettext as _gettext
import io
import locale
import os
from collections.abc import Iterable
from functools import cache

from archive_app import paths
from archive_app.i18n.messages import compiled

#: The languages the program speaks, as BCP 47 tags, with their own names.
LANGUAGES = {"en": "English", "zh": "简体中文"}

#: Marks that end a sentence with the space behind it in them.
_CLOSED = ("。", "？", "！")
_catalogue = {"en": "en", "zh": "zh_CN"}
_current: str = "en"
_translations: _gettext.NullTranslations = _gettext.NullTranslations()


def preferred_language() -> str:
    """The user's language as far as the environment says, ``en`` where the program does not speak it."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    spoken = locale.getlocale()[0] or ""
    return "zh" if spoken.lower().startswith(("zh", "chinese")) else "en"


def set_language(language: str) -> None:
    """Speak ``language`` (a key of :data:`LANGUAGES`) from here on; anything else means English."""
    global _current, _translations
    _current = language if language in LANGUAGES else "en"
    _translations = _spoken(_current)


def language() -> str:
    """The language spoken now."""
    return _current


def _(message: str) -> str:
    """``message`` in the current language."""
    return _translations.gettext(message)


def translated(message: str, language: str) -> str:
    """``message`` in one of :data:`LANGUAGES`, whatever is spoken now."""
    return _spoken(language).gettext(message)


@cache
def _spoken(language: str) -> _gettext.NullTranslations:
    """The catalogue of ``language``: compiled here where this is a checkout, and when the wheel was built else."""
    folder = paths.resources("i18n", _catalogue.get(language, "en"), "LC_MESSAGES")
    source, made = folder / "archive.po", folder / "archive.mo"
    if source.is_file():
        return _gettext.GNUTranslations(io.BytesIO(compiled(source.read_text("utf-8"))))
    return _gettext.GNUTranslations(io.BytesIO(made.read_bytes())) if made.is_file() else _gettext.NullTranslations()


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of a message for ``n`` things, in the current language."""
    return _translations.ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """``message`` in the current language, told apart by ``context`` from the same word used elsewhere."""
    return _translations.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - the field's name for it
    """Mark ``message`` for translation without translating it yet."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - as above
    """Mark the two forms of a message for translation without translating them yet."""
    return singular, plural


def listed(words: Iterable[str]) -> str:
    """``words`` one after another in a sentence, with the mark of the language between them."""
    return _(", ").join(words)


def sentences(*parts: str) -> str:
    """Whole sentences behind one another, as the language sets them; empty ones are left out."""
    said = ""
    for part in filter(None, parts):
        said += part if not said or said.endswith(_CLOSED) else f" {part}"
    return said


def labelled(label: str, value: object) -> str:
    """``label: value`` with the marks of the language."""
    return _("{label}: {value}").format(label=label, value=value)


def noted(word: str, note: object) -> str:
    """``word (note)`` with the brackets of the language."""
    return _("{word} ({note})").format(word=word, note=note)
