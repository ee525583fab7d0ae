"""How files and folders come to be on the disk for good, and nowhere else.

What the system was told is in its memory only. A file lasts through a cut of power when its bytes were brought to the
disk and then the folder that has its name; a new folder, when the one above it was. Only then may it be reported.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from archive_app import scratch
from archive_app.scratch import Scratch

#: What a drive says that has no such thing as bringing a folder to the disk.
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF})
_O_BINARY = getattr(os, "O_BINARY", 0)
_O_CLOEXEC = getattr(os, "O_CLOEXEC", 0)
#: What earlier versions left beside what they wrote, and what was in it.
_PART = re.compile(r"\.[0-9a-f]{32}\.part|\.catalogue-[a-z0-9_]{8}")
_OF_A_CATALOGUE = frozenset({"whole.pdf", "pictures.pdf", "layout"})


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make ``folder`` and those above it, each on the disk for good; where it is there already nothing is done."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        if folder.parent == folder:
            break
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode, exist_ok=True)
        sync_folder(each.parent)


@contextlib.contextmanager
def draft(target: Path, look: Callable[[], None] = lambda: None, mode: int = 0o666) -> Iterator[Path]:
    """Where to write what is to stand at ``target``: an empty file beside it, which takes its place at the end.

    ``look`` is called when it is on the disk and has not taken it yet. Whatever is raised leaves ``target`` as it was.
    """
    scratch.sweep_once(target.parent, _of_an_earlier_version)
    with Scratch(target.parent, "part") as folder:
        beside = folder / "part"
        os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _O_BINARY | _O_CLOEXEC, mode))
        yield beside
        sync_file(beside)
        look()
        place(beside, target)


def _of_an_earlier_version(path: Path) -> bool:
    if not _PART.fullmatch(path.name) or path.is_symlink():
        return False
    return path.name.endswith(".part") or {each.name for each in path.iterdir()} <= _OF_A_CATALOGUE


def put(target: Path, content: bytes, mode: int = 0o666) -> None:
    """Have ``content`` stand at ``target``, and last."""
    with draft(target, mode=mode) as beside:
        beside.write_bytes(content)


def place(whole: Path, target: Path) -> None:
    """Give ``whole``, whose bytes are on the disk, the name ``target``, in place of what bears it, for good."""
    whole.replace(target)
    sync_folder(target.parent)


def sync_file(file: Path) -> None:
    """Bring the bytes of ``file`` to the disk, whoever wrote them."""
    descriptor = os.open(file, (os.O_RDWR if os.name == "nt" else os.O_RDONLY) | _O_BINARY | _O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_open(descriptor: int) -> None:
    """Bring what was written to an open file to the disk."""
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Bring the names in ``folder`` to the disk."""
    if os.name == "nt":  # Windows has no fsync for folders; NTFS journals its names
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | _O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        # Some network drives know of no such thing, and a folder may be written to by who may not list it.
        if error.errno not in _NO_SYNC and error.errno != errno.EACCES:
            raise


def sync_tree(folder: Path) -> None:
    """Bring ``folder`` and all that is in it to the disk; links are not followed."""
    for above, _folders, files in os.walk(folder):
        for name in files:
            sync_file(Path(above, name))
        sync_folder(Path(above))
