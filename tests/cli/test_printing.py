"""What is printed: nothing that records say acts on a terminal, and with ``--json`` one document always comes."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

import archive_app.cli
from archive_app.cli import output
from archive_app.cli.app import run
from archive_app.cli.options import State, remember
from archive_app.services.upkeep import maintenance
from tests.cli.conftest import Cli

#: Clears the screen, turns what follows, and ends the answer's line.
ACTS = "Evil\x1b[2J\x9b31m\u202eabc\u200f\u2067\x07\rname"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture
def evil(cli: Cli) -> Cli:
    """An archive whose every word wants something of the terminal."""
    cli("add", "person", "--name", ACTS)
    cli("set", "PER-0001", f"note[en]={ACTS}", f"occupation={ACTS}")
    cli("add-term", "subjects", "--name", ACTS)
    cli("set-code", "ev", f"PER-0001::{ACTS}")
    cli("save-pad", ACTS, "--set", f"credit={ACTS}")
    cli("save-search", ACTS, "kind:person")
    cli("add", "event", "--name", ACTS)
    cli("link", "PER-0001", "related to", "EVT-0001")
    cli("delete", "EVT-0001")
    return cli


COMMANDS = (
    ("show", "PER-0001"), ("search", "kind:person"), ("search", "kind:person", "--facets"), ("history",),
    ("history", "PER-0001"), ("history", "--all"), ("terms", "subjects"), ("vocabularies",), ("codes",), ("pads",),
    ("searches",), ("bin",), ("purge", "--all", "--dry-run"), ("gaps",), ("settings",), ("undo",), ("redo",),
    ("duplicates",), ("show", ACTS), ("search", f"partnership:{ACTS}"),
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: re.sub(r"[^a-z :-]", "", " ".join(command)))
def test_nothing_that_a_record_says_acts_on_the_terminal(
    evil: Cli, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["--archive", str(evil.folder), *command])
    told = capsys.readouterr()
    assert told.out + told.err
    assert not RAW.search(told.out + told.err)
    run(["--archive", str(evil.folder), *command, "--json"])
    told = capsys.readouterr()
    assert not RAW.search(told.out + told.err)


def test_json_says_the_same_letters_in_signs_that_do_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    output.answer({"name": ACTS}, (), as_json=True)
    assert json.loads(capsys.readouterr().out) == {"name": ACTS}


def test_only_one_room_of_the_command_line_prints() -> None:
    """What prints elsewhere would print what a record says as it is."""
    prints = re.compile(r"\bprint\(|\.write\(|add_row|messages\(\)|echo\((?!f\"Exchange Archive)")
    for path in Path(archive_app.cli.__file__).parent.glob("*.py"):
        if path.name != "output.py":
            found = [line for line in path.read_text("utf-8").splitlines() if prints.search(line)]
            assert [line for line in found if "Logbook()" not in line] == [], path.name


def _raises(error: BaseException) -> Callable[..., None]:
    def broken(*_given: object, **_named: object) -> None:
        raise error

    return broken


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (PermissionError(13, "Permission denied"), "storage", "you have no permission"),
        (OSError(5, "Input/output error"), "storage", "the drive failed"),
        (KeyboardInterrupt(), "cancelled", "Stopped."),
        (ValueError("a fault of ours"), "crash", "fault of the program"),
    ],
    ids=["forbidden", "failing drive", "Ctrl+C", "crash"],
)
@pytest.mark.parametrize("place", ["before the command", "after it"])
def test_whatever_goes_wrong_json_is_one_document(
    cli: Cli,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    kind: str,
    words: str,
    place: str,
) -> None:
    monkeypatch.setattr(maintenance, "verify", _raises(error))
    before = place == "before the command"
    named = ["--archive", str(cli.folder)]
    assert run([*named, "--json", "verify"] if before else [*named, "verify", "--json"]) == 1
    told = capsys.readouterr()
    said = json.loads(told.out)["error"]
    assert said["kind"] == kind
    assert words in said["message"]
    assert told.out.count("\n") == 1
    assert told.err.strip()


def test_what_fails_behind_the_answer_prints_no_second_document(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    remember(State(None, False))
    monkeypatch.setattr("archive_app.services.archive.Archive.close", _raises(OSError(5, "Input/output error")))
    run(["--archive", str(cli.folder), "searches", "--json"])
    assert capsys.readouterr().out.count("\n") == 1


def test_an_ingest_that_took_nothing_in_says_so_by_its_status(cli: Cli, tmp_path: Path) -> None:
    empty, whole = tmp_path / "empty.jpg", tmp_path / "words.txt"
    empty.touch()
    whole.write_text("A speech.", "utf-8")
    assert len(cli("ingest", str(empty), str(tmp_path / "gone.jpg"), expect=1)["refused"]) == 2
    assert len(cli("ingest", str(empty), str(whole))["refused"]) == 1
    assert len(cli("ingest", str(whole))["known"]) == 1


def test_undo_says_whose_step_it_takes_back(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXCHANGE_ARCHIVE_USER", "Anna Berg")
    cli("add", "person", "--name", "Max Wheatley")
    assert cli.said("undo") == "Undone: Add person “Max Wheatley”\n"
    assert cli.said("redo") == "Done again: Add person “Max Wheatley”\n"
    monkeypatch.setenv("EXCHANGE_ARCHIVE_USER", "Bo Lind")
    assert cli.said("undo") == "Undone: Add person “Max Wheatley” (made by Anna Berg)\n"
    assert cli.said("redo") == "Done again: Add person “Max Wheatley” (made by Anna Berg)\n"
    assert cli("undo")["by"] == "Anna Berg"


def test_an_index_is_made_anew_whatever_was_undone(cli: Cli) -> None:
    cli("add", "person", "--name", "Max Wheatley")
    cli("add", "person", "--name", "Ida Falk")
    cli("undo")
    assert cli("reindex") == {"records": 1}
    cli("delete", "max wheatley")
    assert cli("reindex") == {"records": 0}


def test_a_command_to_be_copied_can_be_pasted_into_a_shell(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "Anna's $HOME archive"
    said = cli.said("--archive", str(folder), "demo")
    line = next(line for line in said.splitlines() if "exchange-archive" in line)
    words = shlex.split(line[line.index("exchange-archive") :])
    assert words == ["exchange-archive", "--archive", str(folder)]
