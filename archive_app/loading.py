"""Modules of which functions are declared here and loaded when one of them is called.

The face of the store names nearly every function of it, and a search needs few: with all of them, and the mapping of
all tables that the changing ones load, it took twice its time to begin. The table of the window's actions names every
dialog, and the first screen needs none.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any


class Later:
    """A module, by its name."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        module = self._module

        def call(*arguments: Any, **named: Any) -> Any:
            return getattr(import_module(module), name)(*arguments, **named)

        call.__name__, call.__module__ = name, module
        return call


def later(package: str, names: str) -> tuple[Any, ...]:
    """Modules of one package by their names, which spaces divide."""
    return tuple(Later(f"{package}.{name}") for name in names.split())


@contextmanager
def undisturbed() -> Iterator[None]:
    """What loading makes stays for good: looking for garbage in it again and again takes a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
