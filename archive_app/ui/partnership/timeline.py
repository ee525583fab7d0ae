"""The stages of a partnership on a line, with their dates and sources."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from archive_app.domain.dates.dates import words
from archive_app.domain.model.kinds import STAGE_LABEL, StageKind
from archive_app.domain.model.records import StageValue
from archive_app.i18n import _, labelled, language, listed
from archive_app.ui.kit import theme

_OVER = (StageKind.DORMANT, StageKind.ENDED)
_DOT = 6.0
_LEAST = 150


class StageTimeline(QWidget):
    """Dots on a line, one for each stage in order; what no source dates is drawn as a ring."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: tuple[StageValue, ...] = ()
        self._coming = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def put(self, stages: Sequence[StageValue], coming: str) -> None:
        """Show ``stages`` and, at the end, the ``coming`` anniversary in words (or nothing)."""
        self._stages, self._coming = tuple(stages), coming
        said = [f"{_(STAGE_LABEL[stage.kind])} {_date(stage)}" for stage in stages]
        self.setAccessibleName(labelled(_("Stages"), listed([*said, *([coming] if coming else [])])))
        tips = [labelled(text, stage.source) for text, stage in zip(said, stages, strict=True) if stage.source]
        self.setToolTip(theme.plain_tip("\n".join(tips)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(320, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self._row_height)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        count = len(self._stages) + bool(self._coming)
        return self._row_height * max(1, -(-count // _in_a_row(width)))

    @property
    def _row_height(self) -> int:
        return 24 + 3 * self.fontMetrics().height() + theme.MEDIUM

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marks = [(_(STAGE_LABEL[stage.kind]), _date(stage), stage.source, stage) for stage in self._stages]
        count = len(marks) + bool(self._coming)
        if not count:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, _("No stage is recorded yet."))
            painter.end()
            return
        row = _in_a_row(self.width())
        step = min(260.0, max(float(_LEAST), self.width() / min(count, row)))
        accent = self.palette().color(QPalette.ColorRole.Accent)
        line = self.palette().color(QPalette.ColorRole.Mid)
        for first in range(0, count, row):
            top = 12 + first // row * self._row_height
            painter.setPen(QPen(line, 2))
            painter.drawLine(QPointF(_DOT, top), QPointF(_DOT + step * (min(row, count - first) - 1), top))
        for number, (label, date, source, stage) in enumerate(marks):
            left, top = number % row * step, number // row * self._row_height
            painter.setPen(QPen(line if stage.kind in _OVER else accent, 2))
            painter.setBrush(accent if stage.date and stage.kind not in _OVER else self.palette().base())
            painter.drawEllipse(QPointF(left + _DOT, top + 12), _DOT - 1, _DOT - 1)
            self._words(painter, left, top, step, (label, date or _("no date known"), source))
        if self._coming:
            left, top = len(marks) % row * step, len(marks) // row * self._row_height
            painter.setPen(QPen(accent, 2, Qt.PenStyle.DotLine))
            painter.setBrush(self.palette().base())
            painter.drawEllipse(QPointF(left + _DOT, top + 12), _DOT - 1, _DOT - 1)
            years, _sep, day = self._coming.partition("\n")
            self._words(painter, left, top, step, (years, day, ""))
        painter.end()

    def _words(self, painter: QPainter, left: float, top: int, width: float, lines: tuple[str, str, str]) -> None:
        height = self.fontMetrics().height()
        for number, text in enumerate(lines):
            font = QFont(self.font()) if number else theme.weighty(self.font())
            if number == 2:
                font.setPointSizeF(font.pointSizeF() * 0.85)
            painter.setFont(font)
            role = QPalette.ColorRole.Text if number < 2 else QPalette.ColorRole.PlaceholderText
            painter.setPen(self.palette().color(role))
            box = QRectF(left, top + 24 + number * height, width - theme.SMALL, height)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _in_a_row(width: int) -> int:
    """So many stages have room side by side; the others stand below."""
    return max(1, width // _LEAST)


def _date(stage: StageValue) -> str:
    return words(stage.date, language()) if stage.date else ""
