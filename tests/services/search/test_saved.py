"""Saved searches and picked records: kept, in the log, and taken back like anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app import i18n
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import Kind
from archive_app.errors import InvalidInput, NotFound, QueryError, Refused
from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.history import history
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import picking, saved
from archive_app.services.upkeep import maintenance
from tests.bulk import BulkInsert
from tests.inside import database
from tests.story import Story
from tests.work import Work, counted


def _names(archive: Archive) -> list[str]:
    return [each.name for each in saved.searches(archive)]


def test_a_search_is_saved_changed_moved_removed_and_each_is_one_step(archive: Archive) -> None:
    first = saved.save_search(archive, name="  Niš \n 2025 ", query="partnership:nis\tdate:2025", order="-date")
    assert (first.name, first.query, first.order) == ("Niš 2025", "partnership:nis date:2025", "-date")
    for name in ("Gifts", "Faces"):
        saved.save_search(archive, name=name, query="kind:item")
    saved.change_search(archive, search_id=first.id, name="Niš")
    saved.change_search(archive, search_id=first.id, query="nis", order="title")
    saved.move_search(archive, search_id=first.id, to=99)
    assert _names(archive) == ["Gifts", "Faces", "Niš"]
    assert saved.searches(archive)[-1].query == "nis"
    saved.remove_search(archive, search_id=saved.find_search(archive, "gifts").id)
    assert _names(archive) == ["Faces", "Niš"]
    assert [step.label for step in history.history(archive)] == [
        "Remove the search “Gifts”",
        "Move the search “Niš”",
        "Change the search “Niš”",
        "Rename the search “Niš 2025” to “Niš”",
        "Save the search “Faces”",
        "Save the search “Gifts”",
        "Save the search “Niš 2025”",
    ]
    for _step in range(6):
        history.undo(archive)
    assert saved.searches(archive) == (first,)
    for _step in range(6):
        history.redo(archive)
    assert _names(archive) == ["Faces", "Niš"]


def test_moving_a_search_to_where_it_is_changes_nothing(archive: Archive) -> None:
    only = saved.save_search(archive, name="Gifts", query="kind:object")
    saved.move_search(archive, search_id=only.id, to=5)
    saved.move_search(archive, search_id=only.id, to=-5)
    saved.change_search(archive, search_id=only.id, name="Gifts", query="kind:object", order="relevance")
    assert len(history.history(archive)) == 1


@pytest.mark.parametrize("name", ["", "  \n", "\0\x07", "x" * 201])
def test_a_name_that_is_none_is_refused(archive: Archive, name: str) -> None:
    with pytest.raises(InvalidInput):
        saved.save_search(archive, name=name, query="nis")
    assert saved.searches(archive) == ()
    assert history.history(archive) == []


def test_a_query_that_cannot_be_read_is_refused_with_the_place(archive: Archive) -> None:
    with pytest.raises(QueryError) as fault:
        saved.save_search(archive, name="Broken", query="(nis")
    assert fault.value.position >= 0
    with pytest.raises(InvalidInput, match="type a search first"):
        saved.save_search(archive, name="Empty", query=" ")
    with pytest.raises(InvalidInput, match="is no order"):
        saved.save_search(archive, name="Order", query="nis", order="weight")
    kept = saved.save_search(archive, name="Whole", query="nis")
    with pytest.raises(QueryError):
        saved.change_search(archive, search_id=kept.id, query="(nis")
    assert saved.searches(archive) == (kept,)


def test_a_name_is_taken_whatever_its_case_and_accents(archive: Archive) -> None:
    nis = saved.save_search(archive, name="Niš", query="nis")
    other = saved.save_search(archive, name="Leeds", query="leeds")
    with pytest.raises(Refused, match="“Niš” already"):
        saved.save_search(archive, name="NIS", query="nis")
    with pytest.raises(Refused, match="“Niš” already"):
        saved.change_search(archive, search_id=other.id, name="nis")
    saved.change_search(archive, search_id=nis.id, name="NIŠ")
    assert saved.find_search(archive, "nis").id == nis.id
    with pytest.raises(NotFound, match="“NIŠ”, “Leeds”"):
        saved.find_search(archive, "Oulu")


def test_what_is_saved_or_picked_is_told_though_no_record_changed(story: Story) -> None:
    told: list[ChangeSet] = []
    story.archive.hub.subscribe(told.append)
    search = saved.save_search(story.archive, name="Niš", query="nis")
    saved.change_search(story.archive, search_id=search.id, query="niš")
    saved.remove_search(story.archive, search_id=search.id)
    picking.pick(story.archive, records=[story.id["photo"]])
    assert [change.fields for change in told] == [{"saved_search"}] * 3 + [{"pick"}]
    assert [set(change.ids) for change in told] == [set(), set(), set(), {story.id["photo"]}]
    told.clear()
    for _step in range(4):
        history.undo(story.archive)
    assert [change.fields for change in told] == [{"pick"}] + [{"saved_search"}] * 3


def test_picking_is_a_selection_that_stays(story: Story) -> None:
    archive, ids = story.archive, story.id
    picking.pick(archive, records=[ids["photo"], ids["lotus"], ids["photo"]])
    picking.pick(archive, records=[ids["photo"]])
    assert history.history(archive)[0].label == "Pick 2 records"
    assert list(picking.picked_ids(archive)) == [ids["photo"], ids["lotus"]]
    assert [row.picked for row in reading.rows(archive, [ids["photo"], ids["site"]])] == [True, False]
    picking.toggle(archive, records=[ids["photo"], ids["site"]])
    assert list(picking.picked_ids(archive)) == [ids["photo"], ids["lotus"], ids["site"]]
    picking.toggle(archive, records=[ids["photo"], ids["site"]])
    assert list(picking.picked_ids(archive)) == [ids["lotus"]]
    assert history.history(archive)[0].label == "Take 2 records from the picked"
    picking.unpick(archive)
    assert picking.picked_count(archive) == 0
    history.undo(archive)
    history.undo(archive)
    assert list(picking.picked_ids(archive)) == [ids["photo"], ids["lotus"], ids["site"]]
    history.redo(archive)
    assert list(picking.picked_ids(archive)) == [ids["lotus"]]
    assert maintenance.verify(archive).ok


def test_picking_what_is_gone_is_refused_and_picks_nothing(story: Story) -> None:
    archive, ids = story.archive, story.id
    editing.delete_records(archive, records=[ids["site"]])
    with pytest.raises(NotFound):
        picking.pick(archive, records=[ids["photo"], ids["site"]])
    assert picking.picked_count(archive) == 0


def test_picks_and_searches_are_redone_after_a_restart(tmp_path: Path) -> None:
    with create_archive(tmp_path / "a") as archive:
        city = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Niš")])
        picking.pick(archive, records=[city.id])
        saved.save_search(archive, name="Niš", query="nis")
        history.undo(archive)
        history.undo(archive)
    with open_archive(tmp_path / "a") as archive:
        assert history.redo_label(archive) == "Pick 1 record"
        history.redo(archive)
        history.redo(archive)
        assert list(picking.picked_ids(archive)) == [city.id]
        assert _names(archive) == ["Niš"]


def test_a_deleted_record_keeps_its_pick_and_is_not_counted(story: Story) -> None:
    archive, site = story.archive, story.id["site"]
    picking.pick(archive, records=[site, story.id["photo"]])
    editing.delete_records(archive, records=[site])
    assert list(picking.picked_ids(archive)) == [story.id["photo"]]
    history.undo(archive)
    assert picking.picked_count(archive) == 2
    editing.delete_records(archive, records=[site])
    deleted = history.history(archive)[0].id
    picking.unpick(archive)
    history.undo(archive)
    assert picking.picked_count(archive) == 1
    history.undo(archive, step=deleted)
    assert picking.picked_count(archive) == 2
    assert maintenance.verify(archive).ok


def test_an_older_pick_cannot_come_back_on_top_of_a_newer_one(story: Story) -> None:
    archive, photo = story.archive, story.id["photo"]
    picking.pick(archive, records=[photo])
    picking.unpick(archive, records=[photo])
    taken = history.history(archive)[0].id
    picking.pick(archive, records=[photo])
    newer = history.history(archive)[0].id
    with pytest.raises(Refused, match=f"step {newer}, “Pick 1 record”"):
        history.undo(archive, step=taken)
    assert picking.picked_count(archive) == 1


def test_an_ingest_is_undone_with_what_was_picked_of_it_and_redone(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear friends", encoding="utf-8")
    report = ingest(archive, [tmp_path / "letter.txt"])
    (record,) = [reading.resolve(archive, entry.ref) for entry in report.added]
    picking.pick(archive, records=[record.id])
    history.undo(archive, step=report.step)
    assert picking.picked_count(archive) == 0
    assert maintenance.verify(archive).ok
    history.redo(archive)
    assert list(picking.picked_ids(archive)) == [record.id]
    assert maintenance.verify(archive).ok


def test_a_pick_is_no_change_of_its_record(story: Story) -> None:
    archive, photo = story.archive, story.id["photo"]
    before = reading.record(archive, photo)
    steps = len(history.history(archive, record=photo))
    picking.pick(archive, records=[photo])
    assert reading.record(archive, photo) == before
    assert len(history.history(archive, record=photo)) == steps
    (operation,) = history.history(archive)[0].operations
    assert (operation.entity, operation.record, operation.field) == ("pick", before.title, "")


def test_many_are_picked_in_one_step_and_no_slower_each(archive: Archive) -> None:
    with database(archive).transact("Fill") as transaction:
        many = BulkInsert(transaction)
        ids = [many.record(Kind.PHOTO) for _number in range(3_300)]
        many.finish()
    few, all_ = (_work_of_picking(archive, part) for part in (ids[:300], ids[300:]))
    assert all(much.steps <= 11 * little.steps for little, much in zip(few, all_, strict=True))
    assert [step.operation_count for step in history.history(archive)[2:4]] == [3_000, 3_000]


def _work_of_picking(archive: Archive, ids: list[int]) -> list[Work]:
    found = []
    for deed in (
        lambda: picking.pick(archive, records=ids),
        lambda: picking.unpick(archive),
        lambda: history.undo(archive),
        lambda: history.undo(archive),
    ):
        with counted() as work:
            deed()
        found.append(work)
    assert picking.picked_count(archive) == 0
    return found


def test_the_name_offered_for_a_search_is_in_the_language_of_the_window() -> None:
    assert saved.suggest_name("kind:photo -status:draft partnership:nis") == "photo -draft nis"
    i18n.set_language("zh")
    try:
        assert saved.suggest_name("kind:photo -status:draft 签约") == "照片 -草稿 签约"
    finally:
        i18n.set_language("en")
