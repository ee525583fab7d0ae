"""``region``: marked, listed, changed, accepted and taken off, each by its number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cli.conftest import Cli
from tests.services.ingest.test_regions import packet, picture


@pytest.fixture
def photo(cli: Cli, tmp_path: Path) -> str:
    """A photo of the market, and two people."""
    Image.new("RGB", (60, 40), "navy").save(tmp_path / "market.jpg")
    cli("ingest", str(tmp_path / "market.jpg"))
    cli("add", "person", "--name", "Ada")
    cli("add", "person", "--name", "Grace")
    return "PHO-0001"


def _listed(answer: Any) -> list[tuple[Any, ...]]:
    return [
        (each["number"], each["sort"], each["text"], each["subject"] and each["subject"]["title"])
        for each in answer["regions"]
    ]


def test_marked_changed_and_taken_off_by_number(cli: Cli, photo: str) -> None:
    cli("region", photo, "--box", "10%,20%,30%,40%", "--sort", "face", "--subject", "Ada")
    answer = cli("region", photo, "--box", "0.5,0.5,0.2,0.2", "--text", "Yıldız", "--lang", "tr")
    assert _listed(answer) == [(1, "face", None, "Ada"), (2, None, "Yıldız", None)]
    assert answer["regions"][0]["box"] == {"x": 0.1, "y": 0.2, "width": 0.3, "height": 0.4}
    assert answer["regions"][1]["language"] == "tr"
    answer = cli("region", photo, "2", "--subject", "Grace", "--sort", "person", "--text", "", "--box", "0,0,1,1")
    assert _listed(answer) == [(1, "face", None, "Ada"), (2, "person", None, "Grace")]
    cli("undo")
    assert _listed(cli("region", photo))[1] == (2, None, "Yıldız", None)
    assert _listed(cli("region", photo, "1", "--subject", ""))[0] == (1, "face", None, None)
    assert _listed(cli("region", photo, "1", "--remove")) == [(1, None, "Yıldız", None)]
    assert cli("region", photo, "all", "--remove")["regions"] == []
    assert cli("search", "has:region", "--count")["count"] == 0


@pytest.mark.usefixtures("photo")
def test_what_a_file_says_is_accepted_by_number_or_all(cli: Cli, tmp_path: Path) -> None:
    cli("ingest", str(picture(tmp_path / "faces.jpg", xmp=packet())))
    there = cli("region", "PHO-0002")["regions"]
    assert [(each["origin"], each["accepted"]) for each in there] == [("file", False)] * 2
    assert there[0]["perhaps"]["title"] == "Ada"
    accepted = [each["accepted"] for each in cli("region", "PHO-0002", "--accept", "2")["regions"]]
    assert accepted == [False, True]
    assert [each["accepted"] for each in cli("region", "PHO-0002", "--accept", "all")["regions"]] == [True, True]
    cli("undo")
    assert [each["accepted"] for each in cli("region", "PHO-0002")["regions"]] == [False, True]


def test_show_and_detail_say_the_same(cli: Cli, photo: str) -> None:
    cli("region", photo, "--box", "10%,20%,30%,40%", "--subject", "Ada")
    (shown,) = cli("show", photo)["details"]
    assert (shown["values"]["file"], shown["values"]["subject"]["ref"]) == (1, "PER-0001")
    assert shown["text"] == "Ada · 10%, 20%, 30%, 40%"
    answer = cli(
        "detail", photo, "region", "file=1", "x=0", "y=0", "width=0.5", "height=0.5", "subject=Grace", "accepted=no"
    )
    assert answer["details"][1]["text"] == "Grace · 0%, 0%, 50%, 50% (not accepted)"
    answer = cli("detail", photo, "区域", "2", "x=0.1", "subject=")
    assert answer["details"][1]["text"] == "10%, 0%, 50%, 50%"
    assert len(cli("show", photo)["links"]) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--box", "1,2,3"), "is no box"),
        (("--span", "soon"), "is no time"),
        (("--span", "0:01-0:02"), "does not last"),
        (("--text", "Ada"), "--box"),
        (("--box", "0,0,1,1", "--subject", "Nobody"), "Nobody"),
        (("--box", "0,0,1,1", "--subject", "PHO-0001"), "the item itself"),
        (("--box", "0,0,1,1", "--sort", "smell"), "smell"),
        (("--box", "0,0,1,1", "--file", "2"), "There is no file 2"),
        (("1", "--remove"), "no region yet"),
        (("x" * 2_000, "--remove"), "no region yet"),
        (("--accept", "3"), "no region yet"),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, tuple) else None,
)
def test_what_cannot_be_is_a_sentence(cli: Cli, photo: str, words: tuple[str, ...], said: str) -> None:
    assert said in cli("region", photo, *words, expect=1)["error"]["message"]
    assert cli("region", photo)["regions"] == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("x=0",), "File"),
        (("file=9", "x=0"), "There is no file 9"),
        (("file=one", "x=0"), "There is no file 0"),
        (("file=1", "x=0"), "four sides"),
        (("file=1",), "Say where it is"),
        (("file=1", "x=0.5", "y=0", "width=0.6", "height=1"), "does not lie in the picture"),
        (("file=1", "x=0", "y=0", "width=1", "height=1", "subject=Nobody"), "Nobody"),
    ],
)
def test_the_general_command_refuses_them_too(cli: Cli, photo: str, values: tuple[str, ...], said: str) -> None:
    assert said in cli("detail", photo, "region", *values, expect=1)["error"]["message"]


@pytest.mark.usefixtures("photo")
def test_a_person_has_none(cli: Cli) -> None:
    message = cli("region", "PER-0001", "--box", "0,0,1,1", expect=1)["error"]["message"]
    assert "has no file yet" in message
