"""A hand that draws on what is shown large, and eyes for what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.domain.model.boxes import Box, Span
from archive_app.domain.model.details import REGION
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import Record
from archive_app.domain.model.regions import Region
from archive_app.services.records import reading, regions
from archive_app.ui.marking.editor import RegionEditor
from archive_app.ui.marking.marking import Marking
from archive_app.ui.window.window import Window

Key, NONE = Qt.Key, Qt.KeyboardModifier.NoModifier
Settle = Callable[[], None]


@dataclass
class Hand:
    """What is done to the picture that is shown large, in parts of that picture."""

    window: Window
    qtbot: QtBot
    settle: Settle

    @property
    def marking(self) -> Marking:
        found = self.window.workbench.marking
        assert found is not None
        return found

    @property
    def editor(self) -> RegionEditor:
        found = self.marking.describing.editor
        assert found is not None
        return found

    @property
    def record(self) -> Record:
        archive, spot = self.window.workbench.session.archive, self.marking.spot
        assert spot is not None
        return reading.record(archive, spot.record)

    def kept(self, record: int = 0) -> tuple[Region, ...]:
        return regions.of_record(self.window.workbench.session.archive, record or self.record.id)

    def point(self, x: float, y: float) -> QPoint:
        place = self.marking.overlay.parentWidget().place()  # type: ignore[union-attr]
        return QPoint(round(place.left() + x * place.width()), round(place.top() + y * place.height()))

    def press(self, x: float, y: float, held: Qt.KeyboardModifier = NONE) -> None:
        self.qtbot.mousePress(self.marking.overlay, Qt.MouseButton.LeftButton, held, self.point(x, y))

    def drag(self, x: float, y: float) -> None:
        self.qtbot.mouseMove(self.marking.overlay, self.point(x, y))

    def release(self, x: float, y: float) -> None:
        self.qtbot.mouseRelease(self.marking.overlay, Qt.MouseButton.LeftButton, NONE, self.point(x, y))

    def draw(self, x: float, y: float, right: float, bottom: float, held: Qt.KeyboardModifier = NONE) -> None:
        """From one point to another, with the mouse."""
        self.press(x, y, held)
        self.drag((x + right) / 2, (y + bottom) / 2)
        self.drag(right, bottom)
        self.release(right, bottom)
        QApplication.processEvents()

    def click(self, x: float, y: float) -> None:
        self.press(x, y)
        self.release(x, y)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        self.qtbot.keyClick(focused, key, held)

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        self.qtbot.keyClicks(focused, text)

    def add(self, record: int, box: Box | None = None, *, text: str = "", accepted: bool = True,
            span: Span | None = None) -> Region:  # fmt: skip
        """A region that is there already; one that is not accepted is said by the file."""
        archive = self.window.workbench.session.archive
        shown = reading.record(archive, record).files[0].id
        made, _change = regions.add(archive, record=record, file=shown, box=box, span=span, text=text)
        if not accepted:
            with archive.store.transact(Label("Read")) as transaction:
                transaction.parts.change(REGION.name, made.id, {"accepted": False, "origin": "file"})
        self.settle()
        return made


def about(box: Box | None) -> tuple[float, ...]:
    """A box to a fiftieth of the picture: a pixel of the window is less."""
    assert box is not None
    return tuple(round(side * 50) / 50 for side in (box.x, box.y, box.width, box.height))
