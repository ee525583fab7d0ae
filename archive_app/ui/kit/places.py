"""Keys by their place, so that digits need no Shift on a French keyboard and a Greek one has every shortcut.

A place is named by what is printed there on an American keyboard. Where the system does not say which key was pressed
(no key at all may have been: tests, programs for those who cannot type), its character tells.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

Modifier = Qt.KeyboardModifier
#: The rows of the keyboard, and the number of their first key as Linux and Windows count.
_ROWS = ((2, "1234567890-="), (16, "QWERTYUIOP[]"), (30, "ASDFGHJKL;'`"), (44, "ZXCVBNM,./"))
_PLACES = {first + number: key for first, row in _ROWS for number, key in enumerate(row)}
#: X and Wayland count from eight on.
_SHIFTED = 8
#: As the Mac counts.
_MAC_ROWS = (
    (18, 19, 20, 21, 23, 22, 26, 28, 25, 29, 27, 24),
    (12, 13, 14, 15, 17, 16, 32, 34, 31, 35, 33, 30),
    (0, 1, 2, 3, 5, 4, 38, 40, 37, 41, 39, 50),
    (6, 7, 8, 9, 11, 45, 46, 43, 47, 44),
)
_MAC = dict(zip(sum(_MAC_ROWS, ()), "".join(row for _first, row in _ROWS), strict=True))
#: What Shift makes of the top row on an American keyboard.
_SHIFT = dict(zip("!@#$%^&*()", "1234567890", strict=True))
#: The row under the hand's rest: what was used lately lies on it, from the left.
BOTTOM = "ZXCVBNM,./"


def place(event: QKeyEvent) -> str:
    """The place of the key, as ``4``, ``R`` or ``[``; empty for keys that write nothing."""
    if not event.modifiers() & Modifier.KeypadModifier:
        if sys.platform == "darwin":
            known = _MAC.get(event.nativeVirtualKey()) if event.nativeScanCode() else None
        else:
            counted = _SHIFTED if QGuiApplication.platformName() in ("xcb", "wayland", "offscreen") else 0
            known = _PLACES.get(event.nativeScanCode() - counted)
        if known:
            return known
    key = int(event.key())
    written = chr(key) if 0x20 < key < 0x7F else ""
    return _SHIFT.get(written, written) if event.modifiers() & Modifier.ShiftModifier else written


def digit(event: QKeyEvent) -> int | None:
    """The digit of the key, with or without Shift; of the keypad too."""
    there = place(event)
    return int(there) if there.isdigit() else None


def bottom(event: QKeyEvent) -> int | None:
    """Which key of the bottom row it is, 1 to 9 and 0 for the tenth, as the digits stand."""
    there = place(event)
    return (BOTTOM.index(there) + 1) % 10 if there and there in BOTTOM else None


def modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    """The modifiers that count."""
    return event.modifiers() & ~(Modifier.KeypadModifier | Modifier.GroupSwitchModifier)


def pressed(event: QKeyEvent) -> tuple[QKeySequence, ...]:
    """What was pressed: by its character, and by its place where that is another."""
    held = modifiers(event).value
    key = Qt.Key.Key_Return.value if event.key() == Qt.Key.Key_Enter else event.key()
    found = [QKeySequence(held | key)]
    there = place(event)
    # A letter is where its keyboard has it: Z is Z on a German one too. Of other scripts and of signs the place counts.
    if there and not Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
        found.append(QKeySequence(held | ord(there)))
    return tuple(dict.fromkeys(found))


def key_of(event: QKeyEvent) -> Qt.Key:
    """The key, on keyboards of other scripts by its place."""
    there = place(event)
    return (
        Qt.Key(ord(there)) if there and event.key() > 0xFF and event.key() < Qt.Key.Key_Escape else Qt.Key(event.key())
    )
