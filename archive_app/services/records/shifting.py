"""Putting the times of pictures right whose camera had a wrong clock, as one step. Originals stay as they are.

What is moved is the time that the archive keeps of each file, and the date of its record where that is the day of this
time: a date that somebody has set stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from archive_app.domain.dates.capture import on_the_spot
from archive_app.domain.dates.shifting import between, shifted
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import RecordRef
from archive_app.errors import InvalidInput
from archive_app.i18n import NN_, _
from archive_app.services.archive import Archive
from archive_app.store.face.reader import Reader
from archive_app.store.face.values import Taken


@dataclass(frozen=True, slots=True)
class Shift:
    """What becomes of one record: its time and its date, before and after."""

    record: RecordRef
    before: str
    after: str
    date_before: str
    date_after: str


@dataclass(frozen=True, slots=True)
class Shifts:
    """What would be done: ``shifts``, the earliest first. ``timeless`` is how many records have no file that says a
    time, and stay as they are.
    """

    shifts: tuple[Shift, ...]
    timeless: int


def wrong_by(archive: Archive, *, record: int, taken: str) -> timedelta:
    """By how much the clock was wrong, if this record was taken at ``taken`` (``2025-04-03 17:30``)."""
    with archive.store.read() as reader:
        times = [file.captured for file in reader.files.taken([record])]
    return between(next((time for time in times if "T" in time), ""), taken)


def preview(archive: Archive, *, records: Sequence[int], by: timedelta) -> Shifts:
    """What :func:`shift` would do; nothing is changed."""
    with archive.store.read() as reader:
        moves = _moves(reader, records, by)
        refs = reader.records.refs(moves)
    shifts = [
        Shift(refs[record], files[0][0].captured, files[0][1], files[0][0].date, date or files[0][0].date)
        for record, (files, date) in moves.items()
    ]
    return Shifts(tuple(sorted(shifts, key=lambda each: each.before)), len(set(records)) - len(shifts))


def shift(archive: Archive, *, records: Sequence[int], by: timedelta) -> ChangeSet:
    """Move the times of these records by ``by``, forward or back, as one step that can be undone."""
    if not by:
        raise InvalidInput(_("Say by how much the clock was wrong."))
    with archive.store.read() as reader:
        count = len(_moves(reader, records, by))
    if not count:
        raise InvalidInput(_("None of these records has a file that says at what time it was taken."))
    with archive.store.transact(Label.of_many(NN_("Shift a time", "Shift the times of {count} records"), count)) as to:
        dates: dict[str, list[int]] = {}
        for record, (files, date) in _moves(to.reader, records, by).items():
            for file, captured in files:
                to.parts.change("file", file.file, {"captured": captured})
            if date:
                dates.setdefault(date, []).append(record)
        for date, dated in dates.items():
            to.values.set_column(dated, "date", date)
    return to.change


#: By record: its files with their new times, and its new date, empty where that stays.
_Moves = dict[int, tuple[list[tuple[Taken, str]], str]]


def _moves(reader: Reader, records: Sequence[int], by: timedelta) -> _Moves:
    moves: _Moves = {}
    for file in reader.files.taken(sorted(set(records))):
        captured = shifted(file.captured, by)
        if captured is None:
            continue
        files, date = moves.get(file.record, ([], ""))
        if not date and file.date and file.date == on_the_spot(file.captured, file.longitude).day:
            day = on_the_spot(captured, file.longitude).day
            date = day if day != file.date else ""
        moves[file.record] = ([*files, (file, captured)], date)
    return moves
