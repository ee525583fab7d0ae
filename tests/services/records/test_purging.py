"""Purging from the bin: what is destroyed is named before and is nowhere afterwards; all else stays as it was."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.errors import Cancelled, InvalidInput, NotFound, Refused
from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.history import history, past
from archive_app.services.ingest import ingest, pictures
from archive_app.services.ingest.links import NewLink
from archive_app.services.records import deleted, editing, linking, merging, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import picking
from archive_app.services.search.searching import search_ids
from archive_app.services.tagging import codes, pads
from archive_app.services.upkeep import maintenance
from archive_app.store.change import forgetting
from archive_app.store.database import clock
from tests.inside import database
from tests.services.history import lineage
from tests.story import Story

_SECRET = "Zanzibarski"


def _picture(file: Path, colour: str = "teal") -> Path:
    Image.new("RGB", (80, 60), colour).save(file)
    return file


def _person(archive: Archive, name: str = f"Ana {_SECRET}") -> int:
    return editing.add_record(archive, kind=Kind.PERSON, names=[NewName(name)], values={"occupation": "juggler"}).id


def _taken_in(archive: Archive, *files: Path) -> list[int]:
    report = ingest.ingest(archive, list(files))
    return [reading.resolve(archive, entry.ref).id for entry in (*report.added, *report.known)]


def _gone(archive: Archive, *records: int) -> None:
    editing.delete_records(archive, records=list(records))
    deleted.purge(archive, records=list(records))


def _bytes(folder: Path) -> bytes:
    """Everything that lies in the archive's folder but for its backups."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and "backups" not in path.parts)
    return b"".join(path.read_bytes() for path in files)


def test_nothing_that_was_purged_is_left_in_the_archive(story: Story) -> None:
    archive, event = story.archive, story.id["dialogue"]
    ana = _person(archive)
    editing.set_text(archive, record=ana, role=TextRole.NOTE, lang="en", text=f"{_SECRET} juggles in the street.")
    linking.add_link(archive, records=[ana], relation="took part in", other=event, note=f"Asked for by {_SECRET}")
    editing.set_values(archive, records=[ana], values={"occupation": f"{_SECRET} & Sons"})
    picking.pick(archive, records=[ana])
    before = reading.record(archive, event)
    assert _SECRET.encode() in _bytes(archive.folder)
    editing.delete_records(archive, records=[ana])
    foreseen = deleted.foreseen(archive, records=[ana])
    assert ([each.title for each in foreseen.records], foreseen.links, foreseen.files) == ([f"Ana {_SECRET}"], 1, 0)
    assert deleted.purge(archive, records=[ana]) == foreseen
    assert deleted.listed(archive) == []
    assert list(search_ids(archive, _SECRET)) == []
    after = reading.record(archive, event)
    assert (after.names, len(after.links), after.changed_at) == (before.names, len(before.links) - 1, before.changed_at)
    assert maintenance.verify(archive).ok
    archive.close()
    found = _bytes(archive.folder)
    assert _SECRET.encode() not in found
    assert _SECRET.lower().encode() not in found


def test_the_history_says_that_it_was_there_and_who_destroyed_it(story: Story) -> None:
    archive = story.archive
    ana = _person(archive)
    ref = reading.refs(archive, [ana])[0].ref
    linking.add_link(archive, records=[ana], relation="took part in", other=story.id["dialogue"])
    _gone(archive, ana)
    steps = history.history(archive, record=ana)
    assert [step.label for step in steps] == [
        "Purge a record", "Delete a record", "Link “…” took part in “Dialogue on Göbekli Tepe”", "Add person “…”"
    ]  # fmt: skip
    [purged] = steps[0].operations
    assert (purged.about and purged.about.ref, purged.about and purged.about.kind) == (ref, Kind.PERSON)
    assert (purged.label, purged.before, purged.after, steps[0].by) == ("Record: person", "deleted", "purged", "tester")
    said = [each for step in steps for each in step.operations]
    assert all(_SECRET not in f"{each.record}{each.old}{each.new}{each.before}{each.after}" for each in said)
    assert {each.after for each in steps[-1].operations if each.entity == "name"} == {"purged"}
    shown = history.history(archive, record=story.id["dialogue"])
    assert next(each.after for step in shown for each in step.operations if each.entity == "link") == "purged"
    with pytest.raises(NotFound, match="purged"):
        past.as_of(archive, ana, after_step=steps[-1].id)
    assert reading.record(archive, story.id["dialogue"]).links
    there = past.as_of(archive, story.id["dialogue"], after_step=steps[-1].id)
    assert ana not in [each.other.id for each in there.links]


def test_no_step_brings_it_back_and_earlier_ones_can_still_be_undone(archive: Archive) -> None:
    ana = _person(archive)
    other = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Concert")]).id
    linking.add_link(archive, records=[ana], relation="took part in", other=other)
    made, visit = (history.history(archive, record=each)[-1].id for each in (ana, other))
    editing.set_values(archive, records=[other], values={"date": "2019"})
    _gone(archive, ana)
    purged, deletion = (step.id for step in history.history(archive, record=ana)[:2])
    with pytest.raises(Refused, match="purged records for good"):
        history.undo(archive, step=purged)
    for step in (deletion, made):
        with pytest.raises(Refused, match="purged from the bin"):
            history.undo(archive, step=step)
        operations = history.operations_of(archive, step=step)
        with pytest.raises(Refused, match="purged from the bin"):
            history.undo_operations(archive, step=step, operations=[operations[0].id])
    assert history.undo(archive).label.startswith("Set")
    with pytest.raises(NotFound):
        deleted.bring_back(archive, records=[ana])
    assert history.redo(archive).label.startswith("Set")
    history.undo(archive)
    assert history.undo(archive).id == visit
    assert list(search_ids(archive, "kind:event")) == []
    assert maintenance.verify(archive).ok


def test_what_was_undone_before_a_purge_is_not_done_again_after_it(archive: Archive, tmp_path: Path) -> None:
    [item] = _taken_in(archive, _picture(tmp_path / "a.png"))
    history.undo(archive)
    assert [each.record.id for each in deleted.listed(archive)] == [item]
    deleted.purge(archive, records=[item])
    with pytest.raises(NotFound):
        history.redo(archive)
    assert not list(archive.objects.iter_objects())
    with pytest.raises(NotFound):
        history.undo(archive)


def test_of_many_taken_in_at_once_the_others_can_be_taken_back_one_by_one(archive: Archive, tmp_path: Path) -> None:
    one, other = _taken_in(archive, _picture(tmp_path / "a.png"), _picture(tmp_path / "b.png", "red"))
    [step] = history.history(archive, record=one)
    editing.set_values(archive, records=[one, other], values={"credit": "Ana"})
    change = history.history(archive, record=one)[0]
    _gone(archive, one)
    with pytest.raises(Refused, match="purged"):
        history.undo(archive, step=step.id)
    left = [each.id for each in history.operations_of(archive, step=change.id, record=other)]
    history.undo_operations(archive, step=change.id, operations=left)
    assert reading.record(archive, other).fields["credit"] is None


def test_originals_go_unless_another_record_or_the_history_needs_them(archive: Archive, tmp_path: Path) -> None:
    files = [_picture(tmp_path / f"{colour}.png", colour) for colour in ("red", "blue", "green")]
    alone, twice, undone = (_taken_in(archive, file)[0] for file in files)
    for item in (alone, twice):
        assert pictures.thumbnail(archive, reading.rows(archive, [item])[0].sha256)
    digests = {item: reading.rows(archive, [item])[0].sha256 for item in (alone, twice, undone)}
    editing.delete_records(archive, records=[alone, twice, undone])
    # Their bytes are taken in once more: once to stay, once to be undone, which can be done again.
    [living] = _taken_in(archive, files[1])
    _taken_in(archive, files[2])
    history.undo(archive)
    foreseen = deleted.foreseen(archive, records=[alone, twice, undone])
    assert (foreseen.files, foreseen.shared, foreseen.size) == (1, 2, files[0].stat().st_size)
    deleted.purge(archive, records=[alone, twice, undone])
    assert {digest for digest, _extension, _path in archive.objects.iter_objects()} == {digests[twice], digests[undone]}
    assert archive.thumbnails.get(digests[alone], 256) is None
    assert archive.thumbnails.get(digests[twice], 256) is not None
    assert reading.record(archive, living).files[0].sha256 == digests[twice]
    assert maintenance.verify(archive).ok


@pytest.mark.parametrize("killed", ["before the commit", "after it"])
def test_a_kill_leaves_all_of_it_or_nothing(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed: str
) -> None:
    [item] = _taken_in(archive, _picture(tmp_path / "a.png"))
    digest = reading.rows(archive, [item])[0].sha256
    editing.delete_records(archive, records=[item])

    def kill(*_any: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        if killed == "after it":
            patch.setattr(archive.objects, "remove", kill)
        else:
            patch.setattr(forgetting, "hush", kill)
        with pytest.raises(SystemExit):
            deleted.purge(archive, records=[item])
    archive.close()
    assert archive.objects.exists(digest, "png")
    with open_archive(archive.folder) as again:
        assert again.objects.exists(digest, "png") == (killed != "after it")
        assert maintenance.verify(again).ok
        if killed == "after it":
            assert deleted.listed(again) == []
            assert again.thumbnails.get(digest, 256) is None
        else:
            deleted.bring_back(again, records=[item])
            assert reading.record(again, item).files[0].sha256 == digest
            assert history.undo_label(again) == "Bring a record back"


def test_bytes_that_are_taken_in_again_after_a_kill_are_not_swept_away(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [item] = _taken_in(archive, _picture(tmp_path / "a.png"))
    editing.delete_records(archive, records=[item])
    with monkeypatch.context() as patch:
        patch.setattr(archive, "sweep", lambda: 0)
        deleted.purge(archive, records=[item])
    [again] = _taken_in(archive, tmp_path / "a.png")
    assert archive.sweep() == 0
    assert Path(reading.record(archive, again).files[0].path).is_file()
    assert maintenance.verify(archive).ok


def test_what_is_being_taken_in_is_no_leftover(archive: Archive, tmp_path: Path) -> None:
    staged = archive.objects.stage(_picture(tmp_path / "a.png"))
    with archive.objects.taking() as owner:
        archive.store.declare_files([(staged.sha256, "png")], owner, archive.objects.exists)
        archive.objects.adopt(staged, "png")
        assert archive.sweep() == 0
        assert archive.objects.exists(staged.sha256, "png")


def test_a_purge_beside_an_ingest_of_the_same_bytes_leaves_it_the_original(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the moment that the original is at its place and the commit of its record."""
    [old] = _taken_in(archive, _picture(tmp_path / "a.png"))
    editing.delete_records(archive, records=[old])
    sync = archive.objects.sync_directories

    def meanwhile() -> None:
        sync()
        with open_archive(archive.folder) as other:
            deleted.purge(other, records=[old])

    with monkeypatch.context() as patch:
        patch.setattr(archive.objects, "sync_directories", meanwhile)
        [new] = _taken_in(archive, tmp_path / "a.png")
    assert deleted.listed(archive) == [], "it was purged"
    assert Path(reading.record(archive, new).files[0].path).is_file()
    assert maintenance.verify(archive).ok


def test_what_others_were_is_known_after_a_purge_as_before(story: Story) -> None:
    archive, ana = story.archive, _person(story.archive)
    linking.add_link(archive, records=[ana], relation="took part in", other=story.id["dialogue"])
    editing.set_values(archive, records=[ana, story.id["murat"]], values={"occupation": "guide"})
    steps = [step.id for step in history.history(archive, limit=1000)]

    def then() -> dict[tuple[int, int], object]:
        found: dict[tuple[int, int], object] = {}
        for key, record in story.id.items():
            for step in steps if key in ("dialogue", "murat", "nezih") else steps[:1]:
                with contextlib.suppress(NotFound):
                    was = past.as_of(archive, record, after_step=step)
                    links = [link for link in was.links if link.other.id != ana]
                    found[record, step] = (was.names, was.texts, was.fields, links, was.title)
        return found

    before = then()
    _gone(archive, ana)
    assert then() == before
    lineage.check(archive)
    assert maintenance.verify(archive).ok


def test_what_was_merged_goes_with_it_and_what_a_merge_only_lent_does_not(archive: Archive) -> None:
    ana, anna, mara = _person(archive), _person(archive, "Anna Z."), _person(archive, "Mara")
    merging.merge(archive, keep=ana, drop=mara)
    history.undo(archive)
    merging.merge(archive, keep=ana, drop=anna)
    editing.delete_records(archive, records=[ana])
    assert deleted.foreseen(archive, records=[ana]).merged == 1
    deleted.purge(archive, records=[ana])
    assert b"Anna Z." not in _bytes(archive.folder)
    kept = reading.record(archive, mara)
    assert kept.title == "Mara"
    first = history.history(archive, record=mara)[-1]
    assert [each.after for each in first.operations if each.entity == "name"] == ["Mara"]
    lineage.check(archive)
    assert maintenance.verify(archive).ok


def test_codes_and_pads_lose_it_and_a_code_for_nothing_else_goes(story: Story) -> None:
    archive = story.archive
    ana = _person(archive)
    codes.set_code(archive, code="azk", targets=[codes.NewTarget(ana)])
    codes.set_code(archive, code="both", targets=[codes.NewTarget(ana), codes.NewTarget(story.id["murat"])])
    lines = [
        pads.PadEntry(record=reading.refs(archive, [ana])[0], relation="depicts"),
        pads.PadEntry(field="credit", value="Museum"),
    ]
    pads.save_pad(archive, name="Visit", entries=lines)
    editing.delete_records(archive, records=[ana])
    assert deleted.foreseen(archive, records=[ana]).codes == 1
    deleted.purge(archive, records=[ana])
    found = {code.code: [target.record.id for target in code.targets] for code in codes.codes(archive)}
    assert found == {"both": [story.id["murat"]]}
    assert [[entry.value for entry in pad.entries] for pad in pads.pads(archive)] == [["Museum"]]


def test_a_ref_is_never_given_again(archive: Archive) -> None:
    ana = _person(archive)
    ref = reading.refs(archive, [ana])[0].ref
    editing.set_values(archive, records=[ana], values={"ref": "PER-ANA"})
    _gone(archive, ana)
    assert reading.refs(archive, [_person(archive, "Bo")])[0].ref not in (ref, "PER-ANA")
    bo = _person(archive, "Bo")
    for taken in (ref, "PER-ANA"):
        with pytest.raises(InvalidInput, match="taken"):
            editing.set_values(archive, records=[bo], values={"ref": taken})
    with pytest.raises(NotFound):
        reading.resolve(archive, ref)
    with pytest.raises(NotFound, match="bin"):
        deleted.find(archive, "PER-ANA")


def test_what_was_deleted_long_ago_is_chosen_by_days(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = _person(archive), _person(archive, "Bo")
    then = (datetime.now(UTC) - timedelta(days=40)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    with monkeypatch.context() as patch:
        patch.setattr(clock, "now", lambda: then)
        editing.delete_records(archive, records=[old])
    editing.delete_records(archive, records=[new])
    assert deleted.lying(archive) == [new, old]
    assert deleted.lying(archive, older_than=30) == [old]
    assert deleted.lying(archive, older_than=41) == []
    assert deleted.lying(archive, older_than=10**9) == []
    with pytest.raises(InvalidInput):
        deleted.lying(archive, older_than=-1)


def test_only_what_lies_in_the_bin_is_purged_and_stopping_purges_nothing(archive: Archive) -> None:
    there, gone = _person(archive, "There"), _person(archive, "Gone")
    editing.delete_records(archive, records=[gone])
    for ask in (deleted.purge, deleted.foreseen):
        with pytest.raises(NotFound):
            ask(archive, records=[gone, there])
    with pytest.raises(Cancelled):
        deleted.purge(archive, records=[gone], cancelled=lambda: True)
    deleted.bring_back(archive, records=[gone])
    assert reading.record(archive, gone).title == "Gone"
    with database(archive).read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM step WHERE kind = 'final'").scalar() == 0


def test_a_purge_tells_how_far_it_has_come(archive: Archive) -> None:
    people = [_person(archive, f"Person {number}") for number in range(3)]
    editing.delete_records(archive, records=people)
    told: list[tuple[int, int]] = []
    deleted.purge(archive, records=people, on_progress=lambda progress: told.append((progress.done, progress.total)))
    assert (told[0], told[-1]) == ((0, 3), (3, 3))


def test_undo_names_what_a_purge_left_undoable_and_goes_past_it(tmp_path: Path) -> None:
    files = [_picture(tmp_path / f"{colour}.png", colour) for colour in ("teal", "red")]
    archive = create_archive(tmp_path / "archive")
    event = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Signing")], values={})
    editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Dinner")], values={})
    report = ingest.ingest(archive, files, links=[NewLink("presented at", event.id)])
    taken = [reading.resolve(archive, entry.ref).id for entry in report.added]
    editing.delete_records(archive, records=taken[:1])
    foreseen = deleted.foreseen(archive, records=taken[:1])
    assert [step.label for step in foreseen.steps] == ["Delete a record", "Ingest 2 files"]
    assert any("2 steps of the history can no longer be undone: Delete" in line for line in deleted.told(foreseen))
    deleted.purge(archive, records=taken[:1])
    # The event stands under the ingest, and stays with it; what was made before is free.
    first = history.undo(archive)
    assert first.label == "Add event “Dinner”"
    said = history.undone(archive, first)
    assert said.startswith("Undone instead: Add event “Dinner”; what came later can't be undone, since")
    assert "Ingest 2 files" in said
    assert said.endswith(").")
    with pytest.raises(NotFound) as said:
        history.undo(archive)
    assert said.value.message.startswith("Nothing more can be undone.")
    assert "Ingest 2 files (" in said.value.message
    assert "Add event “Signing” (" in said.value.message
    assert "purged from the bin" in said.value.message
    with pytest.raises(Refused, match="That one stays"):
        history.undo(archive, step=history.history(archive)[-1].id)
    assert reading.record(archive, event.id).ref == event.ref
    archive.close()


def test_what_was_named_once_is_not_named_again_with_every_step(tmp_path: Path) -> None:
    archive = create_archive(tmp_path / "archive")
    for name in ("One", "Two"):
        editing.add_record(archive, kind=Kind.EVENT, names=[NewName(name)], values={})
    _gone(archive, _person(archive))
    assert "purged" in history.undone(archive, history.undo(archive))
    assert history.undone(archive, history.undo(archive)) == "Undone: Add event “One”"
    archive.close()
