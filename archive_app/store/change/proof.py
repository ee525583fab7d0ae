"""Is the log what was written? Follows the chain of digests that ``chain.py`` tells of, from its beginning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from sqlalchemy import Connection

from archive_app.domain.model.flaws import Flaw
from archive_app.i18n import N_, _
from archive_app.store.change import chain
from archive_app.store.database import statements

R = TypeVar("R")

HISTORY = "history"
STEP, REPLICA, UNDONE = "step", "replica", "undone"
_SAID = {
    STEP: N_("Step {number} of the history is not what was written."),
    REPLICA: N_("What is said of copy {number} of this archive, which wrote in it, is not what was written."),
    UNDONE: N_("By which step {number} was undone is not what the history says."),
}
_OPERATIONS = (
    "SELECT step_id, ordinal, seal, entity, entity_uid, field, old, new FROM operation ORDER BY step_id, ordinal"
)
_STEPS = (
    "SELECT s.id, s.uid, p.uid, s.milliseconds, s.counter, s.by, s.at, s.content FROM step s"
    " LEFT JOIN replica p ON p.id = s.replica_id ORDER BY s.id"
)
_LINKS = (
    "SELECT s.id, s.replica_id, s.content, s.digest, s.seal, s.kind, s.label, s.message, r.uid FROM step s"
    " LEFT JOIN step r ON r.id = s.reverses ORDER BY s.replica_id, s.milliseconds, s.counter"
)
#: What digests are never made of raises one of these.
_NEVER_WRITTEN = (TypeError, ValueError, AttributeError)
_KINDS = frozenset({"do", "undo", "redo", "purge", "final", "begin"})


def flaw(code: str, number: int) -> Flaw:
    """The sentence for what is wrong with a step or a replica."""
    return Flaw(HISTORY, code, _(_SAID[code]).format(number=number))


def wrong(connection: Connection, tell: statements.Tell) -> Iterator[tuple[str, int]]:
    """(code, number) of every step and replica that is not what was written."""
    begins: dict[int, bytes] = {}
    for number, uid, *told, digest in statements.rows(
        connection, "SELECT id, uid, device, person, mark, public_key, created_at, digest FROM replica ORDER BY id"
    ):
        begins[number] = _bytes(digest)
        if _tried(chain.replica, uid, *told) != digest:
            yield REPLICA, number
    bad = set(_bad_steps(connection, tell)) | set(_unlinked(connection, begins))
    yield from ((STEP, number) for number in sorted(bad))
    yield from ((UNDONE, number) for number, _undone in misled(connection))


def _bytes(kept: Any) -> bytes:
    return kept if isinstance(kept, bytes) else b""


def _tried(digest: Callable[..., R], *parts: Any) -> R | None:
    """The digest, or what is to be known of one, of what is kept; ``None`` of what could never have been written."""
    try:
        return digest(*parts)
    except _NEVER_WRITTEN:
        return None


def _bad_steps(connection: Connection, tell: statements.Tell) -> Iterator[int]:
    """Steps whose content is not that of their operations."""
    operations = _streamed(connection, _OPERATIONS, tell)
    operation = next(operations, None)
    for number, uid, replica, milliseconds, counter, by, at, kept in _streamed(connection, _STEPS):
        content = _tried(chain.begun, uid, replica, milliseconds, counter, by, at)
        place = 0
        while operation is not None and operation[0] <= number:
            if operation[0] < number:
                # What belongs to no step.
                yield operation[0]
            else:
                content = _followed(content, place, operation)
                place += 1
            operation = next(operations, None)
        if content is None or content != kept:
            yield number
    if operation is not None:
        yield operation[0]


def _followed(content: bytes | None, place: int, operation: tuple[Any, ...]) -> bytes | None:
    _step, ordinal, seal, entity, uid, field, old, new = operation
    if content is None or ordinal != place:
        return None
    try:
        if not chain.values_hold(seal, old, new):
            return None
        return chain.followed(content, entity, uid, field, chain.values(seal, old, new))
    except _NEVER_WRITTEN:
        return None


def _streamed(
    connection: Connection, statement: str, tell: statements.Tell = lambda _count: None
) -> Iterator[tuple[Any, ...]]:
    for batch in statements.streamed(connection, statement):
        tell(len(batch))
        yield from batch


def _unlinked(connection: Connection, begins: dict[int, bytes]) -> Iterator[int]:
    """Steps that are not chained to the one before, or are called otherwise. After one the chain goes on from what it
    bears, so that each is told of itself.
    """
    last = dict(begins)
    for number, replica, content, digest, seal, *words in _streamed(connection, _LINKS):
        said = _tried(chain.said, seal, *words)
        holds = said is not None and _tried(chain.said_holds, seal, *words) and words[0] in _KINDS
        before = last.get(replica)
        if not holds or before is None or chain.linked(before, _bytes(content), said or b"") != digest:
            yield number
        last[replica] = _bytes(digest)


def misled(connection: Connection) -> Iterator[tuple[int, int | None]]:
    """Steps that were undone by another step than they say, or by none: (number, by which)."""
    undone: dict[int, int] = {}
    reversing: dict[int, int] = {}
    for number, kind, reverses in _streamed(connection, "SELECT id, kind, reverses FROM step ORDER BY id"):
        if reverses is None:
            continue
        reversing[number] = reverses
        undone[reverses] = number
        # A redo of which something was purged is final.
        if kind != "undo" and reverses in reversing:
            undone.pop(reversing[reverses], None)
            undone[number] = number
    for number, kept in _streamed(connection, "SELECT id, undone_by FROM step ORDER BY id"):
        if kept != undone.get(number):
            yield number, undone.get(number)
