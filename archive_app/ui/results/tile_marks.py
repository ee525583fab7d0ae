"""What stands on a tile beside its words: stars, how many files or how long, picked or rejected, its status."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QPolygonF

from archive_app.domain.model.kinds import Status
from archive_app.domain.model.records import Portrait, Row
from archive_app.domain.text.showing import duration_text
from archive_app.i18n import _, listed, ngettext
from archive_app.services.gifts.wording import days_to, left_said
from archive_app.ui.kit import theme
from archive_app.ui.kit.icons import icon, icon_in

_MARK = 22
_STAR, _SIGN = 12, 12
_ON_PICTURE = QColor("white")
#: Behind what is written on a picture, so that it is read on any.
_VEIL = QColor(0, 0, 0, 150)
#: Behind what is overdue: the darker red, on which white is read in light and dark alike.
_PAST = QColor(theme.LIGHT_SHADES.danger)
#: The diameter of the dot of the status.
DOT = 8


def draw_status(painter: QPainter, palette: QPalette, status: Status, right: int, middle: float) -> None:
    """The dot of a status, its right edge at ``right``: a ring for what is still a draft."""
    colour = theme.status_colour(palette, status)
    box = QRectF(right - DOT, middle - DOT / 2, DOT, DOT).adjusted(1, 1, -1, -1)
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush if status is Status.DRAFT else colour)
    painter.drawEllipse(box)


def draw_marks_of(painter: QPainter, picture: QRect, row: Row, portrait: Portrait | None, font: QFont) -> None:
    """Stars at the lower left, at the lower right how long it is, how many files or how many items."""
    if row.rating > 0:
        box = QRect(picture.left() + 4, 0, row.rating * _STAR + 8, _STAR + 6)
        box.moveBottom(picture.bottom() - 4)
        _veil(painter, box)
        for star in range(row.rating):
            place = QRect(box.left() + 4 + star * _STAR, box.top() + 3, _STAR, _STAR)
            icon_in("star-filled", _ON_PICTURE).paint(painter, place)
    sign, words = fact(row, portrait)
    if words and row.rating >= 0:
        _draw_fact(painter, picture, sign, words, font)
    left = days_to(row.due)
    if left is not None:
        _draw_due(painter, picture, left, font)


def fact(row: Row, portrait: Portrait | None) -> tuple[str, str]:
    """The drawing and the figure at the lower right: a length, a number of files, or of items that go with it."""
    if row.duration:
        return "video" if row.kind == "video" else "audio", duration_text(row.duration)
    if row.files > 1:
        return "copy", f"{row.files:,}"
    return ("library", f"{portrait.items:,}") if portrait is not None else ("", "")


def fact_said(row: Row, portrait: Portrait | None) -> str:
    """The same in words, with stars."""
    parts = []
    if row.rating > 0:
        parts.append(ngettext("{count} star", "{count} stars", row.rating).format(count=row.rating))
    elif row.rating < 0:
        parts.append(_("rejected"))
    if row.duration:
        parts.append(duration_text(row.duration))
    if row.files > 1:
        parts.append(ngettext("{count} file", "{count} files", row.files).format(count=f"{row.files:,}"))
    if portrait is not None:
        parts.append(ngettext("{count} item", "{count} items", portrait.items).format(count=f"{portrait.items:,}"))
    if (left := days_to(row.due)) is not None:
        parts.append(left_said(left))
    return listed(parts)


def _draw_fact(painter: QPainter, picture: QRect, sign: str, words: str, font: QFont) -> None:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.82)
    width = QFontMetrics(small).horizontalAdvance(words)
    box = QRect(0, 0, width + _SIGN + 14, _SIGN + 6)
    box.moveBottomRight(picture.bottomRight() - QRect(0, 0, 5, 5).bottomRight())
    _veil(painter, box)
    icon_in(sign, _ON_PICTURE).paint(painter, QRect(box.left() + 5, box.top() + 3, _SIGN, _SIGN))
    painter.setFont(small)
    painter.setPen(_ON_PICTURE)
    place = box.adjusted(_SIGN + 8, 0, 0, 0)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def _draw_due(painter: QPainter, picture: QRect, left: int, font: QFont) -> None:
    """The days that are left, at the upper left; red where they are past."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.82)
    words = ngettext("{count} day", "{count} days", abs(left)).format(count=f"{left:,}".replace("-", "−"))
    box = QRect(0, 0, QFontMetrics(small).horizontalAdvance(words) + _SIGN + 14, _SIGN + 6)
    # Beside the ribbon of what is picked.
    box.moveTopLeft(picture.topLeft() + QPoint(_MARK, 4))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PAST if left < 0 else _VEIL)
    painter.drawRoundedRect(box, 4, 4)
    icon_in("clock", _ON_PICTURE).paint(painter, QRect(box.left() + 5, box.top() + 3, _SIGN, _SIGN))
    painter.setFont(small)
    painter.setPen(_ON_PICTURE)
    place = box.adjusted(_SIGN + 8, 0, 0, 0)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def _veil(painter: QPainter, box: QRect) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_VEIL)
    painter.drawRoundedRect(box, 4, 4)


def draw_rejected(painter: QPainter, palette: QPalette, picture: QRect) -> None:
    """A rejected item steps back behind the others, and says why."""
    veil = QColor(palette.color(QPalette.ColorRole.Base))
    veil.setAlphaF(0.65)
    painter.fillRect(picture, veil)
    mark = QRect(picture.right() - _MARK - 6, picture.bottom() - _MARK - 6, _MARK, _MARK)
    icon("reject", QPalette.ColorRole.Text).paint(painter, mark)


def draw_picked(painter: QPainter, palette: QPalette, picture: QRect) -> None:
    """A ribbon at the upper left, edged so that it shows on any picture."""
    left, top = picture.left() + 6.0, float(picture.top())
    ribbon = QPolygonF([QPointF(left + x, top + y) for x, y in ((0, 0), (11, 0), (11, 17), (5.5, 12.5), (0, 17))])
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Base), 1.5))
    painter.setBrush(palette.color(QPalette.ColorRole.Accent))
    painter.drawPolygon(ribbon)
