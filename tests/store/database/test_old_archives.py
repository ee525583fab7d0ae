"""Archives that earlier versions left open for ever: found, verified, as they were after every step, and undoable.

What they were is worked out from the old log by plain Python (``replaying.py``), before the program sees them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app.errors import NotFound
from archive_app.services.archive import Archive, open_archive
from archive_app.services.history import history, past
from archive_app.services.records import deleted, editing, reading
from archive_app.services.search import picking, saved
from archive_app.services.search.searching import facets, search, search_ids
from archive_app.services.tagging import codes, pads
from archive_app.services.upkeep import maintenance
from tests.store.database import replaying
from tests.store.database.archives import LATER, REVISIONS, unpacked
from tests.store.database.showing import everyone, said, shown


@pytest.fixture(params=REVISIONS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, replaying.States]:
    """An archive, and what every row of it was after every step."""
    folder = unpacked(request.param, tmp_path)
    return folder, replaying.old_states(folder / "catalog.db")


@pytest.fixture
def opened(old: tuple[Path, replaying.States]) -> Iterator[Archive]:
    with open_archive(old[0]) as archive:
        yield archive


def refs(archive: Archive, query: str) -> list[str]:
    return sorted(hit.row.ref for hit in search(archive, query).hits)


def test_nothing_is_amiss_and_all_is_found(opened: Archive) -> None:
    assert maintenance.verify(opened).problems == []
    assert refs(opened, "杭州 kind:city") == ["CIT-0001"]
    assert refs(opened, "hang kind:city") == ["CIT-0001"]
    assert refs(opened, "شانلي") == refs(opened, "sanliurfa kind:city") == ["CIT-0003"]
    assert refs(opened, "αθηναι") == ["CIT-0004"]
    assert refs(opened, "qianzi") == ["EVT-0001"]
    assert refs(opened, "partnership:niš kind:event") == ["EVT-0001"]
    assert "PHO-0001" in refs(opened, "partnership:niš")
    assert refs(opened, "person:王小红 kind:document") == ["DOC-0001"]
    assert {entry["value"] for entry in facets(opened, "")["kind"]} >= {"city", "photo", "partnership"}
    assert reading.resolve(opened, "SPEECH-1").title == reading.resolve(opened, "PHO-0002").title


def test_it_is_what_it_was_and_can_be_worked_on(old: tuple[Path, replaying.States], opened: Archive) -> None:
    states = old[1]
    assert same(old[0]) == states[max(states)]
    editing.set_values(opened, records=[reading.resolve(opened, "CIT-0002").id], values={"name[en]": "Nis"})
    assert "CIT-0002" in refs(opened, "nis kind:city")
    history.undo(opened)
    assert same(old[0]) == states[max(states)]
    backups = [file.name for file in (old[0] / "backups").iterdir()]
    assert len(backups) == 1
    assert backups[0].startswith(f"before-{old[0].name}-to-")


def test_what_came_with_later_revisions_is_all_there(tmp_path: Path) -> None:
    with open_archive(unpacked("0003", tmp_path)) as archive:
        assert [each.name for each in saved.searches(archive)] == ["Pens"]
        assert [each.ref for each in reading.refs(archive, picking.picked_ids(archive))] == [
            "DOC-0001", "PHO-0001", "PER-0001",
        ]  # fmt: skip
        assert [code.code for code in codes.codes(archive)] == ["w3", "wxh"]
        assert [pad.name for pad in pads.pads(archive)] == ["Evening"]
        assert reading.resolve(archive, "PER-0003").ref == "PER-0001"
        assert reading.resolve(archive, "CIT-0005").ref == "CIT-0002"
        assert refs(archive, "silk kind:term") == ["TRM-0001", "TRM-0002"]


@pytest.mark.parametrize("revision", LATER)
def test_an_archive_of_later_is_what_it_was_and_in_order(revision: str, tmp_path: Path) -> None:
    folder = unpacked(revision, tmp_path)
    before = replaying.new_states(folder / "catalog.db")
    with open_archive(folder) as archive:
        assert replaying.new_states(folder / "catalog.db") == before
        assert maintenance.verify(archive).problems == []
        by_title = [hit.row.title for hit in search(archive, "(box kind:object) OR kind:person", order="title").hits]
        assert by_title == ["Ana Jovanović", "Box 2", "Box 10", "Wang Xiao Hong", "Wang Xiaohong", "Zhang San", "阿明"]
        by_date = [hit.row.ref for hit in search(archive, "kind:photo date:2025-04-03", order="date").hits]
        assert by_date[:2] == ["PHO-0004", "SPEECH-1"]
        history.undo(archive)
        assert maintenance.verify(archive).problems == []


@pytest.mark.slow
def test_every_record_is_shown_as_it_was_after_every_step(old: tuple[Path, replaying.States], opened: Archive) -> None:
    for step, rows in old[1].items():
        for number, uid in everyone(old[0]).items():
            expected = shown(rows, uid)
            try:
                was = past.as_of(opened, number, after_step=step)
            except NotFound:
                assert expected is None, (step, number)
            else:
                assert said(was) == expected, (step, number)


@pytest.mark.slow
def test_every_step_can_be_undone_and_done_again(old: tuple[Path, replaying.States], opened: Archive) -> None:
    folder, states = old
    undone = 0
    while history.undo_label(opened) is not None:
        history.undo(opened)
        undone += 1
    assert refs(opened, "") == []
    assert undone > 30
    for _step in range(undone):
        history.redo(opened)
    assert same(folder) == states[max(states)]
    assert maintenance.verify(opened).problems == []


def same(folder: Path) -> dict[replaying.Key, replaying.Row]:
    """What every row says now."""
    now = replaying.new_states(folder / "catalog.db")
    return now[max(now)]


def test_all_of_it_can_be_purged_and_nothing_that_it_said_is_left(opened: Archive) -> None:
    everybody = list(search_ids(opened, ""))
    called = {name.text for record in everybody for name in reading.record(opened, record).names}
    editing.delete_records(opened, records=everybody)
    deleted.purge(opened, records=deleted.lying(opened))
    assert deleted.count(opened) == 0
    steps = history.history(opened, limit=1000)
    labels = " ".join(step.label for step in steps)
    # What stands in a pad or a search is the archive's own.
    about = [each for step in steps for each in step.operations if each.entity not in ("pad_entry", "saved_search")]
    values = " ".join(f"{each.label} {each.before} {each.after}" for each in about)
    assert called
    assert [name for name in called if name in values or name in labels] == []
    assert "Delete a record" in labels
    assert maintenance.verify(opened).problems == []
    assert list(opened.objects.iter_objects()) == []
