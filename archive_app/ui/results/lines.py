"""What a result shows of its records: their rows, why they were found, and what of their words was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from archive_app.domain.model.kinds import ITEM_KINDS
from archive_app.domain.query.narrowing import asks_membership
from archive_app.domain.text.marking import mark
from archive_app.services.archive import Archive
from archive_app.services.records import reading
from archive_app.services.search import matching, searching
from archive_app.ui.results.marks import searched_terms
from archive_app.ui.results.model import Line


def lines(archive: Archive, ids: Sequence[int], query: str) -> list[Line]:
    """Read what is shown of ``ids``, which ``query`` found."""
    rows = reading.rows(archive, ids)
    terms = searched_terms(query)
    why = searching.why(archive, [row.id for row in rows], query) if asks_membership(query) else {}
    missing = {row.id: [term for term in terms if not mark(row.title, [term])] for row in rows}
    found = matching.first_matches(archive, {record: words for record, words in missing.items() if words})
    portraits = reading.portraits(archive, [row.id for row in rows if row.kind not in ITEM_KINDS])
    return [
        Line(row, why.get(row.id, ()), mark(row.title, terms), found.get(row.id), portraits.get(row.id)) for row in rows
    ]
