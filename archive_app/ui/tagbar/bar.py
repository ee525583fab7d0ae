"""The tag bar: a few letters in any script, and one key to link what is in hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import Kind
from archive_app.domain.text.showing import isolated
from archive_app.i18n import _, ngettext
from archive_app.services.records import links_of_many
from archive_app.services.records.links_of_many import Applied
from archive_app.services.tagging import codes, offering
from archive_app.services.tagging.codes import Code
from archive_app.services.tagging.offering import MADE, Offer
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.worded_list import WordedList
from archive_app.ui.session.session import Session
from archive_app.ui.tagbar.lines import Line, LineDelegate, LineModel, code_line, kind_lines, letters, offer_line
from archive_app.ui.tagbar.tagger import Tagger

Key = Qt.Key
Shift = Qt.KeyboardModifier.ShiftModifier
_LINES = 9
#: As high is a list in which nothing stands but words: what to type, and that nothing is called so.
_FEW, _NONE = 3, 2
_SIGN = "="
_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class TagBar(QFrame):
    """``left`` asks to be put away: Escape, or Enter on an empty line."""

    left = Signal()

    def __init__(
        self, session: Session, tagger: Tagger, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._compact = compact
        self._tagger = tagger
        self._ids: list[int] = []
        self._kind = Kind.PHOTO
        self._applied: list[Applied] = []
        #: The name for which a kind is being asked.
        self._naming = ""
        self._lettered = False
        #: What was typed for records and not entered, by these: it stands there again when they are in hand again.
        self._left: dict[tuple[int, ...], str] = {}
        #: The text that the lines are for, and the one for which Enter was pressed before they were there.
        self._lines_for = ""
        self._entered = ""
        self.setObjectName("tagline" if compact else "tagbar")
        self.title = plain_label(name="strong", wrap=False)
        self.hint = plain_label(_("Enter: apply · Shift+Enter: new · F4: relation · Backspace: take off"), "field",
                                wrap=False)  # fmt: skip
        self.edit = QLineEdit()
        self.edit.setObjectName("search")
        self.edit.setPlaceholderText(_("Person, event, city, partnership, term, or =code"))
        self.edit.setAccessibleName(_("Tag with"))
        self.model = LineModel(self)
        self.list = WordedList("")
        self.list.setModel(self.model)
        self.list.setItemDelegate(LineDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("What may be linked"))
        self._lay_out()
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._typed)
        tagger.tagged.connect(self._look)
        tagger.recents.changed.connect(self._refresh)
        session.bridge.changed.connect(self._changed)

    def put(self, ids: Sequence[int], kind: Kind) -> None:
        """Tag these from now on; ``kind`` is that of most of them. What was typed was meant for those before."""
        if list(ids) != self._ids:
            self._leave()
        moved = list(ids) != self._ids
        self._ids, self._kind, self._naming = list(ids), kind, ""
        if moved:
            self.edit.setText(self._left.pop(tuple(ids), ""))
        count = len(self._ids)
        self.title.setText(ngettext("Tag {count} record", "Tag {count} records", count).format(count=f"{count:,}"))
        self._applied = []
        self._look()

    @property
    def current(self) -> Line | None:
        """The line that Enter would take."""
        row = self.list.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (Key.Key_F4, Key.Key_Escape) or (event.key() == Key.Key_Return):
                event.accept()
                return True
            if not self.edit.text() and (event.matches(_UNDO) or event.matches(_REDO)):
                # Nothing is typed that could be taken back: what was tagged is meant.
                event.ignore()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        elif self._compact and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.list.setVisible(event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.MEDIUM)
        layout.setSpacing(theme.SMALL)
        layout.addLayout(head)
        layout.addWidget(self.edit)
        layout.addWidget(self.list)
        self._fit(_LINES)
        if self._compact:
            layout.setContentsMargins(0, 0, 0, 0)
            for widget in (self.title, self.hint, self.list):
                widget.hide()

    def _fit(self, lines: int) -> None:
        """Room for so many lines, and no more than fit."""
        self.list.setFixedHeight(min(_LINES, lines) * (self.fontMetrics().height() + theme.MEDIUM))

    # -- keys

    def _key(self, event: QKeyEvent) -> bool:
        key, shift = Key(event.key()), bool(event.modifiers() & Shift)
        if key in (Key.Key_Return, Key.Key_Enter):
            self._enter(shift=shift)
        elif key in (Key.Key_Tab, Key.Key_Down):
            self._walk(1)
        elif key in (Key.Key_Backtab, Key.Key_Up):
            self._walk(-1)
        elif key == Key.Key_F4:
            self._turn(-1 if shift else 1)
        elif key == Key.Key_Escape:
            self._escape()
        elif key == Key.Key_Backspace and not self.edit.text():
            self._take_off()
        elif self._naming and self._lettered and event.text():
            return self._choose_kind(event.text())
        else:
            return False
        return True

    def _enter(self, *, shift: bool) -> None:
        name = self.edit.text().strip()
        row = self.list.currentIndex().row()
        if self._naming:
            self._take(max(0, row))
        elif shift and name and not name.startswith(_SIGN):
            self._ask_kind(name, lettered=True)
        elif name and name != self._lines_for:
            self._entered = name
        elif row >= 0:
            self._take(row)
        elif name and not name.startswith(_SIGN) and not self.model.lines:
            self._ask_kind(name)
        elif not name:
            self.left.emit()

    def _ask_kind(self, name: str, *, lettered: bool = False) -> None:
        """Ask what kind of record is to be made of that name, by a letter where one asked for it: who found nothing
        may have gone on typing.
        """
        self._naming, self._lettered = name, lettered
        lines = kind_lines(name, MADE)
        self._show(lines if lettered else [replace(line, how="") for line in lines])

    def _walk(self, by: int) -> None:
        count = self.model.rowCount()
        if count:
            row = self.list.currentIndex().row()
            self.list.setCurrentIndex(
                self.model.index((row + by) % count if row >= 0 else (0 if by > 0 else count - 1))
            )

    def _turn(self, by: int) -> None:
        row = self.list.currentIndex().row()
        if row >= 0:
            self.model.turn(row, by)

    def _escape(self) -> None:
        if self._naming:
            self._naming = ""
            self._refresh()
        elif self.edit.text():
            self._entered = ""
            self.edit.setText("")
            self._refresh()
        else:
            self.left.emit()

    def _choose_kind(self, typed: str) -> bool:
        for row, (_kind, letter) in enumerate(letters(MADE).items()):
            if letter == typed.casefold():
                self._take(row)
        return True

    # -- what is done

    def _take(self, row: int) -> None:
        if not 0 <= row < len(self.model.lines) or not self._ids:
            return
        line = self.model.lines[row]
        if isinstance(line.value, Kind):
            self._tagger.make(self._ids, line.value, self._naming, self._kind)
        else:
            self._apply(line, self._ids, self._kind)
        self._naming = ""
        self.edit.setText("")
        self._refresh()

    def _apply(self, line: Line, ids: list[int], kind: Kind) -> None:
        if isinstance(line.value, Code):
            self._tagger.apply_code(ids, line.value, kind)
        elif line.tag is not None:
            self._tagger.apply(ids, [line.tag])

    def _leave(self) -> None:
        """Empty the line for others. Where Enter was pressed before the lines were there, they are waited for."""
        name, ids, kind = self._entered, self._ids, self._kind
        typed = self.edit.text().strip()
        if typed and not name and ids:
            self._left[tuple(ids)] = typed
            words = _("“{name}” was not entered. It stands here again when you come back.")
            self._session.told.emit(words.format(name=isolated(typed)))
        if name and ids:

            def take(found: Sequence[Offer | Code]) -> None:
                if found:
                    self._apply(_line(found[0], len(ids)), ids, kind)
                else:
                    self._session.refused.emit(
                        _("Nothing is called “{name}”; what was in hand before got no link.").format(
                            name=isolated(name)
                        )
                    )

            self._session.tasks.read(self._question(name), take, owner=self, key=f"entered-{id(self)}-{ids[0]}")
        self._entered = ""
        self.edit.setText("")
        self.list.setCurrentIndex(QModelIndex())

    def _take_off(self) -> None:
        """Take off what was linked last, of what all of them have."""
        last = next((each for each in self._applied if each.count >= len(self._ids)), None)
        if last is None:
            self._session.refused.emit(_("There is no link that all of them have, and so none to take off."))
        else:
            self._applied.remove(last)
            self._tagger.remove(self._ids, [last.tag])

    # -- what is offered

    def _typed(self, _text: str) -> None:
        self._naming = self._entered = ""
        self._refresh()

    def _refresh(self) -> None:
        """Ask what fits the text as it stands; an empty line offers what was used lately."""
        if self._naming or not self._ids:
            return
        typed, total = self.edit.text().strip(), len(self._ids)

        def take(found: Sequence[Offer | Code]) -> None:
            if self.edit.text().strip() == typed and not self._naming:
                lines = [_line(each, total) for each in found]
                self._lines_for, entered, self._entered = typed, self._entered, ""
                self._show(lines, chosen=bool(typed))
                if entered and entered == typed:
                    self._enter(shift=False)

        self._session.tasks.read(self._question(typed), take, owner=self, key=f"tagbar-{id(self)}")

    def _question(self, typed: str) -> Callable[[], Sequence[Offer | Code]]:
        archive, kind = self._session.archive, self._kind
        counts: dict[int, int] = {}
        for each in self._applied:
            counts[each.tag.record.id] = max(each.count, counts.get(each.tag.record.id, 0))
        lately = list(self._tagger.recents.slots)

        def work() -> Sequence[Offer | Code]:
            if typed.startswith(_SIGN):
                return codes.complete(archive, typed.lstrip(_SIGN))
            if not typed:
                return offering.offered(archive, lately, kind=kind, applied=counts)
            return offering.offers(archive, typed, kind=kind, applied=counts)

        return work

    def _show(self, lines: Sequence[Line], *, chosen: bool = True) -> None:
        self.model.put(lines)
        typed = self.edit.text().strip()
        if typed.startswith(_SIGN):
            self.list.say(_("No code begins so."))
        elif typed:
            self.list.say(_("Nothing is called so. Enter makes a new record of that name."))
        else:
            self.list.say(
                _("Type a few letters of a name, in any script. What you tag with stays here for the next time.")
            )
        least = _NONE if typed and not lines else 0 if self._compact or typed else _FEW
        self._fit(max(least, len(lines)))
        if lines and chosen:
            self.list.setCurrentIndex(self.model.index(0))

    def _look(self) -> None:
        """Read what the items in hand are linked to."""
        archive, ids = self._session.archive, list(self._ids)
        if ids:
            self._session.tasks.read(
                lambda: links_of_many.applied(archive, records=ids), self._looked, owner=self, key=f"applied-{id(self)}"
            )

    def _looked(self, found: list[Applied]) -> None:
        self._applied = found
        self._refresh()

    def _changed(self, change: ChangeSet) -> None:
        if self.isVisible() and (change.everything or "link" in change.fields):
            self._look()


def _line(found: Offer | Code, total: int) -> Line:
    return offer_line(found, total) if isinstance(found, Offer) else code_line(found)
