"""The searched words in the titles of the hits, marked behind the letters."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archive_app.domain.query import And, FieldTerm, Node, Or, Phrase, Word, parse
from archive_app.domain.text.folding import Term, match_terms
from archive_app.errors import QueryError
from archive_app.ui.results.model import MARKS_ROLE, Index

#: A longer word than any title has; what is longer is cut.
_LONGEST = 100
_STRENGTH = 0.26
Spans = tuple[tuple[int, int], ...]


def searched_terms(query: str) -> tuple[Term, ...]:
    """The words that ``query`` looks for; none where it can't be read."""
    try:
        root = parse(query).root
    except QueryError:
        return ()
    return tuple(_terms(root)) if root is not None else ()


def _terms(node: Node) -> Iterator[Term]:
    match node:
        case And(children=children) | Or(children=children):
            for child in children:
                yield from _terms(child)
        case FieldTerm(field="contents", values=values):
            for value in values:
                yield from match_terms(value[:_LONGEST], phrase=False)
        case Word(text=text) | Phrase(text=text):
            yield from match_terms(text[:_LONGEST], phrase=isinstance(node, Phrase))
        case _:
            return


def draw_marks(painter: QPainter, box: QRect, text: str, marks: Spans, palette: QPalette) -> None:
    """Tint the places ``marks`` of ``text``, one line that begins at the left of ``box`` in the painter's font."""
    metrics = QFontMetrics(painter.font(), painter.device())
    colour = QColor(palette.color(QPalette.ColorRole.Accent))
    colour.setAlphaF(_STRENGTH)
    top = box.top() + (box.height() - metrics.height()) / 2
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for start, end in marks:
        left = box.left() + metrics.horizontalAdvance(text[:start])
        width = metrics.horizontalAdvance(text[:end]) - metrics.horizontalAdvance(text[:start])
        painter.drawRoundedRect(QRectF(left - 1, top, width + 2, metrics.height()), 2, 2)
    painter.restore()


class MarkedCells(QStyledItemDelegate):
    """The cells of a table in which words may be marked."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        marks = index.data(MARKS_ROLE)
        if not marks:
            return
        full = QStyleOptionViewItem(option)
        self.initStyleOption(full, index)
        style = full.widget.style() if full.widget is not None else QApplication.style()
        box = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, full, full.widget)
        gap = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, full, full.widget) + 1
        painter.save()
        painter.setFont(full.font)
        draw_marks(painter, box.adjusted(gap, 0, -gap, 0), full.text, marks, full.palette)
        painter.restore()
