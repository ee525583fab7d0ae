"""One file of a record, as large as there is room: a picture's preview at once, its pixels when one zooms in, what
plays where it is a recording, the pages of a document, and the words of what has no picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.records import FileValue, Record
from archive_app.domain.text.folding import Term
from archive_app.i18n import _
from archive_app.media.formats.filetypes import PDF
from archive_app.services.ingest import documents, parts, pictures, posters
from archive_app.services.records import recordings
from archive_app.ui.kit.canvas import Canvas
from archive_app.ui.kit.decoded import Decoded
from archive_app.ui.kit.tiles import Tiles
from archive_app.ui.session import multimedia
from archive_app.ui.session.session import Session
from archive_app.ui.session.settings import Settings

if TYPE_CHECKING:
    from archive_app.ui.kit.find_bar import FindBar
    from archive_app.ui.kit.leaves import Leaves
    from archive_app.ui.kit.player import Player
    from archive_app.ui.kit.recording import Recording
    from archive_app.ui.kit.text_view import TextView

#: The one that Qt's wheels leave to a Linux system.
_SOUND = "libpulse0"


class LargePicture(QWidget):
    """``changed`` follows when another picture, or the same at another scale, is shown."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.file: FileValue | None = None
        #: The record that the file was shown of.
        self.record: Record | None = None
        self._sharp = ""
        self._decoded = Decoded(session, self)
        #: Whether one has looked at a picture here more closely: then one will at the next.
        self._looked_closer = False
        self.canvas = Canvas()
        self.canvas.zoomed.connect(lambda _scale: self._zoomed())
        self.tiles = Tiles(self.canvas)
        self.tiles.failed.connect(self._fewer)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.canvas, 1)
        self.setFocusProxy(self.canvas)
        #: What plays recordings; None until the first of them comes.
        self.player: Player | None = None
        #: What turns the pages of documents, and what shows words; None until the first of them comes.
        self.leaves: Leaves | None = None
        self.reading: TextView | None = None
        #: What finds words in a document; None until somebody wants that.
        self.find_bar: FindBar | None = None
        #: The page to open the next file at, from 0, and the words to mark there.
        self._at: tuple[int, Sequence[Term], int] = (0, (), 0)

    @property
    def page(self) -> int:
        """Which page of the document is shown, from 0."""
        return self.leaves.page if self.leaves is not None else 0

    @property
    def seen(self) -> int:
        """Which page of the document is on the canvas, from 0, while another one may be on its way."""
        return self.leaves.seen if self.leaves is not None else 0

    @property
    def can_zoom(self) -> bool:
        """Whether a picture is shown, which can be looked at more closely: a recording fits by itself, words flow."""
        return not self.canvas.isHidden() and self.canvas.has_picture

    def zoom(self) -> None:
        """One to one, or fitted."""
        if self.can_zoom:
            self.canvas.fit_or_not()

    def add_below(self, widget: QWidget) -> None:
        """Show ``widget`` below the picture."""
        self._layout.addWidget(widget)

    @property
    def in_focus(self) -> bool:
        """Whether keys are meant for the picture."""
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self.canvas or focused is self.focusProxy())

    def show_file(self, file: FileValue | None, record: Record | None = None) -> None:
        """Show ``file`` of ``record``, which may have subtitles for it, or why there is nothing to see."""
        if self.find_bar is not None and self.file != file:
            self.find_bar.leave()
        self.file, self.record, self._sharp = file, record, ""
        self.tiles.show_file(file if file is not None and not file.picture and parts.has_parts(file) else None)
        if file is not None and documents.shown_as_text(file):
            self._read(file)
            return
        if self.leaves is not None or (file is not None and documents.has_pages(file)):
            self._leaf(file)
        if file is not None and recordings.is_recording(file):
            self._play(file, record)
            return
        self._swap(self.canvas)
        if self.player is not None:
            self.player.stop()
        if file is None or file.picture:
            self._overtake()
            self.canvas.put(None, 0, file.picture if file is not None else _("This record has no file."))
            self.changed.emit()
            return
        self._overtake()
        if (ready := self._decoded.preview_now(file)) is not None:
            # Fitted, as what has yet to come is: the view of the picture before is no view of this one.
            self.canvas.put(QPixmap.fromImage(ready), file.width or 0)
            self.changed.emit()
        else:
            small = self._session.thumbnails.pixmap(file.sha256, file.turn)
            self.canvas.put(small, file.width or 0, "" if small else _("Loading…"))
            self._decoded.read_preview(file, self._loaded)
        if self.leaves is not None:
            self.leaves.come_back()

    def prepare(self, file: FileValue | None) -> None:
        """Decode what will probably be shown next."""
        if file is None or file.picture or recordings.is_recording(file) or documents.shown_as_text(file):
            return
        self._decoded.prepare(file, whole=self._looked_closer)

    def turn(self, by: int) -> bool:
        """Show the page of the document ``by`` places further; whether there is one."""
        return self.leaves is not None and self.leaves.turn(by)

    def open_at(self, page: int, terms: Sequence[Term], nth: int = 0) -> None:
        """Go to a page of the document that is shown, from 0, where these words stand, and to the ``nth`` of them."""
        if self.file is not None and documents.shown_as_text(self.file):
            self._at = page, terms, nth
            if self.reading is not None and self.reading.filled:
                self.reading.go_to(page, terms, nth)
        elif self.leaves is not None:
            self.leaves.go_to(page)
            self.leaves.mark(terms, nth)

    @property
    def can_find(self) -> bool:
        """Whether a document is shown that has words."""
        return self.file is not None and (documents.shown_as_text(self.file) or self.file.mime == PDF)

    def find_words(self) -> None:
        """Let words be typed that are looked for in the document."""
        if self.file is None or not self.can_find:
            return
        if self.find_bar is None:
            from archive_app.ui.kit.find_bar import FindBar

            self.find_bar = FindBar(self._session, self.open_at)
            self.find_bar.ended.connect(self.setFocus)
            self._layout.addWidget(self.find_bar)
        self.find_bar.begin(self.file, self._at[0] if documents.shown_as_text(self.file) else self.page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What only documents know: G asks for a page, W makes it as wide as the window."""
        if self.leaves is None or self.leaves.isHidden() or event.modifiers():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_G:
            self.leaves.number.ask()
        elif event.key() == Qt.Key.Key_W:
            self.leaves.fit_width()
        else:
            super().keyPressEvent(event)

    def begin(self, at: int) -> None:
        """Play the recording that is shown from this place, in milliseconds."""
        if self.player is not None:
            self.player.begin(at)

    def stop(self) -> None:
        """Let go of a recording that is being played."""
        if self.player is not None:
            self.player.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is out of sight is not heard either."""
        if self.player is not None:
            self.player.recording.pause()
        self.tiles.rest()
        self._decoded.rest()
        super().hideEvent(event)

    def _play(self, file: FileValue, record: Record | None) -> None:
        """Show what plays ``file``, or which library this system lacks for that."""
        if self.player is None:
            if not multimedia.loads():
                self._overtake()
                self.canvas.put(
                    None, 0, _("This system lacks a library that plays recordings: {name}").format(name=_SOUND)
                )
                self.changed.emit()
                return
            from archive_app.ui.kit.player import Player

            self.player = Player()
            self.player.shown.connect(self.changed)
            self.player.poster_chosen.connect(self._choose_poster)
            self.player.wave_wanted.connect(self._read_wave)
            _begin_as_before(self.player.recording, self._session.settings)
            self.player.recording.changed.connect(self._remember)
            self._layout.addWidget(self.player, 1)
        self._overtake()
        self._swap(self.player)
        self.player.show_file(file, record)
        self.changed.emit()

    def _leaf(self, file: FileValue | None) -> None:
        """Offer the pages of ``file``, where it is a document that has any."""
        if self.leaves is None:
            from archive_app.ui.kit.leaves import Leaves

            self.leaves = Leaves(self._session, self.canvas)
            self.leaves.turned.connect(self._turned)
            self._layout.addWidget(self.leaves)
        self.leaves.open(file)

    def _turned(self) -> None:
        # The first page may still be on its way.
        self._overtake()
        self._sharp = ""
        # The parts are those of the first one.
        first = self.file if not self.page and self.file is not None and parts.has_parts(self.file) else None
        self.tiles.show_file(first)
        self.changed.emit()

    def _read(self, file: FileValue) -> None:
        """Show the words of ``file``."""
        if self.reading is None:
            from archive_app.ui.kit.text_view import TextView

            self.reading = TextView()
            self._layout.addWidget(self.reading)
        self.stop()
        if self.leaves is not None:
            self.leaves.open(None)
        self.reading.say(_("Loading…"))
        self._at = (0, (), 0)
        self._overtake()
        self._swap(self.reading)
        archive = self._session.archive
        self._session.tasks.read(
            lambda: documents.contents_now(archive, file.sha256), self._was_read, owner=self, key=self._key("words")
        )
        self.changed.emit()

    def _was_read(self, contents: documents.Contents) -> None:
        if self.reading is not None:
            self.reading.put(contents)
            self.reading.go_to(*self._at)

    def _choose_poster(self, at: int) -> None:
        session, file = self._session, self.file
        if file is None:
            return

        def chosen(_change: ChangeSet) -> None:
            session.told.emit(_("This picture stands for the video now. Undo takes that back."))

        session.edit(lambda: posters.choose(session.archive, file=file, at=at), chosen, owner=self)

    def _remember(self) -> None:
        """How loud and how fast one listens, for the next recording and the next time."""
        if self.player is not None:
            recording, settings = self.player.recording, self._session.settings
            settings.put("player/volume", recording.volume)
            settings.put("player/speed", f"{recording.speed:g}")
            settings.put("player/loop", recording.looping)

    def _read_wave(self, sha256: str) -> None:
        archive = self._session.archive

        def read(values: bytes) -> None:
            if self.player is not None and self.file is not None and self.file.sha256 == sha256:
                self.player.wave.show(values)

        self._session.tasks.read(lambda: pictures.wave(archive, sha256), read, owner=self, key=self._key("wave"))

    def _overtake(self) -> None:
        """Whatever was asked for, of the file before, is not shown any more."""
        self._decoded.overtake()
        self._session.tasks.forget(self._key("words"))

    def _swap(self, shown: QWidget) -> None:
        """Let ``shown`` have the place, and the focus where the other one had it."""
        before = self.in_focus
        self.canvas.setVisible(shown is self.canvas)
        for other in (self.player, self.reading):
            if other is not None:
                other.setVisible(shown is other)
        if self.player is not None and shown is self.player:
            self.setFocusProxy(self.player.surface)
        else:
            self.setFocusProxy(self.reading.text if self.reading is not None and shown is self.reading else self.canvas)
        if before:
            self.setFocus()

    def _key(self, what: str) -> str:
        return f"{what}-{id(self)}"

    def _loaded(self, made: tuple[QImage, str]) -> None:
        image, reason = made
        if self.file is None:
            return
        if image.isNull() and parts.has_parts(self.file) and self.canvas.has_picture:
            # So many pixels that even their preview takes too long: the small one, and what is in sight of the large.
            self.tiles.stand_alone()
        elif image.isNull():
            self.canvas.put(None, 0, reason or _("No picture can be made of this file."))
        else:
            self.canvas.put(QPixmap.fromImage(image), self.file.width or 0, keep_view=not self.canvas.fitted)
        self.changed.emit()

    def _zoomed(self) -> None:
        self.changed.emit()
        file = self.file
        if self.leaves is not None and self.page:
            self.leaves.sharpen()
            return
        if file is not None and not parts.has_parts(file):
            self._fewer()

    def _fewer(self) -> None:
        """Show the picture whole, in as many pixels as can be."""
        file = self.file
        if file is None or file.picture or self._sharp == file.sha256 or not self.canvas.coarse:
            return
        self._sharp, self._looked_closer = file.sha256, True
        if (ready := self._decoded.whole_now(file)) is not None:
            self._sharpened((ready, file.sha256))
        else:
            self._decoded.read_whole(file, self._sharpened)

    def _sharpened(self, made: tuple[QImage, str]) -> None:
        image, sha256 = made
        if self.file is not None and self.file.sha256 == sha256 and not image.isNull():
            self.canvas.put(QPixmap.fromImage(image), self.file.width or 0, keep_view=True)


def _begin_as_before(recording: Recording, settings: Settings) -> None:
    """As one listened the last time; what stands in the file for it may be anything."""
    try:
        volume, speed = settings.number("player/volume"), float(settings.text("player/speed"))
    except ValueError:
        volume, speed = 100, 1.0
    recording.begin_as(volume=volume, speed=speed, looping=settings.flag("player/loop"))


def played_at(over: QWidget) -> Record | None:
    """The item whose recording is shown large where this widget is."""
    place: QWidget | None = over
    while place is not None and not isinstance(place, LargePicture):
        place = place.parentWidget()
    return place.record if place is not None and recordings.is_recording(place.file) else None
