"""Every operator and every field against a plain evaluation, and any text at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archive_app.domain.model.amounts import units_of
from archive_app.domain.model.columns import FieldType
from archive_app.domain.model.completeness import RULES
from archive_app.domain.model.details import DETAILS, SOUGHT, Sought
from archive_app.domain.model.fields import ASKED
from archive_app.domain.model.kinds import Kind
from archive_app.domain.query import FIELDS, value_text
from archive_app.errors import QueryError
from archive_app.services.history import history
from archive_app.services.history.past import as_of
from archive_app.services.search.searching import search_ids, suggest
from archive_app.store.search import near
from tests.made import Made
from tests.services.search.oracle import Oracle, Tree
from tests.services.search.texts import pieces
from tests.services.search.world import CALLED, World

_WORDS = [
    "gobekli",
    "tepe",
    "GÖBEKLİ",
    "bekli",
    "nis",
    "niš",
    "Ниш",
    "ниш",
    "尼什",
    "istanbul",
    "İSTANBUL",
    "stan",
    "伊斯坦布尔",
    "伊斯坦",
    "杭",
    "杭州",
    "州",
    "国际",
    "國際",
    "传播中心",
    "hangzhou",
    "hángzhōu",
    "zhou",
    "hz",
    "gj",
    "hzgj",
    "guoji",
    "xian",
    "xi'an",
    "a",
    "t",
    "th",
    "the",
    "ed",
    "dia",
    "dialogue",
    "sister-city",
    "sister-dialogue",
    "beograd",
    "belgrade",
    "belgrad",
    "moskva",
    "moscow",
    "กรุง",
    "เทพ",
    "bangkok",
    "krung",
    "اكادير",
    "أكادير",
    "دير",
    "kdyr",
    "서울",
    "seoul",
    "울특",
    "カガ",
    "kaga",
    "strasse",
    "Straße",
    "ＳＴＲＡ",
    "łódź",
    "lodz",
    "2025",
    "25",
    "2",
    "杭州2025",
    "IMG_0001",
    "img",
    "0001",
    "ist",
    "PHO-0001",
    "pho",
    "museum",
    "muse",
    "o'brien",
    "brien",
    "obrien",
    "hawaii",
    "nothing",
    "qqq",
    "一带",
    "一帶",
    "yidai",
    "yd",
    "带一",
    "Čačak",
    "Чачак",
    "chachak",
    "tbilisi",
    "नई",
    "दिल्ली",
    "dilli",
    "inscribed",
    "赠予",
    "zengyu",
    "friends",
    "朋友",
    "jade",
    "carv",
    "base",
]
_PHRASES = [
    "göbekli tepe", "tepe göbekli", "sister city", "sister-city dialogue", "the hill", "伊斯坦布尔", "斯坦",
    "杭州国际", "州国",
    "new", "belt and road", "hang zhou", "o'brien", "xi'an", "dialogue on", "gobek", "IMG_0001.jpg",
]  # fmt: skip
_DATES = ["2025", "2025-07", "2001..2024", "2015", "2016..", "..2015", "1999", "2025-07-12", "today", "2025-08..2030"]
_COMPARE = ["", ">", ">=", "<", "<="]
_PRESENT = [
    "name", "name[zh]", "name[sr]", "caption", "caption[zh]", "caption[fr]", "description", "alt", "alt[en]", "note",
    "keywords", "date", "position", "rating", "file", "picture", "link", "person",
    "organisation", "place", "event", "series", "partnership", *(field.key for field in ASKED),
    *(each.key for each in DETAILS), *(each.name for each in SOUGHT),
    *(f"{each.key}[{lang}]" for each in DETAILS if each.language for lang in ("zh", "en", "ka")),
]  # fmt: skip
#: What is asked of the fields of records, by the type that they have.
_SAID = {
    FieldType.TEXT: ["any", "none", "museum", "musée d'été", "ete", "jade carved", "ca", "photographer", "Hawaiʻi",
                     "qqq", "book", "gift", "materials", "RS"],
    FieldType.DATE: ["1960..1970", "1961", "2001..", "today"],
    FieldType.BOOLEAN: ["yes", "no"],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, made: Made) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("oracle")
    story = made.story(folder / "archive")
    with story.archive:
        yield World(story, folder / "in")


@pytest.fixture(scope="module")
def oracle(world: World) -> Oracle:
    called: dict[str, set[int]] = {}
    for names in CALLED.values():
        for name, keys in names.items():
            called.setdefault(name, set()).update(world.id[key] for key in keys)
    return Oracle(world.archive, called, int(datetime.now(UTC).strftime("%Y%m%d")))


def _field(name: str, values: list[str], ops: tuple[str, ...] = ("",)) -> st.SearchStrategy[Tree]:
    some = st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)
    return st.tuples(st.just("field"), st.just(name), st.sampled_from(ops), some)


def _sought(sought: Sought) -> st.SearchStrategy[Tree]:
    """What is asked of the rows of a detail."""
    if sought.column.type is FieldType.DECIMAL:
        some = ["12.5", "30..40", "1200"]
        units = [*some, *((f"{each}{unit}" for unit in units_of(sought.among) for each in some) if sought.among else
                          [f"{each}EUR" for each in some])]  # fmt: skip
        return _field(sought.name, ["any", "none", *units], tuple(_COMPARE))
    kept = _SAID.get(sought.column.type) or [choice.casefold() for choice in sought.column.choices] or ["EUR", "any"]
    return _field(sought.name, kept, tuple(_COMPARE) if sought.column.type is FieldType.DATE else ("",))


_CENTRES = [*CALLED["near"], "44,21", "-30,-60"]
_ONE_BY_ONE: dict[str, st.SearchStrategy[Tree]] = {
    **{name: _field(name, [*names]) for name, names in CALLED.items() if name != "near"},
    "partnership": _field("partnership", [*CALLED["partnership"], "any", "none"]),
    "taken-by": _field("taken-by", [*CALLED["taken-by"], "any", "none"]),
    "near": _field("near", [f"{place}~{reach}km" for place in _CENTRES for reach in (1.4, 50, 600, 9000, 20000)]),
    "kind": _field("kind", [*map(str, Kind), "items"]),
    "status": _field("status", ["draft", "reviewed", "public", "retired"]),
    "via": _field("via", ["direct", "event", "person", "gift"]),
    "date": _field("date", _DATES, tuple(_COMPARE)),
    "year": _field("year", _DATES, tuple(_COMPARE)),
    "before": _field("before", ["2001", "2025-07-13", "today"]),
    "after": _field("after", ["2001", "2025-07-12", "today"]),
    "added": _field("added", ["today", "2001", "2020.."], tuple(_COMPARE)),
    "changed": _field("changed", ["today", "2001", "2031-03-04", "2031-03-05", "2032.."], tuple(_COMPARE)),
    "rating": _field("rating", ["0", "3", "4", "2..4", "5.."], tuple(_COMPARE)),
    "at": _field("at", [*CALLED["at"], "any", "none"]),
    "late": _field("late", ["yes", "no"]),
    "rejected": _field("rejected", ["yes", "no"]),
    "files": _field("files", ["0", "1", "2", "1.."], tuple(_COMPARE)),
    "picked": _field("picked", ["yes", "no"]),
    "due": _field("due", ["2025", "2025-08-12", "2025-08..2030", "2030..", "today"], tuple(_COMPARE)),
    "overdue": _field("overdue", ["yes", "no"]),
    "untagged": _field("untagged", ["yes", "people", "place", "date", "caption", "event", "partnership"]),
    "has": _field("has", _PRESENT),
    "missing": _field("missing", _PRESENT),
    "gap": _field("gap", ["any", "none", *(rule.key for rule in RULES)]),
    "ref": _field("ref", ["PHO", "pho-0001", "CIT-"]),
    "file": _field("file", ["IMG", "img_0001", "0.jpg", "none"]),
    "contents": _field("contents", ["jade", "ca", "国际传播", "hangzhou", "carved base", "zzz", "any", "none"]),
    "region": _field("region", ["face", "inscription", "pet", "left", "赠予", "nezih", "sav", "any", "none"]),
    "name": _field("name", ["istanbul", "Istan", "杭州", "pic", "of the", "none"]),
    "folder": _field("folder", ["pic", "picture", "PICTURES", "pictures/", "none"]),
    "by": _field("by", ["tester", "TESTER", "test", "bert", "anna"]),
    **{sought.name: _sought(sought) for sought in SOUGHT},
    **{
        field.key: _field(field.key, _SAID.get(field.type) or [choice.casefold() for choice in field.choices],
                          tuple(_COMPARE) if field.type is FieldType.DATE else ("",))
        for field in ASKED
    },
}  # fmt: skip
_LEAVES = st.one_of(
    st.tuples(st.just("word"), st.sampled_from(_WORDS)),
    st.tuples(st.just("phrase"), st.sampled_from(_PHRASES)),
    *_ONE_BY_ONE.values(),
)
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.tuples(st.just("and"), st.lists(inner, min_size=2, max_size=3)),
        st.tuples(st.just("or"), st.lists(inner, min_size=2, max_size=3)),
        st.tuples(st.just("not"), inner.filter(lambda tree: tree[0] != "not")),
    ),
    max_leaves=6,
)


def _written(tree: Tree) -> str:
    match tree:
        case ("and" | "or", children):
            return "(" + (" " if tree[0] == "and" else " OR ").join(map(_written, children)) + ")"
        case ("not", child):
            return f"-{_written(child)}"
        case ("field", name, op, values):
            return f"{name}:{op}{','.join(map(value_text, values))}"
        case ("phrase", text):
            return f'"{text}"'
    return str(tree[1])


def _flat(tree: Tree) -> Tree:
    """An and in an and is one."""
    match tree:
        case ("and", children):
            flat = [part for child in map(_flat, children) for part in (child[1] if child[0] == "and" else [child])]
            return ("and", flat)
        case ("or", children):
            return ("or", [_flat(child) for child in children])
        case ("not", child):
            inner = _flat(child)
            return inner[1] if inner[0] == "not" else ("not", inner)
    return tree


def _titles(oracle: Oracle, ids: set[int]) -> list[str]:
    return sorted(f"{oracle.records[i].ref} {oracle.records[i].title}" for i in ids)


def _compare(world: World, oracle: Oracle, tree: Tree) -> None:
    query = _written(tree)
    found = search_ids(world.archive, query)
    assert len(found) == len(set(found)), query
    assert _titles(oracle, set(found)) == _titles(oracle, oracle.find(_flat(tree))), query
    assert search_ids(world.archive, query, limit=3) == found[:3], query


@pytest.mark.parametrize("word", _WORDS)
def test_every_word(world: World, oracle: Oracle, word: str) -> None:
    _compare(world, oracle, ("word", word))


@pytest.mark.parametrize("phrase", _PHRASES)
def test_every_phrase(world: World, oracle: Oracle, phrase: str) -> None:
    _compare(world, oracle, ("phrase", phrase))


@pytest.mark.parametrize("name", [field.name for field in FIELDS])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_field(world: World, oracle: Oracle, name: str, data: st.DataObject) -> None:
    _compare(world, oracle, data.draw(_ONE_BY_ONE[name]))


@pytest.mark.parametrize("most", [0, 1, 20_000])
def test_near_is_the_same_gathered_and_asked_one_by_one(
    world: World, oracle: Oracle, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(near, "_LITTLE", most)
    for centre in _CENTRES:
        for reach in (1.4, 600, 20000):
            _compare(world, oracle, ("field", "near", "", [f"{centre}~{reach}km"]))


def test_who_and_when_are_those_of_the_log_everywhere(world: World, oracle: Oracle) -> None:
    newest_first = sorted(oracle.records, key=lambda record: (oracle.last[record][0], record), reverse=True)
    assert list(search_ids(world.archive, "", order="changed")) == newest_first
    at_last = history.history(world.archive, limit=1)[0].id
    for number, record in oracle.records.items():
        assert (record.changed_at, record.changed_by) == oracle.last[number], record.ref
        then = as_of(world.archive, number, after_step=at_last)
        assert (then.changed_at, then.changed_by) == oracle.last[number], record.ref


# What a tree may be is more than hypothesis likes to put into words.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=_TREES)
def test_every_combination(world: World, oracle: Oracle, tree: Tree) -> None:
    _compare(world, oracle, tree)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_piece_of_any_text(world: World, oracle: Oracle, data: st.DataObject) -> None:
    record = oracle.records[data.draw(st.sampled_from(sorted(oracle.records)))]
    said = [name.text for name in record.names] + [text.text for text in record.texts] + [record.ref]
    pool = [piece.text for text in said for piece in pieces(text)]
    word = data.draw(st.sampled_from(pool))
    start = data.draw(st.integers(0, len(word) - 1))
    part = word[start : data.draw(st.integers(start + 1, len(word)))]
    if part not in ("OR", "AND", "NOT") and pieces(part) and "".join(p.text for p in pieces(part)) == part:
        _compare(world, oracle, ("word", part))


_SYNTAX = [
    '"', "'", "(", ")", "-", "NOT ", " OR ", " AND ", "|", ":", ",", "*", "^", "{", "}", "+", "NEAR(", "\x00",
    "\ud800", "; DROP TABLE record; --", "' OR 1=1 --", "%", "_", "\\", "/*", "*/", "?1", ":x", "@y", "$z",
    "names:", "near:", "杭", "near:30,120~5km", "near:istanbul~", "date:2025", "has:caption[", "]", "files>",
    "via:", "partnership:", "rowid:", "ก", "e\u0301", "\u202e", "\U0010ffff", "MATCH", "a", " ", "..", "~",
    "“", "”", "city:istanbul", "ref:", "uid", "%s", "\n", "\u2028", "ſ", "İ", "１",
]  # fmt: skip
_ANY_TEXT = st.one_of(
    st.text(alphabet=st.characters(), max_size=80),
    st.lists(st.sampled_from(_SYNTAX), max_size=16).map("".join),
    st.lists(st.sampled_from(_SYNTAX), max_size=12).map(" ".join),
    st.tuples(st.lists(st.sampled_from(_SYNTAX), min_size=1, max_size=3), st.integers(1, 10_000)).map(
        lambda drawn: ("".join(drawn[0]) * 10_000)[: drawn[1]]
    ),
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_ANY_TEXT)
@example(text="a" * 10_000)
@example(text="杭" * 10_000)
@example(text='"' + "a " * 4999 + '"')
@example(text="person:" + "x" * 9_000)
@example(text="file:" + "%" * 60_000)
@example(text="x'" * 5_000)
@example(text="ref:" + "ß" * 5000)
@example(text="by:\U0010ffff")
def test_any_text_is_answered_or_refused_in_one_sentence(world: World, text: str) -> None:
    refusal: QueryError | None = None
    try:
        search_ids(world.archive, text)
        suggest(world.archive, text)
    except QueryError as fault:
        refusal = fault
    if refusal is not None:
        assert 0 <= refusal.position <= len(text)
        assert refusal.message.isprintable()
        assert refusal.message.strip()
