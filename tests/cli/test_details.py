"""``detail``: inscriptions added, changed, moved and taken off, each by its number."""

from __future__ import annotations

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
