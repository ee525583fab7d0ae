"""``merge``, ``duplicates``, ``keep-apart`` and ``identify`` end to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    made = Cli(tmp_path / "archive", capsys)
    made("new")
    return made


def test_from_near_duplicate_to_one_record(cli: Cli) -> None:
    one = cli("add", "person", "--name", "tr=Nezih Başgelen")["ref"]
    two = cli("add", "person", "--name", "Nezih Basgelen", "--set", "occupation=publisher")["ref"]
    photo = cli("add", "photo", "--name", "Portrait")["ref"]
    cli("link", photo, "depicts", two, "--role", "speaker", "--date", "2025-07", "--certainty", "sure", "--note", "n")
    (pair,) = cli("duplicates")["pairs"]
    assert (pair["one"]["ref"], pair["other"]["ref"]) == (one, two)
    assert pair["reason"].startswith("“Nezih Başgelen” and “Nezih Basgelen” differ")
    assert cli("duplicates", "--kind", "city") == {"count": 0, "pairs": []}
    dry = cli("merge", one, two, "--dry-run")
    assert (dry["merged"], dry["step"], dry["moving"]) == (False, None, 1)
    assert dry["counts"] == [{"what": "depicted in", "there": 0, "moving": 1, "doubled": 0}]
    assert cli("show", two)["title"] == "Nezih Basgelen"
    done = cli("merge", one, two)
    assert done["merged"]
    assert done["step"]
    assert [line["outcome"] for line in done["names"]] == ["stays", "adds"]
    shown = cli("show", two)
    assert shown["ref"] == one
    assert shown["links"][0] | {"title": ""} == {
        "relation": "depicted in", "key": "depicts", "direction": "inverse", "ref": photo, "kind": "photo",
        "title": "", "role": "speaker", "date": "2025-07", "certainty": "sure", "note": "n",
    }  # fmt: skip
    assert cli("duplicates") == {"count": 0, "pairs": []}
    cli("link", photo, "created by", one)
    assert "“Portrait” created by “Nezih Basgelen”" in cli("undo", str(done["step"]), expect=1)["error"]["message"]
    assert cli("verify")["ok"]


def test_two_people_of_the_same_name_stay_two(cli: Cli) -> None:
    one, two = (cli("add", "person", "--name", "李明")["ref"] for _person in range(2))
    assert cli("duplicates")["count"] == 1
    assert cli("keep-apart", one, two)["apart"] is True
    assert cli("duplicates")["count"] == 0
    cli("undo")
    assert cli("duplicates")["count"] == 1
    cli("keep-apart", two, one)
    assert cli("keep-apart", one, two, "--remove")["apart"] is False
    assert cli("duplicates")["count"] == 1


def test_identifiers(cli: Cli) -> None:
    city = cli("add", "city", "--name", "Istanbul")["ref"]
    cli("identify", city, "wikidata=Q406", "https://www.geonames.org/745044/istanbul.html", "iso=TR-34")
    shown = cli("show", city)
    assert shown["identifiers"] == [
        {"scheme": "geonames", "value": "745044", "url": "https://www.geonames.org/745044"},
        {"scheme": "wikidata", "value": "Q406", "url": "https://www.wikidata.org/wiki/Q406"},
    ]
    assert shown["fields"]["iso_code"] == "TR-34"
    assert cli("search", "Q406")["count"] == 1
    assert cli("identify", city, "wikidata=Istanbul", expect=1)["error"]["kind"] == "invalid"


def test_what_cannot_be_merged_is_a_sentence(cli: Cli) -> None:
    city = cli("add", "city", "--name", "Oulu")["ref"]
    person = cli("add", "person", "--name", "Ann")["ref"]
    assert "same kind" in cli("merge", city, person, expect=1)["error"]["message"]
    assert "itself" in cli("merge", city, city, expect=1)["error"]["message"]
    assert "kinds" in cli("keep-apart", city, person, expect=1)["error"]["message"]
