"""Simplified Chinese is complete, current and says what the English says.

After changing a string::

    pybabel extract -k N_ --add-location=file -w 120 -o archive.pot archive_app
    pybabel update -D archive -l zh_CN -d resources/i18n -i archive.pot --no-fuzzy-matching -w 120
    (translate) and pybabel compile -D archive -d resources/i18n
"""

from __future__ import annotations

import gettext
import string
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

import archive_app
from archive_app import i18n, paths
from archive_app.domain.model.fields import FIELDS

FOLDER = paths.resources("i18n", "zh_CN", "LC_MESSAGES")


@cache
def catalogue() -> Catalog:
    with (FOLDER / "archive.po").open("rb") as file:
        return read_po(file, locale="zh_CN")


@cache
def messages() -> dict[str, tuple[str, ...]]:
    """Every message of the code: its singular, and all its forms."""
    keywords = {**DEFAULT_KEYWORDS, "N_": None}
    root = Path(archive_app.__file__).parent
    found: dict[str, tuple[str, ...]] = {}
    for _file, _line, message, _comments, _context in extract_from_dir(
        root, keywords=keywords, method_map=[("**.py", "python")]
    ):
        forms = (message,) if isinstance(message, str) else tuple(form for form in message if form)
        found[forms[0]] = forms
    return found


def fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def translated(message: str) -> str:
    entry = catalogue().get(message)
    if entry is None or not entry.string:
        return ""
    return entry.string if isinstance(entry.string, str) else str(entry.string[0])


def test_every_string_of_the_code_is_translated() -> None:
    assert len(messages()) > 700
    missing = [message for message in messages() if not translated(message).strip()]
    assert missing == []
    assert not [entry.id for entry in catalogue() if entry.fuzzy and entry.id]


def test_no_translation_is_left_of_a_string_that_is_gone() -> None:
    known = set(messages())
    gone = [
        entry.id
        for entry in catalogue()
        if entry.id and (entry.id if isinstance(entry.id, str) else entry.id[0]) not in known
    ]
    assert gone == []


def test_translations_fill_in_what_the_english_fills_in() -> None:
    wrong = []
    for message, forms in messages().items():
        offered = set().union(*map(fields, forms))
        needed = fields(forms[-1]) if len(forms) == 1 else set()
        used = fields(translated(message))
        if not needed <= used <= offered:
            wrong.append((message, translated(message)))
    assert wrong == []


def test_the_compiled_file_is_current() -> None:
    with (FOLDER / "archive.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    stale = [
        message
        for message, forms in messages().items()
        if translated(message)
        != (compiled.gettext(message) if len(forms) == 1 else compiled.ngettext(forms[0], forms[1], 2))
    ]
    assert stale == []


def test_menus_keep_their_letters() -> None:
    for message in messages():
        if message.startswith("&"):
            assert f"(&{message[1]})" in translated(message)


@pytest.mark.parametrize("field", [field for field in FIELDS if field.choices and field.name != "status"])
def test_choices_are_translated_though_the_table_does_not_mark_them(field: object) -> None:
    i18n.set_language("zh")
    for choice in field.choices:  # type: ignore[attr-defined]
        assert i18n._(choice) != choice
