"""The values that the face hands out are each where it says."""

from __future__ import annotations

import pytest

from archive_app.store.face import values


def test_every_value_is_where_it_is_said_to_be() -> None:
    assert sorted(values._HOME) == sorted(values.__all__)
    for name in values.__all__:
        assert getattr(values, name) is not None
    with pytest.raises(AttributeError):
        _ = values.nothing_of_that_name
