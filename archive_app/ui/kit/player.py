"""What plays a recording: its picture, the bar below it, and the keys of both."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QVBoxLayout, QWidget

from archive_app.domain.model.records import FileValue, Record
from archive_app.domain.text.languages import language_said
from archive_app.domain.text.subtitles import Cue, said_at
from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.services.records import recordings
from archive_app.ui.kit import places
from archive_app.ui.kit.claiming import claimed
from archive_app.ui.kit.recording import Recording
from archive_app.ui.kit.surface import Surface
from archive_app.ui.kit.transport import Transport
from archive_app.ui.kit.waveform import Waveform

Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier
_LEAP, _LOUDER = 5000, 10


class Player(QWidget):
    """``shown`` follows when the first picture of a recording is there."""

    shown = Signal()
    #: The picture at this place, in milliseconds, is to stand for the video.
    poster_chosen = Signal(int)
    #: How loud the sound with this digest is, from its beginning to its end, is to be shown.
    wave_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("player")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("Recording"))
        self.file: FileValue | None = None
        #: What its subtitles say, and which are shown: from 0 on these, or those inside where there are none, -1 none.
        self._cues: tuple[tuple[Cue, ...], ...] = ()
        self._tongue = 0
        #: In which languages they are, as far as that is known.
        self._spoken: tuple[str, ...] = ()
        self.recording = Recording(self)
        self.wave = Waveform(self)
        self.surface = Surface()
        self.transport = Transport(self.recording)
        self._home: QVBoxLayout = QVBoxLayout(self)
        self._home.setContentsMargins(0, 0, 0, 0)
        self._home.setSpacing(0)
        self._home.addWidget(self.surface, 1)
        self._home.addWidget(self.transport)
        self.setFocusProxy(self.surface)
        #: Whether it is not known yet what there is to see.
        self.waiting = False
        self._begin: int | None = None
        self.recording.frame_shown.connect(self._put)
        self.recording.failed.connect(self._failed)
        self.recording.changed.connect(self._sound)
        self.recording.changed.connect(self._choose_subtitles)
        self.recording.moved.connect(self._moved)
        self.recording.said.connect(self._said)
        self.wave.changed.connect(self.surface.update)
        self.surface.clicked.connect(self.recording.toggle)
        self.surface.sought.connect(self._go_to)
        self.surface.doubled.connect(self.toggle_full_screen)
        self.transport.full_screen_wanted.connect(self.toggle_full_screen)
        self.transport.poster_wanted.connect(self.choose_poster)
        self.transport.subtitles_wanted.connect(self.next_subtitles)

    def show_file(self, file: FileValue, record: Record | None = None) -> None:
        """Show the first picture of ``file``, ready to play, with the subtitles that its ``record`` has."""
        if self.file is not None and self.file.sha256 == file.sha256:
            self.file, self.surface.turn = file, file.turn
            self._read_subtitles(file, record)
            self.surface.update()
            return
        self.stop()
        self.surface.turn = file.turn
        self.surface.say(_("Loading…"))
        self.waiting = True
        try:
            self.recording.open(recordings.played(file))
            self.file = file
            self._read_subtitles(file, record)
        except Unreadable as error:
            self.waiting = False
            self.surface.say(error.message)

    def _read_subtitles(self, file: FileValue, record: Record | None) -> None:
        """It may be given some while it plays: these are shown then."""
        try:
            cues = recordings.subtitles_of(file, record) if record is not None else ()
        except Unreadable:
            cues = ()
        self._spoken = recordings.languages_of(record) if record is not None else ()
        if cues != self._cues:
            self._cues, self._tongue = cues, 0
            self._choose_subtitles()
            self._moved(self.recording.position)

    def add_lane(self, lane: QWidget) -> None:
        """Show ``lane`` between the picture and the bar below it."""
        self._home.insertWidget(1, lane)

    def begin(self, at: int) -> None:
        """Play from this place, in milliseconds, as soon as it can."""
        if self.waiting:
            self._begin = at
            return
        self._begin = None
        self.recording.seek(at)
        self.recording.play()

    def _ready(self) -> None:
        self.waiting = False
        if self._begin is not None:
            self.begin(self._begin)
        self.shown.emit()

    def stop(self) -> None:
        """Let the recording go."""
        self.recording.close()
        self.wave.stop()
        self._cues, self._tongue, self._begin = (), 0, None
        self.surface.say_below("")
        self.file = None
        self._leave_full_screen()

    # -- keys

    def event(self, event: QEvent) -> bool:
        return claimed(event, self._meant) or super().event(event)

    def _meant(self, event: QKeyEvent) -> Callable[[], None] | None:
        recording, held, key = self.recording, places.modifiers(event), places.key_of(event)
        leaps = {Key.Key_Left: -_LEAP, Key.Key_Right: _LEAP}
        if held == Shift and key in leaps:
            return lambda: recording.seek(recording.position + leaps[key])
        if held == Shift and key == Key.Key_L:
            return lambda: recording.loop(not recording.looping)
        if held:
            return None
        if key == Key.Key_Escape and self.isFullScreen():
            return self.toggle_full_screen
        return {
            Key.Key_Space: recording.toggle,
            Key.Key_K: recording.halt,
            Key.Key_L: recording.faster,
            Key.Key_J: recording.back,
            Key.Key_Comma: lambda: recording.step(-1),
            Key.Key_Period: lambda: recording.step(1),
            Key.Key_Home: lambda: recording.seek(0),
            Key.Key_End: lambda: recording.seek(recording.length),
            Key.Key_Up: lambda: recording.set_volume(recording.volume + _LOUDER),
            Key.Key_Down: lambda: recording.set_volume(recording.volume - _LOUDER),
            Key.Key_M: recording.mute,
            Key.Key_F: self.toggle_full_screen,
            Key.Key_P: self.choose_poster,
            Key.Key_C: self.next_subtitles,
        }.get(key)

    def choose_poster(self) -> None:
        """Have the video shown by the picture that is seen now."""
        if self.file is not None and self.recording.has_picture:
            self.recording.pause()
            self.poster_chosen.emit(self.recording.picture)

    # -- full screen

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back to the window."""
        if self.isWindow():
            self._leave_full_screen()
        else:
            self.setWindowFlag(Qt.WindowType.Window, True)
            self.showFullScreen()
        self.surface.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the full screen goes back to the window."""
        if self.isWindow():
            event.ignore()
            self._leave_full_screen()

    def _leave_full_screen(self) -> None:
        if self.isWindow():
            self.setWindowState(Qt.WindowState.WindowNoState)
            self.setWindowFlag(Qt.WindowType.Window, False)
            self.show()
            self.window().activateWindow()

    # -- subtitles

    @property
    def tongues(self) -> int:
        """How many subtitles there are. Those inside were read when it was taken in, and are not offered twice."""
        return len(self._cues) or len(self.recording.tongues)

    def next_subtitles(self) -> None:
        """Show the next ones of the subtitles that there are; after the last ones none."""
        if not self.tongues:
            return
        self._tongue = self._tongue + 1 if self._tongue + 1 < self.tongues else -1
        self.surface.say_below("")
        self._choose_subtitles()
        self._moved(self.recording.position)
        self.surface.tell(self._called())

    def _called(self) -> str:
        """Which subtitles are shown, in words."""
        if self._tongue < 0:
            return _("Subtitles: none")
        spoken = self._spoken if self._cues else self.recording.tongues
        name = language_said(spoken[self._tongue]) if self._tongue < len(spoken) and spoken[self._tongue] else ""
        return _("Subtitles: {language}").format(language=name or f"{self._tongue + 1} / {self.tongues}")

    def _choose_subtitles(self) -> None:
        self.transport.tell_subtitles(self.tongues, self._tongue)
        if self.recording.tongues:
            self.recording.subtitle(-1 if self._cues else self._tongue)

    def _moved(self, position: int) -> None:
        if self._cues and self._tongue >= 0:
            self.surface.say_below(said_at(self._cues[self._tongue], position))
        self.surface.update()

    def _said(self, text: str) -> None:
        if not self._cues:
            self.surface.say_below(text)

    # -- what it shows

    def _put(self, frame: QVideoFrame) -> None:
        self.surface.put(frame)
        if self.waiting:
            self._ready()

    def _sound(self) -> None:
        if self.waiting and self.recording.ready and not self.recording.has_picture:
            if self.file is not None:
                self.wave_wanted.emit(self.file.sha256)
            self.surface.show_wave(self.wave, lambda: (self.recording.position, self.recording.length))
            self._ready()

    def _go_to(self, part: float) -> None:
        self.recording.seek(round(part * self.recording.length))

    def _failed(self) -> None:
        self.waiting = False
        self.surface.say(_("This recording can't be played here. “Open a copy” shows it in another program."))
