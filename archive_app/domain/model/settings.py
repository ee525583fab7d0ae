"""Every setting of the program, once: the Preferences window, ``settings`` on the command line, and what keeps the
values read this table.

A setting is the person's (on this machine), the archive's (it travels with it), or the window's, which only remembers
how it was left. Its type is that of its default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from archive_app.domain.model.accession import SCHEME, USUAL, read_scheme
from archive_app.domain.model.completeness import HOME_LANGUAGE, LANGUAGE_SETTING
from archive_app.domain.model.kinds import Kind
from archive_app.domain.text import showing
from archive_app.domain.text.languages import LANGUAGE_NAMES
from archive_app.errors import InvalidInput
from archive_app.i18n import LANGUAGES, N_, _, listed, noted

Value = str | int | bool

#: Letters of a text, and of a name of a person.
_LONGEST = 100
_LONGEST_PATH = 4096
_DIGITS = 9
_YES = frozenset({"yes", "true", "on", "1", "是"})
_NO = frozenset({"no", "false", "off", "0", "否"})


class Scope(StrEnum):
    """For whom a setting holds, and with that where it is kept."""

    PERSON = "person"
    ARCHIVE = "archive"
    #: What the window remembers between two evenings; nobody sets it by hand.
    WINDOW = "window"


class Section(StrEnum):
    """Where a setting stands in the Preferences window."""

    PERSON = "person"
    WINDOW = "window"
    GRID = "grid"
    BACKUPS = "backups"
    ARCHIVE = "archive"
    NOWHERE = ""


SECTION_LABEL = {
    Section.PERSON: N_("You"),
    Section.WINDOW: N_("Window"),
    Section.GRID: N_("Grid"),
    Section.BACKUPS: N_("Backups"),
    Section.ARCHIVE: N_("This archive"),
}
SCOPE_LABEL = {Scope.PERSON: N_("you, on this computer"), Scope.ARCHIVE: N_("this archive")}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``label`` and ``about`` are English, translated when shown.

    A name that ends in ``*`` stands for all that begin so. ``choices`` are pairs of a value and its label; ``low`` and
    ``high`` bound a number, which is ``typed`` where it is not slid to; ``path`` says that the value is a folder,
    ``kind`` that it is the uid of a record of it. ``key`` is the name under which the archive keeps it, ``formerly``
    that under which the window's own file did. ``checked`` raises InvalidInput for a text that it can't be.
    """

    name: str
    default: Value
    label: str = ""
    section: Section = Section.NOWHERE
    scope: Scope = Scope.PERSON
    choices: tuple[tuple[str, str], ...] = ()
    low: int = 0
    high: int = 0
    typed: bool = False
    path: bool = False
    kind: Kind | None = None
    about: str = ""
    key: str = ""
    formerly: str = ""
    checked: Callable[[str], object] | None = None


HOME_CITY = "home_city"
SYSTEM = "system"
#: What happens at start.
ASK, LAST = "ask", "last"

_PERSON = (
    Setting(
        "user",
        "",
        N_("Your name"),
        Section.PERSON,
        about=N_("It stands beside each of your changes. Where it is empty, the name of your account does."),
    ),
    Setting(
        "language",
        SYSTEM,
        N_("Language"),
        Section.PERSON,
        choices=((SYSTEM, N_("As the system")), *LANGUAGES.items()),
        formerly="window/language",
    ),
    Setting(
        "colours",
        SYSTEM,
        N_("Colours"),
        Section.WINDOW,
        choices=((SYSTEM, N_("As the system")), ("light", N_("Light")), ("dark", N_("Dark"))),
        formerly="window/theme",
    ),
    Setting(
        "start",
        LAST,
        N_("At start"),
        Section.WINDOW,
        choices=((ASK, N_("Ask what to open")), (LAST, N_("Open the archive of last time"))),
    ),
    Setting("grid-size", 136, N_("Size of the pictures"), Section.GRID, low=96, high=288, formerly="results/size"),
    Setting("grid-titles", True, N_("Title and date under each picture"), Section.GRID),
)

_BACKUPS = (
    Setting(
        "backup-place",
        "",
        N_("Place for backups"),
        Section.BACKUPS,
        path=True,
        about=N_(
            "A folder on another drive. Left empty, backups lie in the archive's own folder, and go with its drive."
        ),
    ),
    Setting(
        "backup-when",
        "daily",
        N_("Back up by itself"),
        Section.BACKUPS,
        choices=(("never", N_("Never")), ("daily", N_("Daily")), ("weekly", N_("Weekly"))),
        about=N_("While the window is open, once it is due, in the place that is chosen. Without one, closing asks."),
    ),
    Setting(
        "backup-closing",
        ASK,
        N_("On closing, after changes"),
        Section.BACKUPS,
        choices=(("never", N_("Do not back up")), (ASK, N_("Ask")), ("always", N_("Back up"))),
    ),
    Setting("backup-keep", 12, N_("Backups to keep"), Section.BACKUPS, low=1, high=1000, typed=True),
    Setting("backup-age", 7, N_("Days until a backup is called old"), Section.BACKUPS, low=1, high=3650, typed=True),
    Setting(
        "backup-verify", 90, N_("Days until it is to be read again"), Section.BACKUPS, low=1, high=3650, typed=True
    ),
)

_ARCHIVE = (
    Setting(
        "home-city",
        "",
        N_("Home city"),
        Section.ARCHIVE,
        Scope.ARCHIVE,
        kind=Kind.CITY,
        about=N_("Partnerships are named after the other city. Left empty, home is the city with several of them."),
        key=HOME_CITY,
    ),
    Setting(
        "home-language",
        HOME_LANGUAGE,
        N_("Home language"),
        Section.ARCHIVE,
        Scope.ARCHIVE,
        choices=tuple((tag, name) for tag, name in LANGUAGE_NAMES.items() if tag != "und"),
        about=N_("Every name is wanted in the home language, and in another."),
        key=LANGUAGE_SETTING,
    ),
    Setting(
        "accession-scheme",
        USUAL,
        N_("Accession numbers"),
        Section.ARCHIVE,
        Scope.ARCHIVE,
        about=N_(
            "How they are made: {n} is counted on, {n:4} with so many digits, within each {year} where it has one."
        ),
        key=SCHEME,
        checked=read_scheme,
    ),
)


def _left(name: str, default: Value = "") -> Setting:
    return Setting(name, default, scope=Scope.WINDOW)


#: How the window was left. An empty text is a geometry or a layout that was never kept.
_WINDOW = (
    _left("archives/recent", "[]"),
    _left("choose/folders", "{}"),
    _left("tables/columns", "[]"),
    _left("tables/labels", False),
    _left("texts/languages", "{}"),
    _left("window/geometry"),
    _left("window/panes"),
    _left("window/places"),
    _left("history/geometry"),
    _left("history/panes"),
    _left("large/regions", True),
    _left("inspector/open-files", False),
    _left("inspector/open-history", False),
    _left("inspector/open-*", True),
    _left("open/programs", "[]"),
    _left("player/loop", False),
    _left("player/speed", "1"),
    _left("player/volume", 100),
    _left("results/columns"),
    _left("results/facets", True),
    _left("results/order", "relevance"),
    _left("results/view", "grid"),
    _left("search/history", "[]"),
    _left("sidebar/open"),
    _left("tagging/context/*"),
    _left("tagging/recent/*"),
    _left("tagging/bottom-row"),
    _left("terms/vocabulary"),
)

SETTINGS = (*_PERSON, *_BACKUPS, *_ARCHIVE, *_WINDOW)
_BY_NAME = {each.name: each for each in SETTINGS}
_FAMILIES = tuple(each for each in SETTINGS if each.name.endswith("*"))


def shown() -> Iterator[Setting]:
    """What a person can set, in the order of the Preferences window."""
    return (each for each in SETTINGS if each.section is not Section.NOWHERE)


def declared(name: str) -> Setting:
    """The declaration of ``name``; KeyError where there is none, which is a fault of ours."""
    found = _BY_NAME.get(name)
    return found or next((each for each in _FAMILIES if name.startswith(each.name[:-1])), None) or _BY_NAME[name]


def named(written: str) -> Setting:
    """The setting that a person calls ``written``; InvalidInput lists what there is."""
    name = written.strip().lower().replace("_", "-")
    found = _BY_NAME.get(name)
    if found is None or found.section is Section.NOWHERE:
        names = listed(each.name for each in shown())
        raise InvalidInput(_("“{name}” is no setting. There are: {names}.").format(name=written.strip(), names=names))
    return found


def read(setting: Setting, written: str) -> Value:
    """The value that ``written`` means; InvalidInput says what could be written. Records are not looked up here."""
    if setting.path:
        return _folder(setting, written.strip())
    text = " ".join(written.split())
    text = showing.shown(text, len(text))
    if isinstance(setting.default, bool):
        if text.casefold() in _YES | _NO:
            return text.casefold() in _YES
        raise InvalidInput(_("“{value}” is neither yes nor no ({name}).").format(value=text, name=setting.name))
    if isinstance(setting.default, int):
        # So many digits, since Python reads no number of more than a few thousand.
        if text.isdecimal() and len(text) <= _DIGITS and setting.low <= int(text) <= setting.high:
            return int(text)
        sentence = _("“{value}” is no number from {low} to {high} ({name}).")
        raise InvalidInput(sentence.format(value=text, low=setting.low, high=setting.high, name=setting.name))
    if setting.choices:
        called = {_(label).casefold(): value for value, label in setting.choices}
        called |= {value.casefold(): value for value, _label in setting.choices}
        found = called.get(text.casefold())
        if found is None:
            sentence = _("“{value}” cannot be chosen ({name}). There are: {choices}.")
            choices = listed(noted(value, _(label)) for value, label in setting.choices)
            raise InvalidInput(sentence.format(value=text, name=setting.name, choices=choices))
        return found
    if len(text) > _LONGEST:
        raise InvalidInput(_("This is longer than {count} letters ({name}).").format(count=_LONGEST, name=setting.name))
    if setting.checked is not None:
        setting.checked(text)
    return text


def _folder(setting: Setting, text: str) -> str:
    if len(text) > _LONGEST_PATH or not text.isprintable() or (text and not PurePath(text).is_absolute()):
        sentence = _("“{value}” is not the whole path of a folder ({name}).")
        raise InvalidInput(sentence.format(value=showing.shown(text, _LONGEST), name=setting.name))
    return text


def fits(setting: Setting, value: object) -> bool:
    """Whether ``value``, read from a file, is one that the setting can have."""
    if type(value) is not type(setting.default):
        return False
    if isinstance(value, bool):
        return True
    if isinstance(value, int):
        return setting.low <= value <= setting.high
    return not setting.choices or value in dict(setting.choices)


def written(value: Value) -> str:
    """``value`` as it is written on the command line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
