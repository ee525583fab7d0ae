"""An evening of tagging, by key presses alone, each of them counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.ui.kit.places import BOTTOM
from archive_app.ui.window.window import Window

Key, Ctrl, Alt = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier


class Typist:
    """Presses keys where the focus is; ``strokes`` counts all but the letters of captions, a chord as one."""

    def __init__(self, window: Window, qtbot: QtBot, wait: Callable[[], None]) -> None:
        self._window = window
        self._qtbot = qtbot
        self._wait = wait
        self.strokes = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        self.strokes += 1
        self._qtbot.keyClick(QApplication.focusWidget() or self._window, key, modifiers)

    def write(self, text: str, *, counted: bool) -> None:
        self.strokes += len(text) if counted else 0
        focused = QApplication.focusWidget()
        assert focused is not None
        self._qtbot.keyClicks(focused, text)

    def tag(self, letters: str) -> None:
        """By the bar: for whoever has no digit yet."""
        self.press(Key.Key_T, Ctrl)
        self.write(letters, counted=True)
        self._wait()
        self.press(Key.Key_Return)
        self.press(Key.Key_F3)


def captions(count: int) -> Iterator[str]:
    """Captions as an archivist types them."""
    said = ("Handshake before the signing", "The delegation at West Lake", "Gifts are exchanged", "Group picture")
    return (f"{said[number % len(said)]}, no. {number + 1}" for number in range(count))


def tag_evening(
    typist: Typist, window: Window, people: Sequence[str], count: int, wait: Callable[[], None]
) -> list[tuple[str, str, int]]:
    """Step through ``count`` pictures: each gets one of ``people`` (every third two), a caption and a rating; the event
    comes with “now tagging for”. Returns what was meant: caption, person, rating.
    """
    bench = window.workbench
    typist.press(Key.Key_F2)
    wait()
    typist.press(Key.Key_Return)
    known: list[str] = []
    meant = []
    for number, caption in enumerate(captions(count)):
        wait()
        names = [people[number % len(people)]]
        if number % 3 == 0:
            names.append(people[(number + 1) % len(people)])
        typist.write(caption, counted=False)
        for name in names:
            if name in known:
                digit = next(
                    place for place, tag in enumerate(bench.tagger.recents.slots, start=1) if tag.record.title == name
                )
                typist.press(Key(ord(BOTTOM[digit - 1])), Alt)
            else:
                typist.tag(name[:4].lower())
                wait()
                known.append(name)
        rating = 3 + number % 3
        typist.press(Key(Key.Key_0 + rating), Ctrl)
        typist.press(Key.Key_PageDown)
        meant.append((caption, names[0], rating))
    wait()
    typist.press(Key.Key_F2)
    wait()
    return meant
