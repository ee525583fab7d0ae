"""Finding and replacing in one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.model import replacing
from archive_app.domain.model.replacing import Pattern, Replacer
from archive_app.errors import InvalidInput


def _new(text: str, find: str, replacement: str = "X", **how: bool) -> str:
    found = Replacer(Pattern(find, replacement, **how)).replace(text)
    return text if found is None else found.new


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({}, "X, X, X, Xs"),
        ({"case": True}, "X, BAŞGELEN, X, Xs"),
        ({"accents": True}, "X, X, Basgelen, X" + "s"),
        ({"accents": True, "case": True}, "X, BAŞGELEN, Basgelen, X" + "s"),
        ({"words": True}, "X, X, X, Başgelens"),
    ],
)
def test_case_accents_and_words_count_where_they_are_asked_for(how: dict[str, bool], expected: str) -> None:
    find = "Başgelen" if "accents" in how else "Basgelen"
    assert _new("Başgelen, BAŞGELEN, Basgelen, Başgelens", find, **how) == expected


def test_composed_and_decomposed_letters_are_the_same_and_never_cut() -> None:
    assert _new("Bas\u0327gelen!", "Başgelen", accents=True) == "X!"
    assert _new("cafe\u0301s", "cafe", accents=True) == "cafe\u0301s"
    assert _new("cafe\u0301s", "cafe") == "Xs"
    assert _new("Cæsur a", "a") == "Cæsur X"


def test_scripts_without_spaces_have_no_longer_words() -> None:
    assert _new("我在杭州市", "杭州", "Hangzhou", words=True) == "我在Hangzhou市"
    assert _new("長城", "长城", "墙") == "墙"


def test_what_is_found_is_no_expression_unless_said() -> None:
    assert _new("a.c abc", "a.c") == "X abc"
    assert _new("a.c abc", "a.c", regular=True) == "X X"
    assert _new("1", "1", r"\1") == r"\1"


def test_groups_come_back_as_they_were_written() -> None:
    assert _new("Nezih Başgelen", r"(\w+) (bas\w+)", r"\2, \1", regular=True) == "Başgelen, Nezih"
    assert _new("2025-04", r"(?P<year>\d+)-(\d+)", r"\2.\g<year>\n\\", regular=True) == "04.2025\n\\"
    assert _new("a\nb", "^", "> ", regular=True) == "> a\n> b"


def test_the_places_that_go_and_come() -> None:
    found = Replacer(Pattern("niš", "Niš city")).replace("Nis and NIŠ")
    assert found is not None
    assert found.new == "Niš city and Niš city"
    assert found.went == ((0, 3), (8, 11))
    assert [found.new[start:end] for start, end in found.came] == ["Niš city", "Niš city"]


def test_nothing_that_changes_nothing() -> None:
    assert Replacer(Pattern("Niš", "Niš")).replace("Niš") is None
    assert Replacer(Pattern("x")).replace("Niš") is None


@pytest.mark.parametrize(
    ("find", "replacement", "words"),
    [
        ("", "", "what is to be found"),
        ("(a", "", r"no regular expression: missing \) \(at character"),
        ("a", r"\1", "no group “1”"),
        ("a", r"\g<b>", "no group “b”"),
        pytest.param("a", rf"\g<{'9' * 5_000}>", "no group “999", id="too many digits"),
        ("a", r"\q", "means nothing here"),
        ("a" * 3_000, "", "too long"),
    ],
)
def test_faults_are_sentences(find: str, replacement: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        Replacer(Pattern(find, replacement, regular=True))


def test_an_expression_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "PATIENCE", 0.1)
    replacer = Replacer(Pattern(r"(a|aa)+$", regular=True))
    with pytest.raises(InvalidInput, match="takes too long"):
        replacer.replace("a" * 60 + "!")


@given(st.text(), st.text(min_size=1, max_size=3), st.text(max_size=3), st.booleans(), st.booleans(), st.booleans())
def test_what_is_not_found_stays(
    text: str, find: str, replacement: str, case: bool, accents: bool, words: bool
) -> None:
    found = Replacer(Pattern(find, replacement, False, case, accents, words)).replace(text)
    if found is None:
        return
    kept = _without(text, found.went)
    assert _without(found.new, found.came) == kept
    assert all(found.new[start:end] == replacement for start, end in found.came)


def _without(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
