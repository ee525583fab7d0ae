"""Marking regions of the file that is shown large: its boxes, or its stretches where it is a recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal

from archive_app.domain.model.boxes import Box
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.regions import Region
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services.records import regions
from archive_app.ui.kit.large import LargePicture
from archive_app.ui.marking.bar import MarkingBar
from archive_app.ui.marking.describing import Describing
from archive_app.ui.marking.draft import Draft, Spot, spot_of
from archive_app.ui.marking.overlay import NEW, NOTHING, Overlay
from archive_app.ui.session.later import Later
from archive_app.ui.session.session import Session

if TYPE_CHECKING:
    from archive_app.ui.kit.player import Player
    from archive_app.ui.marking.span_marking import SpanMarking

#: Whether boxes are seen while one does not mark.
SHOWN = "large/regions"
#: How long the keys rest before what they moved is saved, in milliseconds: one way is one step.
_REST = 700


class Marking(QObject):
    """Follows ``large``. What is drawn belongs to the file that was shown when the mouse was pressed."""

    #: One marks now, or no more; boxes are shown, or no more.
    changed = Signal()

    def __init__(self, session: Session, large: LargePicture) -> None:
        super().__init__(large)
        self._session = session
        self._large = large
        self.spot: Spot | None = None
        self.overlay = Overlay(large.canvas)
        self.describing = Describing(session, self.overlay)
        #: The stretches of recordings; None until the first of them is shown.
        self.spans: SpanMarking | None = None
        self.writing = self.describing.writing
        self.bar = MarkingBar()
        self.bar.hide()
        large.add_below(self.bar)
        #: The box that keys moved, and where it lies on what.
        self._nudged: tuple[Spot, Region, Box] | None = None
        self._rest = Later(self, _REST, self._save_nudged)
        #: The region that is to be taken in hand once it is there.
        self._wanted = 0
        self.overlay.show_boxes(session.settings.flag(SHOWN))
        self._connect()

    # -- going in and out

    @property
    def on(self) -> bool:
        """Whether one marks."""
        return self.overlay.marking

    @property
    def shown(self) -> bool:
        """Whether boxes are seen while one does not mark."""
        return self.overlay.shown

    @property
    def _boxes(self) -> bool:
        """Whether one draws boxes now: there is a picture, and no recording."""
        return self.on and not self._large.canvas.isHidden()

    @property
    def possible(self) -> bool:
        """Whether there is anything that could be marked: a picture, or a recording."""
        file = self._large.file
        if self.spans is not None and not self.spans.player.isHidden():
            return True
        return self.spot is not None and file is not None and not file.picture and not self._large.canvas.isHidden()

    def toggle(self) -> None:
        """Begin to mark, or go back to the picture; on a recording mark where a stretch starts, then where it ends."""
        if self.spans is not None and not self.spans.player.isHidden():
            self.spans.mark()
        elif self.on:
            self.end()
        else:
            self.begin()

    def begin(self) -> None:
        """Let one draw on the picture."""
        spot = self.spot
        if spot is None or not self.possible:
            self._session.refused.emit(_("There is no picture here on which a box could be drawn."))
            return
        self.overlay.mark(True)
        self.bar.show()
        self._tell()
        self.overlay.setFocus()
        self._resume(spot)
        self.changed.emit()

    def end(self) -> None:
        """Back to the picture; what is unfinished waits."""
        if not self.on:
            return
        self.settle()
        had = self.overlay.hasFocus()
        self.overlay.mark(False)
        self.overlay.put_new(None)
        self.bar.hide()
        if had:
            self._large.setFocus()
        self.changed.emit()

    def settle(self) -> None:
        """One goes on: save what is finished, where it was begun."""
        self._save_nudged()
        self.describing.settle()
        if self.spans is not None:
            self.spans.describing.settle()

    def toggle_shown(self) -> None:
        """Show the boxes while one does not mark either, or hide them."""
        self.overlay.show_boxes(not self.shown)
        self._session.settings.put(SHOWN, self.shown)
        self.changed.emit()

    def jump(self, region: int) -> None:
        """Take the region of this id in hand as soon as it is there."""
        self._wanted = region
        self._jump()

    # -- what is shown

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.end()
        return super().eventFilter(watched, event)

    def follow(self) -> None:
        """Another file is shown, or the same one turned."""
        spot, before = spot_of(self._large.record, self._large.file, self._large.seen + 1), self.spot
        if self.spans is None and self._large.player is not None:
            self._make_spans(self._large.player)
        if spot == before:
            return
        self.settle()
        self.spot = spot
        self._arrange()
        if spot is not None and before is not None and spot.key == before.key:
            self.overlay.turn(spot.turn - before.turn)
        else:
            self.overlay.forget()
            self.overlay.show_boxes(self._session.settings.flag(SHOWN))
            self.bar.tell(0, chosen=False, unaccepted=False)
        if self.spans is not None:
            self.spans.follow(spot)
        self._read()

    def _arrange(self) -> None:
        """While one marks, the keys are those of the boxes, or of a recording that is shown in their place."""
        self.bar.setVisible(self._boxes)
        if self._boxes and self._large.in_focus:
            self.overlay.setFocus()
        elif self.on and not self._boxes and self.overlay.hasFocus():
            self._large.setFocus()

    def _make_spans(self, player: Player) -> None:
        from archive_app.ui.marking.span_marking import SpanMarking

        self.spans = SpanMarking(self._session, player)

    def _read(self) -> None:
        spot, archive = self.spot, self._session.archive
        key = f"regions-{id(self)}"
        if spot is None:
            self._session.tasks.forget(key)
            return

        def put(found: tuple[Region, ...]) -> None:
            if self.spot == spot:
                self._put(spot, found)

        self._session.tasks.read(
            lambda: regions.of_file(archive, spot.record, spot.file),
            put,
            owner=self,
            key=key,
            failed=self._gone,
            after_changes=True,
        )

    def _put(self, spot: Spot, found: tuple[Region, ...]) -> None:
        here = [region for region in found if region.page == spot.page]
        moving = frozenset({self._nudged[1].id}) if self._nudged is not None else frozenset()
        self.overlay.put(here, moving)
        if self.spans is not None:
            self.spans.put(here)
        self._tell()
        self._jump()
        if self._boxes and self.describing.draft is None:
            self._resume(spot)

    def _gone(self, _error: ArchiveError) -> None:
        """The record or the file is no longer there, which whoever shows it says."""
        self.overlay.forget()

    def _changed(self, change: ChangeSet) -> None:
        if self.spot is not None and (change.everything or self.spot.record in change.ids):
            self._read()

    def _jump(self) -> None:
        if self._wanted and self.spans is not None and self.spans.jump(self._wanted):
            self._wanted = 0
        elif self._wanted and self.overlay.region(self._wanted) is not None and self.describing.draft is None:
            self.overlay.show_boxes(True)
            self.overlay.choose(self._wanted)
            self._wanted = 0
            self.changed.emit()

    def _resume(self, spot: Spot) -> None:
        """Go on with what was left unfinished here."""
        draft = self.describing.waiting(spot)
        if draft is None or (draft.region and self.overlay.region(draft.region) is None):
            return
        if draft.region:
            region = self.overlay.region(draft.region)
            if region is not None:
                self.overlay.choose(draft.region)
                self.describing.describe(spot, region, self.overlay.room(draft.region))
        elif draft.box is not None:
            draft.box, draft.spot = draft.box.turned(spot.turn - draft.spot.turn), spot
            self._begin(draft)

    # -- what one does

    def _begin(self, draft: Draft) -> None:
        self.overlay.put_new(draft.box)
        self.overlay.choose(NEW)
        self.describing.begin(draft, self.overlay.room(NEW))

    def _drawn(self, box: Box) -> None:
        if self.spot is not None:
            self.settle()
            self._begin(Draft(self.spot, box=box))

    def _moved(self, key: int, box: Box) -> None:
        if key == NEW:
            self._place_new(box)
        elif self.spot is not None and (region := self.overlay.region(key)) is not None:
            self._save_nudged()
            self.writing.move(self.spot, region, box=box)

    def _nudge(self, key: int, box: Box) -> None:
        if key == NEW:
            self._place_new(box)
        elif self.spot is not None and (region := self.overlay.region(key)) is not None:
            self._nudged = (self.spot, region, box)
            self._rest.start()

    def _place_new(self, box: Box) -> None:
        if self.describing.draft is not None and not self.describing.draft.region:
            self.describing.draft.box = box
            self.describing.place(self.overlay.room(NEW))

    def _save_nudged(self) -> None:
        self._rest.stop()
        nudged, self._nudged = self._nudged, None
        if nudged is not None:
            spot, region, box = nudged
            self.writing.move(spot, region, box=box)

    def _chosen(self, key: int) -> None:
        draft = self.describing.draft
        if self._nudged is not None and self._nudged[1].id != key:
            self._save_nudged()
        if draft is not None and draft.region != key:
            self.describing.settle()
        self._tell()

    def _opened(self, key: int) -> None:
        region, draft = self.overlay.region(key), self.describing.draft
        if draft is not None and draft.region == key and self.describing.editor is not None:
            self.describing.editor.take_focus()
        elif region is not None and self.spot is not None:
            self._save_nudged()
            self.describing.describe(self.spot, region, self.overlay.room(key))

    def _begun(self) -> None:
        self.overlay.described = True
        self.overlay.update()

    def _closed(self) -> None:
        self.overlay.described = False
        self.overlay.put_new(None)
        self._tell()

    def _made(self, region: Region) -> None:
        """What was drawn last is in hand, unless one went on."""
        if self.describing.draft is None and self.spot is not None and region.file == self.spot.file:
            self.jump(region.id)

    def _failed(self, draft: Draft) -> None:
        if self._boxes and self.spot is not None and draft.spot.key == self.spot.key and self.describing.draft is None:
            self._resume(self.spot)

    def do(self, name: str) -> None:
        """``accept``, ``reject``, ``accept-all``, ``remove`` or ``leave``."""
        waiting = [region.id for region in self.overlay.regions if not region.accepted]
        current = self.overlay.current
        region = self.overlay.region(current)
        if name == "leave":
            self.end()
        elif name == "accept-all":
            self.writing.accept(waiting)
        elif name == "remove" and current == NEW:
            self.describing.drop()
        elif name == "remove" and region is not None:
            self._take_off(region.id)
        elif name in ("accept", "reject") and region is None and waiting:
            # Which one is meant is seen before it is done.
            self.overlay.choose(waiting[0])
        elif name == "accept" and region is not None and not region.accepted:
            self.describing.settle()
            self.writing.accept([region.id])
            self._onward(waiting, region.id)
        elif name == "reject" and region is not None and not region.accepted:
            self._take_off(region.id)
            self._onward(waiting, region.id)

    def _take_off(self, region: int) -> None:
        if self.describing.draft is not None:
            self.describing.drop()
        self._rest.stop()
        self._nudged = None
        self.writing.remove([region])

    def _onward(self, waiting: list[int], done: int) -> None:
        """To the next one that waits."""
        place = waiting.index(done)
        rest = [*waiting[place + 1 :], *waiting[:place]]
        if rest:
            self.overlay.choose(rest[0])

    def _tell(self) -> None:
        waiting = [region for region in self.overlay.regions if not region.accepted]
        region = self.overlay.region(self.overlay.current)
        self.bar.tell(
            len(waiting),
            chosen=self.overlay.current != NOTHING,
            unaccepted=region is not None and not region.accepted,
        )

    def _connect(self) -> None:
        overlay, describing = self.overlay, self.describing
        overlay.drawn.connect(self._drawn)
        overlay.moved.connect(self._moved)
        overlay.nudged.connect(self._nudge)
        overlay.chosen.connect(self._chosen)
        overlay.opened.connect(self._opened)
        overlay.wanted.connect(self.do)
        overlay.shifted.connect(lambda: describing.place(overlay.room(overlay.current)))
        describing.begun.connect(self._begun)
        describing.closed.connect(self._closed)
        describing.made.connect(self._made)
        describing.failed.connect(self._failed)
        describing.wanted.connect(self.do)
        self.bar.wanted.connect(self.do)
        self._large.changed.connect(self.follow)
        self._large.installEventFilter(self)
        self._session.bridge.changed.connect(self._changed)
