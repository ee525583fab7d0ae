"""What copies of a record's files are called, so that whoever gets them sees which belong together.

Programs find a sidecar and subtitles by their names alone: files of one shot keep one name with several endings, and
what goes with one of them is called after it, by the habit that it had (``x.jpg.xmp`` or ``x.xmp``, ``x.zh.srt``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path, PurePath

from archive_app.domain.model.kinds import FileRole
from archive_app.domain.model.records import FileValue, Record
from archive_app.domain.text.showing import shown

#: What one system or another does not take in a name.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
#: Bytes of a name; a system takes 255, and a number may come to it.
_NAME_BYTES = 180


def names(record: Record, without: Callable[[str], str], again: int = 1) -> list[tuple[str, FileValue]]:
    """The files of a record, each with the name that it is given: ref and title, or where there are several views ref
    and its own name, which tells front from back; of the same name, the second is numbered. ``without`` takes out of a
    title or name what may not leave. ``again`` is told from the second copy on, and stands in each name.
    """
    endings = {Path(file.path).suffix.lower() for file in record.files}
    called = without(record.title)
    whole = PurePath(called)
    title = whole.stem if whole.suffix.lower() in endings and whole.stem else called
    begin = _begin(record, title, again)
    views = _views(record.files)
    stems: dict[int, str] = {}
    if len(views) > 1:
        own = [_begin(record, without(PurePath(view[0].original_name).stem) or title, again) for view in views]
        had: set[str] = set()
        for view, stem in zip(views, own, strict=True):
            free = _free(stem, had, whole=True)
            had.add(free.casefold())
            stems |= {id(file): free for file in view}
    else:
        stems = {id(file): begin for view in views for file in view}
    taken: set[str] = set()
    found = []
    for file in sorted(record.files, key=lambda each: each.role is FileRole.SIDECAR):
        if file.role is FileRole.SIDECAR and (partner := partner_of(file, record)) is not None:
            name = _beside(file, partner, stems[id(partner)])
        else:
            name = stems.get(id(file), begin) + Path(file.path).suffix
        name = _free(name, taken)
        taken.add(name.casefold())
        found.append((name, file))
    order = [id(file) for file in record.files]
    return sorted(found, key=lambda each: order.index(id(each[1])))


def partner_of(sidecar: FileValue, record: Record) -> FileValue | None:
    """The file that a sidecar goes with: told by their original names, or else the first one."""
    main = [file for file in record.files if file.role is not FileRole.SIDECAR]
    had = PurePath(sidecar.original_name).stem.casefold()
    whole = (file for file in main if file.original_name.casefold() == had)
    stem = (file for file in main if f"{had}.".startswith(f"{_stem(file)}."))
    return next(iter((*whole, *stem, *main)), None)


def _views(files: tuple[FileValue, ...]) -> list[list[FileValue]]:
    """The files that are no sidecars, those of one name and several endings together."""
    views: list[list[FileValue]] = []
    for file in files:
        if file.role is FileRole.SIDECAR:
            continue
        ending = Path(file.path).suffix.lower()
        for view in views:
            if _stem(view[0]) == _stem(file) and all(Path(each.path).suffix.lower() != ending for each in view):
                view.append(file)
                break
        else:
            views.append([file])
    return views


def _stem(file: FileValue) -> str:
    return PurePath(file.original_name).stem.casefold()


def _beside(sidecar: FileValue, partner: FileValue, stem: str) -> str:
    """The name of a sidecar beside that of its partner, whose stem is ``stem``."""
    ending, had = Path(sidecar.path).suffix, PurePath(sidecar.original_name).stem
    if had.casefold() == partner.original_name.casefold():
        return f"{stem}{Path(partner.path).suffix}{ending}"
    # What says the language of subtitles, as in talk.zh.srt.
    more = had[len(_stem(partner)) :] if had.casefold().startswith(f"{_stem(partner)}.") else PurePath(had).suffix
    return f"{stem}{_NOT_IN_NAMES.sub('-', more) if len(more) <= 12 and ' ' not in more else ''}{ending}"


def _begin(record: Record, title: str, again: int) -> str:
    return _short(f"{record.ref} {shown(title)}") + (f"-{again}" if again > 1 else "")


def _free(name: str, taken: set[str], *, whole: bool = False) -> str:
    """The same with a number where it is taken; one that is ``whole`` has no ending."""
    stem, ending = (name, "") if whole else (PurePath(name).stem, PurePath(name).suffix)
    number = 2
    while name.casefold() in taken:
        name, number = f"{stem}-{number}{ending}", number + 1
    return name


def _short(name: str) -> str:
    """``name`` as every system takes it."""
    name = _NOT_IN_NAMES.sub("-", name)
    while len(os.fsencode(name)) > _NAME_BYTES:
        name = name[:-1]
    return name.strip(" .-") or "file"
