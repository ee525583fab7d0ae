"""Long lists in pieces, since SQLite takes a limited number of parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of ``size`` values, the last one shorter (``itertools.batched`` is not in Python 3.11)."""
    iterator = iter(values)
    while batch := list(islice(iterator, size)):
        yield batch
