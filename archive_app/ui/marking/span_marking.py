"""Marking stretches of a recording: I where one starts, O where it ends, as in programs that cut films."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent

from archive_app.domain.model.boxes import Span
from archive_app.domain.model.regions import Region
from archive_app.ui.kit import places
from archive_app.ui.kit.claiming import claimed
from archive_app.ui.kit.player import Player
from archive_app.ui.marking.describing import Describing
from archive_app.ui.marking.draft import Draft, Spot
from archive_app.ui.marking.lane import Lane, pulled
from archive_app.ui.session.session import Session

Key, Modifier = Qt.Key, Qt.KeyboardModifier
_SECOND = 1000


class SpanMarking(QObject):
    """Over ``player``, whose keys it looks at first. With a stretch in hand, I and O move its ends."""

    def __init__(self, session: Session, player: Player) -> None:
        super().__init__(player)
        self._session = session
        self.player = player
        self.spot: Spot | None = None
        self.lane = Lane(self._room, lambda: player.recording.length / _SECOND)
        self.describing = Describing(session, player)
        self.writing = self.describing.writing
        player.add_lane(self.lane)
        player.surface.installEventFilter(self)
        player.recording.changed.connect(self.lane.update)
        self.lane.played.connect(self._play)
        self.lane.opened.connect(self._open)
        self.lane.moved.connect(self._moved)
        self.describing.wanted.connect(self.do)
        self.describing.failed.connect(self._failed)

    def follow(self, spot: Spot | None) -> None:
        """Another recording is shown, or none."""
        if spot is None or self.spot is None or spot.key != self.spot.key:
            self.describing.settle()
            self.lane.forget()
        self.spot = spot

    def put(self, regions: list[Region]) -> None:
        """Show the stretches of these."""
        self.lane.put(regions)
        waiting = self.describing.waiting(self.spot) if self.spot is not None else None
        if waiting is not None and self.describing.draft is None and not self.player.isHidden():
            self.describing.begin(waiting, self._around(waiting.span))

    def mark(self) -> None:
        """Mark where a stretch starts, then where it ends."""
        if self.lane.begun is None:
            self.lane.choose(0)
            self._start()
        else:
            self._stop()

    def jump(self, region: int) -> bool:
        """Play the stretch of this region from its start; whether it is here."""
        if self.lane.region(region) is None:
            return False
        self._play(region)
        return True

    def do(self, name: str) -> None:
        """``accept``, ``reject``, ``accept-all`` or ``remove``."""
        waiting = [region.id for region in self.lane.regions if not region.accepted]
        region = self.lane.region(self.lane.current)
        if name == "accept-all":
            self.writing.accept(waiting)
        elif name == "remove" and region is not None:
            self._take_off(region.id)
        elif name in ("accept", "reject") and region is None and waiting:
            self._go_to(waiting[0])
        elif region is not None and not region.accepted:
            if name == "accept":
                self.describing.settle()
                self.writing.accept([region.id])
            else:
                self._take_off(region.id)
            self.lane.choose(next((each for each in waiting if each != region.id), 0))

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return claimed(event, self._meant) or super().eventFilter(watched, event)

    def _meant(self, event: QKeyEvent) -> Callable[[], object] | None:
        held, key, current = places.modifiers(event), places.key_of(event), self.lane.current
        if key == Key.Key_F8 and any(not region.accepted for region in self.lane.regions):
            asked = {Modifier.NoModifier: "accept", Modifier.ShiftModifier: "reject",
                     Modifier.ControlModifier: "accept-all"}.get(held)  # fmt: skip
            return (lambda: self.do(asked)) if asked is not None else None
        if key == Key.Key_N and not held & ~Modifier.ShiftModifier and self.lane.regions:
            return lambda: self._walk(-1 if held else 1)
        if held:
            return None
        if key == Key.Key_Escape and (current or self.lane.begun is not None) and not self.player.isFullScreen():
            return self._escape
        if current and key in (Key.Key_Return, Key.Key_Enter):
            return lambda: self._open(current)
        if current and key == Key.Key_Delete:
            return lambda: self.do("remove")
        return {Key.Key_I: self._start, Key.Key_O: self._stop}.get(key)

    def _escape(self) -> None:
        if self.lane.begun is not None:
            self.lane.begin(None)
        else:
            self.lane.choose(0)

    def _walk(self, by: int) -> None:
        ids = [region.id for region in self.lane.regions]
        now = ids.index(self.lane.current) if self.lane.current in ids else (-1 if by > 0 else 0)
        self._go_to(ids[(now + by) % len(ids)])

    def _go_to(self, region: int) -> None:
        there = self.lane.region(region)
        if there is not None and there.span is not None:
            self.lane.choose(region)
            self.player.recording.seek(round(there.span.start * _SECOND))

    # -- what one does

    @property
    def _now(self) -> float:
        return self.player.recording.position / _SECOND

    def _start(self) -> None:
        if self.spot is None or self.player.waiting:
            return
        if self.lane.current:
            self._pull("start")
        else:
            self.lane.begin(self._now)

    def _stop(self) -> None:
        if self.spot is None or self.player.waiting:
            return
        if self.lane.current and self.lane.begun is None:
            self._pull("end")
            return
        # Without a start it is all from the beginning to here.
        first, last = sorted((self.lane.begun or 0.0, self._now))
        self.lane.begin(None)
        self.player.recording.pause()
        span = pulled(Span(round(first, 3), round(last, 3)), "end", last, self.player.recording.length / _SECOND)
        self.describing.begin(Draft(self.spot, span=span), self._around(span))

    def _pull(self, end: str) -> None:
        region = self.lane.region(self.lane.current)
        if region is not None and region.span is not None:
            span = pulled(region.span, end, self._now, self.player.recording.length / _SECOND)
            if span != region.span:
                self._moved(region.id, span)

    def _moved(self, region: int, span: Span) -> None:
        there = self.lane.region(region)
        if self.spot is not None and there is not None:
            self.writing.move(self.spot, there, span=span)

    def _play(self, region: int) -> None:
        there = self.lane.region(region)
        if there is not None and there.span is not None:
            self.lane.choose(region)
            self.player.begin(round(there.span.start * _SECOND))

    def _open(self, region: int) -> None:
        there = self.lane.region(region)
        if there is not None and self.spot is not None:
            self.player.recording.pause()
            self.lane.choose(region)
            self.describing.describe(self.spot, there, self._around(there.span))

    def _take_off(self, region: int) -> None:
        if self.describing.draft is not None:
            self.describing.drop()
        self.writing.remove([region])

    def _failed(self, draft: Draft) -> None:
        if self.spot is not None and draft.spot.key == self.spot.key and self.describing.draft is None:
            self.describing.begin(draft, self._around(draft.span))

    # -- where it lies

    def _room(self) -> tuple[float, float]:
        """From where to where the time line goes, in pixels of the lane."""
        left, right = self.player.transport.line()
        offset = self.player.transport.x() - self.lane.x()
        return left + offset, right + offset

    def _around(self, span: Span | None) -> QRectF:
        """Where the form of a stretch stands: over the lane, where it begins."""
        foot = self.player.transport.y() - (self.lane.height() if self.lane.isVisible() else 0)
        x = self.lane.x() + self.lane.at(span.start) if span is not None else self.player.width() / 2
        return QRectF(x, foot, 1, max(1, self.player.height() - foot - 1))
