"""``detail``: inscriptions added, changed, moved and taken off, each by its number."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def vase(cli: Cli) -> str:
    """An object with two inscriptions."""
    ref: str = cli("add", "object", "--name", "Vase")["ref"]
    cli("detail", ref, "inscription", "text=Hello", "language=en")
    cli("detail", ref, "inscription", "text=你好", "language=zh")
    return ref


def _texts(answer: Any) -> list[str]:
    return [each["values"]["text"] for each in answer["details"]]


def test_each_is_named_by_its_number(cli: Cli, vase: str) -> None:
    assert _texts(cli("detail", vase, "inscription", "2", "text=您好")) == ["Hello", "您好"]
    assert _texts(cli("detail", vase, "inscription", "2", "--to", "1")) == ["您好", "Hello"]
    assert _texts(cli("detail", vase, "inscription", "2", "--remove")) == ["您好"]
    cli("undo")
    assert _texts(cli("detail", vase, "inscription")) == ["您好", "Hello"]
    assert cli("search", "has:inscription[en]", "--count")["count"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("inscription", "3", "text=x"), "number 3"),
        (("inscription", "0", "--remove"), "number 0"),
        (("inscription", "9" * 5_000, "--remove"), "FIELD=VALUE"),
        (("inscription", "--remove"), "by its number"),
        (("inscription", "colour=red"), "colour"),
        (("stamp", "text=x"), "Choose one of: inscription"),
    ],
    ids=["past the end", "before the start", "without end", "none", "no column", "no detail"],
)
def test_what_is_not_there_is_a_sentence(cli: Cli, vase: str, words: tuple[str, ...], said: str) -> None:
    assert said in cli("detail", vase, *words, expect=1)["error"]["message"]
    assert _texts(cli("detail", vase, "inscription")) == ["Hello", "你好"]


def test_accession_numbers_are_given_and_their_gaps_told(cli: Cli) -> None:
    for name in ("Plate", "Scarf", "Stone"):
        cli("add", "object", "--name", name)
    assert cli("accession", "OBJ-0001", "OBJ-0002", "--year", "2026") == {
        "given": {"OBJ-0001": "2026.1", "OBJ-0002": "2026.2"}
    }
    year = dt.date.today().year
    assert cli("accession")["next"] == (f"{year}.3" if year == 2026 else f"{year}.1")
    cli("set", "OBJ-0002", "accession-number=2026.4")
    cli("set", "OBJ-0003", "accession-number=old 7")
    found = cli("accession", "--year", "2026")
    assert found["next"] == "2026.5"
    assert found["series"] == [{"year": 2026, "count": 2, "first": 1, "last": 4, "missing": [[2, 3]]}]
    assert found["others"] == ["old 7"]
    said = cli.said("accession", "--year", "2026")
    assert "2 numbers, from 2026.1 to 2026.4" in said
    assert "Missing: 2026.2 – 2026.3" in said
