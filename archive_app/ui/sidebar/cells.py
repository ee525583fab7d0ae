"""How a line of the sidebar is painted, and where its name is typed."""

from __future__ import annotations

from PySide6.QtCore import QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from archive_app.ui.kit import theme
from archive_app.ui.kit.icons import icon
from archive_app.ui.sidebar.model import NODE_ROLE, Index
from archive_app.ui.sidebar.nodes import Node

_CHEVRON = 14


class SidebarDelegate(QStyledItemDelegate):
    """Section headings in small capitals' place, entries with icon and a count at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        #: The line that something would be dropped on.
        self.lit = QPersistentModelIndex()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        node: Node = index.data(NODE_ROLE)
        heading = node.parent is not None and node.parent.parent is None
        return QSize(80, option.fontMetrics.height() + (theme.LARGE if heading else theme.SMALL))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        left = option.rect.left() + theme.TIGHT + _CHEVRON + 16 + theme.TIGHT
        editor.setGeometry(left, option.rect.top(), option.rect.right() - left, option.rect.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node: Node = index.data(NODE_ROLE)
        palette, box = option.palette, option.rect
        heading = node.parent is not None and node.parent.parent is None
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRect(theme.TIGHT, box.top() + 1, box.right() - theme.TIGHT, box.height() - 2)
        if node.query and (chosen or option.state & QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.tint(palette, 0.18) if chosen else palette.color(QPalette.ColorRole.Midlight))
            painter.drawRoundedRect(whole, 4, 4)
        if self.lit.isValid() and self.lit == index:
            theme.draw_target(painter, palette, whole)
        elif option.state & QStyle.StateFlag.State_HasFocus and node.query:
            painter.setPen(palette.color(QPalette.ColorRole.Accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole.adjusted(0, 0, -1, -1), 4, 4)
        self._text(painter, option, node, heading, chosen)
        painter.restore()

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, node: Node, heading: bool, chosen: bool) -> None:
        palette, box = option.palette, option.rect
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        text = palette.color(QPalette.ColorRole.Text)
        font = theme.weighty(option.font) if heading else QFont(option.font)
        if heading:
            font.setPointSizeF(option.font.pointSizeF() * 0.88)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        left = box.left() + (theme.SMALL if heading else theme.TIGHT)
        if node.children and not heading:
            drawing = "chevron-down" if option.state & QStyle.StateFlag.State_Open else "chevron-right"
            icon(drawing, QPalette.ColorRole.PlaceholderText).paint(painter, QRect(left, box.center().y() - 4, 10, 10))
        left += _CHEVRON if not heading else 0
        if node.icon:
            role = QPalette.ColorRole.Accent if chosen else QPalette.ColorRole.PlaceholderText
            icon(node.icon, role).paint(painter, QRect(left, box.center().y() - 7, 16, 16))
            left += 16 + theme.SMALL
        count = "" if node.count is None else f"{node.count:,}"
        room = metrics.horizontalAdvance(count) + theme.SMALL if count else 0
        line = QRect(left, box.top(), box.right() - theme.SMALL - left, box.height())
        if heading:
            line.setTop(line.top() + theme.SMALL)
        label = elided(node, metrics, line.width() - room)
        painter.setPen(muted if heading else text)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
        painter.setPen(muted)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)


def elided(node: Node, metrics: QFontMetrics, width: int) -> str:
    """The label of ``node`` as far as it has room. Names that begin alike are cut in the middle; what is missing is
    told by its first words.
    """
    cut = Qt.TextElideMode.ElideRight if node.icon == "gap" else Qt.TextElideMode.ElideMiddle
    return metrics.elidedText(node.label, cut, width)
