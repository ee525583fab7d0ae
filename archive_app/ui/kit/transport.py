"""The bar below a recording: play, where it is, how fast, how loud."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStyle, QStyleOptionSlider, QToolButton, QWidget

from archive_app.domain.text.showing import duration_text
from archive_app.i18n import _
from archive_app.ui.kit import theme
from archive_app.ui.kit.choices import Slider
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon_in
from archive_app.ui.kit.picture_button import INK
from archive_app.ui.kit.recording import SPEEDS, Recording

_PALE = QColor("#6f6a61")
_VOLUME = 84
_SECOND, _MINUTE = 1000, 60


def clock(milliseconds: int, *, exact: bool = False) -> str:
    """A place in a recording as ``m:ss`` or ``h:mm:ss``, with hundredths where it is to be ``exact``."""
    seconds, rest = divmod(max(0, milliseconds), _SECOND)
    minutes, seconds = divmod(seconds, _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    text = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{text}.{rest // 10:02}" if exact else text


def speed_text(speed: float) -> str:
    """A speed as people write it: ``1.5×``."""
    return f"{speed:g}×"


class Scrub(Slider):
    """A slider that goes where it is clicked, and follows the mouse from there."""

    sought = Signal(int)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Place in the recording"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._go(event.position().toPoint())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def _go(self, where: QPoint) -> None:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self)
        span = max(1, self.width() - handle)
        value = QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), where.x() - handle // 2, span)
        self.setValue(value)
        self.sought.emit(value)


class Transport(QWidget):
    """Shows how ``recording`` runs and does to it what is clicked; ``full_screen_wanted`` asks for the screen."""

    full_screen_wanted = Signal()
    #: The picture that is seen is to stand for the video.
    poster_wanted = Signal()
    #: Other subtitles, or none.
    subtitles_wanted = Signal()

    def __init__(self, recording: Recording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recording = recording
        self.place = Scrub()
        self.place.sought.connect(recording.seek)
        self.time = plain_label(wrap=False)
        self.volume = Slider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100)
        self.volume.setFixedWidth(_VOLUME)
        self.volume.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.volume.setAccessibleName(_("Volume"))
        self.volume.valueChanged.connect(self._louder)
        self._lay_out()
        recording.changed.connect(self._tell)
        recording.moved.connect(self._tell_place)
        self._tell()

    def line(self) -> tuple[float, float]:
        """From where to where the time line goes, in pixels of this bar."""
        option = QStyleOptionSlider()
        self.place.initStyleOption(option)
        half = self.place.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self.place) / 2
        return self.place.x() + half, self.place.x() + self.place.width() - half

    def button(self, does: Callable[[], None], *, ticks: bool = False) -> QToolButton:
        """A button of the bar, which does what it says and leaves the keys to the picture."""
        made = QToolButton()
        made.setAutoRaise(True)
        made.setCheckable(ticks)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda _on=False: does())
        return made

    def _lay_out(self) -> None:
        recording = self._recording
        self.before = self.button(lambda: recording.step(-1))
        self.play = self.button(recording.toggle)
        self.after = self.button(lambda: recording.step(1))
        self.speed = self.button(lambda: None)
        self.speed.setMenu(self._speeds())
        self.speed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.loop = self.button(lambda: recording.loop(not recording.looping), ticks=True)
        self.mute = self.button(recording.mute, ticks=True)
        self.subtitles = self.button(self.subtitles_wanted.emit, ticks=True)
        self.poster = self.button(self.poster_wanted.emit)
        self.full = self.button(self.full_screen_wanted.emit)
        _dress(self.before, "frame-back", _("One picture back (,)"))
        _dress(self.after, "frame-forward", _("One picture on (.)"))
        _dress(self.loop, "repeat", _("Again and again (Shift+L)"))
        self.tell_subtitles(0, 0)
        _dress(self.poster, "picture", _("Let this picture stand for the video (P)"))
        _dress(self.full, "fullscreen", _("Full screen (F)"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.MEDIUM, theme.TIGHT)
        layout.setSpacing(theme.SMALL)
        for button in (self.before, self.play, self.after):
            layout.addWidget(button)
        layout.addWidget(self.place, 1)
        for widget in (
            self.time,
            self.speed,
            self.loop,
            self.mute,
            self.volume,
            self.subtitles,
            self.poster,
            self.full,
        ):
            layout.addWidget(widget)

    def tell_subtitles(self, count: int, shown: int) -> None:
        """Say how many subtitles there are, and which of them are ``shown``, from 0; -1 none."""
        words = _("Subtitles: others, or none (C)")
        if not count:
            words = _("There are no subtitles for this recording. Give it a file of them, or drop one here.")
        elif shown < 0:
            words = _("Subtitles: shown again (C)")
        _dress(self.subtitles, "texts", words, INK if count else _PALE)
        self.subtitles.setEnabled(count > 0)
        self.subtitles.setChecked(count > 0 and shown >= 0)

    def _speeds(self) -> QMenu:
        menu = QMenu(self)
        for speed in SPEEDS:
            menu.addAction(speed_text(speed)).triggered.connect(
                lambda _on=False, chosen=speed: self._recording.set_speed(chosen)
            )
        return menu

    def _louder(self, per_cent: int) -> None:
        if per_cent != self._recording.volume:
            self._recording.set_volume(per_cent)

    def _tell(self) -> None:
        recording = self._recording
        if recording.running:
            _dress(self.play, "pause", _("Pause (Space, K)"))
        else:
            _dress(self.play, "play", _("Play (Space, L; backwards J)"))
        self.speed.setText(speed_text(recording.speed))
        self.speed.setToolTip(_("Speed"))
        self.speed.setAccessibleName(_("Speed"))
        self.loop.setChecked(recording.looping)
        silent = recording.muted or not recording.volume or not recording.has_sound
        words = _("Sound on (M)") if recording.muted else _("Sound off (M)")
        if not recording.has_sound:
            words = _("It has no sound.")
        elif not recording.audible:
            words = _("This computer has nothing that sounds.")
        _dress(self.mute, "sound-off" if silent else "sound", words)
        self.mute.setChecked(recording.muted)
        self.mute.setEnabled(recording.has_sound)
        self.volume.setEnabled(recording.has_sound)
        self.volume.setValue(recording.volume)
        for button in (self.before, self.after, self.poster):
            button.setVisible(recording.has_picture or not recording.ready)
        self.place.setRange(0, recording.length)
        self.place.setEnabled(recording.length > 0)
        self._tell_place(recording.position)

    def _tell_place(self, position: int) -> None:
        if not self.place.isSliderDown():
            self.place.setValue(position)
        whole = duration_text(self._recording.length / _SECOND)
        self.time.setText(f"{clock(position, exact=not self._recording.running)} / {whole}")


def _dress(button: QToolButton, drawing: str, words: str, ink: QColor = INK) -> None:
    button.setIcon(icon_in(drawing, ink))
    button.setToolTip(words)
    button.setAccessibleName(words)
