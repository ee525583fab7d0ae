"""What a workbench shows in the place of its panes or over them, made when one first goes there."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from archive_app.ui.context.strip import ContextStrip
from archive_app.ui.kit import tab_order
from archive_app.ui.results.pane import ResultPane
from archive_app.ui.session.jobs import Jobs
from archive_app.ui.session.session import Session
from archive_app.ui.tagbar.tagger import Tagger

if TYPE_CHECKING:
    from archive_app.ui.kit.large import LargePicture
    from archive_app.ui.marking.marking import Marking
    from archive_app.ui.partnership.page import PartnershipView
    from archive_app.ui.stepping.view import SteppingView
    from archive_app.ui.tagbar.overlay import TagOverlay
    from archive_app.ui.window.preview import Preview


class Scenes(QWidget):
    """Each is made as it is first asked for; what they ask for is done by whoever lays out the workbench."""

    record_wanted = Signal(object)
    preview_wanted = Signal(int)
    query_wanted = Signal(str)
    step_wanted = Signal(int)
    preview_left = Signal()
    stepping_left = Signal()
    #: For the partnership that is shown: a catalogue, a new event, a new stage.
    catalogue_wanted = Signal()
    event_wanted = Signal()
    stage_wanted = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self.session = session
        self.results = ResultPane(session)
        self.tagger = Tagger(session, jobs, self)
        self.context = ContextStrip(session)
        self._stack = QStackedWidget()
        #: The search whose items are gone through one by one.
        self.stepped = ""

    def focusNextPrevChild(self, following: bool) -> bool:
        return tab_order.go_on(self, back=not following) or super().focusNextPrevChild(following)

    @cached_property
    def partnership(self) -> PartnershipView:
        """The page of a partnership."""
        from archive_app.ui.partnership.page import PartnershipView

        page = PartnershipView(self.session)
        self.results.place_page(page)
        page.record_wanted.connect(self.record_wanted)
        page.preview_wanted.connect(self.preview_wanted)
        page.query_wanted.connect(self.query_wanted)
        page.items_wanted.connect(lambda: self.results.show_view("grid"))
        page.catalogue_wanted.connect(self.catalogue_wanted)
        page.event_wanted.connect(self.event_wanted)
        page.stage_wanted.connect(self.stage_wanted)
        return page

    @cached_property
    def preview(self) -> Preview:
        """The picture of one record, full size."""
        from archive_app.ui.window.preview import Preview

        preview = Preview(self.session)
        self._stack.addWidget(preview)
        preview.left.connect(self.preview_left)
        preview.step_wanted.connect(self.step_wanted)
        return preview

    @property
    def previewing(self) -> bool:
        """Whether the full-size preview is shown."""
        return self._shows("preview")

    @property
    def large_in_sight(self) -> LargePicture | None:
        """What shows a file large; None where nothing does."""
        if self.stepping_through:
            return self.stepping.large
        return self.preview.large if self.previewing else None

    @property
    def marking(self) -> Marking | None:
        """What marks regions of the file that is shown large; None where none is."""
        if self.stepping_through:
            return self.stepping.marking
        return self.preview.marking if self.previewing else None

    @cached_property
    def stepping(self) -> SteppingView:
        """Items one by one, to be tagged."""
        from archive_app.ui.stepping.view import SteppingView

        stepping = SteppingView(self.session, self.tagger, lambda: self.context.pad)
        self._stack.addWidget(stepping)
        stepping.left.connect(self.stepping_left)
        return stepping

    @property
    def stepping_through(self) -> bool:
        """Whether items are gone through one by one."""
        return self._shows("stepping")

    def begin_stepping(self) -> None:
        """Let what is gone through have the place of the panes."""
        self.stepped = self.results.query
        self._stack.setCurrentWidget(self.stepping)

    def end_stepping(self, panes: QWidget) -> None:
        """Give the place back to the ``panes``."""
        self.stepping.stop()
        self._stack.setCurrentWidget(panes)

    @cached_property
    def tagging(self) -> TagOverlay:
        """The tag bar over the panes."""
        from archive_app.ui.tagbar.overlay import TagOverlay

        return TagOverlay(self.session, self.tagger, self)

    def _shows(self, name: str) -> bool:
        # Asking must not make it.
        return name in self.__dict__ and self._stack.currentWidget() is self.__dict__[name]
