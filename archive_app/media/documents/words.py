"""The words of a document, page by page, and how much of them is kept."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from archive_app.media.formats import charsets

#: Bytes of UTF-8 that are kept of one document: some 400 printed pages in any script, as a letter that takes more of
#: them says more.
MOST = 1_000_000
MOST_PAGES = 5_000
#: Seconds of the processor after which what was read so far is all that is read.
_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Words:
    """``pages`` are the texts of the pages, sheets, slides or chapters, one where there are none such; ``total`` how
    many pages there are, 0 where it has none; ``cut``: not all of it was read.
    """

    pages: tuple[str, ...] = ()
    total: int = 0
    cut: bool = False


@dataclass(slots=True)
class Gathering:
    """Words on their way, of which no more is taken than there is room or time for."""

    seconds: float = _SECONDS
    cut: bool = False
    _pages: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _left: int = MOST
    _until: float = 0.0

    def __post_init__(self) -> None:
        self._until = time.process_time() + self.seconds

    @property
    def full(self) -> bool:
        """Whether to stop: nothing more is taken. What stands behind is not kept."""
        if self._left <= 0 or len(self._pages) >= MOST_PAGES or time.process_time() > self._until:
            self.cut = True
        return self.cut

    def add(self, text: str) -> None:
        """Take in ``text`` behind what the page has."""
        size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
        if size > self._left:
            self.cut = True
            text = text.encode("utf-8", "ignore")[: self._left].decode("utf-8", "ignore")
        self._left -= min(size, self._left)
        self._parts.append(text)

    def turn(self) -> None:
        """End the page, which may be empty."""
        self._pages.append(tidy("".join(self._parts)))
        self._parts.clear()

    def words(self, *, paged: bool) -> Words:
        """All that was gathered; ``paged`` where the parts are what people call pages, sheets or slides."""
        if self._parts:
            self.turn()
        return Words(tuple(self._pages), len(self._pages) if paged else 0, self.cut)


def tidy(text: str) -> str:
    """``text`` without control characters, blanks at the ends of lines and more than one empty line in a row."""
    lines: list[str] = []
    for line in charsets.clean(text).split("\n"):
        bare = line.rstrip()
        if bare or (lines and lines[-1]):
            lines.append(bare)
    return "\n".join(lines).strip("\n")
