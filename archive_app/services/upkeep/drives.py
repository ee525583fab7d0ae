"""Which drives a folder lies on. Two partitions of one are one drive: what fails takes both.

Linux says it of every block device, also of those that are made of others (encrypted, joined to one); elsewhere two
folders are on one drive where they are on one volume.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

_DEVICES = Path("/sys/dev/block")
_MOUNTED = Path("/proc/self/mountinfo")
#: A device may be made of others that are made of others; nobody has so many.
_DEEPEST = 8


def same(one: Path, other: Path) -> bool:
    """Whether both lie on one drive, as far as the system says."""
    try:
        first, second = one.stat().st_dev, other.stat().st_dev
    except OSError:
        return False
    if first == second:
        return True
    return sys.platform == "linux" and bool(disks(first) & disks(second))


def disks(device: int) -> frozenset[str]:
    """The disks that a file system with this number lies on, as the system calls them; none where it does not say."""
    number = f"{os.major(device)}:{os.minor(device)}"
    if not os.major(device):
        # Of a file system of several volumes (Btrfs) only what was mounted leads to a device.
        number = _behind(number)
    return frozenset(_below(_DEVICES / number, _DEEPEST)) if number else frozenset()


def _behind(number: str) -> str:
    """The number of the device that was mounted as the file system ``number``; empty where it is none, as on a net."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in _MOUNTED.read_text("utf-8", "surrogateescape").splitlines():
            facts, _dash, source = line.partition(" - ")
            place = source.split(" ")[1]
            if facts.split(" ")[2] == number and place.startswith("/dev/"):
                device = Path(place).stat().st_rdev
                return f"{os.major(device)}:{os.minor(device)}"
    return ""


def _below(entry: Path, deepest: int) -> set[str]:
    """The disks below a block device: itself, that of a partition, or those that it is made of."""
    try:
        real = entry.resolve(strict=True)
        made_of = sorted((real / "slaves").iterdir()) if (real / "slaves").is_dir() else []
    except (OSError, RuntimeError):
        return set()
    if made_of and deepest:
        return set().union(*(_below(each, deepest - 1) for each in made_of))
    return {real.parent.name if (real / "partition").exists() else real.name}
