"""Digests by which it can be told that nothing of the log was changed afterwards.

Each is a BLAKE2b of 32 bytes. What is put into one is joined so that no two things are written alike: digests have
their length, what is in lines holds no line break (JSON has none), everything else is a JSON list.

* *Values* of an operation: its salt, then old and new as they are kept (JSON to the letter, numbers as Python writes
  them), in lines.
* *Content* of a step: begins with its uid, its replica's, its tick, who and when; each operation follows in its order:
  what came before, its values, and in lines its entity, uid and field.
* *Said*: its salt, its sort (do, undo or purge), its label, and the uid of the step that it takes back.
* *Digest* of a step: that of the step before it of the same replica (of the replica itself before the first), its
  content, what is said.

All of it speaks in uids, so that it is the same in another copy. Outside, since they follow from it and are compared
with what it gives: the numbers of this copy, which operation replaces which, and by which step another was undone.

Where a purge takes values or words away, their digest stays in the place of their salt (``seal``), and after it one of
what is left: the chain can be followed as before, what is left can be checked, and without the salt nobody can try out
what it was that is gone.
"""

from __future__ import annotations

import json
import os
from hashlib import blake2b
from typing import Any

SIZE, SALT = 32, 16
#: The sorts of steps, where a purge may have made another kind of it.
_SORTS = {"redo": "do", "final": "do"}


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=SIZE).digest()


def _list(*values: Any) -> bytes:
    return json.dumps(values).encode()


def _of_list(*values: Any) -> bytes:
    return _digest(_list(*values))


def replica(uid: bytes, device: str, person: str, mark: str, public_key: bytes | None, created_at: str) -> bytes:
    """What the chain of a replica begins with."""
    return _of_list(uid.hex(), device, person, mark, public_key and public_key.hex(), created_at)


def begun(uid: bytes, replica_uid: bytes, milliseconds: int, counter: int, by: str, at: str) -> bytes:
    """The content of a step before its first operation."""
    return _of_list(uid.hex(), replica_uid.hex(), milliseconds, counter, by, at)


def salt() -> bytes:
    """What makes a digest tell nothing about words that may be guessed."""
    return os.urandom(SALT)


def values(seal: bytes, old: Any, new: Any) -> bytes:
    """Of old and new as they are kept, or as they were where a purge took something of them."""
    return seal[:SIZE] if _purged(seal) else _digest(seal + _lines(old, new))


def values_left(seal: bytes, old: Any, new: Any) -> bytes:
    """The seal where only ``old`` and ``new`` are left of what the digest ``seal`` is, or was, about."""
    return seal[:SIZE] + _digest(_lines(old, new))


def values_hold(seal: bytes, old: Any, new: Any) -> bool:
    """Whether what a purge left is what it left; the chain says so of all else."""
    return not _purged(seal) or seal[SIZE:] == _digest(_lines(old, new))


def _purged(seal: bytes) -> bool:
    return len(seal) > SALT


def _lines(old: Any, new: Any) -> bytes:
    plain = isinstance(old, str) and isinstance(new, str)
    return (f"{old}\n{new}" if plain else f"{_text(old)}\n{_text(new)}").encode("utf-8", "surrogatepass")


def _text(kept: Any) -> str:
    """A kept value as text: SQLite keeps a JSON number as a number, and one without a fraction as a whole one."""
    if isinstance(kept, str):
        return kept
    if isinstance(kept, float) and kept.is_integer():
        return str(int(kept))
    return "null" if kept is None else repr(kept)


def followed(content: bytes, entity: str, uid: bytes, field: str, said: bytes) -> bytes:
    """The content of a step with one operation more, of whose values ``said`` is the digest."""
    return _digest(content + said + f"{entity}\n{uid.hex()}\n{field}".encode("utf-8", "surrogatepass"))


def said(seal: bytes, kind: str, label: str, message: Any, reverses: bytes | None) -> bytes:
    """Of what a step is called, or was where a purge took something of it; ``message`` as it is kept."""
    return seal[:SIZE] if _purged(seal) else _digest(seal + _words(kind, label, message, reverses))


def said_left(seal: bytes, kind: str, label: str, message: Any, reverses: bytes | None) -> bytes:
    """The seal where only this is left of what the digest ``seal`` is, or was, about."""
    return seal[:SIZE] + _digest(_words(kind, label, message, reverses))


def said_holds(seal: bytes, kind: str, label: str, message: Any, reverses: bytes | None) -> bool:
    """Whether what a purge left of a label is what it left."""
    return not _purged(seal) or seal[SIZE:] == _digest(_words(kind, label, message, reverses))


def _words(kind: str, label: str, message: Any, reverses: bytes | None) -> bytes:
    return _list(_SORTS.get(kind, kind), label, message, reverses and reverses.hex())


def linked(before: bytes, content: bytes, words: bytes) -> bytes:
    """The digest of a step."""
    return _digest(before + content + words)
