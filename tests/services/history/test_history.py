"""Undo and redo: everything, after a restart, and never over a later change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from archive_app.domain.model.kinds import Kind, StageKind, TextRole
from archive_app.domain.model.records import Record
from archive_app.errors import ArchiveError, NotFound, Refused
from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.history import history
from archive_app.services.records import editing, linking, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import picking, saved
from archive_app.services.search.saved import SavedSearch
from archive_app.services.upkeep import maintenance
from tests.inside import database
from tests.made import Made
from tests.story import Story


def _state(archive: Archive) -> tuple[list[Record], tuple[SavedSearch, ...], list[int]]:
    """Everything anybody could see, but for who touched it last."""
    with database(archive).read() as connection:
        ids = [
            row[0] for row in connection.exec_driver_sql("SELECT id FROM record WHERE deleted_at IS NULL ORDER BY id")
        ]
    found = []
    for record_id in ids:
        record = reading.record(archive, record_id)
        found.append(record.__class__(**{
            **{slot: getattr(record, slot) for slot in record.__slots__},
            "changed_at": "", "changed_by": "",
        }))  # fmt: skip
    return found, saved.searches(archive), list(picking.picked_ids(archive))


def test_everything_of_a_story_can_be_undone_and_redone(story: Story) -> None:
    archive = story.archive
    whole = _state(archive)
    count = 0
    while history.undo_label(archive):
        history.undo(archive)
        count += 1
    assert _state(archive) == ([], (), [])
    assert count > 30
    for _step in range(count):
        history.redo(archive)
    assert _state(archive) == whole
    assert history.redo_label(archive) is None
    assert maintenance.verify(archive).ok


def test_undo_survives_a_restart(tmp_path: Path) -> None:
    with create_archive(tmp_path / "a") as archive:
        made = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Niš")])
        editing.set_values(archive, records=[made.id], values={"name[zh]": "尼什"})
    with open_archive(tmp_path / "a") as archive:
        assert history.undo_label(archive) == "Set name (Chinese)"
        history.undo(archive)
        assert [name.text for name in reading.record(archive, made.id).names] == ["Niš"]
        assert history.redo_label(archive) == "Set name (Chinese)"
        history.redo(archive)
        assert [name.text for name in reading.record(archive, made.id).names] == ["Niš", "尼什"]


def test_a_later_change_on_top_is_named(archive: Archive) -> None:
    city = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
    first = history.history(archive)[0].id
    editing.set_values(archive, records=[city.id], values={"name[zh]": "利兹"})
    second = history.history(archive)[0]
    with pytest.raises(Refused, match=rf"step {second.id}, “Set name \(Chinese\)”"):
        history.undo(archive, step=first)
    assert len(reading.record(archive, city.id).names) == 2


def test_an_older_step_can_be_undone_when_nothing_stands_on_it(archive: Archive) -> None:
    leeds = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
    editing.set_values(archive, records=[leeds.id], values={"continent": "Europe"})
    step = history.history(archive)[0].id
    editing.add_record(archive, kind=Kind.CITY, names=[NewName("Oulu")])
    history.undo(archive, step=step)
    assert reading.record(archive, leeds.id).fields["continent"] is None
    assert reading.resolve(archive, "Oulu").title == "Oulu"


def test_something_new_ends_redo(archive: Archive) -> None:
    editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
    history.undo(archive)
    editing.add_record(archive, kind=Kind.CITY, names=[NewName("Oulu")])
    with pytest.raises(NotFound, match="nothing to redo"):
        history.redo(archive)


def test_nothing_to_undo_is_a_sentence(archive: Archive) -> None:
    with pytest.raises(NotFound, match="nothing to undo"):
        history.undo(archive)


def test_a_value_set_to_itself_is_no_step(archive: Archive) -> None:
    city = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")], values={"continent": "Europe"})
    before = len(history.history(archive))
    editing.set_values(archive, records=[city.id], values={"continent": "europe"})
    assert len(history.history(archive)) == before


def test_operations_say_old_and_new_and_what_they_replace(archive: Archive) -> None:
    city = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
    editing.set_values(archive, records=[city.id], values={"source": "a letter"})
    editing.set_values(archive, records=[city.id], values={"source": "the treaty"})
    newest, older = history.history(archive, record=city.id)[:2]
    assert [(o.field, o.old, o.new) for o in newest.operations] == [("source", "a letter", "the treaty")]
    with database(archive).read() as connection:
        replaced = connection.exec_driver_sql(
            "SELECT replaced_id FROM replacement WHERE operation_id = ?", (newest.operations[0].id,)
        ).all()
    assert replaced == [(older.operations[0].id,)]


_WORDS = st.sampled_from(["Niš", "杭州", "a", "İstanbul", "x" * 50])
_ACTIONS = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 5), st.integers(0, 5), _WORDS), max_size=14)


def _act(archive: Archive, ids: list[int], action: tuple[int, int, int, str]) -> None:
    what, first, second, word = action
    if what <= 1 or not ids:
        kind = (Kind.PHOTO, Kind.PARTNERSHIP, Kind.EVENT, Kind.CITY)[first % 4]
        ids.append(editing.add_record(archive, kind=kind, names=[NewName(word)]).id)
        return
    one, two = ids[first % len(ids)], ids[second % len(ids)]
    deeds: list[Callable[[], object]] = [
        lambda: editing.set_values(archive, records=[one], values={"name[zh]": word}),
        lambda: editing.set_text(archive, record=one, role=TextRole.NOTE, lang="en", text=word if second else ""),
        lambda: linking.add_link(archive, records=[one], relation="related to", other=two),
        lambda: editing.add_stage(archive, partnership=one, kind=StageKind.MEMORANDUM, date="2001"),
        lambda: editing.delete_records(archive, records=[one]),
        lambda: linking.unlink(archive, record=one, relation="related to", other=two),
        lambda: editing.set_values(archive, records=list({one, two}), values={"source": word}),
        lambda: picking.toggle(archive, records=[one, two]),
        lambda: picking.pick(archive, records=[one]),
        lambda: picking.unpick(archive, records=[two] if first else None),
        lambda: saved.save_search(archive, name=f"{word} {first}", query=word, order="title"),
        lambda: saved.change_search(archive, search_id=_search(archive, first), name=f"{word} {second}"),
        lambda: saved.move_search(archive, search_id=_search(archive, first), to=second),
        lambda: saved.remove_search(archive, search_id=_search(archive, first)),
    ]
    deeds[what - 2]()


def _search(archive: Archive, number: int) -> int:
    there = saved.searches(archive)
    return there[number % len(there)].id if there else 0


# Explaining a failure would run thousands of archives.
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)


@settings(max_examples=25, phases=_PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=_ACTIONS, back=st.integers(0, 20))
def test_undo_then_redo_of_anything_gives_the_same(
    actions: list[tuple[int, int, int, str]], back: int, tmp_path_factory: pytest.TempPathFactory, made: Made
) -> None:
    with made.new(tmp_path_factory.mktemp("undo") / "a") as archive:
        ids: list[int] = []
        states = [_state(archive)]
        for action in actions:
            before = archive_steps(archive)
            try:
                _act(archive, ids, action)
            except ArchiveError:
                assert archive_steps(archive) == before
                continue
            if archive_steps(archive) != before:
                states.append(_state(archive))
        steps = min(back, len(states) - 1)
        for number in range(steps):
            history.undo(archive)
            assert _state(archive) == states[-2 - number]
        for number in reversed(range(steps)):
            history.redo(archive)
            assert _state(archive) == states[-1 - number]
        assert maintenance.verify(archive).ok


def archive_steps(archive: Archive) -> int:
    return len(history.history(archive, limit=10_000))


def test_what_a_step_made_and_then_changed_is_whole_when_it_is_done_again(archive: Archive) -> None:
    person = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Ana")]).id
    with archive.store.transact("Both") as transaction:
        editing.add_name(archive, record=person, text="Anna", lang="en")
        second = transaction.reader.records.names(person)[1]
        editing.change_name(archive, name_id=second.id, text="Anya")
    assert history.undo(archive).label == "Both"
    assert [name.text for name in reading.record(archive, person).names] == ["Ana"]
    history.redo(archive)
    assert [name.text for name in reading.record(archive, person).names] == ["Ana", "Anya"]
    assert maintenance.verify(archive).problems == []
