"""“Did you mean”: words of the archive that look like a word that nothing holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA
from sqlalchemy import Connection

from archive_app.domain.query import And, Node, Or, Query, Word, parse
from archive_app.domain.text.folding import fold, match_terms
from archive_app.domain.text.parts import Fit, part_query
from archive_app.domain.text.umlauts import in_one_letter
from archive_app.errors import QueryError
from archive_app.store.search import plan, search

_MOST = 3
_NEAR = 70
_LEAST = 3
_READ = 100_000
_HEARD = 12
#: A slip (a letter more, less or another, two that changed places) for so many letters.
_PER_SLIP = 3
_VOWELS = frozenset("aeiouy")
_VOCABULARY = "temp.search_words"


def suggest(connection: Connection, query: Query, today: date) -> tuple[str, ...]:
    """Queries like ``query`` in which words that nothing holds give way to words that look like them; only such as
    find something, best first.
    """
    missing = [word for word in _words(query.root) if not _held(connection, word)] if query.root else []
    texts = [query.text]
    for word in reversed(missing):
        near = _near(connection, fold(word.text))
        if not near:
            return ()
        texts = [text[: word.start] + each + text[word.end :] for each in near for text in texts][: _MOST * 2]
    found = [text for text in dict.fromkeys(texts) if missing and _finds(connection, text, today)]
    # The index holds Göbekli as “gobekli” and as “goebekli”: one offer for both, the better one.
    apart = {in_one_letter(fold(text)): text for text in reversed(found)}
    return tuple([text for text in found if text in apart.values()][:_MOST])


def _words(node: Node) -> Iterator[Word]:
    match node:
        case Word():
            yield node
        case And(children=children) | Or(children=children):
            for child in children:
                yield from _words(child)
        case _:
            return


def _held(connection: Connection, word: Word) -> bool:
    expression = part_query(match_terms(word.text), Fit.ANYWHERE)
    if expression is None:
        return True
    statement = "SELECT 1 FROM parts WHERE parts MATCH ? LIMIT 1"
    return connection.exec_driver_sql(statement, (expression,)).first() is not None


def _finds(connection: Connection, text: str, today: date) -> bool:
    try:
        compiled = search.compile_query(connection, parse(text), today)
    except QueryError:
        return False
    return bool(plan.ids(connection, compiled, order="added", limit=1))


def _near(connection: Connection, word: str) -> list[str]:
    """Words of the archive that look like ``word``: of nearly its length, beginning like it but for one slip, and
    with no more slips than words of that length have. First letters of syllables, by which Chinese is found, are no
    word that anybody meant.
    """
    if len(word) < _LEAST or any(character.isdigit() for character in word):
        return []
    known = _vocabulary(connection, sorted({word[0], word[1]}), len(word))
    sayable = [each for each, written in known.items() if written or not _VOWELS.isdisjoint(each)]
    slips = len(word) // _PER_SLIP
    scored = [
        found
        for found in process.extract(word, sayable, scorer=fuzz.ratio, limit=_MOST * 8, score_cutoff=_NEAR)
        if OSA.distance(word, found[0]) <= slips
    ]
    # Of equally near words the commoner one, and what is written before what is only heard.
    scored.sort(
        key=lambda found: (-round((found[1] - (0 if known[found[0]] else _HEARD)) / 4), -known[found[0]], found[0])
    )
    return [found[0] for found in scored if found[0] != word][:_MOST]


def _vocabulary(connection: Connection, initials: list[str], length: int) -> dict[str, int]:
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {_VOCABULARY} USING fts5vocab('main', 'search', 'col')"
    )
    known: dict[str, int] = {}
    for initial in initials:
        rows = connection.exec_driver_sql(
            f"SELECT term, col, doc FROM {_VOCABULARY} WHERE term >= ? AND term < ?"
            " AND length(term) BETWEEN ? AND ? AND term NOT GLOB '*[0-9]*' LIMIT ?",
            (initial, initial + "\U0010ffff", length - 2, length + 2, _READ),
        )
        for term, column, count in rows:
            known[term] = known.get(term, 0) + (count if column != "sounds" else 0)
    return known
