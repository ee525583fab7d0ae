"""Sidecars beside what they speak of: which goes with which, by their names.

Both habits are known: ``x.jpg.xmp`` speaks of ``x.jpg``, and ``x.xmp`` of what is called ``x``, of several the raw
file, since the programs that write so write beside those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from archive_app.media.formats.filetypes import BY_EXTENSION, CAMERA_RAW, Family

_SUFFIX = ".xmp"
_FAMILIES = frozenset({Family.PICTURE, Family.VIDEO, Family.AUDIO, Family.DOCUMENT})

#: The sidecars of each file that has any, the one that counts most first.
Beside = Mapping[Path, Sequence[Path]]


def is_packet(path: Path) -> bool:
    """Whether a file is a sidecar by its name."""
    return path.suffix.lower() == _SUFFIX


def pairs(paths: Sequence[Path], given: Iterable[Path] = ()) -> tuple[list[Path], dict[Path, list[Path]]]:
    """The files among ``paths`` that are no sidecar of another one, and the sidecars of each.

    A file of ``given``, which somebody named by itself, brings along what lies beside it.
    """
    there = dict.fromkeys(paths)
    for path in given:
        there |= dict.fromkeys(_lying_beside(path) if path in there and not is_packet(path) else ())
    named: dict[Path, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
    for path in there:
        if not is_packet(path):
            named[path.parent][path.name.casefold()].append(path)
            if _speaks(path):
                named[path.parent][path.stem.casefold()].append(path)
    found: dict[Path, list[Path]] = {}
    for path in sorted(filter(is_packet, there), key=lambda path: -len(path.name)):
        wanted = named[path.parent][path.stem.casefold()]
        if wanted:
            found.setdefault(min(wanted, key=_before), []).append(path)
    taken = {sidecar for each in found.values() for sidecar in each}
    return [path for path in there if path not in taken], found


def _lying_beside(path: Path) -> list[Path]:
    try:
        places = [path.with_name(name + suffix) for name in (path.name, path.stem) for suffix in (_SUFFIX, ".XMP")]
        return [place for place in places if place.is_file()]
    except (OSError, ValueError):
        return []


def _speaks(path: Path) -> bool:
    known = BY_EXTENSION.get(path.suffix.lower().removeprefix("."))
    return known is not None and known.family in _FAMILIES


def _before(path: Path) -> tuple[bool, str]:
    known = BY_EXTENSION.get(path.suffix.lower().removeprefix("."))
    return known is None or known.mime not in CAMERA_RAW, path.name
