"""Regions of items: marked, moved, described, named, accepted and taken off, each one step; and wherever their file or
who is seen in them goes, they follow.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from archive_app.domain.model.boxes import Box, Span
from archive_app.domain.model.details import REGION
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.regions import Origin
from archive_app.errors import InvalidInput, NotFound, Refused
from archive_app.i18n import set_language
from archive_app.services.archive import Archive
from archive_app.services.history import history, past
from archive_app.services.ingest.ingest import add_files, ingest
from archive_app.services.records import (
    copying,
    deleted,
    details,
    editing,
    merging,
    reading,
    regions,
    turning,
    views,
)
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance
from tests.services.records.test_merging import dump
from tests.services.records.test_views import there_and_back

BOX = Box(0.1, 0.2, 0.3, 0.4)


@pytest.fixture
def photo(archive: Archive, tmp_path: Path) -> int:
    return picture(archive, tmp_path / "market.jpg")


def picture(archive: Archive, path: Path, size: tuple[int, int] = (60, 40)) -> int:
    colour = (sum(path.name.encode()) % 256, 80, 20)
    Image.new("RGB", size, colour).save(path)
    (added,) = ingest(archive, [path]).added
    return reading.resolve(archive, added.ref).id


def person(archive: Archive, name: str) -> int:
    return editing.add_record(archive, kind=Kind.PERSON, names=[NewName(name)]).id


def file_of(archive: Archive, record: int, number: int = 1) -> int:
    return reading.record(archive, record).files[number - 1].id


def mark(archive: Archive, record: int, box: Box = BOX, number: int = 1, **said: object) -> int:
    region, _change = regions.add(archive, record=record, file=file_of(archive, record, number), box=box, **said)  # type: ignore[arg-type]
    return region.id


def from_the_file(archive: Archive, record: int, text: str) -> int:
    """A region as reading a file makes one."""
    values = {"file": "1", "x": "0.5", "y": "0.5", "width": "0.1", "height": "0.1", "text": text}
    values |= {"origin": "file", "accepted": "no"}
    details.add_detail(archive, records=[record], detail=REGION, values=values)
    return regions.of_record(archive, record)[-1].id


def test_marking_is_one_step_and_says_what_the_item_shows(archive: Archive, photo: int) -> None:
    ada = person(archive, "Ada Lovelace")
    there_and_back(
        archive,
        lambda: regions.add(
            archive, record=photo, file=file_of(archive, photo), box=BOX, sort="face", subject=ada, text="Left of all"
        )[1],
        "Mark a region of “market.jpg”",
    )
    (one,) = regions.of_record(archive, photo)
    assert (one.box, one.span, one.page, one.sort, one.text, one.language) == (
        BOX,
        None,
        1,
        "face",
        "Left of all",
        "en",
    )
    assert (one.subject and one.subject.title, one.origin, one.accepted) == ("Ada Lovelace", Origin.PERSON, True)
    assert [(link.relation, link.other.id) for link in reading.record(archive, photo).links] == [("depicts", ada)]
    assert list(searching.search_ids(archive, 'person:"Ada Lovelace" kind:photo')) == [photo]
    assert list(searching.search_ids(archive, '"left of all"')) == [photo]
    assert list(searching.search_ids(archive, "has:region")) == [photo]
    assert list(searching.search_ids(archive, "has:区域[en]")) == [photo]
    assert list(searching.search_ids(archive, "missing:region")) == []


def test_what_the_item_shows_already_is_said_once(archive: Archive, photo: int) -> None:
    ada = person(archive, "Ada")
    mark(archive, photo, subject=ada)
    mark(archive, photo, Box(0, 0, 0.1, 0.1), subject=ada)
    assert len(reading.record(archive, photo).links) == 1
    with pytest.raises(InvalidInput, match="cannot be the item itself"):
        mark(archive, photo, Box(0, 0, 0.2, 0.1), subject=photo)
    with pytest.raises(NotFound):
        mark(archive, photo, Box(0, 0, 0.2, 0.1), subject=999_999)
    assert len(regions.of_record(archive, photo)) == 2


def test_the_same_is_marked_once(archive: Archive, photo: int) -> None:
    assert mark(archive, photo) == mark(archive, photo)
    assert len(regions.of_record(archive, photo)) == 1


def test_each_change_is_one_step(archive: Archive, photo: int) -> None:
    ada, one = person(archive, "Ada"), mark(archive, photo)
    about = "of “market.jpg”"
    moved = Box(0.5, 0.5, 0.2, 0.2)
    there_and_back(archive, lambda: regions.move(archive, region=one, box=moved), f"Move a region {about}")
    there_and_back(archive, lambda: regions.set_words(archive, region=one, text="友谊"), f"Describe a region {about}")
    there_and_back(
        archive, lambda: regions.set_sort(archive, region=one, sort="Inscription"), f"Describe a region {about}"
    )
    there_and_back(
        archive, lambda: regions.name_subject(archive, region=one, subject=ada), f"Say who or what a region {about} is"
    )
    (there,) = regions.of_record(archive, photo)
    assert (there.box, there.text, there.language, there.sort) == (moved, "友谊", "zh", "inscription")
    there_and_back(
        archive,
        lambda: regions.change(archive, region=one, box=BOX, text="", sort="", subject=None),
        "Change a region",
    )
    (there,) = regions.of_record(archive, photo)
    assert (there.box, there.text, there.sort, there.subject) == (BOX, "", "", None)
    there_and_back(archive, lambda: regions.remove(archive, regions=[one]), "Remove a region")
    assert regions.of_record(archive, photo) == ()
    with pytest.raises(NotFound):
        regions.move(archive, region=one, box=BOX)


def test_turning_by_hand_takes_the_boxes_along(archive: Archive, photo: int) -> None:
    one = mark(archive, photo)
    kept = dump(archive)["region"]
    turning.turn(archive, records=[photo], by=90)
    assert dump(archive)["region"] == kept
    (there,) = regions.of_file(archive, photo, file_of(archive, photo))
    assert there.box == BOX.turned(90)
    drawn = Box(0.3, 0.1, 0.2, 0.1)
    regions.move(archive, region=one, box=drawn)
    assert regions.of_record(archive, photo)[0].box == drawn
    turning.turn(archive, records=[photo], by=270)
    assert regions.of_record(archive, photo)[0].box == drawn.turned(270)
    second, _change = regions.add(archive, record=photo, file=file_of(archive, photo), box=Box(0, 0, 0.1, 0.1))
    assert second.box == Box(0, 0, 0.1, 0.1)


def test_another_view_of_the_shot_has_the_same_boxes(archive: Archive, photo: int, tmp_path: Path) -> None:
    Image.new("RGB", (120, 80), "green").save(tmp_path / "market.png")
    Image.new("RGB", (60, 40), "blue").save(tmp_path / "back.png")
    Image.new("RGB", (40, 60), "red").save(tmp_path / "market.webp")
    add_files(archive, [tmp_path / name for name in ("market.png", "back.png", "market.webp")], record=photo)
    one = mark(archive, photo)
    seen = [
        [each.id for each in regions.of_file(archive, photo, file_of(archive, photo, each))] for each in (1, 2, 3, 4)
    ]
    assert seen == [[one], [one], [], []]
    with pytest.raises(NotFound):
        regions.of_file(archive, photo, 999_999)


def test_a_stretch_needs_something_that_lasts(archive: Archive, photo: int) -> None:
    with pytest.raises(InvalidInput, match=r"“market.jpg” does not last"):
        regions.add(archive, record=photo, file=file_of(archive, photo), span=Span(1, 2))
    with pytest.raises(InvalidInput, match="Say where it is"):
        regions.add(archive, record=photo, file=file_of(archive, photo))


def test_what_the_file_says_stands_unaccepted_until_somebody_accepts_or_changes_it(
    archive: Archive, photo: int
) -> None:
    first, second = from_the_file(archive, photo, "Ada"), from_the_file(archive, photo, "Grace")
    assert [(each.origin, each.accepted) for each in regions.of_record(archive, photo)] == [(Origin.FILE, False)] * 2
    there_and_back(archive, lambda: regions.accept(archive, regions=[first, second]), "Accept 2 regions")
    assert all(each.accepted for each in regions.of_record(archive, photo))
    history.undo(archive)
    regions.set_words(archive, region=second, text="Grace Hopper")
    assert [each.accepted for each in regions.of_record(archive, photo)] == [False, True]


def test_a_name_of_the_file_is_only_suggested_and_only_where_one_person_bears_it(archive: Archive, photo: int) -> None:
    ada = person(archive, "Ada")
    person(archive, "Grace"), person(archive, "Grace")
    first, _second = from_the_file(archive, photo, "Ada"), from_the_file(archive, photo, "Grace")
    there = regions.of_record(archive, photo)
    assert {key: ref.id for key, ref in regions.suggested(archive, there).items()} == {first: ada}
    assert reading.record(archive, photo).links == ()
    regions.name_subject(archive, region=first, subject=ada)
    assert regions.suggested(archive, regions.of_record(archive, photo)) == {}


def test_who_is_merged_is_named_as_who_is_kept(archive: Archive, photo: int) -> None:
    ada, other = person(archive, "Ada"), person(archive, "A. Lovelace")
    mark(archive, photo, subject=other)
    there_and_back(archive, lambda: merging.merge(archive, keep=ada, drop=other), "Merge “A. Lovelace” into “Ada”")
    assert [each.subject and each.subject.id for each in regions.of_record(archive, photo)] == [ada]
    mark(archive, photo, Box(0, 0, 0.5, 0.5), subject=ada)
    merge = next(step for step in history.history(archive) if step.label.startswith("Merge"))
    with pytest.raises(Refused, match="region"):
        history.undo(archive, step=merge.id)


def test_merged_and_joined_items_keep_the_regions_of_both(archive: Archive, photo: int, tmp_path: Path) -> None:
    other = picture(archive, tmp_path / "harbour.jpg")
    mark(archive, photo, text="left"), mark(archive, other, text="right")
    there_and_back(archive, lambda: views.join(archive, keep=photo, others=[other]), "Join 1 item to “market.jpg”")
    there = regions.of_record(archive, photo)
    assert [(each.text, each.file) for each in there] == [
        ("left", file_of(archive, photo, 1)), ("right", file_of(archive, photo, 2)),
    ]  # fmt: skip


def test_a_file_that_is_split_off_takes_its_regions_along(archive: Archive, photo: int, tmp_path: Path) -> None:
    other = picture(archive, tmp_path / "harbour.jpg")
    mark(archive, photo, text="left"), mark(archive, other, text="right")
    views.join(archive, keep=photo, others=[other])
    there_and_back(
        archive, lambda: views.split(archive, record=photo, number=2)[1], "Split “harbour.jpg” off “market.jpg”"
    )
    made = next(iter(searching.search_ids(archive, "right")))
    assert [each.text for each in regions.of_record(archive, photo)] == ["left"]
    assert [(each.text, each.file) for each in regions.of_record(archive, made)] == [("right", file_of(archive, made))]
    assert list(searching.search_ids(archive, "left")) == [photo]


def test_a_file_cannot_be_taken_back_from_under_its_region(archive: Archive, photo: int, tmp_path: Path) -> None:
    Image.new("RGB", (60, 40), "blue").save(tmp_path / "back.png")
    step = add_files(archive, [tmp_path / "back.png"], record=photo).step
    one = mark(archive, photo, number=2)
    with pytest.raises(Refused, match="Mark a region"):
        history.undo(archive, step=step)
    removal = regions.remove(archive, regions=[one]).step
    history.undo(archive, step=step)
    with pytest.raises(Refused, match="cannot be undone"):
        history.undo(archive, step=removal)
    assert maintenance.verify(archive).problems == []


def test_regions_are_no_part_of_what_is_copied(archive: Archive, photo: int) -> None:
    mark(archive, photo, text="left")
    assert [piece.key for piece in copying.source(archive, photo).pieces] == ["status"]


def test_who_lies_in_the_bin_is_not_named_and_comes_back(archive: Archive, photo: int) -> None:
    ada = person(archive, "Ada")
    mark(archive, photo, subject=ada)
    editing.delete_records(archive, records=[ada])
    (one,) = regions.of_record(archive, photo)
    assert (one.subject, one.box) == (None, BOX)
    history.undo(archive)
    assert [each.subject and each.subject.id for each in regions.of_record(archive, photo)] == [ada]


def test_what_names_somebody_is_purged_with_them(archive: Archive, photo: int) -> None:
    ada = person(archive, "Ada")
    mark(archive, photo, subject=ada, text="Ada at the market"), mark(archive, photo, Box(0, 0, 0.5, 0.5), text="stall")
    editing.delete_records(archive, records=[ada])
    deleted.purge(archive, records=deleted.lying(archive))
    assert [each.text for each in regions.of_record(archive, photo)] == ["stall"]
    assert list(searching.search_ids(archive, "ada")) == []
    said = " ".join(f"{each.before} {each.after}" for step in history.history(archive) for each in step.operations)
    assert "Ada" not in said
    assert maintenance.verify(archive).problems == []


def test_a_purge_leaves_the_words_of_sorts_in_what_is_said_of_others(archive: Archive, photo: int) -> None:
    ada = person(archive, "Ada")
    mark(archive, photo, subject=ada, sort="object", text="Ada")
    editing.add_record(archive, kind=Kind.ORGANISATION, names=[NewName("object")])
    label = history.history(archive)[0].label
    editing.delete_records(archive, records=[ada])
    deleted.purge(archive, records=deleted.lying(archive))
    assert "object" in label
    assert label in [step.label for step in history.history(archive)]


def test_purging_an_item_purges_its_regions(archive: Archive, photo: int) -> None:
    ada = person(archive, "Ada")
    mark(archive, photo, subject=ada)
    editing.delete_records(archive, records=[photo])
    deleted.purge(archive, records=deleted.lying(archive))
    assert dump(archive)["region"] == []
    assert reading.record(archive, ada).details == ()
    assert maintenance.verify(archive).problems == []


def test_the_history_says_where_and_who_in_the_language_that_is_spoken(archive: Archive, photo: int) -> None:
    ada, grace = person(archive, "Ada"), person(archive, "Grace")
    one = mark(archive, photo, subject=ada, sort="face")
    regions.name_subject(archive, region=one, subject=grace)
    named, marked = history.history(archive, record=photo)[:2]
    (subject,) = [each for each in named.operations if each.entity == "region"]
    assert (subject.label, subject.before, subject.after) == (
        "Region: Who or what it is", "Ada (PER-0001)", "Grace (PER-0002)",
    )  # fmt: skip
    (made,) = [each for each in marked.operations if each.entity == "region"]
    assert (made.label, made.after) == ("Region", "face · Ada · 10%, 20%, 30%, 40%")
    set_language("zh")
    (made,) = [each for each in history.history(archive, record=photo)[1].operations if each.entity == "region"]
    assert (made.label, made.after) == ("区域", "面孔 · Ada · 10%, 20%, 30%, 40%")


def test_it_is_seen_as_it_was_and_never_as_a_part_of_whom_it_names(archive: Archive, photo: int) -> None:
    ada, grace = person(archive, "Ada"), person(archive, "Grace")
    one = mark(archive, photo, subject=ada)
    step = history.history(archive)[0].id
    regions.name_subject(archive, region=one, subject=grace)
    (was,) = past.as_of(archive, photo, after_step=step).details
    assert was.values["subject"].id == ada
    assert past.as_of(archive, ada, after_step=step).details == ()
    assert reading.record(archive, ada).details == ()


def test_a_region_is_asked_for_by_its_sort_its_words_and_whom_it_shows(archive: Archive, photo: int) -> None:
    ada = person(archive, "Ada Lovelace")
    mark(archive, photo, sort="face", subject=ada)
    mark(archive, photo, Box(0, 0, 0.1, 0.1), text="永结友好")
    other = editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("A face of jade")]).id
    for query in (
        "region:face",
        "region:面孔",
        "region:lovelace",
        "区域:友好",
        "region:永结",
        "region:any",
        "segment:ada",
    ):
        assert list(searching.search_ids(archive, query)) == [photo], query
    for query in ("region:pet", "region:jade", "region:market", "-region:face kind:photo"):
        assert list(searching.search_ids(archive, query)) == [], query
    assert list(searching.search_ids(archive, "region:none kind:object")) == [other]
    editing.delete_records(archive, records=[ada])
    assert list(searching.search_ids(archive, "region:lovelace")) == []


_STEPS = st.lists(st.tuples(st.sampled_from("aaamwsnxrtjl"), st.integers(0, 7), st.integers(0, 7)), max_size=9)


@pytest.fixture
def scene(archive: Archive, photo: int, tmp_path: Path) -> tuple[list[int], list[int]]:
    """Two items and three people."""
    return [photo, picture(archive, tmp_path / "harbour.jpg")], [person(archive, f"Somebody {n}") for n in range(3)]


@settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(_STEPS)
def test_whatever_is_done_is_taken_back_and_done_again_to_the_letter(
    archive: Archive, scene: tuple[list[int], list[int]], steps: list[tuple[str, int, int]]
) -> None:
    before, first = dump(archive), history.history(archive)[0].id
    for what, one, two in steps:
        with suppress(InvalidInput, NotFound):
            _do(archive, what, one, two, *scene)
    after = dump(archive)
    done = [step.id for step in history.history(archive, limit=50) if step.id > first]
    for step in done:
        history.undo(archive, step=step)
    back = dump(archive)
    made = {row[0] for row in back["record"]} - {row[0] for row in before["record"]}
    assert back | {"record": [row for row in back["record"] if row[0] not in made]} == before
    for _step in done:
        history.redo(archive)
    assert dump(archive) == after
    assert maintenance.verify(archive).problems == []
    for step in done:
        history.undo(archive, step=step)


def _do(archive: Archive, what: str, one: int, two: int, items: list[int], people: list[int]) -> None:
    """One change, chosen by a letter and two numbers."""
    item, box = merging.kept(archive, items[one % 2]), Box(one / 10, two / 10, 0.2, 0.3)
    kept = dict.fromkeys(merging.kept(archive, each) for each in items)
    there = [region.id for each in kept for region in regions.of_record(archive, each)]
    somebody = merging.kept(archive, people[two % 3])
    if what == "a":
        mark(archive, item, box, subject=somebody if one % 3 else None, text=f"text {two}" if two % 2 else "")
    elif what == "t":
        turning.turn(archive, records=[item], by=90 * (two % 4))
    elif what == "j":
        views.join(archive, keep=item, others=[merging.kept(archive, items[two % 2])])
    elif what == "l":
        views.split(archive, record=item, number=2)
    elif what == "x":
        merging.merge(archive, keep=merging.kept(archive, people[one % 3]), drop=somebody)
    elif there:
        region = there[one % len(there)]
        changes = {
            "m": lambda: regions.move(archive, region=region, box=box),
            "w": lambda: regions.set_words(archive, region=region, text=f"words {two}"),
            "s": lambda: regions.set_sort(archive, region=region, sort=("face", "", "object")[two % 3]),
            "n": lambda: regions.name_subject(archive, region=region, subject=somebody if two % 3 else None),
            "r": lambda: regions.remove(archive, regions=[region]),
        }
        changes[what]()
