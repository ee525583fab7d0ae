"""What a line of the history is about, and what lies in the bin when undo took even its name away."""

from __future__ import annotations

from archive_app import i18n
from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import deleted, editing


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
