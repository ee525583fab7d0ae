"""A text with places marked in it: drawn as it is, never read as markup."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from archive_app.domain.text.showing import covered
from archive_app.ui.kit import theme

Spans = Sequence[tuple[int, int]]
#: A longer text is cut around its marks, in characters.
LONGEST = 220
#: So much of a cut text stands before its first mark: one part in five.
_BEFORE = 5


class MarkedText(QWidget):
    """``spans`` are the marked places, (start, end) in ``text``; a long text is cut around the first of them."""

    def __init__(self, text: str, spans: Spans) -> None:
        super().__init__()
        self.text, self.spans = excerpt(covered(text), spans)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.text)
        if self.text != covered(text):
            self.setToolTip(theme.plain_tip(text[:2000]))

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.fontMetrics().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        _layout, height = self._laid(width)
        return height

    def paintEvent(self, _event: QPaintEvent) -> None:
        layout, _height = self._laid(self.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        layout.draw(painter, QPointF(0, 0))
        painter.end()

    def _laid(self, width: int) -> tuple[QTextLayout, int]:
        layout = QTextLayout(self.text, self.font(), self)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([self._range(start, end) for start, end in self.spans])
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, int(height + 0.999)

    def _range(self, start: int, end: int) -> QTextLayout.FormatRange:
        look = QTextCharFormat()
        look.setBackground(theme.tint(self.palette(), 0.22))
        found = QTextLayout.FormatRange()
        found.start = utf16(self.text[:start])
        found.length = utf16(self.text[start:end])
        found.format = look
        return found


def utf16(text: str) -> int:
    """The length of ``text`` as Qt counts it, in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def excerpt(text: str, spans: Spans, longest: int = LONGEST) -> tuple[str, tuple[tuple[int, int], ...]]:
    """``text`` on one line, cut around the first of ``spans`` where it is longer than ``longest`` characters, and the
    spans that are left in it."""
    line = "".join(" " if character.isspace() else character for character in text)
    if len(line) <= longest:
        return line, tuple(spans)
    first = min((start for start, _end in spans), default=0)
    start = max(0, min(first - longest // _BEFORE, len(line) - longest))
    space = line.find(" ", start, first) if start else -1
    start = space + 1 if space >= 0 else start
    end = min(len(line), start + longest)
    before, after = "…" if start else "", "…" if end < len(line) else ""
    moved = len(before) - start
    kept = ((max(a, start) + moved, min(b, end) + moved) for a, b in spans if a < end and b > start)
    return before + line[start:end] + after, tuple(kept)
