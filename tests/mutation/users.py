"""Who uses what stands outside of all functions: a table of rules is reached by no test, but by those who read it."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

from tests.mutation.mutants import functions

_ROOT = Path(__file__).resolve().parents[2]
#: A rule is read by a table, the table by a property, the property by a function.
_FAR = 4
Place = tuple[str, str]


class Users:
    """Functions of the program by the names that they mention, and what outside of functions mentions which names."""

    def __init__(self) -> None:
        self._functions: dict[str, set[Place]] = defaultdict(set)
        self._named: dict[str, set[str]] = defaultdict(set)
        self._statements: dict[str, list[tuple[int, int, set[str]]]] = defaultdict(list)
        for path in sorted((_ROOT / "archive_app").rglob("*.py")):
            self._read(path.relative_to(_ROOT).as_posix(), ast.parse(path.read_bytes()))

    def _read(self, file: str, tree: ast.Module) -> None:
        where = functions(tree)
        for statement in tree.body:
            made = _made(statement)
            self._statements[file].append((statement.lineno, statement.end_lineno or 0, made))
            for node in ast.walk(statement):
                for name in _mentioned(node):
                    function = where.get(getattr(node, "lineno", 0), "")
                    if function:
                        self._functions[name].add((file, function))
                    else:
                        self._named[name] |= made

    def of(self, file: str, line: int) -> set[Place]:
        """The functions that read, by whatever way, what the statement at this line makes."""
        new = {name for first, last, made in self._statements[file] if first <= line <= last for name in made}
        known: set[str] = set()
        for _step in range(_FAR):
            known |= new
            new = {user for name in new for user in self._named[name]} - known
        return {place for name in known for place in self._functions[name]}


def _made(statement: ast.stmt) -> set[str]:
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return {statement.name}
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return {node.id for target in targets if target for node in ast.walk(target) if isinstance(node, ast.Name)}


def _mentioned(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Name):
        return {node.id}
    return {node.attr} if isinstance(node, ast.Attribute) else set()
