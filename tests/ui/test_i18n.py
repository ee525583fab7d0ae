"""Simplified Chinese is complete, current and says what the English says.

After changing a string::

    pybabel extract -k N_ -k NN_:1,2 --add-location=file -w 120 -o archive.pot archive_app
    pybabel update -D archive -l zh_CN -d resources/i18n -i archive.pot --no-fuzzy-matching -w 120
    (translate, and keep the helps of the command line, which stand in docstrings)
"""

from __future__ import annotations

import gettext
import io
import json
import re
import string
from functools import cache
from pathlib import Path

import pytest
import typer
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

import archive_app
from archive_app import i18n, paths
from archive_app.cli import rooms
from archive_app.cli.app import app
from archive_app.domain.model.fields import FIELDS
from archive_app.domain.model.kinds import KIND_LABEL, Kind
from archive_app.i18n.messages import compiled

FOLDER = paths.resources("i18n", "zh_CN", "LC_MESSAGES")


@cache
def catalogue() -> Catalog:
    with (FOLDER / "archive.po").open("rb") as file:
        return read_po(file, locale="zh_CN")


@cache
def messages() -> dict[str, tuple[str, ...]]:
    """Every message of the code: its singular, and all its forms."""
    keywords = {**DEFAULT_KEYWORDS, "N_": None, "NN_": (1, 2)}
    root = Path(archive_app.__file__).parent
    found: dict[str, tuple[str, ...]] = {}
    for _file, _line, message, _comments, _context in extract_from_dir(
        root, keywords=keywords, method_map=[("**.py", "python")]
    ):
        forms = (message,) if isinstance(message, str) else tuple(form for form in message if form)
        found[forms[0]] = forms
    return {**found, **{help: (help,) for help in helps()}}


def helps() -> set[str]:
    """What the command line says of its commands and of what they take: docstrings and ``help=``, marked by nothing."""
    whole = typer.main.get_command(app)
    commands = [whole, *(rooms.commands_of(room).commands[name] for name, room in rooms._ROOM_OF.items())]
    found = {command.help for command in commands}
    return {text for text in found.union(*({getattr(each, "help", "") for each in c.params} for c in commands)) if text}


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


_HAN = "[\u3400-\u9fff]"
#: Marks of Latin script beside a Chinese character, and blanks beside Chinese quotation marks.
_HALF_WIDTH = re.compile(rf"{_HAN}[,;:!?()]|[,;:!?()]{_HAN}|[}}][,;:]{_HAN}|{_HAN} [“‘]|[”’] {_HAN}|。 {_HAN}")
#: The underlined letter of a menu, and what is typed as it stands.
_AS_TYPED = re.compile(r"\(&.\)|“登记库:值”")


def test_chinese_has_the_marks_of_chinese() -> None:
    said = [text for message in messages() for text in forms_of(message)]
    assert len(said) > 700
    assert [text for text in said if _HALF_WIDTH.search(_AS_TYPED.sub("", text))] == []
    printed = json.loads(paths.resources("pdf", "labels", "zh.json").read_text(encoding="utf-8"))
    assert _HALF_WIDTH.findall(json.dumps(list(printed.values()), ensure_ascii=False)) == []


def forms_of(message: str) -> tuple[str, ...]:
    entry = catalogue().get(message)
    said = entry.string if entry is not None else ""
    return (said,) if isinstance(said, str) else tuple(said)


def test_labels_stand_before_values_with_the_mark_of_the_language() -> None:
    by_hand = re.compile(r'f"[^"\n]*\}: \{|\) \+ ": "')
    root = Path(archive_app.__file__).parent / "ui"
    assert [path.name for path in sorted(root.rglob("*.py")) if by_hand.search(path.read_text(encoding="utf-8"))] == []


def test_a_catalogue_calls_kinds_as_the_window_does() -> None:
    printed = json.loads(paths.resources("pdf", "labels", "zh.json").read_text(encoding="utf-8"))
    for kind, words in printed["kinds"].items():
        assert words[0].endswith(translated(KIND_LABEL[Kind(kind)])), kind
    assert printed["occasions"] == translated(KIND_LABEL[Kind.EVENT])


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


def test_where_english_counts_only_several_chinese_counts_always_as_it_has_one_form_for_all() -> None:
    uncounted = [
        (forms, translated(message))
        for message, forms in messages().items()
        if len(forms) == 2 and "count" in fields(forms[1]) - fields(translated(message))
    ]
    assert uncounted == []


def test_the_program_says_what_the_translators_wrote() -> None:
    i18n.set_language("zh")
    silent = [
        message
        for message, forms in messages().items()
        if translated(message) != (i18n._(message) if len(forms) == 1 else i18n.ngettext(forms[0], forms[1], 2))
    ]
    assert silent == []
    i18n.set_language("en")
    assert i18n._("Stopped.") == "Stopped."
    assert i18n.translated("Stopped.", "zh") == translated("Stopped.")


PO = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"

#. a comment with "quotes"
msgid "one"
msgstr ""
"eins \"und\"\n"
"zw\\ei"

#, python-brace-format, fuzzy
msgid "guessed"
msgstr "geraten"

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} Tag"
msgstr[1] "{n} Tage"

msgctxt "month"
msgid "May"
msgstr "Mai"

msgid "not yet"
msgstr ""

#~ msgid "gone"
#~ msgstr "weg"
"""


def test_a_catalogue_is_compiled() -> None:
    spoken = gettext.GNUTranslations(io.BytesIO(compiled(PO)))
    assert spoken.gettext("one") == 'eins "und"\nzw\\ei'
    assert [spoken.ngettext("{n} day", "{n} days", n) for n in (1, 2)] == ["{n} Tag", "{n} Tage"]
    assert spoken.pgettext("month", "May") == "Mai"
    assert [spoken.gettext(text) for text in ("May", "guessed", "not yet", "gone")] == [
        "May", "guessed", "not yet", "gone"
    ]  # fmt: skip


def test_a_wheel_speaks_from_the_compiled_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "archive.mo").write_bytes(compiled((FOLDER / "archive.po").read_text("utf-8")))
    monkeypatch.setattr(paths, "resources", lambda *parts: tmp_path.joinpath(*parts[1:]))
    monkeypatch.setattr(i18n, "_spoken", i18n._spoken.__wrapped__)
    assert i18n.translated("Stopped.", "zh") == translated("Stopped.")
    assert i18n.translated("Stopped.", "en") == "Stopped."


def test_menus_keep_their_letters() -> None:
    for message in messages():
        if message.startswith("&"):
            assert f"(&{message[1]})" in translated(message)


@pytest.mark.parametrize("field", [field for field in FIELDS if field.choices and field.name != "status"])
def test_choices_are_translated_though_the_table_does_not_mark_them(field: object) -> None:
    i18n.set_language("zh")
    for choice in field.choices:  # type: ignore[attr-defined]
        assert i18n._(choice) != choice
