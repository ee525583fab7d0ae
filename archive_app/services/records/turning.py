"""Turning pictures by hand: kept beside the file, whose bytes stay as they are."""

from __future__ import annotations

from collections.abc import Sequence

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.labels import Label
from archive_app.errors import InvalidInput
from archive_app.i18n import NN_, _
from archive_app.services.archive import Archive

_QUARTER = 90


def turn(archive: Archive, *, records: Sequence[int], by: int, position: int | None = None) -> ChangeSet:
    """Turn the picture of each of ``records`` by ``by`` degrees clockwise (a multiple of 90): that of its file at
    ``position`` (from 0), or else of the one that it is shown by. Records without such a file stay as they are.
    """
    if by % _QUARTER:
        raise InvalidInput(_("A picture can be turned by 90, 180 or 270 degrees."))
    label = Label.of_many(NN_("Turn a picture", "Turn {count} pictures"), len(records))
    with archive.store.transact(label) as transaction:
        transaction.parts.turn_files(records, position, by)
    return transaction.change
