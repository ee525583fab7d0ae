"""Names in sentences: one of letters from right to left turns nothing but itself."""

from __future__ import annotations

import pytest

from archive_app.domain.text.showing import isolated, shown

HEBREW = "שלום"
LTR, FIRST_STRONG, POP = "\u200e", "\u2068", "\u2069"


@pytest.mark.parametrize("name", ["Ann", "李安", "IMG_1.jpg", "", "Niš · 2"])
def test_what_is_written_as_the_sentence_is_stays(name: str) -> None:
    assert isolated(name) == name


@pytest.mark.parametrize("name", [HEBREW, "محمد", f"Ann {HEBREW}", "\u200f12"])
def test_what_is_written_from_right_to_left_is_set_apart(name: str) -> None:
    assert isolated(name) == f"{FIRST_STRONG}{name}{POP}"


def test_the_name_of_a_file_keeps_its_ending_at_its_end() -> None:
    assert isolated(f"{HEBREW}.jpg") == f"{FIRST_STRONG}{LTR}{HEBREW}.jpg{POP}"


def test_what_was_set_apart_is_so_once_and_is_shown_as_it_is() -> None:
    apart = isolated(HEBREW)
    assert isolated(apart) == apart
    assert shown(f"PHO-1 · {apart} · 3") == f"PHO-1 · {apart} · 3"
    assert shown(f"{apart}\u202e") == f"{apart}\\u202E"
    assert isolated(f"{HEBREW}\u2069\u202e") == f"{FIRST_STRONG}{HEBREW}\\u2069\\u202E{POP}"


def test_what_is_cut_within_a_name_sets_it_apart_all_the_same() -> None:
    assert shown("1 " + isolated(HEBREW * 100), 20).endswith(f"…{POP}")
