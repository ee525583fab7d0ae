"""Codes in texts: where a use begins, where it ends, and what stays as it is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.model import codes
from archive_app.domain.text.folding import fold
from archive_app.errors import InvalidInput

_PLAIN = st.text(st.characters(exclude_characters="="), max_size=30)
_TEXTS = st.text(
    st.sampled_from(["=", "a", "b", "1", "-", "_", " ", "杭", "州", "é", "\u0301", "(", "\n"]), max_size=30
)
_CODES = st.sets(
    st.text(st.sampled_from("ab1-_杭e"), min_size=1, max_size=4).filter(lambda c: any(map(str.isalnum, c)))
)


def _written(text: str, known: set[str]) -> str:
    return codes.replaced(text, known, lambda code: f"<{code}>")


@pytest.mark.parametrize(
    ("typed", "read"),
    [("=İST-10", "ist-10"), ("ist_10", "ist_10"), (" 杭州 ", "杭州"), ("Göbekli", "gobekli"), ("Ⅸ", "ix"), ("-x", "-x"),
     ("ไทย", "ไทย"), ("x" * 32, "x" * 32)],
)  # fmt: skip
def test_a_code_is_read_folded(typed: str, read: str) -> None:
    assert codes.read_code(typed) == read
    assert codes.read_code(read) == read


@pytest.mark.parametrize(
    "typed", ["", "=", "--", "_-_", "a b", "a=b", "x" * 33, "a\0", "a.b", "½", "ﷺ", "a\u202eb", "==a"]
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        codes.read_code(typed)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=ist10", "<ist10>"),
        ("=IST10.", "<ist10>."),
        ("Guests of =ist10, and =ist", "Guests of <ist10>, and <ist>"),
        ("=ist100", "=ist100"),
        ("=ist10-visit", "<ist10>-visit"),
        ("=ist10-gala", "<ist10-gala>"),
        ("=ist10参加了", "<ist10>参加了"),
        ("参加=ist10的", "参加<ist10>的"),
        ("=杭州市长", "<杭州>市长"),
        ("(=ist)", "(<ist>)"),
        ("a=ist", "a=ist"),
        ("1=ist", "1=ist"),
        ("==ist", "=ist"),
        ("==nobody", "=nobody"),
        ("a == ist", "a == ist"),
        ("===ist", "===ist"),
        ("=", "="),
        ("= ist", "= ist"),
        ("=nobody", "=nobody"),
        ("=iste\u0301", "=iste\u0301"),
        ("=İST", "<ist>"),
        ("line\n=ist\n", "line\n<ist>\n"),
    ],
)
def test_a_text_uses_codes_at_the_start_of_words(text: str, written: str) -> None:
    assert _written(text, {"ist", "ist10", "ist10-gala", "杭州"}) == written


def test_a_code_that_writes_nothing_takes_one_space_with_it() -> None:
    known = {"ist"}
    for text, left in (("At =ist in Niš", "At in Niš"), ("=ist Niš", "Niš"), ("Niš =ist", "Niš"), ("=ist", "")):
        assert codes.replaced(text, known, lambda _code: "") == left


def test_words_that_are_no_code_are_told_apart() -> None:
    assert codes.unknown("=ist =oulu10 ==leeds =oulu10", {"ist"}) == ["oulu10"]


@given(_PLAIN, _CODES)
def test_a_text_without_the_sign_stays(text: str, known: set[str]) -> None:
    assert _written(text, known) == text


@given(_TEXTS)
def test_without_codes_only_the_doubled_sign_changes(text: str) -> None:
    assert _written(text, set()).replace("=", "") == text.replace("=", "")


@given(_TEXTS, _CODES)
def test_uses_stand_in_order_and_are_known(text: str, known: set[str]) -> None:
    place = 0
    for use in codes.uses(text, known):
        assert place <= use.start < use.end <= len(text)
        assert text[use.start] == "="
        assert use.code in known or (not use.code and text[use.start : use.end] == "==")
        assert not use.code or fold(text[use.start + 1 : use.end]) == use.code
        place = use.end


@given(_TEXTS, _CODES)
def test_whatever_is_used_was_looked_up(text: str, known: set[str]) -> None:
    assert {use.code for use in codes.uses(text, known) if use.code} <= codes.candidates(text)


@given(_CODES.filter(bool), st.sampled_from([" ", ". ", "，", "\n"]))
def test_codes_between_other_things_are_all_found(known: set[str], gap: str) -> None:
    text = gap.join(f"={code.upper()}" for code in sorted(known)) + gap
    assert [use.code for use in codes.uses(text, known)] == sorted(known)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    known = codes.candidates(text)
    assert all(len(code) <= codes.LONGEST for code in known)
    _written(text, known)
    codes.unknown(text, set())
