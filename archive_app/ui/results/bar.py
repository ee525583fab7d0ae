"""The line over a result: how many, in which order, how large, grid or table."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QWidget

from archive_app import i18n
from archive_app.i18n import _, ngettext
from archive_app.services.search.saved import ORDER_LABEL
from archive_app.ui.kit import theme
from archive_app.ui.kit.choices import Combo, Slider
from archive_app.ui.kit.icons import icon
from archive_app.ui.results.grid import MAXIMUM, MINIMUM

GRID, TABLE, PAGE = "grid", "table", "page"
#: From this width on, in pixels, there is room for the slider.
_ROOMY = 480
#: How narrow it may be, and how wide the order is at most where there is room and where there is little, in pixels.
_NARROW, _WIDEST, _LOW = 300, 1_000, 72
#: By how many pixels a key or a notch of the wheel makes the pictures larger.
_STEP = 24


def orders() -> list[tuple[str, str]]:
    """The orders a result may have, each with its label."""
    spoken = i18n.language()
    return [(key, _(label)) for key, label in ORDER_LABEL.items() if key != "strokes" or spoken == "zh"]


class ResultBar(QWidget):
    """``order_chosen`` gives an order, ``size_chosen`` pixels, ``view_chosen`` one of the views."""

    order_chosen = Signal(str)
    size_chosen = Signal(int)
    view_chosen = Signal(str)
    refresh_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = GRID
        #: Whether words are searched for, by which the result may be ranked.
        self.ranked = True
        self.count = QLabel()
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setAccessibleName(_("Number of results"))
        self.facets = _switch("facets", _("Facets (Ctrl+Shift+F)"), _("Facets"))
        self.stale = QToolButton()
        self.stale.setAutoRaise(True)
        self.stale.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.stale.setIcon(icon("refresh"))
        self.stale.setToolTip(_("Search again (F5)"))
        self.stale.clicked.connect(self.refresh_wanted)
        self.stale.hide()
        self.order = Combo()
        self.order.setAccessibleName(_("Order of the result"))
        self.order.setToolTip(_("Order of the result"))
        # Where it is narrow its longest words may be cut; the list below it shows them whole.
        self.order.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.order.setMinimumContentsLength(10)
        for key, label in orders():
            self.order.addItem(label, key)
        #: What the count says where there is room for it, and where there is not.
        self._said = self._short = ""
        self.order.activated.connect(lambda _n: self.order_chosen.emit(self.order.currentData()))
        self.zoom = Slider(Qt.Orientation.Horizontal)
        self.zoom.setRange(MINIMUM, MAXIMUM)
        self.zoom.setPageStep(_STEP)
        self.zoom.setFixedWidth(110)
        self.zoom.setAccessibleName(_("Size of the pictures"))
        self.zoom.setToolTip(_("Size of the pictures (Ctrl++, Ctrl+-, Ctrl and the wheel)"))
        self.zoom.valueChanged.connect(self.size_chosen)
        self._views = QButtonGroup(self)
        self.page = self._view_button("partnership", _("Partnership page"), PAGE)
        self.page.hide()
        self.grid = self._view_button("grid", _("Grid"), GRID)
        self.table = self._view_button("table", _("Table"), TABLE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.facets)
        layout.addWidget(self.count)
        layout.addWidget(self.stale)
        layout.addStretch(1)
        for widget in (self.order, self.zoom, self.page, self.grid, self.table):
            layout.addWidget(widget)

    def show_count(self, count: int, selected: int, *, more: bool = False, earlier: bool = False) -> None:
        """Say how many results there are, or that there are ``more``, and how many of them are selected.

        What is ``earlier`` is not the answer to what stands in the search box, and says so.
        """
        if more:
            text = _("{count}+ results").format(count=f"{count:,}") if count else ""
        else:
            text = ngettext("{count} result", "{count} results", count).format(count=f"{count:,}")
        if earlier:
            # Short: beside the order of a narrow window there is no room for more.
            text = _("Earlier: {count}").format(count=f"{count:,}") if count else ""
        self._said = self._short = text
        if selected > 1:
            chosen = ngettext("{count} selected", "{count} selected", selected).format(count=f"{selected:,}")
            self._said, self._short = f"{text} · {chosen}", chosen
        self.count.setToolTip(self._said)
        self._fit()

    def show_stale(self, count: int) -> None:
        """Say how many of the shown no longer match the search."""
        text = ngettext("{count} no longer matches", "{count} no longer match", count).format(count=count)
        self.stale.setText(text)
        self.stale.setAccessibleName(text)
        self.stale.setToolTip(f"{text}. {_('Search again (F5)')}" if count else _("Search again (F5)"))
        self.stale.setVisible(count > 0)
        self._fit()

    def offer_relevance(self, words: bool) -> None:
        """Offer the order of relevance where words are searched for; else it is that of adding, and says so."""
        self.ranked = words
        at = self.order.findData("relevance")
        item = self.order.model().index(at, 0)
        self.order.setItemText(at, _("Relevance") if words else _("Last added"))
        why = "" if words else _("There are no words to rank by: what was added last comes first.")
        self.order.setItemData(at, why, Qt.ItemDataRole.ToolTipRole)
        self.order.model().setData(item, 0 if not words else None, Qt.ItemDataRole.UserRole - 1)

    def show_order(self, order: str) -> None:
        """Show ``order`` as chosen."""
        at = self.order.findData(order)
        if at >= 0:
            self.order.setCurrentIndex(at)

    def show_view(self, view: str) -> None:
        """Show ``view`` as chosen."""
        {TABLE: self.table, PAGE: self.page}.get(view, self.grid).setChecked(True)
        self._view = view
        self._fit()
        self.order.setVisible(view != PAGE)

    def resize_by(self, steps: int) -> None:
        """Make the pictures larger by so many steps, or smaller."""
        self.zoom.setValue(self.zoom.value() + steps * _STEP)

    def offer_page(self, offered: bool) -> None:
        """Offer the page of a partnership beside grid and table."""
        self.page.setVisible(offered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROW, super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Where it is narrow the slider gives way, since the size has keys as well, then letters of the order, whose
        list shows them whole, then words whose tip says them.
        """
        self.zoom.setVisible(self._view == GRID and self.width() >= _ROOMY)
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        for width, style, words in (
            (_WIDEST, beside, self._said),
            (_LOW, beside, self._said),
            (_LOW, alone, self._said),
            (_LOW, alone, self._short),
        ):
            self.order.setMaximumWidth(width)
            self.stale.setToolButtonStyle(style)
            self.count.setText(words)
            layout = self.layout()
            if layout is not None:
                layout.invalidate()
                room = self.width() - layout.minimumSize().width()
                if room >= 0:
                    # What is left of it the order has.
                    self.order.setMaximumWidth(width + room)
                    break

    def _view_button(self, drawing: str, label: str, view: str) -> QToolButton:
        button = _switch(drawing, label, label)
        button.clicked.connect(lambda: self.view_chosen.emit(view))
        self._views.addButton(button)
        return button


def _switch(drawing: str, tip: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(drawing))
    button.setCheckable(True)
    button.setAutoRaise(True)
    button.setToolTip(tip)
    button.setAccessibleName(name)
    return button
