"""What is kept is read back as it was given, and only what is there can be changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.model.kinds import Kind, NameKind, Status, TextRole
from archive_app.domain.model.records import Record
from archive_app.errors import InvalidInput, NotFound
from tests.store.contract.conftest import Kept


def whole(kept: Kept, record: int, most_links: int | None = None) -> Record:
    with kept.store.read() as reader:
        found = reader.records.whole(record, lambda digest, extension: Path(digest + extension), most_links=most_links)
    assert found is not None
    return found


def test_a_record_is_read_back_with_all_that_it_was_given(kept: Kept) -> None:
    city = kept.add(Kind.CITY, "Oulu", "zh:奥卢", latitude=65.01, iso_code="FI-OUL")
    with kept.store.transact("Say") as transaction:
        transaction.values.set_text([city], TextRole.NOTE, "en", "By the sea")
        assert transaction.parts.add_identifier(city, "wikidata", "Q47048")
        assert not transaction.parts.add_identifier(city, "wikidata", "Q47048")
    record = whole(kept, city)
    assert (record.kind, record.status, record.title) == (Kind.CITY, Status.DRAFT, "Oulu")
    assert [(name.text, name.lang, name.kind, name.is_original) for name in record.names] == [
        ("Oulu", "en", NameKind.OFFICIAL, True),
        ("奥卢", "zh", NameKind.OFFICIAL, False),
    ]
    assert [(text.role, text.lang, text.text) for text in record.texts] == [(TextRole.NOTE, "en", "By the sea")]
    assert [(one.scheme, one.value) for one in record.identifiers] == [("wikidata", "Q47048")]
    assert (record.latitude, record.fields["iso_code"]) == (65.01, "FI-OUL")
    assert (record.created_by, record.changed_by) == ("anna", "anna")
    with kept.store.read() as reader:
        assert reader.records.refs([city])[city].uid == record.uid
        assert reader.records.titles([city], "zh") == {city: "奥卢"}
        found = [reader.records.by_ref_or_uid(word) for word in (record.ref.lower(), record.uid, "CTY-9999")]
        assert found == [city, city, None]


def test_it_is_there_after_the_archive_was_closed(kept: Kept) -> None:
    city = kept.add(Kind.CITY, "Oulu")
    before = whole(kept, city)
    kept.reopen()
    assert whole(kept, city) == before


def test_refs_are_given_once_and_chosen_ones_are_kept(kept: Kept) -> None:
    cities = [kept.add(Kind.CITY, name) for name in ("Oulu", "Leeds")]
    with kept.store.transact("Rename") as transaction:
        transaction.records.set_ref(cities[0], "OULU-1")
        with pytest.raises(InvalidInput):
            transaction.records.set_ref(cities[1], "oulu-1")
        transaction.records.hide([cities[1]])
    third = kept.add(Kind.CITY, "Nadi")
    with kept.store.read() as reader:
        refs = reader.records.refs([*cities, third])
    assert refs[cities[0]].ref == "OULU-1"
    assert len({ref.ref for ref in refs.values()}) == 3


def test_parts_are_changed_and_taken_by_their_keys(kept: Kept) -> None:
    city = kept.add(Kind.CITY, "Oulu", "Uleåborg")
    first, second = whole(kept, city).names
    with kept.store.transact("Change") as transaction:
        transaction.parts.change("name", second.id, {"lang": "sv", "kind": "exonym"})
        transaction.parts.remove("name", [first.id])
        with pytest.raises(NotFound):
            transaction.parts.change("name", first.id, {"lang": "fi"})
        with pytest.raises(NotFound):
            transaction.parts.remove("name", [first.id])
    assert [(name.text, name.lang, name.kind) for name in whole(kept, city).names] == [
        ("Uleåborg", "sv", NameKind.EXONYM)
    ]


def test_what_is_hidden_or_never_was_is_not_found(kept: Kept) -> None:
    city = kept.add(Kind.CITY, "Oulu")
    with kept.store.transact("Delete") as transaction:
        transaction.records.hide([city])
        for gone in ([city], [city + 1]):
            with pytest.raises(NotFound):
                transaction.records.kinds(gone)
    with kept.store.read() as reader:
        assert reader.records.whole(city, lambda digest, _extension: Path(digest)) is None
        assert reader.records.rows([city]) == []
        assert reader.records.kinds([city]) == {}
        # History still speaks of it.
        assert reader.records.refs([city])[city].title == "Oulu"


def test_links_are_counted_and_come_page_by_page(kept: Kept) -> None:
    city = kept.add(Kind.CITY, "Oulu")
    places = [kept.add(Kind.PLACE, f"Place {number}") for number in range(7)]
    country = kept.add(Kind.COUNTRY, "Finland")
    keys = [kept.link(place, "located_in", city) for place in places]
    kept.link(city, "located_in", country)
    with kept.store.transact("Delete") as transaction:
        transaction.records.hide([places[3]])
    page = whole(kept, city, most_links=4)
    assert page.links_total == 7
    assert [link.id for link in page.links] == [keys[0], keys[1], keys[2], keys[4]]
    assert {(count.relation, count.forward): count.count for count in page.link_counts} == {
        ("located_in", True): 1,
        ("located_in", False): 6,
    }
    with kept.store.read() as reader:
        rest = reader.links.of_record(city, after=keys[4], relation="located_in", forward=False)
        assert [link.other.id for link in rest] == places[5:]
        assert len(reader.links.of_record(city)) == 7
    everything = whole(kept, city)
    assert [link.id for link in everything.links][:4] == [link.id for link in page.links]
    assert len(everything.links) == everything.links_total == 7


def test_a_link_is_made_once_and_takes_over_what_is_said_of_it(kept: Kept) -> None:
    photo, person = kept.add(Kind.PHOTO, "Photo"), kept.add(Kind.PERSON, "Ann")
    link = kept.link(photo, "depicts", person)
    assert kept.link(photo, "depicts", person, note="left") == link
    assert kept.link(photo, "depicts", person, role="speaker") != link
    (first, second) = whole(kept, photo).links
    assert (first.note, first.role, second.role) == ("left", "", "speaker")
    with kept.store.transact("Unlink") as transaction:
        assert transaction.links.remove_many([photo], "depicts", person, forward=True, role="speaker") == 1
    assert [each.id for each in whole(kept, photo).links] == [link]


def test_what_is_purged_leaves_its_ref_and_kind_alone(kept: Kept) -> None:
    city, person = kept.add(Kind.CITY, "Oulu"), kept.add(Kind.PERSON, "Aino Salo", occupation="printer")
    kept.link(person, "represents", city)
    ref = whole(kept, person).ref
    with kept.store.transact("Delete") as transaction:
        transaction.records.hide([person])
    with kept.store.read() as reader:
        foreseen = reader.deleted.purged([person])
        with pytest.raises(NotFound):
            reader.deleted.purged([city])
    assert ([each.title for each in foreseen.records], foreseen.links) == (["Aino Salo"], 1)
    told: list[tuple[int, int]] = []
    with kept.store.transact("Purge") as transaction:
        assert transaction.records.purge([person], lambda done, total: told.append((done, total))) == foreseen
    assert told[-1] == (1, 1)
    with kept.reopen().read() as reader:
        assert reader.deleted.count() == 0
        found = reader.records.refs([person])[person]
        assert (found.ref, found.title, found.kind) == (ref, ref, Kind.PERSON)
        assert not reader.links.between(person, "represents", city)
    assert kept.add(Kind.PERSON, "Bo") != person
    with pytest.raises(InvalidInput), kept.store.transact("Take") as transaction:
        transaction.records.set_ref(city, ref)
