"""The keys of stepping, as one table: those that work wherever the cursor is, and those of the picture alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from archive_app.i18n import N_

Key = Qt.Key
_PAD = Qt.KeyboardModifier.KeypadModifier
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
#: Digits by their key, for keyboards on which they want Shift.
DIGITS = tuple(Key(Key.Key_0 + digit) for digit in range(10))


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
    StepKey("following", N_("Save and go to the next"), ("PgDown", "Ctrl+Return"), ("Space", "Right")),
    StepKey("previous", N_("Go to the one before"), ("PgUp",), ("Left", "Backspace")),
    StepKey("skip", N_("Go to the next without “now tagging for”"), ("Shift+PgDown",), ("Shift+Space",)),
    StepKey("caption", N_("To the caption"), ("F3",), ("Return",)),
    StepKey("bar", N_("To the tag bar"), ("Ctrl+T",), ("T",)),
    StepKey("copy", N_("Copy the links of the one before"), ("Ctrl+D",), ("D",)),
    StepKey("repeat", N_("Do the last thing again"), ("Ctrl+.",), (".",)),
    StepKey("accept", N_("Accept the first suggestion"), ("F8",), ("A",)),
    StepKey("dismiss", N_("Put the first suggestion away"), ("Shift+F8",), ("Shift+A",)),
    StepKey("reject", N_("Reject, or take that back"), ("Ctrl+Shift+X",), ("X",)),
    StepKey("right", N_("Turn to the right"), ("Ctrl+]",), ("R",)),
    StepKey("left", N_("Turn to the left"), ("Ctrl+[",), ("Shift+R",)),
    StepKey("zoom", N_("One to one, or fitted"), (), ("Z",)),
    StepKey("leave", N_("Back to the result"), ("F2",), ("Esc",)),
)

_ANYWHERE = {QKeySequence(key).toString(): each.name for each in STEP_KEYS for key in each.anywhere}
_PICTURE = {QKeySequence(key).toString(): each.name for each in STEP_KEYS for key in each.picture}


def meant(event: QKeyEvent, *, on_picture: bool) -> str:
    """What a key means: a name of the table, ``recent-3``, ``rate-4``, or nothing.

    Ctrl and a digit rates, Alt and a digit (on the picture the digit alone) gives the recent tag of that digit.
    """
    modifiers = event.modifiers() & ~_PAD
    key = Key(event.key())
    if key in DIGITS:
        digit = DIGITS.index(key)
        if modifiers == _CTRL and digit <= 5:
            return f"rate-{digit}"
        if modifiers == _ALT or (on_picture and modifiers == _NONE):
            return f"recent-{digit}"
        return ""
    pressed = QKeySequence(QKeyCombination(modifiers, Key.Key_Return if key == Key.Key_Enter else key)).toString()
    return _ANYWHERE.get(pressed) or (_PICTURE.get(pressed, "") if on_picture else "")
