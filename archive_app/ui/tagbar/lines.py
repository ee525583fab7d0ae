"""The lines of the tag bar's list: what may be applied, how it will be linked, and whether it is there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archive_app.domain.model.kinds import KIND_LABEL, Kind
from archive_app.domain.text.showing import isolated
from archive_app.i18n import _, listed
from archive_app.services.records.links_of_many import Tag
from archive_app.services.tagging.codes import Code
from archive_app.services.tagging.offering import Offer
from archive_app.ui.kit import theme
from archive_app.ui.kit.icons import icon, kind_icon

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_ICON = 16


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``how`` stands before the label, ``detail`` at the end; ``done`` where nothing is left to be done.

    ``value`` is an :class:`Offer`, a :class:`Code`, or the :class:`Kind` of a record to be made; ``number`` says which
    relation of the offer is meant.
    """

    label: str
    how: str
    detail: str
    icon: QIcon
    value: Offer | Code | Kind
    done: bool = False
    some: str = ""
    number: int = 0

    @property
    def tag(self) -> Tag | None:
        """What it applies, where that is one tag."""
        return self.value.tag(self.number) if isinstance(self.value, Offer) else None

    def turned(self, by: int) -> Line:
        """The same with the next relation."""
        if not isinstance(self.value, Offer):
            return self
        number = (self.number + by) % len(self.value.relations)
        return replace(self, number=number, how=_(self.value.relations[number].label))


def offer_line(offer: Offer, total: int) -> Line:
    """The line of a record; ``total`` is how many items are in hand."""
    parts = [_(KIND_LABEL[offer.record.kind])]
    if offer.matched and offer.matched != offer.record.title:
        parts.insert(0, isolated(offer.matched))
    if offer.apart:
        parts.append(isolated(offer.apart))
    if offer.uses:
        parts.append(f"{offer.uses:,}")
    some = f"{offer.applied:,}/{total:,}" if offer.applied and total > 1 else ""
    done = bool(total) and offer.applied >= total
    how = _(offer.relations[0].label)
    return Line(offer.record.title, how, " · ".join(parts), kind_icon(offer.record.kind), offer, done, some)


def code_line(code: Code) -> Line:
    """The line of a code and what it stands for."""
    detail = listed(isolated(target.record.title) for target in code.targets)
    return Line(f"={code.code}", _("code"), detail, icon("code"), code)


def kind_lines(name: str, kinds: Sequence[Kind]) -> list[Line]:
    """A line for each kind of which a record may be made, with the letter that chooses it."""
    lines = []
    for kind, letter in letters(kinds).items():
        label = _("New {kind} “{name}”").format(kind=_(KIND_LABEL[kind]), name=isolated(name))
        lines.append(Line(label, letter.upper(), "", kind_icon(kind), kind))
    return lines


def letters(kinds: Sequence[Kind]) -> dict[Kind, str]:
    """A letter for each kind: the first of its name that no other has."""
    found: dict[Kind, str] = {}
    for kind in kinds:
        found[kind] = next(letter for letter in kind.value if letter not in found.values())
    return found


class LineModel(QAbstractListModel):
    """The lines as Qt wants them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def put(self, lines: Sequence[Line]) -> None:
        """Show these."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def turn(self, row: int, by: int) -> None:
        """Give the line of ``row`` its next relation."""
        self.lines[row] = self.lines[row].turned(by)
        self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.label
        if role == Qt.ItemDataRole.DecorationRole:
            return line.icon
        if role == Qt.ItemDataRole.ToolTipRole:
            return theme.plain_tip("\n".join(filter(None, (line.label, line.detail))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            there = _("there already") if line.done else line.some
            return listed(filter(None, (line.how, line.label, line.detail, there)))
        return line if role == LINE_ROLE else None


class LineDelegate(QStyledItemDelegate):
    """Relation, drawing, name, the mark of what is there, and what tells it from others."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, option.fontMetrics.height() + theme.MEDIUM)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line):
            return
        palette, metrics, box = option.palette, option.fontMetrics, option.rect
        painter.save()
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(box, theme.tint(palette))
        room = box.adjusted(theme.SMALL, 0, -theme.SMALL, 0)
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(muted)
        how = QRect(room.left(), room.top(), min(room.width() // 4, 120) if line.how else 0, room.height())
        _write(painter, how, line.how)
        left = how.right() + theme.SMALL
        line.icon.paint(painter, QRect(left, box.center().y() - _ICON // 2 + 1, _ICON, _ICON))
        left += _ICON + theme.SMALL
        width = min(metrics.horizontalAdvance(line.detail) + 2, (room.right() - left) // 2)
        _write(painter, QRect(room.right() - width, room.top(), width, room.height()), line.detail)
        right = room.right() - width - theme.MEDIUM
        if line.done or line.some:
            right = _mark(painter, palette, line, QRect(left, room.top(), right - left, room.height()))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        _write(painter, QRect(left, room.top(), right - left, room.height()), line.label)
        painter.restore()


def _write(painter: QPainter, box: QRect, text: str) -> None:
    """One line of plain text, elided where it is too long."""
    shown = painter.fontMetrics().elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _mark(painter: QPainter, palette: QPalette, line: Line, box: QRect) -> int:
    """A tick where all have it, the share where some do; returns where the room for the name ends."""
    words = "" if line.done else line.some
    width = _ICON if line.done else painter.fontMetrics().horizontalAdvance(words) + 2
    place = QRect(box.right() - width, box.top(), width, box.height())
    if line.done:
        tick = QRect(place.left(), place.center().y() - _ICON // 2 + 1, _ICON, _ICON)
        icon("check", QPalette.ColorRole.Accent).paint(painter, tick)
    else:
        painter.setPen(palette.color(QPalette.ColorRole.Accent))
        _write(painter, place, words)
    return place.left() - theme.SMALL
