"""How a region looks on whatever picture it lies: a light line with a dark one around it, and its name beside it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from archive_app.domain.model.regions import Region
from archive_app.domain.text.showing import shown
from archive_app.i18n import _, noted
from archive_app.ui.kit import theme
from archive_app.ui.marking.grips import handles

#: On a picture the colours are those of no theme: they stand on whatever was photographed.
LINE, CHOSEN, AROUND, GROUND = QColor("#f4efe6"), QColor("#86b3ec"), QColor(0, 0, 0, 150), QColor(0, 0, 0, 190)
#: Letters of a name on the picture.
_LONGEST = 60


def draw(painter: QPainter, room: QRectF, region: Region | None, *, chosen: bool, held: bool) -> None:
    """Draw one box; what nobody accepted yet is dashed, and what is in hand has handles where it is ``held``."""
    dashed = region is not None and not region.accepted
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(AROUND, 4 if chosen else 3))
    painter.drawRect(room)
    pen = QPen(CHOSEN if chosen else LINE, 2 if chosen else 1.5)
    if dashed:
        pen.setDashPattern([5, 4])
    painter.setPen(pen)
    painter.drawRect(room)
    if chosen and held:
        painter.setPen(QPen(AROUND, 1))
        painter.setBrush(LINE)
        for handle in handles(room):
            painter.drawRect(handle)


def name(painter: QPainter, room: QRectF, within: QRect, region: Region) -> None:
    """Write what a region is called below its box, above it where there is no room, and in it as a last resort."""
    words = called(region)
    metrics = painter.fontMetrics()
    width = min(metrics.horizontalAdvance(words), max(120, within.width() - 2 * theme.MEDIUM))
    high = metrics.height() + theme.TIGHT
    label = QRectF(room.left(), room.bottom() + theme.TIGHT, width + 2 * theme.SMALL, high)
    if label.bottom() > within.bottom():
        label.moveBottom(room.top() - theme.TIGHT)
    if label.top() < within.top():
        label.moveTop(max(room.top(), float(within.top())) + theme.TIGHT)
    label.moveLeft(max(float(within.left()), min(label.left(), within.right() - label.width())))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(GROUND)
    painter.drawRoundedRect(label, 3, 3)
    painter.setPen(LINE)
    text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(width) + 1)
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)


def called(region: Region) -> str:
    """What a region is called, and whether that is only said by a file or a program."""
    words = shown(region.called, _LONGEST)
    return words if region.accepted else noted(words, _("not accepted"))
