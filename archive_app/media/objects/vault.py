"""Backups of one archive in one folder: each original once, by its digest, and a state for every backup.

::

    bagit.txt, bag-info.txt, manifest-sha256.txt, tagmanifest-sha256.txt
    checks.json                        when it was last looked at, and what was found
    data/objects/sha256/ab/ab12….jpg   as in the archive
    data/damaged/12ab…                 originals whose bytes had changed, by what they are now
    data/states/20261126T201500Z/      marker.json, catalogue.db, state.json, manifest-sha256.txt

The whole folder is a valid BagIt bag (RFC 8493), whoever checks it. The manifest of a state lists the archive as it was
by its own names; an original's digest is its name, so that nothing else is needed to have a state back. What a backup
writes stands in the scratch folder until it is whole and was read back.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive_app import disk, inside, scratch
from archive_app.domain.text.refusals import reason
from archive_app.errors import NotAnArchive, NotFound, StorageError
from archive_app.i18n import _, listed
from archive_app.media.objects import bagit
from archive_app.paths import BY_CONTENT, DATABASE, MARKER

FORMAT = 1
#: The names that the parts of an archive have within a state: none that would make it look like an archive itself.
PARTS = {MARKER: "marker.json", DATABASE: "catalogue.db"}
RECORD = "state.json"
CHECKS = "checks.json"
_STATE = re.compile(r"\d{8}T\d{6}Z(?:-\d+)?")
_ORIGINAL = re.compile(BY_CONTENT + r"/([0-9a-f]{2})/(\1[0-9a-f]{62})(?:\.[a-z0-9]{1,8})?")
_DAMAGED = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class State:
    """What ``state.json`` says of one backup. ``mark`` is where the archive's log stood, ``size`` that of all originals
    in bytes, ``lacking`` the originals that could not be read and are not in it. ``searches`` are questions, how many
    records answered each, and the digest of which.
    """

    name: str
    made_at: str
    archive: str
    mark: str
    program: str
    originals: int
    size: int
    lacking: tuple[str, ...] = ()
    searches: tuple[tuple[str, int, str], ...] = ()
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Checks:
    """When a backup was last made or found to be up to date, and when all of it was last read again; the names of what
    was damaged or missing then. ``listed`` are the states that the bag's manifest knows.
    """

    looked_at: str = ""
    verified_at: str = ""
    faults: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


class Vault:
    """The backups in ``folder``, which need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._states = self.data / "states"

    def look_through(self) -> None:
        """Refused where something in it leads elsewhere: by default it lies in the archive's folder, which may have
        come from anybody.
        """
        self.look_through_states()
        inside.check_folder(self.data / "damaged")
        inside.check_originals(self.data)

    def look_through_states(self) -> None:
        """The same of what is read to list them: there may be many thousand originals beside them."""
        for folder in (self.folder, self.data, self._states):
            inside.check_folder(folder)
        for name in (CHECKS, bagit.BAGIT, bagit.INFO, bagit.MANIFEST, bagit.TAG_MANIFEST):
            inside.check_file(self.folder / name)
        for state in self.names():
            inside.check_folder(self.folder_of(state))
            for name in (*PARTS.values(), RECORD, bagit.MANIFEST):
                inside.check_file(self.folder_of(state) / name)

    def states(self) -> list[State]:
        """All that are whole by their names, the oldest first. StorageError where the folder can't be looked into."""
        found = [self._read(name) for name in self.names()]
        return [state for state in found if state is not None]

    def names(self) -> list[str]:
        """The names of all states, the oldest first."""
        return sorted(name for name in _names(self._states) if _STATE.fullmatch(name))

    def state(self, name: str = "") -> State:
        """The state called ``name``, or the newest; NotFound says which there are."""
        states = self.states()
        found = [each for each in states if each.name == name] if name else states[-1:]
        if not found and states:
            names = listed(each.name for each in states)
            raise NotFound(_("There is no state “{name}”. There are: {names}.").format(name=name, names=names))
        if not found:
            raise NotFound(_("There is no backup in “{folder}”.").format(folder=self.folder))
        return found[0]

    def new_name(self) -> str:
        """A name for a state made now, behind all that are there."""
        last = next(iter(self.names()[::-1]), "")
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        if name > last:
            return name
        stem, _dash, number = last.partition("-")
        return f"{stem}-{int(number or 1) + 1}"

    def folder_of(self, state: str) -> Path:
        """Where a state of this name stands."""
        return self._states / state

    def manifest(self, state: str) -> dict[str, str]:
        """What the archive consisted of: digests by the archive's own names. NotAnArchive where it can't be read."""
        try:
            found = bagit.read_manifest((self.folder_of(state) / bagit.MANIFEST).read_bytes())
        except (OSError, ValueError) as error:
            raise self._broken(state) from error
        if not set(PARTS) <= set(found) or not all(_ORIGINAL.fullmatch(name) for name in found if name not in PARTS):
            raise self._broken(state)
        return found

    def place(self, state: str, name: str, digest: str) -> Path:
        """Where the bytes of ``name``, which have this digest, stand."""
        if name in PARTS:
            return self.folder_of(state) / PARTS[name]
        return self.data / pooled(name, digest)

    def pool(self) -> set[str]:
        """The originals that are there, by their names below ``data``; their bytes are not looked at."""
        damaged = {f"damaged/{name}" for name in _names(self.data / "damaged") if _DAMAGED.fullmatch(name)}
        return originals_in(self.data) | damaged

    def adopt(self, copy: Path, name: str, digest: str) -> Path:
        """Give a whole copy of the original ``name``, whose bytes have this digest, its place; the name is on the disk
        for good once the folder is.
        """
        target = self.data / pooled(name, digest)
        disk.make_folder(target.parent)
        copy.replace(target)
        return target

    def checks(self) -> Checks:
        """What is known of it; nothing where that can't be read."""
        try:
            said = json.loads((self.folder / CHECKS).read_text("utf-8"))
            lists = {key: tuple(map(str, said[key])) for key in ("faults", "listed")}
            return Checks(str(said["looked_at"]), str(said["verified_at"]), **lists)
        except (OSError, ValueError, KeyError, TypeError):
            return Checks()

    def note(self, **known: Any) -> Checks:
        """Keep what became known. OSError where it can't be written."""
        checks = replace(self.checks(), **known)
        disk.put(self.folder / CHECKS, (json.dumps(asdict(checks), ensure_ascii=False, indent=1) + "\n").encode())
        return checks

    def list_all(self, said: Mapping[str, str]) -> None:
        """Write the manifests of the bag anew, for what is there now. ``said`` stands in ``bag-info.txt``.

        An original's digest is its name; a state's files were read back when they came to be.
        """
        digests = [(f"{bagit.PAYLOAD}{name}", digest_in(name)) for name in sorted(self.pool())]
        names = self.names()
        for state in names:
            digests += self._own(state)
        size = sum((self.folder / name).stat().st_size for name, _digest in digests)
        tags = {
            bagit.BAGIT: bagit.DECLARATION,
            bagit.INFO: bagit.info(said, size, len(digests)),
            bagit.MANIFEST: bagit.manifest(digests),
        }
        tags[bagit.TAG_MANIFEST] = bagit.tag_manifest(tags)
        for name, content in tags.items():
            disk.put(self.folder / name, content)
        self.note(listed=names)

    def remove(self, state: str) -> None:
        """Take a state away, at once for whoever looks; its originals stay until :meth:`drop_unneeded`."""
        with scratch.Scratch(self.folder, "backup") as aside:
            self.folder_of(state).replace(aside / state)
            disk.sync_folder(self._states)

    def drop_unneeded(self) -> int:
        """Remove the originals that no state needs; how many. Nothing, where what a state needs can't be read."""
        try:
            needed = {pooled(name, d) for state in self.names() for name, d in self.manifest(state).items()}
        except NotAnArchive:
            return 0
        gone = self.pool() - needed
        for name in gone:
            with contextlib.suppress(FileNotFoundError):
                (self.data / name).unlink()
        return len(gone)

    def _own(self, state: str) -> Iterator[tuple[str, str]]:
        """The files of a state with their digests, as far as they are there."""
        try:
            kept = self.manifest(state)
        except NotAnArchive:
            kept = {}
        digests = {part: kept.get(name, "") for name, part in PARTS.items()}
        for part in (*digests, RECORD, bagit.MANIFEST):
            file = self.folder_of(state) / part
            if file.is_file():
                yield f"{bagit.PAYLOAD}states/{state}/{part}", digests.get(part) or bagit.digest(file)

    def _read(self, name: str) -> State | None:
        try:
            said = json.loads((self.folder_of(name) / RECORD).read_text("utf-8"))
            searches = tuple((str(query), int(count), str(digest)) for query, count, digest in said.pop("searches"))
            state = State(**{**said, "name": name, "lacking": tuple(said["lacking"]), "searches": searches})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return state if state.format == FORMAT else None

    def _broken(self, state: str) -> NotAnArchive:
        sentence = _("The backup “{name}” in “{folder}” is damaged. Use another one.")
        return NotAnArchive(sentence.format(name=state, folder=self.folder))


def is_vault(folder: Path) -> bool:
    """Whether backups of an archive are kept in ``folder``."""
    return (folder / "data" / "states").is_dir() and (folder / bagit.BAGIT).is_file()


def originals_in(folder: Path) -> set[str]:
    """The originals below ``objects`` there, by their names from ``folder`` on. StorageError where it can't be read.

    Names alone, since an archive of a hundred thousand is looked through each time.
    """
    return {
        path
        for drawer in _names(folder / BY_CONTENT)
        for name in _names(folder / BY_CONTENT / drawer)
        if _ORIGINAL.fullmatch(path := f"{BY_CONTENT}/{drawer}/{name}")
    }


def pooled(name: str, digest: str) -> str:
    """Where an original stands, below ``data``: under its own name, where its bytes are what that says."""
    return name if digest_in(name) == digest else f"damaged/{digest}"


def write(making: Path, state: State, digests: Mapping[str, str]) -> None:
    """Write into the folder of a state that is being made what it says of itself, and the digests of its archive."""
    (making / bagit.MANIFEST).write_bytes(bagit.manifest(digests.items()))
    (making / RECORD).write_bytes((json.dumps(asdict(state), ensure_ascii=False, indent=1) + "\n").encode())


def digest_in(name: str) -> str:
    """The digest that a name says."""
    return name.rpartition("/")[2].partition(".")[0]


def _names(folder: Path) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            yield from [entry.name for entry in entries]
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise StorageError(_("“{file}” cannot be read: {reason}.").format(file=folder, reason=reason(error))) from error
