"""What a record is linked to, by relation; links are added by typing a name, new records made on the spot."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.kinds import KIND_LABEL, Kind
from archive_app.domain.records import LinkValue, Record, RecordRef
from archive_app.domain.relations import RELATIONS
from archive_app.i18n import _
from archive_app.services import linking
from archive_app.services.archive import Archive
from archive_app.services.results import RelationChoice
from archive_app.ui import theme
from archive_app.ui.icons import icon, kind_icon
from archive_app.ui.inspector.editors import plain_label
from archive_app.ui.inspector.section import Section, clear
from archive_app.ui.record_edit import RecordEdit
from archive_app.ui.session import Session

#: Up to this many links of one relation are shown; the rest are a search away.
SHOWN = 30


class LinkAdder(QWidget):
    """Relation and name. With the relation left open, the usual one for the two kinds is taken."""

    #: The relation's key or label ("" for the usual one) and the :class:`RecordRef`.
    wanted = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._kind: Kind | None = None
        self.relation = QComboBox()
        self.relation.setAccessibleName(_("Relation"))
        self.relation.setToolTip(_("How the two belong together"))
        self.relation.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.relation.setMinimumContentsLength(10)
        self.edit = RecordEdit(session, self._kinds)
        self.edit.setObjectName("link-add")
        self.edit.setPlaceholderText(_("Link to… type a name"))
        self.edit.setAccessibleName(_("Link to"))
        self.edit.chosen.connect(self._chosen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, theme.TIGHT, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.relation, 2)
        layout.addWidget(self.edit, 3)

    def show_kind(self, kind: Kind) -> None:
        """Offer the relations that a record of ``kind`` may have."""
        if kind == self._kind:
            return
        self._kind = kind
        self.relation.clear()
        self.relation.addItem(_("as usual"), None)
        for relation in RELATIONS:
            if not relation.subjects or kind in relation.subjects:
                self.relation.addItem(_(relation.label), RelationChoice(relation.key, relation.label, "", True))
        for relation in RELATIONS:
            if (not relation.objects or kind in relation.objects) and relation.label != relation.inverse:
                self.relation.addItem(_(relation.inverse), RelationChoice(relation.key, relation.inverse, "", False))

    def _kinds(self) -> Collection[Kind] | None:
        choice = self.relation.currentData()
        if not isinstance(choice, RelationChoice):
            return None
        relation = next(each for each in RELATIONS if each.key == choice.key)
        kinds = relation.objects if choice.forward else relation.subjects
        return kinds or None

    def _chosen(self, record: RecordRef) -> None:
        choice = self.relation.currentData()
        self.edit.clear()
        if not isinstance(choice, RelationChoice):
            self.wanted.emit("", record)
        else:
            self.wanted.emit(choice.key if choice.forward else choice.label, record)


class LinksSection(Section):
    """``record_wanted`` asks to show a linked record."""

    record_wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__("links", _("Links"), session.settings)
        self._session = session
        self._record: Record | None = None
        self.adder = LinkAdder(session)
        self.adder.wanted.connect(self._link)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.content.addLayout(self._lines)
        self.content.addWidget(self.adder)

    def show_record(self, record: Record) -> None:
        """Show the links of ``record``."""
        shown, self._record = self._record, record
        self.adder.show_kind(record.kind)
        if shown is not None and shown.id == record.id and shown.links == record.links:
            return
        clear(self._lines)
        groups: dict[str, list[LinkValue]] = {}
        for link in record.links:
            groups.setdefault(link.label, []).append(link)
        for label, links in groups.items():
            self._lines.addWidget(plain_label(label, "field", wrap=False))
            for link in links[:SHOWN]:
                self._lines.addWidget(self._line(link))
            if len(links) > SHOWN:
                rest = _("and {count} more").format(count=len(links) - SHOWN)
                self._lines.addWidget(plain_label(rest, "muted"))
        self.say(len(record.links))

    def _line(self, link: LinkValue) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HAIR)
        layout.addWidget(record_button(link.other, self.record_wanted.emit), 1)
        about = " · ".join(filter(None, (link.role, link.date.edtf if link.date else "", link.certainty, link.note)))
        if about:
            layout.addWidget(plain_label(about, "muted", wrap=False))
        remove = QToolButton()
        remove.setIcon(icon("remove"))
        remove.setAutoRaise(True)
        label = _("Remove the link to {title}").format(title=link.other.title)
        remove.setToolTip(theme.plain_tip(label))
        remove.setAccessibleName(label)
        remove.clicked.connect(partial(self._unlink, link.id))
        layout.addWidget(remove)
        return line

    def _link(self, relation: str, other: RecordRef) -> None:
        record = self._record
        if record is not None:
            link_records(self._session, [record.id], record.kind, relation, other)

    def _unlink(self, link: int, _checked: bool = False) -> None:
        archive = self._session.archive
        self._session.edit(lambda: linking.remove_links(archive, links=[link]))


def link_records(session: Session, records: list[int], kind: Kind, relation: str, other: RecordRef) -> None:
    """Link ``records`` to ``other``; an empty ``relation`` means the usual one for ``kind`` and the other kind."""
    archive = session.archive

    def work() -> object:
        named = relation or usual_relation(archive, kind, other.kind)
        return linking.add_link(archive, records=records, relation=named, other=other.id)

    session.edit(work)


def usual_relation(archive: Archive, kind: Kind, other: Kind) -> str:
    """What is meant when a record of ``kind`` is linked to one of ``other`` and nothing was said: key or inverse label."""
    usual = linking.usual_relation(archive, subject=kind, object=other)
    return usual.key if usual.forward else usual.label


def record_button(record: RecordRef, go: object) -> QPushButton:
    """A flat button with icon and title that goes to ``record``; the tip has the whole of a long title."""
    button = QPushButton(kind_icon(record.kind), record.title.replace("&", "&&"))
    button.setObjectName("record")
    button.setMinimumWidth(40)
    tip = f"{record.title}\n{_(KIND_LABEL[record.kind])} · {record.ref}"
    button.setToolTip(theme.plain_tip(tip))
    button.setAccessibleName(f"{record.title}, {_(KIND_LABEL[record.kind])}")
    if callable(go):
        button.clicked.connect(lambda: go(record))
    return button
