"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import archive_app

_ROOT = Path(archive_app.__file__).parent.parent


def _aliased(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Modules of the program that are imported under another name, each with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            named = [(alias.name, alias) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            named = [(f"{node.module}.{alias.name}", alias) for alias in node.names]
        else:
            continue
        for name, alias in named:
            place = _ROOT.joinpath(*name.split("."))
            there = place.with_suffix(".py").exists() or (place / "__init__.py").exists()
            if there and name.startswith("archive_app") and alias.asname not in (None, alias.name):
                yield node.lineno, f"{name} as {alias.asname}"


def test_no_module_is_told_from_another_by_an_alias() -> None:
    found = [
        f"{path.relative_to(_ROOT)}:{line} {what}"
        for folder in ("archive_app", "tests")
        for path in sorted((_ROOT / folder).rglob("*.py"))
        for line, what in _aliased(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "aliased"),
    [
        ("from archive_app.store.reading import relations as stored", True),
        ("import archive_app.i18n as words", True),
        ("from archive_app.store import reading as room", True),
        ("from archive_app.store.reading import relations", False),
        ("from archive_app.domain.dates.dates import words as date_words", False),
        ("import numpy as np", False),
    ],
)
def test_an_alias_is_known_when_it_is_seen(line: str, aliased: bool) -> None:
    assert bool(list(_aliased(ast.parse(line)))) is aliased


def test_programs_of_benchmarks_are_files() -> None:
    """A program in a text is seen by no type checker and by no move; benchmarks run too seldom to tell in time."""
    found = [
        f"{path.relative_to(_ROOT)}:{node.lineno}"
        for path in sorted((_ROOT / "tests" / "benchmarks").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.search(r"^\s*(from|import) archive_app", node.value, re.MULTILINE)
    ]
    assert found == []


def test_what_a_process_has_loaded_is_asked_of_one_that_is_not_measured() -> None:
    """What counts the lines that tests reach loads modules of its own into every process that it follows."""
    asking = [
        path.relative_to(_ROOT).as_posix()
        for path in sorted((_ROOT / "tests").rglob("test_*.py"))
        if re.search(r"\bin sys\.modules if|\*sys\.modules", text := path.read_text(encoding="utf-8"))
        and "subprocess.run(" in text
        and "env=unmeasured(" not in text
        and path.name != "test_house.py"
    ]
    assert asking == []
