"""Where undo is refused, and what it says of itself afterwards."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import Kind, StageKind, TextRole
from archive_app.domain.model.pads import PadEntry
from archive_app.errors import ArchiveError, Refused
from archive_app.services.archive import Archive, open_archive
from archive_app.services.history import history
from archive_app.services.records import duplicates, editing, identifiers, linking, reading
from archive_app.services.records.editing import NewName
from archive_app.services.tagging import codes, pads
from tests.inside import database

_LATER: dict[str, Callable[[Archive, int, int], object]] = {
    "name": lambda archive, one, _other: editing.add_name(archive, record=one, text="第二", lang="zh"),
    "text": lambda archive, one, _other: editing.set_text(
        archive, record=one, role=TextRole.NOTE, lang="en", text="seen"
    ),
    "stage": lambda archive, one, _other: editing.add_stage(archive, partnership=one, kind=StageKind.DORMANT),
    "link": lambda archive, one, other: linking.add_link(archive, records=[one], relation="related to", other=other),
    "linked to": lambda archive, one, other: linking.add_link(
        archive, records=[other], relation="related to", other=one
    ),
    "identifier": lambda archive, one, _other: identifiers.identify(archive, record=one, values=[("wikidata", "Q1")]),
    "code": lambda archive, one, _other: codes.set_code(archive, code="x", targets=[codes.NewTarget(one)]),
    "pad": lambda archive, one, _other: pads.save_pad(
        archive, name="Tonight", entries=[PadEntry(record=reading.refs(archive, [one])[0])]
    ),
    "apart": lambda archive, one, other: duplicates.keep_apart(archive, one=one, other=other),
    "field": lambda archive, one, _other: editing.set_values(archive, records=[one], values={"source": "a letter"}),
}


def test_the_step_that_stands_on_it_is_named_and_no_later_one(archive: Archive) -> None:
    one, other = (editing.add_record(archive, kind=Kind.CITY, names=[NewName(name)]).id for name in ("Oulu", "Leeds"))
    for record, text in ((one, "seen"), (one, "seen twice"), (other, "never seen")):
        editing.set_text(archive, record=record, role=TextRole.NOTE, lang="en", text=text)
    _unrelated, above, below, *_made = history.history(archive)
    with pytest.raises(Refused, match=f"step {above.id},"):
        history.undo(archive, step=below.id)


@pytest.mark.parametrize("later", _LATER)
def test_a_record_that_something_belongs_to_is_not_taken_back(archive: Archive, later: str) -> None:
    other = editing.add_record(archive, kind=Kind.PARTNERSHIP, names=[NewName("Leeds")]).id
    made = editing.add_record(archive, kind=Kind.PARTNERSHIP, names=[NewName("Oulu")]).id
    step = history.history(archive)[0].id
    _LATER[later](archive, made, other)
    newest = history.history(archive)[0]
    assert newest.id > step
    with pytest.raises(Refused, match=f"step {newest.id}"):
        history.undo(archive, step=step)
    assert reading.record(archive, made).title == "Oulu"
    history.undo(archive)
    history.undo(archive, step=step)
    assert [step.undone for step in history.history(archive) if step.kind == "do"] == [True, True, False]


def test_a_value_that_was_changed_since_stays(archive: Archive) -> None:
    city = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")]).id
    for source in ("a letter", "the treaty"):
        editing.set_values(archive, records=[city], values={"source": source})
    last, before = history.history(archive)[:2]
    with pytest.raises(Refused, match=f"step {last.id}, “Set source”"):
        history.undo(archive, step=before.id)
    assert reading.record(archive, city).fields["source"] == "the treaty"


def test_after_redo_it_is_the_step_that_is_undone_and_not_the_redo(archive: Archive) -> None:
    city = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")]).id
    editing.set_values(archive, records=[city], values={"source": "a letter"})
    history.undo(archive)
    history.redo(archive)
    assert (history.undo_label(archive), history.redo_label(archive)) == ("Set source", None)
    assert not any(step.undone for step in history.history(archive) if step.kind == "do")
    assert history.undo(archive).label == "Set source"
    assert history.redo_label(archive) == "Set source"
    assert [step.label for step in history.history(archive) if step.undone and step.kind == "do"] == ["Set source"]


def test_nobody_is_told_where_nothing_changed(archive: Archive) -> None:
    city = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")], values={"source": "a letter"}).id
    heard: list[ChangeSet] = []
    archive.hub.subscribe(heard.append)
    editing.set_values(archive, records=[city], values={"source": "a letter"})
    with database(archive).transact("Nothing"):
        pass
    assert heard == []


def test_who_writes_second_waits_for_the_first(archive: Archive) -> None:
    faults: list[ArchiveError] = []
    with open_archive(archive.folder) as second:

        def write() -> None:
            try:
                editing.add_record(second, kind=Kind.CITY, names=[NewName("Oulu")])
            except ArchiveError as fault:
                faults.append(fault)

        waiting = threading.Thread(target=write)
        with database(archive).transact("First"):
            waiting.start()
            waiting.join(0.3)
            editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
        waiting.join()
    assert faults == []
    assert [step.label for step in history.history(archive)] == ["Add city “Oulu”", "First"]
