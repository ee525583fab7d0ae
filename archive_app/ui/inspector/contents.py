"""What the documents of a record say, to read beside it: folded away until somebody wants it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from archive_app.domain.model.records import FileValue, Record
from archive_app.i18n import _
from archive_app.media.formats.filetypes import PDF
from archive_app.services.ingest import documents
from archive_app.services.ingest.documents import Contents
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.section import Section
from archive_app.ui.kit.text_view import TextView
from archive_app.ui.session.session import Session

_HEIGHT = 260
#: Letters that are laid out beside a record; the rest is read in the large view.
_MOST = 60_000


class ContentsSection(Section):
    """The words of the first document of a record, which are read when the section is open."""

    def __init__(self, session: Session) -> None:
        super().__init__("contents", _("Contents"), session.settings)
        self._session = session
        self._file: FileValue | None = None
        self._shown = ""
        self.reading = TextView()
        self.reading.setFixedHeight(_HEIGHT)
        self.again = QPushButton(icon("refresh"), _("Read documents"))
        self.again.setObjectName("quiet")
        self.again.clicked.connect(self._read_again)
        self.content.addWidget(self.reading)
        self.content.addWidget(self.again)
        self.again.hide()
        self.heading.toggled.connect(self._load)

    def show_record(self, record: Record) -> None:
        """Offer the words of the documents of ``record``, where it has any."""
        worded = (each for each in record.files if each.mime == PDF or documents.shown_as_text(each))
        self._file = next(worded, None)
        self.setVisible(self._file is not None)
        self._load()

    def _load(self, _opened: bool = True) -> None:
        file, archive = self._file, self._session.archive
        if file is None or not self.heading.isChecked() or file.sha256 == self._shown:
            return
        self._shown = file.sha256
        self.reading.say(_("Loading…"))
        self._session.tasks.read(
            lambda: documents.contents_of(archive, file.sha256), self._put, owner=self, key=f"contents-{id(self)}"
        )

    def _put(self, contents: Contents | None) -> None:
        self.again.setVisible(contents is None)
        if contents is None:
            self.reading.say(_("Nobody has read this document yet."))
        else:
            self.reading.put(contents, most=_MOST)

    def _read_again(self) -> None:
        session, file = self._session, self._file
        if file is None:
            return
        self._shown = ""
        archive = session.archive
        session.tasks.write(
            lambda: documents.read_documents(archive, again=True), lambda _report: self._load(), owner=self
        )
