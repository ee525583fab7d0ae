"""A guessed encoding of a press caption is marked, and changed for many at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest.encodings import guessed, read_as, readings
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing, reading
from archive_app.services.search.searching import search_ids
from tests.presscaptions import photograph


@pytest.fixture
def filled(archive: Archive, tmp_path: Path) -> Archive:
    """Two captions in an encoding that is guessed wrongly, and one in Unicode."""
    photograph(
        tmp_path / "1.jpg", "cp850", caption="Bürgermeister Müller", byline="José Peña", title="Größe", keyword="Köln"
    )
    photograph(tmp_path / "22.jpg", "cp850", caption="Zürich")
    photograph(tmp_path / "333.jpg", "utf-8", caption="Müller")
    report = ingest(archive, [tmp_path])
    assert [("encoding" in each.reason) for each in report.added] == [True, True, False]
    # As if the guess had gone wrong: it is marked as one, whatever it was.
    read_as(archive, None, "Windows-1252")
    return archive


def test_guesses_are_listed_with_what_else_they_could_be(filled: Archive) -> None:
    first, second = guessed(filled)
    assert first.encoding == second.encoding == "cp1252"
    assert second.text == "Z\u0081rich".replace("\u0081", "")
    options = {each.label: each.text for each in readings(filled, second.record.id)}
    assert options["DOS 850"] == "Zürich"
    assert next(iter(options)) == "Windows-1252"


def test_many_are_read_anew_in_one_step_that_can_be_taken_back(filled: Archive) -> None:
    ids = [each.record.id for each in guessed(filled)]
    report = read_as(filled, ids, "dos 850")
    assert (len(report.changed), report.kept) == (2, [])
    whole = reading.record(filled, ids[0])
    assert {str(each.role): each.text for each in whole.texts} == {
        "caption": "Bürgermeister Müller",
        "keywords": "Köln",
    }
    assert (whole.title, whole.fields["credit"]) == ("Größe", "José Peña")
    assert whole.files[0].metadata["creators"] == ["José Peña"]
    assert list(search_ids(filled, "Zürich")) == [ids[1]]
    assert {each.encoding for each in guessed(filled)} == {"cp850"}
    history.undo(filled)
    assert reading.record(filled, ids[0]).title != "Größe"
    assert read_as(filled, [], "cp850").step == 0


def test_what_was_corrected_by_hand_stays(filled: Archive) -> None:
    first, _second = guessed(filled)
    caption = next(each for each in reading.record(filled, first.record.id).texts if each.role == "caption")
    editing.set_values(filled, records=[first.record.id], values={f"caption[{caption.lang}]": "Mayor Müller"})
    report = read_as(filled, None, "cp850")
    assert report.kept == [first.record.ref]
    whole = reading.record(filled, first.record.id)
    assert [each.text for each in whole.texts if each.role == "caption"] == ["Mayor Müller"]
    assert whole.title == "Größe"


def test_an_encoding_that_is_none_is_refused_in_a_sentence(filled: Archive) -> None:
    with pytest.raises(InvalidInput, match="no encoding that is known here"):
        read_as(filled, None, "klingon")


def test_words_that_turn_out_chinese_are_kept_as_chinese(archive: Archive, tmp_path: Path) -> None:
    words = {"caption": "市长在杭州会见来访的代表团", "title": "会见代表团", "byline": "王小明"}
    file = photograph(tmp_path / "4444.jpg", "gb18030", **words)
    (entry,) = ingest(archive, [file]).added
    record = reading.resolve(archive, entry.ref).id
    read_as(archive, [record], "Windows-1252")
    whole = reading.record(archive, record)
    assert {each.lang for each in whole.texts} != {"zh"}
    assert whole.fields["credit"] not in ("王小明", None)
    assert read_as(archive, [record], "gb18030").kept == []
    whole = reading.record(archive, record)
    assert [(each.lang, each.text) for each in whole.texts] == [("zh", "市长在杭州会见来访的代表团")]
    assert [(each.lang, each.script, each.text) for each in whole.names] == [("zh", "Hani", "会见代表团")]
    assert whole.fields["credit"] == "王小明"
