"""States of a vault read again: to have one back as an archive, and to see that all of them are whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from archive_app import disk
from archive_app.errors import NotAnArchive, Unreadable
from archive_app.i18n import _
from archive_app.media.objects import bagit, transfer
from archive_app.media.objects.vault import PARTS, RECORD, State, Vault, pooled

Tell = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is damaged or missing, by its name below ``data``, and the states that need it."""

    name: str
    missing: bool
    states: tuple[str, ...]


def unpack(found: Vault, state: State, target: Path, tell: Tell, check: Callable[[], None]) -> None:
    """Put the archive of ``state`` below ``target``, each file read back from there.

    NotAnArchive where something of it is damaged or missing. ``check`` is called now and then and may raise.
    """
    kept = found.manifest(state.name)
    done = _Count(len(kept), tell)

    def bring(name: str, digest: str) -> None:
        placed = target.joinpath(*name.split("/"))
        disk.make_folder(placed.parent)
        source = found.place(state.name, name, digest)
        try:
            came = transfer.transfer(source, placed, digest)
        except Unreadable as error:
            raise NotAnArchive(_("The backup is not whole: {reason}").format(reason=error.message)) from error
        if came != digest:
            sentence = _("The backup is not whole: “{file}” has other bytes than were put there.")
            raise NotAnArchive(sentence.format(file=source))
        done.one(name)

    transfer.at_once([partial(bring, *each) for each in kept.items()], check)


def faults(found: Vault, tell: Tell, check: Callable[[], None]) -> list[Fault]:
    """Read everything that any state needs, each once, and compare it with its digest."""
    needed: dict[str, tuple[str, list[str]]] = {}
    wrong: list[Fault] = []
    for state in found.names():
        here = f"states/{state}"
        try:
            kept = found.manifest(state)
        except NotAnArchive:
            wrong.append(Fault(f"{here}/{bagit.MANIFEST}", False, (state,)))
            continue
        for name, digest in kept.items():
            path = f"{here}/{PARTS[name]}" if name in PARTS else pooled(name, digest)
            needed.setdefault(path, (digest, []))[1].append(state)
    known = {state.name for state in found.states()}
    wrong += [Fault(f"states/{name}/{RECORD}", False, (name,)) for name in found.names() if name not in known]
    done, guard = _Count(len(needed), tell), threading.Lock()

    def look(path: str, digest: str, states: list[str]) -> None:
        try:
            right, missing = transfer.digest(found.data / path) == digest, False
        except Unreadable:
            right, missing = False, not (found.data / path).is_file()
        with guard:
            if not right:
                wrong.append(Fault(path, missing, tuple(states)))
        done.one(path)

    transfer.at_once([partial(look, path, *each) for path, each in sorted(needed.items())], check)
    return sorted(wrong, key=lambda fault: fault.name)


class _Count:
    """How many are done, told from any thread."""

    def __init__(self, total: int, tell: Tell) -> None:
        self._total, self._tell = total, tell
        self._done = 0
        self._guard = threading.Lock()

    def one(self, name: str) -> None:
        with self._guard:
            self._done += 1
            self._tell(self._done, self._total, name)
