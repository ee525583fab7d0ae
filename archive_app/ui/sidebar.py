"""The left side: where to look. Each entry is a search that anyone could type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QFrame, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QVBoxLayout, QWidget

from archive_app.domain.changes import ChangeSet
from archive_app.domain.kinds import KIND_PLURAL, STAGE_LABEL, Kind, StageKind
from archive_app.i18n import N_, _
from archive_app.services import reading
from archive_app.services.results import Counts, PartnershipSummary
from archive_app.ui import theme
from archive_app.ui.icons import icon
from archive_app.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
NODE_ROLE = Qt.ItemDataRole.UserRole + 1
_CHEVRON = 14
_KINDS = (Kind.PERSON, Kind.CITY, Kind.EVENT, Kind.SERIES, Kind.OBJECT, Kind.ORGANISATION, Kind.PLACE)
_CONTINENTS = (
    N_("Asia"),
    N_("Europe"),
    N_("North America"),
    N_("South America"),
    N_("Africa"),
    N_("Oceania"),
    N_("Antarctica"),
    "",
)


@dataclass(slots=True)
class Node:
    """One line: ``query`` is what choosing it searches for, ``partnership`` the id of the page it opens."""

    key: str
    label: str
    icon: str = ""
    count: int | None = None
    query: str = ""
    partnership: int = 0
    detail: str = ""
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    def add(self, node: Node) -> Node:
        """Put ``node`` below this one."""
        node.parent = self
        self.children.append(node)
        return node


def all_items_query() -> str:
    """The search for everything that is kept."""
    return "kind:item"


def untagged_query() -> str:
    """The search for what is linked to nothing."""
    return "untagged:yes"


def build(counts: Counts, partnerships: list[PartnershipSummary]) -> Node:
    """The tree of what is in the archive now."""
    root = Node("", "")
    library = root.add(Node("library", _("Library")))
    library.add(Node("items", _("All items"), "library", counts.items, all_items_query()))
    library.add(Node("untagged", _("Untagged"), "untagged", counts.untagged, untagged_query()))
    for kind in (Kind.PHOTO, Kind.VIDEO, Kind.AUDIO, Kind.DOCUMENT):
        if counts.by_kind.get(kind):
            library.add(_kind_node(kind, counts))
    section = root.add(Node("partnerships", _("Partnerships"), count=len(partnerships)))
    for continent in _CONTINENTS:
        held = [each for each in partnerships if (each.continent or "") == continent]
        if held:
            label = _(continent) if continent else _("Elsewhere")
            branch = section.add(Node(f"continent-{continent}", label, "country", len(held)))
            for each in sorted(held, key=lambda each: each.partner.casefold()):
                branch.add(_partnership_node(each))
    records = root.add(Node("records", _("Records")))
    for kind in _KINDS:
        records.add(_kind_node(kind, counts))
    return root


def _kind_node(kind: Kind, counts: Counts) -> Node:
    return Node(kind.value, _(KIND_PLURAL[kind]), kind.value, counts.by_kind.get(kind, 0), f"kind:{kind.value}")


def _partnership_node(each: PartnershipSummary) -> Node:
    stage = _(STAGE_LABEL[StageKind(each.stage)]) if each.stage else ""
    detail = " · ".join(filter(None, (each.record.title, stage, each.since)))
    query = f"partnership:{each.record.ref}"
    key = f"partnership-{each.record.id}"
    return Node(key, each.partner, "partnership", each.items, query, each.record.id, detail)


class SidebarModel(QAbstractItemModel):
    """The tree of nodes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Node("", "")

    def put(self, root: Node) -> None:
        """Show another tree."""
        self.beginResetModel()
        self._root = root
        self.endResetModel()

    def node(self, index: Index) -> Node:
        """The node of ``index``, the root for none."""
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, Node) else self._root

    def find(self, key: str) -> QModelIndex:
        """The index of the node called ``key``."""
        waiting = [QModelIndex()]
        while waiting:
            parent = waiting.pop()
            for row in range(self.rowCount(parent)):
                index = self.index(row, 0, parent)
                if self.node(index).key == key:
                    return index
                waiting.append(index)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self.node(parent).children
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        above = self.node(index).parent if index.isValid() else None
        if above is None or above.parent is None:
            return QModelIndex()
        return self.createIndex(above.parent.children.index(above), 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.node(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if not self.node(index).query:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self.node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return node.label
        if role == NODE_ROLE:
            return node
        if role == Qt.ItemDataRole.ToolTipRole and node.detail:
            return theme.plain_tip(node.detail)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return node.label if node.count is None else f"{node.label}, {node.count}"
        return None


class SidebarDelegate(QStyledItemDelegate):
    """Section headings in small capitals' place, entries with icon and a count at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        node: Node = index.data(NODE_ROLE)
        heading = node.parent is not None and node.parent.parent is None
        return QSize(80, option.fontMetrics.height() + (theme.LARGE if heading else theme.SMALL))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node: Node = index.data(NODE_ROLE)
        palette, box = option.palette, option.rect
        heading = node.parent is not None and node.parent.parent is None
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRect(theme.TIGHT, box.top() + 1, box.right() - theme.TIGHT, box.height() - 2)
        if node.query and (chosen or option.state & QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.tint(palette, 0.18) if chosen else palette.color(QPalette.ColorRole.Midlight))
            painter.drawRoundedRect(whole, 4, 4)
        if option.state & QStyle.StateFlag.State_HasFocus and node.query:
            painter.setPen(palette.color(QPalette.ColorRole.Accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole.adjusted(0, 0, -1, -1), 4, 4)
        self._text(painter, option, node, heading, chosen)
        painter.restore()

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, node: Node, heading: bool, chosen: bool) -> None:
        palette, box = option.palette, option.rect
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        text = palette.color(QPalette.ColorRole.Text)
        font = QFont(option.font)
        if heading:
            font.setPointSizeF(option.font.pointSizeF() * 0.88)
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        left = box.left() + theme.TIGHT
        if node.children and not heading:
            drawing = "chevron-down" if option.state & QStyle.StateFlag.State_Open else "chevron-right"
            icon(drawing, QPalette.ColorRole.PlaceholderText).paint(painter, QRect(left, box.center().y() - 4, 10, 10))
        left += _CHEVRON if not heading else 0
        if node.icon:
            role = QPalette.ColorRole.Accent if chosen else QPalette.ColorRole.PlaceholderText
            icon(node.icon, role).paint(painter, QRect(left, box.center().y() - 7, 16, 16))
            left += 16 + theme.SMALL
        count = "" if node.count is None else f"{node.count:,}"
        room = metrics.horizontalAdvance(count) + theme.SMALL if count else 0
        line = QRect(left, box.top(), box.right() - theme.SMALL - left, box.height())
        if heading:
            line.setTop(line.top() + theme.SMALL)
        label = metrics.elidedText(node.label, Qt.TextElideMode.ElideRight, line.width() - room)
        painter.setPen(muted if heading else text)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
        painter.setPen(muted)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)


class Sidebar(QWidget):
    """``chosen`` gives the query of an entry, ``partnership_chosen`` id and ref of a partnership."""

    chosen = Signal(str)
    partnership_chosen = Signal(int, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._open = set(filter(None, session.settings.text("sidebar/open", "").split("|")))
        self.model = SidebarModel(self)
        self.tree = QTreeView()
        self.tree.setObjectName("sidebar")
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(SidebarDelegate(self.tree))
        self.tree.setHeaderHidden(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setIndentation(12)
        self.tree.setRootIsDecorated(False)
        self.tree.setMouseTracking(True)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setAccessibleName(_("Where to look"))
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.clicked.connect(self._clicked)
        self.tree.activated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tree)
        session.bridge.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        archive = self._session.archive
        self._session.tasks.read(
            lambda: build(reading.counts(archive), reading.partnerships(archive)),
            self._put,
            owner=self,
            key="sidebar",
        )

    def select(self, query: str) -> None:
        """Mark the entry that stands for ``query``, none where there is none."""
        waiting = [QModelIndex()]
        while waiting:
            parent = waiting.pop()
            for row in range(self.model.rowCount(parent)):
                index = self.model.index(row, 0, parent)
                if query and self.model.node(index).query == query:
                    self.tree.setCurrentIndex(index)
                    return
                waiting.append(index)
        self.tree.setCurrentIndex(QModelIndex())

    def remember(self) -> None:
        """Keep which continents are open."""
        self._session.settings.put("sidebar/open", "|".join(sorted(self._expanded())))

    def _changed(self, _change: ChangeSet) -> None:
        self.refresh()

    def _expanded(self) -> set[str]:
        section = self.model.find("partnerships")
        branches = [self.model.index(row, 0, section) for row in range(self.model.rowCount(section))]
        return {self.model.node(index).key for index in branches if self.tree.isExpanded(index)}

    def _put(self, root: Node) -> None:
        opened = self._expanded() or self._open
        current = self.model.node(self.tree.currentIndex()).key
        scrolled = self.tree.verticalScrollBar().value()
        self.model.put(root)
        for row in range(self.model.rowCount()):
            section = self.model.index(row, 0)
            self.tree.expand(section)
            for below in range(self.model.rowCount(section)):
                branch = self.model.index(below, 0, section)
                if self.model.node(branch).key in opened:
                    self.tree.expand(branch)
        if current:
            self.tree.setCurrentIndex(self.model.find(current))
        self.tree.verticalScrollBar().setValue(scrolled)

    def _clicked(self, index: QModelIndex) -> None:
        if self.model.node(index).query:
            self._choose(index)
        elif self.model.node(index).parent is not None:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _choose(self, index: QModelIndex) -> None:
        node = self.model.node(index)
        if node.partnership:
            self.partnership_chosen.emit(node.partnership, node.query.partition(":")[2])
        elif node.query:
            self.chosen.emit(node.query)
