"""A change happens as a whole or not at all, in one step, and readers see one state."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.domain.query import parse
from archive_app.errors import Cancelled
from archive_app.store.face.values import Asked, Cancellation
from tests.store.contract.conftest import Kept, add

_TODAY = date(2026, 1, 1)


def _titles(kept: Kept) -> list[str]:
    with kept.store.read() as reader:
        ids = reader.index.names.words("city", None)
        return sorted(reader.records.titles(ids).values())


def test_what_fails_leaves_nothing_and_is_no_step(kept: Kept) -> None:
    kept.add(Kind.CITY, "First city")
    with pytest.raises(RuntimeError), kept.store.transact("Fail") as transaction:  # noqa: PT012
        add(transaction, Kind.CITY, "Second city")
        assert len(transaction.reader.index.names.words("city", None)) == 1
        raise RuntimeError
    assert _titles(kept) == ["First city"]
    with kept.store.read() as reader:
        assert [step.label for step in reader.history.steps(Asked())] == ["Add First city"]
    assert len(kept.heard) == 1


def test_a_change_within_a_change_is_part_of_it(kept: Kept) -> None:
    with kept.store.transact("Two cities") as outer:
        kept.add(Kind.CITY, "First city")
        second = kept.add(Kind.CITY, "Second city")
        assert outer.reader.records.titles([second]) == {second: "Second city"}
    with kept.store.read() as reader:
        assert [step.label for step in reader.history.steps(Asked())] == ["Two cities"]
    (change,) = kept.heard
    assert change == outer.change
    assert second in change.ids
    assert {"record", "name"} <= {field.partition(".")[0] for field in change.fields}


def test_a_change_of_nothing_is_no_step_and_nobody_hears_of_it(kept: Kept) -> None:
    city = kept.add(Kind.CITY, "City")
    with kept.store.transact("Nothing") as transaction:
        transaction.values.set_column([city], "latitude", None)
        assert not transaction.written
    with kept.store.read() as reader:
        assert len(reader.history.steps(Asked())) == 1
    assert len(kept.heard) == 1


def test_a_reader_sees_one_state_while_another_writes(kept: Kept) -> None:
    city = kept.add(Kind.CITY, "Old city")
    read, wrote, seen = threading.Event(), threading.Event(), []

    def look() -> None:
        with kept.store.read() as reader:
            for waited in (None, wrote):
                if waited is not None:
                    assert waited.wait(30)
                seen.append((reader.records.titles([city])[city], reader.index.names.words("city", None)))
                read.set()

    thread = threading.Thread(target=look)
    thread.start()
    assert read.wait(30)
    with kept.store.transact("Rename") as transaction:
        (name,) = transaction.reader.records.names(city)
        transaction.parts.change("name", name.id, {"text": "New town"})
    wrote.set()
    thread.join(30)
    assert seen == [("Old city", [city])] * 2
    with kept.store.read() as reader:
        assert reader.records.titles([city]) == {city: "New town"}
        assert reader.index.names.words("city", None) == []


def test_changes_of_several_threads_come_one_after_the_other(kept: Kept) -> None:
    def work(number: int) -> None:
        for turn in range(5):
            kept.add(Kind.CITY, f"City {number} {turn}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with kept.store.read() as reader:
        ids = reader.index.names.words("city", None)
        assert len({ref.ref for ref in reader.records.refs(ids).values()}) == 20
        assert len(reader.history.steps(Asked())) == 20


def test_what_was_cancelled_stops_and_says_so(kept: Kept) -> None:
    kept.add(Kind.CITY, "City")
    stop = Cancellation()
    stop.cancel()
    with pytest.raises(Cancelled), kept.store.read(stop) as reader:
        reader.index.search(parse("city"), _TODAY).ids()
    with kept.store.read() as reader:
        assert len(reader.index.search(parse("city"), _TODAY).ids()) == 1


def test_every_change_of_an_archive_that_is_opened_again_is_by_whoever_opened_it(kept: Kept) -> None:
    city = kept.add(Kind.CITY, "City")
    kept.reopen()
    with kept.store.transact("Say") as transaction:
        transaction.values.set_text([city], "note", "en", "By the sea")
    with kept.store.read() as reader:
        (row,) = reader.records.rows([city])
        assert [step.by for step in reader.history.steps(Asked())] == ["bela", "anna"]
        assert row.changed_at == reader.history.steps(Asked())[0].at
