"""Many records at once: what they share, what a change would do, and what it does."""

from __future__ import annotations

import pytest

from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.domain.model.records import Record
from archive_app.errors import Cancelled, InvalidInput, NotFound
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.progress import Progress
from archive_app.services.records import editing, linking, many, reading
from archive_app.services.records.editing import NewName
from archive_app.services.records.links_of_many import Tag
from archive_app.services.records.many import AddLink, RemoveLink, SetValue
from archive_app.services.search import searching
from archive_app.services.tagging import captions, codes
from archive_app.services.tagging.captions import SetCaption
from archive_app.services.tagging.codes import NewTarget
from archive_app.store.index import checks
from tests.inside import database

_COUNT = 30


@pytest.fixture
def photos(archive: Archive) -> list[int]:
    return [
        editing.add_record(archive, kind=Kind.PHOTO, names=[NewName(f"Photo {number}")]).id for number in range(_COUNT)
    ]


def _derived_is_right(archive: Archive) -> None:
    with database(archive).read() as connection:
        assert checks.search(connection) == []
        assert checks.facets(connection) == []


def _record(archive: Archive, record: int) -> Record:
    return reading.record(archive, record)


def test_the_summary_says_what_is_common_and_what_is_mixed(archive: Archive, photos: list[int]) -> None:
    editing.set_values(archive, records=photos, values={"credit": "City of Hangzhou"})
    editing.set_values(archive, records=photos[:3], values={"rights": "© A", "caption[en]": "One"})
    editing.set_values(archive, records=photos[3:5], values={"rights": "© B", "caption[en]": "Two"})
    editing.set_values(archive, records=photos, values={"caption[zh]": "西湖"})
    person = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Nezih Başgelen")])
    linking.add_link(archive, records=photos[:4], relation="depicts", other=person.id)
    found = many.summary(archive, photos)
    assert (found.count, found.kinds) == (_COUNT, ((Kind.PHOTO, _COUNT),))
    assert found.fields["credit"] == many.Shared(1, 0, "City of Hangzhou")
    assert found.fields["credit"].common
    assert (found.fields["rights"].different, found.fields["rights"].empty) == (2, _COUNT - 5)
    assert not found.fields["rights"].common
    assert found.fields["source"] == many.Shared(0, _COUNT)
    assert found.texts[TextRole.CAPTION, "zh"] == many.Shared(1, 0, "西湖")
    assert found.texts[TextRole.CAPTION, "en"].different == 2
    assert found.texts[TextRole.CAPTION, "en"].empty == _COUNT - 5
    ((tag, label, count),) = [(each.tag, each.label, each.count) for each in found.links]
    assert (tag.record.id, tag.relation, label, count) == (person.id, "depicts", "depicts", 4)


def test_only_the_fields_of_all_the_kinds_are_common(archive: Archive, photos: list[int]) -> None:
    gift = editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("Vase")], values={"material": "clay"})
    person = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Ana")])
    assert "material" in many.summary(archive, [gift.id]).fields
    assert "material" not in many.summary(archive, [gift.id, photos[0]]).fields
    names = [field.name for field in many.summary(archive, [gift.id, person.id]).common_fields]
    assert names == ["status", "source", "confidence"]
    assert many.summary(archive, []).count == 0


def test_what_is_deleted_is_not_counted(archive: Archive, photos: list[int]) -> None:
    editing.delete_records(archive, records=photos[:2])
    assert many.summary(archive, photos).count == _COUNT - 2


def test_a_preview_says_how_many_have_it_already(archive: Archive, photos: list[int]) -> None:
    editing.set_values(archive, records=photos[:4], values={"credit": "© City"})
    editing.set_values(archive, records=photos[4:6], values={"credit": "© Other"})
    found = many.preview(archive, photos, SetValue("credit", "© City"))
    assert (found.items, found.already, found.changed, found.replaced) == (30, 4, 26, 2)
    assert found.words == "30 items: 26 get it, 2 of them have another value now, 4 already have it"
    cleared = many.preview(archive, photos, SetValue("credit", ""))
    assert (cleared.already, cleared.changed) == (24, 6)
    assert cleared.words == "30 items: cleared in 6, 24 do not have it"
    done = many.set_values(archive, records=photos, values={"credit": "© City"})
    assert (done.changed, done.already) == (found.changed, found.already)


def test_a_preview_of_a_text_goes_by_its_language(archive: Archive, photos: list[int]) -> None:
    editing.set_values(archive, records=photos[:4], values={"caption[en]": "A lake"})
    editing.set_values(archive, records=photos[4:6], values={"caption[en]": "A hill"})
    found = many.preview(archive, photos, SetValue("caption[en]", "A lake"))
    assert (found.already, found.changed, found.replaced) == (4, 26, 2)
    assert many.preview(archive, photos, SetValue("caption[zh]", "湖")).changed == _COUNT
    assert many.preview(archive, photos, SetValue("caption", "")).changed == 6


def test_a_preview_of_links_counts_and_leaves_out_what_cannot_be(archive: Archive, photos: list[int]) -> None:
    person = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Ana")])
    event = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Visit")])
    linking.add_link(archive, records=photos[:4], relation="depicts", other=person.id)
    tag = Tag(person, "depicts", True)
    found = many.preview(archive, [*photos, event.id], AddLink(tag))
    assert (found.items, found.already, found.changed, found.skipped) == (31, 4, 26, 1)
    assert found.words == "31 items: 26 get it, 4 already have it, 1 is left out (not possible for event)"
    gone = many.preview(archive, photos, RemoveLink(tag))
    assert gone.words == "30 items: taken off 4, 26 do not have it"
    done = many.apply(archive, records=[*photos, event.id], change=AddLink(tag))
    assert (done.changed, done.already, done.skipped) == (26, 4, 1)
    assert many.preview(archive, photos, AddLink(tag)).words == "30 items: nothing to change, 30 already have it"
    assert many.apply(archive, records=photos, change=RemoveLink(tag)).changed == _COUNT
    assert many.summary(archive, photos).links == ()


def test_only_what_is_touched_changes_in_one_step_that_can_be_taken_back(archive: Archive, photos: list[int]) -> None:
    editing.set_values(archive, records=photos[:1], values={"rights": "mine", "caption[en]": "Old", "date": "2001"})
    before = [_record(archive, photo) for photo in photos]
    done = many.set_values(
        archive, records=photos, values={"credit": "© City", "caption[en]": "New", "date": "2025-04", "rating": "4"}
    )
    first = _record(archive, photos[0])
    assert (first.fields["credit"], first.fields["rights"], first.fields["rating"]) == ("© City", "mine", 4)
    assert [(text.lang, text.text) for text in first.texts] == [("en", "New")]
    assert _record(archive, photos[5]).texts[0].is_original
    assert list(searching.search_ids(archive, "date:2025-04 City")) != []
    _derived_is_right(archive)
    assert history.history(archive)[0].id == done.step
    history.undo(archive)
    after = [_record(archive, photo) for photo in photos]
    assert [(each.fields, each.texts) for each in after] == [(each.fields, each.texts) for each in before]
    assert len(searching.search_ids(archive, "City")) == 0
    history.redo(archive)
    assert _record(archive, photos[9]).fields["credit"] == "© City"
    _derived_is_right(archive)


def test_what_replaces_what_is_in_the_log(archive: Archive, photos: list[int]) -> None:
    many.set_values(archive, records=photos, values={"credit": "one", "note[en]": "a"})
    second = many.set_values(archive, records=photos, values={"credit": "two", "note[en]": ""})
    with database(archive).read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT o.entity, o.old, b.new FROM operation o JOIN replacement r ON r.operation_id = o.id"
            " JOIN operation b ON b.id = r.replaced_id WHERE o.step_id = ?",
            (second.step,),
        ).all()
    assert len(rows) == 2 * _COUNT
    assert all(old == new for _entity, old, new in rows)
    with pytest.raises(Exception, match="later change"):
        history.undo(archive, step=second.step - 1)


def test_what_is_so_already_is_no_step(archive: Archive, photos: list[int]) -> None:
    many.set_values(archive, records=photos, values={"credit": "one"})
    again = many.set_values(archive, records=photos, values={"credit": "one"})
    assert (again.step, again.changed, again.already) == (0, 0, _COUNT)
    assert len([step for step in history.history(archive) if step.label.startswith("Set credit")]) == 1


def test_kinds_without_the_field_are_passed_over_and_all_of_them_refused(archive: Archive, photos: list[int]) -> None:
    gift = editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("Vase")])
    done = many.set_values(archive, records=[*photos, gift.id], values={"material": "clay"})
    assert (done.changed, done.skipped) == (1, _COUNT)
    with pytest.raises(InvalidInput, match="no field"):
        many.set_values(archive, records=photos, values={"material": "clay"})
    with pytest.raises(InvalidInput, match="for many records at once"):
        many.preview(archive, photos, SetValue("ref", "X-1"))
    with pytest.raises(InvalidInput):
        many.preview(archive, photos, SetValue("date", "yesterdayish"))
    with pytest.raises(NotFound):
        many.set_values(archive, records=[*photos, 10_000], values={"credit": "x"})
    with pytest.raises(InvalidInput, match="no field"):
        editing.set_values(archive, records=[*photos, gift.id], values={"material": "clay"})


def test_a_text_without_language_is_taken_away_only_where_it_is_clear_which(
    archive: Archive, photos: list[int]
) -> None:
    many.set_values(archive, records=photos, values={"caption[en]": "A", "note[zh]": "b"})
    many.set_values(archive, records=photos[:1], values={"caption[zh]": "甲"})
    with pytest.raises(InvalidInput, match="several languages"):
        many.set_values(archive, records=photos, values={"caption": ""})
    assert many.set_values(archive, records=photos, values={"note": ""}).changed == _COUNT


def test_stopping_leaves_nothing_half_done(archive: Archive, photos: list[int]) -> None:
    told: list[Progress] = []
    steps = len(history.history(archive))
    with pytest.raises(Cancelled):
        many.set_values(
            archive,
            records=photos,
            values={"credit": "x", "rights": "y"},
            on_progress=told.append,
            cancelled=lambda: bool(told),
        )
    assert told
    assert told[0].total == 2 * _COUNT
    assert many.summary(archive, photos).fields["credit"].different == 0
    assert len(history.history(archive)) == steps


def test_a_caption_with_codes_is_written_out_and_links_all(archive: Archive, photos: list[int]) -> None:
    event = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Signing", "en"), NewName("签约", "zh")])
    codes.set_code(archive, code="sig", targets=[NewTarget(event.id, "", "", True)])
    change = captions.read(archive, "caption[zh]", "在=sig上")
    assert isinstance(change, SetCaption)
    found = captions.preview(archive, photos, change)
    assert found.changed == _COUNT
    assert "=sig" in found.words
    done = captions.set_caption(archive, records=photos, change=change)
    assert done.changed == _COUNT
    assert "签约" in _record(archive, photos[3]).texts[0].text
    assert many.summary(archive, photos).links[0].count == _COUNT
    assert history.history(archive)[0].id == done.step
    history.undo(archive)
    assert many.summary(archive, photos).links == ()
    assert _record(archive, photos[3]).texts == ()
    plain = captions.read(archive, "caption[zh]", "a=b")
    assert type(plain) is SetValue
    assert captions.preview(archive, photos, plain).words == "30 items: 30 get it"
