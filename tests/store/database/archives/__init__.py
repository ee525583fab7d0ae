"""The archives that earlier versions left, see ``README.md`` beside this."""

from __future__ import annotations

import tarfile
from pathlib import Path

#: Those whose log is by numbers, and what followed.
REVISIONS = ("0001", "0002", "0003")
LATER = ("0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012", "0013", "0014")


def unpacked(revision: str, folder: Path) -> Path:
    """The archive of a revision in ``folder``; returns its own folder."""
    with tarfile.open(Path(__file__).with_name(f"{revision}.tar.xz")) as packed:
        packed.extractall(folder, filter="data")
    return folder / revision
