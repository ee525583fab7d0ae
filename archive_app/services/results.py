"""What the reading and searching services hand out, beside the records of ``domain/model/records.py``."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive_app.domain.model.anniversaries import Anniversary
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import Membership, Record, RecordRef, Row, StageValue


@dataclass(frozen=True, slots=True)
class Completion:
    """A record that fits what is being typed: the name that matched, how many records go with it, and what tells it
    from others of its name (empty where there is none).
    """

    record: RecordRef
    matched: str
    uses: int
    apart: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is: records by kind, items in all, and items without any link."""

    by_kind: dict[Kind, int] = field(hash=False)
    items: int
    untagged: int


@dataclass(frozen=True, slots=True)
class Match:
    """Where a searched word stands: ``field`` is ``name``, a text role, a field of the record, ``ref``, ``file``,
    ``camera`` or ``contents``; ``spans`` are (start, end) in ``text``. The latter is a page of the file ``sha256``,
    counted from 1, or 0 where it has none that could be turned.
    """

    field: str
    lang: str
    text: str
    spans: tuple[tuple[int, int], ...]
    page: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One found record, why it belongs to the partnership asked for, and where the words were found."""

    row: Row
    why: tuple[Membership, ...] = ()
    matched: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """``count`` is of all that was found; ``hits`` the first of them in order."""

    count: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The first hits in order; ``more`` when there are others."""

    hits: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class QueryCompletion:
    """A way to go on with a query: replace the characters from ``start`` to ``end`` by ``insert``."""

    start: int
    end: int
    insert: str
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class PartnershipSummary:
    """A partnership in a list. ``stage`` is the latest stage's kind, ``since`` its EDTF date; both may be empty."""

    record: RecordRef
    partner: str
    continent: str
    stage: str
    since: str
    items: int
    next_anniversary: Anniversary | None


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """One partnership with the first records of each sort.

    ``totals`` tells how many there are of each sort in all, by the name of the field; ``counts`` how many records
    belong by each rule.
    """

    record: Record
    parties: tuple[RecordRef, ...]
    stages: tuple[StageValue, ...]
    next_anniversary: Anniversary | None
    people: tuple[Hit, ...]
    events: tuple[Hit, ...]
    gifts: tuple[Hit, ...]
    items: tuple[Hit, ...]
    others: tuple[Hit, ...]
    totals: dict[str, int] = field(hash=False)
    counts: dict[str, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class RelationChoice:
    """A relation that may join two records, read from the first: ``forward`` when that one is the subject."""

    key: str
    label: str
    inverse: str
    forward: bool
