"""Small faults that a person might make: each is one place in a file, and what stands there instead."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_SQL = re.compile(r"\b(SELECT|WHERE|ORDER BY|JOIN|UPDATE|DELETE|INSERT)\b")
_IN_SQL = (
    (" AND ", " OR "), (" OR ", " AND "), (" < ", " <= "), (" > ", " >= "), (" <= ", " < "), (" >= ", " > "),
    (" IS NOT NULL", " IS NULL"), (" IS NULL", " IS NOT NULL"), (" NOT IN ", " IN "), ("NOT EXISTS", "EXISTS"),
    (" DESC", ""), ("DISTINCT ", ""), (" UNION ALL ", " UNION "), ("LEFT JOIN", "JOIN"), (" = ", " != "),
)  # fmt: skip
#: Calls without which nothing that can be seen changes: words stay English, a list is as good as a tuple.
_NO_MATTER = {"_", "N_", "NN_", "list", "tuple", "dict", "str", "int", "iter", "cast", "frozenset", "bool", "repr"}
_SAID = {"log", "logging", "warnings", "faulthandler", "gc"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """``function`` is the innermost one around the place, empty outside of all; ``what`` is for people."""

    file: str
    line: int
    function: str
    what: str
    start: int
    end: int
    text: bytes

    def applied(self, source: bytes) -> bytes:
        return source[: self.start] + self.text + source[self.end :]


def functions(tree: ast.Module) -> dict[int, str]:
    """The innermost function that each line stands in, by its qualified name."""
    found: dict[int, str] = {}

    def visit(node: ast.AST, name: str) -> None:
        for child in ast.iter_child_nodes(node):
            inner = name
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                inner = f"{name}.{child.name}".lstrip(".")
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found.update(dict.fromkeys(range(child.body[0].lineno, (child.end_lineno or 0) + 1), inner))
            visit(child, inner)

    visit(tree, "")
    return found


def mutants_of(file: str, source: bytes) -> list[Mutant]:
    """All faults of a file."""
    tree = ast.parse(source)
    where = functions(tree)
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    skipped = _skipped(tree)
    found = []
    for node in _reached(tree, skipped):
        for place, text, what in _faults(node):
            start = starts[place.lineno - 1] + place.col_offset
            end = starts[(place.end_lineno or 0) - 1] + (place.end_col_offset or 0)
            found.append(Mutant(file, place.lineno, where.get(place.lineno, ""), what, start, end, text.encode()))
    return [mutant for mutant in found if mutant.text != source[mutant.start : mutant.end]]


def _skipped(tree: ast.Module) -> set[ast.AST]:
    """What is only said: documentation, annotations, texts in parts, and what the type checker alone sees."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module)) and ast.get_docstring(node, clean=False):
            skipped.add(node.body[0])
        if isinstance(node, (ast.arg, ast.AnnAssign)) and node.annotation:
            skipped.add(node.annotation)
        if isinstance(node, ast.FunctionDef):
            skipped.update([node.returns] if node.returns else [])
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            # That a value can't be changed, too, is said to whoever writes code.
            skipped.update(node.decorator_list)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            skipped.add(node)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            skipped.add(node)
        if isinstance(node, (ast.JoinedStr, ast.Assert)):
            skipped.add(node)
    return skipped


def _reached(node: ast.AST, skipped: set[ast.AST]) -> Iterator[ast.AST]:
    if node in skipped:
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _reached(child, skipped)


_Fault = tuple[ast.expr | ast.stmt, str, str]


def _faults(node: ast.AST) -> Iterator[_Fault]:
    for kind, faults in _OF_KIND.items():
        if isinstance(node, kind):
            yield from faults(node)


def _dropped(node: ast.stmt) -> Iterator[_Fault]:
    whole = ast.unparse(node)
    if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Call):
        return
    if isinstance(node, ast.Expr) and whole.split("(")[0].split(".")[0] in _SAID:
        return
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], (ast.Name, ast.Tuple)):
        return
    yield node, "pass", f"without {_short(whole)}"


def _negated(node: ast.If | ast.While | ast.IfExp) -> Iterator[_Fault]:
    if not isinstance(node.test, (ast.Compare, ast.Constant)):
        yield node.test, f"(not ({ast.unparse(node.test)}))", f"not {_short(ast.unparse(node.test))}"


def _unfiltered(node: ast.comprehension) -> Iterator[_Fault]:
    for test in node.ifs:
        yield test, "True", f"whether or not {_short(ast.unparse(test))}"


def _compared(node: ast.Compare) -> Iterator[_Fault]:
    for index, operator in enumerate(node.ops):
        changed = copy.deepcopy(node)
        changed.ops[index] = _SWAPPED[type(operator)]()
        yield node, f"({ast.unparse(changed)})", f"{_short(ast.unparse(changed))}"


def _joined(node: ast.BoolOp) -> Iterator[_Fault]:
    changed = copy.deepcopy(node)
    changed.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield node, f"({ast.unparse(changed)})", _short(ast.unparse(changed))


def _reckoned(node: ast.BinOp) -> Iterator[_Fault]:
    texts = [part for part in ast.walk(node) if isinstance(part, (ast.JoinedStr, ast.Constant))]
    if type(node.op) in _ARITHMETIC and not any(isinstance(getattr(part, "value", ""), str) for part in texts):
        changed = copy.deepcopy(node)
        changed.op = _ARITHMETIC[type(node.op)]()
        yield node, f"({ast.unparse(changed)})", _short(ast.unparse(changed))


def _changed(node: ast.Constant) -> Iterator[_Fault]:
    value = node.value
    if isinstance(value, bool):
        yield node, str(not value), f"{not value} for {value}"
    elif isinstance(value, int):
        yield node, str(value + 1), f"{value + 1} for {value}"
    elif isinstance(value, str) and _SQL.search(value):
        for old, new in _IN_SQL:
            for place in re.finditer(re.escape(old), value):
                said = value[: place.start()] + new + value[place.end() :]
                yield node, repr(said), f"{new.strip()!r} for {old.strip()!r} in {_short(value[place.start() :])}"


def _uncalled(node: ast.Call) -> Iterator[_Fault]:
    if len(node.args) == 1 and not node.keywords and isinstance(node.func, ast.Name):
        name = node.func.id
        if (
            name not in _NO_MATTER
            and name[0].islower()
            and not isinstance(node.args[0], (ast.Starred, ast.GeneratorExp))
        ):
            yield node, f"({ast.unparse(node.args[0])})", f"no {name}({_short(ast.unparse(node.args[0]))})"


def _forgotten(node: ast.Tuple | ast.List | ast.Set | ast.Dict) -> Iterator[_Fault]:
    """One entry less of what is listed: of a table of rules, or of kinds that something is true for."""
    if isinstance(node, ast.Dict):
        for index in range(len(node.keys)):
            rest = ast.Dict(node.keys[:index] + node.keys[index + 1 :], node.values[:index] + node.values[index + 1 :])
            yield node, ast.unparse(rest), f"without {_short(ast.unparse(node.keys[index] or node.values[index]))}: …"
        return
    if len(node.elts) < 3 or not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        return
    for index, part in enumerate(node.elts):
        less = copy.deepcopy(node)
        del less.elts[index]
        yield node, ast.unparse(less), f"without {_short(ast.unparse(part))}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) < 80 else f"{text[:78]}…"


_OF_KIND: dict[type[ast.AST] | tuple[type[ast.AST], ...], Callable[..., Iterator[_Fault]]] = {
    (ast.Expr, ast.Assign, ast.AugAssign, ast.Raise, ast.Delete, ast.Continue, ast.Break): _dropped,
    (ast.If, ast.While, ast.IfExp): _negated,
    ast.comprehension: _unfiltered,
    ast.Compare: _compared,
    ast.BoolOp: _joined,
    ast.BinOp: _reckoned,
    ast.Constant: _changed,
    ast.Call: _uncalled,
    (ast.Tuple, ast.List, ast.Set, ast.Dict): _forgotten,
}


def spread(found: list[Mutant], count: int, chosen: Callable[[list[Mutant], int], list[Mutant]]) -> list[Mutant]:
    """``count`` of them by chance, in the order of their places."""
    some = chosen(found, min(count, len(found)))
    ordered = sorted(some, key=lambda mutant: (mutant.file, mutant.start, mutant.text))
    return [mutant for before, mutant in pairwise([None, *ordered]) if mutant is not None and mutant != before]
