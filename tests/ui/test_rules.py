"""Rules of the window that no linter knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import archive_app

_UI = Path(archive_app.__file__).parent / "ui"
#: What changes by the wheel, and is saved: the window has its own of these, in one module.
_TURNED = {"QComboBox", "QSlider", "QDial", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit"}


def nodes(*but: str) -> Iterator[tuple[str, ast.AST]]:
    """Every node of the window's code, with its place; files named ``but`` are left out."""
    for path in sorted(_UI.rglob("*.py")):
        if path.name not in but:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield f"{path.relative_to(_UI)}:{getattr(node, 'lineno', 0)}", node


def test_what_the_wheel_would_change_is_made_in_one_module() -> None:
    found = [
        f"{place} {alias.name}"
        for place, node in nodes("choices.py")
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in _TURNED
    ]
    assert found == []


def test_windows_ask_the_screen_how_large_they_may_be() -> None:
    found = [
        place
        for place, node in nodes("room.py")
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("resize", "restoreGeometry")
    ]
    assert found == []
