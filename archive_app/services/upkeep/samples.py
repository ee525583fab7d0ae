"""A hundred searches of an archive, and what they find: by that one copy is known to answer like another."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date

from archive_app.domain.model.kinds import Kind
from archive_app.errors import QueryError
from archive_app.services.archive import Archive
from archive_app.services.search import searching

COUNT = 100
#: Of the records that a search finds, so many are compared, in their order.
_COMPARED = 500
_WORD = re.compile(r"\w{2,}")

Answer = tuple[str, int, str]


def asked(archive: Archive) -> list[Answer]:
    """A hundred questions made of what the archive holds, each with what it found."""
    return [answer(archive, query) for query in dict.fromkeys(_queries(archive))][:COUNT]


def differing(archive: Archive, answers: tuple[Answer, ...] | list[Answer]) -> list[str]:
    """The questions to which this archive has another answer."""
    return [each[0] for each in answers if answer(archive, each[0]) != tuple(each)]


def answer(archive: Archive, query: str) -> Answer:
    """How many records ``query`` finds, and which, as a digest of their numbers in order; −1 where it can't be read."""
    try:
        result = searching.search(archive, query, limit=0, today=date(2000, 1, 1))
        ids = searching.search_ids(archive, query, limit=_COMPARED, today=date(2000, 1, 1))
    except QueryError:
        return query, -1, ""
    return query, result.count, hashlib.sha256(repr(list(ids)).encode()).hexdigest()[:16]


def _queries(archive: Archive) -> Iterator[str]:
    """Words of titles from all of the archive, alone and with a kind, and the kinds themselves."""
    yield from (f"kind:{kind}" for kind in Kind)
    ids = searching.search_ids(archive, "", order="ref")
    chosen = ids[:: max(1, len(ids) // COUNT)] if ids else ids
    with archive.store.read() as reader:
        titles = reader.records.titles(list(chosen))
        kinds = {record: ref.kind for record, ref in reader.records.refs(list(chosen)).items()}
    for number, record in enumerate(chosen):
        words = _WORD.findall(titles.get(record, ""))
        if words:
            yield (
                words[0][:8]
                if number % 3 == 0
                else " ".join(words[:2])
                if number % 3 == 1
                else (f"kind:{kinds[record]} {words[-1]}")
            )
