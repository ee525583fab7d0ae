"""Find and replace in the texts of many."""

from __future__ import annotations

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.errors import Cancelled, InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing, reading, replacing
from archive_app.services.records.editing import NewName
from archive_app.services.records.replacing import Pattern, Wanted
from archive_app.services.search import searching
from archive_app.store.index import checks
from tests.inside import database


@pytest.fixture
def photos(archive: Archive) -> list[int]:
    captions = ("Nis in spring", "The mayor of Niš", "Hangzhou", "nis, Nis")
    made = []
    for number, caption in enumerate(captions):
        record = editing.add_record(
            archive, kind=Kind.PHOTO, names=[NewName(f"Nis {number}")],
            values={"caption[en]": caption, "caption[zh]": "尼斯", "note[en]": "Nis"},
        )  # fmt: skip
        made.append(record.id)
    return made


def _texts(archive: Archive, record: int) -> dict[str, str]:
    return {f"{text.role}[{text.lang}]": text.text for text in reading.record(archive, record).texts}


def test_a_preview_and_then_only_what_is_ticked(archive: Archive, photos: list[int]) -> None:
    wanted = Wanted(Pattern("nis", "Niš"))
    found = replacing.preview(archive, records=photos, wanted=wanted)
    assert [(each.old, each.new) for each in found.changes] == [
        ("Nis in spring", "Niš in spring"),
        ("nis, Nis", "Niš, Niš"),
    ]
    assert found.looked == 8
    assert found.changes[1].went == ((0, 3), (5, 8))
    before = _texts(archive, photos[3])
    report = replacing.apply(archive, changes=found.changes[:1])
    assert report.changed == 1
    assert _texts(archive, photos[0])["caption[en]"] == "Niš in spring"
    assert _texts(archive, photos[0])["note[en]"] == "Nis"
    assert _texts(archive, photos[3]) == before
    assert history.history(archive)[0].label == "Replace in 1 text"
    with database(archive).read() as connection:
        assert checks.search(connection) == []
    history.undo(archive)
    assert _texts(archive, photos[0])["caption[en]"] == "Nis in spring"


def test_places_and_languages(archive: Archive, photos: list[int]) -> None:
    pattern = Pattern("尼斯", "尼什")
    assert replacing.preview(archive, records=photos, wanted=Wanted(pattern, langs=("en",))).changes == ()
    assert len(replacing.preview(archive, records=photos, wanted=Wanted(pattern, langs=("zh",))).changes) == 4
    found = replacing.preview(archive, records=photos, wanted=Wanted(Pattern("Nis", "Ниш"), ("note", "name")))
    assert {each.place for each in found.changes} == {"note", "name"}
    replacing.apply(archive, changes=found.changes)
    names = reading.record(archive, photos[0]).names
    assert [(name.text, name.script) for name in names] == [("Ниш 0", "Cyrl")]
    assert len(searching.search_ids(archive, "Ниш")) == 4
    history.undo(archive)
    assert reading.record(archive, photos[0]).names[0].script == "Latn"
    for places in ((), ("title",)):
        with pytest.raises(InvalidInput):
            replacing.preview(archive, records=photos, wanted=Wanted(pattern, places))


def test_what_changed_since_the_preview_is_left_alone_and_said(archive: Archive, photos: list[int]) -> None:
    found = replacing.preview(archive, records=photos, wanted=Wanted(Pattern("nis", "Niš")))
    editing.set_values(archive, records=[photos[0]], values={"caption[en]": "Typed meanwhile: nis"})
    editing.delete_records(archive, records=[photos[3]])
    report = replacing.apply(archive, changes=found.changes)
    assert (report.changed, report.step) == (0, 0)
    assert [each.record.id for each in report.left] == [photos[0], photos[3]]
    assert _texts(archive, photos[0])["caption[en]"] == "Typed meanwhile: nis"


def test_a_text_of_which_nothing_is_left_is_removed_and_a_name_is_not(archive: Archive, photos: list[int]) -> None:
    found = replacing.preview(
        archive, records=photos[:1], wanted=Wanted(Pattern(".*", "", regular=True), ("note", "name"))
    )
    assert [each.place for each in found.changes] == ["note"]
    assert [reason for _record, reason in found.refused] == ["A name cannot be empty."]
    replacing.apply(archive, changes=found.changes)
    assert "note[en]" not in _texts(archive, photos[0])
    history.undo(archive)
    assert _texts(archive, photos[0])["note[en]"] == "Nis"


def test_stopping_changes_nothing(archive: Archive, photos: list[int]) -> None:
    wanted = Wanted(Pattern("nis", "Niš"))
    with pytest.raises(Cancelled):
        replacing.preview(archive, records=photos, wanted=wanted, cancelled=lambda: True)
    found = replacing.preview(archive, records=photos, wanted=wanted)
    with pytest.raises(Cancelled):
        replacing.apply(archive, changes=found.changes, cancelled=lambda: True)
    assert _texts(archive, photos[0])["caption[en]"] == "Nis in spring"
