"""Words cut into parts: FTS5 over the tokens finds what plain Python finds."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive_app.domain.text.folding import index_text, match_terms
from archive_app.domain.text.parts import Fit, fits, name_tokens, part_query, part_tokens

_TEXT = st.text(alphabet="abcßł 'é-杭州国際กรุงเทพ한국1２_", max_size=14)


def _finds(text: str, typed: str, fit: Fit, *, phrase: bool = False) -> bool:
    """Whether an index that holds only ``text``, as a name, finds it."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE parts USING fts5(names, tokenize = 'unicode61 remove_diacritics 0')")
    database.execute("INSERT INTO parts VALUES (?)", (f"{part_tokens(text)} {name_tokens(text)}",))
    query = part_query(match_terms(typed, phrase=phrase), fit)
    found = query and database.execute("SELECT 1 FROM parts WHERE parts MATCH ?", (query,)).fetchone()
    tokens = database.execute("SELECT names FROM parts").fetchone()
    database.close()
    terms = match_terms(typed, phrase=phrase)
    assert not terms or fits(tokens, terms, fit) is bool(found)
    return bool(found)


@pytest.mark.parametrize(
    ("text", "typed", "closest"),
    [
        ("Lotus seeds", "lotus seeds", Fit.WHOLE),
        ("Lotus seeds", "lotus", Fit.NAME),
        ("Lotus seeds", "seed", Fit.BEGINNING),
        ("Lotus seeds", "eds", Fit.ANYWHERE),
        ("Lotus seeds", "se", Fit.BEGINNING),
        ("Lotus seeds", "ed", None),
        ("Lotus seeds", "otu see", Fit.ANYWHERE),
        ("杭州国际传播中心", "国际", Fit.NAME),
        ("杭州国际传播中心", "際", Fit.NAME),
        ("杭州国际传播中心", "杭国", None),
        ("Xi’an", "xian", Fit.WHOLE),
        ("Xi’an", "xi'an", Fit.WHOLE),
        ("sister-city", "sister-cit", Fit.BEGINNING),
        ("lotus usxyz", "tusx", None),
        ("P4山西", "p4山", Fit.NAME),
    ],
)
def test_how_closely_a_word_fits(text: str, typed: str, closest: Fit | None) -> None:
    fits = [fit for fit in Fit if _finds(text, typed, fit)]
    assert (fits[0] if fits else None) is closest


@example("Snake_case, O'Neill, O`Neill\x00and -- 3.5")
@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=40))
def test_letters_of_ascii_are_cut_as_the_wide_ones_are(text: str) -> None:
    """Which are the same once folded, and go the long way there."""
    wide = "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)
    for cut in (index_text, part_tokens, name_tokens):
        assert cut(text) == cut(wide)


@given(_TEXT, _TEXT)
def test_a_closer_fit_is_a_looser_one_too(text: str, typed: str) -> None:
    fits = [fit for fit in (Fit.NAME, Fit.WORD, Fit.BEGINNING, Fit.ANYWHERE) if _finds(text, typed, fit)]
    assert fits == [Fit.NAME, Fit.WORD, Fit.BEGINNING, Fit.ANYWHERE][4 - len(fits) :]


@given(_TEXT, st.data())
def test_any_text_is_found_by_any_three_letters_of_its_words(text: str, data: st.DataObject) -> None:
    words = [word for word in text.replace("'", " ").replace("-", " ").replace("_", " ").split() if word.isascii()]
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    start = data.draw(st.integers(0, max(0, len(word) - 3)))
    assert _finds(text, word[start : start + 3] if len(word) > 2 else word, Fit.ANYWHERE)


@given(_TEXT)
def test_a_text_is_found_by_itself(text: str) -> None:
    if match_terms(text, phrase=True):
        assert _finds(text, text, Fit.ANYWHERE, phrase=True)
        assert _finds(text, text, Fit.ANYWHERE)


@given(st.text(max_size=60), st.sampled_from(list(Fit)))
def test_fts5_never_refuses_what_was_typed(typed: str, fit: Fit) -> None:
    _finds("a", typed, fit)
    _finds("a", typed, fit, phrase=True)
