"""Identifiers: read from what is pasted, refused where it is nonsense, kept, shown and found."""

from __future__ import annotations

import pytest

from archive_app.domain.model.identifiers import SCHEMES, read, recognise, url_of
from archive_app.errors import InvalidInput
from archive_app.services.history import history
from archive_app.services.records import identifiers, reading
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance
from tests.story import Story


@pytest.mark.parametrize(
    ("pasted", "scheme", "value"),
    [
        ("https://www.wikidata.org/wiki/Q406", "wikidata", "Q406"),
        ("http://www.wikidata.org/entity/Q406", "wikidata", "Q406"),
        (" q406 ", "wikidata", "Q406"),
        ("wikidata:Q406", "wikidata", "Q406"),
        ("wikidata=q406", "wikidata", "Q406"),
        ("https://www.geonames.org/745044/istanbul.html", "geonames", "745044"),
        ("https://sws.geonames.org/745044/", "geonames", "745044"),
        ("https://viaf.org/viaf/130108505/", "viaf", "130108505"),
        ("https://isni.org/isni/0000000121032683", "isni", "0000000121032683"),
        ("isni:0000 0001 2103 2683", "isni", "0000000121032683"),
        ("https://d-nb.info/gnd/4005728-8", "gnd", "4005728-8"),
        ("http://vocab.getty.edu/ulan/500115588", "ulan", "500115588"),
        ("http://vocab.getty.edu/page/tgn/7002473", "tgn", "7002473"),
        ("https://www.getty.edu/vow/AATFullDisplay?find=&subjectid=300014069", "aat", "300014069"),
        ("iso3166:tr-34", "iso", "TR-34"),
        ("https://example.org/people/42", "uri", "https://example.org/people/42"),
        ("urn:isbn:9789757538240", "uri", "urn:isbn:9789757538240"),
        ("notation:A.1 2", "notation", "A.1 2"),
    ],
)
def test_what_is_pasted(pasted: str, scheme: str, value: str) -> None:
    assert recognise(pasted) == (scheme, value)
    assert read(scheme, value) == (scheme, value)


@pytest.mark.parametrize(
    "pasted",
    ["", "Istanbul", "wikidata:Istanbul", "geonames:Q1", "isni:0000000121032684", "iso:Turkey1", "gnd:x",
     "aat:500115588", "viaf:", "notation:", "javascript:alert(1)", "x" * 5_000, "notation:a\u202eb", "file:///etc/passwd"],
)  # fmt: skip
def test_nonsense_is_a_sentence(pasted: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        recognise(pasted)
    assert 20 < len(refused.value.message) < 400


def test_every_example_is_read_and_has_a_page() -> None:
    for scheme in SCHEMES:
        assert read(scheme.key, scheme.example) == (scheme.key, scheme.example)
        page = url_of(scheme.key, scheme.example)
        assert page == "" or recognise(page) == (scheme.key, scheme.example)
    assert url_of("uri", "file:///etc/passwd") == ""
    assert url_of("unknown", "1") == ""
    with pytest.raises(InvalidInput, match="wikidata, geonames"):
        read("facebook", "1")


def test_they_are_kept_shown_found_and_undone(story: Story) -> None:
    archive, city = story.archive, story.id["istanbul"]
    identifiers.paste(archive, record=city, text="https://www.wikidata.org/wiki/Q406")
    identifiers.identify(archive, record=city, values=[("geonames", "745044"), ("iso", "TR-34"), ("wikidata", "Q406")])
    shown = reading.record(archive, city)
    assert [(each.scheme, each.value) for each in shown.identifiers] == [("geonames", "745044"), ("wikidata", "Q406")]
    assert shown.fields["iso_code"] == "TR-34"
    assert [hit.row.id for hit in searching.search(archive, "Q406").hits] == [city]
    assert maintenance.verify(archive).ok
    identifiers.remove_identifier(archive, identifier_id=shown.identifiers[0].id)
    assert [each.value for each in identifiers.identifiers(archive, city)] == ["Q406"]
    for _step in range(3):
        history.undo(archive)
    assert reading.record(archive, city).identifiers == ()
    assert searching.search(archive, "Q406").hits == ()
    assert maintenance.verify(archive).ok


def test_one_that_is_wrong_leaves_the_others_out_too(story: Story) -> None:
    archive, person = story.archive, story.id["nezih"]
    before = len(history.history(archive))
    with pytest.raises(InvalidInput, match="Only countries and cities"):
        identifiers.identify(archive, record=person, values=[("viaf", "130108505"), ("iso", "TR")])
    assert identifiers.identifiers(archive, person) == ()
    assert len(history.history(archive)) == before
