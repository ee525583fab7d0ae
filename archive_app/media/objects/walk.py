"""From what was dropped or named to single files: every given path and everything below it is accounted for."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive_app.domain.text.clutter import is_clutter
from archive_app.i18n import _, ngettext
from archive_app.media.objects.objects import visible

_DIGITS = re.compile(r"(\d+)")
#: Files of a folder that is passed over are counted up to here, which is said as "more than".
_MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Found:
    """One path. ``reason`` is empty for a file to be taken, else the sentence why it is not; ``clutter`` says that
    nobody misses it: nothing is wrong where it is left. ``folder`` is where it lies, from the given folder on; of
    a file that was given itself, the name of its folder."""

    path: Path
    reason: str = ""
    clutter: bool = False
    folder: str = field(default="", compare=False)


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts ``IMG_9`` before ``IMG_10``, without regard to case."""
    parts = _DIGITS.split(name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def is_archive(folder: Path) -> bool:
    """Is this folder an archive of this program. A folder that can't be looked into is none."""
    return all(os.path.isfile(folder / name) for name in ("archive.json", "catalog.db"))  # noqa: PTH113 - never raises


def may_be_many(paths: Sequence[Path]) -> bool:
    """Whether more than one file may come of these."""
    try:
        return len(paths) > 1 or any(path.is_dir() for path in paths)
    except OSError:
        return False


def walk(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Found]:
    """Files to take and paths passed over, depth first, naturally sorted within a folder.

    A folder is entered once, however many links lead to it; an archive of this program is not entered at all. Hidden
    files and the clutter of systems are passed over inside folders, and so are links that lead out of the folder that
    was given; all of them are taken where they were named themselves. What can't be looked at is one path with a
    reason, and the walk goes on beside it.
    """
    seen: set[tuple[int, int]] = set()
    for given in paths:
        path = Path(given)
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116 - Path.stat normalises nothing we want
        except (OSError, ValueError) as error:
            yield Found(path, _missing(path, error))
            continue
        if stat.S_ISDIR(mode):
            for found in _folder(path, seen):
                # What is wrong with a folder itself comes from no folder.
                yield found if found.reason else replace(found, folder=_told_from(path, found.path.parent))
        else:
            yield Found(path, _unfit(mode), folder=_told_from(path.parent, path.parent))


def _told_from(given: Path, folder: Path) -> str:
    """``folder`` from the name of ``given`` on, with slashes; nothing where that is a drive or a person's own folder,
    whose name tells of a computer and of nothing on it.
    """
    root = Path(os.path.abspath(given))  # noqa: PTH100 - links are left as they were named
    below = Path(os.path.abspath(folder)).relative_to(root).parts  # noqa: PTH100
    name = [] if root == Path.home() or root.parent == root else [root.name]
    return "/".join(visible(os.fsdecode(part)) for part in (*name, *below))


def _folder(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Found]:
    root = os.path.realpath(folder)
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
            yield Found(path, _("The folder is empty."), clutter=True)
        below: list[Path] = []
        for child in children:
            yield from _child(path / child.name, child, root, below)
        pending.extend(reversed(below))


def _child(path: Path, entry: os.DirEntry[str], root: str, below: list[Path]) -> Iterator[Found]:
    if is_clutter(entry.name):
        yield Found(path, _passed_over(path), clutter=True)
        return
    if entry.name.startswith("."):
        yield Found(path, _("Hidden files in folders are passed over."), clutter=True)
        return
    try:
        mode = entry.stat().st_mode
        leads_out = _is_link(entry) and not _lies_in(os.path.realpath(path), root)
    except OSError as error:
        yield Found(path, _missing(path, error))
        return
    if leads_out:
        yield Found(path, _("This link leads out of the folder that was given; it was not followed."))
    elif stat.S_ISDIR(mode):
        below.append(path)
    else:
        yield Found(path, _unfit(mode))


def _is_link(entry: os.DirEntry[str]) -> bool:
    # Windows leads elsewhere by junctions too; Python knows them from 3.12 on.
    junction = getattr(entry, "is_junction", None)
    return entry.is_symlink() or bool(junction is not None and junction())


def _lies_in(place: str, root: str) -> bool:
    return place == root or place.startswith(root.rstrip(os.sep) + os.sep)


def _passed_over(path: Path) -> str:
    """Why clutter is passed over, and how much of it there is."""
    count = 0
    for _folder_name, _folders, files in os.walk(path):
        count += len(files)
        if count > _MOST_COUNTED:
            break
    if not count:
        return _("Left here by a system, a network drive or another program; passed over.")
    return ngettext(
        "Left here by a system, a network drive or another program; passed over with {n} file in it.",
        "Left here by a system, a network drive or another program; passed over with {n} files in it.",
        count,
    ).format(n=f"> {_MOST_COUNTED:,}" if count > _MOST_COUNTED else f"{count:,}")


def _why_not_enter(folder: Path, seen: set[tuple[int, int]]) -> str:
    try:
        facts = os.stat(folder)  # noqa: PTH116
    except OSError as error:
        return _missing(folder, error)
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


def _missing(path: Path, error: OSError | ValueError) -> str:
    if getattr(error, "errno", None) in (errno.EACCES, errno.EPERM):
        return _("You have no permission to read this.")
    if os.path.islink(path):  # noqa: PTH114 - never raises
        return _("This link leads nowhere or back to itself.")
    return _("The file is not there; was the drive removed?")
