"""Pads: what is given to everything that is tagged with them."""

from __future__ import annotations

import json

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import RecordRef
from archive_app.errors import Cancelled, InvalidInput, NotFound, Refused
from archive_app.services.history import history
from archive_app.services.records import editing, merging, reading
from archive_app.services.tagging import pads
from archive_app.services.tagging.pads import Pad, PadEntry
from archive_app.services.upkeep import maintenance
from tests.story import Story


def _ref(story: Story, key: str) -> RecordRef:
    return reading.refs(story.archive, [story.id[key]])[0]


def _visit(story: Story) -> tuple[PadEntry, ...]:
    return (
        PadEntry(record=_ref(story, "dialogue")),
        PadEntry(record=_ref(story, "nezih"), relation="created_by"),
        PadEntry(record=_ref(story, "gobekli"), relation="taken at", ticked=False),
        PadEntry(field="rights", value="© Culture house"),
        PadEntry(field="status", value="Reviewed"),
        PadEntry(field="Caption[zh]", value="对话现场"),
        PadEntry(field="date", value="2025-07", ticked=False),
    )


def test_a_pad_is_saved_changed_renamed_removed_and_each_is_one_step(story: Story) -> None:
    archive = story.archive
    made = pads.save_pad(archive, name=" Visit\n2025 ", entries=_visit(story))
    assert (made.name, len(made.entries), len(made.ticked)) == ("Visit 2025", 7, 5)
    assert [entry.relation for entry in made.entries][:3] == ["", "created_by", "taken_at"]
    assert [entry.field for entry in made.entries][3:] == ["rights", "status", "caption[zh]", "date"]
    assert pads.labels(archive, made) == (
        "documents Dialogue on Göbekli Tepe", "created by Nezih Başgelen", "taken at Göbekli Tepe",
        "Rights: © Culture house", "Status: reviewed", "Caption (Chinese): 对话现场", "Date: 2025-07",
    )  # fmt: skip
    pads.change_pad(archive, pad_id=made.id, name="Visit")
    pads.change_pad(archive, pad_id=made.id, entries=[*made.entries[:2], PadEntry(field="rights", value="©")])
    assert [entry.value for entry in pads.find_pad(archive, "VISIT").entries] == ["", "", "©"]
    pads.remove_pad(archive, pad_id=made.id)
    assert pads.pads(archive) == ()
    assert [step.label for step in history.history(archive)[:4]] == [
        "Remove the pad “Visit”", "Change the pad “Visit”", "Rename the pad “Visit 2025” to “Visit”",
        "Save the pad “Visit 2025”",
    ]  # fmt: skip
    for _step in range(3):
        history.undo(archive)
    assert pads.pads(archive) == (made,)
    assert maintenance.verify(archive).ok


def test_what_is_no_pad_is_refused_and_keeps_nothing(story: Story) -> None:
    archive = story.archive
    rights = PadEntry(field="rights", value="©")
    pads.save_pad(archive, name="Visit", entries=[rights])
    for name, entries in (
        ("", [rights]),
        ("x" * 201, [rights]),
        ("New", []),
        ("New", [PadEntry(field="name", value="Same")]),
        ("New", [PadEntry(field="ref", value="X-1")]),
        ("New", [PadEntry(field="colour", value="red")]),
        ("New", [PadEntry(field="date", value="someday")]),
        ("New", [PadEntry(field="rights", value=" ")]),
        ("New", [PadEntry(field="rating", value="9")]),
        ("New", [rights, PadEntry(field="Rights", value="other")]),
        ("New", [PadEntry(record=_ref(story, "murat"), relation="taken at")]),
    ):
        with pytest.raises(InvalidInput):
            pads.save_pad(archive, name=name, entries=entries)
    with pytest.raises(Refused, match="“Visit” already"):
        pads.save_pad(archive, name="VISIT", entries=[rights])
    with pytest.raises(NotFound, match="There are: “Visit”"):
        pads.find_pad(archive, "Gala")
    assert len(pads.pads(archive)) == 1


def test_a_pad_makes_links_and_fills_only_what_is_empty(story: Story) -> None:
    archive, ids = story.archive, story.id
    editing.set_values(archive, records=[ids["lotus"]], values={"rights": "mine", "status": "public"})
    pad = pads.save_pad(archive, name="Visit", entries=_visit(story))
    before = len(history.history(archive))
    told: list[tuple[int, int]] = []
    report = pads.apply_pad(
        archive,
        records=[ids["loose"], ids["lotus"], ids["photo"], ids["pillar"]],
        pad=pad,
        on_progress=lambda p: told.append((p.done, p.total)),
    )
    # At the dialogue the pillar was presented, as is known already; the photographs document it.
    assert (report.made, report.there, report.skipped) == (6, 2, 0)
    assert report.step == history.history(archive)[0].id
    assert len(history.history(archive)) == before + 1
    assert told[-1] == (20, 20)
    loose, lotus, photo = (reading.record(archive, ids[key]) for key in ("loose", "lotus", "photo"))
    assert (loose.fields["rights"], str(loose.status), loose.date) == ("© Culture house", "reviewed", None)
    assert (lotus.fields["rights"], str(lotus.status)) == ("mine", "public")
    assert {text.text for text in photo.texts} == {"At the sister-city dialogue", "杭州国际传播中心的对话"}
    assert [text.text for text in lotus.texts] == ["对话现场"]
    assert {(link.relation, link.other.title) for link in loose.links} == {
        ("documents", "Dialogue on Göbekli Tepe"),
        ("created_by", "Nezih Başgelen"),
    }
    assert pads.apply_pad(archive, records=[ids["loose"]], pad=pad).step == 0
    history.undo(archive)
    assert reading.record(archive, ids["loose"]).links == ()
    assert reading.record(archive, ids["loose"]).texts == ()
    assert maintenance.verify(archive).ok


def test_a_pad_gives_each_kind_only_what_it_can_have(story: Story) -> None:
    archive = story.archive
    pad = Pad(entries=(*_visit(story), PadEntry(field="material", value="clay")))
    pad = Pad(entries=tuple(pads.check_entry(archive, entry) for entry in pad.entries))
    assert "material" not in pads.values(pad, Kind.PHOTO)
    assert pads.values(pad, Kind.OBJECT)["material"] == "clay"
    assert set(pads.values(pad, Kind.PERSON)) == {"status", "caption[zh]"}
    assert [tag.relation for tag in pads.tags(archive, pad, Kind.PHOTO)] == ["", "created_by"]
    assert [tag.relation for tag in pads.tags(archive, pad, Kind.PERSON)] == [""]


def test_applying_to_what_the_pad_is_about_links_nothing_to_itself(story: Story) -> None:
    pad = Pad(entries=(PadEntry(record=_ref(story, "pillar")),))
    report = pads.apply_pad(story.archive, records=[story.id["pillar"]], pad=pad)
    assert (report.made, report.step) == (0, 0)


def test_an_application_that_is_stopped_leaves_nothing(story: Story) -> None:
    archive, ids = story.archive, story.id
    asked = iter([False, False, True, True, True, True, True, True])
    with pytest.raises(Cancelled):
        pads.apply_pad(archive, records=[ids["loose"]], pad=Pad(entries=_visit(story)), cancelled=lambda: next(asked))
    assert reading.record(archive, ids["loose"]).links == ()


def test_what_became_of_a_record_meanwhile_is_followed(story: Story) -> None:
    archive, ids = story.archive, story.id
    pad = Pad(entries=_visit(story))
    story.add("double", Kind.PERSON, "en:N. Başgelen")
    merging.merge(archive, keep=ids["double"], drop=ids["nezih"])
    editing.delete_records(archive, records=[ids["dialogue"]])
    assert pads.apply_pad(archive, records=[ids["loose"]], pad=pad).made == 1
    assert [link.other.id for link in reading.record(archive, ids["loose"]).links] == [ids["double"]]


def test_a_later_part_of_a_step_is_undone_with_it(story: Story) -> None:
    archive, ids = story.archive, story.id
    editing.set_values(archive, records=[ids["loose"]], values={"credit": "Museum"})
    step = history.history(archive)[0].id
    pads.apply_pad(archive, records=[ids["loose"]], pad=Pad(entries=_visit(story)), step=step)
    assert history.history(archive)[0].id == step
    history.undo(archive)
    loose = reading.record(archive, ids["loose"])
    assert (loose.links, loose.texts, loose.fields["credit"], loose.fields["rights"]) == ((), (), None, None)


def test_a_context_is_kept_as_text_and_follows_what_became_of_its_records(story: Story) -> None:
    archive, ids = story.archive, story.id
    made = pads.save_pad(archive, name="Visit", entries=_visit(story))
    text = pads.to_json(made)
    assert pads.from_json(archive, text) == Pad(0, "Visit", made.entries)
    story.add("double", Kind.PERSON, "en:N. Başgelen")
    merging.merge(archive, keep=ids["double"], drop=ids["nezih"])
    editing.delete_records(archive, records=[ids["dialogue"]])
    found = pads.from_json(archive, text)
    assert [entry.record.id for entry in found.entries if entry.record] == [ids["double"], ids["gobekli"]]
    kept = pads.find_pad(archive, "Visit")
    assert [entry.record.id for entry in kept.entries if entry.record] == [ids["double"], ids["gobekli"]]


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{", '{"entries": 3}', '{"entries": [1, null, {}, {"record": "x"}, {"field": "ref"}]}', "\udcff",
     '{"name": 1, "entries": [{"record": {"a": 1}, "field": "date", "value": "never"}]}'],
)  # fmt: skip
def test_a_text_that_is_no_context_is_an_empty_one(story: Story, text: str) -> None:
    assert pads.from_json(story.archive, text) == Pad()


def test_a_pad_without_a_name_is_called_by_what_it_gives(story: Story) -> None:
    assert Pad(entries=_visit(story)).title == "Dialogue on Göbekli Tepe, Nezih Başgelen…"
    assert json.loads(pads.to_json(Pad())) == {"name": "", "entries": []}
