"""Names that must not be read: found however they are written, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive_app.domain.text.withholding import Withheld

_NAMES = Withheld(["Canary Kid", "王小明", "Марко Петровић", "Ana María López", "Zhao Lin"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Canary Kid, aged three, greets the mayor.", "…, aged three, greets the mayor."),
        ("Kid, Canary", "…"),
        ("canary_kid-01.jpg", "…-01.jpg"),
        ("CanaryKid02", "…02"),
        ("the CANARY\nKID'S cake", "the …'S cake"),
        ("Canary\u200b Kid", "…"),
        ("Ｃａｎａｒｙ　Ｋｉｄ", "…"),
        ("Both Canary Kids and Canary Kid again", "Both … and … again"),
        ("Wang Xiaoming and us", "… and us"),
        ("Xiaoming Wang", "…"),
        ("合影王小明同学", "合影…同学"),
        ("Marko Petrović, 7", "…, 7"),
        ("Ana Lopez", "…"),
        ("赵林来了", "…来了"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, left: str) -> None:
    assert _NAMES.within(text)
    assert _NAMES.without(text) == left


@pytest.mark.parametrize(
    "text",
    ["", "A canary and a kid's drawing", "photo of canaries kidding", "Anabel", "王晓明", "Marko's brother", "Ana"],
)
def test_what_is_no_name_stays(text: str) -> None:
    assert not _NAMES.within(text)
    assert _NAMES.without(text) == text


def test_without_names_nothing_is_looked_for() -> None:
    assert not Withheld([])
    assert Withheld(["", " ", "…", "X"]).without("X … Y") == "X … Y"


@example("0", "0", "00")
@given(st.text(), st.text(), st.text(min_size=2))
def test_what_was_left_out_is_not_found_again(before: str, after: str, name: str) -> None:
    names = Withheld([name])
    left = names.without(f"{before} {name} {after}")
    assert not names.within(left)
