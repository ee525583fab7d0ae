"""Text made fit for print: nothing hidden in it, a glyph for every character, its language and direction known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from archive_app.domain.model.catalogue import Wording, Words
from archive_app.media.printing import fonts

#: What stands where no font has a glyph: a box that can be seen, and that PDF/A can name.
FALLBACK = "□"

_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?![a-zA-Z])")
_SCRIPT_LANGUAGE = (
    (re.compile("[\u3040-\u30ff]"), "ja"),
    (re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]"), "ko"),
    (re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"), "zh"),
    (re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]"), "he"),
    (re.compile("[پچژگک]"), "fa"),
    (re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"), "ar"),
    (re.compile("[\u0e00-\u0e7f]"), "th"),
)
_FONT_KEYS = frozenset({"zh", "zh-tw", "zh-hk", "ja", "ko", "ar", "he", "fa", "ur", "ps", "yi"})


def is_right_to_left(text: str) -> bool:
    """Whether anything in ``text`` runs from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def spoken_language(wording: Wording) -> str:
    """The language to set a wording in: its own, unless its script says that it cannot be; empty when unknown."""
    tag = wording.lang.lower().replace("_", "-")
    primary = tag.partition("-")[0]
    found = next((language for pattern, language in _SCRIPT_LANGUAGE if pattern.search(wording.text)), "")
    if primary in ("", "und", "mul", "zxx", "mis"):
        return found
    if found in ("ja", "ko", "zh") and primary not in ("ja", "ko", "zh"):
        return found
    return tag if _LANGUAGE.match(tag) else found


@dataclass(slots=True)
class PrintText:
    """Cleans texts and remembers, by the owner of each, the characters that could not be printed."""

    unprintable: dict[str, set[str]] = field(default_factory=dict)
    right_to_left: bool = False

    def line(self, text: str, owner: str = "") -> str:
        """``text`` on one line."""
        return _SPACES.sub(" ", self.lines(text, owner).replace("\n", " "))

    def lines(self, text: str, owner: str = "") -> str:
        """``text`` with its paragraphs, without control and direction characters, each other character with a glyph."""
        if not (text.isascii() and text.isprintable()):
            text = self._printable(text, owner)
        return _SPACES.sub(" ", text).strip()

    def _printable(self, text: str, owner: str) -> str:
        text = _HIDDEN.sub("", _BREAKS.sub("\n", text))
        text = unicodedata.normalize("NFC", text)
        text = "".join(c if c == "\n" or unicodedata.category(c) != "Cc" else " " for c in text)
        missing = fonts.missing_glyphs(text) | {c for c in text if unicodedata.category(c) in ("Cs", "Co", "Cn")}
        missing |= {c for c in text if c == "\ufffd"}
        drawn = {c for c in missing if unicodedata.category(c) != "Cf"}
        if drawn:
            self.unprintable.setdefault(owner, set()).update(drawn)
        text = text.translate({ord(c): FALLBACK if c in drawn else None for c in missing})
        self.right_to_left = self.right_to_left or is_right_to_left(text)
        return text

    def wording(
        self, wording: Wording, owner: str = "", *, clean: Callable[[str, str], str] | None = None
    ) -> dict[str, Any]:
        """One wording as the templates read it: text, language, key of its fonts, right to left."""
        language = spoken_language(wording)
        primary = language.partition("-")[0]
        key = "zh-tw" if language.startswith("zh-hant") else language
        return {
            "t": (clean or self.line)(wording.text, owner),
            "l": primary,
            "f": key if key in _FONT_KEYS else primary if primary in _FONT_KEYS else "",
            "r": is_right_to_left(wording.text),
        }

    def words(self, words: Words, owner: str = "") -> list[dict[str, Any]]:
        """All wordings of ``words`` that say anything, each on one line."""
        return [cleaned for wording in words if (cleaned := self.wording(wording, owner))["t"]]

    def paragraphs(self, words: Words, owner: str = "") -> list[dict[str, Any]]:
        """All wordings of ``words`` that say anything, with their line breaks."""
        return [done for wording in words if (done := self.wording(wording, owner, clean=self.lines))["t"]]


def font_table() -> dict[str, list[str]]:
    """The families by the keys that :meth:`PrintText.wording` gives; ``""`` for all others."""
    return {key: fonts.family_order(key) for key in ("", *sorted(_FONT_KEYS))}
