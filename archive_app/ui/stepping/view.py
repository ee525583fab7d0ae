"""Stepping through items: the picture large, caption and links beside it, the next item saves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.pads import Pad
from archive_app.domain.model.records import Record
from archive_app.errors import ArchiveError
from archive_app.i18n import _, ngettext
from archive_app.services.records import turning
from archive_app.services.records.links_of_many import Tag
from archive_app.services.tagging import pad_filling
from archive_app.services.tagging.suggesting import Suggestion
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import ElidedLabel, SavingText
from archive_app.ui.kit.held_keys import HeldKeys
from archive_app.ui.kit.hint_line import HintLine
from archive_app.ui.kit.large import LargePicture
from archive_app.ui.kit.words import rating_said
from archive_app.ui.marking.buttons import MarkingButtons
from archive_app.ui.marking.marking import Marking
from archive_app.ui.session.session import Session
from archive_app.ui.stepping import items
from archive_app.ui.stepping.items import Found, Item, place_in
from archive_app.ui.stepping.keys import STEP_KEYS, meant
from archive_app.ui.stepping.pace import Pace
from archive_app.ui.stepping.side import WIDTH, Side
from archive_app.ui.tagbar.tagger import Tagger

_HINTS = ("following", "caption", "bar", "copy", "repeat", "leave")


class SteppingView(QWidget):
    """``left`` asks to go back to the result; ``pad`` gives what is “now tagging for”."""

    left = Signal()

    def __init__(self, session: Session, tagger: Tagger, pad: Callable[[], Pad], pace: Pace | None = None) -> None:
        super().__init__()
        self.setObjectName("stepping")
        self._session = session
        self._tagger = tagger
        self._pad = pad
        self.pace = pace or Pace()
        self.ids: tuple[int, ...] = ()
        self.place = 0
        #: The record on the screen.
        self.record: Record | None = None
        #: The next one, which is shown at once when one goes on.
        self._ahead: Item | None = None
        self._held = HeldKeys(self)
        self._dismissed: dict[int, set[tuple[str, int]]] = {}
        #: Those that were in hand since one began.
        self._been: set[int] = set()
        self.large = LargePicture(session)
        self.marking = Marking(session, self.large)
        self.side = Side(session, tagger, self)
        self.position = ElidedLabel(name="strong")
        self.speed = ElidedLabel(name="muted")
        #: Stars, or that it is rejected: where the picture is alone nothing else says so.
        self.rated = ElidedLabel(name="strong")
        #: Whether the cursor is yet to be put into the caption of the first item.
        self._entering = False
        self._lay_out()
        self._connect()

    @property
    def current(self) -> int:
        """The id of the item in hand, 0 for none."""
        return self.ids[self.place] if self.place < len(self.ids) else 0

    @property
    def shown(self) -> int:
        """The id of the item on the screen, 0 for none: what is clicked is meant for that one."""
        return self.record.id if self.record is not None else 0

    def start(self, ids: Sequence[int], current: int = 0) -> None:
        """Step through ``ids``, beginning with ``current`` or the first."""
        self.ids = tuple(ids)
        self.place = self.ids.index(current) if current in self.ids else 0
        self.pace.begin()
        self._been.clear()
        self.side.show()
        self.large.setFocus()
        self._entering = True
        self._show()

    def stop(self) -> None:
        """Save what is being typed and show nothing any more."""
        self.side.captions.flush()
        self.marking.end()
        self.ids, self.record, self._ahead = (), None, None
        self._held.forget()
        self.large.stop()
        self._session.tasks.forget("stepping")

    def do(self, name: str) -> None:
        """Do what the table of keys calls ``name``."""
        if name.startswith("rate-"):
            self._rate(int(name[-1]))
        elif name.startswith("recent-"):
            self._recent(int(name[-1]))
        else:
            getattr(self, f"_do_{name}")()

    def edit_field(self, name: str) -> None:
        """Put the cursor where what the inspector has a field for is said here: a caption, or by a tag."""
        if name == "text-caption":
            self._do_caption()
        elif name.startswith("link-"):
            self._do_bar()
        else:
            self._session.refused.emit(_("While you step through, this has no field. F2 leads back to the result."))

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the table come before those of the field in which the cursor is."""
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            if isinstance(watched, SavingText) and self._leaves_text(watched, event):
                return True
            if self._take(event, on_picture=False):
                return True
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if pressed and isinstance(event, QKeyEvent):
            if self._take(event, on_picture=self.large.in_focus):
                return True
            plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier and event.text().isalpha()
            if plain and self.large.in_focus and event.type() == QEvent.Type.KeyPress:
                # Whoever types thinks to write somewhere.
                self._session.told.emit(_("Nothing is written here: F3 leads to the caption, Ctrl+T to the tag bar."))
        return super().event(event)

    def _take(self, event: QKeyEvent, *, on_picture: bool) -> bool:
        name = meant(event, on_picture=on_picture)
        if not name:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.do(name)
        return True

    def _leaves_text(self, text: SavingText, event: QKeyEvent) -> bool:
        """Escape goes back to the picture; undo is the archive's where nothing was typed."""
        if event.type() == QEvent.Type.ShortcutOverride:
            undo = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
            if undo and not text.changed:
                event.ignore()
                return True
            return False
        if event.key() == Qt.Key.Key_Escape and not text.changed and not text.unsaved:
            self.large.setFocus()
            return True
        return False

    # -- what the keys do

    def _do_following(self) -> None:
        self._finish(apply=True)
        self._go(1)

    def _do_skip(self) -> None:
        self._finish(apply=False)
        self._go(1)

    def _do_previous(self) -> None:
        self.side.captions.flush()
        self._go(-1)

    def _do_onward(self) -> None:
        self._page(1)

    def _do_backward(self) -> None:
        self._page(-1)

    def _page(self, by: int) -> None:
        """Show the page, or else the file, ``by`` places further of the same item."""
        if self.large.turn(by):
            return
        place = place_in(self.record, self.large.file) if self.record is not None and self.shown else None
        if self.record is not None and place is not None and 0 <= place + by < len(self.record.files):
            self.large.show_file(self.record.files[place + by], self.record)
            self.side.tell_file(self.record, self.large.file)

    def _do_caption(self) -> None:
        self.side.show()
        self.side.captions.take_focus()

    def _do_bar(self) -> None:
        self.side.show()
        self.side.bar.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _do_copy(self) -> None:
        if self.place > 0 and self.shown:
            self._tagger.copy_links(self.ids[self.place - 1], [self.shown])
        else:
            self._session.refused.emit(_("This is the first item: there is none before it to copy from."))

    def _do_repeat(self) -> None:
        if self.shown:
            self._tagger.repeat([self.shown])

    def _do_accept(self) -> None:
        if self.side.suggestions.suggestions:
            self._accept(self.side.suggestions.suggestions[0])

    def _do_dismiss(self) -> None:
        if self.side.suggestions.suggestions:
            self._dismiss(self.side.suggestions.suggestions[0])

    def _do_reject(self) -> None:
        if self.current:
            self._tagger.toggle_rejected([self.current])

    def _do_right(self) -> None:
        self._turn(90)

    def _do_left(self) -> None:
        self._turn(-90)

    def _do_zoom(self) -> None:
        self.large.zoom()

    def _do_large(self) -> None:
        self.side.captions.flush()
        self.side.setVisible(self.side.isHidden())
        self.large.setFocus()

    def _do_back(self) -> None:
        if self.side.isHidden():
            self._do_large()
        else:
            self._do_leave()

    def _do_leave(self) -> None:
        self.side.captions.flush()
        self.left.emit()

    def _rate(self, stars: int) -> None:
        if self.shown:
            words = ngettext("{count} star", "{count} stars", stars).format(count=stars)
            self._tagger.set_values([self.shown], {"rating": str(stars) if stars else ""}, words)

    def _recent(self, digit: int) -> None:
        tag = self._tagger.recents.at(digit)
        if tag is not None:
            self._tag(tag)

    def _tag(self, tag: Tag) -> None:
        if self.shown:
            self._tagger.apply([self.shown], [tag])

    def _turn(self, by: int) -> None:
        if not self.shown:
            return
        archive, record = self._session.archive, self.shown

        here = place_in(self.record, self.large.file) if self.record is not None else None

        def turn(records: Sequence[int]) -> None:
            place = here if list(records) == [record] else None
            self._session.edit(lambda: turning.turn(archive, records=list(records), by=by, position=place))

        self._tagger.remember(_("turn"), turn)
        turn([record])

    def _accept(self, suggestion: Suggestion) -> None:
        self._tag(suggestion.tag)

    def _dismiss(self, suggestion: Suggestion) -> None:
        tag = suggestion.tag
        self._dismissed.setdefault(self.shown, set()).add((tag.relation, tag.record.id))
        self._read()

    # -- going on

    def _finish(self, *, apply: bool) -> None:
        """Save what was typed, and give the item what everything is given now."""
        self.side.captions.flush()
        record, pad = self.current, self._pad()
        if record and apply and any(entry.ticked for entry in pad.entries):
            archive = self._session.archive
            self._session.edit(lambda: pad_filling.apply_pad(archive, records=[record], pad=pad))

    def _go(self, by: int) -> None:
        if by > 0 and self.current:
            self.pace.step()
        target = self.place + by
        if not 0 <= target < len(self.ids):
            words = _("That was the last one.") if by > 0 else _("This is the first one.")
            self._session.told.emit(words)
            self._tell()
            return
        self.place = target
        self._show()

    def _show(self) -> None:
        """Show the item in hand. Keys that are pressed before it is there wait for it."""
        self._been.add(self.current)
        self._tell()
        if self._ahead is not None and self._ahead.record.id == self.current:
            self._show_item(self._ahead)
            self.side.suggestions.put(())
        elif self.shown != self.current:
            self._held.hold()
        self._ahead = None
        self._read()

    def _read(self) -> None:
        archive, record = self._session.archive, self.current
        if not record:
            return
        dismissed = frozenset(self._dismissed.get(record, ()))
        ahead = self.ids[self.place + 1] if self.place + 1 < len(self.ids) else 0
        self._session.tasks.read(
            lambda: items.read_item(archive, record, dismissed, ahead),
            self._put,
            owner=self,
            key="stepping",
            failed=self._gone,
            after_changes=True,
        )

    def _put(self, read: Found) -> None:
        if read.item.record.id != self.current:
            return
        self._show_item(read.item)
        self.side.suggestions.put(read.suggestions)
        self._ahead = read.ahead
        if read.ahead is not None:
            self.large.prepare(read.ahead.file)
        self._held.release()

    def _show_item(self, item: Item) -> None:
        record, before = item.record, self.record
        self.record = record
        if before is None or before.id != record.id or before.files != record.files:
            # What is turned is shown still, be it another file than that by which the item is shown.
            place = place_in(record, self.large.file) if before is not None and before.id == record.id else None
            self.large.show_file(item.file if place is None else record.files[place], record)
        if before is None or before.id != record.id:
            self.side.bar.put([record.id], record.kind)
        self.side.show_record(record, item.gaps)
        self.rated.setText(rating_said(record.fields.get("rating")))
        if self._entering:
            # What one types first is a caption: on the picture its digits would be stars.
            self._entering = False
            self._do_caption()
        self.side.tell_file(record, self.large.file)

    def _gone(self, _error: ArchiveError) -> None:
        """The item was deleted: leave it out and go on with the next."""
        self.ids = tuple(record for record in self.ids if record != self.current)
        self.place = min(self.place, max(0, len(self.ids) - 1))
        if self.ids:
            self._show()
        else:
            self.left.emit()

    def _changed(self, change: ChangeSet) -> None:
        done = self._been & change.ids
        if done:
            # What is typed is saved as one goes on: the change is of one that was in hand before.
            self.pace.change(done)
            self._tell()
        near = {self.current, self._ahead.record.id if self._ahead is not None else 0}
        if self.current and (change.everything or not near.isdisjoint(change.ids)):
            self._ahead = None
            self._read()

    def _tell(self) -> None:
        where = _("{number} of {count}").format(number=f"{self.place + 1:,}", count=f"{len(self.ids):,}")
        self.position.setText(where)
        done = ngettext("{count} done", "{count} done", self.pace.done).format(count=f"{self.pace.done:,}")
        rate = self.pace.an_hour
        speed = _("{count} an hour").format(count=f"{rate:,}") if rate is not None else ""
        self.speed.setText(" · ".join(filter(None, (done, speed))))

    # -- inside

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.MEDIUM, theme.TIGHT)
        foot.setSpacing(theme.LARGE)
        foot.addWidget(self.position)
        foot.addWidget(self.speed)
        foot.addWidget(self.rated)
        by_name = {each.name: each for each in STEP_KEYS}
        self.hints = HintLine([f"{by_name[name].shown} {_(by_name[name].text)}" for name in _HINTS])
        foot.addWidget(self.hints, 1)
        foot.addWidget(MarkingButtons(self.marking, self.large, light=True))
        picture = QWidget()
        picture.setObjectName("preview")
        picture.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = QVBoxLayout(picture)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.large)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(picture, 1)
        column.addLayout(foot)
        self.side.setFixedWidth(WIDTH)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(column, 1)
        layout.addWidget(self.side)

    def _connect(self) -> None:
        side = self.side
        side.wanted.connect(self.do)
        side.stars.saved.connect(self._rate)
        side.links.removed.connect(lambda tag: self._tagger.remove([self.shown], [tag]))
        side.recents.used.connect(self._tag)
        side.suggestions.accepted.connect(self._accept)
        side.suggestions.dismissed.connect(self._dismiss)
        side.bar.left.connect(self.large.setFocus)
        side.bar.edit.installEventFilter(self)
        self.large.canvas.left.connect(self._do_back)
        self._session.bridge.changed.connect(self._changed)
