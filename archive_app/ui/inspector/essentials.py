"""What is edited most, at the head of the inspector and always in one place: date, rating, caption, event, people."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.model.fields import FIELDS, Field
from archive_app.domain.model.kinds import ITEM_KINDS, KIND_LABEL, OCCASIONS, SPEC, Kind, TextRole
from archive_app.domain.model.records import LinkValue, Record, RecordRef
from archive_app.domain.text.showing import isolated, shown
from archive_app.i18n import N_, _, listed, ngettext
from archive_app.services.drafts import Place
from archive_app.services.records import editing, linking
from archive_app.ui.inspector.columns import editor_of, fill
from archive_app.ui.inspector.links import link_records
from archive_app.ui.inspector.texts import TextBlocks
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import Stars, plain_label
from archive_app.ui.kit.flow import FlowLayout
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.record_button import record_button
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.kit.section import clear
from archive_app.ui.session.session import Session

#: Fields that stand here, and not among the details, where a record has them.
FIELDS_HERE = ("date", "rating")
#: The width of the labels, in pixels.
LABEL = 56
#: So many records are shown of those linked; the links below show all.
_SHOWN = 12
#: The widest title of one, and what stands beside it, in pixels.
_WIDEST, _BESIDE = 190, 40
#: Captions in all languages have about so many lines together before they scroll: what is below keeps in sight.
_LINES = 8
_HEADING = {Kind.EVENT: N_("Event"), Kind.PERSON: N_("People")}
#: What a heading says by itself; any other relation is said beside the name, or a giver would stand there like whoever
#: is to be seen.
_UNSAID = frozenset({"depicts", "documents", "took_part_in"})


def essential(kind: Kind) -> bool:
    """Whether a record of ``kind`` has its essentials at the head of the inspector."""
    return kind in ITEM_KINDS | OCCASIONS


def texts_here(kind: Kind) -> frozenset[TextRole]:
    """What of a record of ``kind`` is said here, and not among its texts."""
    return frozenset({TextRole.CAPTION}) if essential(kind) else frozenset()


class LinkedRecords(QWidget):
    """The records of one kind that go with a record, each a click away, and a line to add another."""

    record_wanted = Signal(object)

    def __init__(self, session: Session, kind: Kind) -> None:
        super().__init__()
        self._session = session
        self._kind = kind
        self._record: Record | None = None
        self._shown: tuple[LinkValue, ...] | None = None
        self.edit = RecordEdit(session, lambda: {kind}, passing=True)
        self.edit.setObjectName(f"link-{kind.value}")
        self.edit.setPlaceholderText(_("Type a name…"))
        self.edit.setAccessibleName(_("Link to: {kind}").format(kind=_(KIND_LABEL[kind])))
        self.edit.chosen.connect(self._link)
        self._there = FlowLayout(gap=theme.TIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HAIR)
        layout.addWidget(self.edit)
        layout.addLayout(self._there)

    def show_record(self, record: Record) -> None:
        """Show whom or what ``record`` is linked to."""
        moved = self._record is None or self._record.id != record.id
        self._record = record
        if moved:
            self.edit.setText("")
        links = tuple(link for link in record.links if link.other.kind is self._kind)
        if links == self._shown:
            return
        self._shown = links
        clear(self._there)
        groups: dict[int, list[LinkValue]] = {}
        for link in links:
            groups.setdefault(link.other.id, []).append(link)
        for group in list(groups.values())[:_SHOWN]:
            self._there.addWidget(self._chip(group))
        if len(groups) > _SHOWN:
            more = len(groups) - _SHOWN
            words = ngettext("and {count} more", "and {count} more", more).format(count=f"{more:,}")
            self._there.addWidget(plain_label(words, "muted", wrap=False))

    def forget(self) -> None:
        """Be about no record any more."""
        self._record = None
        self.edit.setText("")

    def _chip(self, links: list[LinkValue]) -> QWidget:
        other = links[0].other
        chip = QFrame()
        chip.setObjectName("chip")
        name = record_button(other, self.record_wanted.emit)
        # As wide as its title, unless that is wider than the line.
        name.setMinimumWidth(min(_WIDEST, name.fontMetrics().horizontalAdvance(shown(other.title)) + _BESIDE))
        name.setToolTip(theme.plain_tip("\n".join((other.title, *(link.label for link in links)))))
        remove = QToolButton()
        remove.setIcon(icon("remove"))
        remove.setAutoRaise(True)
        label = _("Remove the link to {title}").format(title=isolated(other.title))
        remove.setToolTip(theme.plain_tip(label))
        remove.setAccessibleName(label)
        remove.clicked.connect(lambda: self._remove([link.id for link in links]))
        layout = QHBoxLayout(chip)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(name, 1)
        how = listed(dict.fromkeys(link.label for link in links if link.relation not in _UNSAID))
        if how:
            layout.addWidget(plain_label(how, "muted", wrap=False))
        layout.addWidget(remove)
        return chip

    def _link(self, other: RecordRef) -> None:
        self.edit.setText("")
        record = self._record
        if record is not None:
            link_records(self._session, [record.id], record.kind, "", other)

    def _remove(self, links: list[int]) -> None:
        archive = self._session.archive
        self._session.edit(lambda: linking.remove_links(archive, links=links))


class Essentials(QWidget):
    """Only items and occasions have them; of other kinds their names come first."""

    record_wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record: Record | None = None
        fields = {field.name: field for field in FIELDS}
        self.date = self._editor(fields["date"], partial(self._save, "date"))
        self.rating = Stars(_(fields["rating"].label))
        self.rating.setObjectName("field-rating")
        self.rating.saved.connect(lambda value: self._save("rating", str(value) if value else ""))
        self.captions = TextBlocks(session, texts_here, _LINES)
        self.linked = {kind: LinkedRecords(session, kind) for kind in _HEADING}
        for each in self.linked.values():
            each.record_wanted.connect(self.record_wanted)
        self._rows: dict[str, tuple[QWidget, QWidget]] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnMinimumWidth(0, LABEL)
        grid.setColumnStretch(1, 1)
        self._add(grid, "date", _(fields["date"].label), self.date)
        self._add(grid, "rating", _(fields["rating"].label), self.rating)
        grid.addWidget(self.captions, grid.rowCount(), 0, 1, 2)
        for kind, linked in self.linked.items():
            self._add(grid, kind.value, _(_HEADING[kind]), linked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, 0, theme.SMALL, theme.SMALL)
        layout.addLayout(grid)

    def show_record(self, record: Record) -> None:
        """Show the essentials of ``record``; nothing of one that has none."""
        self.setVisible(essential(record.kind))
        if not essential(record.kind):
            # Nothing that is hidden is about the record before.
            self._record = None
            self.captions.show_record(record)
            for linked in self.linked.values():
                linked.forget()
            return
        self._record = record
        fill(self.date, record.fields.get("date"))
        fill(self.rating, record.fields.get("rating"))
        self.captions.show_record(record)
        self.captions.setVisible(TextRole.CAPTION in SPEC[record.kind].texts)
        for linked in self.linked.values():
            linked.show_record(record)
        for name in ("rating", Kind.EVENT.value):
            for widget in self._rows[name]:
                widget.setVisible(record.kind in ITEM_KINDS)

    def _editor(self, field: Field, save: Callable[[str], None]) -> QWidget:
        place = partial(self._place, field.name)
        editor = editor_of(self._session, field, f"field-{field.name}", save, place)
        editor.setAccessibleName(_(field.label))
        return editor

    def _add(self, grid: QGridLayout, name: str, label: str, editor: QWidget) -> None:
        said = plain_label(label, "field", wrap=False)
        said.setContentsMargins(0, theme.TIGHT, 0, 0)
        self._rows[name] = (said, editor)
        row = grid.rowCount()
        grid.addWidget(said, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(editor, row, 1)

    def _save(self, name: str, text: str) -> None:
        archive, record, place = self._session.archive, self._record, self._place(name)
        if record is not None and place is not None:
            self._session.unsaved.save(
                place, text, lambda: editing.set_values(archive, records=[record.id], values={name: text})
            )

    def _place(self, name: str) -> Place | None:
        return Place(self._record.uid, f"field/{name}") if self._record is not None else None
