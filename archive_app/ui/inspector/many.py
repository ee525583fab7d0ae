"""The inspector for several records at once: what they share, what is mixed, and changing it for all of them.

Every change is offered first, with what it will do; Enter does it, as one step that can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import KIND_PLURAL, TEXT_LABEL, Kind, TextRole
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.languages import language_said
from archive_app.domain.text.showing import shown
from archive_app.i18n import _, language, listed, ngettext, noted
from archive_app.services.records import linking, many
from archive_app.services.records.links_of_many import Tag
from archive_app.services.records.many import AddLink, Change, Shared, Summary
from archive_app.services.tagging import captions
from archive_app.ui.inspector.links import LinkAdder
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.section import Section, clear
from archive_app.ui.many.links import LinkOfMany, ManyLinks
from archive_app.ui.many.offer import Offer
from archive_app.ui.many.typing import Typing
from archive_app.ui.many.values import ManyDate, ManyEditor, ManyLine, ManyText, editor_of
from archive_app.ui.session.later import Later
from archive_app.ui.session.session import Session

#: How long the choice must rest before it is looked at, in milliseconds.
REST = 60
_NOTHING = Shared(0, 0)


class ManyRecords(QWidget):
    """``ids`` is asked for the chosen records; ``wanted`` gives a :class:`Change` that is to be made to them, and what
    was typed for it (a :class:`Draft`, or None), which is kept until it is made.
    """

    wanted = Signal(object, object)

    def __init__(self, session: Session, ids: Callable[[], list[int]]) -> None:
        super().__init__()
        self._session = session
        self._ids = ids
        self._count = 0
        self.summary: Summary | None = None
        self.title = plain_label(name="title")
        self.kinds = plain_label(name="muted")
        self.offer = Offer(session, ids)
        self.offer.accepted.connect(self._accepted)
        self.typing = Typing(session, ids, self)
        self.typing.changed.connect(self._show_unsaved)
        #: The field that the offer is about; empty where it is a link.
        self._offered = ""
        self.offer.said.connect(Later(self.offer, 0, self._keep_in_sight).start)
        self.links = ManyLinks()
        self.links.offered.connect(self._offer_link)
        # What is new is made as it is linked: whoever thinks better of it leaves nothing behind.
        self.adder = LinkAdder(session, later=True, passing=True)
        self.adder.edit.setObjectName("many-link")
        self.adder.wanted.connect(self._offer_new_link)
        self.adder.wished.connect(
            lambda way, wish: self._offer_new_link(way, RecordRef(0, "", "", wish.kind, wish.name))
        )
        self._link_section = Section("many-links", _("Links"), session.settings)
        self._text_section = Section("many-texts", _("Texts"), session.settings)
        self._field_section = Section("many-details", _("Details"), session.settings)
        self.editors: dict[str, ManyEditor] = {}
        self._texts: dict[str, ManyText] = {}
        #: Where the offer about a field or text stands.
        self._slots: dict[str, QVBoxLayout] = {}
        self._built: tuple[str, ...] = ()
        #: The field into which the cursor goes as soon as it is there.
        self._asked_for = ""
        self._said: tuple[str, ...] = ()
        self._rest = Later(self, REST, self._read)
        self._lay_out()
        session.bridge.changed.connect(self._changed)

    def put(self, count: int, _first: int) -> None:
        """Show that ``count`` records are chosen."""
        words = ngettext("{count} record selected", "{count} records selected", count).format(count=f"{count:,}")
        self.title.setText(words)
        self.kinds.setText("")
        self._count = count
        self.leave()
        for editor in (*self.editors.values(), *self._texts.values()):
            editor.reset()
        self._rest.start()

    def leave(self) -> None:
        """Others are chosen: say what was typed and is not set."""
        self._asked_for = ""
        self.offer.forget()
        left = self.typing.begin()
        if left:
            kept = _("What you typed for {count} records is not set. It is there again when they are chosen again.")
            self._session.told.emit(kept.format(count=f"{left:,}"))

    def edit_field(self, name: str) -> None:
        """Put the cursor into the field of that name (see ``Rule.field``), as soon as it is known which there are."""
        if name.startswith("link"):
            kind = name.partition("-")[2]
            self.add_link(Kind(kind) if kind in set(Kind) else None)
            return
        if not self._built and not self._said:
            self._asked_for = name
            return
        role = name.removeprefix("text-")
        text = next((each for key, each in self._texts.items() if role != name and key.startswith(role)), None)
        editor = text or self.editors.get(name.removeprefix("field-"))
        if editor is None:
            self._session.refused.emit(_("This is edited of one record at a time: choose one."))
            return
        (self._text_section if text is not None else self._field_section).open()
        (_line_of(editor) or editor).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add_link(self, kind: Kind | None = None) -> None:
        """Put the cursor where a link is added, to a record of ``kind`` where one is given."""
        self._link_section.open()
        self.adder.look_for(kind)
        self.adder.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def rating(self) -> QWidget:
        """Where a rating is given."""
        return self.editors["rating"]

    def _lay_out(self) -> None:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.SMALL)
        column.setSpacing(theme.TIGHT)
        column.addWidget(self.title)
        column.addWidget(self.kinds)
        column.addWidget(
            plain_label(_("What you set here is set on all of them, as one step that can be undone."), "muted")
        )
        self._link_section.content.addWidget(self.links)
        self._link_slot = QVBoxLayout()
        self._link_slot.setSpacing(0)
        self._link_section.content.addWidget(self.adder)
        self._link_section.content.addLayout(self._link_slot)
        page = QWidget()
        page.setObjectName("inspector")
        parts = QVBoxLayout(page)
        parts.setContentsMargins(0, 0, 0, theme.LARGE)
        parts.setSpacing(0)
        for part in (head, self._link_section, self._text_section, self._field_section):
            parts.addWidget(part)
        parts.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(page)
        # What was just said is laid out in several turns.
        self.area.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._keep_in_sight())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)

    def _changed(self, _change: ChangeSet) -> None:
        if self.isVisible():
            self._rest.start()

    def _read(self) -> None:
        archive, ids = self._session.archive, self._ids()
        if len(ids) > 1:
            self._session.tasks.read(lambda: many.summary(archive, ids), self._put, owner=self, key="many-summary")
            self.typing.read(ids)

    def _put(self, summary: Summary) -> None:
        self.summary = summary
        self.kinds.setText(
            listed(f"{_(KIND_PLURAL[kind])} {count:,}" for kind, count in summary.kinds)
            if len(summary.kinds) > 1
            else _(KIND_PLURAL[summary.kinds[0][0]])
            if summary.kinds
            else ""
        )
        self._link_section.say(summary.links_total)
        self.adder.show_kind(summary.kinds[0][0] if summary.kinds else Kind.PHOTO)
        if not isinstance(self.offer.parentWidget(), LinkOfMany):
            self.links.put(summary.links, summary.count, summary.links_total)
        elif not self.offer.isVisible():
            self._take_offer_out()
            self.links.put(summary.links, summary.count, summary.links_total)
        self._put_texts(summary)
        self._put_fields(summary)
        self._show_unsaved()
        name, self._asked_for = self._asked_for, ""
        if name:
            self.edit_field(name)

    def _show_unsaved(self) -> None:
        """What could not be set stands where it was typed, until it is; and so does what nobody has entered yet."""
        for key, editor in (*self.editors.items(), *self._texts.items()):
            line = _line_of(editor)
            if line is None:
                continue
            held, typed = self.typing.text(key), self.typing.typed(key)
            line.show_unsaved(held)
            if held is None and typed is not None and line.show_typed(typed) and not self.offer.isVisible():
                self._typed(key, typed, editor, self._slots[key])

    def _put_texts(self, summary: Summary) -> None:
        spoken = {f"{role}[{lang}]": shared for (role, lang), shared in summary.texts.items()}
        home = f"{TextRole.CAPTION}[{language()}]"
        spoken.setdefault(home, _NOTHING)
        order = {str(role): place for place, role in enumerate(TextRole)}
        keys = tuple(sorted(spoken, key=lambda key: (order[key.partition("[")[0]], key != home, key)))
        if keys != self._said:
            self._build_texts(keys)
        for key, editor in self._texts.items():
            editor.put(spoken[key])

    def _build_texts(self, keys: tuple[str, ...]) -> None:
        self._take_offer_out()
        self._said = keys
        self._text_section.empty()
        self._texts = {}
        for key in keys:
            role, lang = key.rstrip("]").split("[")
            label = noted(_(TEXT_LABEL[TextRole(role)]), shown(language_said(lang), 24))
            editor = self._texts[key] = ManyText()
            editor.setObjectName(f"many-{key}")
            editor.setAccessibleName(label)
            slot = QVBoxLayout()
            slot.setSpacing(0)
            slot.addWidget(plain_label(label, "field", wrap=False))
            slot.addWidget(editor)
            self._text_section.content.addLayout(slot)
            self._connect(key, editor, slot)

    def _put_fields(self, summary: Summary) -> None:
        fields = summary.common_fields
        if tuple(field.name for field in fields) != self._built:
            self._take_offer_out()
            self._built = tuple(field.name for field in fields)
            clear(self._field_section.content)
            grid = QGridLayout()
            grid.setHorizontalSpacing(theme.SMALL)
            grid.setVerticalSpacing(theme.HAIR)
            grid.setColumnMinimumWidth(0, 96)
            grid.setColumnStretch(1, 1)
            self.editors = {}
            for number, field in enumerate(fields):
                label = plain_label(_(field.label), "field", wrap=False)
                label.setAlignment(Qt.AlignmentFlag.AlignTop)
                label.setContentsMargins(0, theme.TIGHT, 0, 0)
                editor = self.editors[field.name] = editor_of(field)
                label.setBuddy(editor)
                slot = QVBoxLayout()
                slot.setSpacing(0)
                slot.addWidget(editor)
                grid.addWidget(label, number, 0)
                grid.addLayout(slot, number, 1)
                self._connect(field.name, editor, slot)
            self._field_section.content.addLayout(grid)
        for name, editor in self.editors.items():
            editor.put(summary.fields[name])

    def _connect(self, key: str, editor: ManyEditor, slot: QVBoxLayout) -> None:
        self._slots[key] = slot
        editor.typed.connect(lambda value: self._typed(key, value, editor, slot))
        editor.entered.connect(lambda: self._enter(key, editor))
        editor.left.connect(lambda: self._leave(key, editor))

    def _typed(self, key: str, value: str, editor: ManyEditor, slot: QVBoxLayout) -> None:
        line = _line_of(editor)
        if line is not None:
            self.typing.note(key, value, line.mark)

        def undo() -> None:
            self.typing.leave(key)
            editor.reset()

        self._offer(partial(captions.read, self._session.archive, key, value), editor, undo, slot)
        self._offered = key

    def _accepted(self, change: Change) -> None:
        self.wanted.emit(change, self.typing.take(self._offered) if self._offered else None)

    def _enter(self, key: str, editor: ManyEditor) -> None:
        """Enter: have it done, once it has been said what it does. What is offered of another field is not meant."""
        typed = self.typing.typed(key)
        if typed is not None and self._offered != key:
            self._typed(key, typed, editor, self._slots[key])
            return
        if self.offer.ready and isinstance(editor, ManyText):
            editor.take()
        self.offer.accept()

    def _leave(self, key: str, editor: ManyEditor) -> None:
        """Escape, or the typing came back to what is stored."""
        self.typing.leave(key)
        if self.offer.isVisible():
            self.offer.cancel()
        else:
            editor.reset()

    def _offer(self, make: Callable[[], Change], back: QWidget, undo: Callable[[], None], slot: QVBoxLayout) -> None:
        slot.addWidget(self.offer)
        self._offered = ""
        self.offer.put(make, back, undo)

    def _keep_in_sight(self) -> None:
        """The whole offer is to be seen, once it is laid out."""
        if self.offer.isVisible():
            self.area.ensureWidgetVisible(self.offer, 0, theme.SMALL)
            self.area.horizontalScrollBar().setValue(0)

    def _offer_link(self, change: Change, button: QWidget, line: LinkOfMany) -> None:
        self._offer(lambda: change, button, _nothing, line.slot)
        self.offer.take_focus()

    def _offer_new_link(self, relation: str, other: RecordRef) -> None:
        archive = self._session.archive

        def make() -> Change:
            if not relation:
                return AddLink(Tag(other))
            found, forward = linking.find_relation(archive, relation)
            return AddLink(Tag(other, found.key, forward))

        self._offer(make, self.adder.edit, _nothing, self._link_slot)
        self.offer.take_focus()

    def _take_offer_out(self) -> None:
        """The line it stands under goes."""
        self.offer.forget()
        self.offer.setParent(self)


def _nothing() -> None:
    return None


def _line_of(editor: ManyEditor) -> ManyLine | ManyText | None:
    """Where one types, if an editor has such a place."""
    line = editor.line if isinstance(editor, ManyDate) else editor
    return line if isinstance(line, ManyLine | ManyText) else None
