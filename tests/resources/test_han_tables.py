"""The tables of Han characters are what the packages say that they were made from."""

from __future__ import annotations

import pytest

from archive_app.domain.text import folding, sounds
from archive_app.paths import resources
from tools import han_tables


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return han_tables.tables()


@pytest.mark.parametrize("name", ["pinyin.tsv", "phrases.tsv", "words.txt", "simplified.txt"])
def test_a_table_is_what_its_maker_makes(name: str, made: dict[str, str]) -> None:
    assert resources("han", name).read_text("utf-8") == made[name]


def test_no_table_is_left_without_a_maker(made: dict[str, str]) -> None:
    kept = {path.name for path in resources("han").iterdir()}
    assert kept == made.keys() | {"LICENSE-OpenCC.txt", "LICENSE-pypinyin.txt"}


def test_the_program_reads_what_the_packages_say() -> None:
    phrases, longest, characters = sounds._tables()
    assert characters == han_tables.characters()
    assert phrases == han_tables.phrases()
    assert {phrase[:2]: longest[phrase[:2]] >= len(phrase) for phrase in phrases} == dict.fromkeys(longest, True)
    assert {old: folding.fold(old) for old in han_tables.simplified()} == han_tables.simplified()
