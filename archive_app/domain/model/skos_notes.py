"""Notes of SKOS that say what they are for: kept among a term's notes, each a paragraph that begins with its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive_app.domain.model.skos import Words
from archive_app.i18n import N_, translated

#: By the name that SKOS has for it.
NOTE_LABEL = {
    "editorialNote": N_("Editorial note"),
    "historyNote": N_("History note"),
    "changeNote": N_("Change note"),
    "example": N_("Example"),
}
_BETWEEN = "\n\n"


def paragraph(kind: str, text: str, lang: str) -> Words:
    """A note of this kind as it is kept: one paragraph, with its kind in Chinese or else English before it."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return Words(_head(kind, lang) + "\n".join(lines), lang)


def apart(notes: Iterable[Words]) -> Iterator[tuple[str, Words]]:
    """What kept notes are when they are written out: those of a kind, and what is left of each as a scope note."""
    for note in notes:
        plain = []
        for part in note.text.split(_BETWEEN):
            kind = next((each for each in NOTE_LABEL if part.startswith(_head(each, note.lang))), "")
            if kind:
                yield kind, Words(part.removeprefix(_head(kind, note.lang)), note.lang)
            else:
                plain.append(part)
        if any(map(str.strip, plain)):
            yield "scopeNote", Words(_BETWEEN.join(plain), note.lang)


def _head(kind: str, lang: str) -> str:
    chinese = lang.partition("-")[0] == "zh"
    return translated(NOTE_LABEL[kind], "zh" if chinese else "en") + ("：" if chinese else ": ")
