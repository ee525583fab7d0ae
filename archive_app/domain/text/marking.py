"""Where the words of a search stand in a text: as they were typed, or as the text sounds."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive_app.domain.text.folding import ANYWHERE, Term, match_spans

_FOREIGN = re.compile(r"[^\W\d_a-zA-Z]+")
_LATIN = re.compile("[A-Za-z]*[\u00c0-\u024f\u0300-\u036f][A-Za-z\u00c0-\u024f\u0300-\u036f]*")


def mark(text: str, terms: Iterable[Term]) -> tuple[tuple[int, int], ...]:
    """The places of all ``terms`` in ``text``: (start, end) in characters, in order.

    A word that was typed in Latin letters and stands there in another script marks the stretch that sounds like it.
    """
    found: set[tuple[int, int]] = set()
    for term in terms:
        found.update(match_spans(text, term) or _heard(text, term))
    return tuple(sorted(found))


def mark_written(text: str, terms: Iterable[Term]) -> tuple[tuple[int, int], ...]:
    """The same of a long text, of which nobody asks how it sounds."""
    return tuple(sorted({span for term in terms for span in match_spans(text, term)}))


def _heard(text: str, term: Term) -> list[tuple[int, int]]:
    if text.isascii() or not term.text.isascii() or not term.prefix:
        return []
    # With its tables it is large, and seldom asked.
    from archive_app.domain.text.sounds import sounds

    wanted = term.text
    return [
        match.span()
        for pattern in (_FOREIGN, _LATIN)
        for match in pattern.finditer(text)
        if any(
            word.startswith(wanted) or (len(wanted) >= ANYWHERE and wanted in word) for word in sounds(match[0]).split()
        )
    ]
