"""The views of an item: joined, split off, ordered, given a role, chosen; each one step, taken back whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.differences import compare
from archive_app.domain.model.kinds import FileRole, Kind, TextRole
from archive_app.errors import InvalidInput, NotFound
from archive_app.i18n import set_language
from archive_app.services.archive import Archive
from archive_app.services.clearance.clearance import clear
from archive_app.services.history import history, past
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import deleted, editing, linking, reading, rejecting, turning, views
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance
from tests.services.records.test_merging import dump


@pytest.fixture
def photos(archive: Archive, tmp_path: Path) -> list[int]:
    """Three pictures in order, and the first one's event."""
    ids = []
    for number, name in enumerate(("one.jpg", "two.jpg", "three.jpg")):
        Image.new("RGB", (60, 40), (number * 80, 10, 10)).save(tmp_path / name)
        (added,) = ingest(archive, [tmp_path / name]).added
        ids.append(reading.resolve(archive, added.ref).id)
    event = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Signing")]).id
    linking.add_link(archive, records=ids[:2], relation="documents", other=event)
    return ids


def names(archive: Archive, record: int) -> list[str]:
    return [file.original_name for file in reading.record(archive, record).files]


def shown(archive: Archive, record: int) -> str:
    """The file that a tile shows, by its name; and the record says the same."""
    whole = reading.record(archive, record)
    (row,) = reading.rows(archive, [record])
    assert whole.shown is not None
    assert whole.shown.sha256 == row.sha256
    assert whole.shown.turn == row.turn
    return whole.shown.original_name


def there_and_back(archive: Archive, does: Callable[[], ChangeSet], label: str) -> None:
    """It is one step, which undo takes back to the letter and redo does again; the log says what the rows say."""
    before, steps = dump(archive), len(history.history(archive, limit=200))
    assert does().step
    after = dump(archive)
    assert after != before
    assert len(history.history(archive, limit=200)) == steps + 1
    assert history.undo(archive).label == label
    back = dump(archive)
    # What was made is only hidden.
    made = {row[0] for row in back["record"]} - {row[0] for row in before["record"]}
    assert back | {"record": [row for row in back["record"] if row[0] not in made]} == before
    history.redo(archive)
    assert dump(archive) == after
    assert maintenance.verify(archive).problems == []


def test_joined_items_are_one_with_all_their_files_links_and_texts(archive: Archive, photos: list[int]) -> None:
    one, two, three = photos
    ada = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Ada")]).id
    linking.add_link(archive, records=[two], relation="depicts", other=ada)
    for record, text in zip(photos, ("First.", "Second.", "First."), strict=True):
        editing.set_text(archive, record=record, role=TextRole.CAPTION, lang="en", text=text)
    there_and_back(archive, lambda: views.join(archive, keep=one, others=[two, three]), "Join 2 items to “First.”")
    whole = reading.record(archive, one)
    assert names(archive, one) == ["one.jpg", "two.jpg", "three.jpg"]
    assert [file.role for file in whole.files] == [FileRole.MASTER, FileRole.VIEW, FileRole.VIEW]
    assert {(link.relation, link.other.title) for link in whole.links} == {("documents", "Signing"), ("depicts", "Ada")}
    assert [text.text for text in whole.texts] == ["First.\n\nSecond."]
    assert searching.search(archive, "kind:photo").count == 1
    assert reading.resolve(archive, "PHO-0003").id == one
    assert searching.search(archive, "three.jpg").hits[0].row.id == one


def test_a_photo_becomes_a_view_of_its_gift_and_not_the_other_way_round(archive: Archive, photos: list[int]) -> None:
    bowl = editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("A bowl")], values={"credit": "City"}).id
    linking.add_link(archive, records=photos[:1], relation="depicts", other=bowl)
    editing.set_values(archive, records=photos[:1], values={"date": "2025-04-03", "rights": "free"})
    with pytest.raises(InvalidInput, match=r"“A bowl” is a thing and no view of “one.jpg”. Name the thing first."):
        views.join(archive, keep=photos[0], others=[bowl])
    there_and_back(archive, lambda: views.join(archive, keep=bowl, others=photos[:1]), "Join 1 item to “A bowl”")
    whole = reading.record(archive, bowl)
    assert (whole.kind, whole.fields["date"], whole.fields["rights"], whole.fields["credit"]) == (
        Kind.OBJECT, None, None, "City",
    )  # fmt: skip
    assert [(file.original_name, file.role) for file in whole.files] == [("one.jpg", FileRole.MASTER)]
    assert [link.relation for link in whole.links] == ["documents"]


def test_a_thing_stays_or_else_the_current_one(archive: Archive, photos: list[int]) -> None:
    bowl = editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("A bowl")]).id
    assert views.leading(archive, [*photos, bowl], photos[1]) == bowl
    assert views.leading(archive, photos, photos[1]) == photos[1]
    assert views.leading(archive, photos, bowl) == photos[0]


def test_what_only_goes_along_does_not_lead(archive: Archive, photos: list[int], tmp_path: Path) -> None:
    (tmp_path / "speech.de.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nWillkommen\n", encoding="utf-8")
    report = ingest(archive, [tmp_path / "speech.de.srt"])
    (entry,) = (*report.added, *report.without_preview)
    spoken = reading.resolve(archive, entry.ref).id
    assert views.leading(archive, [spoken, *photos], spoken) == photos[0]
    assert views.leading(archive, [spoken, *photos], photos[1]) == photos[1]
    assert views.leading(archive, [spoken], spoken) == spoken


def test_what_cannot_be_joined_is_refused_with_the_reason(archive: Archive, photos: list[int]) -> None:
    one, two, _three = photos
    ada = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Ada")]).id
    before = dump(archive)
    for others, why in (
        ([], "Name at least two items"),
        ([one], "named twice"),
        ([two, two], "named twice"),
        ([two, ada], "Only items are joined, and “Ada” is none"),
    ):
        with pytest.raises(InvalidInput, match=why):
            views.join(archive, keep=one, others=others)
    editing.delete_records(archive, records=[two])
    with pytest.raises(NotFound):
        views.join(archive, keep=one, others=[two])
    history.undo(archive)
    assert dump(archive) == before


def test_a_file_that_is_split_off_is_an_item_with_the_same_links(archive: Archive, photos: list[int]) -> None:
    one, two, three = photos
    editing.set_values(archive, records=[one], values={"credit": "Li Lei", "date": "2025-04-03", "rating": "4"})
    views.join(archive, keep=one, others=[two, three])
    views.choose(archive, record=one, number=1)
    made: list[int] = []

    def split() -> ChangeSet:
        ref, change = views.split(archive, record=one, number=1)
        made.append(ref.id)
        return change

    there_and_back(archive, split, "Split “one.jpg” off “one.jpg”")
    new = reading.record(archive, made[0])
    assert (new.kind, new.title, new.fields["credit"], new.date and new.date.edtf, new.fields["rating"]) == (
        Kind.PHOTO, "one.jpg", "Li Lei", "2025-04-03", None,
    )  # fmt: skip
    assert [(link.relation, link.other.title) for link in new.links] == [("documents", "Signing")]
    assert [(file.role, file.position, file.chosen) for file in new.files] == [(FileRole.MASTER, 0, False)]
    assert names(archive, one) == ["two.jpg", "three.jpg"]
    assert [file.position for file in reading.record(archive, one).files] == [0, 1]
    assert reading.record(archive, one).title == "two.jpg"


def test_the_picture_of_a_gift_that_is_split_off_depicts_it(archive: Archive, photos: list[int]) -> None:
    bowl = editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("A bowl")], values={"date": "1988"}).id
    views.join(archive, keep=bowl, others=photos[2:])
    ref, _change = views.split(archive, record=bowl, number=1)
    new = reading.record(archive, ref.id)
    assert (new.kind, new.date, [(link.relation, link.other.id) for link in new.links]) == (
        Kind.PHOTO, None, [("depicts", bowl)],
    )  # fmt: skip
    assert reading.record(archive, bowl).files == ()
    with pytest.raises(InvalidInput, match="has no file yet"):
        views.split(archive, record=bowl, number=1)


def test_what_cannot_be_split_off_is_refused_with_the_reason(archive: Archive, photos: list[int]) -> None:
    with pytest.raises(InvalidInput, match="has this file alone"):
        views.split(archive, record=photos[0], number=1)
    for number in (0, 2, -1):
        with pytest.raises(InvalidInput, match=f"There is no file {number}: the record has 1"):
            views.split(archive, record=photos[0], number=number)


def test_files_are_put_in_another_order(archive: Archive, photos: list[int]) -> None:
    one, two, three = photos
    views.join(archive, keep=one, others=[two, three])
    there_and_back(archive, lambda: views.order(archive, record=one, numbers=[3]), "Order the files of “one.jpg”")
    assert names(archive, one) == ["three.jpg", "one.jpg", "two.jpg"]
    assert shown(archive, one) == reading.record(archive, one).title == "three.jpg"
    assert not views.order(archive, record=one, numbers=[1, 2]).ids
    with pytest.raises(InvalidInput, match="File 2 is named twice"):
        views.order(archive, record=one, numbers=[2, 2])
    with pytest.raises(InvalidInput, match="There is no file 4"):
        views.order(archive, record=one, numbers=[4])


def test_the_chosen_view_is_shown_printed_and_turned(archive: Archive, photos: list[int]) -> None:
    one, two, three = photos
    views.join(archive, keep=one, others=[two, three])
    assert shown(archive, one) == "one.jpg"
    there_and_back(archive, lambda: views.choose(archive, record=one, number=3), "Choose the view of “one.jpg”")
    assert shown(archive, one) == "three.jpg"
    turning.turn(archive, records=[one], by=90)
    assert [file.turn for file in reading.record(archive, one).files] == [0, 0, 90]
    assert shown(archive, one) == "three.jpg"
    views.choose(archive, record=one, number=2)
    assert [file.chosen for file in reading.record(archive, one).files] == [False, True, False]
    views.order(archive, record=one, numbers=[2])
    assert shown(archive, one) == names(archive, one)[0] == "two.jpg"
    views.choose(archive, record=one, number=None)
    views.order(archive, record=one, numbers=[3])
    assert shown(archive, one) == "three.jpg"


def test_which_of_them_was_chosen_is_kept_when_more_are_joined(archive: Archive, photos: list[int]) -> None:
    one, two, three = photos
    views.choose(archive, record=two, number=1)
    views.join(archive, keep=one, others=[two])
    assert shown(archive, one) == "one.jpg"
    views.choose(archive, record=one, number=2)
    views.join(archive, keep=one, others=[three])
    assert shown(archive, one) == "two.jpg"


def test_what_has_no_picture_is_neither_chosen_nor_shown_before_what_has(
    archive: Archive, photos: list[int], tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("On the back: 1988", encoding="utf-8")
    (letter,) = ingest(archive, [tmp_path / "notes.txt"]).added
    record = reading.resolve(archive, letter.ref).id
    views.join(archive, keep=record, others=photos[:1])
    assert shown(archive, record) == "one.jpg"
    assert reading.record(archive, record).title == "notes.txt"
    with pytest.raises(InvalidInput, match=r"“notes\.txt” cannot be shown: "):
        views.choose(archive, record=record, number=1)


def test_nothing_leaves_the_house_by_being_joined_or_split_off(archive: Archive, photos: list[int]) -> None:
    one, two, three = photos
    editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Canary Kid")], values={"minor": "yes"})
    editing.set_text(archive, record=one, role=TextRole.CAPTION, lang="en", text="Canary Kid waves.")
    views.join(archive, keep=one, others=[two])
    ref, _change = views.split(archive, record=one, number=2)
    assert {each.id for each in clear(archive, [one, ref.id, three]).kept} == {one, ref.id}
    rejecting.reject(archive, records=[three])
    with pytest.raises(InvalidInput, match=r"“three\.jpg” is rejected or retired and “Canary Kid waves\.” is not"):
        views.join(archive, keep=one, others=[three])
    views.join(archive, keep=three, others=[one])
    ref, _change = views.split(archive, record=three, number=2)
    assert reading.record(archive, ref.id).fields["rating"] == -1
    assert [text.text for text in reading.record(archive, ref.id).texts] == ["Canary Kid waves."]


@pytest.mark.parametrize("which", ["old", "new"])
def test_what_was_split_off_outlives_a_purge_of_the_other(archive: Archive, photos: list[int], which: str) -> None:
    one = photos[0]
    views.join(archive, keep=one, others=photos[1:])
    views.choose(archive, record=one, number=2)
    ref, _change = views.split(archive, record=one, number=2)
    gone, stays = (one, ref.id) if which == "old" else (ref.id, one)
    before = reading.record(archive, stays).files
    editing.delete_records(archive, records=[gone])
    deleted.purge(archive, records=[gone])
    assert reading.record(archive, stays).files == before
    assert all(Path(file.path).is_file() for file in before)
    assert len(list(archive.objects.iter_objects())) == len(before)
    assert maintenance.verify(archive).problems == []


def test_it_is_shown_as_it_was_on_a_day_that_is_past(archive: Archive, photos: list[int]) -> None:
    one, two, _three = photos
    joined = views.join(archive, keep=one, others=[two]).step
    views.choose(archive, record=one, number=2)
    views.split(archive, record=one, number=1)
    was = past.as_of(archive, one, after_step=joined)
    assert [(file.original_name, file.chosen) for file in was.files] == [("one.jpg", False), ("two.jpg", False)]
    lines = compare(was, reading.record(archive, one))
    said = [(line.then, line.now) for line in lines if line.label == "File"]
    assert ("two.jpg · view", "two.jpg · view · is shown and printed") in said
    assert ("one.jpg", "") in said
    before = past.as_of(archive, one, after_step=joined - 1)
    assert [file.original_name for file in before.files] == ["one.jpg"]


def test_the_history_says_it_in_words(archive: Archive, photos: list[int]) -> None:
    one, two, _three = photos
    views.join(archive, keep=one, others=[two])
    views.set_role(archive, record=one, number=2, role=FileRole.BACK)
    views.order(archive, record=one, numbers=[2])
    views.choose(archive, record=one, number=2)
    chosen, ordered, role, _joined = history.history(archive)[:4]
    said = [(each.label, each.before, each.after) for each in (*role.operations, *chosen.operations)]
    assert role.label == "Say that “two.jpg” is: back"
    assert said == [("two.jpg: Role", "view", "back"), ("one.jpg: Shown and printed", "", "yes")]
    assert {(each.label, each.before, each.after) for each in ordered.operations} == {
        ("two.jpg: Order", "2", "1"), ("one.jpg: Order", "1", "2"),
    }  # fmt: skip
    set_language("zh")
    assert history.history(archive)[2].operations[0].after == "背面"
