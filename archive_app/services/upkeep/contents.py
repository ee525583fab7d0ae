"""What a backup holds, whichever form it has: one file, or a state among those of a place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from archive_app.errors import NotFound
from archive_app.i18n import _
from archive_app.media.objects import bag, retrieval
from archive_app.media.objects.vault import State
from archive_app.services.upkeep import places

Tell = Callable[[int, int, str], None]


def _quiet(_done: int, _total: int, _name: str) -> None:
    return None


def unpack(
    named: Path,
    target: Path,
    *,
    state: str = "",
    uid: str = "",
    tell: Tell = _quiet,
    check: Callable[[], None] = lambda: None,
) -> State | None:
    """Put the archive that the backup ``named`` holds below ``target``; the state that it was, if it is one of several.

    Without ``state`` it is the newest, or the one that ``named`` leads to. ``uid`` tells whose backups are meant where
    there are those of several archives. NotFound and NotAnArchive say what is wrong with it; ``check`` may raise.
    """
    if not named.exists():
        raise NotFound(_("There is no backup “{file}”.").format(file=named))
    if named.is_file():
        for count, (name, _placed) in enumerate(bag.unpack_iter(named, target), 1):
            check()
            tell(count, 0, name)
        return None
    found = places.found(named, uid)
    inside = named.name if named.parent == found.folder_of(named.name).parent else ""
    chosen = found.state(state or inside)
    retrieval.unpack(found, chosen, target, tell, check)
    return chosen
