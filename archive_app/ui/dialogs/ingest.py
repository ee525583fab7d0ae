"""Before files are taken in: what they are to be linked to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.model.kinds import KIND_LABEL, Kind
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import isolated, shown
from archive_app.errors import ArchiveError
from archive_app.i18n import _, listed, ngettext, noted
from archive_app.services.ingest.ingest import NewLink
from archive_app.services.ingest.joining import foreseen
from archive_app.services.records import linking
from archive_app.ui.inspector.links import LinkAdder, usual_relation
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.editors import ElidedLabel, plain_label
from archive_app.ui.kit.fault_label import FaultLabel
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.record_button import record_button
from archive_app.ui.kit.record_edit import NewRecord, make, nothing_unentered
from archive_app.ui.session.session import Session

#: So many items of several files are named, and so many lines of them are seen at once.
_NAMED, _LINES = 500, 5


class IngestDialog(QDialog):
    """``wanted`` gives the list of :class:`NewLink` when the user says to go on."""

    wanted = Signal(object)

    def __init__(
        self, session: Session, paths: Sequence[Path], context: RecordRef | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.links: list[tuple[str, RecordRef | NewRecord]] = []
        self.setWindowTitle(_("Add files"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        # What is wished for is made when the files are: whoever thinks better of it leaves nothing behind.
        self.adder = LinkAdder(session, later=True)
        self.adder.show_kind(Kind.PHOTO)
        self.adder.wanted.connect(self._add)
        self.adder.wished.connect(self._add)
        #: Whether what look like views of one become one item; seen when it is known that there are some.
        self.join = QCheckBox()
        self.join.setChecked(True)
        self.join.hide()
        #: Which files these are.
        self.joined = _named()
        self.join.toggled.connect(self.joined.setEnabled)
        self.fault = FaultLabel()
        self.untagged = plain_label(_("Leave this empty to add them untagged."), "muted")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(plain_label(_what(paths), "heading"))
        layout.addWidget(plain_label(_("Everything added now is linked to:"), "muted"))
        layout.addLayout(self._lines)
        layout.addWidget(self.adder)
        layout.addWidget(self.untagged)
        layout.addWidget(self.join)
        layout.addWidget(self.joined)
        layout.addWidget(plain_label(_("The originals stay where they are; the archive keeps copies."), "muted"))
        layout.addWidget(self.fault)
        layout.addWidget(buttons)
        self.adder.edit.setFocus()
        if context is not None:
            self._add("", context)
        session.tasks.read(lambda: foreseen(paths), self._foresee, owner=self, key="views-of-files")

    @property
    def joining(self) -> bool:
        """Whether views of one are to be joined: only where that was seen before."""
        return not self.join.isHidden() and self.join.isChecked()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._fit()
        return done

    def _fit(self) -> None:
        """As high as what is in it: words that are wrapped need more room than Qt gives them by itself."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            wanted = layout.totalHeightForWidth(self.width())
            if wanted != self.minimumHeight():
                self.setMinimumHeight(wanted)
                room.fit(self, self.width(), wanted)

    def _foresee(self, found: list[tuple[str, ...]]) -> None:
        count = len(found)
        words = ngettext(
            "Make one item of these files, which by their names belong together",
            "Make {count} items of these files, which by their names belong together",
            count,
        )
        self.join.setText(words.format(count=f"{count:,}"))
        for names in found[:_NAMED]:
            self.joined.addItem(" + ".join(isolated(shown(name)) for name in names))
        if count > _NAMED:
            rest = count - _NAMED
            self.joined.addItem(ngettext("and {count} more", "and {count} more", rest).format(count=f"{rest:,}"))
        line = max(self.joined.sizeHintForRow(0), self.fontMetrics().height())
        self.joined.setFixedHeight(line * min(max(count, 1), _LINES) + 2 * theme.TIGHT)
        self.join.setVisible(count > 0)
        self.joined.setVisible(count > 0)

    def _add(self, relation: str, record: RecordRef | NewRecord) -> None:
        archive = self._session.archive
        if not relation:
            relation = usual_relation(archive, Kind.PHOTO, record.kind)
        label = linking.find_relation(archive, relation)[0].label
        link = (relation, record)
        self.links.append(link)
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(plain_label(_(label), "field", wrap=False))
        if isinstance(record, RecordRef):
            layout.addWidget(record_button(record, None), 1)
        else:
            words = noted(isolated(record.name), _("new {kind}").format(kind=_(KIND_LABEL[record.kind])))
            layout.addWidget(ElidedLabel(words), 1)
        remove = QToolButton()
        remove.setIcon(icon("remove"))
        remove.setAutoRaise(True)
        remove.setAccessibleName(_("Remove the link to {title}").format(title=isolated(_title(record))))
        remove.clicked.connect(lambda: self._remove(link, line))
        layout.addWidget(remove)
        self._lines.addWidget(line)
        self.untagged.hide()
        self.fault.hide()
        # Not the button: whoever types a further name would press it by the first blank. Enter presses it from here.
        self.adder.edit.setFocus()

    def _remove(self, link: tuple[str, RecordRef | NewRecord], line: QWidget) -> None:
        self.links.remove(link)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.untagged.setVisible(not self.links)

    def _accept(self) -> None:
        if not nothing_unentered(self, self.fault):
            return
        wishes = [record for _relation, record in self.links if isinstance(record, NewRecord)]
        if not wishes:
            self._give({})
            return
        archive = self._session.archive

        def work() -> dict[NewRecord, RecordRef]:
            return {wish: make(archive, wish) for wish in dict.fromkeys(wishes)}

        self.go.setEnabled(False)
        self._session.edit(work, self._give, owner=self, failed=self._failed)

    def _give(self, made: Mapping[NewRecord, RecordRef]) -> None:
        there = [(way, record if isinstance(record, RecordRef) else made[record]) for way, record in self.links]
        self.wanted.emit([NewLink(relation, record.id) for relation, record in there])
        self.accept()

    def _failed(self, error: ArchiveError) -> None:
        self.go.setEnabled(True)
        self.fault.say(error.message)


def _title(record: RecordRef | NewRecord) -> str:
    return record.title if isinstance(record, RecordRef) else record.name


def _named() -> QListWidget:
    named = QListWidget()
    named.setAccessibleName(_("Files that become one item"))
    named.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    named.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    named.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    named.hide()
    return named


def _what(paths: Sequence[Path]) -> str:
    folders = [path for path in paths if path.is_dir()]
    if len(paths) == 1:
        return _("Add “{name}”").format(name=isolated(paths[0].name))
    files = len(paths) - len(folders)
    parts = []
    if files:
        parts.append(ngettext("{count} file", "{count} files", files).format(count=files))
    if folders:
        parts.append(ngettext("{count} folder", "{count} folders", len(folders)).format(count=len(folders)))
    return _("Add {what}").format(what=listed(parts))
