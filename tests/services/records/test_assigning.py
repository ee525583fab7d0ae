"""One way to set a value, of one record or of many, over what is there or only where nothing is."""

from __future__ import annotations

import pytest

from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.services.records.assigning import assign
from archive_app.services.records.editing import NewName
from archive_app.services.records.values import check


def _people(archive: Archive, count: int) -> list[int]:
    names = [[NewName(f"Person {number}")] for number in range(count)]
    return [editing.add_record(archive, kind=Kind.PERSON, names=each).id for each in names]


def test_one_record_and_many_are_set_and_logged_alike(archive: Archive) -> None:
    people = _people(archive, 31)
    values = {"occupation": "sailor", "note[en]": "of Oulu", "birth_date": "March 1931"}
    for records in (people[:1], people[1:]):
        editing.set_values(archive, records=records, values=values)
    (many, one) = history.history(archive, limit=2)
    said = {tuple((o.entity, o.field, o.before, o.after) for o in one.operations)}
    assert len(one.operations) == 3
    for person in people[1:]:
        (mine,) = [step for step in history.history(archive, record=person) if step.id == many.id]
        said.add(tuple((o.entity, o.field, o.before, o.after) for o in mine.operations))
    assert len(said) == 1
    assert {reading.record(archive, person).fields["birth_date"] for person in people} == {"1931-03"}


def test_filling_leaves_every_value_that_is_there(archive: Archive) -> None:
    first, second = _people(archive, 2)
    editing.set_values(archive, records=[first], values={"occupation": "cook", "note[en]": "Here since 1990"})
    with archive.store.transact("Fill") as transaction:
        for key, value in {"occupation": "sailor", "note[en]": "of Oulu", "status": "reviewed"}.items():
            item = check(Kind.PERSON, key, value)
            assert assign(transaction, [first, second], item, filling=True) == (2 if key == "status" else 1)
        again = check(Kind.PERSON, "status", "public")
        assert assign(transaction, [first, second], again, filling=True) == 0
    told = [reading.record(archive, person) for person in (first, second)]
    assert [record.fields["occupation"] for record in told] == ["cook", "sailor"]
    assert [record.texts[0].text for record in told] == ["Here since 1990", "of Oulu"]
    assert {str(record.status) for record in told} == {"reviewed"}


def test_a_name_a_stage_and_a_ref_are_set_by_the_same_hand(archive: Archive) -> None:
    partnership = editing.add_record(archive, kind=Kind.PARTNERSHIP, names=[NewName("Oulu–Leeds")]).id
    values = {"name[zh]": "奥卢–利兹", "sister_city": "1999", "ref": "OUL-1"}
    editing.set_values(archive, records=[partnership], values=values)
    record = reading.record(archive, partnership)
    assert record.ref == "OUL-1"
    assert {name.lang: name.text for name in record.names}["zh"] == "奥卢–利兹"
    assert [(str(stage.kind), stage.date.edtf if stage.date else "") for stage in record.stages] == [
        ("sister city", "1999")
    ]


def test_the_language_of_a_text_is_corrected_in_one_step(archive: Archive) -> None:
    record = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Fest")]).id
    for lang, text in (("en", "Das Fest"), ("fr", "La fête")):
        editing.set_text(archive, record=record, role=TextRole.CAPTION, lang=lang, text=text)
    with pytest.raises(InvalidInput, match="French"):
        editing.change_language(archive, record=record, role=TextRole.CAPTION, lang="en", to="fr")
    editing.change_language(archive, record=record, role=TextRole.CAPTION, lang="en", to="de")
    said = {text.lang: text.text for text in reading.record(archive, record).texts}
    assert said == {"de": "Das Fest", "fr": "La fête"}
    history.undo(archive)
    assert {text.lang for text in reading.record(archive, record).texts} == {"en", "fr"}
