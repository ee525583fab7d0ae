"""The deliberate faults of ``tests/mutation``: that each kind is made, and that what is only said stays out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutation.mutants import mutants_of
from tests.mutation.users import Users

_ROOT = Path(__file__).resolve().parents[1]


def _made(source: str) -> set[str]:
    return {mutant.applied(source.encode()).decode() for mutant in mutants_of("x.py", source.encode())}


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("if a and b: c()", "if (a or b): c()"),
        ("if a and b: c()", "if (not (a and b)): c()"),
        ("if a and b: c()", "if a and b: pass"),
        ("x = a < b", "x = (a <= b)"),
        ("x = a is None", "x = (a is not None)"),
        ("x = 7", "x = 8"),
        ("x = f(y, deep=True)", "x = f(y, deep=False)"),
        ("x = sorted(y)", "x = (y)"),
        ("x.y = 1", "pass"),
        ("raise KeyError", "pass"),
        ("x = [y for y in z if y]", "x = [y for y in z if True]"),
        ("RULES = (a, b, c)", "RULES = (a, c)"),
        ("x = {a: b, c: d}", "x = {a: b}"),
        ("q = 'SELECT x FROM y WHERE a = b AND c'", "q = 'SELECT x FROM y WHERE a = b OR c'"),
    ],
)
def test_each_kind_of_fault_is_made(source: str, fault: str) -> None:
    assert fault in _made(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""Words."""',
        "def f(a: int | None) -> X | None: ...",
        "x = _('Words')",
        "log.info('x')",
        "assert x",
        "x = y",
        "@dataclass(frozen=True)\nclass X: ...",
    ],
)
def test_what_is_only_said_is_no_fault(source: str) -> None:
    assert _made(source) == set()


def test_every_fault_of_a_file_can_be_compiled() -> None:
    file = "archive_app/store/change/undo.py"
    source = (_ROOT / file).read_bytes()
    found = mutants_of(file, source)
    assert {"reverse", "_stood_on", ""} <= {mutant.function for mutant in found}
    for mutant in found:
        compile(mutant.applied(source), file, "exec")


def test_those_who_read_a_rule_are_found_by_way_of_its_table() -> None:
    file = "archive_app/domain/model/membership.py"
    line = (_ROOT / file).read_text(encoding="utf-8").splitlines().index("_HELD = _out("
        '"held_under", "documents", "related_to", to=_P)') + 1  # fmt: skip
    assert ("archive_app/store/index/memberships.py", "rebuild") in Users().of(file, line)
