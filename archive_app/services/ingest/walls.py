"""Which walls stand around what reads the files of strangers, in words."""

from __future__ import annotations

from archive_app.i18n import N_, _, listed
from archive_app.media.pictures.cage import Wall
from archive_app.media.pictures.workers import TIME_LIMIT, walls_here

_WORDS = {
    Wall.FILES: N_("opening other files"),
    Wall.WRITING: N_("writing"),
    Wall.NETWORK: N_("the network"),
    Wall.PROCESSES: N_("starting programs"),
    Wall.MEMORY: N_("more memory than 1 GB"),
    Wall.TIME: N_("more than {seconds} seconds of the processor for one file"),
}


def walls_in_words() -> tuple[str, ...]:
    """What is kept from it, and what this system can't keep from it. Takes as long as a worker does to begin.

    StorageError where none can be started.
    """
    standing = walls_here()
    said = [_("What reads files is kept from: {walls}.").format(walls=_listed(standing))]
    missing = frozenset(Wall) - standing
    if missing:
        said.append(_("This system does not keep it from: {walls}.").format(walls=_listed(missing)))
    return (*said, _("Recordings that are played are decoded by the window itself, without these walls."))


def _listed(walls: frozenset[Wall]) -> str:
    return listed(_(words).format(seconds=round(TIME_LIMIT)) for wall, words in _WORDS.items() if wall in walls)
