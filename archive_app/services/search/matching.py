"""Where words stand in records: in names and texts, else on the pages of documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from archive_app.domain.text.folding import Term
from archive_app.domain.text.marking import mark, mark_written
from archive_app.services.archive import Archive
from archive_app.services.results import Match
from archive_app.store.face.reader import Reader

if TYPE_CHECKING:
    from archive_app.store.face.values import Stored

#: Letters of one record's documents that are looked through for a list, and to open one at its place.
_GLANCED, _LOOKED_THROUGH = 60_000, 20_000_000


def first_matches(archive: Archive, wanted: Mapping[int, Sequence[Term]]) -> dict[int, Match]:
    """For each record the first of its names, texts and pages in which one of its terms stands; left out where none
    does.
    """
    if not wanted:
        return {}
    found: dict[int, Match] = {}
    with archive.store.read() as reader:
        texts = reader.index.matches(wanted.keys())
        for record, terms in wanted.items():
            match = next(matches(reader, record, texts.get(record, ()), terms), None)
            if match is not None:
                found[record] = match
    return found


def matches(reader: Reader, record: int, texts: Iterable[Stored], terms: Sequence[Term]) -> Iterator[Match]:
    """The names, texts and pages of a record in which words stand, with the places to mark."""
    return _marked(chain(texts, reader.index.page_matches(record, _GLANCED)), terms)


def page_of(reader: Reader, record: int, terms: Sequence[Term]) -> Match | None:
    """The page of its documents on which most of the words stand, the first of several; None where there is none."""
    pages = islice(_marked(reader.index.page_matches(record, _LOOKED_THROUGH), terms), 1_000)
    return max(pages, key=lambda match: _said(match, terms), default=None)


def _said(match: Match, terms: Sequence[Term]) -> int:
    return sum(bool(mark_written(match.text, [term])) for term in terms)


def _marked(texts: Iterable[Stored], terms: Sequence[Term]) -> Iterator[Match]:
    for stored in texts:
        spans = (mark_written if stored.field == "contents" else mark)(stored.text, terms)
        if spans:
            yield Match(stored.field, stored.lang, stored.text, spans, stored.page, stored.sha256)
