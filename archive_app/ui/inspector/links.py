"""What a record is linked to, by relation; links are added by typing a name, new records made on the spot."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from archive_app.domain.model.kinds import PEOPLE, Kind
from archive_app.domain.model.records import LinkValue, Record, RecordRef
from archive_app.domain.model.relations import BY_KEY, RELATIONS
from archive_app.i18n import _, ngettext
from archive_app.services.archive import Archive
from archive_app.services.records import linking
from archive_app.services.results import RelationChoice
from archive_app.ui.inspector.link_line import LinkLine
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import flush_all, plain_label
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.kit.section import Section, clear
from archive_app.ui.session.session import Session

#: Up to this many links of one relation are shown; the rest are a search away.
SHOWN = 30
#: Who is affiliated, and by which relations.
AFFILIATED = PEOPLE
AFFILIATIONS = ("affiliated_with", "represents", "took_part_in")


class LinkAdder(QWidget):
    """Relation and name. With the relation left open, the usual one for the two kinds is taken."""

    #: The relation's key or label ("" for the usual one) and the :class:`RecordRef`.
    wanted = Signal(str, object)

    def __init__(self, session: Session, relations: Collection[str] | None = None) -> None:
        super().__init__()
        #: The relations that are offered; all that fit where ``None``.
        self._relations = relations
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
        if self._relations is None:
            self.relation.addItem(_("as usual"), None)
        offered = RELATIONS if self._relations is None else [BY_KEY[key] for key in self._relations]
        for relation in offered:
            if not relation.subjects or kind in relation.subjects:
                self.relation.addItem(_(relation.label), RelationChoice(relation.key, relation.label, "", True))
        for relation in offered:
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
    #: So many of one relation are shown.
    most = SHOWN

    def __init__(
        self, session: Session, key: str = "links", title: str = "", relations: Collection[str] | None = None
    ) -> None:
        super().__init__(key, title or _("Links"), session.settings)
        self._session = session
        self._record: Record | None = None
        self._shown: list[tuple[str, int]] = []
        self._made: dict[int, LinkLine] = {}
        self.adder = LinkAdder(session, relations)
        self.adder.wanted.connect(self._link)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.content.addLayout(self._lines)
        self.content.addWidget(self.adder)

    def show_record(self, record: Record) -> None:
        """Show the links of ``record``; lines that are there stay, with what is being typed in them."""
        moved = self._record is None or self._record.id != record.id
        self._record = record
        self.adder.show_kind(record.kind)
        wanted = self.wanted(record)
        wanted_ids = [(link.label, link.id) for link in wanted]
        self.say(len(wanted))
        if not moved and wanted_ids == self._shown:
            for link in wanted:
                if link.id in self._made:
                    self._made[link.id].put(link)
            return
        flush_all(self)
        opened = set() if moved else {link for link, line in self._made.items() if line.fold.isChecked()}
        clear(self._lines)
        self._made, self._shown = {}, wanted_ids
        groups: dict[str, list[LinkValue]] = {}
        for link in wanted:
            groups.setdefault(link.label, []).append(link)
        for label, links in groups.items():
            self._lines.addWidget(plain_label(label, "field", wrap=False))
            for link in links[: self.most]:
                self._lines.addWidget(self._line(link, link.id in opened))
            if len(links) > self.most:
                rest = ngettext("and {count} more", "and {count} more", len(links) - self.most).format(
                    count=len(links) - self.most
                )
                self._lines.addWidget(plain_label(rest, "muted"))

    def wanted(self, record: Record) -> list[LinkValue]:
        """The links of ``record`` that are shown here."""
        return [link for link in record.links if not is_affiliation(record, link)]

    def make(self, link: LinkValue) -> LinkLine:
        """The line of one link."""
        return LinkLine(self._session, link)

    def _line(self, link: LinkValue, opened: bool) -> LinkLine:
        line = self._made[link.id] = self.make(link)
        line.record_wanted.connect(self.record_wanted)
        line.fold.setChecked(opened)
        return line

    def _link(self, relation: str, other: RecordRef) -> None:
        record = self._record
        if record is not None:
            link_records(self._session, [record.id], record.kind, relation, other)


class AffiliationsSection(LinksSection):
    """What a person or organisation is affiliated with, represents and took part in, and from when to when."""

    most = SHOWN // 2

    def __init__(self, session: Session) -> None:
        super().__init__(session, "affiliations", _("Affiliations"), AFFILIATIONS)
        self.adder.edit.setObjectName("affiliation-add")
        self.adder.edit.setPlaceholderText(_("Affiliated with… type a name"))
        self.adder.edit.setAccessibleName(_("Affiliated with"))

    def show_record(self, record: Record) -> None:
        """Show the affiliations of ``record``, which only people and organisations have."""
        self.setVisible(record.kind in AFFILIATED)
        super().show_record(record)

    def wanted(self, record: Record) -> list[LinkValue]:
        """The affiliations of ``record``, each relation's latest first."""
        mine = [link for link in record.links if is_affiliation(record, link)]
        return sorted(mine, key=lambda link: (link.label, -(link.date.latest if link.date else 0), link.id))

    def make(self, link: LinkValue) -> LinkLine:
        """The line of one affiliation."""
        return LinkLine(self._session, link, dated=True)


def is_affiliation(record: Record, link: LinkValue) -> bool:
    """Whether a link says with whom the person or organisation belongs, represents or took part."""
    return record.kind in AFFILIATED and link.relation in AFFILIATIONS


def link_records(session: Session, records: list[int], kind: Kind, relation: str, other: RecordRef) -> None:
    """Link ``records`` to ``other``; an empty ``relation`` means the usual one for ``kind`` and the other kind."""
    archive = session.archive

    def work() -> object:
        named = relation or usual_relation(archive, kind, other.kind)
        return linking.add_link(archive, records=records, relation=named, other=other.id)

    session.edit(work)


def usual_relation(archive: Archive, kind: Kind, other: Kind) -> str:
    """What is meant when a record of ``kind`` is linked to one of ``other``, unsaid: a key or an inverse label."""
    usual = linking.usual_relation(archive, subject=kind, object=other)
    return usual.key if usual.forward else usual.label
