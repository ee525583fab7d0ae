"""What a record was once called by is never another one's, and finds it for ever."""

from __future__ import annotations

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.errors import InvalidInput, NotFound
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing, merging, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search.searching import search_ids
from archive_app.services.upkeep import maintenance
from tests.bulk import BulkInsert
from tests.inside import database


def _city(archive: Archive, name: str) -> int:
    return editing.add_record(archive, kind=Kind.CITY, names=[NewName(name)]).id


def _call(archive: Archive, record: int, ref: str) -> None:
    editing.set_values(archive, records=[record], values={"ref": ref})


def _found(archive: Archive, ref: str) -> set[int]:
    """What a ref leads to, however it is asked for."""
    try:
        by_ref = {reading.resolve(archive, ref).id}
    except NotFound:
        by_ref = set()
    assert by_ref == set(search_ids(archive, f"ref:{ref}"))
    assert by_ref == set(search_ids(archive, f'"{ref}"'))
    return by_ref


def test_the_ref_before_leads_to_its_record(archive: Archive) -> None:
    leeds = _city(archive, "Leeds")
    _call(archive, leeds, "LDS-1")
    _call(archive, leeds, "LDS-2")
    assert [_found(archive, ref) for ref in ("CIT-0001", "LDS-1", "LDS-2")] == [{leeds}] * 3
    assert reading.record(archive, leeds).ref == "LDS-2"
    assert maintenance.verify(archive).ok
    history.undo(archive)
    assert [_found(archive, ref) for ref in ("CIT-0001", "LDS-1", "LDS-2")] == [{leeds}, {leeds}, set()]
    history.redo(archive)
    assert _found(archive, "LDS-1") == {leeds}


def test_it_is_given_to_nobody_else_but_may_be_taken_back(archive: Archive) -> None:
    leeds, oulu = _city(archive, "Leeds"), _city(archive, "Oulu")
    _call(archive, leeds, "CIT-0004")
    _call(archive, leeds, "LDS-1")
    with pytest.raises(InvalidInput, match=r"CIT-0001.* taken"):
        _call(archive, oulu, "CIT-0001")
    assert [reading.record(archive, _city(archive, name)).ref for name in ("Nadi", "Niš")] == ["CIT-0003", "CIT-0005"]
    _call(archive, leeds, "CIT-0001")
    assert _found(archive, "CIT-0001") == _found(archive, "LDS-1") == {leeds}
    assert reading.record(archive, leeds).ref == "CIT-0001"
    assert maintenance.verify(archive).ok


def test_many_new_records_pass_over_no_number(archive: Archive) -> None:
    _city(archive, "Leeds")
    with database(archive).transact("Many") as transaction:
        bulk = BulkInsert(transaction)
        made = [bulk.record(Kind.CITY) for _city in range(2)]
        bulk.finish()
    assert [reading.record(archive, record).ref for record in (*made, _city(archive, "Oulu"))] == [
        "CIT-0002", "CIT-0003", "CIT-0004"
    ]  # fmt: skip


def test_all_refs_of_what_was_merged_lead_to_what_was_kept(archive: Archive) -> None:
    first, second, third = (_city(archive, name) for name in ("Nish", "Niš", "Naissus"))
    _call(archive, first, "NIS-1")
    merging.merge(archive, keep=second, drop=first)
    merging.merge(archive, keep=third, drop=second)
    assert {ref: _found(archive, ref) for ref in ("CIT-0001", "NIS-1", "CIT-0002", "CIT-0003")} == {
        ref: {third} for ref in ("CIT-0001", "NIS-1", "CIT-0002", "CIT-0003")
    }
    assert maintenance.verify(archive).ok
    history.undo(archive)
    assert _found(archive, "NIS-1") == _found(archive, "CIT-0001") == {second}
    assert _found(archive, "CIT-0003") == {third}
    history.undo(archive)
    assert _found(archive, "NIS-1") == _found(archive, "CIT-0001") == {first}
    assert maintenance.verify(archive).ok
