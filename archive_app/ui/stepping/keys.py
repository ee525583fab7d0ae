"""The keys of stepping, as one table: those that work wherever the cursor is, and those of the picture alone.

A key means here what it means in the grid and in the large view: Space shows a record large and puts that away again,
Page Down goes to the next one where one is shown at a time. A bare letter goes somewhere, zooms or turns; it takes
nothing away.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from archive_app.i18n import N_
from archive_app.ui.kit import places

_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_STARS = 5


@dataclass(frozen=True, slots=True)
class StepKey:
    """One thing to do: its name, what it does in words, its keys anywhere and its keys on the picture."""

    name: str
    text: str
    anywhere: tuple[str, ...] = ()
    picture: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """Its first key, as people write it."""
        return QKeySequence((self.anywhere or self.picture)[0]).toString(QKeySequence.SequenceFormat.NativeText)


STEP_KEYS: tuple[StepKey, ...] = (
    StepKey("following", N_("Save and go to the next"), ("PgDown", "Ctrl+Return"), ("Right",)),
    StepKey("previous", N_("Go to the one before"), ("PgUp",), ("Left", "Backspace")),
    StepKey("skip", N_("Go to the next without “now tagging for”"), ("Shift+PgDown",)),
    StepKey("onward", N_("To the next page or file of the item"), ("Ctrl+PgDown",)),
    StepKey("backward", N_("To the page or file of the item before it"), ("Ctrl+PgUp",)),
    StepKey("caption", N_("To the caption"), ("F3",), ("Return",)),
    StepKey("bar", N_("To the tag bar"), ("Ctrl+T",), ("T",)),
    StepKey("copy", N_("Copy the links of the one before"), ("Ctrl+D",)),
    StepKey("repeat", N_("Do the last thing again"), ("Ctrl+.",)),
    StepKey("accept", N_("Accept the first suggestion"), ("F8",)),
    StepKey("dismiss", N_("Put the first suggestion away"), ("Shift+F8",)),
    StepKey("reject", N_("Reject, or take that back"), ("Ctrl+Shift+X",)),
    StepKey("right", N_("Turn to the right"), ("Ctrl+]",), ("R",)),
    StepKey("left", N_("Turn to the left"), ("Ctrl+[",), ("Shift+R",)),
    StepKey("zoom", N_("One to one, or fitted"), (), ("Z",)),
    StepKey("large", N_("The picture alone, or with what is said of it"), (), ("Space",)),
    StepKey("leave", N_("Back to the result"), ("F2",)),
    StepKey("back", N_("One step back: from the picture alone, or to the result"), (), ("Esc",)),
)

_ANYWHERE = {QKeySequence(key).toString(): each.name for each in STEP_KEYS for key in each.anywhere}
_PICTURE = {QKeySequence(key).toString(): each.name for each in STEP_KEYS for key in each.picture}


def meant(event: QKeyEvent, *, on_picture: bool) -> str:
    """What a key means: a name of the table, ``recent-3``, ``rate-4``, or nothing.

    A digit rates, while one types with Ctrl; Alt and a key of the bottom row gives the recent tag of that place.
    """
    held, stars, recent = places.modifiers(event), places.digit(event), places.bottom(event)
    if stars is not None and (held & ~_SHIFT == _CTRL or (on_picture and held & ~_SHIFT == _NONE)):
        return f"rate-{stars}" if stars <= _STARS else ""
    if recent is not None and held == _ALT:
        return f"recent-{recent}"
    names = [key.toString() for key in places.pressed(event)]
    anywhere = next((_ANYWHERE[name] for name in names if name in _ANYWHERE), "")
    if anywhere or not on_picture:
        return anywhere
    return next((_PICTURE[name] for name in names if name in _PICTURE), "")
