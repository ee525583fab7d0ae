"""What is decoded for the large view: each picture once, and no more of them than there is room for."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtGui import QImage

from archive_app.errors import StorageError
from archive_app.ui.kit.decoded import _Images


def image(width: int) -> QImage:
    return QImage(width, 1, QImage.Format.Format_RGB32)


def test_who_asks_for_what_is_being_made_gets_that_one() -> None:
    images, begun, go_on, made = _Images(2), threading.Event(), threading.Event(), []

    def make() -> QImage:
        made.append(1)
        begun.set()
        assert go_on.wait(10)
        return image(7)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(images.made, ("a", 0), make)
        assert begun.wait(10)
        second = pool.submit(images.made, ("a", 0), make)
        go_on.set()
        assert (first.result(10).width(), second.result(10).width(), len(made)) == (7, 7, 1)


def test_those_used_last_are_kept() -> None:
    images = _Images(2)
    for number in (1, 2):
        images.made((str(number), 0), lambda number=number: image(number))  # type: ignore[misc]
    assert images.get(("1", 0)) is not None
    images.made(("3", 0), lambda: image(3))
    assert [images.get((name, 0)) is not None for name in "123"] == [True, False, True]
    assert images.get(("1", 90)) is None


def test_what_could_not_be_made_is_tried_again() -> None:
    images = _Images(2)

    def fails() -> QImage:
        raise StorageError("The drive is gone.")

    with pytest.raises(StorageError):
        images.made(("a", 0), fails)
    assert images.made(("a", 0), QImage).isNull()
    assert images.made(("a", 0), lambda: image(5)).width() == 5
