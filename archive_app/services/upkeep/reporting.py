"""What a backup did, and what reading one again has found, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive_app.i18n import _, listed, ngettext
from archive_app.services.upkeep.checking import Checked
from archive_app.services.upkeep.keeping import Kept
from archive_app.services.upkeep.standing import moment


def told(kept: Kept) -> Iterator[str]:
    """What a backup did, in sentences."""
    if kept.new:
        words = ngettext(
            "Backed up to “{place}”: {count} original was copied and read back.",
            "Backed up to “{place}”: {count} originals were copied and read back.",
            kept.copied,
        )
        yield words.format(place=kept.where.folder, count=f"{kept.copied:,}")
    else:
        words = _("Nothing has changed since the backup of {when} in “{place}”.")
        yield words.format(when=moment(kept.state.made_at), place=kept.where.folder)
    if kept.where.warning:
        yield kept.where.warning
    yield from (problem.reason for problem in kept.problems)


def checked(found: Checked) -> Iterator[str]:
    """What reading a backup again has found, in sentences."""
    if found.ok:
        words = _("All is well: {files} files of {states} backups were read again in “{place}”.")
        yield words.format(files=f"{found.files:,}", states=len(found.states), place=found.place)
        return
    for fault in found.faults:
        words = _("“{file}” is missing.") if fault.missing else _("“{file}” is damaged.")
        yield words.format(file=found.place / "data" / Path(fault.name))
    if found.whole:
        yield _("These are whole: {states}.").format(states=listed(found.whole))
    yield _("The next backup copies anew what the archive still has.")
