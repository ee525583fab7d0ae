"""Vocabularies out of SKOS files and into them, with progress, and every fault in a table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from archive_app.domain.tables.problems import FaultyFile
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import N_, _, ngettext, sentences
from archive_app.services.terms import skos
from archive_app.services.terms.skos import SkosReport
from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.session.jobs import Jobs
from archive_app.ui.session.reports import Finding
from archive_app.ui.session.session import Session

#: Letters of the name that is suggested for a file.
_FILE_NAME = 60


class TermFiles(QObject):
    """``imported`` gives the vocabulary that terms went into, ``told`` a sentence, ``failed`` an error."""

    imported = Signal(str)
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._parent = parent

    def ask_import(self) -> None:
        """Ask for a file and import it."""
        kinds = " ".join(f"*{suffix}" for suffix in skos.SUFFIXES)
        file = choose.file(
            self._parent,
            _("Choose a SKOS file"),
            Path.home(),
            _("SKOS ({kinds})").format(kinds=kinds),
            choose.Purpose.TERMS,
        )
        if file is not None:
            self.take_in(file)

    def take_in(self, file: Path) -> None:
        """Import ``file``; into the vocabulary that it says itself."""
        archive = self._session.archive

        def done(report: SkosReport) -> None:
            words = _("New terms: {added}, changed: {changed}, as before: {same}.")
            counted = words.format(added=report.added, changed=report.changed, same=report.same)
            self.told.emit(sentences(counted, report.left))
            if report.vocabularies:
                self.imported.emit(report.vocabularies[0])

        self._jobs.start(
            N_("Importing terms"),
            lambda tell, stop: skos.import_skos(archive, file, on_progress=tell, cancelled=stop),
            done,
            owner=self,
            failed=self._import_failed,
        )

    def _import_failed(self, error: ArchiveError) -> None:
        if not isinstance(error, FaultyFile):
            self.failed.emit(error)
            return
        findings = [Finding(str(each.line or "–"), each.column, each.reason) for each in error.problems]
        count = len(findings)
        summary = ngettext("Nothing was imported: {count} fault.", "Nothing was imported: {count} faults.", count)
        headings = (_("Line"), _("Column"), _("Reason"))
        ReportDialog(_("Import terms"), summary.format(count=count), findings, self._parent, headings=headings).open()

    def ask_export(self, vocabulary: str) -> None:
        """Ask for a file and write ``vocabulary`` into it."""
        # A vocabulary may be called anything; a file may not.
        name = "".join(letter if letter.isalnum() or letter in " -_" else "_" for letter in vocabulary)[:_FILE_NAME]
        suggested = Path.home() / f"{name.strip() or 'terms'}.ttl"
        kinds = ";;".join((_("Turtle (*.ttl)"), _("RDF/XML (*.rdf)"), _("N-Triples (*.nt)")))
        file = choose.new_file(self._parent, _("Export the vocabulary into"), suggested, kinds, choose.Purpose.TERMS)
        if file is None:
            return
        archive = self._session.archive

        def done(count: int) -> None:
            words = ngettext("{count} term is in “{file}”.", "{count} terms are in “{file}”.", count)
            self.told.emit(words.format(count=count, file=isolated(str(file))))

        self._session.tasks.read(
            lambda: skos.export_skos(archive, vocabulary=vocabulary, out=file),
            done,
            owner=self,
            failed=self.failed.emit,
        )
