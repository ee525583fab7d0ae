"""Which of a record's names stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive_app.domain.model.kinds import NameKind

_RANK: dict[str, int] = {
    NameKind.OFFICIAL: 0,
    NameKind.EXONYM: 1,
    NameKind.ALIAS: 2,
    NameKind.FORMER: 3,
    NameKind.PINYIN: 4,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name as far as choosing needs it."""

    text: str
    lang: str
    kind: str
    is_original: bool


def choose(names: Sequence[Candidate], language: str) -> str:
    """The name to show in ``language`` (BCP 47): one in that language, else the original, else the first; or ``""``."""
    if not names:
        return ""
    base = language.split("-")[0]

    def rank(name: Candidate) -> tuple[int, int, bool]:
        if name.lang == language:
            distance = 0
        elif name.lang.split("-")[0] == base:
            distance = 1
        elif name.is_original:
            distance = 2
        else:
            distance = 3 if name.lang in ("en", "und", "mul") else 4
        return distance, _RANK.get(name.kind, 2), not name.is_original

    return min(names, key=rank).text


def shorten(text: str, length: int = 80) -> str:
    """The first line of ``text``, cut at a word where it is longer than ``length`` characters."""
    line = text.strip().split("\n", 1)[0]
    if len(line) <= length:
        return line
    cut = line[:length].rsplit(" ", 1)[0]
    return (cut if len(cut) > length // 2 else line[:length]).rstrip(" ,;:.，。；") + "…"


def title(parties: Sequence[str], captions: Sequence[Candidate], file: str, ref: str, language: str) -> str:
    """What a record without a name is called: its parties, its caption, its file or its ref."""
    return "–".join(parties) or shorten(choose(captions, language)) or file or ref
