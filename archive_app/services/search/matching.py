"""Where words stand in the records of a list: one text each, enough to say why it is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive_app.domain.text.folding import Term
from archive_app.domain.text.marking import mark
from archive_app.services.archive import Archive
from archive_app.services.results import Match


def first_matches(archive: Archive, wanted: Mapping[int, Sequence[Term]]) -> dict[int, Match]:
    """For each record the first of its names and texts in which one of its terms stands; left out where none does."""
    if not wanted:
        return {}
    with archive.store.read() as reader:
        texts = reader.index.matches(wanted.keys())
    found: dict[int, Match] = {}
    for record_id, terms in wanted.items():
        for stored in texts.get(record_id, ()):
            spans = mark(stored.text, terms)
            if spans:
                found[record_id] = Match(stored.field, stored.lang, stored.text, spans)
                break
    return found
