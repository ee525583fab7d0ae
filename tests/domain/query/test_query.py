"""The language of the search box: what it means, what it refuses, and that it never does anything else."""

from __future__ import annotations

import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive_app.domain.query import (
    And,
    FieldTerm,
    Node,
    Not,
    Or,
    Part,
    Phrase,
    Word,
    parse,
    token_at,
)
from archive_app.domain.query.parser import DEEPEST, LONGEST, MOST_TERMS
from archive_app.errors import QueryError

A, B, C = Word("a"), Word("b"), Word("c")
PIECES = ["a", "b-c", "杭州", '"', "“", "”", "「", "(", ")", "（", "-", "－", "|", "OR", "AND", "NOT", ":", "：", ",",
          "，", "..", ">", "<=", "=", "kind:", "date:", "city:", "rating>", "untagged:", "foo:", "类型：", "photo",
          "2001", "3", "\\", "\x00", "\ud800", "\u3000", "—", "🙂", "*", "'", "caption[zh]", "has:", "http://", "today",
          "near:", "30.2,120", "~5km", "～", "taken-by:", "via:", "files>", "picked:", "2008/..",
          "[2015,2016]", " ", " ", " "]  # fmt: skip
query_text = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.text(alphabet=st.characters(), max_size=60),
)


def field(name: str, *values: str, op: str = "=") -> FieldTerm:
    return FieldTerm(name, op, values)


MEANS: list[tuple[str, Node | None]] = [
    ("", None),
    ("  \n", None),
    ("a", A),
    ("a b", And((A, B))),
    ("a AND b", And((A, B))),
    ("a and b", And((A, Word("and"), B))),
    ("a OR b", Or((A, B))),
    ("a|b", Or((A, B))),
    ("a b OR c", Or((And((A, B)), C))),
    ("a (b OR c)", And((A, Or((B, C))))),
    ("（a ｜ b） c", And((Or((A, B)), C))),
    ("((a))", A),
    ("(a b) c", And((A, B, C))),
    ("-a", Not(A)),
    ("NOT a", Not(A)),
    ("--a", A),
    ("-(-a)", A),
    ("-(a b)", Not(And((A, B)))),
    ("sister-city", Word("sister-city")),
    ('"sister city"', Phrase("sister city")),
    ("“sister city”", Phrase("sister city")),
    ("「杭州 国际」", Phrase("杭州 国际")),
    (r'"a \"b\" \\ \c"', Phrase(r'a "b" \ \c')),
    ('-"a b"', Not(Phrase("a b"))),
    ("Hangzhou – Niš", And((Word("Hangzhou"), Word("Niš")))),
    ("12:30", Word("12:30")),
    ("http://a.b/c?d=e", Word("http://a.b/c?d=e")),
    (r"C:\x", Word(r"C:\x")),
    ("a>3", Word("a>3")),
    ("city=x", Word("city=x")),
    ("partnership:istanbul", field("partnership", "istanbul")),
    ("Partnership:İstanbul", field("partnership", "İstanbul")),
    ("伙伴：伊斯坦布尔", field("partnership", "伊斯坦布尔")),
    ('person:"Max  Wheatley"', field("person", "Max Wheatley")),
    ("people:max", field("person", "max")),
    ("city:a,b，c", field("city", "a", "b", "c")),
    ('city:"a,b",c', field("city", "a,b", "c")),
    ("kind:photo,video", field("kind", "photo", "video")),
    ("kind:Gifts,PHOTO,photo", field("kind", "object", "photo")),
    ("类型:礼品、照片", field("kind", "object", "photo")),
    ("kind:items", field("kind", "audio", "document", "object", "photo", "video")),
    ("status:draft", field("status", "draft")),
    ("状态：草稿", field("status", "draft")),
    ("-kind:photo", Not(field("kind", "photo"))),
    ("near:istanbul", field("near", "istanbul~50km")),
    ("near:istanbul~200km", field("near", "istanbul~200km")),
    ("near:istanbul，niš~3mi", field("near", "istanbul~50km", "niš~3mi")),
    ('near:"Göbekli Tepe"~20km', field("near", "Göbekli Tepe~20km")),
    ('near:"Göbekli Tepe ~ 1.50 KM"', field("near", "Göbekli Tepe~1.5km")),
    ("near:30.25,120.17~500m", field("near", "30.25,120.17~500m")),
    ("near:-8.0，-34.9,hangzhou", field("near", "-8,-34.9~50km", "hangzhou~50km")),
    ('near:"30.250, 120.170"', field("near", "30.25,120.17~50km")),
    ("附近：杭州～50公里", field("near", "杭州~50km")),
    ("taken-by:max", field("taken-by", "max")),
    ("-taken-by:max", Not(field("taken-by", "max"))),
    ('given-by:"Red Star" a', And((field("given-by", "Red Star"), A))),
    ("files>1", field("files", "1", op=">")),
    ("files:2..", field("files", "2..")),
    ("via:event,direct", field("via", "event", "direct")),
    ("途径：礼品", field("via", "gift")),
    ("picked:", field("picked", "yes")),
    ("已选:否", field("picked", "no")),
    ("year:2001", field("year", "2001")),
    ("年份>2001", field("year", "2001", op=">")),
    ("date:2001", field("date", "2001")),
    ("date:2001..2010", field("date", "2001..2010")),
    ("date:2001..", field("date", "2001..")),
    ("date:..2010-4", field("date", "..2010-04")),
    ('date:"April 2025"', field("date", "2025-04")),
    ("date:2008/..", field("date", "2008/..")),
    ('date:"[2015,2016]"', field("date", "[2015,2016]")),
    ("date:>2001", field("date", "2001", op=">")),
    ("date>=2001", field("date", "2001", op=">=")),
    ("日期：2001年", field("date", "2001")),
    ("changed:今天", field("changed", "today")),
    ("rating:3", field("rating", "3")),
    ("rating>=3", field("rating", "3", op=">=")),
    ("rating:<=０３", field("rating", "3", op="<=")),
    ("rating:2..4", field("rating", "2..4")),
    ("untagged:", field("untagged", "yes")),
    ("untagged: a", And((field("untagged", "yes"), A))),
    ("untagged:person", field("untagged", "people")),
    ("has:people", field("has", "person")),
    ("has:Caption[zh],alt", field("has", "caption[zh]", "alt")),
    ("缺：说明", field("missing", "caption")),
    ("(city:a)", field("city", "a")),
]


@pytest.mark.parametrize(("text", "root"), MEANS)
def test_means(text: str, root: Node | None) -> None:
    assert parse(text).root == root


REFUSED = [
    ('"a', 0, "quotation mark is not closed"),
    ('a city:"b', 7, "quotation mark is not closed"),
    ("a (b", 2, "bracket is not closed"),
    ("a (", 2, "bracket is not closed"),
    ("a )", 2, "without an opening one"),
    (")", 0, "without an opening one"),
    ("a ()", 2, "nothing in the brackets"),
    ('""', 0, "nothing between the quotation marks"),
    ("OR a", 0, "nothing before “OR”"),
    ("a OR", 2, "nothing after “OR”"),
    ("a OR OR b", 2, "nothing after “OR”"),
    ("(a OR)", 3, "nothing after “OR”"),
    ("a AND", 2, "nothing after “AND”"),
    ("AND a", 0, "nothing before “AND”"),
    ("a - b", 2, "“-” excludes"),
    ("a -", 2, "“-” excludes"),
    ("NOT", 0, "“NOT” excludes"),
    ("—", 0, "no letter or digit"),
    ("a -—", 3, "no letter or digit"),
    ("a partnershp:x", 2, "There is no field “partnershp:”. Did you mean “partnership:”?"),
    ("foo:bar", 0, "no field “foo:”. Put it in quotation marks"),
    ("city:", 0, "“city:” needs a value, as in city:niš"),
    ("city:(a)", 0, "“city:” needs a value"),
    ("kind:photo,", 11, "“kind:” needs a value"),
    ("kind:photo,phto", 11, "“phto” is not a kind of record. Did you mean “photo”?"),
    ("status:drft", 7, "not a status. Did you mean “draft”?"),
    ("date:soon", 5, "is not a date"),
    ("date:03.04.2025", 5, "two different days"),
    ("date:..", 5, "begins or ends"),
    ("date:2010..2001", 5, "ends before it begins"),
    ("rating:5..3", 7, "ends before it begins"),
    ("rating:many", 7, "“many” is not a number"),
    ("rating:½", 7, "“½” is not a number"),
    ("city:>x", 0, "cannot be compared"),
    ("size:>1MB", 0, "is no number or date and cannot be compared with “>”. What can be: date:, year:, "),
    ("has:nothing", 4, "“has:” does not know “nothing”"),
    ("near:", 0, "“near:” needs a value"),
    ("near:~5km", 5, "Say near what"),
    ("near:x~", 5, "is no distance"),
    ("near:x~km", 5, "“km” is no distance"),
    ("near:x~5ly", 5, "“ly” is no unit"),
    ("near:x~0km", 5, "more than 0"),
    ("near:x~99999km", 5, "at most 20038 km"),
    ("near:a,91,5", 7, "Latitude 91 is not between"),
    ("near:30,181", 5, "Longitude 181 is not between"),
    ("via:road", 4, "does not know “road”. It may be direct, event, person, gift"),
    ("picked:maybe", 7, "does not know “maybe”"),
    ("files>many", 6, "not a number"),
    ("year:soon", 5, "is not a date"),
    ("takenby:x", 0, "Did you mean “taken-by:”?"),
    ("has:date[zh]", 4, "does not know “date"),
    ("(" * 10_000, DEEPEST, "nested more than"),
    ("-(" * 4_000, 2 * DEEPEST + 1, "nested more than"),
    ("a " * 5_000, 2 * MOST_TERMS, "too many"),
    ("a" * (LONGEST + 1), LONGEST, "longer than"),
]


@pytest.mark.parametrize(("text", "position", "sentence"), REFUSED)
def test_refuses_with_a_sentence_and_the_position(text: str, position: int, sentence: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert sentence in caught.value.message
    assert caught.value.position == position
    assert caught.value.message.isprintable()


def test_nodes_say_where_they_stood() -> None:
    text = 'a -"b c" (city:"d e",f OR g)'
    root = parse(text).root
    assert isinstance(root, And)
    word, negated, choice = root.children
    assert isinstance(word, Word)
    assert isinstance(negated, Not)
    assert isinstance(negated.child, Phrase)
    assert isinstance(choice, Or)
    term = choice.children[0]
    assert isinstance(term, FieldTerm)
    found = [text[node.start : node.end] for node in (word, negated.child, term)]
    assert found == ["a", '"b c"', 'city:"d e",f']


@given(query_text)
@example('"\\')
@example('“a"b\\”')
@example("kind:items " * 21)
@example("date:2001-01..2001/2002")
@example('date:"since 2008..2010"')
@example("before:2015,,2016")
def test_any_text_is_a_query_or_one_sentence(text: str) -> None:
    try:
        parse(text)
    except QueryError as refusal:
        position, message = refusal.position, refusal.message
        assert 0 <= position <= len(text), message
        assert message.isprintable(), message


def calls(text: str) -> int:
    """How many functions parsing calls: what the time depends on, without the machine's moods."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        parse(text)
    except QueryError:
        pass
    finally:
        sys.setprofile(None)
    return count


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3))
@example(["(", ")"])
@example(["-"])
@example(['"', "\\"])
@example(["city:", "a", ","])
def test_the_work_grows_with_the_length_and_no_faster(pieces: list[str]) -> None:
    text = "".join(pieces) * 3000
    assert calls(text[:LONGEST]) <= 2 * calls(text[: LONGEST // 2]) + 20 * LONGEST


@given(query_text, st.integers(-1, 70))
def test_completion_never_fails_and_stays_around_the_cursor(text: str, cursor: int) -> None:
    found = token_at(text, cursor)
    inside = max(0, min(cursor, len(text)))
    assert 0 <= found.start <= inside <= max(found.end, inside) <= len(text)


AT = [
    ("", 0, Part.WORD, "", (0, 0), None),
    ("part", 4, Part.WORD, "part", (0, 4), None),
    ("a ", 2, Part.WORD, "", (2, 2), None),
    ("a b", 1, Part.WORD, "a", (0, 1), None),
    ("-ki", 3, Part.WORD, "ki", (1, 3), None),
    ("-", 1, Part.WORD, "", (1, 1), None),
    ("(", 1, Part.WORD, "", (1, 1), None),
    ("OR", 2, Part.WORD, "OR", (0, 2), None),
    ("kind:photo", 3, Part.FIELD, "kind", (0, 5), "kind"),
    ("partnership:", 12, Part.VALUE, "", (12, 12), "partnership"),
    ("伙伴：伊", 4, Part.VALUE, "伊", (3, 4), "partnership"),
    ("kind:photo,vi", 13, Part.VALUE, "vi", (11, 13), "kind"),
    ("kind:photo,vi", 7, Part.VALUE, "photo", (5, 10), "kind"),
    ("kind:photo,vi", 5, Part.VALUE, "photo", (5, 10), "kind"),
    ("kind:photo,", 11, Part.VALUE, "", (11, 11), "kind"),
    ('city:"new yo', 12, Part.VALUE, "new yo", (5, 12), "city"),
    ("rating:>=3", 7, Part.VALUE, "", (7, 7), "rating"),
    ("rating>=", 8, Part.VALUE, "", (8, 8), "rating"),
    ("nofield:x", 9, Part.VALUE, "x", (8, 9), None),
    ('"ab', 3, Part.PHRASE, "ab", (0, 3), None),
    ('"ab"', 4, Part.WORD, "", (4, 4), None),
]


@pytest.mark.parametrize(("text", "cursor", "part", "typed", "span", "name"), AT)
def test_what_is_typed_at_the_cursor(
    text: str, cursor: int, part: Part, typed: str, span: tuple[int, int], name: str | None
) -> None:
    found = token_at(text, cursor)
    assert (found.part, found.text, (found.start, found.end)) == (part, typed, span)
    assert (found.field.name if found.field else None) == name
