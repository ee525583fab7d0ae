"""Rules of the window that no linter knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import archive_app
from archive_app import paths
from archive_app.ui.kit import theme

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


def test_every_picture_that_a_style_sheet_names_is_there() -> None:
    named = {
        name
        for choice in (theme.LIGHT, theme.DARK)
        for name in re.findall(r'styles:([^"]+)"', theme.style_sheet(theme.shades(choice)))
    }
    assert {"check-light.svg", "check-dark.svg"} <= named
    assert [name for name in sorted(named) if not paths.resources("styles", name).is_file()] == []


#: What outlives a window that is made anew.
_LASTING = {"session", "bridge", "thumbnails", "jobs", "tasks", "hub", "settings", "tagger", "recents", "shell",
            "unsaved", "drafts", "copied"}  # fmt: skip
_APPLICATION = {"QApplication", "QGuiApplication", "QCoreApplication", "styleHints", "clipboard", "application"}


def lasting(node: ast.expr) -> bool:
    """Whether ``node`` is a signal of something that lives on when a widget is gone: ``self._session.told``."""
    names = {each.attr if isinstance(each, ast.Attribute) else each.id
             for each in ast.walk(node) if isinstance(each, ast.Attribute | ast.Name)}  # fmt: skip
    return not (_LASTING | _APPLICATION).isdisjoint(name.strip("_") for name in names)


def bound(node: ast.expr) -> bool:
    """Whether Qt sees whose method ``node`` is, and ends the connection with it: a method or a signal of an object."""
    return isinstance(node, ast.Attribute)


def unbound_connections(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "connect":
            continue
        if lasting(node.func.value) and not all(bound(each) for each in node.args[:1]):
            yield node


def test_what_lives_long_calls_methods_alone() -> None:
    """Qt ends a connection with the object whose method is called. A lambda is nobody's, and is called for ever."""
    found = [
        f"{path.relative_to(_UI)}:{node.lineno}"
        for path in sorted(_UI.rglob("*.py"))
        for node in unbound_connections(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("self._session.thumbnails.arrived.connect(lambda _new: self.update())", True),
        ("session.bridge.changed.connect(partial(take, self))", True),
        ("jobs.changed.connect(redraw)", True),
        ("unsaved.changed.connect(lambda _place: self._look())", True),
        ("QApplication.clipboard().dataChanged.connect(lambda: None)", True),
        ("tagger.recents.changed.connect(self._refresh)", False),
        ("self.session.told.connect(self.notice.tell)", False),
        ("self.list.clicked.connect(lambda _index: self._do())", False),
    ],
)
def test_a_lambda_of_what_lives_long_is_known_when_it_is_seen(line: str, wrong: bool) -> None:
    assert bool(list(unbound_connections(ast.parse(line)))) is wrong


#: What stands in sentences for a name from outside: of a record, a file, a search…
_NAMES = {"title", "name", "file", "folder", "keep", "drop", "one", "other", "tags", "program", "partnership", "query"}
#: Names of ours: of a relation, a job, a kind.
_OURS = {"actions/help_pages.py": {"file"}, "kit/large.py": {"name"}}
#: What sets names apart: :func:`isolated`, and what makes a list of names that are.
_APART = {"isolated", "_titles", "_named"}


def _set_apart(value: ast.expr, function: ast.AST) -> bool:
    """Whether a value is ``isolated``, there or where what it names got its value."""
    named = {each.id for each in ast.walk(value) if isinstance(each, ast.Name)}
    given = [
        each.value
        for each in ast.walk(function)
        if isinstance(each, ast.Assign)
        for target in each.targets
        if named & {name.id for name in ast.walk(target) if isinstance(name, ast.Name)}
    ]
    calls = (each for part in (value, *given) for each in ast.walk(part) if isinstance(each, ast.Call))
    return any(getattr(call.func, "id", getattr(call.func, "attr", "")) in _APART for call in calls)


def names_in_sentences() -> Iterator[tuple[str, bool]]:
    """Each place where a sentence is filled with a name, and whether the name is set apart in it."""
    for path in sorted(_UI.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        where = str(path.relative_to(_UI).as_posix())
        functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
        seen: set[ast.Call] = set()
        # The innermost function last: ast.walk goes from the outside.
        for function in reversed(functions):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and call not in seen and getattr(call.func, "attr", "") == "format":
                    seen.add(call)
                    for word in call.keywords:
                        if word.arg in _NAMES - _OURS.get(where, set()):
                            yield f"{where}:{call.lineno} {word.arg}", _set_apart(word.value, function)


def test_a_name_in_a_sentence_turns_nothing_but_itself() -> None:
    found = dict(names_in_sentences())
    assert len(found) > 30
    assert [place for place, apart in found.items() if not apart] == []


def test_questions_are_drawn_by_the_house() -> None:
    found = [
        place
        for place, node in nodes()
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in ("QMessageBox", "QErrorMessage", "QInputDialog")
    ]
    assert found == []
