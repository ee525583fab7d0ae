"""What ``region:`` asks for, in SQL about ``record r``: a region by its sort, its words, or whom or what it is of."""

from __future__ import annotations

from sqlalchemy import Connection

from archive_app.domain.model.kinds import ITEM_KINDS
from archive_app.domain.model.region_sorts import SORTS
from archive_app.domain.query.fields import choice_called
from archive_app.domain.text.folding import fold
from archive_app.store.search.values import ANY, NONE, SAYS, of_kinds, prepare

_THERE = "r.id IN (SELECT x.record_id FROM region x"
_NAMED = (
    "x.subject IN (SELECT n.record_id FROM name n JOIN record o ON o.id = n.record_id AND o.deleted_at IS NULL"
    f" WHERE {SAYS}(n.text, ?))"
)


def asked(connection: Connection, value: str) -> tuple[str, tuple[object, ...], bool]:
    """The condition that ``value`` means, its parameters, and whether it is asked by ``r.id``."""
    word = fold(value).strip()
    if word in ANY:
        return f"{_THERE})", (), True
    if word in NONE:
        return f"{of_kinds(ITEM_KINDS)} AND NOT {_THERE})", (), False
    prepare(connection)
    sort = choice_called(word, SORTS)
    return f"{_THERE} WHERE x.sort = ? OR {SAYS}(x.text, ?) OR {_NAMED})", (sort, value, value), True
