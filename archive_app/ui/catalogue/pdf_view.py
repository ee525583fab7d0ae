"""The pages of a PDF, with a bar to turn and to zoom; where they can't be shown, one sentence says why."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.media.printing.pages import PagePicture, Pages
from archive_app.ui.catalogue.page_area import PageArea
from archive_app.ui.kit import theme
from archive_app.ui.kit.canvas import STEP
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.tasks import Tasks

T = TypeVar("T")


class PdfView(QStackedWidget):
    """Pages are opened and drawn by ``tasks``, one at a time."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._pages: Pages | None = None
        # Goes up with each file, so that an answer about another one is known.
        self._number = 0
        self._drawing = False
        self.words = plain_label(name="empty")
        self.say_made(making=False)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = PageArea()
        self.area.setAccessibleName(_("Pages of the catalogue"))
        self.place = plain_label(wrap=False)
        self.addWidget(self.words)
        self.addWidget(self._with_bar())
        self.area.wanted.connect(self._draw)
        self.area.moved.connect(self._tell)

    @property
    def page_count(self) -> int:
        """How many pages the open file has."""
        return len(self._pages.sizes) if self._pages else 0

    def say_made(self, *, making: bool) -> None:
        """In place of pages: that they are being made, or how they come."""
        self.words.setText(_("Making the pages…") if making else _("Press Preview to see the pages."))

    def open_file(self, file: Path) -> None:
        """Show the pages of ``file``."""
        self.close_file()
        self.words.setText(_("Loading…"))
        now = self._of_now
        self._tasks.read(lambda: Pages(file), now(self._opened), owner=self, failed=now(self._failed))

    def close_file(self) -> None:
        """Let go of the open file."""
        if self._pages is not None:
            # Not in this thread: a page may just be drawn, and closing waits for it.
            self._tasks.read(self._pages.close, lambda _nothing: None, owner=self)
        self._pages, self._drawing = None, False
        self._number += 1
        self.area.put(())
        self.setCurrentWidget(self.words)

    def _of_now(self, answer: Callable[[T], None]) -> Callable[[T], None]:
        """``answer``, unless another file has been opened in the meantime."""
        number = self._number
        return lambda value: answer(value) if number == self._number else None

    def _opened(self, pages: Pages) -> None:
        self._pages = pages
        self.setCurrentIndex(1)
        self.area.put(pages.sizes)

    def _failed(self, error: ArchiveError) -> None:
        self.close_file()
        self.words.setText(error.message)

    def _draw(self) -> None:
        pages, wish = self._pages, self.area.wish()
        if pages is None or wish is None or self._drawing:
            return
        self._drawing = True

        def drawn(picture: PagePicture) -> None:
            self._drawing = False
            size = picture.width, picture.height, picture.stride
            self.area.draw(wish, QPixmap.fromImage(QImage(picture.rgb, *size, QImage.Format.Format_RGB888)))
            self._draw()

        now = self._of_now
        work = partial(pages.picture, wish.page, wish.width)
        self._tasks.read(work, now(drawn), owner=self, failed=now(self._failed))

    def _tell(self) -> None:
        words = _("Page {number} of {count}").format(number=self.area.page + 1, count=self.page_count)
        self.place.setText(f"{words} · {self.area.scale() * 72 / self.logicalDpiX():.0%}")

    def _with_bar(self) -> QWidget:
        bar = QHBoxLayout()
        bar.setSpacing(theme.SMALL)
        for drawing, label, does in (
            ("back", _("Page before (Page Up)"), lambda: self.area.go_to(self.area.page - 1)),
            ("forward", _("Next page (Page Down)"), lambda: self.area.go_to(self.area.page + 1)),
            ("zoom-out", _("Smaller (-)"), lambda: self.area.zoom_by(1 / STEP)),
            ("zoom-in", _("Larger (+)"), lambda: self.area.zoom_by(STEP)),
            ("fit", _("Fit into the window (Z)"), self.area.fit),
        ):
            button = QToolButton()
            button.setIcon(icon(drawing))
            button.setAutoRaise(True)
            button.setToolTip(label)
            button.setAccessibleName(label)
            button.clicked.connect(lambda _on=False, act=does: act())
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self.place)
        both = QWidget()
        layout = QVBoxLayout(both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.area, 1)
        layout.addLayout(bar)
        return both
