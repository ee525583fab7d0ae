"""Chips and text are two views of one thing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from archive_app.domain.model.completeness import RULES
from archive_app.domain.query import And, Node, Not, Or, parse
from archive_app.domain.query.chips import Chip, chips, negated, replaced, term, with_term, without
from archive_app.domain.query.parser import LONGEST
from archive_app.errors import QueryError
from archive_app.i18n import LANGUAGES, _, set_language
from tests.domain.query.test_query import query_text

UNITS = ["a", "杭州", '"b c"', "(a OR b)", "(a b)", "(-a)", "-(a|b)", "NOT a", "-kind:photo", "untagged:", "near:a",
         'near:"x"', '"x"', "– a", "a AND b", "--a", 'city:"n y"', "~5km", "(city:a)", "a OR b", "a\x0b"]  # fmt: skip
GLUE = ["a", '"b c"', "(a OR b)", "(a)", "-a", '-"x"', 'near:"x"', "--a", "untagged:", " ", "-", "~5km"]
queries = st.one_of(
    st.lists(st.sampled_from(UNITS), min_size=1, max_size=7).map(" ".join),
    st.lists(st.sampled_from(GLUE), min_size=1, max_size=7).map("".join),
    query_text,
)


def root(text: str) -> Node | None:
    return parse(text).root


def parsed(text: str) -> Node | None:
    try:
        found = root(text)
    except QueryError:
        found = None
    assume(found is not None)
    assume(len(text) < LONGEST - 100)
    return found


def parts(node: Node | None) -> list[Node]:
    if node is None:
        return []
    return list(node.children) if isinstance(node, And) else [node]


def opposite(node: Node) -> Node:
    return node.child if isinstance(node, Not) else Not(node)


def shown(text: str) -> list[tuple[bool, str, str, str]]:
    return [(chip.negated, chip.kind, chip.field, chip.value) for chip in chips(text)]


def test_parts_are_shown_in_order() -> None:
    text = '杭州 -"sister city" kind:photo,gifts NOT given-by:istanbul (boston OR leeds) files>1 – has:caption[zh]'
    assert shown(text) == [
        (False, "word", "", "杭州"),
        (True, "phrase", "", "sister city"),
        (False, "field", "kind", "photo, object"),
        (True, "field", "given-by", "istanbul"),
        (False, "group", "", "boston OR leeds"),
        (False, "field", "files", "> 1"),
        (False, "field", "has", "Caption[zh]"),
    ]
    assert [chip.text for chip in chips(text)][1:4] == ['-"sister city"', "kind:photo,gifts", "NOT given-by:istanbul"]
    assert [chip.label for chip in chips("taken-by:a partnership:b")] == ["taken by", "partnership"]


def test_an_or_of_everything_is_one_group() -> None:
    assert shown("a b OR c") == [(False, "group", "", "a b OR c")]
    assert shown("-(a b)") == [(True, "group", "", "a b")]
    assert shown("(-a) (city:b)") == [(True, "word", "", "a"), (False, "field", "city", "b")]


@pytest.mark.parametrize("text", ["", " ", '"a', "a OR", "foo:bar", "—", "\x00", "a )"])
def test_what_is_no_query_has_no_parts(text: str) -> None:
    assert chips(text) == ()


@pytest.mark.parametrize(
    ("text", "place", "left", "other", "new"),
    [
        ("a b c", 1, "a c", "a -b c", "a x c"),
        ("a AND b", 0, "b", "-a AND b", "x AND b"),
        ("a AND b", 1, "a", "a AND -b", "a AND x"),
        ("a NOT b", 1, "a", "a b", "a x"),
        ("a  -kind:photo", 1, "a", "a  kind:photo", "a  x"),
        ("a OR b", 0, "", "-(a OR b)", "x"),
        ("-(a OR b) c", 0, "c", "(a OR b) c", "x c"),
        ("Hangzhou – Niš", 1, "Hangzhou", "Hangzhou – -Niš", "Hangzhou – x"),
        ('a"b"', 1, "a", 'a -"b"', "a x"),
    ],
)
def test_chips_are_edited_in_the_text(text: str, place: int, left: str, other: str, new: str) -> None:
    chip = chips(text)[place]
    assert without(text, chip) == left
    assert negated(text, chip) == other
    assert replaced(text, chip, "x") == new
    assert replaced(text, chip, " ") == left


@pytest.mark.parametrize(
    ("text", "added", "result"),
    [
        ("", "kind:photo", "kind:photo"),
        ("a", "kind:photo", "a kind:photo"),
        ("a OR b", "kind:photo", "(a OR b) kind:photo"),
        ("a", "b|c", "a (b|c)"),
        ("类型:照片 a", "kind:photo", "类型:照片 a"),
        ("a", "-a", "a -a"),
    ],
)
def test_terms_are_added_once(text: str, added: str, result: str) -> None:
    assert with_term(text, added) == result


def test_a_replacement_of_several_stays_one_part() -> None:
    assert replaced("a b", chips("a b")[0], "x OR y") == "(x OR y) b"
    assert replaced("a", chips("a")[0], "x OR y") == "x OR y"


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("person", "PER-0007", "person:PER-0007"),
        ("city", "New York", 'city:"New York"'),
        ("near", "30.25,120.17~50km", 'near:"30.25,120.17~50km"'),
        ("event", 'the "first"', r'event:"the \"first\""'),
    ],
)
def test_terms_are_quoted_where_they_must(field: str, value: str, text: str) -> None:
    assert term(field, value) == text
    assert term(field, value, negated=True) == f"-{text}"
    assert parts(root(text))[0].values == (value,)  # type: ignore[union-attr]


@given(queries)
@example('"x"~5km')
@example('near:"a"-~5km')
@example("(a)(b)")
def test_the_parts_together_are_the_query(text: str) -> None:
    query = parsed(text)
    found = chips(text)
    assert [text[chip.start : chip.end] for chip in found] == [chip.text for chip in found]
    assert all(a.end <= b.start for a, b in pairwise(found))
    together = [part for chip in found for part in parts(root(chip.text))]
    assert together == parts(query)
    for chip in found:
        assert chip.negated == isinstance(root(chip.text), Not)


@given(queries, st.data())
def test_without_one_the_others_remain(text: str, data: st.DataObject) -> None:
    parsed(text)
    found = chips(text)
    gone = data.draw(st.sampled_from(found))
    rest = [part for chip in found if chip != gone for part in parts(root(chip.text))]
    assert parts(root(without(text, gone))) == rest


@given(queries, st.data())
def test_negating_turns_one_part_and_back(text: str, data: st.DataObject) -> None:
    query = parsed(text)
    found = chips(text)
    place = data.draw(st.integers(0, len(found) - 1))
    turned = negated(text, found[place])
    again = chips(turned)
    assert [root(chip.text) for chip in again[:place]] == [root(chip.text) for chip in found[:place]]
    here = root(found[place].text)
    assert here is not None
    expected = parts(opposite(here))
    rest = [part for chip in found[place + 1 :] for part in parts(root(chip.text))]
    assert parts(root(turned))[len([p for c in found[:place] for p in parts(root(c.text))]) :] == [*expected, *rest]
    if len(expected) == 1:
        assert root(negated(turned, again[place])) == query


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(queries, queries)
def test_an_added_term_is_one_more_condition(text: str, added: str) -> None:
    query, wanted = parsed(text), parsed(added)
    result = root(with_term(text, added))
    if not any(root(chip.text) == wanted for chip in chips(text)):
        assert parts(result) == [*parts(query), *parts(wanted)]
    else:
        assert result == query


@given(query_text, query_text)
def test_no_text_is_too_odd(text: str, other: str) -> None:
    with_term(text, other)
    stale = Chip("x", 3, 4, False, "", "", "x", "word")
    for chip in (*chips(text), stale):
        for result in (without(other, chip), negated(other, chip), replaced(other, chip, text)):
            assert isinstance(result, str)


def test_an_or_stays_together_beside_more() -> None:
    assert root(with_term("a OR b", "c")) == And((Or(parts_of("a OR b")), *parts(root("c"))))


def parts_of(text: str) -> tuple[Node, ...]:
    node = root(text)
    assert isinstance(node, Or)
    return node.children


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gap_is_called_as_it_is_wherever_gaps_are_listed(language: str) -> None:
    set_language(language)
    for rule in RULES:
        (chip,) = chips(f"gap:{rule.key}")
        assert chip.value == _(rule.label)
