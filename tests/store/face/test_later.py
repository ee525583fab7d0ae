"""The face's functions are loaded when they are called, and are the very functions that it names."""

from __future__ import annotations

import pytest

from archive_app.store.face import values
from archive_app.store.face.later import later


def test_a_function_is_that_of_its_module() -> None:
    cancellation, clock = later("archive_app.store.database", "cancellation clock")
    assert clock.now.__name__ == "now"
    assert clock.now().startswith("20")
    with pytest.raises(AttributeError):
        clock.no_such_thing()
    with pytest.raises(AttributeError):
        _ = cancellation.__path__


def test_every_value_is_where_it_is_said_to_be() -> None:
    assert sorted(values._HOME) == sorted(values.__all__)
    for name in values.__all__:
        assert getattr(values, name) is not None
    with pytest.raises(AttributeError):
        _ = values.nothing_of_that_name
