"""One draft at a time in its editor: saved by Enter, thrown away by Escape, kept where one goes on without either."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtWidgets import QWidget

from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.regions import Region
from archive_app.i18n import _
from archive_app.services.records import regions
from archive_app.ui.kit.section import discard
from archive_app.ui.marking.draft import Draft, Spot, draft_of
from archive_app.ui.marking.editor import RegionEditor
from archive_app.ui.marking.writing import Writing
from archive_app.ui.session.session import Session


class Describing(QObject):
    """Over ``ground``. What is unfinished waits for its own page of its own file, and is found there again."""

    #: The editor is there.
    begun = Signal()
    #: The editor is gone: what it was about was saved, thrown away, or waits.
    closed = Signal()
    #: The :class:`Region` that was drawn is in the archive.
    made = Signal(object)
    #: This :class:`Draft` could not be saved, and waits.
    failed = Signal(object)
    #: ``accept`` or ``remove``, of the region that is being described.
    wanted = Signal(str)

    def __init__(self, session: Session, ground: QWidget) -> None:
        super().__init__(ground)
        self._session = session
        self._ground = ground
        self.writing = Writing(session, self)
        self.draft: Draft | None = None
        self.editor: RegionEditor | None = None
        self._waiting: dict[tuple[int, int, int], list[Draft]] = {}

    def waiting(self, spot: Spot) -> Draft | None:
        """What was left unfinished there."""
        return next(iter(self._waiting.get(spot.key, ())), None)

    def describe(self, spot: Spot, region: Region, around: QRectF) -> None:
        """Let one say what ``region`` is."""
        kept = (each for each in self._waiting.get(spot.key, ()) if each.region == region.id)
        self.begin(next(kept, None) or draft_of(spot, region), around, region)
        if region.subject is None and not region.accepted:
            archive, editor = self._session.archive, self.editor

            def take(found: dict[int, RecordRef]) -> None:
                if region.id in found and editor is not None and editor is self.editor:
                    editor.offer(found[region.id])

            self._session.tasks.read(lambda: regions.suggested(archive, [region]), take, owner=self, key=f"{id(self)}")

    def begin(self, draft: Draft, around: QRectF, region: Region | None = None) -> None:
        """Let one say what ``draft`` is; ``around`` is where it lies."""
        self.settle()
        self._waiting[draft.spot.key] = [each for each in self._waiting.get(draft.spot.key, ()) if each is not draft]
        self.draft = draft
        when = draft.span.said() if draft.span is not None else ""
        fresh = _("New stretch") if draft.span is not None else _("New region")
        title = " · ".join(filter(None, (_("Region") if draft.region else fresh, when)))
        unaccepted = region is not None and not region.accepted
        editor = self.editor = RegionEditor(self._session, draft, title, self._ground, unaccepted=unaccepted)
        editor.saved.connect(self.save)
        editor.left.connect(self.drop)
        editor.changed.connect(self._note)
        editor.wanted.connect(self.wanted)
        editor.place(around)
        editor.show()
        editor.raise_()
        editor.take_focus()
        self.begun.emit()

    def place(self, around: QRectF) -> None:
        """What is described lies elsewhere now."""
        if self.editor is not None:
            self.editor.place(around)

    def save(self) -> None:
        """Have it in the archive; where a name was typed and nobody chosen, that is asked for first."""
        draft, editor = self.draft, self.editor
        if draft is None or editor is None:
            return
        if not draft.finished:
            editor.name.setFocus()
            editor.name.suggestions.ask_now()
            return
        self._close()
        if draft.changed or not draft.region:
            self.writing.save(draft, self._done, self._keep)
        self.closed.emit()

    def drop(self) -> None:
        """Throw away what was drawn or typed."""
        draft = self.draft
        if draft is not None:
            self._session.unsaved.forget(draft.place)
            self._close()
            self.closed.emit()

    def settle(self) -> None:
        """One goes on: what is finished is saved where it was begun, all else waits there."""
        draft = self.draft
        if draft is None:
            return
        if draft.finished:
            self.save()
            return
        self._close()
        self._waiting.setdefault(draft.spot.key, []).append(draft)
        self.writing.say_waiting(draft)
        self.closed.emit()

    def _done(self, answer: object) -> None:
        if isinstance(answer, tuple):
            self.made.emit(answer[0])

    def _keep(self, draft: Draft) -> None:
        self._waiting.setdefault(draft.spot.key, []).append(draft)
        self.failed.emit(draft)

    def _note(self) -> None:
        draft = self.draft
        if draft is not None and draft.changed:
            self._session.unsaved.note(draft.place, draft.said.text or draft.said.name, draft.before.text)

    def _close(self) -> None:
        self.draft, editor, self.editor = None, self.editor, None
        if editor is not None:
            had = editor.isAncestorOf(focused) if (focused := editor.window().focusWidget()) is not None else False
            discard(editor)
            if had:
                self._ground.setFocus()
