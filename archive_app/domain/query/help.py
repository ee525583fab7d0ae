"""The grammar in examples, as the program's help shows it."""

from __future__ import annotations

from dataclasses import dataclass

from archive_app.domain.query.fields import FIELDS, help_of
from archive_app.i18n import N_, _

_GRAMMAR = (
    ("marathon boston", N_("both words; capitals and accents don't matter")),
    ("bek", N_("three letters and more are found anywhere in a word: Göbekli")),
    ("go", N_("one or two letters begin a word; in Chinese, Japanese, Korean and Thai any character is found")),
    ("一帶", N_("traditional and simplified characters find one another: 一带")),
    ("hangzhou", N_("Chinese by its pinyin, with or without tones and spaces: 杭州")),
    ("hzgj", N_("or by the initials: 杭州国际")),
    ("belgrad", N_("other scripts by their letters and well-known cities by their names: Београд, 贝尔格莱德")),
    ("xi'an", N_("an apostrophe may be left out or put in: Xi’an, xian")),
    ("mueller", N_("letters that are also written as two: Müller, Aarhus and Århus")),
    ('"sister city"', N_("exactly these words in this order")),
    ("boston OR leeds", N_("one of both; | means the same")),
    ("-draft", N_("without this; NOT draft means the same")),
    ("(boston OR leeds) kind:photo", N_("brackets hold together what belongs together")),
    ("-(boston OR leeds)", N_("and can be excluded as a whole")),
    ("kind:photo,video", N_("a field, and values one of which must fit")),
    ('person:"Max Wheatley"', N_("values of several words need quotation marks")),
    ("person:PER-0007", N_("a ref says exactly which one")),
    ("person:none", N_("any or none: whether there is one at all")),
    ("date:2001..2010", N_("from one date to another; 2001.. and ..2010 are open")),
    ("rating>=3", N_("dates and numbers can be compared: > >= < <=; rating:>=3 means the same")),
    ("changed:week", N_("today, yesterday, week, month and year are counted from today")),
    ("partnership:istanbul via:event", N_("how it must belong: directly, or through an event, a person or a gift")),
    ("near:30.25,120.17~500m", N_("latitude and longitude in degrees; km, m or mi, 50 km where nothing is said")),
    ('near:"Göbekli Tepe"~20km', N_("a place of the archive that has a position")),
    ("has:caption[zh]", N_("names and texts can be asked for in a language")),
    ("标题 “友好 城市”", N_("full-width and curly signs do as well: （ ） ： ， “ ” 「 」 ≥ … −")),
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
    return grammar + tuple(HelpLine(field.example, help_of(field), field.name, field.aliases) for field in FIELDS)
