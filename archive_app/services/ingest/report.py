"""What became of files that were given: each in one list, by name, with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive_app.domain.model.views import is_subtitles
from archive_app.media.objects.objects import visible


@dataclass(frozen=True, slots=True)
class IngestEntry:
    """One given file: its path, the ref of its item (empty where refused), and the reason for all but the plain.

    ``path`` is the real one, in which bytes that are no text stand as lone surrogates; ``shown`` is fit for people.
    """

    path: str
    ref: str
    reason: str
    #: The item that has the file, where it was to be given to another one.
    holder: int = 0

    @property
    def shown(self) -> str:
        """The path with nothing hidden in it."""
        return visible(self.path)


@dataclass(slots=True)
class IngestReport:
    """Every file in exactly one list. ``step`` is the step of the history, 0 where nothing was written; ``halted``: why
    the archive's own disk ended it.
    """

    added: list[IngestEntry] = field(default_factory=list)
    known: list[IngestEntry] = field(default_factory=list)
    #: Known ones whose originals were damaged or missing, and are whole again.
    repaired: list[IngestEntry] = field(default_factory=list)
    without_preview: list[IngestEntry] = field(default_factory=list)
    refused: list[IngestEntry] = field(default_factory=list)
    #: What nobody misses: the clutter of systems, hidden files, empty folders.
    passed_over: list[IngestEntry] = field(default_factory=list)
    cancelled: list[IngestEntry] = field(default_factory=list)
    step: int = 0
    halted: str = ""
    #: The title of the item that the files were given to; empty where they became items of their own.
    given: str = ""

    @property
    def failed(self) -> bool:
        """Whether what was asked for was not carried out: nothing could be taken in, or the disk ended it."""
        return bool(self.halted) or (bool(self.refused) and not self.taken)

    @property
    def as_subtitles(self) -> bool:
        """Whether what was added are subtitles alone."""
        return bool(self.added) and all(is_subtitles(entry.path) for entry in self.added)

    @property
    def taken(self) -> list[IngestEntry]:
        """All that is in the archive now, whether it was before or not."""
        return [*self.added, *self.known, *self.repaired, *self.without_preview]

    @property
    def total(self) -> int:
        return sum(map(len, (self.taken, self.refused, self.passed_over, self.cancelled)))
