"""What is found, in any script, and how the rest is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app import i18n
from archive_app.domain.dates.moments import utc
from archive_app.domain.model.kinds import Kind
from archive_app.domain.query import FIELDS
from archive_app.domain.text.folding import match_terms
from archive_app.domain.text.marking import mark
from archive_app.errors import QueryError
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing, linking
from archive_app.services.records.editing import NewName
from archive_app.services.search.saved import ORDERS
from archive_app.services.search.searching import complete_query, facets, search, search_ids, suggest
from archive_app.store.search.fields import HANDLERS
from tests.story import Story


def _found(story: Story, query: str) -> set[str]:
    keys = {number: key for key, number in story.id.items()}
    return {keys[hit.row.id] for hit in search(story.archive, query).hits}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("gobekli", {"gobekli", "dialogue"}),
        ("GÖBEKLİ tepe", {"gobekli", "dialogue"}),
        ("nis", {"nis", "lotus"}),
        ("Ниш", {"nis"}),
        ("尼什", {"nis"}),
        ("istanbul", {"istanbul"}),
        ("İSTANBUL", {"istanbul"}),
        ("杭州", {"hangzhou", "photo"}),
        ("杭", {"hangzhou", "photo"}),
        ("国际传播", {"photo"}),
        ('"sister-city dialogue"', {"photo"}),
        ('"dialogue sister"', set()),
        ('"Istanbul 伊斯坦布尔"', set()),
        ("pillar -kind:photo", {"pillar"}),
        ("lotus OR portrait", {"lotus", "portrait"}),
        ("(lotus OR portrait) nis", {"lotus"}),
        ("partnership:istanbul kind:photo", {"photo", "portrait"}),
        ("partnership:nis", {"hangzhou", "nis", "lotus"}),
        ("partnership:türkiye kind:object", {"pillar"}),
        ("partnership:杭州 kind:person", {"nezih", "murat"}),
        ("city:istanbul kind:person", {"murat"}),
        ("person:sav", {"murat", "portrait", "istanbul"}),
        ("event:dialogue kind:photo", {"photo"}),
        ("place:gobekli kind:photo", {"site"}),
        ("country:turkiye kind:person", {"murat"}),
        ("date:2025 kind:photo", {"photo"}),
        ("date:2001..2024", {"p-istanbul"}),
        ("after:2025-06 kind:photo", {"photo"}),
        ("before:2025", set()),
        ("untagged:", {"loose"}),
        ("untagged:people kind:photo", {"photo", "site", "lotus", "loose"}),
        ("missing:credit kind:object", set()),
        ("has:caption[zh]", {"photo"}),
        ("status:draft kind:gift", {"pillar"}),
        ("partnership:none kind:photo", {"site", "loose"}),
    ],
)
def test_what_a_query_finds(story: Story, query: str, found: set[str]) -> None:
    assert _found(story, query) == found


def test_a_hit_of_a_partnership_says_why_and_direct_ones_come_first(story: Story) -> None:
    result = search(story.archive, "partnership:istanbul")
    rules = [hit.why[0].rule for hit in result.hits]
    assert rules == sorted(rules, key=lambda rule: rule != "direct")
    assert result.count == len(result.hits) == 8
    photo = next(hit for hit in result.hits if hit.row.id == story.id["photo"])
    assert photo.why[0].path == [
        "The pillar is shown", "documents", "Dialogue on Göbekli Tepe", "held under", "Hangzhou–Istanbul",
    ]  # fmt: skip


def test_matched_words_are_marked_where_they_stand(story: Story) -> None:
    (hit,) = search(story.archive, "gobekli kind:place").hits
    (match,) = hit.matched
    assert (match.field, match.text) == ("name", "Göbekli Tepe")
    assert [match.text[start:end] for start, end in match.spans] == ["Göbekli"]


@pytest.mark.parametrize(
    ("query", "position", "says"),
    [
        ("partnership:istanbuk", 12, "“Istanbul”"),
        ("kind:foto", 0, "photo"),
        ("lotus partnreship:nis", 6, "partnership:"),
        ("(lotus", 0, "bracket"),
        ("date:someday", 0, ""),
    ],
)
def test_a_wrong_query_is_a_sentence_with_the_position(story: Story, query: str, position: int, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        search(story.archive, query)
    assert says in caught.value.message
    assert caught.value.position in (position, query.find(":") + 1)


def test_the_index_follows_every_change_and_its_undo(story: Story) -> None:
    editing.set_values(story.archive, records=[story.id["loose"]], values={"name[zh]": "钱塘江"})
    assert _found(story, "钱塘") == {"loose"}
    history.undo(story.archive)
    assert _found(story, "钱塘") == set()
    editing.delete_records(story.archive, records=[story.id["nis"]])
    assert _found(story, "尼什") == set()


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_gives_the_same_records(story: Story, order: str) -> None:
    ids = list(search_ids(story.archive, "kind:item", order=order))
    assert sorted(ids) == sorted(search_ids(story.archive, "kind:item"))
    assert sorted(search_ids(story.archive, "kind:item", order=f"-{order}")) == sorted(ids)
    assert len(ids) == 6


def test_ordered_by_date_the_oldest_comes_first_and_undated_last(story: Story) -> None:
    first = search_ids(story.archive, "kind:item", order="date")[0]
    assert first == story.id["photo"]


def test_facets_count_the_whole_result(story: Story) -> None:
    found = facets(story.archive, "kind:item")
    assert {entry["value"]: entry["count"] for entry in found["kind"]} == {"photo": 5, "object": 1}
    assert {entry["label"]: entry["count"] for entry in found["partnership"]} == {
        "Hangzhou–Istanbul": 3, "Hangzhou–Niš": 1,
    }  # fmt: skip
    assert found["year"] == [{"value": "2025", "label": "2025", "count": 1}]


def test_every_field_of_the_language_can_be_asked() -> None:
    assert {field.name for field in FIELDS} == HANDLERS.keys()


@pytest.mark.parametrize(
    ("name", "moment", "day"),
    [
        ("Asia/Shanghai", datetime(2026, 3, 11, 0, 30), date(2026, 3, 11)),
        ("America/Sao_Paulo", datetime(2026, 3, 10, 21, 31), date(2026, 3, 10)),
    ],
)
def test_days_on_which_something_was_done_are_days_of_whoever_asks(
    archive: Archive,
    zone: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    moment: datetime,
    day: date,
) -> None:
    zone(name)
    monkeypatch.setattr("archive_app.store.database.clock.now", lambda: utc(moment))
    editing.add_record(archive, kind=Kind.CITY, names=[NewName("Niš")])
    eve, next_day = day - timedelta(days=1), day + timedelta(days=1)
    for field in ("added", "changed"):
        for value in ("today", str(day), f"{eve}..{day}", f">={day}", f"<={day}", "week", "2026-03", f">{eve}"):
            assert search(archive, f"{field}:{value}", today=day).count == 1, value
        for value in ("yesterday", str(eve), str(next_day), f">{day}", f"<{day}", f"{next_day}.."):
            assert search(archive, f"{field}:{value}", today=day).count == 0, value


def test_today_is_counted_from_the_clock(story: Story) -> None:
    assert search(story.archive, "changed:today", today=date(2001, 1, 1)).count == 0


def test_completion_offers_fields_and_names(story: Story) -> None:
    assert complete_query(story.archive, "partn", 5)[0].insert == "partnership:"
    names = [c.label for c in complete_query(story.archive, "city:ist", 8)]
    assert names == ["Istanbul"]
    assert "memorandum" not in names


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=40), st.text(alphabet='ab杭:"()-|,.* ORNOT\0\ud800*^{}', max_size=40)))
def test_any_text_is_a_query_or_one_sentence(archive: Archive, text: str) -> None:
    fault: QueryError | None = None
    try:
        search(archive, text)
    except QueryError as error:
        fault = error
    assert fault is None or (fault.message and 0 <= fault.position <= len(text))


def test_links_are_found_from_both_sides(story: Story) -> None:
    linking.unlink(story.archive, record=story.id["photo"], relation="documents", other=story.id["dialogue"])
    assert _found(story, "event:dialogue kind:photo") == set()


def test_the_ids_come_in_the_order_of_the_hits(story: Story) -> None:
    for order in ("title", "-title", "date", "ref", "relevance"):
        hits = [hit.row.id for hit in search(story.archive, "kind:item", order=order).hits]
        assert list(search_ids(story.archive, "kind:item", order=order)) == hits
    titles = [hit.row.title for hit in search(story.archive, "kind:item", order="title").hits]
    assert titles == sorted(titles, key=str.lower)


@pytest.mark.parametrize(
    ("name", "typed", "other"),
    [
        ("Hans Müller", "mueller", "Müller"), ("Mueller", "Müller", "mueller"), ("Göbekli", "Goebekli", "gobek"),
        ("Århus", "Aarhus", "arhus"), ("Aarhus", "Århus", "aarh"), ("Øresund", "oeresund", "oresund"),
        ("Oeresund", "Øresund", "oere"), ("Düsseldorf", "DUESSELDORF", "Düssel"), ("Straße", "strasse", "Straße"),
        ("Ærø", "aeroe", "ærø"), ("Mu\u0308ller", "muell", "Mu\u0308ll"), ("Jäger-Müller", '"jaeger mueller"', "jäger"),
    ],
)  # fmt: skip
def test_a_letter_that_is_also_written_as_two_is_found_by_both(
    archive: Archive, name: str, typed: str, other: str
) -> None:
    editing.add_record(archive, kind=Kind.PERSON, names=[NewName(name)])
    editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Somebody Else")])
    for query in (typed, other):
        (hit,) = search(archive, query).hits
        assert hit.row.title == name
        assert query.startswith('"') or mark(name, match_terms(query)), query


@pytest.mark.parametrize("typed", ["mueller", "Müller", "muller", "lihua"])
def test_what_fields_say_is_found_as_it_sounds(archive: Archive, typed: str) -> None:
    names = [NewName("A slide")]
    made = editing.add_record(archive, kind=Kind.PHOTO, names=names, values={"credit": "Hans Müller, 李华"})
    editing.add_record(archive, kind=Kind.PHOTO, names=names, values={"credit": "Hans Muehsam"})
    assert [hit.row.ref for hit in search(archive, typed).hits] == [made.ref]


def test_a_letter_is_not_taken_for_two(archive: Archive) -> None:
    for name in ("Queen Blue", "Israel", "Phoenix"):
        editing.add_record(archive, kind=Kind.EVENT, names=[NewName(name)])
    for query in ("quen", "isral", "phonix"):
        assert search(archive, query).count == 0, query
    assert search(archive, "event:Phönix").count == 1


def test_a_field_takes_a_name_as_it_sounds(archive: Archive) -> None:
    city = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Београд")])
    photo = editing.add_record(archive, kind=Kind.PHOTO, names=[NewName("The bridge")])
    linking.add_link(archive, records=[photo.id], relation="taken at", other=city.id)
    assert [hit.row.ref for hit in search(archive, "city:belgrad kind:photo").hits] == [photo.ref]
    assert [hit.row.ref for hit in search(archive, "belgrad").hits] == [city.ref]


def test_words_are_marked_in_fields_and_file_names_too(archive: Archive) -> None:
    made = editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("Bowl")], values={"material": "Celadon"})
    found = search(archive, "celadon").hits[0]
    assert found.row.ref == made.ref
    assert [(match.field, match.spans) for match in found.matched] == [("material", ((0, 7),))]


def test_what_is_written_is_suggested_before_what_is_only_heard(archive: Archive) -> None:
    editing.add_record(archive, kind=Kind.CITY, names=[NewName("İstanbul"), NewName("伊斯坦布尔")])
    assert suggest(archive, "istanbol")[0] == "istanbul"
    assert suggest(archive, "istanbul") == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("before 1950", 'date:"before 1950"'), ("ca. 1931", 'date:"ca. 1931"'), ("1931", "date:1931"),
        ("19. September 1931", 'date:"19. September 1931"'), ("1931年9月19日", "date:1931年9月19日"),
        ("before 1900", ""), ("1931 lotus", ""), ("kind:photo 1931", ""), ('"1931"', ""),
    ],
)  # fmt: skip
def test_a_date_that_is_typed_as_words_is_offered_as_one(archive: Archive, typed: str, meant: str) -> None:
    made = editing.add_record(archive, kind=Kind.PHOTO, names=[NewName("A slide")], values={"date": "1931-09-19"})
    assert search(archive, typed).count == 0
    assert suggest(archive, typed) == ((meant,) if meant else ())
    if meant:
        assert [hit.row.ref for hit in search(archive, meant).hits] == [made.ref]


def test_a_date_is_offered_in_the_language_that_is_read(archive: Archive) -> None:
    editing.add_record(archive, kind=Kind.PHOTO, names=[NewName("A slide")], values={"date": "1931-09-19"})
    i18n.set_language("zh")
    assert suggest(archive, "1931-09") == ("日期：1931-09",)
    assert search(archive, "日期：1931-09").count == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # 前台庆祝 is found by qtqz, the first letters of its syllables: nobody means to write that.
        ("qqqz", ()), ("qtzz", ()), ("hangzhuo", ("hangzhou",)),
        ("lots", ("lotus",)), ("ltous", ("lotus",)), ("lutso", ()),
        ("dialouge", ("dialogue",)), ("diaolgeu", ("dialogue",)), ("dailgoeu", ()),
    ],
)  # fmt: skip
def test_what_is_suggested_looks_like_what_was_typed(archive: Archive, typed: str, meant: tuple[str, ...]) -> None:
    editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Lotus dialogue"), NewName("前台庆祝")])
    editing.add_record(archive, kind=Kind.CITY, names=[NewName("杭州")])
    assert search(archive, typed).count == 0
    assert suggest(archive, typed) == meant


def test_a_word_with_an_umlaut_is_suggested_once(archive: Archive) -> None:
    editing.add_record(archive, kind=Kind.PLACE, names=[NewName("Göbekli Tepe")])
    assert suggest(archive, "gobekly tepe") == ("gobekli tepe",)


def test_every_field_is_asked_whether_it_says_anything(story: Story) -> None:
    """As the help says of each, also in Chinese."""
    for field in FIELDS:
        if field.label and field.asks_whether:
            said, unsaid = (set(search_ids(story.archive, f"{field.name}:{word}")) for word in ("any", "none"))
            assert said == set(search_ids(story.archive, f"has:{field.name}")), field.name
            assert not unsaid & said, field.name
            assert set(search_ids(story.archive, f"{field.name}：任何")) == said
            assert set(search_ids(story.archive, f"{field.name}：无")) == unsaid


def test_nobody_is_asked_for_in_chinese(story: Story) -> None:
    assert _found(story, "人物：无 类别：照片") == _found(story, "person:none kind:photo")
    assert _found(story, "人物：有 类别：照片") == _found(story, "person:any kind:photo") == {"portrait"}
