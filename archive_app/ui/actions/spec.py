"""What an action is, as data. The table of them is in ``action_table.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from archive_app.i18n import LANGUAGES, N_, _

#: The window that an action is done to: what it is, only the commands need to know.
W = TypeVar("W")


class Needs(StrEnum):
    """What must be there for an action to be enabled."""

    NOTHING = ""
    ARCHIVE = "archive"
    RECORD = "record"
    PARTNERSHIP = "partnership"
    OBJECT = "object"
    TRANSFER = "transfer"
    #: A record, and another one whose metadata was copied.
    COPIED = "copied"


#: What is to be done first where something is not there that an action needs.
FIRST = {
    Needs.ARCHIVE: N_("open an archive first"),
    Needs.RECORD: N_("select a record first"),
    Needs.PARTNERSHIP: N_("select a partnership first"),
    Needs.OBJECT: N_("select an object first"),
    Needs.TRANSFER: N_("select a gift transfer first"),
    Needs.COPIED: N_("copy the metadata of a record first"),
}


class Scope(StrEnum):
    """Where the shortcuts of an action work."""

    WINDOW = "window"
    #: Only in the grid and the table, where plain letters and digits are free.
    RESULTS = "results"


@dataclass(frozen=True, slots=True)
class ActionSpec(Generic[W]):
    """One action: its text (English, translated when shown), what it does, its menu, shortcuts and drawing."""

    name: str
    text: str
    run: Callable[[W], None]
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs: Needs = Needs.NOTHING
    scope: Scope = Scope.WINDOW
    toolbar: bool = False
    #: The toolbar shows its text beside its drawing.
    worded: bool = False
    #: The menu within its menu that it stands in, by its English title.
    submenu: str = ""
    #: A separator comes before it in its menu.
    apart: bool = False
    #: Which of several exclusive choices it is: the group and whether it is the one chosen now.
    group: str = ""
    chosen: Callable[[W], bool] | None = None
    #: A key that does it wherever no text is typed, and is named before its shortcuts.
    bare: str = ""
    #: What is said where all that it needs is there, and nothing for it to do.
    idle: str = ""

    @property
    def words(self) -> str:
        """Its text in the language of the window; a language is called as those call it who read it."""
        return self.text if self.text in LANGUAGES.values() else _(self.text)
