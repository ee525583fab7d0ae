"""Tagging one or many: links made, guessed, taken off, copied, undone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import RecordRef
from archive_app.errors import Cancelled, InvalidInput, NotFound
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing, linking, links_of_many, reading
from archive_app.services.records.links_of_many import Tag
from archive_app.services.search import searching
from archive_app.services.tagging import offering
from archive_app.services.upkeep import maintenance


def _add(archive: Archive, kind: Kind, name: str, **values: str) -> RecordRef:
    return editing.add_record(archive, kind=kind, names=[editing.NewName(name)], values=values)


@pytest.fixture
def photos(archive: Archive) -> list[int]:
    return [_add(archive, Kind.PHOTO, f"Photo {number}").id for number in range(5)]


def _links(archive: Archive, record: int) -> set[tuple[str, bool, str, str]]:
    return {
        (link.relation, link.forward, link.other.title, link.role) for link in reading.record(archive, record).links
    }


@pytest.mark.parametrize(
    ("kind", "values", "relation"),
    [
        (Kind.PERSON, {}, "depicts"),
        (Kind.EVENT, {}, "documents"),
        (Kind.SERIES, {}, "documents"),
        (Kind.CITY, {}, "taken_at"),
        (Kind.PLACE, {}, "taken_at"),
        (Kind.ORGANISATION, {}, "depicts"),
        (Kind.TERM, {"vocabulary": "subjects"}, "has_subject"),
        (Kind.TERM, {"vocabulary": "materials"}, "made_of"),
        (Kind.TERM, {"vocabulary": "techniques"}, "made_with"),
    ],
)
def test_the_relation_is_guessed_from_the_kinds(
    archive: Archive, photos: list[int], kind: Kind, values: dict[str, str], relation: str
) -> None:
    other = _add(archive, kind, "Somebody", **values)
    report = links_of_many.apply(archive, records=photos[:1], tags=[Tag(other)])
    assert (report.made, report.there, report.skipped) == (1, 0, 0)
    assert _links(archive, photos[0]) == {(relation, True, "Somebody", "")}


def test_a_photo_and_a_partnership(archive: Archive) -> None:
    partnership = editing.add_record(archive, kind=Kind.PARTNERSHIP, names=[editing.NewName("Hangzhou–Niš")])
    assert links_of_many.usual(archive, Kind.PHOTO, partnership) == ("documents", True)
    assert links_of_many.usual(archive, Kind.EVENT, partnership) == ("held_under", True)


def test_many_are_tagged_in_one_step_and_what_was_there_stays(archive: Archive, photos: list[int]) -> None:
    ali = _add(archive, Kind.PERSON, "Ali")
    links_of_many.apply(archive, records=photos[:2], tags=[Tag(ali, "depicts")])
    report = links_of_many.apply(archive, records=photos, tags=[Tag(ali, "depicts")])
    assert (report.made, report.there) == (3, 2)
    assert searching.search(archive, "person:ali kind:photo").count == 5
    history.undo(archive)
    assert searching.search(archive, "person:ali kind:photo").count == 2
    history.redo(archive)
    assert searching.search(archive, "person:ali kind:photo").count == 5
    assert maintenance.verify(archive).problems == []


def test_nothing_to_do_is_no_step(archive: Archive, photos: list[int]) -> None:
    ali = _add(archive, Kind.PERSON, "Ali")
    links_of_many.apply(archive, records=photos, tags=[Tag(ali, "depicts")])
    newest = history.history(archive, limit=1)[0].id
    report = links_of_many.apply(archive, records=photos, tags=[Tag(ali, "depicts")])
    assert (report.step, report.made, report.there) == (0, 0, 5)
    assert history.history(archive, limit=1)[0].id == newest


def test_what_cannot_be_linked_is_passed_over(archive: Archive, photos: list[int]) -> None:
    event = _add(archive, Kind.EVENT, "Signing")
    person = _add(archive, Kind.PERSON, "Ali")
    report = links_of_many.apply(archive, records=[*photos, person.id], tags=[Tag(event, "documents")])
    assert (report.made, report.skipped) == (5, 1)
    with pytest.raises(InvalidInput, match="Choose another relation"):
        links_of_many.apply(archive, records=[person.id], tags=[Tag(event, "documents")])


def test_a_role_is_a_link_of_its_own(archive: Archive, photos: list[int]) -> None:
    ali = _add(archive, Kind.PERSON, "Ali")
    links_of_many.apply(archive, records=photos[:1], tags=[Tag(ali, "depicts", True, "speaker"), Tag(ali, "depicts")])
    assert len(_links(archive, photos[0])) == 2
    links_of_many.remove(archive, records=photos[:1], tags=[Tag(ali, "depicts", True, "speaker")])
    assert _links(archive, photos[0]) == {("depicts", True, "Ali", "")}


def test_links_that_lead_to_the_item(archive: Archive) -> None:
    ali = _add(archive, Kind.PERSON, "Ali")
    event = _add(archive, Kind.EVENT, "Signing")
    report = links_of_many.apply(archive, records=[event.id], tags=[Tag(ali)])
    assert report.made == 1
    assert _links(archive, event.id) == {("took_part_in", False, "Ali", "")}
    assert links_of_many.remove(archive, records=[event.id], tags=[Tag(ali, "took_part_in", forward=False)]).made == 1
    assert _links(archive, event.id) == set()


def test_taking_off_is_one_step(archive: Archive, photos: list[int]) -> None:
    ali = _add(archive, Kind.PERSON, "Ali")
    links_of_many.apply(archive, records=photos[:3], tags=[Tag(ali, "depicts")])
    report = links_of_many.remove(archive, records=photos, tags=[Tag(ali, "depicts")])
    assert (report.made, report.there) == (3, 2)
    assert all(not _links(archive, photo) for photo in photos)
    history.undo(archive)
    assert [bool(_links(archive, photo)) for photo in photos] == [True, True, True, False, False]
    assert maintenance.verify(archive).problems == []


def test_a_stopped_tagging_leaves_nothing(archive: Archive, photos: list[int]) -> None:
    ali, veli = _add(archive, Kind.PERSON, "Ali"), _add(archive, Kind.PERSON, "Veli")
    told: list[int] = []

    def stop() -> bool:
        return len(told) > 0

    with pytest.raises(Cancelled):
        links_of_many.apply(
            archive,
            records=photos,
            tags=[Tag(ali, "depicts"), Tag(veli, "depicts")],
            on_progress=lambda progress: told.append(progress.done),
            cancelled=stop,
        )
    assert told == [5]
    assert all(not _links(archive, photo) for photo in photos)
    assert maintenance.verify(archive).problems == []


def test_who_is_gone_cannot_be_linked(archive: Archive, photos: list[int]) -> None:
    ali = _add(archive, Kind.PERSON, "Ali")
    editing.delete_records(archive, records=[ali.id])
    with pytest.raises(NotFound, match="no longer there"):
        links_of_many.apply(archive, records=photos, tags=[Tag(ali)])


def test_keys_of_links_are_never_given_twice(archive: Archive, photos: list[int]) -> None:
    """A link that was removed and one made since must not bear one key, or undo would meet the wrong one."""
    ali, veli = _add(archive, Kind.PERSON, "Ali"), _add(archive, Kind.PERSON, "Veli")
    links_of_many.apply(archive, records=photos[:1], tags=[Tag(ali, "depicts")])
    links_of_many.remove(archive, records=photos[:1], tags=[Tag(ali, "depicts")])
    removal = history.history(archive, limit=1)[0].id
    links_of_many.apply(archive, records=photos[:1], tags=[Tag(veli, "depicts")])
    history.undo(archive, step=removal)
    assert _links(archive, photos[0]) == {("depicts", True, "Ali", ""), ("depicts", True, "Veli", "")}


def test_links_of_the_one_before_are_copied(archive: Archive, photos: list[int]) -> None:
    ali = _add(archive, Kind.PERSON, "Ali")
    event = _add(archive, Kind.EVENT, "Signing")
    linking.add_link(archive, records=photos[:1], relation="depicts", other=ali.id, role="speaker")
    linking.add_link(archive, records=photos[:1], relation="documents", other=event.id)
    report = links_of_many.copy_links(archive, source=photos[0], records=photos[1:3])
    assert report.made == 4
    assert _links(archive, photos[2]) == {("depicts", True, "Ali", "speaker"), ("documents", True, "Signing", "")}
    with pytest.raises(NotFound):
        links_of_many.copy_links(archive, source=photos[4], records=photos[:1])


def test_what_they_are_linked_to_is_counted(archive: Archive, photos: list[int]) -> None:
    ali, veli = _add(archive, Kind.PERSON, "Ali"), _add(archive, Kind.PERSON, "Veli")
    links_of_many.apply(archive, records=photos[:2], tags=[Tag(ali)])
    links_of_many.apply(archive, records=photos, tags=[Tag(veli)])
    found = links_of_many.applied(archive, records=photos)
    assert [(each.tag.record.title, each.label, each.count) for each in found] == [
        ("Veli", "depicts", 5), ("Ali", "depicts", 2)
    ]  # fmt: skip


def test_offers_say_kind_use_relation_and_what_is_there(archive: Archive, photos: list[int]) -> None:
    ali = _add(archive, Kind.PERSON, "Nezih Başgelen")
    links_of_many.apply(archive, records=photos[:2], tags=[Tag(ali)])
    (offer,) = offering.offers(archive, "basg", kind=Kind.PHOTO, applied={ali.id: 2})
    assert (offer.record.title, offer.uses, offer.applied, offer.relations[0].key) == (
        "Nezih Başgelen", 2, 2, "depicts"
    )  # fmt: skip
    assert offer.tag().relation == "depicts"
    assert {each.key for each in offer.relations} >= {"depicts", "created_by", "given_by"}
    assert offering.offers(archive, "photo", kind=Kind.PHOTO) == []


def test_a_new_record_is_made_and_linked_in_one_step(archive: Archive, photos: list[int]) -> None:
    made, tag, report = offering.make(
        archive, kind=Kind.PERSON, name="李明", records=photos, item=Kind.PHOTO
    )  # fmt: skip
    assert (made.kind, tag.relation, report.made) == (Kind.PERSON, "depicts", 5)
    history.undo(archive)
    assert reading.complete(archive, "李明") == []
    assert _links(archive, photos[0]) == set()


def test_remembered_tags_that_are_gone_are_none(archive: Archive) -> None:
    ali = _add(archive, Kind.PERSON, "Ali")
    veli = _add(archive, Kind.PERSON, "Veli")
    editing.delete_records(archive, records=[veli.id])
    kept = [(each.uid, "depicts", True, "") for each in (ali, veli)]
    assert links_of_many.remembered(archive, kept) == [Tag(ali, "depicts"), None]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.booleans(), st.sets(st.integers(0, 4), min_size=1), st.integers(0, 2), st.sampled_from(["depicts", ""])
        ),
        min_size=1,
        max_size=6,
    )
)
def test_undo_takes_any_tagging_back(archive: Archive, steps: list[tuple[bool, set[int], int, str]]) -> None:
    photos = [_add(archive, Kind.PHOTO, f"Photo {number}").id for number in range(5)]
    others = [_add(archive, kind, kind.value) for kind in (Kind.PERSON, Kind.EVENT, Kind.CITY)]
    states = [[_links(archive, photo) for photo in photos]]
    made = 0
    for adding, which, other, relation in steps:
        records, tag = [photos[place] for place in which], Tag(others[other], relation)
        try:
            do = links_of_many.apply if adding else links_of_many.remove
            report = do(archive, records=records, tags=[tag])
        except InvalidInput:
            continue
        if report.made:
            made += 1
            states.append([_links(archive, photo) for photo in photos])
    for state in reversed(states[:-1]):
        history.undo(archive)
        assert [_links(archive, photo) for photo in photos] == state
    assert len(states) == made + 1
    assert maintenance.verify(archive).problems == []
