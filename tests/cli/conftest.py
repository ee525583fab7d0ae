"""The command line in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive_app.cli.app import run
from tests.made import Made


class Cli:
    """Runs commands in this process against one archive."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str, expect: int = 0) -> Any:
        status = run(["--archive", str(self.folder), *words, "--json"])
        self.output = self._capsys.readouterr()
        assert status == expect, self.output
        if status == 2:
            return None
        assert self.output.out.count("\n") == 1
        return json.loads(self.output.out)

    def said(self, *words: str) -> str:
        """What people read."""
        assert run(["--archive", str(self.folder), *words]) == 0
        return self._capsys.readouterr().out


@pytest.fixture
def cli(made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Commands for a new archive."""
    made.new(tmp_path / "archive").close()
    return Cli(tmp_path / "archive", capsys)
