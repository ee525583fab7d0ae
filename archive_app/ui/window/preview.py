"""The full-size preview: the picture of the current record, with zoom, next and previous, and what it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.dates.dates import words
from archive_app.domain.model.details import REGION
from archive_app.domain.model.records import FileValue, Record
from archive_app.domain.text.folding import Term
from archive_app.domain.text.subtitles import begins
from archive_app.i18n import _, language
from archive_app.media.formats.filetypes import PDF
from archive_app.services.records import reading
from archive_app.services.results import Match
from archive_app.services.search import searching
from archive_app.ui.kit import places, theme
from archive_app.ui.kit.canvas import STEP
from archive_app.ui.kit.editors import ElidedLabel
from archive_app.ui.kit.large import LargePicture
from archive_app.ui.kit.picture_button import picture_button
from archive_app.ui.kit.words import rating_said
from archive_app.ui.marking.buttons import MarkingButtons
from archive_app.ui.marking.marking import Marking
from archive_app.ui.session.session import Session

Key = Qt.Key
_MOVE = 80
_CLOSER = frozenset({"zoom-out", "zoom-in", "fit", "actual-size"})
_WITH = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


class Preview(QWidget):
    """``step_wanted`` asks for the record so many places further, ``left`` to go back."""

    step_wanted = Signal(int)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("preview")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._record: Record | None = None
        #: What was expected to be asked for next.
        self._ahead: Record | None = None
        self._page = 0
        #: Which record is to be played from where.
        self._begin = (0, 0)
        #: Of which record a page was found, and what stands there.
        self._found: tuple[int, Match, Sequence[Term]] | None = None
        self.large = LargePicture(session)
        self.canvas = self.large.canvas
        self.marking = Marking(session, self.large)
        #: Which region of which record is to be shown.
        self._region: tuple[int, int | str] = (0, 0)
        self.canvas.left.connect(self.left)
        self.large.changed.connect(self._tell)
        #: The buttons by which one looks at a picture more closely.
        self._closer: list[QToolButton] = []
        self.title = ElidedLabel(name="strong")
        self.info = ElidedLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.large, 1)
        layout.addLayout(self._bar())
        self.setFocusProxy(self.large)

    def begin(self, record: int, at: int) -> None:
        """Play ``record`` from this place, in milliseconds, when it is shown."""
        self._begin = (record, at)
        if self._record is not None and self._record.id == record:
            self._load()

    def open_at(self, record: int, match: Match) -> None:
        """Show, or play from there, what a search found in ``record``, when that is shown."""
        at = begins(match.text, match.spans[0][0]) if match.field == "subtitles" else None
        if at is not None:
            self.begin(record, at)
        elif match.field == REGION.name:
            self.go_to_region(record, match.text)

    def go_to_region(self, record: int, region: int | str) -> None:
        """Show a region by its id or its words, or play it where it is one of a recording, when ``record`` is shown."""
        self._region = (record, region)
        if self._record is not None and self._record.id == record:
            self._turn_to_region(self._record)

    def show_record(self, record: Record, expected: int = 0) -> None:
        """Show the picture that ``record`` is shown by, or why there is none; ``expected`` will probably be asked for
        next, and is read ahead.
        """
        self._expect(expected)
        if self._record is not None and self._record.id == record.id and self._record.files == record.files:
            self._record = record
            self._tell()
            self._turn_to_region(record)
            return
        self._record, self._page = record, record.files.index(record.shown) if record.shown else 0
        self.title.setText(record.title)
        self._load()
        self._go_to_found()
        self._turn_to_region(record)

    def wait_for(self, record: int) -> None:
        """Show nothing of another record than this one, which is still being read: what is done is meant for it."""
        if self._record is not None and self._record.id != record:
            self._record = None
            self.title.setText("")
            self.info.setText("")
            self.large.show_file(None)
            self.canvas.put(None, 0, _("Loading…"))

    def show_ahead(self, record: int) -> None:
        """Show the record of this id at once, where it was read ahead; who asks for it shows it as it is now."""
        if self._ahead is not None and self._ahead.id == record:
            self.show_record(self._ahead)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = places.key_of(event)
        moves: dict[Qt.Key, Callable[[], None]] = {
            Key.Key_Plus: lambda: self._zoom_by(STEP),
            Key.Key_Equal: lambda: self._zoom_by(STEP),
            Key.Key_Minus: lambda: self._zoom_by(1 / STEP),
            Key.Key_Z: self.large.zoom,
            Key.Key_Right: lambda: self.step_wanted.emit(1),
            Key.Key_Left: lambda: self.step_wanted.emit(-1),
            Key.Key_Down: lambda: self.canvas.pan(0, -_MOVE),
            Key.Key_Up: lambda: self.canvas.pan(0, _MOVE),
            Key.Key_PageDown: lambda: self.step_wanted.emit(1),
            Key.Key_PageUp: lambda: self.step_wanted.emit(-1),
            **dict.fromkeys((Key.Key_Escape, Key.Key_Space, Key.Key_Return, Key.Key_Enter), self.left.emit),
        }
        files = {Key.Key_PageDown: 1, Key.Key_PageUp: -1}
        if key in files and event.modifiers() & ~_WITH == Qt.KeyboardModifier.ControlModifier:
            self.turn(files[key])
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and key in (Key.Key_Left, Key.Key_Right):
            self.canvas.pan(_MOVE if key == Key.Key_Left else -_MOVE, 0)
        elif key in moves and not event.modifiers() & ~_WITH:
            moves[key]()
        else:
            super().keyPressEvent(event)

    def look_for(self, record: int, query: str) -> None:
        """Show the page of the documents of ``record`` on which the words of ``query`` stand, where they do."""
        archive = self._session.archive

        def found(answer: tuple[Match, Sequence[Term]] | None) -> None:
            self._found = (record, *answer) if answer is not None else None
            self._go_to_found()

        self._session.tasks.read(
            lambda: searching.page_found(archive, record, query), found, owner=self, key=f"page-found-{id(self)}"
        )

    def _go_to_found(self) -> None:
        """As soon as its record is shown."""
        if self._found is None or self._record is None or self._record.id != self._found[0]:
            return
        (_record, match, terms), self._found = self._found, None
        place = next((at for at, file in enumerate(self._record.files) if file.sha256 == match.sha256), self._page)
        if place != self._page:
            self._page = place
            self._load()
        self.large.open_at(max(0, match.page - 1), terms)

    def turn(self, by: int) -> None:
        """Show the page, or else the file, ``by`` places further of the same record."""
        if self.large.turn(by):
            return
        if self._record is not None and 0 <= self._page + by < len(self._record.files):
            self._page += by
            self._load()

    def _turn_to_region(self, record: Record) -> None:
        """Show the file on which the wanted region lies, and the region in hand."""
        wanted, region = self._region
        if wanted != record.id:
            return
        self._region = (0, 0)
        there = record.details_of(REGION.name)
        found = next((each for each in there if region in (each.id, each.values.get("text"))), None)
        if found is None:
            return
        for page, file in enumerate(record.files):
            if file.id == found.values["file"] and page != self._page:
                self._page = page
                self._load()
        self.large.open_at((found.values.get("page") or 1) - 1, ())
        self.marking.jump(found.id)

    def _zoom_by(self, factor: float) -> None:
        if self.large.can_zoom:
            self.canvas.zoom_by(factor)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        bar.setSpacing(theme.MEDIUM)
        bar.addWidget(self.title)
        bar.addWidget(self.info)
        bar.addStretch(1)
        bar.addWidget(MarkingButtons(self.marking, self.large))
        for drawing, label, does in (
            ("back", _("Previous (Left)"), lambda: self.step_wanted.emit(-1)),
            ("forward", _("Next (Right)"), lambda: self.step_wanted.emit(1)),
            ("zoom-out", _("Smaller (-)"), lambda: self.canvas.zoom_by(1 / STEP)),
            ("zoom-in", _("Larger (+)"), lambda: self.canvas.zoom_by(STEP)),
            ("fit", _("Fit into the window (Z)"), self.canvas.fit),
            ("actual-size", _("One to one (Z)"), lambda: self.canvas.zoom_to(1.0)),
            ("close", _("Back (Esc)"), self.left.emit),
        ):
            button = picture_button(drawing, label)
            button.clicked.connect(lambda _on=False, act=does: act())
            bar.addWidget(button)
            if drawing in _CLOSER:
                self._closer.append(button)
        return bar

    def _file(self) -> FileValue | None:
        files = self._record.files if self._record else ()
        return files[self._page] if self._page < len(files) else None

    def _load(self) -> None:
        self.large.show_file(self._file(), self._record)
        record, at = self._begin
        if self._record is not None and self._record.id == record:
            self._begin = (0, 0)
            self.large.begin(at)
        self._tell()

    def _expect(self, record: int) -> None:
        archive = self._session.archive
        if record:
            self._session.tasks.read(
                lambda: reading.record(archive, record),
                self._came_ahead,
                owner=self,
                key=f"expected-{id(self)}",
                # That it is gone is said when one comes to it.
                failed=lambda _error: None,
            )

    def _came_ahead(self, record: Record) -> None:
        self._ahead = record
        self.large.prepare(record.shown)

    def _tell(self) -> None:
        record, file = self._record, self._file()
        if record is None:
            return
        parts = [
            rating_said(record.fields.get("rating")),
            record.ref,
            words(record.date, language()) if record.date else "",
        ]
        for button in self._closer:
            button.setEnabled(self.large.can_zoom)
        # The page of a document has no pixels.
        if file is not None and file.width and file.height and file.mime != PDF:
            parts.append(f"{file.width:,} × {file.height:,}")
        if self.large.can_zoom:
            parts.append(f"{self.canvas.scale():.0%}")
        if len(record.files) > 1:
            parts.append(
                _("file {number} of {count} (Ctrl+Page Up, Ctrl+Page Down)").format(
                    number=self._page + 1, count=len(record.files)
                )
            )
        self.info.setText(" · ".join(filter(None, parts)))
