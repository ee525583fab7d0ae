"""The bin: what was deleted comes back as it was, in one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.errors import NotFound
from archive_app.services.archive import Archive, create_archive
from archive_app.services.history import history
from archive_app.services.records import deleted, editing, linking, merging, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search.searching import search_ids


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with create_archive(tmp_path / "archive") as made:
        yield made


def _event(archive: Archive, name: str) -> int:
    return editing.add_record(archive, kind=Kind.EVENT, names=[NewName(name)], values={"date": "2019"}).id


def test_what_is_brought_back_is_found_and_linked_as_before(archive: Archive) -> None:
    visit = _event(archive, "Visit of the choir")
    person = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Li Wei")]).id
    linking.add_link(archive, records=[person], relation="took_part_in", other=visit)
    before = reading.record(archive, visit)
    editing.delete_records(archive, records=[visit])
    assert list(search_ids(archive, "choir")) == []
    [line] = deleted.listed(archive)
    assert (line.record.title, line.files, deleted.count(archive)) == ("Visit of the choir", 0, 1)
    deleted.bring_back(archive, records=[visit])
    after = reading.record(archive, visit)
    assert list(search_ids(archive, "choir")) == [visit]
    assert list(search_ids(archive, "date:2019")) == [visit]
    assert (after.names, after.links, after.ref) == (before.names, before.links, before.ref)
    assert deleted.listed(archive) == []
    history.undo(archive)
    assert [each.record.id for each in deleted.listed(archive)] == [visit]
    assert list(search_ids(archive, "choir")) == []


def test_the_last_deleted_comes_first_and_says_who_did_it(archive: Archive) -> None:
    first, second = _event(archive, "One"), _event(archive, "Two")
    editing.delete_records(archive, records=[first])
    editing.delete_records(archive, records=[second])
    assert [each.record.title for each in deleted.listed(archive)] == ["Two", "One"]
    assert [each.by for each in deleted.listed(archive)] == ["tester", "tester"]
    assert [each.record.title for each in deleted.listed(archive, most=1)] == ["Two"]
    ref = deleted.listed(archive)[1].record.ref
    assert deleted.find(archive, f" {ref.lower()} ") == first


def test_what_was_merged_is_not_in_the_bin(archive: Archive) -> None:
    kept, gone = _event(archive, "Concert"), _event(archive, "The concert")
    merging.merge(archive, keep=kept, drop=gone)
    assert deleted.listed(archive) == []
    with pytest.raises(NotFound, match="bin"):
        deleted.bring_back(archive, records=[gone])


def test_what_is_there_can_not_be_brought_back_nor_half_of_what_is_asked(archive: Archive) -> None:
    there, gone = _event(archive, "There"), _event(archive, "Gone")
    editing.delete_records(archive, records=[gone])
    with pytest.raises(NotFound, match="bin"):
        deleted.bring_back(archive, records=[gone, there])
    assert deleted.count(archive) == 1
    with pytest.raises(NotFound, match="EVT-9999"):
        deleted.find(archive, "EVT-9999")
