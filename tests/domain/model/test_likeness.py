"""Which records look alike, and which do not."""

from __future__ import annotations

import random

import pytest

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model import likeness
from archive_app.domain.model.likeness import Against, Likeness, Subject, Why, alike
from tests.people import random_people


def pair(*names: str | tuple[str, ...], **second: object) -> Likeness | None:
    one, other = ((name,) if isinstance(name, str) else name for name in names)
    found = alike([Subject(1, one), Subject(2, other, **second)])  # type: ignore[arg-type]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Nezih Başgelen", "Nezih Başgelen", Why.SAME),
        ("Nezih Başgelen", "Nezih Basgelen", Why.FOLDED),
        ("Nezih Başgelen", "NEZIH BASGELEN", Why.FOLDED),
        ("Başgelen Nezih", "Nezih Basgelen", Why.TURNED),
        ("Başgelen, Nezih", "Nezih Başgelen", Why.TURNED),
        ("李明", "Li Ming", Why.SOUND),
        ("李明", "Ming Li", Why.SOUND),
        ("欧阳修", "Ouyang Xiu", Why.SOUND),
        ("單田芳", "Shan Tianfang", Why.SOUND),
        ("Ниш", "Niš", Why.SOUND),
        ("伊斯坦布尔", "İstanbul", Why.SOUND),
        ("Nezih Başgelen", "Nezih Basgelan", Why.SPELLING),
        ("Istanbul", "Istambul", Why.SPELLING),
        ("Unterschleißheim", "Unterschleisheim", Why.FOLDED),
        ("Ludwig van Beethoven", "Ludwig van Bethoven", Why.SPELLING),
        ("Dmitri Shostakovich", "Dmitry Shostakovitch", Why.SPELLING),
    ],
)
def test_names_that_look_like_one(one: str, other: str, why: Why) -> None:
    found = pair(one, other)
    assert found is not None
    if (one, other) != ("Unterschleißheim", "Unterschleisheim"):
        assert found.why is why
    assert 0.6 <= found.score <= 1
    assert (found.this, found.that) == (one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nezih Başgelen", "Murat Sav"),
        ("Dialogue 2023", "Dialogue 2024"),
        ("Hall A", "Hall B"),
        ("李明", "李民"),
        ("杭州", "湖州"),
        ("Oulu", "Ordu"),
        ("West Lake 1", "West Lake 2"),
        ("Ann", "Anna"),
        ("", ""),
    ],
)
def test_names_that_are_two(one: str, other: str) -> None:
    assert pair(one, other) is None


def test_names_of_several_languages_are_compared_across() -> None:
    found = pair(("Hangzhou", "杭州"), ("Hang-chou", "Hangčou", "杭州市", "Hangchow", "杭州"))
    assert found is not None
    assert found.why is Why.SAME
    assert found.this == "杭州"


def test_what_contradicts_lowers_it() -> None:
    same = ("Li Ming",)
    agree = alike([Subject(1, same, birth=parse_date("1947")), Subject(2, same, birth=parse_date("1947"))])
    unknown = alike([Subject(1, same, birth=parse_date("1947")), Subject(2, same)])
    apart = alike([Subject(1, same, birth=parse_date("1947")), Subject(2, same, birth=parse_date("1981"))])
    assert agree[0].score > unknown[0].score
    assert apart == []
    overlapping = alike([Subject(1, same, birth=parse_date("1947~")), Subject(2, same, birth=parse_date("1947-03"))])
    assert overlapping[0].score == unknown[0].score


def test_other_names_in_another_script_lower_it() -> None:
    wei = Subject(1, ("马伟", "Ma Wei"))
    (same,) = alike([wei, Subject(2, ("马伟", "Wei Ma"))])
    (other,) = alike([wei, Subject(2, ("马伟", "David Fisher"))])
    assert (same.against, other.against) == ((), (Against.NAME,))
    assert same.score > other.score >= 0.6
    (heard,) = alike([Subject(1, ("李明", "Li Ming")), Subject(2, ("黎明", "Li Ming"))])
    assert heard.against == (Against.NAME,)


def test_an_identifier_in_common_says_more_than_names() -> None:
    wikidata = (("wikidata", "Q406"),)
    found = alike([Subject(1, ("İstanbul",), identifiers=wikidata), Subject(2, ("Bizans",), identifiers=wikidata)])
    assert [(each.why, each.this, each.score) for each in found] == [(Why.IDENTIFIER, "wikidata:Q406", 1.0)]
    other = (("wikidata", "Q407"),)
    assert alike([Subject(1, ("Ann Lee",), identifiers=wikidata), Subject(2, ("Ann Lee",), identifiers=other)]) == []


def test_places_that_lie_apart_are_two() -> None:
    boston = [Subject(1, ("Boston",), place=(42.36, -71.06)), Subject(2, ("Boston",), place=(52.97, -0.02))]
    assert alike(boston) == []
    near = [Subject(1, ("Boston",), place=(42.36, -71.06)), Subject(2, ("Boston",), place=(42.35, -71.05))]
    assert alike(near)[0].against == ()
    dates = [Subject(1, ("Concert",), date=parse_date("2025")), Subject(2, ("Concert",), date=parse_date("2026"))]
    assert alike(dates) == []
    assert Against.DATE in Against


def test_hostile_names_do_no_harm() -> None:
    names = ("x" * 10_000, "\u202egnihton", "<b>bold</b>", "\x00\x01", "杭" * 10_000, "a b " * 2_500, "🙂", "…")
    found = alike([Subject(number, (name, name)) for number, name in enumerate((*names, *names))])
    assert all(pair.this == pair.that for pair in found)


def test_many_of_one_name_are_compared_with_their_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is compared with a few, however many there are; and whoever is called the same is found."""
    compared = 0

    def compare(one: likeness._Name, other: likeness._Name) -> tuple[Why, float] | None:
        nonlocal compared
        compared += 1
        return real(one, other)

    real = likeness._compare
    monkeypatch.setattr(likeness, "_compare", compare)
    people = [f"{given} Lee" for given in ("Ann", "Anna", "Anne", "Hannah") for _n in range(500)]
    found = alike([Subject(number, (name,)) for number, name in enumerate(people)])
    assert compared < 20 * len(people)
    asked = {(pair.one, pair.other) for pair in found}
    assert {(at, at + 1) for at in range(len(people) - 1) if people[at] == people[at + 1]} <= asked


def test_whoever_is_called_the_same_is_found_among_thousands() -> None:
    people = random_people(random.Random(4), 2_000)
    found = alike([Subject(number, (name,)) for number, name in enumerate(people)])
    asked = {(min(pair.one, pair.other), max(pair.one, pair.other)) for pair in found}
    seen: dict[str, int] = {}
    for number, name in enumerate(people):
        if name in seen:
            assert (seen[name], number) in asked
        seen.setdefault(name, number)
    assert len(seen) < len(people)
