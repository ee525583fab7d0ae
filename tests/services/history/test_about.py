"""What a line of the history is about, and what lies in the bin when undo took even its name away."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from archive_app import i18n
from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.i18n import N_
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import deleted, editing, reading, turning
from archive_app.services.records.assigning import name_columns


def test_a_step_names_the_one_record_that_it_is_about(archive: Archive) -> None:
    first = editing.add_record(archive, kind=Kind.PERSON, names=[editing.NewName("Ashok Roy")])
    second = editing.add_record(archive, kind=Kind.PERSON, names=[editing.NewName("王㛃")])
    editing.set_values(archive, records=[first.id], values={"occupation": "interpreter"})
    editing.set_values(archive, records=[first.id, second.id], values={"occupation": "editor"})
    both, one, made, _before = history.history(archive)
    assert one.named == f"{one.label} · Ashok Roy"
    assert both.named == both.label
    # Its label says it already.
    assert made.named == made.label
    assert "王㛃" in made.label
    # Of a single record one knows what it is about.
    assert {step.about for step in history.history(archive, record=first.id)} == {""}


def test_undo_and_redo_say_whose_change_they_are_about(archive: Archive) -> None:
    first = editing.add_record(archive, kind=Kind.PERSON, names=[editing.NewName("Ashok Roy")]).id
    second = editing.add_record(archive, kind=Kind.PERSON, names=[editing.NewName("王㛃")]).id
    editing.set_text(archive, record=first, role=TextRole.DESCRIPTION, lang="en", text="An interpreter")
    assert history.undone(archive, history.undo(archive)) == "Undone: Change the description · Ashok Roy"
    assert history.redone(archive, history.redo(archive)) == "Done again: Change the description · Ashok Roy"
    # What its label says already is not said again.
    editing.set_values(archive, records=[first, second], values={"occupation": "editor"})
    assert history.undone(archive, history.undo(archive)) == "Undone: Set occupation of 2 records"
    with archive.store.transact(N_("Change a name")) as transaction:
        for record in (first, second):
            transaction.parts.add_name(record, name_columns("Friend", "en", editing.NameKind.ALIAS))
    assert history.undone(archive, history.undo(archive)) == "Undone: Change a name · 2 records"


def test_what_undo_took_back_lies_in_the_bin_by_its_name(archive: Archive) -> None:
    editing.add_record(
        archive, kind=Kind.PERSON, names=[editing.NewName("Ashok Roy"), editing.NewName("罗伊", lang="zh")]
    )
    history.undo(archive)
    (line,) = deleted.listed(archive)
    assert line.record.title == "Ashok Roy"
    i18n.set_language("zh")
    (line,) = deleted.listed(archive)
    assert line.record.title == "罗伊"


def test_what_undo_took_back_lies_in_the_bin_with_its_picture(archive: Archive, tmp_path: Path) -> None:
    Image.new("RGB", (400, 300), "#c00").save(tmp_path / "red.jpg")
    ingest(archive, [tmp_path / "red.jpg"])
    (record,) = reading.rows(archive, range(1, 9))
    turning.turn(archive, records=[record.id], by=90)
    editing.delete_records(archive, records=[record.id])
    (line,) = deleted.listed(archive)
    assert (line.files, line.sha256, line.turn) == (1, record.sha256, 90)
    for _step in range(3):
        history.undo(archive)
    (line,) = deleted.listed(archive)
    assert (line.files, line.sha256, line.turn) == (0, record.sha256, 0)
