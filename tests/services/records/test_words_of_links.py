"""A link is read in words that are true of its item: nobody takes a sound, or sees somebody in it."""

from __future__ import annotations

import pytest

from archive_app import i18n
from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive
from archive_app.services.records import editing, linking, links_of_many, reading
from archive_app.services.records.editing import NewName

_WORDS = [
    (Kind.PHOTO, "depicts", "taken at"),
    (Kind.VIDEO, "depicts", "taken at"),
    (Kind.AUDIO, "features", "recorded at"),
    (Kind.DOCUMENT, "mentions", "written at"),
]


def _linked(archive: Archive, kind: Kind) -> tuple[int, int, int]:
    item = editing.add_record(archive, kind=kind, names=[NewName("One of them")]).id
    person = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Ann")]).id
    place = editing.add_record(archive, kind=Kind.PLACE, names=[NewName("The lake")]).id
    linking.add_link(archive, records=[item], relation="depicts", other=person)
    linking.add_link(archive, records=[item], relation="taken_at", other=place)
    return item, person, place


@pytest.mark.parametrize(("kind", "who", "where"), _WORDS)
def test_of_one_record_and_of_many(archive: Archive, kind: Kind, who: str, where: str) -> None:
    item, person, _place = _linked(archive, kind)
    record = reading.record(archive, item)
    assert [link.label for link in record.links] == [who, where]
    assert {count.label for count in record.link_counts} == {who, where}
    there = links_of_many.counted(archive, records=[item], limit=None, kind=kind)[0]
    assert {each.label for each in there} == {who, where}
    (back,) = reading.record(archive, person).links
    assert back.label == "depicted in"


@pytest.mark.parametrize(("kind", "who", "where"), _WORDS)
def test_where_a_relation_is_chosen(archive: Archive, kind: Kind, who: str, where: str) -> None:
    choices = {choice.key: choice.label for choice in linking.relations(archive, subject=kind, object=Kind.PLACE)}
    assert (choices["depicts"], choices["taken_at"]) == (who, where)
    assert linking.usual_relation(archive, subject=kind, object=Kind.PERSON).label == who


@pytest.mark.parametrize("words", ["features", "mentions", "depicts", "Depicts"])
def test_all_of_the_words_are_understood(archive: Archive, words: str) -> None:
    relation, forward = linking.find_relation(archive, words)
    assert (relation.key, forward) == ("depicts", True)


def test_in_chinese(archive: Archive) -> None:
    item, _person, _place = _linked(archive, Kind.AUDIO)
    i18n.set_language("zh")
    assert [link.label for link in reading.record(archive, item).links] == ["录有", "录制于"]
    assert linking.find_relation(archive, "录有")[0].key == "depicts"


def test_a_partnership_is_called_in_the_history_as_its_parties_make_it(archive: Archive) -> None:
    cities = [
        editing.add_record(archive, kind=Kind.CITY, names=[NewName(name)]).id for name in ("Hangzhou", "Istanbul")
    ]
    pair = editing.add_record(archive, kind=Kind.PARTNERSHIP)
    change = linking.add_link(archive, records=cities, relation="party_of", other=pair.id)
    title = reading.refs(archive, [pair.id])[0].title
    assert "Hangzhou" in title
    assert change.label == f"Link 2 records party of “{title}”"
