"""A record as it was on a day."""

from __future__ import annotations

from datetime import date, datetime, time

from archive_app.domain.dates.moments import utc
from archive_app.domain.model.records import Record
from archive_app.services.archive import Archive
from archive_app.store.face import values


def as_of(
    archive: Archive, record_id: int, at: date | datetime | None = None, *, after_step: int | None = None
) -> Record:
    """The record as it was at the end of that day, at that moment (of this computer's time zone where it names none),
    or after step ``after_step`` of the history. It belongs to no partnership here: that is derived, and of today.

    Links show the titles that others have now. NotFound says that it was not there yet, or deleted then.
    """
    if after_step is not None or at is None:
        moment = values.Moment(step=after_step or 0)
    elif isinstance(at, datetime):
        moment = values.Moment(at=utc(at))
    else:
        # Steps are stamped to the millisecond: whatever is not after the last one of the day is of that day.
        moment = values.Moment(at=utc(datetime.combine(at, time.max)))
    with archive.store.read() as reader:
        return reader.history.as_of(record_id, moment, archive.objects.path_of)
