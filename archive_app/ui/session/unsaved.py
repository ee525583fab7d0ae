"""The one way from an editor to the archive: what was typed is never thrown away.

What is being typed becomes a draft once a second, outside the archive, and a step of the history
when one moves on: so a pause makes no step, half a code is never written out, and Ctrl+Z takes back what one thinks of
as one change. What the disk refuses is kept, shown again wherever its field is shown, and tried again. Where somebody
else has changed meanwhile what it would be written over, it is kept until one of the two is chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError, ChangedMeanwhile, InvalidInput, NotFound, Refused
from archive_app.i18n import labelled
from archive_app.loading import later
from archive_app.services.archive import Archive
from archive_app.services.drafts import Draft, Drafts, Place
from archive_app.ui.session.later import Later
from archive_app.ui.session.notes import note_refusal
from archive_app.ui.session.tasks import Tasks

if TYPE_CHECKING:
    from archive_app.services.tagging import unsaved
else:
    (unsaved,) = later("archive_app.services.tagging", "unsaved")

#: How long what is typed is kept nowhere, however fluently somebody types, and how long until saving is tried again, in
#: milliseconds.
PAUSE, AGAIN = 1000, 8000
#: What is wrong with what was typed, not with the disk.
_WRONG = (InvalidInput, NotFound, Refused)


@dataclass(eq=False, slots=True)
class Typed:
    """What was typed at a place and how it is saved; ``reason`` says why it could not be, ``written`` that it was.

    ``before`` is what stood there, None where nobody knows; ``at`` is where it is written, which may say more than the
    place of its editor (the language); ``now`` is what somebody else has put there meanwhile.
    """

    place: Place
    text: str
    before: str | None
    change: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[ArchiveError], None]
    owner: QObject
    at: Place
    reason: str = ""
    written: bool = False
    now: str | None = None

    @property
    def draft(self) -> Draft:
        """What is kept of it until it is saved."""
        return Draft(self.place, self.text, self.before or "")


class Unsaved(QObject):
    """``changed`` gives the :class:`Place` where something could not be saved, or was saved after all."""

    changed = Signal(object)
    #: One plain sentence: why.
    told = Signal(str)

    def __init__(self, archive: Archive, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._archive = archive
        self._tasks = tasks
        self.drafts = Drafts(archive.info.uid)
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="window-drafts")
        self._typing: dict[Place, Draft] = {}
        self._saving: dict[Place, Typed] = {}
        #: What could not be saved, in the order in which it was typed.
        self.held: dict[Place, Typed] = {}
        #: What cannot be taken as it was typed: it stays at its place until it is mended or let go of.
        self.wrong: dict[Place, str] = {}
        #: Of these the one that was typed after everything that is in the archive: what undo means first.
        self.refused: Place | None = None
        #: What its editor thought to stand at a place, and what was written there then: it may not have heard of it.
        self._own: dict[Place, tuple[str, str]] = {}
        self._trying = False
        self._pause = Later(self, PAUSE, self._keep, aside=True)
        self._again = Later(self, AGAIN, self.try_again, aside=True)

    def text(self, place: Place) -> str | None:
        """What was typed at ``place`` and could not be saved."""
        typed = self.held.get(place)
        return typed.text if typed is not None else self.wrong.get(place)

    def note(self, place: Place, text: str, before: str) -> None:
        """This is being typed; ``before`` is what is stored."""
        self._typing[place] = Draft(place, text, before)
        # Not put off by the next key: who types without a pause would lose all of it.
        self._pause.start_once()

    def forget(self, place: Place) -> None:
        """What was typed at ``place`` was taken back."""
        self._typing.pop(place, None)
        held, wrong = self.held.pop(place, None), self.wrong.pop(place, None)
        self._mended(place)
        self._disk.submit(self.drafts.settle, place)
        if held is not None or wrong is not None:
            self.changed.emit(place)

    def save(
        self,
        place: Place,
        text: str,
        change: Callable[[], Any],
        *,
        at: Place | None = None,
        before: str | None = None,
        done: Callable[[Any], None] | None = None,
        owner: QObject | None = None,
        failed: Callable[[ArchiveError], None] | None = None,
    ) -> None:
        """Have ``change`` put ``text`` at ``place``, in the writing thread; ``at`` says where exactly, if that is more.

        ``failed`` takes what is wrong with the text; without it, that is told as a sentence.
        """
        noted, held = self._typing.pop(place, None), self.held.pop(place, None)
        self.wrong.pop(place, None)
        self._mended(place)
        before = held.before if held is not None else noted.before if noted is not None else before
        typed = Typed(place, text, before, change, done or _nothing, failed or self._tell, owner or self, at or place)
        self._saving[place] = typed
        # A lock may keep it waiting: then it is kept like all else that is typed.
        self._pause.start_once()
        self._write(typed, self._saved, self._failed)

    def hold(
        self, place: Place, text: str, change: Callable[[], Any], error: ArchiveError, *, before: str, owner: QObject
    ) -> None:
        """A job could not put ``text`` at ``place``, and ``change`` may do it later."""
        typed = self._saving[place] = Typed(place, text, before, change, _nothing, self._tell, owner, place)
        self._typing.pop(place, None)
        self._failed(typed, error)

    def try_again(self) -> None:
        """Save what could not be saved, one after another, until one fails again."""
        self._again.stop()
        waiting = next((typed for typed in self.held.values() if typed.now is None), None)
        if waiting is not None and not self._trying:
            self._trying = True
            self._write(waiting, self._saved_now, self._failed_again)

    @property
    def contested(self) -> list[Typed]:
        """What was typed where somebody else has put something meanwhile."""
        return [typed for typed in self.held.values() if typed.now is not None]

    def insist(self, place: Place, instead_of: str) -> None:
        """Put what was typed at ``place`` there ``instead_of`` what somebody else has put there."""
        typed = self.held.get(place)
        if typed is not None:
            typed.before, typed.now = instead_of, None
            self.try_again()

    def take_back_refused(self) -> bool:
        """Forget what was typed last and can't be taken, and show again what is stored; whether there was such."""
        place = self.refused
        if place is None:
            return False
        self.yield_to_other(place)
        return True

    def outdated(self, _change: ChangeSet) -> None:
        """The archive has changed since: undo means that change now."""
        self.refused = None

    def yield_to_other(self, place: Place) -> None:
        """Let what is stored at ``place`` stand, and forget what was typed."""
        self.forget(place)
        self._archive.hub.publish(ChangeSet(everything=True))

    def unsettled(self, seconds: float) -> list[Typed]:
        """What is not saved, ``seconds`` at most from now."""
        self._tasks.wait_for_change(seconds)
        return [typed for typed in (*self.held.values(), *self._saving.values()) if not typed.written]

    def keep_all(self) -> bool:
        """Have all that is not saved on the disk, outside the archive; whether that could be done."""
        self._keep()
        for typed in self.held.values():
            self._keep_draft(typed.draft)
        self._disk.submit(_nothing, None).result()
        there = (*self.held, *self._typing, *(place for place, typed in self._saving.items() if not typed.written))
        return all(self.drafts.holds(place) for place in there)

    def close(self) -> None:
        """Write the last drafts; nothing is tried again."""
        self._pause.stop()
        self._again.stop()
        self._disk.shutdown(wait=True)

    def _write(
        self, typed: Typed, done: Callable[[Typed, Any], None], failed: Callable[[Typed, ArchiveError], None]
    ) -> None:
        def work() -> Any:
            try:
                with self._archive.store.given(partial(self._ask, typed)):
                    answer = typed.change()
            except _WRONG as error:
                # It may be heard when another record is shown.
                if not isinstance(error, ChangedMeanwhile):
                    error.message = self._naming(typed.place, error.message)
                raise
            typed.written = True
            self._remember(typed)
            # Here, and not when the window hears of it: that may be closed by then. And behind the drafts that were
            # asked for before: the last of them may not be written yet.
            self._disk.submit(self._settle, typed)
            return answer

        self._tasks.write(work, partial(done, typed), owner=self, failed=partial(failed, typed))

    def _ask(self, typed: Typed) -> None:
        """ChangedMeanwhile where what is about to be written over is not what was there when it was typed."""
        if typed.before is not None:
            thought, written = self._own.get(typed.at, ("", ""))
            known = written if thought == typed.before else None
            unsaved.same(self._archive, Draft(typed.at, typed.text, typed.before), known)

    def _mended(self, place: Place) -> None:
        if self.refused == place:
            self.refused = None

    def _naming(self, place: Place, sentence: str) -> str:
        """The sentence, and of which record it speaks."""
        title = unsaved.standing(self._archive, Draft(place, "", "")).title
        return labelled(isolated(title), sentence) if title else sentence

    def _remember(self, typed: Typed) -> None:
        if typed.before is not None and not typed.place.field.startswith("many/"):
            there = unsaved.standing(self._archive, Draft(typed.at, typed.text, typed.before)).stored
            self._own[typed.at] = typed.before, typed.text if there is None else there

    def _settle(self, typed: Typed) -> None:
        """It is in the archive: whatever was kept of its place on the way there goes, but what was typed since."""
        since = typed.place in self._typing or self._saving.get(typed.place, typed) is not typed
        self.drafts.settle(typed.place, typed.text if since else None)

    def _saved(self, typed: Typed, answer: Any) -> None:
        if self._saving.get(typed.place) is typed:
            self._saving.pop(typed.place)
            self.changed.emit(typed.place)
        self._hand_on(typed, answer)
        self.try_again()

    def _failed(self, typed: Typed, error: ArchiveError) -> None:
        if self._saving.get(typed.place) is not typed:
            return  # more was typed since, and is being saved
        self._saving.pop(typed.place)
        if isinstance(error, ChangedMeanwhile):
            self._contest(typed, error)
            return
        if isinstance(error, _WRONG):
            self.wrong[typed.place] = typed.text
            self.refused = typed.place
            self._keep_draft(typed.draft)
            self.changed.emit(typed.place)
            if isValid(typed.owner):
                typed.failed(error)
            else:
                self._tell(error)
            return
        typed.reason = error.message
        self.held[typed.place] = typed
        self._keep_draft(typed.draft)
        self._again.start()
        self.changed.emit(typed.place)

    def _contest(self, typed: Typed, error: ChangedMeanwhile) -> None:
        """Keep it until one of the two is chosen, and have it be seen what stands there now."""
        typed.reason, typed.now = error.message, error.now
        self.held[typed.place] = typed
        self._keep_draft(typed.draft)
        self.changed.emit(typed.place)
        self._archive.hub.publish(ChangeSet(everything=True))

    def _saved_now(self, typed: Typed, answer: Any) -> None:
        self._trying = False
        if self.held.get(typed.place) is typed:
            self.held.pop(typed.place)
            self.changed.emit(typed.place)
        self._hand_on(typed, answer)
        self.try_again()

    def _failed_again(self, typed: Typed, error: ArchiveError) -> None:
        self._trying = False
        if self.held.get(typed.place) is not typed:
            self.try_again()
        elif isinstance(error, ChangedMeanwhile):
            self._contest(typed, error)
            self.try_again()
        elif isinstance(error, _WRONG):
            # Its record is gone, say. The draft stays, and is offered when the archive is opened the next time.
            self.held.pop(typed.place)
            self._tell(error)
            self.changed.emit(typed.place)
            self.try_again()
        else:
            typed.reason = error.message
            self._again.start()
            self.changed.emit(typed.place)

    def _hand_on(self, typed: Typed, answer: Any) -> None:
        if isValid(typed.owner):
            typed.done(answer)

    def _tell(self, error: ArchiveError) -> None:
        self.told.emit(error.message)

    def _keep(self) -> None:
        for draft in self._typing.values():
            self._keep_draft(draft)
        for typed in self._saving.values():
            if not typed.written:
                self._keep_draft(typed.draft, typed)

    def _keep_draft(self, draft: Draft, saving: Typed | None = None) -> None:
        def work() -> None:
            try:
                self.drafts.keep(draft)
            except ArchiveError as error:
                note_refusal(error)
            if saving is not None and saving.written:
                self.drafts.settle(draft.place, draft.text)

        self._disk.submit(work)


def _nothing(_answer: object) -> None:
    return None
