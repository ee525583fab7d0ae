"""The parts of a search as chips under its text: two views of one thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from archive_app.domain.query.chips import Chip, chips, negated, without
from archive_app.domain.query.narrowing import may_be_ref
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.records import reading
from archive_app.ui.kit import theme
from archive_app.ui.kit.flow import FlowLayout
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.session import Session

Key = Qt.Key
#: The widest chip in pixels; a longer text is elided and stands whole in the tip.
WIDEST = 280
_CROSS = 18
_KEY = "chip-titles"


class ChipButton(QAbstractButton):
    """One part of the search. A click on the cross, the middle button or Delete takes it out."""

    removed = Signal()
    edited = Signal()
    #: Where the menu is asked for, in global coordinates.
    menu_wanted = Signal(QPoint)
    #: -1 or 1: to the chip before or after; 0: back to the text.
    walked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.chip: Chip | None = None
        self._label = ""
        self._value = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def put(self, chip: Chip, title: str) -> None:
        """Show ``chip``; ``title`` is the title of the record that its value names, where that is known."""
        words = [_("not")] if chip.negated else []
        if chip.label:
            words.append(chip.label)
        value = f"“{chip.value}”" if chip.kind == "phrase" else title or chip.value
        if (self.chip, self._label, self._value) == (chip, " ".join(words), value):
            return
        self.chip, self._label, self._value = chip, " ".join(words), value
        said = f"{self._label} {value}".strip()
        self.setAccessibleName(said)
        self.setAccessibleDescription(_("Delete takes it out of the search, Enter edits it."))
        self.setToolTip(theme.plain_tip(f"{said}\n{chip.text}" if chip.text != said else said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        label, value = self._widths()
        return QSize(min(WIDEST, label + value + 2 * theme.SMALL + _CROSS), self.fontMetrics().height() + theme.TIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, role = self.palette(), QPalette.ColorRole
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        ring = palette.color(role.Accent if self.hasFocus() else role.Mid)
        painter.setPen(QPen(ring, 1.5 if self.hasFocus() else 1))
        painter.setBrush(palette.color(role.Light if self.underMouse() else role.Base))
        box = self.rect().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        label, _value = self._widths()
        line = self.rect().adjusted(theme.SMALL, 0, -_CROSS - 2, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        negated_ = self.chip is not None and self.chip.negated
        if self._label:
            painter.setFont(self._small())
            painter.setPen(palette.color(group, role.Text if negated_ and self.isEnabled() else role.PlaceholderText))
            painter.drawText(line, flags, self._label)
            line.setLeft(line.left() + label)
        painter.setFont(self.font())
        painter.setPen(palette.color(group, role.Text))
        painter.drawText(line, flags, self.fontMetrics().elidedText(self._value, _MIDDLE, line.width()))
        icon("remove", role.PlaceholderText if self.isEnabled() else role.Dark).paint(painter, self._cross())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if not self.rect().contains(at):
            return
        on_cross = event.button() == Qt.MouseButton.LeftButton and at.x() >= self.width() - _CROSS - 2
        if on_cross or event.button() == Qt.MouseButton.MiddleButton:
            self.removed.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() < self.width() - _CROSS - 2:
            self.edited.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_wanted.emit(self.mapToGlobal(self.rect().bottomLeft()) if by_key else event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Key.Key_Delete | Key.Key_Backspace:
                self.removed.emit()
            case Key.Key_Return | Key.Key_Enter | Key.Key_Space | Key.Key_F2:
                self.edited.emit()
            case Key.Key_Left:
                self.walked.emit(-1)
            case Key.Key_Right:
                self.walked.emit(1)
            case Key.Key_Up | Key.Key_Escape:
                self.walked.emit(0)
            case _:
                event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        return font

    def _widths(self) -> tuple[int, int]:
        label = QFontMetrics(self._small()).horizontalAdvance(self._label) + theme.TIGHT if self._label else 0
        return label, self.fontMetrics().horizontalAdvance(self._value) + 2

    def _cross(self) -> QRect:
        box = QRect(0, 0, 11, 11)
        box.moveCenter(QPoint(self.width() - _CROSS // 2 - 3, self.height() // 2))
        return box


_MIDDLE = Qt.TextElideMode.ElideMiddle


class ChipBar(QWidget):
    """``text_wanted`` gives a search with a part changed, ``part_wanted`` the place of the part to be edited.

    Tab leads from ``after`` to the chips.
    """

    text_wanted = Signal(str)
    part_wanted = Signal(int, int)
    #: Back to the text.
    left = Signal()

    def __init__(self, session: Session, after: QWidget) -> None:
        super().__init__()
        self._session = session
        self._after = after
        self._text = ""
        self._titles: dict[str, str] = {}
        self._buttons: list[ChipButton] = []
        self._flow = FlowLayout(self, theme.TIGHT)
        self.setAccessibleName(_("Parts of the search"))
        session.bridge.changed.connect(self._changed)
        self.hide()

    @property
    def buttons(self) -> list[ChipButton]:
        """The chips that are shown."""
        return [button for button in self._buttons if not button.isHidden()]

    def put(self, text: str) -> None:
        """Show the parts of ``text``. While it can't be read the chips stay as they were, out of reach."""
        self._text = text
        parts = chips(text)
        if not parts and text.strip():
            for button in self._buttons:
                button.setEnabled(False)
            return
        self._show(parts if worth_showing(parts) else ())

    def take_focus(self) -> bool:
        """Put the focus on the first chip; False where there is none."""
        shown = self.buttons
        if shown and shown[0].isEnabled():
            shown[0].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _show(self, parts: Sequence[Chip]) -> None:
        while len(self._buttons) < len(parts):
            self._add()
        for button, chip in zip(self._buttons, parts, strict=False):
            button.put(chip, self._titles.get(chip.value, ""))
            button.setEnabled(True)
            button.show()
        for button in self._buttons[len(parts) :]:
            if button.hasFocus():
                self.left.emit()
            button.hide()
        self.setVisible(bool(parts))
        self._flow.invalidate()
        self.updateGeometry()
        self._ask(parts)

    def _add(self) -> None:
        button = ChipButton(self)
        button.removed.connect(lambda: self._remove(button))
        button.edited.connect(lambda: self._edit(button))
        button.menu_wanted.connect(lambda point: self._menu(button, point))
        button.walked.connect(lambda by: self._walk(button, by))
        self.setTabOrder(self._buttons[-1] if self._buttons else self._after, button)
        self._buttons.append(button)
        self._flow.addWidget(button)

    def _remove(self, button: ChipButton) -> None:
        if button.chip is None:
            return
        at = self._buttons.index(button)
        focused = button.hasFocus()
        self.text_wanted.emit(without(self._text, button.chip))
        if focused:
            shown = self.buttons
            if shown:
                shown[min(at, len(shown) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.left.emit()

    def _edit(self, button: ChipButton) -> None:
        if button.chip is not None:
            self.part_wanted.emit(button.chip.start, button.chip.end)

    def _negate(self, button: ChipButton) -> None:
        if button.chip is not None:
            self.text_wanted.emit(negated(self._text, button.chip))

    def _only(self, button: ChipButton) -> None:
        if button.chip is not None:
            self.text_wanted.emit(self._text[button.chip.start : button.chip.end])

    def _walk(self, button: ChipButton, by: int) -> None:
        shown = self.buttons
        to = shown.index(button) + by
        if by and 0 <= to < len(shown):
            shown[to].setFocus(Qt.FocusReason.TabFocusReason)
        elif not by or to < 0:
            self.left.emit()

    def _menu(self, button: ChipButton, point: QPoint) -> None:
        if button.chip is None or not button.isEnabled():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        turn = _("Find with it") if button.chip.negated else _("Find without it")
        menu.addAction(turn, lambda: self._negate(button))
        menu.addAction(_("Edit"), lambda: self._edit(button))
        menu.addAction(_("Only this"), lambda: self._only(button))
        menu.addSeparator()
        menu.addAction(_("Take out"), lambda: self._remove(button))
        menu.popup(point)

    def _ask(self, parts: Sequence[Chip]) -> None:
        unknown = {chip.value for chip in parts if names_a_record(chip)} - self._titles.keys()
        if not unknown:
            return
        archive = self._session.archive
        self._session.tasks.read(lambda: titles(archive, unknown), self._take, owner=self, key=_KEY)

    def _take(self, found: Mapping[str, str]) -> None:
        self._titles |= found
        for button in self.buttons:
            if button.chip is not None:
                button.put(button.chip, self._titles.get(button.chip.value, ""))
        self._flow.invalidate()

    def _changed(self, _change: object) -> None:
        self._titles.clear()
        self._ask([button.chip for button in self.buttons if button.chip is not None])


def worth_showing(parts: Sequence[Chip]) -> bool:
    """Whether chips say more than the text alone: one plain word does not."""
    return len(parts) > 1 or any(chip.negated or chip.kind != "word" for chip in parts)


def names_a_record(chip: Chip) -> bool:
    """Whether the value of ``chip`` may be the ref of a record."""
    return may_be_ref(chip.field, chip.value)


def titles(archive: Archive, refs: set[str]) -> dict[str, str]:
    """The titles of the records of ``refs``; empty for what is no ref but a name, or nothing at all."""
    found = {}
    for ref in refs:
        try:
            record = reading.resolve(archive, ref)
        except ArchiveError:
            found[ref] = ""
        else:
            found[ref] = record.title if record.ref.casefold() == ref.casefold() else ""
    return found
