"""The pages of a document or the frames of a picture, below it: which of how many is shown, and ways to the others.

They are pictures that a worker drew: the window never opens a document itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from archive_app.domain.model.boxes import Box
from archive_app.domain.model.records import FileValue
from archive_app.domain.text.folding import Term
from archive_app.i18n import N_, _, ngettext
from archive_app.media.formats.filetypes import PDF
from archive_app.services.ingest import documents
from archive_app.ui.kit import theme
from archive_app.ui.kit.canvas import Canvas
from archive_app.ui.kit.decoded import upright
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.picture_button import picture_button
from archive_app.ui.session.session import Session

#: Pixels on the longer side of a page, as it is first seen and when one looks closely.
_EDGE, _CLOSE_EDGE = 2048, 6144
_MOST = 1_000_000
#: What is turned like the pages of a book; the pictures of all else follow each other.
_PAPER = frozenset({PDF, "image/tiff"})
_PAGES = (N_("Page before (Ctrl+Page Up)"), N_("Next page (Ctrl+Page Down)"), N_("Page"))
_FRAMES = (N_("Frame before (Ctrl+Page Up)"), N_("Next frame (Ctrl+Page Down)"), N_("Frame"))
_WIDE = 64


class _Leaf(NamedTuple):
    """A page as it was drawn, and its width where it is shown one to one."""

    image: QImage
    width: int
    number: int
    sharp: bool


class _Number(QLineEdit):
    """A number that is typed; Return and Escape give the keys back to the page. ``asked`` has the number."""

    asked = Signal(int)

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self._value = 1
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedWidth(_WIDE)
        self.setMaxLength(len(str(_MOST)))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(_("Page"))
        self.setToolTip(_("Go to a page (G)"))

    def value(self) -> int:
        """The number of the page that is shown, from 1."""
        return self._value

    def put(self, number: int) -> None:
        """Show this number."""
        self._value = number
        self.setText(str(number))

    def ask(self) -> None:
        """Let a number be typed."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            typed = self.text().strip()
            self.put(self._value)
            if typed.isdecimal():
                self.asked.emit(int(typed))
        elif event.key() == Qt.Key.Key_Escape:
            self.put(self._value)
        else:
            super().keyPressEvent(event)
            return
        self._page.setFocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.put(self._value)
        super().focusOutEvent(event)


class Leaves(QWidget):
    """Shows pages on ``canvas``; ``turned`` follows when another one is asked for, and when it is drawn. Hidden where
    there is one at most.
    """

    turned = Signal()

    def __init__(self, session: Session, canvas: Canvas) -> None:
        super().__init__()
        self.setObjectName("leaves")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._canvas = canvas
        self._file: FileValue | None = None
        self._sharp = -1
        #: At which page one has left each document, by the hash of its file.
        self._left: dict[str, int] = {}
        #: Which page is shown, from 0, and how many there are, 0 while that is not known.
        self.page = self.total = 0
        #: Which page is seen while the one that is asked for is being drawn.
        self.seen = 0
        #: What is marked on the page, and which of the places on it is the one in hand.
        self._terms: tuple[Sequence[Term], int] = ((), -1)
        self.number = _Number(canvas)
        self.number.asked.connect(self._typed)
        self.of = plain_label(wrap=False)
        self._lay_out()
        self.hide()

    def open(self, file: FileValue | None) -> None:
        """Offer the pages of ``file``, of which the first one is shown; none where it can have no others."""
        self._session.tasks.forget(self._key)
        self.mark((), -1)
        self._file = file if file is not None and documents.has_pages(file) else None
        self.page, self.seen, self.total, self._sharp = 0, 0, 0, -1
        self.hide()
        if self._file is not None:
            archive, counted = self._session.archive, self._file
            self._dress()
            self._session.tasks.read(
                lambda: documents.pages_counted(archive, counted), self._counted, owner=self, key=self._key
            )

    def come_back(self) -> None:
        """Go to the page of this document that was seen last, since this view is there."""
        if self._file is not None:
            self.go_to(self._left.get(self._file.sha256, 0))

    def turn(self, by: int) -> bool:
        """Show the page ``by`` places further; whether there is one."""
        if not 0 <= self.page + by < self.total:
            return False
        self.go_to(self.page + by)
        return True

    def go_to(self, page: int) -> None:
        """Show this page, from 0. One that is asked for before it is known how many there are may be too far."""
        if self._file is None or page == self.page or not 0 <= page < (self.total or _MOST):
            return
        self.page, self._sharp = page, -1
        self._tell()
        self.turned.emit()
        self._canvas.mark(())
        self._draw(_EDGE)
        self.mark(self._terms[0], -1)

    def mark(self, terms: Sequence[Term], nth: int) -> None:
        """Mark these words on the page that is shown, of which the ``nth``, from 0, is the one in hand."""
        self._terms = terms, nth
        file, page, archive = self._file, self.page, self._session.archive
        if file is None or not terms:
            self._session.tasks.forget(f"{self._key}-marks")
            self._canvas.mark(())
            return

        def put(places: list[tuple[Box, ...]]) -> None:
            if page == self.page and self._file is file:
                self._canvas.mark(places, min(nth, len(places) - 1))

        self._session.tasks.read(
            lambda: documents.words_on(archive, file, page, terms), put, owner=self, key=f"{self._key}-marks"
        )

    def sharpen(self) -> None:
        """Draw the page once more, as it is looked at closely."""
        if self._file is not None and self._sharp != self.page and self._canvas.coarse:
            self._sharp = self.page
            self._draw(_CLOSE_EDGE)

    def fit_width(self) -> None:
        """Let the page be as wide as the window, its head on top."""
        width = self._canvas.place().width()
        if width:
            self._canvas.zoom_to(self._canvas.scale() * self._canvas.width() / width)
            self._canvas.pan(0, self._canvas.place().height())

    def copy(self) -> None:
        """Put the words of the page on the clipboard."""
        file, page, archive = self._file, self.page, self._session.archive
        if file is None:
            return

        def read(contents: documents.Contents | None) -> None:
            said = contents.pages[page] if contents is not None and page < len(contents.pages) else ""
            if said:
                QGuiApplication.clipboard().setText(said)
                self._session.told.emit(_("The text of the page is on the clipboard."))
            else:
                self._session.refused.emit(_("No text was read on this page; it may be a picture of a text."))

        self._session.tasks.read(lambda: documents.contents_of(archive, file.sha256), read, owner=self)

    @property
    def _key(self) -> str:
        return f"leaves-{id(self)}"

    def _counted(self, total: int) -> None:
        self.total = total
        self._tell()
        self.setVisible(total > 1)
        if self.page >= total > 0:
            self.page = 0

    def _draw(self, edge: int) -> None:
        file, page, archive, sharp = self._file, self.page, self._session.archive, edge == _CLOSE_EDGE
        if file is None:
            return

        def work() -> _Leaf:
            drawn = documents.page_picture(archive, file, page, edge)
            width = drawn.height if file.turn % 180 else drawn.width
            image = upright(drawn.pictures.get(edge), edge, file.turn)
            return _Leaf(image, width or 0, page, sharp)

        key = f"{self._key}-page"
        self._session.tasks.read(work, self._drawn, owner=self, key=key)

    def _drawn(self, leaf: _Leaf) -> None:
        if leaf.number != self.page or self._file is None:
            return
        self.seen = self._left[self._file.sha256] = leaf.number
        if leaf.image.isNull():
            self._canvas.put(None, 0, _("This page is damaged and can't be shown."))
        else:
            fitted = self._canvas.fitted
            self._canvas.put(QPixmap.fromImage(leaf.image), leaf.width, keep_view=leaf.sharp or not fitted)
        self.turned.emit()

    def _typed(self, number: int) -> None:
        self.go_to(max(1, min(number, self.total)) - 1)

    def _tell(self) -> None:
        self.number.put(self.page + 1)
        of = ngettext("of {count} page", "of {count} pages", self.total)
        if self._moves:
            of = ngettext("of {count} frame", "of {count} frames", self.total)
        self.of.setText(of.format(count=f"{self.total:,}"))
        self.before.setEnabled(self.page > 0)
        self.after.setEnabled(self.page + 1 < self.total)

    @property
    def _moves(self) -> bool:
        """Whether it has frames, not pages."""
        return self._file is not None and self._file.mime not in _PAPER

    def _dress(self) -> None:
        """Call them by their name; only a document has words to copy."""
        before, after, number = _FRAMES if self._moves else _PAGES
        for widget, label in ((self.before, _(before)), (self.after, _(after))):
            widget.setToolTip(label)
            widget.setAccessibleName(label)
        self.number.setAccessibleName(_(number))
        self.copied.setVisible(self._file is not None and self._file.mime == PDF)

    def _lay_out(self) -> None:
        self.before = picture_button("page-back", _(_PAGES[0]))
        self.after = picture_button("page-forward", _(_PAGES[1]))
        self.width_fitted = picture_button("fit-width", _("As wide as the window (W)"))
        self.copied = picture_button("copy", _("Copy the text of this page"))
        self.before.clicked.connect(self._back)
        self.after.clicked.connect(self._on)
        self.width_fitted.clicked.connect(self.fit_width)
        self.copied.clicked.connect(self.copy)
        bar = QHBoxLayout(self)
        bar.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        bar.setSpacing(theme.SMALL)
        bar.addStretch(1)
        for widget in (self.before, self.number, self.of, self.after, self.width_fitted, self.copied):
            bar.addWidget(widget)
        bar.addStretch(1)

    def _back(self) -> None:
        self.turn(-1)

    def _on(self) -> None:
        self.turn(1)
