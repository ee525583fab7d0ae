"""Whatever was done can be taken back, done again, and seen as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import Record
from archive_app.errors import NotFound, Refused
from archive_app.store.face.values import Asked, Moment
from tests.store.contract.conftest import Kept
from tests.store.contract.test_records import whole


def _then(kept: Kept, record: int, step: int) -> Record:
    with kept.store.read() as reader:
        return reader.history.as_of(record, Moment(step=step), lambda digest, extension: Path(digest + extension))


def _steps(kept: Kept) -> list[int]:
    """The steps in the order in which they were done."""
    with kept.store.read() as reader:
        return [step.id for step in reader.history.steps(Asked())][::-1]


def _note(kept: Kept, record: int, text: str) -> None:
    with kept.store.transact(f"Note {text}") as transaction:
        transaction.values.set_text([record], "note", "en", text)


def _labels(kept: Kept) -> list[str | None]:
    """Of what undo and redo would do; beside each stands who made it."""
    labels = kept.store.labels()
    assert {each[1] for each in labels if each is not None} == {"anna"}
    return [each[0] if each is not None else None for each in labels]


def test_undo_and_redo_go_back_and_forth_and_survive_a_restart(kept: Kept) -> None:
    city = kept.add(Kind.CITY, "Oulu")
    _note(kept, city, "one")
    _note(kept, city, "two")
    before = whole(kept, city)
    assert _labels(kept) == ["Note two", None]
    assert kept.store.undo().label == "Note two"
    assert [text.text for text in whole(kept, city).texts] == ["one"]
    kept.reopen()
    assert _labels(kept) == ["Note one", "Note two"]
    kept.store.undo()
    assert whole(kept, city).texts == ()
    for _turn in range(2):
        kept.store.redo()
    now = whole(kept, city)
    assert (now.texts, now.names, now.uid) == (before.texts, before.names, before.uid)
    with pytest.raises(NotFound):
        kept.store.redo()


def test_a_whole_record_goes_and_comes_back_with_its_links(kept: Kept) -> None:
    photo = kept.add(Kind.PHOTO, "Photo")
    person = kept.add(Kind.PERSON, "Ann")
    kept.link(photo, "depicts", person)
    before = whole(kept, photo)
    for _step in range(3):
        kept.store.undo()
    with kept.store.read() as reader:
        assert reader.records.kinds([photo, person]) == {}
    for _step in range(3):
        kept.store.redo()
    after = whole(kept, photo)
    assert (after.names, after.links, after.ref) == (before.names, before.links, before.ref)
    for _step in range(3):
        kept.store.undo()
    with pytest.raises(NotFound):
        kept.store.undo()


def test_what_a_later_change_stands_on_is_not_taken_back(kept: Kept) -> None:
    city = kept.add(Kind.CITY, "Oulu")
    _note(kept, city, "one")
    first = _steps(kept)[-1]
    _note(kept, city, "two")
    with pytest.raises(Refused):
        kept.store.undo(first)
    assert [text.text for text in whole(kept, city).texts] == ["two"]
    kept.store.undo()
    kept.store.undo(first)
    assert whole(kept, city).texts == ()


def test_some_operations_of_a_step_are_taken_back_alone(kept: Kept) -> None:
    cities = [kept.add(Kind.CITY, name) for name in ("Oulu", "Leeds")]
    with kept.store.transact("Both") as transaction:
        transaction.values.set_column(cities, "iso_code", "XX")
    step = _steps(kept)[-1]
    with kept.store.read() as reader:
        operations = reader.history.operations(step)
        assert [each.record_id for each in reader.history.operations(step, record=cities[0])] == cities[:1]
    kept.store.take_back(step, [each.id for each in operations if each.record_id == cities[1]])
    assert [whole(kept, city).fields["iso_code"] for city in cities] == ["XX", None]


def test_a_record_is_shown_as_it_was_after_every_step(kept: Kept) -> None:
    photo = kept.add(Kind.PHOTO, "Photo")
    person = kept.add(Kind.PERSON, "Ann")
    seen = [whole(kept, photo)]
    kept.link(photo, "depicts", person)
    seen.append(whole(kept, photo))
    _note(kept, photo, "one")
    seen.append(whole(kept, photo))
    with kept.store.transact("Change") as transaction:
        (name,) = transaction.reader.records.names(photo)
        transaction.parts.change("name", name.id, {"text": "Picture"})
        transaction.parts.add_name(photo, {"text": "照片", "lang": "zh", "script": "Hans", "kind": "official"})
    seen.append(whole(kept, photo))
    kept.store.undo()
    steps = _steps(kept)
    for step, record in zip(steps[1:], seen, strict=False):
        assert _then(kept, photo, step) == record
    assert _then(kept, photo, steps[-1]) == whole(kept, photo)
    with pytest.raises(NotFound):
        _then(kept, person, steps[0])


def test_steps_are_asked_for_by_what_they_did(kept: Kept) -> None:
    city = kept.add(Kind.CITY, "Oulu")
    other = kept.add(Kind.CITY, "Leeds")
    _note(kept, city, "harbour")
    kept.store.undo()
    kept.reopen()
    _note(kept, other, "mill")

    def labels(asked: Asked) -> list[str]:
        with kept.store.read() as reader:
            return [step.label for step in reader.history.steps(asked)]

    assert labels(Asked(record=other)) == ["Note mill", "Add Leeds"]
    assert labels(Asked(by="ANNA", what=("records",))) == ["Add Leeds", "Add Oulu"]
    assert "Note harbour" in labels(Asked(words="harbour"))
    assert labels(Asked(undone=True)) == ["Note harbour"]
    with kept.store.read() as reader:
        newest = reader.history.steps(Asked(), limit=2)
        rest = reader.history.steps(Asked(), before=newest[-1].id)
        assert len({step.id for step in (*newest, *rest)}) == len(_steps(kept))
        assert reader.history.people()[0] == ["bela", "anna"]
