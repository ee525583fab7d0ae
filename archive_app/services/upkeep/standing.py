"""How an archive stands with its backups, in words: for the window, and for the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive_app.errors import ArchiveError
from archive_app.i18n import _, ngettext, sentences
from archive_app.media.objects.vault import State
from archive_app.services.archive import Archive
from archive_app.services.person import Person
from archive_app.services.search import searching
from archive_app.services.upkeep import places
from archive_app.services.upkeep.places import Last, Where


@dataclass(frozen=True, slots=True)
class Standing:
    """``sentence`` says when and where the last backup was made; ``warning`` what is not as it should be. ``old``: it
    is older than is wanted and the archive has changed since; ``verify_due``: it was not read again for as long as is
    wanted; ``due``: the schedule asks for one, and its place is there. ``changed`` since the last one.
    """

    place: str
    last: Last | None
    sentence: str
    warning: str
    old: bool
    verify_due: bool
    due: bool
    changed: bool
    states: tuple[State, ...] = ()


_DAYS = {"daily": 1, "weekly": 7}


def look(archive: Archive, person: Person) -> Standing:
    """How the archive stands with its backups now."""
    last = places.last(archive)
    with archive.store.read() as reader:
        changed = last is None or reader.history.mark() != last.mark
    begun = bool(searching.search_ids(archive, "", limit=1))
    states: tuple[State, ...] = ()
    warning, place, there = "", str(person.value(places.PLACE)), False
    try:
        where = places.where(archive, person)
        warning, place, there = where.warning, str(where.folder), where.chosen
        states = tuple(places.vault_in(archive, where.folder).states())
    except ArchiveError as error:
        warning = error.message
    at = last.looked_at if last is not None else archive.info.created_at
    old = begun and changed and places.is_older(at, int(person.value(places.AGE)))
    verify_due = last is not None and places.is_older(
        last.verified_at or last.made_at, int(person.value(places.VERIFY))
    )
    days = _DAYS.get(str(person.value(places.WHEN)), 0)
    # Half an hour less, or a daily one would come later every day.
    due = there and changed and days > 0 and places.is_older(last.looked_at if last is not None else "", days - 1 / 48)
    return Standing(place, last, _sentence(last), _all(warning, last, old), old, verify_due, due, changed, states)


def wanted_in(archive: Archive, person: Person, began: str) -> Where | None:
    """Where a backup is to be made at the end of a session; None where the archive has not changed since its last one,
    or the place that was chosen is not there. An archive that was never backed up, and for which no place was chosen,
    has changed where its log does not stand any more where it ``began`` (see ``reader.history.mark``).
    """
    try:
        where = places.where(archive, person)
    except ArchiveError:
        return None
    last = places.last(archive)
    known = last.mark if last is not None else "" if where.chosen else began
    with archive.store.read() as reader:
        return where if reader.history.mark() != known else None


def _sentence(last: Last | None) -> str:
    if last is None:
        return _("This archive was never backed up on this computer.")
    words = _("Last backup: {when}, in “{place}”.")
    said = words.format(when=moment(last.looked_at), place=last.place)
    if last.verified_at:
        return sentences(said, _("It was last read again on {when}.").format(when=moment(last.verified_at)))
    return said


def _all(warning: str, last: Last | None, old: bool) -> str:
    found = [warning] if warning else []
    if last is not None and last.problems:
        words = ngettext(
            "{count} file of the last backup is damaged or missing.",
            "{count} files of the last backup are damaged or missing.",
            last.problems,
        )
        found.append(words.format(count=f"{last.problems:,}"))
    if old and last is not None:
        found.append(_("The archive has changed since, and the backup is older than you want it to be."))
    return sentences(*found) if found else ""


def moment(written: str) -> str:
    """A kept moment as it is shown, in this computer's time."""
    try:
        return f"{datetime.fromisoformat(written).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return written
