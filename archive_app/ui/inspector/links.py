"""What a record is linked to, by relation; links are added by typing a name, new records made on the spot."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from archive_app.domain.model.kinds import KIND_LABEL, PEOPLE, Kind
from archive_app.domain.model.records import LinkCount, LinkValue, Record, RecordRef
from archive_app.domain.model.relations import BY_KEY, RELATIONS, label_of
from archive_app.i18n import _, ngettext
from archive_app.services.archive import Archive
from archive_app.services.records import linking, reading
from archive_app.services.results import RelationChoice
from archive_app.ui.inspector.link_line import LinkLine
from archive_app.ui.kit import theme
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.editors import flush_all, plain_label
from archive_app.ui.kit.record_edit import NewRecord, RecordEdit
from archive_app.ui.kit.section import Section, discard
from archive_app.ui.session.session import Session

#: Up to this many links of one relation are shown at first, and so many more when they are asked for.
SHOWN = 30
_MORE = 100
#: Who is affiliated, and by which relations.
AFFILIATED = PEOPLE
AFFILIATIONS = ("affiliated_with", "represents", "took_part_in")


class LinkAdder(QWidget):
    """Relation and name. With the relation left open, the usual one for the two kinds is taken."""

    #: The relation's key or label ("" for the usual one) and the :class:`RecordRef`.
    wanted = Signal(str, object)
    #: The same of a :class:`NewRecord` that is to be made, where that is done ``later``.
    wished = Signal(str, object)

    def __init__(
        self,
        session: Session,
        relations: Collection[str] | None = None,
        *,
        later: bool = False,
        passing: bool | None = None,
    ) -> None:
        super().__init__()
        #: The relations that are offered; all that fit where ``None``.
        self._relations = relations
        self._kind: Kind | None = None
        self._only: Kind | None = None
        self.relation = Combo()
        self.relation.setAccessibleName(_("Relation"))
        self.relation.setToolTip(_("How the two belong together"))
        self.relation.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.relation.setMinimumContentsLength(10)
        self.edit = RecordEdit(session, self._kinds, later=later, passing=not later if passing is None else passing)
        self.edit.setObjectName("link-add")
        self.edit.setPlaceholderText(_("Link to… type a name"))
        self.edit.setAccessibleName(_("Link to"))
        self.edit.chosen.connect(self._chosen)
        self.edit.wished.connect(self._wished)
        self.edit.editingFinished.connect(lambda: self.look_for(None))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, theme.TIGHT, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.relation, 2)
        layout.addWidget(self.edit, 3)

    def look_for(self, kind: Kind | None) -> None:
        """Find and make records of ``kind`` alone, by the usual relation, until the cursor leaves; any for ``None``."""
        if kind is self._only:
            return
        self._only = kind
        if kind is not None and self._relations is None:
            self.relation.setCurrentIndex(0)
        words = _("Link to: {kind}").format(kind=_(KIND_LABEL[kind])) if kind else _("Link to… type a name")
        self.edit.setPlaceholderText(words)

    def show_kind(self, kind: Kind) -> None:
        """Offer the relations that a record of ``kind`` may have."""
        if kind == self._kind:
            return
        self._kind = kind
        self.relation.clear()
        if self._relations is None:
            self.relation.addItem(_("automatic"), None)
        offered = RELATIONS if self._relations is None else [BY_KEY[key] for key in self._relations]
        for relation in offered:
            if not relation.subjects or kind in relation.subjects:
                label = label_of(relation.key, relation.label, kind)
                self.relation.addItem(_(label), RelationChoice(relation.key, label, "", True))
        for relation in offered:
            if (not relation.objects or kind in relation.objects) and relation.label != relation.inverse:
                self.relation.addItem(_(relation.inverse), RelationChoice(relation.key, relation.inverse, "", False))

    def _kinds(self) -> Collection[Kind] | None:
        choice = self.relation.currentData()
        if not isinstance(choice, RelationChoice):
            return None if self._only is None else {self._only}
        relation = next(each for each in RELATIONS if each.key == choice.key)
        kinds = relation.objects if choice.forward else relation.subjects
        return kinds or None

    def _chosen(self, record: RecordRef) -> None:
        self.edit.setText("")
        self.wanted.emit(self._way(), record)

    def _wished(self, wish: NewRecord) -> None:
        self.edit.setText("")
        self.wished.emit(self._way(), wish)

    def _way(self) -> str:
        choice = self.relation.currentData()
        if not isinstance(choice, RelationChoice):
            return ""
        return choice.key if choice.forward else choice.label


#: A relation, and whether it is read forward.
Way = tuple[str, bool]


class LinksSection(Section):
    """``record_wanted`` asks to show a linked record. Of very many links of one relation the first are shown, and how
    many there are; the others come when they are asked for, a hundred at a time.
    """

    record_wanted = Signal(object)
    #: So many of one relation are shown at first.
    most = SHOWN

    def __init__(
        self, session: Session, key: str = "links", title: str = "", relations: Collection[str] | None = None
    ) -> None:
        super().__init__(key, title or _("Links"), session.settings)
        self._session = session
        self._record: Record | None = None
        self._shown: list[tuple[LinkCount, list[int]]] = []
        self._made: dict[int, LinkLine] = {}
        self._buttons: dict[Way, QPushButton] = {}
        #: How many are to be shown of a relation where that is more than usual, and what was read beyond the record.
        self._asked: dict[Way, int] = {}
        self._further: dict[Way, tuple[LinkValue, ...]] = {}
        self.adder = LinkAdder(session, relations)
        self.adder.wanted.connect(self._link)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.content.addLayout(self._lines)
        self.content.addWidget(self.adder)

    def show_record(self, record: Record) -> None:
        """Show the links of ``record``; lines that are there stay, with what is being typed in them."""
        moved = self._record is None or self._record.id != record.id
        self._record, self._further = record, {}
        if moved:
            self._asked = {}
            # What was typed and not chosen was meant for the record before.
            self.adder.edit.setText("")
        self.adder.show_kind(record.kind)
        self._draw(record, moved=moved)

    @property
    def _uid(self) -> str:
        return self._record.uid if self._record is not None else ""

    def _draw(self, record: Record, *, moved: bool) -> None:
        groups = self._groups(record)
        self.say(sum(count.count for count, _links in groups))
        shown = [(count, [link.id for link in links]) for count, links in groups]
        for count, links in groups:
            if len(links) < min(self._asked.get(_way(count), 0), count.count):
                self._read(record, count, links)
        if not moved and shown == self._shown:
            for _count, links in groups:
                for link in links:
                    self._made[link.id].put(link)
            return
        flush_all(self)
        kept = {} if moved else self._made
        pressed = next((way for way, button in self._buttons.items() if button.hasFocus()), None)
        before = {_way(count): len(links) for count, links in self._shown}
        self._take_out(kept)
        self._made, self._shown, self._buttons = {}, shown, {}
        for count, links in groups:
            self._lines.addWidget(plain_label(count.label, "field", wrap=False))
            for link in links:
                self._lines.addWidget(self._line(link, kept.pop(link.id, None)))
            if len(links) < count.count:
                self._lines.addWidget(self._more(count, len(links)))
            if _way(count) == pressed and not moved and len(links) > before.get(pressed, 0):
                # The button that had the focus is gone: whoever goes by keys goes on with the first new line.
                self._made[links[before[pressed]].id].fold.setFocus()
        for line in kept.values():
            discard(line)

    def _take_out(self, kept: Mapping[int, LinkLine]) -> None:
        """Delete all but the lines of ``kept``, which go back: to make hundreds anew takes seconds."""
        lines = set(kept.values())
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in lines:
                discard(widget)

    def _groups(self, record: Record) -> list[tuple[LinkCount, list[LinkValue]]]:
        """What is shown of each relation, in the order in which the record was linked."""
        there: dict[Way, list[LinkValue]] = {}
        for link in record.links:
            there.setdefault((link.relation, link.forward), []).append(link)
        counts = {_way(count): count for count in record.link_counts if self.belongs(record, count.relation)}
        groups = []
        for way in (*(way for way in there if way in counts), *(way for way in counts if way not in there)):
            links = self.ordered((*there.get(way, ()), *self._further.get(way, ())))
            groups.append((counts[way], links[: self._asked.get(way, self.most)]))
        return groups

    def belongs(self, record: Record, relation: str) -> bool:
        """Whether links of ``record`` by this relation are shown here."""
        return not is_affiliation(record, relation)

    def ordered(self, links: Sequence[LinkValue]) -> list[LinkValue]:
        """The links of one relation in the order in which they are shown."""
        return list(links)

    def make(self, link: LinkValue) -> LinkLine:
        """The line of one link."""
        return LinkLine(self._session, self._uid, link)

    def _line(self, link: LinkValue, there: LinkLine | None) -> LinkLine:
        if there is None:
            line = self.make(link)
            line.record_wanted.connect(self.record_wanted)
        else:
            line = there
            line.put(link)
        self._made[link.id] = line
        return line

    def _more(self, count: LinkCount, shown: int) -> QPushButton:
        rest = count.count - shown
        words = ngettext("{count} more: show it", "{count} more: show the next ones", rest)
        button = QPushButton(words.format(count=f"{rest:,}"))
        button.setObjectName("quiet")
        button.setAccessibleName(_("More links: {relation}").format(relation=count.label))
        button.clicked.connect(lambda: self._ask(count, shown))
        self._buttons[_way(count)] = button
        return button

    def _ask(self, count: LinkCount, shown: int) -> None:
        self._asked[_way(count)] = shown + _MORE
        if self._record is not None:
            self._draw(self._record, moved=False)

    def _read(self, record: Record, count: LinkCount, links: Sequence[LinkValue]) -> None:
        archive, way = self._session.archive, _way(count)
        after = max((link.id for link in links), default=0)
        self._session.tasks.read(
            lambda: reading.links(archive, record.id, count, after=after),
            lambda found: self._put(record, way, found),
            owner=self,
            key=f"links-{id(self)}-{way}",
        )

    def _put(self, record: Record, way: Way, found: tuple[LinkValue, ...]) -> None:
        if record is self._record and found:
            self._further[way] = (*self._further.get(way, ()), *found)
            self._draw(record, moved=False)

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

    def belongs(self, record: Record, relation: str) -> bool:
        """Whether links of ``record`` by this relation are shown here."""
        return is_affiliation(record, relation)

    def _groups(self, record: Record) -> list[tuple[LinkCount, list[LinkValue]]]:
        return sorted(super()._groups(record), key=lambda group: group[0].label)

    def ordered(self, links: Sequence[LinkValue]) -> list[LinkValue]:
        """The latest first."""
        return sorted(links, key=lambda link: (-(link.date.latest if link.date else 0), link.id))

    def make(self, link: LinkValue) -> LinkLine:
        """The line of one affiliation."""
        return LinkLine(self._session, self._uid, link, dated=True)


def _way(count: LinkCount) -> Way:
    return count.relation, count.forward


def is_affiliation(record: Record, relation: str) -> bool:
    """Whether a relation says with whom the person or organisation belongs, represents or took part."""
    return record.kind in AFFILIATED and relation in AFFILIATIONS


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
