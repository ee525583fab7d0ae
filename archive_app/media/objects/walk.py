"""From what was dropped or named to single files: every given path and everything below it is accounted for."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive_app.i18n import _

_CLUTTER = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "$recycle.bin", "system volume information", "icon\r"})
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Found:
    """One path. ``reason`` is empty for a file to be taken, else the sentence why it is passed over."""

    path: Path
    reason: str = ""


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts ``IMG_9`` before ``IMG_10``, without regard to case."""
    parts = _DIGITS.split(name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def is_archive(folder: Path) -> bool:
    """Is this folder an archive of this program."""
    return (folder / "archive.json").is_file() and (folder / "catalog.db").is_file()


def walk(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Found]:
    """Files to take and paths passed over, depth first, naturally sorted within a folder.

    A folder is entered once, however many links lead to it; an archive of this program is not entered at all. Hidden
    files and the systems' own clutter are passed over inside folders, and taken where they were named themselves.
    """
    seen: set[tuple[int, int]] = set()
    for given in paths:
        path = Path(given)
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116 - Path.stat normalises nothing we want
        except (OSError, ValueError):
            yield Found(path, _missing(path))
            continue
        if stat.S_ISDIR(mode):
            yield from _folder(path, seen)
        else:
            yield Found(path, _unfit(mode))


def _folder(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Found]:
    # An explicit stack: folders nested deeper than Python recurses are legal.
    pending = [folder]
    while pending:
        path = pending.pop()
        reason = _why_not_enter(path, seen)
        if reason:
            yield Found(path, reason)
            continue
        try:
            with os.scandir(path) as entries:
                children = sorted(entries, key=lambda entry: (natural_key(entry.name), entry.name))
        except OSError:
            yield Found(path, _("You have no permission to look into this folder, or its drive was removed."))
            continue
        if not children:
            yield Found(path, _("The folder is empty."))
        below: list[Path] = []
        for child in children:
            yield from _child(path / child.name, child, below)
        pending.extend(reversed(below))


def _child(path: Path, entry: os.DirEntry[str], below: list[Path]) -> Iterator[Found]:
    if entry.name.startswith(".") or entry.name.casefold() in _CLUTTER:
        yield Found(path, _("Hidden and system files in folders are passed over."))
        return
    try:
        mode = entry.stat().st_mode
    except OSError:
        yield Found(path, _missing(path))
        return
    if stat.S_ISDIR(mode):
        below.append(path)
    else:
        yield Found(path, _unfit(mode))


def _why_not_enter(folder: Path, seen: set[tuple[int, int]]) -> str:
    try:
        facts = os.stat(folder)  # noqa: PTH116
    except OSError:
        return _missing(folder)
    if facts.st_ino:
        key = (facts.st_dev, facts.st_ino)
        if key in seen:
            return _("This folder was already looked through.")
        seen.add(key)
    elif folder.is_symlink():
        return _("This link to a folder is not followed.")
    if is_archive(folder):
        return _("This folder is an archive of this program; open it instead of adding it.")
    return ""


def _unfit(mode: int) -> str:
    return "" if stat.S_ISREG(mode) else _("This is a device or a pipe, not a file.")


def _missing(path: Path) -> str:
    if os.path.islink(path):  # noqa: PTH114 - never raises
        return _("This link leads nowhere or back to itself.")
    return _("The file is not there; was the drive removed?")
