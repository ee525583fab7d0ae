"""Searching: one box, every script, and the reason why each hit belongs."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any

from archive_app.domain.folding import Term, match_spans
from archive_app.domain.query import Query, parse
from archive_app.domain.records import Membership
from archive_app.services.archive import Archive
from archive_app.services.completing import complete_query as complete_query
from archive_app.services.results import Hit, Match, SearchResult
from archive_app.store import facets as counting
from archive_app.store import matches, reading
from archive_app.store import search as running
from archive_app.store import why as reasons

_SHOWN_MATCHES = 3


def search(
    archive: Archive, query: str, *, limit: int = 50, order: str = "relevance", today: date | None = None
) -> SearchResult:
    """The first ``limit`` hits in order and how many there are in all. QueryError where the text can't be read.

    With ``partnership:`` in the query every hit says why it belongs, direct links first.
    """
    parsed = parse(query)
    with archive.store.read() as connection:
        compiled = running.compile_query(connection, parsed, today or date.today())
        found = running.count(connection, compiled)
        ids = running.ids(connection, compiled, order=order, limit=limit, found=found) if limit else array("q")
        rows = reading.rows(connection, ids)
        why = reasons.memberships(connection, ids, partnerships=compiled.partnerships) if compiled.partnerships else {}
        texts = matches.texts(connection, ids) if compiled.terms else {}
    hits = tuple(Hit(row, why.get(row.id, ()), _matched(texts.get(row.id, ()), compiled.terms)) for row in rows)
    return SearchResult(found, hits)


def search_ids(archive: Archive, query: str, *, order: str = "relevance", today: date | None = None) -> array[int]:
    """The ids of everything found, in order. ``order``: relevance, date, title, ref, added, changed, kind or rating,
    with ``-`` before it for the other way round."""
    parsed = parse(query)
    with archive.store.read() as connection:
        compiled = running.compile_query(connection, parsed, today or date.today())
        return running.ids(connection, compiled, order=order)


def why(archive: Archive, ids: Sequence[int], query: str) -> dict[int, tuple[Membership, ...]]:
    """Why each record belongs to the partnerships that ``query`` names, or to any where it names none."""
    with archive.store.read() as connection:
        compiled = running.compile_query(connection, parse(query), date.today())
        return reasons.memberships(connection, ids, partnerships=compiled.partnerships or None)


def facets(archive: Archive, query: str) -> dict[str, list[dict[str, Any]]]:
    """How the whole result is spread over kinds, partnerships, years and so on: value, label and count."""
    parsed = parse(query)
    with archive.store.read() as connection:
        compiled = running.compile_query(connection, parsed, date.today())
        return counting.facets(connection, compiled)


def check(query: str) -> Query:
    """The query as a tree; QueryError where it can't be read."""
    return parse(query)


def _matched(texts: Sequence[matches.Stored], terms: Sequence[Term]) -> tuple[Match, ...]:
    """The names and texts in which the words stand, with the places to mark."""
    found = []
    for stored in texts:
        spans = sorted({span for term in terms for span in match_spans(stored.text, term)})
        if spans:
            found.append(Match(stored.field, stored.lang, stored.text, tuple(spans)))
        if len(found) == _SHOWN_MATCHES:
            break
    return tuple(found)
