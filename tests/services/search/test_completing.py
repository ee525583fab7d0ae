"""Going on with a query as it is typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.domain.model.kinds import Kind
from archive_app.domain.query import FIELDS, parse
from archive_app.services.archive import Archive
from archive_app.services.records import editing, reading
from archive_app.services.search.completing import complete_query
from archive_app.services.search.searching import search_ids
from tests.made import Made
from tests.story import Story


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, made: Made) -> Iterator[Story]:
    """The story, for tests that only ask."""
    story = made.story(tmp_path_factory.mktemp("told") / "archive")
    with story.archive:
        yield story


def offered(story: Story, typed: str) -> list[str]:
    """What may be inserted at the ``|`` in a text."""
    cursor = typed.index("|")
    return [each.insert for each in complete_query(story.archive, typed.replace("|", ""), cursor)]


def completed(story: Story, typed: str, place: int = 0) -> str:
    """The text with what is offered first."""
    text, cursor = typed.replace("|", ""), typed.index("|")
    first = complete_query(story.archive, text, cursor)[place]
    return text[: first.start] + first.insert + text[first.end :]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("partn|", "partnership:"),
        ("伙伴|", "partnership:"),
        ("taken|", "taken-by:"),
        ("giv|", "given-by:"),
        ("-ta|", "-taken-by:"),
        ("a -(nea|", "a -(near:"),
        ("ki|nd:photo", "kind:photo"),
        ("has|", "has:"),
        ("kind:ph|", "kind:photo"),
        ("kind:photo,vi|", "kind:photo,video"),
        ("kind:照|", "kind:照片"),
        ("status:dr|", "status:draft"),
        ("-city:ist|", "-city:Istanbul"),
        ("city:ist|anbul a", "city:Istanbul a"),
        ("city:伊斯|", "city:Istanbul"),
        ("city:yisi|", "city:Istanbul"),
        ("city:ниш|", "city:Niš"),
        ("person:nezi|", 'person:"Nezih Başgelen"'),
        ('person:"nezih ba|', 'person:"Nezih Başgelen"'),
        ('person:"sav|', 'person:"Murat Sav"'),
        ("partnership:niš|", "partnership:Niš"),
        ("event:gobek|", 'event:"Dialogue on Göbekli Tepe"'),
        ("taken-by:mur|", 'taken-by:"Murat Sav"'),
        ("has:capt|", "has:caption"),
        ("has:caption[|", "has:caption[en]"),
        ("has:caption[z|", "has:caption[zh]"),
        ("missing:alt[f|", "missing:alt[fa]"),
        ("via:g|", "via:gift"),
        ("picked:|", "picked:yes"),
        ("date:20|", "date:2025"),
        ("date:2001..20|", "date:2001..2025"),
        ("year:>20|", "year:>2025"),
        ("changed:to|", "changed:today"),
        ("rating:>=|", "rating:>=5"),
        ("by:te|", "by:tester"),
        ("ref:pho-|", "ref:PHO-0001"),
        ("near:göb|", 'near:"Göbekli Tepe"'),
        ("near:istanbul~2|", "near:istanbul~200km"),
        ("near:istanbul~7|", "near:istanbul~7km"),
        ("linked:repl|", 'linked:"Replica of a pillar"'),
    ],
)
def test_what_is_offered_first(told: Story, typed: str, first: str) -> None:
    assert completed(told, typed) == first


def test_a_word_is_gone_on_with_as_a_field_and_as_a_name(told: Story) -> None:
    found = complete_query(told.archive, "nis", 3)
    assert [each.insert for each in found] == ["city:Niš", "partnership:Hangzhou–Niš"]
    assert [each.detail for each in found] == ["city", "partnership"]
    assert complete_query(told.archive, "尼", 1)[0].detail == "city · 尼什"
    assert offered(told, "|") == offered(told, "nofield:x|") == []
    assert offered(told, '"nis|"')[0] == "city:Niš"


def test_a_name_that_two_bear_is_inserted_as_its_ref(story: Story) -> None:
    other = editing.add_record(story.archive, kind=Kind.PERSON, names=[editing.NewName("Murat Sav")])
    found = complete_query(story.archive, "person:murat", 12)
    assert {each.insert for each in found} == {f"{story.ref['murat']}", other.ref}
    assert all(each.detail.endswith(each.insert) for each in found)
    assert other.id not in search_ids(story.archive, f"person:{story.ref['murat']} kind:person")


def test_only_places_with_a_position_are_offered_to_be_near(told: Story) -> None:
    assert offered(told, "near:|") == ['"Göbekli Tepe"']
    assert offered(told, "near:istan|") == []


def test_languages_of_the_archive_come_first_and_then_the_others(told: Story) -> None:
    assert offered(told, "has:caption|")[:3] == ["caption", "caption[en]", "caption[zh]"]
    assert len(offered(told, "has:caption[|")) == 12


def test_every_field_can_be_completed_and_what_is_offered_can_be_searched(told: Story) -> None:
    for field in FIELDS:
        for typed in (f"{field.name}:|", f"{field.name}:i|"):
            for offer in complete_query(told.archive, typed[:-1], len(typed) - 1):
                text = typed[:-1][: offer.start] + offer.insert
                parse(text)
                search_ids(told.archive, text)


_PIECES = ["city:", "has:caption[", '"', "ist", "-", "near:", "~", "date:", "..", ",", " ", "(", "\x00", "by:", "ref:",
           "杭", "\ud800", "kind:", "[", "]", "\\", "*"]  # fmt: skip


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.text(alphabet=st.characters(), max_size=30),
        st.lists(st.sampled_from(_PIECES), max_size=7).map("".join),
    ),
    cursor=st.integers(-1, 40),
)
def test_no_text_is_too_odd(archive: Archive, text: str, cursor: int) -> None:
    for offer in complete_query(archive, text, cursor):
        assert 0 <= offer.start <= offer.end <= len(text)
        assert offer.insert
        assert offer.label


@pytest.mark.parametrize("typed", ["n|", "杭|", "m|", "is|", "-p|"])
def test_what_is_inserted_reads_as_a_query(told: Story, typed: str) -> None:
    texts = [completed(told, typed, place) for place in range(len(offered(told, typed)))]
    assert texts
    for text in texts:
        assert text.endswith(":") or parse(text).root is not None


def test_names_that_were_just_changed_are_found_at_once(archive: Archive) -> None:
    """The most used names are remembered between key presses, but for as long as nothing changes."""
    made = editing.add_record(archive, kind=Kind.PERSON, names=[editing.NewName("Aydın")])
    assert [each.record.title for each in reading.complete(archive, "a", kinds={Kind.PERSON})] == ["Aydın"]
    name = reading.record(archive, made.id).names[0]
    editing.change_name(archive, name_id=name.id, text="Bora")
    assert reading.complete(archive, "a", kinds={Kind.PERSON}) == []
    assert [each.record.title for each in reading.complete(archive, "b", kinds={Kind.PERSON})] == ["Bora"]


@pytest.mark.parametrize(
    "typed", ["Karl-", "Karl-Heinz", "Karl-Heinz M", "karl heinz", "Karl–Heinz Müller", "Karl — Heinz", "Karl‑Heinz"]
)
def test_what_has_a_dash_is_found_by_its_name(archive: Archive, typed: str) -> None:
    made = editing.add_record(archive, kind=Kind.PERSON, names=[editing.NewName("Karl-Heinz Müller")])
    found = reading.complete(archive, typed)
    assert [(each.record.id, each.uses) for each in found] == [(made.id, 0)]


@pytest.mark.parametrize("dash", ["–", "-", "—", " – ", "－"])
def test_a_partnership_without_a_name_is_found_by_what_it_is_called(told: Story, dash: str) -> None:
    with told.archive.store.read() as reader:
        title = reader.records.titles([told.id["p-istanbul"]])[told.id["p-istanbul"]]
    assert "–" in title
    found = reading.complete(told.archive, title.replace("–", dash))
    assert [each.record.id for each in found] == [told.id["p-istanbul"]]
