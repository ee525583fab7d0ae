"""What the services hand out: frozen values, safe to keep and to pass between threads.

Nothing here knows where it was stored. ``id`` is the local integer key, good only inside one open archive; ``uid``
(UUIDv7, as text) is for ever; ``ref`` is what people say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from archive_app.domain.dates.value import DateValue
from archive_app.domain.model.kinds import FileRole, Kind, NameKind, StageKind, Status, TextRole


@dataclass(frozen=True, slots=True)
class NameValue:
    """One name in one language. ``lang`` is BCP 47 (``und`` unknown), ``script`` ISO 15924 or empty."""

    id: int
    text: str
    lang: str
    script: str
    kind: NameKind
    is_original: bool


@dataclass(frozen=True, slots=True)
class TextValue:
    """One text in one language."""

    id: int
    role: TextRole
    text: str
    lang: str
    is_original: bool


@dataclass(frozen=True, slots=True)
class StageValue:
    """One stage of a partnership; ``date`` is ``None`` where no source says when."""

    id: int
    kind: StageKind
    date: DateValue | None
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class RecordRef:
    """As little of a record as it takes to name it and to go there."""

    id: int
    uid: str
    ref: str
    kind: Kind
    title: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """A record in the bin: when it was deleted (UTC, ISO 8601), by whom, and how many files it has. ``sha256`` is the
    file whose picture it showed, if it had one, and ``turn`` how that was turned.
    """

    record: RecordRef
    at: str
    by: str
    files: int
    sha256: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True)
class NamedStep:
    """What a step is called, and its stamp."""

    label: str
    at: str


@dataclass(frozen=True, slots=True)
class Purge:
    """What purging destroys: ``records``, and as many as were ``merged`` into them; ``files`` of ``size`` bytes in all,
    while those that are ``shared`` stay, since another record or the history needs them. ``links`` are those with
    records that are not purged, ``codes`` those that stand for nothing else, ``steps`` those that can't be taken back
    any more, the newest first.
    """

    records: tuple[RecordRef, ...]
    merged: int = 0
    files: int = 0
    size: int = 0
    shared: int = 0
    links: int = 0
    codes: int = 0
    steps: tuple[NamedStep, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkValue:
    """A link as seen from one record: ``forward`` when that record is the subject.

    ``label`` is the relation's label or its inverse, read from that record to ``other``, in the current language.
    """

    id: int
    relation: str
    label: str
    forward: bool
    other: RecordRef
    role: str
    date: DateValue | None
    certainty: str
    note: str


@dataclass(frozen=True, slots=True)
class IdentifierValue:
    """What a record is called in somebody else's register; ``scheme`` is a key of ``domain/model/identifiers.py``."""

    id: int
    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class LinkCount:
    """How many links of one relation a record has; ``label`` as it is read from there, ``forward`` as its subject."""

    relation: str
    label: str
    forward: bool
    count: int


@dataclass(frozen=True, slots=True)
class DetailValue:
    """One detail: ``type`` is the name of its declaration in ``domain/model/details.py``, ``values`` are by column."""

    id: int
    type: str
    values: dict[str, Any] = field(hash=False)


#: Of what there should be a picture.
_PICTURED = ("image/", "video/", "application/pdf")


@dataclass(frozen=True, slots=True)
class FileValue:
    """One original and what is known about it.

    ``path`` is absolute; ``picture`` is empty when thumbnail and preview can be made, else the reason why not.
    ``width`` and ``height`` are in pixels, upright (after orientation) and turned; ``duration`` in seconds. ``turn`` is
    how far the picture is turned by hand on top of its orientation, in degrees clockwise. ``chosen``: somebody chose it
    as the one that its item is shown and printed by. ``poster`` is the place of the picture that a video is shown by,
    in milliseconds, where somebody chose one. ``folder`` is where it lay, from the folder that was given on.
    """

    id: int
    sha256: str
    size: int
    mime: str
    original_name: str
    path: str
    role: FileRole
    position: int
    width: int | None
    height: int | None
    orientation: int
    duration: float | None
    captured: str
    latitude: float | None
    longitude: float | None
    camera: str
    picture: str
    metadata: dict[str, Any] = field(default_factory=dict, hash=False)
    turn: int = 0
    chosen: bool = False
    poster: int | None = None
    folder: str | None = None
    #: How many pages it has, as it was read; 0 where it has none or was not.
    pages: int = field(default=0, compare=False)

    @property
    def face(self) -> str:
        """What it is shown by (``services/ingest/posters.py``); empty where nothing can be."""
        return _face(self.sha256, self.poster) if not self.picture or self.mime.startswith("video/") else ""

    @property
    def lacking(self) -> str:
        """Why there is no picture of what should have one; sound, subtitles and texts lack none."""
        return self.picture if self.mime.startswith(_PICTURED) else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a result: what a grid cell, a table row or a list entry needs."""

    id: int
    uid: str
    ref: str
    kind: Kind
    status: Status
    title: str
    date: str
    rating: int
    sha256: str
    orientation: int
    picture: str
    files: int
    changed_at: str
    picked: bool = False
    turn: int = 0
    #: Seconds of its longest file; ``None`` of what does not last.
    duration: float | None = None
    #: Where the picture is that its video is shown by, in milliseconds, where somebody chose one.
    poster: int | None = None
    #: The day (year·10000 + month·100 + day) by which a gift asks for something; 0 for none.
    due: int = 0

    @property
    def face(self) -> str:
        """What it is shown by (``services/ingest/posters.py``); empty where nothing can be."""
        return _face(self.sha256, self.poster) if not self.picture or self.kind is Kind.VIDEO else ""

    @property
    def lacking(self) -> str:
        """Why there is no picture of what should have one; a sound lacks none, and of a video one is tried."""
        return "" if self.kind in (Kind.AUDIO, Kind.VIDEO) else self.picture


@dataclass(frozen=True, slots=True)
class Portrait:
    """How many items go with a record that is none itself, and the file and turn of the picture it is shown by."""

    items: int
    sha256: str
    turn: int


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search with a name; ``order`` is what its result is sorted by."""

    id: int
    name: str
    query: str
    order: str


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of a membership path: the link ``relation`` (label, already translated) leads to ``record``."""

    label: str
    record: RecordRef


@dataclass(frozen=True, slots=True)
class Membership:
    """Why a record belongs to a partnership. ``steps`` lead from the record to the partnership."""

    rule: str
    partnership: RecordRef
    start: RecordRef
    steps: tuple[PathStep, ...]

    @property
    def direct(self) -> bool:
        return self.rule == "direct"

    @property
    def path(self) -> list[str]:
        """Titles and labels in turn: record, label, record, label, partnership."""
        words = [self.start.title]
        for step in self.steps:
            words += [step.label, step.record.title]
        return words

    @property
    def text(self) -> str:
        """The path in words: ``photo → documents → signing → held under → Hangzhou–Niš``."""
        return " → ".join(self.path)


@dataclass(frozen=True, slots=True)
class Record:
    """One record whole. ``fields`` holds the kind's own fields as text, numbers or None, by field name. ``links`` may
    be the first of very many: ``link_counts`` says how many there are.
    """

    id: int
    uid: str
    ref: str
    kind: Kind
    status: Status
    title: str
    names: tuple[NameValue, ...]
    texts: tuple[TextValue, ...]
    fields: dict[str, Any] = field(hash=False)
    date: DateValue | None
    latitude: float | None
    longitude: float | None
    stages: tuple[StageValue, ...]
    links: tuple[LinkValue, ...]
    files: tuple[FileValue, ...]
    memberships: tuple[Membership, ...]
    created_at: str
    created_by: str
    changed_at: str
    changed_by: str
    identifiers: tuple[IdentifierValue, ...] = ()
    link_counts: tuple[LinkCount, ...] = ()
    details: tuple[DetailValue, ...] = ()

    @property
    def shown(self) -> FileValue | None:
        """The file that it is shown and printed by: the chosen one, else the first one with a picture, else the first
        one. ``store/reading/views.py`` says the same to the database.
        """
        return min(self.files, key=lambda file: (not file.chosen, bool(file.picture), file.position), default=None)

    @property
    def links_total(self) -> int:
        """How many links there are in all."""
        return sum(count.count for count in self.link_counts)

    def details_of(self, type_: str) -> tuple[DetailValue, ...]:
        """Its details of one sort, in their order."""
        return tuple(detail for detail in self.details if detail.type == type_)


@dataclass(frozen=True, slots=True)
class OperationValue:
    """One change of one field, name, text, file or link.

    ``old`` and ``new`` are what is stored; ``label``, ``before`` and ``after`` say the same in words, in the current
    language. ``about`` is the record that was changed, ``None`` where the change was of the archive itself.
    """

    id: int
    entity: str
    record: str
    field: str
    old: Any
    new: Any
    about: RecordRef | None = None
    label: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class StepValue:
    """One labelled step of the history. ``undone`` when a later undo took it back; ``kind`` is ``do``, ``undo``,
    ``redo`` or ``purge``, and ``final`` where something of it was purged since. ``operation_count`` may be more than
    the operations that are here. ``about`` is the title of the one record that it is about, empty where there are
    several or its label says it. ``passed`` are the steps that undo went past to come to it, as they stay.
    """

    id: int
    label: str
    at: str
    by: str
    device: str
    undone: bool
    operations: tuple[OperationValue, ...]
    operation_count: int
    kind: str = "do"
    about: str = ""
    passed: tuple[NamedStep, ...] = ()

    @property
    def named(self) -> str:
        """Its label and what it is about."""
        return f"{self.label} · {self.about}" if self.about else self.label

    @property
    def undoable(self) -> bool:
        """Whether it may be taken back as a whole."""
        return self.kind == "do" and not self.undone

    @property
    def undoable_in_part(self) -> bool:
        """Whether some of it may be taken back, though something of it may be gone for good."""
        return self.kind in ("do", "final") and not self.undone

    @property
    def purged(self) -> bool:
        """Whether it purged something, or something of it was purged."""
        return self.kind in ("purge", "final")


def _face(sha256: str, poster: int | None) -> str:
    return sha256 if poster is None else f"{sha256}@{poster}"
