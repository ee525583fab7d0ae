"""Where two texts differ: taking the marked places out leaves the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.model.differences import Spans, changed

_TEXT = st.text(alphabet="ab 杭州é,\n", max_size=40)


def _without(text: str, spans: Spans) -> str:
    kept, at = [], 0
    for start, end in spans:
        kept.append(text[at:start])
        at = end
    return "".join([*kept, text[at:]])


@given(old=_TEXT, new=_TEXT)
def test_what_is_not_marked_is_in_both(old: str, new: str) -> None:
    one, two = changed(old, new)
    assert _without(old, one) == _without(new, two)
    assert (not one and not two) == (old == new)
    assert all(start < end for start, end in (*one, *two))


@pytest.mark.parametrize(
    ("old", "new", "gone", "came"),
    [
        ("the old bridge", "the new bridge", ["old"], ["new"]),
        ("杭州的桥", "杭州新桥", ["的"], ["新"]),
        ("", "Niš", [], ["Niš"]),
        ("Niš", "Niš", [], []),
    ],
)
def test_the_words_that_changed(old: str, new: str, gone: list[str], came: list[str]) -> None:
    one, two = changed(old, new)
    assert [old[start:end] for start, end in one] == gone
    assert [new[start:end] for start, end in two] == came


def test_a_very_long_text_is_no_wait() -> None:
    one, two = changed("a " * 200_000 + "old", "b " * 200_000 + "new")
    assert len(one) == len(two) == 1
