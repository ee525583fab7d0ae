"""Exporting a catalogue: title, languages, what goes in, a preview of the pages, and the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import LANGUAGES, N_, _, language, ngettext
from archive_app.services import outputs
from archive_app.services.catalogue import catalogue
from archive_app.services.catalogue.catalogue import CatalogueReport
from archive_app.services.clearance.clearance import counted
from archive_app.services.progress import Progress
from archive_app.ui.catalogue.pdf_view import PdfView
from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.session.jobs import Job, Jobs
from archive_app.ui.session.reports import Finding
from archive_app.ui.session.session import Session


class CatalogueDialog(QDialog):
    """``query`` is the result that is shown, ``selected`` the ids of the selection."""

    def __init__(
        self, session: Session, jobs: Jobs, query: str, selected: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._query = query
        self._selected = list(selected)
        self._job: Job | None = None
        self._scratch = outputs.scratch_folder("catalogue")
        # It goes without being closed where the window under it is made anew.
        self.destroyed.connect(self._scratch.cleanup)
        self.setWindowTitle(_("Export catalogue"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 1040, 720)
        self.title = QLineEdit()
        self.title.setAccessibleName(_("Title"))
        self.title.setPlaceholderText(_("as the partnership, or “Catalogue”"))
        self.languages = self._language_boxes()
        self.leading = Combo()
        self.leading.setAccessibleName(_("Comes first"))
        self._offer_leading()
        self.whole = QRadioButton(_("The whole result"))
        self.chosen = QRadioButton(
            ngettext("The {count} selected record", "The {count} selected records", len(selected)).format(
                count=len(selected)
            )
        )
        self.state = plain_label("", "muted")
        #: What was left out, and what is printed with a gap; it is read beside the pages, never before them.
        self.lacks = QPushButton(_("What the catalogue lacks"))
        self.lacks.setAutoDefault(False)
        self.lacks.clicked.connect(self.show_lacks)
        self.lacks.hide()
        self._lacking: list[Finding] = []
        #: Whether a file is being made that somebody waits for.
        self._is_saving = False
        self.sheet = QCheckBox(_("As a contact sheet: small pictures in rows"))
        self.view = PdfView(session.tasks)
        self._lay_out()

    def reject(self) -> None:
        """Close; while a file is being made, stop that first and say that there is none."""
        if self._job is not None:
            self._job.cancel()
            if self._is_saving:
                self._is_saving = False
                self.state.setText(_("Stopped. No file was written."))
                return
        self.view.close_file()
        self._scratch.cleanup()
        super().reject()

    def chosen_languages(self) -> list[str]:
        """The languages that are ticked, the leading one first; English where none is."""
        leading = self.leading.currentData()
        return sorted(self._ticked(), key=lambda key: key != leading) or ["en"]

    def _ticked(self) -> list[str]:
        return [key for key, box in self.languages.items() if box.isChecked()]

    def _offer_leading(self) -> None:
        """Of several languages one may be chosen to lead: the window's, unless another is."""
        ticked, before = self._ticked(), self.leading.currentData()
        self.leading.clear()
        for key in ticked:
            self.leading.addItem(self.languages[key].text(), key)
        self.leading.setCurrentIndex(ticked.index(before) if before in ticked else 0)
        self.leading.setEnabled(len(ticked) > 1)

    def scope(self) -> tuple[str | None, list[int] | None]:
        """What is printed: the result of a search, or the records of these ids."""
        return (None, self._selected) if self.chosen.isChecked() else (self._query, None)

    def _language_boxes(self) -> dict[str, QCheckBox]:
        boxes = {}
        for key in sorted(LANGUAGES, key=lambda key: key != language()):
            box = QCheckBox(LANGUAGES[key])
            box.setChecked(key == language())
            box.toggled.connect(self._offer_leading)
            boxes[key] = box
        return boxes

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        group.addButton(self.whole)
        group.addButton(self.chosen)
        several = len(self._selected) > 1
        (self.chosen if several else self.whole).setChecked(True)
        tongues = QVBoxLayout()
        for box in self.languages.values():
            tongues.addWidget(box)
        form = QFormLayout()
        form.setSpacing(theme.SMALL)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(_("Title"), self.title)
        form.addRow(_("Languages"), tongues)
        form.addRow(_("Comes first"), self.leading)
        form.addRow(_("What"), self.whole)
        if self._selected:
            form.addRow(self.chosen)
        form.addRow(_("Layout"), self.sheet)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.show_pages = buttons.addButton(_("Preview"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save = buttons.addButton(_("Save as PDF…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.show_pages.clicked.connect(lambda: self.make())
        self.save.clicked.connect(self._save)
        buttons.rejected.connect(self.reject)
        side = QVBoxLayout()
        side.addLayout(form)
        side.addStretch(1)
        side.addWidget(self.state)
        side.addWidget(self.lacks)
        upper = QHBoxLayout()
        upper.setSpacing(theme.LARGE)
        upper.addLayout(side, 1)
        upper.addWidget(self.view, 3)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addLayout(upper, 1)
        layout.addWidget(buttons)

    def make(self, target: Path | None = None) -> None:
        """Make the catalogue and show its pages; with ``target``, put it there as well.

        It is made anew for every target: since the pages on the screen were made, something may have been withdrawn.
        """
        out = self._scratch.folder / "catalogue.pdf"
        archive = self._session.archive
        sheet = self.sheet.isChecked()
        title, languages, (query, ids) = self.title.text().strip(), self.chosen_languages(), self.scope()
        self._busy(True)
        self._is_saving = target is not None
        self.view.close_file()

        def done(report: CatalogueReport) -> None:
            self._busy(False)
            self._show(report, out)
            if target is not None:
                saved = _("Saved as {file}").format(file=isolated(str(target)))
                self.state.setText("\n".join(filter(None, (saved, counted(report.kept)))))

        def work(tell: Callable[[Progress], None], stop: Callable[[], bool]) -> CatalogueReport:
            if target is not None:
                outputs.check(target)
            report = catalogue.make_catalogue(
                archive,
                query=query,
                ids=ids,
                out=out,
                languages=languages,
                title=title,
                sheet=sheet,
                on_progress=tell,
                cancelled=stop,
            )
            if target is not None:
                outputs.copy(out, target)
            return report

        self._job = self._jobs.start(N_("Making the catalogue"), work, done, owner=self, failed=self._failed)

    def _show(self, report: CatalogueReport, file: Path) -> None:
        pages = ngettext("{count} page", "{count} pages", report.pages).format(count=report.pages)
        plates = ngettext("{count} plate", "{count} plates", report.plates).format(count=report.plates)
        self.state.setText(" · ".join(filter(None, (pages, plates, counted(report.kept)))))
        self.view.open_file(file)
        self._lacking = [
            Finding(_("printed with a gap") if entry.printed else _("left out"), entry.ref, entry.reason)
            for entry in report.skipped
        ]
        self.lacks.setText(f"{_('What the catalogue lacks')} ({len(self._lacking):,})…")
        self.lacks.setVisible(bool(self._lacking))

    def show_lacks(self) -> None:
        """List what was left out and what is printed with a gap, and why."""
        ReportDialog(_("What the catalogue lacks"), "", self._lacking, self).open()

    def _save(self) -> None:
        name = (self.title.text().strip() or _("Catalogue")).replace("/", "-")
        target = choose.new_file(
            self, _("Save as PDF"), Path.home() / f"{name}.pdf", _("PDF (*.pdf)"), choose.Purpose.CATALOGUE
        )
        if target is not None:
            self.make(target)

    def _failed(self, error: ArchiveError) -> None:
        self._busy(False)
        self.state.setText(error.message)

    def _busy(self, busy: bool) -> None:
        self.show_pages.setEnabled(not busy)
        self.save.setEnabled(not busy)
        self.view.say_made(making=busy)
        if busy:
            self.state.setText(_("Making the pages…"))
        else:
            self._job, self._is_saving = None, False
