"""The grammar in examples, as the program's help shows it."""

from __future__ import annotations

from dataclasses import dataclass

from archive_app.domain.query.fields import FIELDS
from archive_app.i18n import N_, _

_GRAMMAR = (
    ("marathon boston", N_("both words, each the beginning of a word")),
    ('"sister city"', N_("exactly these words in this order")),
    ("boston OR leeds", N_("one of both; | means the same")),
    ("-draft", N_("without this; NOT draft means the same")),
    ("(boston OR leeds) kind:photo", N_("brackets hold together what belongs together")),
    ("kind:photo,video", N_("a field, and values one of which must fit")),
    ('person:"Max Wheatley"', N_("values of several words need quotation marks")),
    ("date:2001..2010", N_("from one date to another; 2001.. and ..2010 are open")),
    ("rating:>=3", N_("dates and numbers can be compared")),
)


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line of the help, in the current language. ``field`` is empty for the grammar; ``aliases`` as typed."""

    example: str
    meaning: str
    field: str = ""
    aliases: tuple[str, ...] = ()


def help_text() -> tuple[HelpLine, ...]:
    """The grammar, then every field."""
    grammar = tuple(HelpLine(example, _(meaning)) for example, meaning in _GRAMMAR)
    return grammar + tuple(HelpLine(field.example, _(field.help), field.name, field.aliases) for field in FIELDS)
