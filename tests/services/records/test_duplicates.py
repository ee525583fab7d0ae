"""Near-duplicates in an archive: what is listed, what is not, and what was kept apart."""

from __future__ import annotations

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.errors import Cancelled, InvalidInput, NotFound
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.progress import Progress
from archive_app.services.records import duplicates, editing, identifiers, linking
from archive_app.services.records.editing import NewName
from tests.story import Story


def add(archive: Archive, kind: Kind, *names: str, **values: str) -> int:
    return editing.add_record(archive, kind=kind, names=[NewName(name) for name in names], values=values).id


def reasons(archive: Archive) -> list[str]:
    return [pair.reason for pair in duplicates.near_duplicates(archive).pairs]


def test_pairs_with_their_reasons(story: Story) -> None:
    archive = story.archive
    assert duplicates.near_duplicates(archive).pairs == ()
    twin = add(archive, Kind.PERSON, "Nezih Basgelen")
    add(archive, Kind.ORGANISATION, "Nezih Başgelen")  # of another kind
    nis = add(archive, Kind.CITY, "Nisch", "Niš")
    told: list[Progress] = []
    found = duplicates.near_duplicates(archive, on_progress=told.append).pairs
    assert {(pair.one.id, pair.other.id) for pair in found} == {(story.id["nezih"], twin), (story.id["nis"], nis)}
    assert {pair.reason for pair in found} == {
        "both are called “Niš”",
        "“Nezih Başgelen” and “Nezih Basgelen” differ only in accents, case or spaces",
    }
    assert all(0.9 <= pair.score <= 1 for pair in found)
    assert told[-1].done == told[-1].total
    assert [pair.other.id for pair in duplicates.near_duplicates(archive, kinds=[Kind.PERSON]).pairs] == [twin]


def test_pairs_kept_apart_are_not_shown_again(archive: Archive) -> None:
    one, two = add(archive, Kind.PERSON, "李明"), add(archive, Kind.PERSON, "Li Ming")
    assert reasons(archive) == ["“李明” sounds like “Li Ming”"]
    duplicates.keep_apart(archive, one=two, other=one)
    assert reasons(archive) == []
    history.undo(archive)
    assert len(reasons(archive)) == 1
    history.redo(archive)
    assert reasons(archive) == []
    before = len(history.history(archive))
    duplicates.keep_apart(archive, one=one, other=two)
    assert len(history.history(archive)) == before
    duplicates.not_apart(archive, one=one, other=two)
    assert len(reasons(archive)) == 1
    with pytest.raises(NotFound):
        duplicates.not_apart(archive, one=one, other=two)


def test_what_contradicts_is_said(archive: Archive) -> None:
    one = add(archive, Kind.PERSON, "Ann Lee", birth_date="1947")
    two = add(archive, Kind.PERSON, "Anne Leigh", birth_date="1981")
    for record in (one, two):
        identifiers.identify(archive, record=record, values=[("viaf", "130108505")])
    assert reasons(archive) == ["both are VIAF 130108505, but born on different days"]


def test_cities_in_two_countries_are_two(archive: Archive) -> None:
    homes = [add(archive, Kind.COUNTRY, name) for name in ("United States", "United Kingdom")]
    for home in homes:
        city = add(archive, Kind.CITY, "Boston")
        linking.add_link(archive, records=[city], relation="located in", other=home)
    assert duplicates.near_duplicates(archive).pairs == ()


def test_hidden_records_are_not_looked_at(archive: Archive) -> None:
    _one, two = add(archive, Kind.CITY, "Oulu"), add(archive, Kind.CITY, "Oulu")
    editing.delete_records(archive, records=[two])
    assert duplicates.near_duplicates(archive).pairs == ()


def test_stopping_is_heard_and_nonsense_refused(story: Story) -> None:
    with pytest.raises(Cancelled):
        duplicates.near_duplicates(story.archive, cancelled=lambda: True)
    with pytest.raises(InvalidInput):
        duplicates.keep_apart(story.archive, one=story.id["nis"], other=story.id["nis"])
    with pytest.raises(InvalidInput):
        duplicates.keep_apart(story.archive, one=story.id["nis"], other=story.id["nezih"])
