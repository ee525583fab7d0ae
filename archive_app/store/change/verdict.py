"""What is amiss in schema, log and rows, in sentences that name record and field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from archive_app.domain.model.flaws import Flaw
from archive_app.domain.text.showing import shown
from archive_app.i18n import N_, _
from archive_app.store.change import accord, next_numbers, proof
from archive_app.store.change.accord import Difference
from archive_app.store.database import engine, shape, statements
from archive_app.store.database.batches import batched, marks
from archive_app.store.index import checks

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


#: Told how many of how many operations were looked at; may raise.
Tell = Callable[[int, int], None]


def everything(connection: Connection, tell: Tell) -> list[Flaw]:
    """All that is amiss in the database: what it is, what was written, what it says, what is derived from that."""
    ticked = _Ticked(connection, tell)
    found = _guarded(connection, _integrity) + _guarded(connection, _schema) + _guarded(connection, _numbers)
    found += _guarded(connection, lambda inside: _history(inside, ticked.tick))
    found += _guarded(connection, lambda inside: _rows(inside, ticked.tick))
    for what, check in (
        ("search index", checks.search),
        ("membership", checks.memberships),
        ("search index", checks.facets),
    ):
        ticked.tick(0)
        found += _guarded(connection, partial(_derived, what=what, check=check))
    return found


class _Ticked:
    """How far it is: log and rows are gone through once each."""

    def __init__(self, connection: Connection, tell: Tell) -> None:
        self._tell = tell
        self._done = 0
        try:
            self._total = 2 * int(statements.rows(connection, "SELECT count(*) FROM operation")[0][0])
        except engine.driver().Error:
            self._total = 0

    def tick(self, more: int) -> None:
        """So many operations more."""
        self._done += more
        self._tell(self._done, max(self._total, self._done))


def _guarded(connection: Connection, check: Callable[[Connection], Sequence[Flaw]]) -> list[Flaw]:
    """What a check finds; where it cannot be made, that."""
    try:
        return list(check(connection))
    except (DBAPIError, engine.driver().Error, ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
        return [Flaw("database", "unchecked", _("Something could not be checked: what it is read from is damaged."))]


def _integrity(connection: Connection) -> list[Flaw]:
    return [Flaw("database", "damaged", reason) for reason in checks.integrity(connection)]


def _derived(
    connection: Connection, *, what: str, check: Callable[[Connection], Sequence[tuple[str, str]]]
) -> list[Flaw]:
    return [Flaw(what, "derived", reason, ref) for ref, reason in check(connection)]


def _schema(connection: Connection) -> list[Flaw]:
    """Tables, indexes, triggers and views that are not as the program makes them, and a file that is not marked."""
    found = [] if shape.owner(connection) else [Flaw("database", "owner", _("The file is not marked as an archive's."))]
    sentence = _("“{name}” is not as the program makes it.")
    return found + [
        Flaw("database", "schema", sentence.format(name=shown(name, _WIDTH))) for name in shape.differing(connection)
    ]


def _numbers(connection: Connection) -> list[Flaw]:
    """What would be given next and cannot be right."""
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
