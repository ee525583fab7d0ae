"""Long lists in statements: in pieces, since SQLite takes a limited number of parameters, and as marks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

T = TypeVar("T")


def batched(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of ``size`` values, the last one shorter (``itertools.batched`` is not in Python 3.11)."""
    iterator = iter(values)
    while batch := list(islice(iterator, size)):
        yield batch


def marks(values: Collection[Any]) -> str:
    """As many ``?`` as there are values."""
    return ",".join("?" * len(values))
