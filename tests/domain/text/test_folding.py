"""Folding against the tokenizer that the index really uses."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive_app.domain.text import folding
from archive_app.domain.text.folding import ANYWHERE, BARRIER, fold, fts_query, index_text, match_spans, match_terms

try:
    import pysqlite3

    sqlite: Any = pysqlite3
except ImportError:
    sqlite = sqlite3

# Surrogates too, which st.text() leaves out.
any_text = st.text(alphabet=st.characters(), max_size=60)
SCRIPTS = "aßéİıøł'’- .,杭州国际傳かガｶﾞー서울กรุงเทพำ်ကមាन्दी۱אֶاأةىـЙђ\u0301\u200d\u3000"
script_text = st.text(alphabet=SCRIPTS, max_size=30)


class Index:
    """One text in a full-text table as the archive makes it."""

    def __init__(self) -> None:
        self._connection = sqlite.connect(":memory:")
        self._connection.execute(
            "CREATE VIRTUAL TABLE t USING fts5(x, tokenize=\"unicode61 remove_diacritics 0\", prefix='1 2 3')"
        )

    def finds(self, expression: str | None, *texts: str) -> bool:
        self._connection.execute("DELETE FROM t")
        self._connection.execute("INSERT INTO t VALUES (?)", (BARRIER.join(index_text(text) for text in texts),))
        found = self._connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (expression,)).fetchone()
        return bool(found[0])

    def tokens(self, text: str) -> list[str]:
        self._connection.execute("DELETE FROM t")
        self._connection.execute("INSERT INTO t VALUES (?)", (text,))
        self._connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS v USING fts5vocab(t, instance)")
        return [row[0] for row in self._connection.execute('SELECT term FROM v ORDER BY "offset"')]


_INDEX = Index()


@pytest.fixture
def index() -> Index:
    return _INDEX


FOUND = [
    ("gobekli", "Göbekli Tepe"),
    ("nis", "Niš"),
    ("Niš", "NIS"),
    ("istanbul", "İstanbul"),
    ("ISTANBUL", "İstanbul"),
    ("杭州", "杭州国际传播中心"),
    ("杭", "杭州国际传播中心"),
    ("心", "杭州国际传播中心"),
    ("国际传播", "杭州国际传播中心"),
    ("กรุงเทพ", "กรุงเทพมหานคร"),
    ("มหานคร", "กรุงเทพมหานคร"),
    ("lodz", "Łódź"),
    ("strasse", "Straße"),
    ("diyarbakir", "Diyarbakır"),
    ("أكادير", "اكادير"),
    ("اكادير", "أكادير"),
    ("محمد", "مُحَمَّد"),
    ("ＡＢＣ", "abc"),
    ("abc", "ＡＢＣ"),
    ("hángzhōu", "hangzhou"),
    ("hangzhou", "Hángzhōu"),
    ("ירושלים", "יְרוּשָׁלַיִם"),
    ("xian", "Xi’an"),
    ("xi'an", "Xian"),
    ("hawaii", "Hawaiʻi"),
    ("brien", "Flann O'Brien"),
    ("서울", "서울특별시"),
    ("별시", "서울특별시"),
    ("ガラス", "ｶﾞﾗｽ"),
    ("हिन्दी", "हिन्दी भाषा"),
    ("मदुरै", "मदुरै"),
    ("2025", "٢٠٢٥"),
    ("sister-city", "Sister city"),
    ("杭州2025", "杭州2025年"),
    ("danang", "Đànẵng"),
    ("一帶", "一带一路"),
    ("一带", "一帶一路"),
    ("國際傳播", "杭州国际传播中心"),
    ("杭州国际传播", "杭州國際傳播中心"),
]


@pytest.mark.parametrize(("typed", "text"), FOUND)
def test_finds_across_spellings(index: Index, typed: str, text: str) -> None:
    assert index.finds(fts_query(match_terms(typed)), text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [("州杭", "杭州国际"), ("杭国", "杭州国际"), ("งกรุ", "กรุงเทพ"), ("กรง", "กรุงเทพ"), ("nisx", "Niš"), ("カ", "ガ")],
)
def test_does_not_find_what_is_not_there(index: Index, typed: str, text: str) -> None:
    assert not index.finds(fts_query(match_terms(typed)), text)


def test_marks_that_mean_something_tell_words_apart(index: Index) -> None:
    assert fold("มา") != fold("ม่า")
    assert fold("が") != fold("か")
    assert not index.finds(fts_query(match_terms("की", phrase=True)), "कु")


def test_a_phrase_is_exact_and_in_order(index: Index) -> None:
    phrase = fts_query(match_terms("new york", phrase=True))
    assert index.finds(phrase, "The New York delegation")
    assert not index.finds(phrase, "new yorkers")
    assert not index.finds(phrase, "york new")
    assert not index.finds(phrase, "new", "york")


def test_the_last_letters_of_a_word_may_be_missing_but_not_of_a_phrase(index: Index) -> None:
    assert index.finds(fts_query(match_terms("gobek")), "Göbekli Tepe")
    assert not index.finds(fts_query(match_terms("gobek", phrase=True)), "Göbekli Tepe")
    assert index.finds(fts_query(match_terms("杭", phrase=True)), "杭州")


def test_all_terms_must_be_there(index: Index) -> None:
    assert index.finds(fts_query(match_terms("tepe gob")), "Göbekli Tepe")
    assert not index.finds(fts_query(match_terms("tepe nis")), "Göbekli Tepe")


@pytest.mark.parametrize("text", ["", " ", "—", '"', "()*:^", "\x00", "\ud800", "🙂", "'", "‘’"])
def test_nothing_to_search_by_is_none(text: str) -> None:
    assert fts_query(match_terms(text)) is None
    assert fts_query(match_terms(text, phrase=True)) is None


@pytest.mark.parametrize("text", ["a OR b", "NEAR(a b)", 'x" OR "y', "col:a", "a* ^b", "{a b}: c", "-a +b", "AND"])
def test_the_index_language_has_no_power_over_the_query(index: Index, text: str) -> None:
    expression = fts_query(match_terms(text))
    assert not index.finds(expression, "nothing of it")
    assert index.finds(expression, text)


@pytest.mark.parametrize("text", ["a " * 5000, "a." * 5000, "杭" * 10_000, "x'y" * 3000, "b" * 100_000])
def test_long_texts_are_not_refused(index: Index, text: str) -> None:
    assert index.finds(fts_query(match_terms(text)), text)


def test_every_letter_of_unicode_survives_the_tokenizer(index: Index) -> None:
    """What index_text calls a word is one to unicode61 as well: nothing is lost, split or changed."""
    letters = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code))[0] in "LNM"]
    words = " ".join(dict.fromkeys(word for letter in letters for word in index_text(letter).split()))
    lost = set(words.split()).symmetric_difference(index.tokens(words))
    assert not lost
    assert len(words.split()) > 100_000


@given(any_text)
def test_any_text_finds_itself(text: str) -> None:
    for phrase in (False, True):
        expression = fts_query(match_terms(text, phrase=phrase))
        assert expression is None or _INDEX.finds(expression, text)


@given(script_text, script_text, script_text)
def test_any_word_finds_the_text_it_stands_in(before: str, word: str, after: str) -> None:
    expression = fts_query(match_terms(word))
    assert expression is None or _INDEX.finds(expression, f"{before} {word} {after}")


@given(st.text(alphabet="杭州国际传播中心かな", min_size=1, max_size=12), st.data())
def test_any_substring_of_han_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert _INDEX.finds(fts_query(match_terms(text[start:end])), text)


@given(st.text(alphabet=st.characters(categories=("L", "N")), min_size=1, max_size=12), st.integers(1, 12))
def test_any_beginning_of_a_word_is_found(word: str, length: int) -> None:
    folded = fold(word)
    expression = fts_query(match_terms(folded[:length]))
    assert expression is None or _INDEX.finds(expression, word)


@given(any_text)
def test_folding_is_stable_and_encodable(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    folded.encode()
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Cf") for c in folded)


def test_every_traditional_character_has_one_simplified_form() -> None:
    table = folding._simplified()
    assert len(table) > 4000
    for old, new in table.items():
        assert fold(old) == fold(new) == new
    assert fold("薴") == "苎"  # in two steps in the table
    assert fold("裡裏為爲臺後") == "里里为为台后"


@given(st.text(alphabet="一帶带國国際际傳传播薴苎", max_size=12), st.text(alphabet="一帶带國国際际", max_size=3))
def test_traditional_and_simplified_forms_are_marked_where_they_stand(text: str, typed: str) -> None:
    plain = text.translate(str.maketrans("帶國際傳薴", "带国际传苎"))
    wanted = typed.translate(str.maketrans("帶國際", "带国际"))
    for term in match_terms(typed):
        spans = match_spans(text, term)
        assert bool(spans) == (wanted in plain)
        assert all(fold(text[start:end]).startswith(wanted) for start, end in spans)


def test_the_table_is_read_at_the_first_character_that_needs_it() -> None:
    code = (
        "from archive_app.domain.text import folding as f;"
        " f.fold('Göbekli'); print(f._simplified.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


@given(script_text)
def test_case_and_form_do_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert fold(unicodedata.normalize("NFC", text)) == fold(text)


SPANS = [
    ("gobekli", "Am Göbekli Tepe", ["Göbekli"]),
    ("strasse", "Hohe Straße", ["Straße"]),
    ("str", "Hohe Straße", ["Str"]),
    ("杭州", "杭州国际，杭州", ["杭州", "杭州"]),
    ("กรุงเทพ", "กรุงเทพมหานคร", ["กรุงเทพ"]),
    ("ガ", "ｶﾞﾗｽ", ["ｶﾞ"]),
    ("xian", "Near Xi’an.", ["Xi’an"]),
    ("nis", "N\u0069s\u030c and Niš", ["Nis\u030c", "Niš"]),
    ("sister-city", "a sister  city", ["sister  city"]),
    ("istanbul", "İSTANBUL", ["İSTANBUL"]),
    ("杭州2025", "在杭州2025年", ["杭州2025"]),
    ("一带", "共建一帶一路、一带", ["一帶", "一带"]),
    ("absent", "present", []),
]


@pytest.mark.parametrize(("typed", "text", "marked"), SPANS)
def test_spans_are_in_the_original_text(typed: str, text: str, marked: list[str]) -> None:
    (term,) = match_terms(typed)
    assert [text[start:end] for start, end in match_spans(text, term)] == marked


def test_a_phrase_is_marked_whole() -> None:
    (term,) = match_terms("york new", phrase=True)
    assert match_spans("in york new", term) == [(3, 11)]


@given(script_text, script_text)
def test_spans_are_in_order_and_inside(text: str, typed: str) -> None:
    for term in match_terms(typed):
        spans = match_spans(text, term)
        ends = [place for span in spans for place in span]
        assert ends == sorted(ends)
        assert all(0 <= start < end <= len(text) for start, end in spans)


@given(st.text(alphabet="abcé 杭州国' ", max_size=20), st.text(alphabet="abcé杭州国'", min_size=1, max_size=4))
@example("aaba", "aba")
def test_what_is_found_is_marked(text: str, typed: str) -> None:
    terms = match_terms(typed)
    expression = fts_query(terms)
    if expression is None:
        return
    marked = bool(match_spans(text, terms[0]))
    if _INDEX.finds(expression, text):
        assert marked
    elif len(typed) < ANYWHERE:  # longer ones are marked inside words as well, which another table finds
        assert not marked
