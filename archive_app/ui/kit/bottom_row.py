"""What is written on the ten keys of the bottom row. No system says it: it is guessed, and learnt from what is typed.

Which language the keyboard speaks gives the first guess. A letter that is typed says which rows it may be at most;
where none of those known has it, only what was typed is known, and the other keys are numbered from the left.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication, QKeyEvent

from archive_app.ui.kit import places

AMERICAN = "ZXCVBNM,./"
_GERMAN, _FRENCH, _BELGIAN = "YXCVBNM,.-", "WXCVBN,;:!", "WXCVBN,;:="
_RUSSIAN, _GREEK, _NORDIC = "ЯЧСМИТЬБЮ.", "ΖΧΨΩΒΝΜ,./", "ZXCVBNM,.-"
_KNOWN = (AMERICAN, _GERMAN, _FRENCH, _BELGIAN, _NORDIC, _RUSSIAN, _GREEK)
_Spoken = QLocale.Language
_OF_LANGUAGE = {
    **dict.fromkeys((_Spoken.German, _Spoken.Czech, _Spoken.Slovak, _Spoken.Hungarian, _Spoken.Croatian), _GERMAN),
    **dict.fromkeys((_Spoken.Slovenian, _Spoken.Bosnian, _Spoken.Serbian), _GERMAN),
    **dict.fromkeys((_Spoken.Swedish, _Spoken.Finnish, _Spoken.Danish, _Spoken.NorwegianBokmal), _NORDIC),
    **dict.fromkeys((_Spoken.Spanish, _Spoken.Portuguese, _Spoken.Italian, _Spoken.Estonian), _NORDIC),
    _Spoken.French: _FRENCH,
    _Spoken.Russian: _RUSSIAN,
    _Spoken.Greek: _GREEK,
}
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩"
#: Keys that write nothing begin here.
_SILENT = 0x01000000


class BottomRow:
    """``learned`` is what was typed on each key, as :meth:`kept` gives it."""

    def __init__(self, learned: str = "") -> None:
        self._learned = dict(enumerate(learned[: len(AMERICAN)])) if learned else {}
        self._learned = {place: letter for place, letter in self._learned.items() if not letter.isspace()}

    def names(self) -> str:
        """The ten keys from the left, a sign each."""
        spoken = _OF_LANGUAGE.get(QGuiApplication.inputMethod().locale().language(), AMERICAN)
        for row in (spoken, *_KNOWN):
            if all(row[place] == letter for place, letter in self._learned.items()):
                return row
        return "".join(self._learned.get(place, number) for place, number in enumerate(_NUMBERS))

    def kept(self) -> str:
        """What was learnt, to be remembered."""
        return "".join(self._learned.get(place, " ") for place in range(len(AMERICAN)))

    def learn(self, event: QKeyEvent) -> bool:
        """See what a key of the row writes; whether that was not known."""
        # A program that types for somebody names no key, and says nothing of the keyboard.
        number = places.bottom(event) if event.nativeScanCode() and not places.modifiers(event) else None
        if number is None or not 0x20 < event.key() < _SILENT:
            return False
        place, letter = (number - 1) % len(AMERICAN), chr(event.key())
        if self._learned.get(place) == letter:
            return False
        before = self.names()
        # Another keyboard was plugged in, or another layout chosen: what was learnt of the one before is over.
        if before[place] not in (letter, _NUMBERS[place]):
            self._learned = {}
        self._learned[place] = letter
        return True
