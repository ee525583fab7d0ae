"""Helps and what is wrong with a command line, in the language of the program. The parser itself speaks English."""

from __future__ import annotations

import re

import pytest
import typer

from archive_app.cli import rooms
from archive_app.cli.app import run
from archive_app.cli.wording import _width


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("nosuch", "没有命令“nosuch”。"),
        ("searc", "没有命令“searc”。您是否指 search、searches、save-search？"),
        ("--nosuch", "没有选项 --nosuch"),
        ("undo --step x", "没有选项 --step（可用的选项：--help）"),
        ("add", "缺少参数“kind”。"),
        ("catalogue", "缺少选项“--search”。"),
        ("show a b c", "多出了参数（b c）"),
        ("search --limit", "选项“--limit”需要一个值。"),
        ("search --count=3", "选项“--count”不带值。"),
        ("--language", "选项“--language”需要一个值。"),
    ],
)
def test_wrong_usage_is_said_in_chinese(line: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--language", "zh", *line.split()] if line != "--language" else [line]) == 2
    said = capsys.readouterr().err
    if line == "--language":
        assert said == "Error: Option '--language' requires an argument.\n"
        return
    assert said.splitlines()[-1] == f"错误：{sentence}"
    assert "Usage" not in said
    assert "Try" not in said


def test_a_value_that_cannot_be_is_named_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--language", "zh", "undo", "abc"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("用法：exchange-archive undo [选项]")
    assert "step 的值无效：" in said
    assert "整数" in said


def test_every_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    """Without an English sentence: whatever words are left in Latin letters are typed as they stand."""
    for command in ("", *rooms._ROOM_OF):
        assert run(["--language", "zh", *command.split(), "--help"]) == 0
        said = capsys.readouterr().out
        assert said.startswith("用法：exchange-archive"), command
        assert re.findall(r"[a-z]+ [a-z]+ [a-z]+ [a-z]+", said.replace("code,relation", "")) == [], command
        assert "选项：\n" in said
        for line in said.splitlines():
            assert _width(line) <= 80, line


def test_a_help_stays_english_for_who_reads_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--language", "zh", "undo", "--help"]) == 0
    capsys.readouterr()
    assert run(["--language", "en", "undo", "--help"]) == 0
    said = capsys.readouterr().out
    assert "Options:\n" in said
    assert "Take back the newest step, or the one with this number." in said


def test_the_language_that_is_set_holds_for_helps_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert run(["--help"]) == 0
    assert capsys.readouterr().out.startswith("用法：")


def test_what_is_asked_and_not_answered_ends_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_arguments: object) -> None:
        raise typer.Abort

    monkeypatch.setattr("archive_app.cli.app.open_window", gone)
    assert run([]) == 1
    monkeypatch.setattr("archive_app.cli.app.open_window", lambda _options: 3)
    assert run([]) == 3
