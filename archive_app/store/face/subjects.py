"""How the functions of the store become methods: of a reader, over its connection, and of a transaction.

The connection and the session stay in here; whoever holds a reader or a transaction can ask and change what its class
declares, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, Self, TypeVar, overload

from sqlalchemy import Connection

if TYPE_CHECKING:
    from archive_app.store.change import transaction

P = ParamSpec("P")
R = TypeVar("R")


class Asking:
    """Something that can be asked over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection


class Changing:
    """Something that can be changed within one transaction."""

    def __init__(self, inside: transaction.Transaction) -> None:
        self._inside = inside


class Question(Generic[P, R]):
    """A function of the store that asks, as a method."""

    def __init__(self, function: Callable[Concatenate[Connection, P], R]) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, asked: None, owner: type[Asking]) -> Self: ...
    @overload
    def __get__(self, asked: Asking, owner: type[Asking]) -> Callable[P, R]: ...
    def __get__(self, asked: Asking | None, owner: type[Asking]) -> Self | Callable[P, R]:
        if asked is None:
            return self
        return partial(self._function, asked._connection)


class Edit(Generic[P, R]):
    """A function of the store that changes, as a method."""

    def __init__(self, function: Callable[Concatenate[transaction.Transaction, P], R]) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, changed: None, owner: type[Changing]) -> Self: ...
    @overload
    def __get__(self, changed: Changing, owner: type[Changing]) -> Callable[P, R]: ...
    def __get__(self, changed: Changing | None, owner: type[Changing]) -> Self | Callable[P, R]:
        if changed is None:
            return self
        return partial(self._function, changed._inside)
