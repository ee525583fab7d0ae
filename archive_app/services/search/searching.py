"""Searching: one box, every script, and the reason why each hit belongs."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import Any

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.records import Membership
from archive_app.domain.query import Query, field_named, parse
from archive_app.domain.query.ast import value_text
from archive_app.domain.query.language import named
from archive_app.domain.text.folding import Term
from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.results import Hit, Match, Page, SearchResult
from archive_app.services.search import matching
from archive_app.services.search.completing import complete_query as complete_query
from archive_app.store.face.index import Search
from archive_app.store.face.reader import Reader
from archive_app.store.face.values import Cancellation as Cancellation

_SHOWN_MATCHES, _MOST_MATCHES = 3, 200


def search(
    archive: Archive, query: str, *, limit: int = 50, order: str = "relevance", today: date | None = None
) -> SearchResult:
    """The first ``limit`` hits in order and how many there are in all. QueryError where the text can't be read.

    With ``partnership:`` in the query every hit says why it belongs, direct links first. Counting takes its time where
    a million records are found; :func:`first_page` does without.
    """
    parsed = parse(query)
    with archive.store.read() as reader:
        asked = reader.index.search(parsed, today or date.today())
        found = asked.count()
        ids = asked.ids(order=order, limit=limit) if limit else array("q")
        return SearchResult(found, _hits(reader, ids, asked))


def first_page(
    archive: Archive,
    query: str,
    *,
    limit: int = 50,
    order: str = "relevance",
    today: date | None = None,
    cancellation: Cancellation | None = None,
) -> Page:
    """The first ``limit`` hits in order, without counting the others: as fast for a million hits as for fifty."""
    parsed = parse(query)
    with archive.store.read(cancellation) as reader:
        asked = reader.index.search(parsed, today or date.today())
        ids = asked.ids(order=order, limit=limit + 1)
        return Page(_hits(reader, ids[:limit], asked), len(ids) > limit)


def search_ids(
    archive: Archive,
    query: str,
    *,
    order: str = "relevance",
    limit: int | None = None,
    today: date | None = None,
    cancellation: Cancellation | None = None,
) -> array[int]:
    """The ids of everything found (or of the first ``limit``), in order.

    ``order`` is one of ``saved.ORDERS``, with ``-`` before it for the other way round. Cancelled where
    ``cancellation`` was.
    """
    parsed = parse(query)
    with archive.store.read(cancellation) as reader:
        asked = reader.index.search(parsed, today or date.today())
        return asked.ids(order=order, limit=limit)


def why(archive: Archive, ids: Sequence[int], query: str) -> dict[int, tuple[Membership, ...]]:
    """Why each record belongs to the partnerships that ``query`` names, or to any where it names none."""
    with archive.store.read() as reader:
        asked = reader.index.search(parse(query), date.today())
        return reader.index.memberships(ids, partnerships=asked.partnerships or None)


def matched(archive: Archive, record_id: int, query: str) -> tuple[Match, ...]:
    """Every name and text of a record in which a word of ``query`` stands, with the places to mark."""
    with archive.store.read() as reader:
        asked = reader.index.search(parse(query), date.today())
        if not asked.terms:
            return ()
        texts = reader.index.matches([record_id]).get(record_id, ())
        return tuple(islice(matching.matches(reader, record_id, texts, asked.terms), _MOST_MATCHES))


def page_found(archive: Archive, record_id: int, query: str) -> tuple[Match, Sequence[Term]] | None:
    """The page of a record's documents on which words of ``query`` stand, and these; None where they stand on none."""
    with archive.store.read() as reader:
        asked = reader.index.search(parse(query), date.today())
        found = matching.page_of(reader, record_id, asked.terms) if asked.terms else None
        return (found, asked.terms) if found is not None else None


def facets(
    archive: Archive, query: str, *, ids: array[int] | None = None, cancellation: Cancellation | None = None
) -> dict[str, list[dict[str, Any]]]:
    """How the whole result is spread over kinds, partnerships, years and so on: value, label and count.

    ``ids`` is the whole result where the caller has it already. A count is what one finds after adding
    ``field:value`` to the query.
    """
    with archive.store.read(cancellation) as reader:
        if ids is None:
            asked = reader.index.search(parse(query), date.today())
            ids = asked.ids(order="added")
        return reader.index.facets(ids)


def suggest(archive: Archive, query: str) -> tuple[str, ...]:
    """What may have been meant where ``query`` finds nothing: whole queries, best first, each of which finds
    something. Nothing is ever searched for in place of what was typed.
    """
    dated = _as_date(query)
    with archive.store.read() as reader:
        meant = reader.index.suggest(parse(query), date.today())
    return (dated, *meant) if dated and len(search_ids(archive, dated, limit=1)) else meant


def _as_date(typed: str) -> str:
    """The search for a date, where that is what was typed: “before 1950”, “ca. 1920”; empty where it is none."""
    words = " ".join(typed.split())
    if '"' in words or not any(letter.isdigit() for letter in words):
        return ""
    field = field_named("date")
    assert field is not None
    meant = named(field) + value_text(words)
    try:
        parse_date(words)
        parse(meant)
    except InvalidInput:
        return ""
    return meant


def check(query: str) -> Query:
    """The query as a tree; QueryError where it can't be read."""
    return parse(query)


def _hits(reader: Reader, ids: Sequence[int], asked: Search) -> tuple[Hit, ...]:
    rows = reader.records.rows(ids)
    why = reader.index.memberships(ids, partnerships=asked.partnerships) if asked.partnerships else {}
    texts = reader.index.matches(ids) if asked.terms else {}

    def found(record: int) -> tuple[Match, ...]:
        if not asked.terms:
            return ()
        return tuple(islice(matching.matches(reader, record, texts.get(record, ()), asked.terms), _SHOWN_MATCHES))

    return tuple(Hit(row, why.get(row.id, ()), found(row.id)) for row in rows)
