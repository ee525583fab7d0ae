"""How a typed text stands in another, piece by piece: what the oracle of the search goes by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from archive_app.domain.text.folding import fold

_UNSPACED = re.compile("[\u0e00-\u0eff\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_TWO = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}


@dataclass(frozen=True)
class Piece:
    """Letters of one way of writing that stand together."""

    text: str
    unspaced: bool


def pieces(text: str) -> list[Piece]:
    """The letters and digits of a text, folded, cut where the way of writing changes."""
    found: list[Piece] = []
    open_ = False
    for character in fold(text):
        if not (character.isalnum() or unicodedata.category(character).startswith("M")):
            open_ = False
            continue
        unspaced = bool(_UNSPACED.match(character))
        if open_ and found[-1].unspaced == unspaced:
            found[-1] = Piece(found[-1].text + character, unspaced)
        else:
            found.append(Piece(character, unspaced))
        open_ = True
    return found


def _stands(wanted: list[Piece], text: list[Piece], *, exact: bool) -> bool:
    """Whether the pieces stand one after the other in the text; the last may be a beginning where not ``exact``."""
    if len(wanted) == 1:
        return any(_alone(wanted[0], piece, exact=exact) for piece in text)
    return any(
        all(
            _beside(want, piece, first=place == 0, last=place == len(wanted) - 1, exact=exact)
            for place, (want, piece) in enumerate(zip(wanted, text[start:], strict=False))
        )
        for start in range(len(text) - len(wanted) + 1)
    )


def _alone(want: Piece, piece: Piece, *, exact: bool) -> bool:
    if want.unspaced != piece.unspaced:
        return False
    if want.unspaced or (not exact and len(want.text) > 2):
        return want.text in piece.text
    return piece.text == want.text if exact else piece.text.startswith(want.text)


def _beside(want: Piece, piece: Piece, *, first: bool, last: bool, exact: bool) -> bool:
    if want.unspaced != piece.unspaced:
        return False
    if first and want.unspaced:
        return piece.text.endswith(want.text)
    if last and (want.unspaced or not exact):
        return piece.text.startswith(want.text)
    return piece.text == want.text


def _joined(text: str) -> list[str]:
    """Words without the apostrophes that are in them."""
    return [
        word.replace("'", "")
        for word in re.findall(r"[^\W_]+(?:'[^\W_]+)+", fold(text))
    ]  # fmt: skip


def read(text: str) -> list[list[Piece]]:
    """A text, and beside it each word that has an apostrophe, without that."""
    return [pieces(text), *(pieces(word) for word in _joined(text))]


def found(typed: str, texts: list[list[Piece]], *, exact: bool) -> bool:
    ways = [pieces(typed)]
    if not exact and fold(typed) == re.sub(r"[^\w']", "", fold(typed)):
        ways += [pieces(word) for word in _joined(typed)]
        # Whoever types an umlaut also means its two letters.
        ways.append(pieces(re.sub("[äöüåø]", lambda at: _TWO[at[0]], unicodedata.normalize("NFC", typed.casefold()))))
    return any(_stands(way, text, exact=exact) for way in ways for text in texts)
