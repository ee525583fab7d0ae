"""Objects are given their accession numbers, each once, and gaps are told."""

from __future__ import annotations

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.settings import named
from archive_app.errors import InvalidInput
from archive_app.services import settings
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.person import Person
from archive_app.services.records import accessions, editing, reading
from archive_app.services.records.editing import NewName


def _objects(archive: Archive, count: int) -> list[int]:
    return [
        editing.add_record(archive, kind=Kind.OBJECT, names=[NewName(f"Gift {number}")]).id for number in range(count)
    ]


def _number(archive: Archive, record: int) -> object:
    return reading.record(archive, record).fields.get("accession_number")


def test_the_next_numbers_are_given_in_order_as_one_step(archive: Archive) -> None:
    first, second, third = _objects(archive, 3)
    editing.set_values(archive, records=[second], values={"accession-number": "2026.7"})
    given = accessions.give_numbers(archive, records=[third, second, first], year=2026)
    assert given == {third: "2026.8", first: "2026.9"}
    assert [_number(archive, each) for each in (first, second, third)] == ["2026.9", "2026.7", "2026.8"]
    assert accessions.give_numbers(archive, records=[first], year=2026) == {}
    history.undo(archive)
    assert [_number(archive, each) for each in (first, second, third)] == [None, "2026.7", None]


def test_a_number_of_what_lies_in_the_bin_is_given_to_no_other(archive: Archive) -> None:
    first, second = _objects(archive, 2)
    accessions.give_numbers(archive, records=[first], year=2026)
    editing.delete_records(archive, records=[first])
    assert accessions.give_numbers(archive, records=[second], year=2026) == {second: "2026.2"}


def test_the_pattern_is_the_archive_s_own_and_can_be_taken_back(archive: Archive) -> None:
    (gift,) = _objects(archive, 1)
    scheme = named("accession-scheme")
    with pytest.raises(InvalidInput, match="no pattern of accession numbers"):
        settings.put(Person(), archive, {scheme: "GIFT"})
    settings.put(Person(), archive, {scheme: "G-{n:4}"})
    assert accessions.overview(archive).following == "G-0001"
    accessions.give_numbers(archive, records=[gift])
    found = accessions.overview(archive)
    assert [(each.year, each.count, each.gaps) for each in found.series] == [(0, 1, ())]
    (held,) = [each for each in settings.held(Person(), archive) if each.setting is scheme]
    assert held.written == "G-{n:4}"
    history.undo(archive)
    history.undo(archive)
    assert accessions.overview(archive, 2026).following == "2026.1"


def test_only_objects_have_one(archive: Archive) -> None:
    person = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Hans Huber")])
    with pytest.raises(InvalidInput, match="is no object"):
        accessions.give_numbers(archive, records=[person.id])
