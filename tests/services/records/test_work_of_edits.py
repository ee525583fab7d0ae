"""What an edit costs does not grow with what is linked to the record, nor with the archive: counted, not timed."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive, create_archive
from archive_app.services.history import history
from archive_app.services.records import editing, linking, reading
from archive_app.services.records.editing import NewName
from tests.bulk import BulkInsert
from tests.inside import database
from tests.work import Work, counted

_FEW, _MANY = 20, 2_000
_EDITS = ("name[en]=Opening", "date=2024-05-06", "source=A letter", "status=reviewed", "caption[en]=A hall", "link")


def _busy(archive: Archive, photos: int) -> tuple[int, int]:
    """An event that so many photographs document, and a photograph that does not yet."""
    event = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Visit")]).id
    with database(archive).transact("Fill") as transaction:
        rows = BulkInsert(transaction)
        for _number in range(photos):
            rows.row("link", {"subject_id": rows.record(Kind.PHOTO), "relation": "documents", "object_id": event})
        loose = rows.record(Kind.PHOTO)
        rows.finish()
    return event, loose


def _work(folder: Path, photos: int, edit: str) -> Work:
    with create_archive(folder) as archive:
        event, loose = _busy(archive, photos)
        with counted() as work:
            if edit == "link":
                linking.add_link(archive, records=[loose], relation="documents", other=event)
            else:
                editing.set_values(archive, records=[event], values=dict([edit.split("=")]))
    return work


@pytest.mark.parametrize("edit", _EDITS)
def test_the_busiest_event_is_edited_like_any_other(tmp_path: Path, edit: str) -> None:
    few, many = (_work(tmp_path / str(photos), photos, edit) for photos in (_FEW, _MANY))
    assert many.statements == few.statements
    assert many.steps <= 1.5 * few.steps


def test_what_was_made_by_the_hundred_is_taken_back_in_as_many_statements_as_a_few(tmp_path: Path) -> None:
    found = []
    for count in (_FEW, 20 * _FEW):
        with create_archive(tmp_path / str(count)) as archive:
            _busy(archive, count)
            with counted() as work:
                history.undo(archive)
            assert reading.counts(archive).items == 0
        found.append(work)
    few, many = found
    assert many.statements <= 2 * few.statements
