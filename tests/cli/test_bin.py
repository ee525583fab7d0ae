"""The bin on the command line: what was deleted, how it comes back, and how it is destroyed."""

from __future__ import annotations

import pytest
import typer

from tests.cli.conftest import Cli


def _deleted(cli: Cli, *names: str) -> list[str]:
    refs = [cli("add", "person", "--name", name)["ref"] for name in names]
    for ref in refs:
        cli("delete", ref)
    return refs


def test_what_a_purge_would_destroy_is_said_without_doing_it(cli: Cli) -> None:
    ana, bo = _deleted(cli, "Ana Ito", "Bo")
    said = cli.said("purge", ana, "--dry-run")
    assert "Purging 1 record would destroy:" in said
    assert f"{ana}  person  Ana Ito" in said
    assert "2 steps of the history can no longer be undone: Delete a record (" in said
    assert "Backups that were made before still hold everything." in said
    assert [each["ref"] for each in cli("bin")["deleted"]] == [bo, ana]
    assert cli("purge", "--all", "--dry-run")["purged"] is False


def test_what_is_purged_is_gone_from_the_bin_and_the_rest_stays(cli: Cli) -> None:
    ana, bo = _deleted(cli, "Ana Ito", "Bo")
    found = cli("purge", ana, "--yes")
    assert (found["purged"], [each["title"] for each in found["records"]]) == (True, ["Ana Ito"])
    assert [each["ref"] for each in cli("bin")["deleted"]] == [bo]
    assert cli("undelete", ana, expect=1)["error"]["kind"] == "not-found"
    assert "Ana" not in cli.said("history")
    assert "There is nothing to purge." in cli.said("purge", "--older-than", "1", "--yes")
    assert cli("purge", "--older-than", "0", "--yes")["purged"] is True
    assert cli("verify")["problems"] == []


def test_nothing_is_purged_before_somebody_says_so(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    [ana] = _deleted(cli, "Ana Ito")
    assert "--yes" in cli("purge", ana, expect=1)["error"]["message"]
    assert "Ana Ito" in cli.output.err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(typer, "confirm", lambda *_asked, **_how: False)
    assert cli("purge", ana, expect=1)["error"]["message"] == "Nothing was purged."
    assert cli("bin")["count"] == 1
    monkeypatch.setattr(typer, "confirm", lambda *_asked, **_how: True)
    assert cli("purge", ana)["purged"] is True


@pytest.mark.parametrize("words", [(), ("--all", "--older-than", "3"), ("PER-0001", "--all")])
def test_what_is_to_be_purged_is_said_in_one_way(cli: Cli, words: tuple[str, ...]) -> None:
    _deleted(cli, "Ana")
    assert cli("purge", *words, "--yes", expect=1)["error"]["kind"] == "invalid"
    assert cli("bin")["count"] == 1
