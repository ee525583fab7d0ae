"""The bar that offers what was typed and not saved when the program ended the last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import _, ngettext
from archive_app.loading import later
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.question import Question, Role
from archive_app.ui.session.session import Session

if TYPE_CHECKING:
    from archive_app.services.tagging import unsaved
    from archive_app.services.tagging.unsaved import Found
    from archive_app.ui.dialogs.recovered import RecoveredDialog
else:
    (unsaved,) = later("archive_app.services.tagging", "unsaved")


class RecoveredBar(QFrame):
    """Hidden where all was saved."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._session = session
        self.texts: list[Found] = []
        drawing = QLabel()
        drawing.setPixmap(icon("info").pixmap(16, 16))
        self.label = plain_label()
        self.restore = QPushButton(_("Put back"))
        self.restore.clicked.connect(self._restore_all)
        self.view = QPushButton(_("Show"))
        self.view.clicked.connect(self.open_list)
        self.discard = QPushButton(_("Discard"))
        self.discard.clicked.connect(self.ask_to_discard)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.SMALL, theme.TIGHT)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(drawing)
        layout.addWidget(self.label, 1)
        for button in (self.restore, self.view, self.discard):
            layout.addWidget(button)
        self.hide()

    def look(self) -> None:
        """Ask what earlier sessions did not save."""
        archive, drafts = self._session.archive, self._session.unsaved.drafts
        self._session.tasks.read(
            lambda: unsaved.found(archive, drafts) if drafts.earlier() else [], self._put, owner=self, key="recovered"
        )

    def open_list(self) -> RecoveredDialog:
        """Show each with what stands in its place."""
        from archive_app.ui.dialogs.recovered import RecoveredDialog

        dialog = RecoveredDialog(self.texts, self.window())
        dialog.restored.connect(self._restore)
        dialog.discarded.connect(self._discard)
        dialog.open()
        return dialog

    def ask_to_discard(self) -> Question:
        """Ask before all of it goes: nothing brings it back."""
        count = len(self.texts)
        words = ngettext(
            "Discard this text? It is kept nowhere else.",
            "Discard these {count} texts? They are kept nowhere else.",
            count,
        )
        box = Question(self.window(), words.format(count=f"{count:,}"))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.offer(_("Cancel"), Role.RejectRole).setFocus()
        # Enter never says it, wherever the system puts it among the answers.
        box.offer(_("Discard"), Role.DestructiveRole).setAutoDefault(False)
        box.accepted.connect(self._discard_all)
        box.open()
        return box

    def _put(self, texts: list[Found]) -> None:
        self.texts = texts
        self.setVisible(bool(texts))
        words = ngettext("{count} text was not saved last time.", "{count} texts were not saved last time.", len(texts))
        self.label.setText(words.format(count=len(texts)))
        self.label.setAccessibleName(self.label.text())
        if texts:
            QAccessible.updateAccessibility(QAccessibleEvent(self.label, QAccessible.Event.Alert))

    def _restore_all(self) -> None:
        """Put back what nobody has changed since; the others are shown with both texts."""
        taken = [each for each in self.texts if each.free]
        for each in taken:
            self._restore(each)
        rest = [each for each in self.texts if not each.free]
        self._put(rest)
        if rest:
            self.open_list()

    def _restore(self, each: Found) -> None:
        archive, drafts = self._session.archive, self._session.unsaved.drafts
        self._session.edit(
            lambda: unsaved.restore(archive, drafts, each),
            lambda _change: self._restored(each),
            owner=self,
            failed=self._refused,
        )

    def _restored(self, each: Found) -> None:
        self._session.told.emit(
            _("{label} of “{title}” was put back. Undo takes that back.").format(
                label=each.label, title=isolated(each.title)
            )
        )
        self.look()

    def _refused(self, error: ArchiveError) -> None:
        self._session.refused.emit(error.message)
        self.look()

    def _discard(self, each: Found) -> None:
        self._session.unsaved.drafts.discard(each.draft)
        self._put([other for other in self.texts if other is not each])

    def _discard_all(self) -> None:
        for each in list(self.texts):
            self._discard(each)
