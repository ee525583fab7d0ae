"""Before files are taken in: what they are to be linked to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import isolated
from archive_app.i18n import _, listed, ngettext
from archive_app.services.ingest.ingest import NewLink
from archive_app.services.ingest.joining import foreseen
from archive_app.services.records import linking
from archive_app.ui.inspector.links import LinkAdder, usual_relation
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.record_button import record_button
from archive_app.ui.session.session import Session


class IngestDialog(QDialog):
    """``wanted`` gives the list of :class:`NewLink` when the user says to go on."""

    wanted = Signal(object)

    def __init__(
        self, session: Session, paths: Sequence[Path], context: RecordRef | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.links: list[tuple[str, RecordRef]] = []
        self.setWindowTitle(_("Add files"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self.adder = LinkAdder(session)
        self.adder.show_kind(Kind.PHOTO)
        self.adder.wanted.connect(self._add)
        #: Whether what look like views of one become one item; seen when it is known that there are some.
        self.join = QCheckBox()
        self.join.setChecked(True)
        self.join.hide()
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
        layout.addWidget(self.join)
        hint = _("Leave this empty to add them untagged. The originals stay where they are; the archive keeps copies.")
        layout.addWidget(plain_label(hint, "muted"))
        layout.addWidget(buttons)
        self.adder.edit.setFocus()
        if context is not None:
            self._add("", context)
        session.tasks.read(lambda: foreseen(paths), self._foresee, owner=self, key="views-of-files")

    @property
    def joining(self) -> bool:
        """Whether views of one are to be joined: only where that was seen before."""
        return not self.join.isHidden() and self.join.isChecked()

    def _foresee(self, count: int) -> None:
        words = ngettext(
            "Make one item of files that belong together (raw and picture, front and back, pages): {count}",
            "Make one item each of files that belong together (raw and picture, front and back, pages): {count}",
            count,
        )
        self.join.setText(words.format(count=f"{count:,}"))
        self.join.setVisible(count > 0)

    def _add(self, relation: str, record: RecordRef) -> None:
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
        layout.addWidget(record_button(record, None), 1)
        remove = QToolButton()
        remove.setIcon(icon("remove"))
        remove.setAutoRaise(True)
        remove.setAccessibleName(_("Remove the link to {title}").format(title=isolated(record.title)))
        remove.clicked.connect(lambda: self._remove(link, line))
        layout.addWidget(remove)
        self._lines.addWidget(line)
        self.go.setFocus()

    def _remove(self, link: tuple[str, RecordRef], line: QWidget) -> None:
        self.links.remove(link)
        line.hide()
        line.deleteLater()

    def _accept(self) -> None:
        self.wanted.emit([NewLink(relation, record.id) for relation, record in self.links])
        self.accept()


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
