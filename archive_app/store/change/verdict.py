"""What is amiss in schema, log and rows, in sentences that name record and field."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import islice
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from archive_app.domain.model.flaws import Flaw
from archive_app.domain.text.showing import shown
from archive_app.errors import Cancelled
from archive_app.i18n import N_, _
from archive_app.store.change import accord, proof
from archive_app.store.change.accord import Difference
from archive_app.store.database import engine, migrations, shape, statements
from archive_app.store.database.batches import batched, marks
from archive_app.store.index import checks, next_numbers

#: So many of each are told; who has more needs a backup.
_SHOWN = 200
_WIDTH = 40
_SAID = {
    accord.DIFFERS: N_("“{stored}” stands there, but the history says “{said}”."),
    accord.MISSING: N_("The history says that it is there, but it is gone."),
    accord.EXTRA: N_("It is there, but the history knows nothing of it."),
    accord.UNREADABLE: N_("Change {number} of the history cannot be read."),
    accord.NUMBERS: N_("Change {number} of the history stands with another record than it says."),
    accord.REPLACES: N_("Which earlier changes change {number} of the history replaces is not what follows from them."),
}
_OF_HISTORY = (accord.UNREADABLE, accord.NUMBERS, accord.REPLACES)


#: Told how much of how much was looked at; may raise.
Tell = Callable[[int, int], None]
_Check = Callable[[Connection, statements.Tell], Sequence[Flaw]]
#: A record's words are made again, and what it is counted under: so many times as long as to read an operation.
_WORDS, _COUNTS = 20, 4
_WAITED = 0.1


def everything(connection: Connection, tell: Tell, beside: Connection | None = None) -> list[Flaw]:
    """All that is amiss in the database: what it is, what was written, what it says, what is derived from that.

    With ``beside``, another connection, half of it is looked at in a thread at the same time: SQLite does most of that
    by itself, while Python follows the chain and makes words again.
    """
    far = _Far(connection, tell)
    if beside is None:
        found = _all(connection, far.tick, _BY_ITSELF | _IN_PYTHON)
    else:
        found = _side_by_side(connection, beside, far)
    return [flaw for what in _ORDER for flaw in found[what]]


def _side_by_side(connection: Connection, beside: Connection, far: _Far) -> dict[str, list[Flaw]]:
    with ThreadPoolExecutor(1, thread_name_prefix="check") as other:
        half = other.submit(_all, beside, far.count, _BY_ITSELF)
        try:
            found = _all(connection, far.tick, _IN_PYTHON)
            while not half.done():
                wait([half], _WAITED)
                far.tick(0)
        except BaseException:
            far.stopped = True
            while not half.done():
                engine.interrupt(beside)()
                wait([half], _WAITED)
            raise
        return found | half.result()


class _Far:
    """How far it is: log and rows are gone through once each, then what is derived from each record."""

    def __init__(self, connection: Connection, tell: Tell) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._done = 0
        self.stopped = False
        try:
            ((operations, records),) = statements.rows(
                connection, "SELECT (SELECT count(*) FROM operation), (SELECT count(*) FROM record)"
            )
            self._total = 2 * operations + (_WORDS + _COUNTS) * records
        except engine.driver().Error:
            self._total = 0

    def count(self, more: int) -> None:
        """So much more, in a thread of which nobody is told."""
        if self.stopped:
            raise Cancelled("")
        with self._lock:
            self._done += more

    def tick(self, more: int) -> None:
        """So much more."""
        self.count(more)
        self._tell(self._done, max(self._total, self._done))


def _all(connection: Connection, tell: statements.Tell, made: Mapping[str, _Check]) -> dict[str, list[Flaw]]:
    """What each of them finds."""
    found: dict[str, list[Flaw]] = {}
    for what, check in made.items():
        tell(0)
        found[what] = _guarded(connection, check, tell)
    return found


def _guarded(connection: Connection, check: _Check, tell: statements.Tell) -> list[Flaw]:
    """What a check finds; where it cannot be made, that."""
    try:
        return list(check(connection, tell))
    except (DBAPIError, engine.driver().Error, ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
        return [Flaw("database", "unchecked", _("Something could not be checked: what it is read from is damaged."))]


def _integrity(connection: Connection, tell: statements.Tell) -> list[Flaw]:
    tell(0)
    return [Flaw("database", "damaged", reason) for reason in checks.integrity(connection)]


def _search(connection: Connection, tell: statements.Tell) -> list[Flaw]:
    return _derived("search index", checks.search(connection, lambda records: tell(_WORDS * records)))


def _memberships(connection: Connection, tell: statements.Tell) -> list[Flaw]:
    tell(0)
    return _derived("membership", checks.memberships(connection))


def _facets(connection: Connection, tell: statements.Tell) -> list[Flaw]:
    return _derived("search index", checks.facets(connection, lambda records: tell(_COUNTS * records)))


def _derived(what: str, found: Sequence[tuple[str, str]]) -> list[Flaw]:
    return [Flaw(what, "derived", reason, ref) for ref, reason in found]


def _schema(connection: Connection, tell: statements.Tell) -> list[Flaw]:
    """Tables, indexes, triggers and views that are not as the program makes them, and a file that is not marked."""
    tell(0)
    found = [] if shape.owner(connection) else [Flaw("database", "owner", _("The file is not marked as an archive's."))]
    sentence = _("“{name}” is not as the program makes it.")
    names = shape.differing(connection)
    if statements.rows(connection, "SELECT version_num FROM alembic_version") != [(migrations.HEAD,)]:
        names.append("alembic_version")
    return found + [Flaw("database", "schema", sentence.format(name=shown(name, _WIDTH))) for name in names]


def _numbers(connection: Connection, tell: statements.Tell) -> list[Flaw]:
    """What would be given next and cannot be right."""
    tell(0)
    sentence = _("The next number of “{name}” cannot be right. Put it right with “repair”.")
    return [
        Flaw("database", "numbers", sentence.format(name=shown(name, _WIDTH)))
        for name in next_numbers.wrong(connection)
    ]


def _history(connection: Connection, tell: statements.Tell) -> list[Flaw]:
    """Steps that are not what was written."""
    return [proof.flaw(code, number) for code, number in islice(proof.wrong(connection, tell), _SHOWN)]


def _rows(connection: Connection, tell: statements.Tell) -> list[Flaw]:
    """Rows that are not what the log says."""
    return list(worded(connection, list(islice(accord.differences(connection, tell), _SHOWN))))


#: What SQLite mostly does by itself, while whoever waits for it can do something else, and the rest.
_BY_ITSELF: dict[str, _Check] = {
    "integrity": _integrity,
    "schema": _schema,
    "numbers": _numbers,
    "rows": _rows,
    "memberships": _memberships,
    "facets": _facets,
}
_IN_PYTHON: dict[str, _Check] = {"history": _history, "search": _search}
_ORDER = ("integrity", "schema", "numbers", "history", "rows", "search", "memberships", "facets")


def worded(connection: Connection, found: Sequence[Difference]) -> Iterator[Flaw]:
    """Differences in sentences, with the record and the field that each is about."""
    refs = _refs(connection, {number for each in found if (number := _owner(each)) is not None})
    for each in found:
        sentence = _(_SAID[each.code]).format(stored=_short(each.stored), said=_short(each.said), number=each.operation)
        what = "history" if each.code in _OF_HISTORY else "record"
        number = _owner(each)
        yield Flaw(what, each.code, sentence, refs.get(number, "") if number is not None else "", _field(each))


def _refs(connection: Connection, numbers: Collection[int]) -> dict[int, str]:
    """Refs past everything that reads a record whole."""
    found: dict[int, str] = {}
    for batch in batched(sorted(numbers), _SHOWN):
        query = f"SELECT id, ref FROM record WHERE id IN ({marks(batch)})"
        found.update({number: str(ref) for number, ref in statements.rows(connection, query, batch)})
    return found


def _owner(each: Difference) -> int | None:
    """The record that a row belongs to."""
    if each.entity.name == "record":
        return each.key if isinstance(each.key, int) else None
    for owner in each.entity.owners:
        number = each.row.get(owner)
        if isinstance(number, int):
            return number
    return None


def _field(each: Difference) -> str:
    """The field as it is set on the command line, or the sort of row and its column."""
    row, name = each.row, each.entity.name
    if name == "record":
        return each.column
    if name in ("text", "name"):
        called = row.get("role", name)
        language = row.get("lang")
        return f"{called}[{language}]" + (f" {each.column}" if each.column not in ("", "text") else "")
    key = row.get("key") if not each.entity.numbered else ""
    return " ".join(filter(None, (name, str(key or ""), each.column)))


def _short(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.hex()
    return "" if value is None else shown(str(value), _WIDTH)
