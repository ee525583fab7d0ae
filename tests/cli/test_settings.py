"""``settings``: what is shown, set and set back, for the person and for the archive."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive_app.cli.app import run
from archive_app.domain.model.settings import Scope, declared, shown
from archive_app.services.person import Person
from archive_app.services.records import reading
from tests.cli.conftest import Cli


def _values(answer: Any) -> dict[str, Any]:
    return {each["name"]: each["value"] for each in answer["settings"]}


def _without_archive(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = run(["settings", *words])
    return status, *capsys.readouterr()


def test_every_setting_is_listed_with_all_that_is_declared(cli: Cli) -> None:
    listed = {each["name"]: each for each in cli("settings")["settings"]}
    assert list(listed) == [each.name for each in shown()]
    for each in shown():
        assert listed[each.name]["label"] == each.label
        assert listed[each.name]["scope"] == each.scope
        assert listed[each.name]["choices"] == [value for value, _label in each.choices]
        assert listed[each.name]["usual"] is True


def test_without_an_archive_those_of_the_person_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("archive_app.paths.default_archive", lambda: tmp_path / "none")
    status, out, _err = _without_archive("--json", capsys=capsys)
    assert status == 0
    names = [each["name"] for each in json.loads(out)["settings"]]
    assert names == [each.name for each in shown() if each.scope is Scope.PERSON]
    status, _out, err = _without_archive("home-city=Leeds", capsys=capsys)
    assert status == 1
    assert "--archive FOLDER" in err


def test_setting_and_setting_back(cli: Cli, capsys: pytest.CaptureFixture[str]) -> None:
    assert _values(cli("settings", "grid-size=200", "colours=dark")) == {"grid-size": 200, "colours": "dark"}
    assert Person().value("grid-size") == 200
    assert _without_archive("grid-size", capsys=capsys)[1] == "200\n"
    assert _values(cli("settings", "--reset", "grid-size")) == {"grid-size": declared("grid-size").default}
    assert _values(cli("settings"))["colours"] == "dark"
    assert Person().is_set("colours")
    assert not Person().is_set("grid-size")
    assert _values(cli("settings", "user= J\udcffrg\tNiš "))["user"] == "J\\uDCFFrg Niš"


def test_where_one_value_cannot_be_none_is_set(cli: Cli) -> None:
    assert "no number" in cli("settings", "colours=dark", "grid-size=5", expect=1)["error"]["message"]
    assert "no number" in cli("settings", f"grid-size={'9' * 5_000}", expect=1)["error"]["message"]
    assert "twice" in cli("settings", "colours=dark", "colours=light", expect=1)["error"]["message"]
    assert "There are: user" in cli("settings", "color=dark", expect=1)["error"]["message"]
    assert "Nowhere" in cli("settings", "colours=dark", "home-city=Nowhere", expect=1)["error"]["message"]
    assert not Person().is_set("colours")


def test_the_archive_s_own_are_a_step_that_can_be_undone(cli: Cli) -> None:
    ref = cli("add", "city", "--name", "Hangzhou", "--name", "zh=杭州")["ref"]
    photo = cli("add", "photo", "--name", "Bridge")["ref"]
    assert _values(cli("settings", "home-city=杭州", "home-language=sr")) == {"home-city": ref, "home-language": "sr"}
    (step,) = cli("history", "--limit", "1")["steps"]
    assert step["label"] == "Change the settings of the archive"
    said = {each["label"]: (each["before"], each["after"]) for each in step["operations"]}
    assert said == {"Home city": ("", "Hangzhou"), "Home language": ("", "Serbian")}
    assert "kind" in cli("settings", f"home-city={photo}", expect=1)["error"]["message"]
    cli("undo")
    assert _values(cli("settings"))["home-city"] == ""
    cli("redo")
    assert _values(cli("settings", "--reset", "home-city")) == {"home-city": ""}


def test_the_home_city_says_after_whom_a_partnership_is_called(cli: Cli) -> None:
    from archive_app.services.archive import open_archive

    for name in ("Hangzhou", "Oulu", "Leeds"):
        cli("add", "city", "--name", name)
    for one, other in (("Hangzhou", "Oulu"), ("Oulu", "Leeds")):
        made = cli("add", "partnership")["ref"]
        cli("link", one, "party of", made)
        cli("link", other, "party of", made)

    def called() -> list[str]:
        with open_archive(cli.folder) as archive:
            return sorted(each.partner for each in reading.partnerships(archive))

    assert called() == ["Hangzhou", "Leeds"]
    cli("settings", "home-city=Hangzhou")
    assert called() == ["Oulu", "Oulu"]
    cli("delete", "Hangzhou")
    assert called() == ["Leeds", "Oulu"]


def test_a_broken_file_is_one_sentence_and_the_command_goes_on(cli: Cli) -> None:
    Person().put({"user": "Anna"})
    Person().file.write_text("{", encoding="utf-8")
    assert cli("search", "x", "--count")["count"] == 0
    assert cli.output.err.count("cannot be read") == 1
    cli("settings", "user=Anna")
    cli("search", "x", "--count")
    assert cli.output.err == ""


def test_the_language_that_is_set_is_spoken(cli: Cli, capsys: pytest.CaptureFixture[str]) -> None:
    cli("settings", "language=zh")
    assert run(["--archive", str(cli.folder), "show", "nobody"]) == 1
    assert "没有" in capsys.readouterr().err
    assert run(["--archive", str(cli.folder), "--language", "en", "show", "nobody"]) == 1
    assert "没有" not in capsys.readouterr().err
