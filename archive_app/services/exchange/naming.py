"""What copies of a record's files are called, so that whoever gets them sees which belong together.

Programs find a sidecar and subtitles by their names alone: files of one shot keep one name with several endings, and
what goes with one of them is called after it, by the habit that it had (``x.jpg.xmp`` or ``x.xmp``, ``x.zh.srt``).
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePath

from archive_app.domain.model.kinds import FileRole
from archive_app.domain.model.records import FileValue, Record
from archive_app.domain.text.showing import shown

#: What one system or another does not take in a name.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
#: Bytes of a name; a system takes 255, and a number may come to it.
_NAME_BYTES = 180


def names(record: Record, called: str, again: int = 1) -> list[tuple[str, FileValue]]:
    """The files of a record that is ``called`` so, each with the name that it is given: ref, title, and the number of
    the view where there are several. ``again`` is told from the second copy on, and stands in each name.
    """
    endings = {Path(file.path).suffix.lower() for file in record.files}
    whole = PurePath(called)
    title = whole.stem if whole.suffix.lower() in endings and whole.stem else called
    begin = _short(f"{record.ref} {shown(title)}") + (f"-{again}" if again > 1 else "")
    views = _views(record.files)
    stems = {id(file): f"{begin} {number}" if len(views) > 1 else begin
             for number, view in enumerate(views, start=1) for file in view}  # fmt: skip
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


def _free(name: str, taken: set[str]) -> str:
    path, number = PurePath(name), 2
    while name.casefold() in taken:
        name, number = f"{path.stem}-{number}{path.suffix}", number + 1
    return name


def _short(name: str) -> str:
    """``name`` as every system takes it."""
    name = _NOT_IN_NAMES.sub("-", name)
    while len(os.fsencode(name)) > _NAME_BYTES:
        name = name[:-1]
    return name.strip(" .-") or "file"
