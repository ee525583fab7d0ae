"""The papers of an office: the register of gifts, receipts, labels for objects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import isolated
from archive_app.i18n import N_, _, ngettext, sentences
from archive_app.loading import later
from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.register import RegisterDialog
from archive_app.ui.window.window import Window

if TYPE_CHECKING:
    from archive_app.services.exchange import register, slips
    from archive_app.services.exchange.register import RegisterReport
    from archive_app.services.exchange.slips import SlipsReport
    from archive_app.services.gifts import examples
else:
    register, slips = later("archive_app.services.exchange", "register slips")
    (examples,) = later("archive_app.services.gifts", "examples")


def gift_register(window: Window) -> None:
    """Ask of which period and authority, and where it goes, and write the register."""
    bench = window.workbench
    bench.inspector.flush()
    RegisterDialog(bench.session, lambda *asked: _write(window, *asked), window).open()


def _write(window: Window, first: str, last: str, authority: int) -> None:
    session = window.workbench.session
    kinds = f"{_('PDF')} (*.pdf);;{_('Workbook')} (*.xlsx)"
    out = _chosen(window, _("Register of gifts"), kinds)
    if out is None:
        return

    def done(report: RegisterReport) -> None:
        words = ngettext("Wrote “{file}”: {count} transfer.", "Wrote “{file}”: {count} transfers.", report.transfers)
        said = words.format(file=isolated(str(report.path)), count=f"{report.transfers:,}")
        session.told.emit(sentences(said, register.undated_said(report)))

    window.jobs.start(
        N_("Writing the register"),
        lambda tell, stop: register.register(
            session.archive, first=first, last=last, out=out, authority=authority or None, on_progress=tell,
            cancelled=stop,
        ),
        done,
        owner=session,
    )  # fmt: skip


def receipts(window: Window) -> None:
    """Print a receipt for each of the chosen transfers."""
    _print(
        window, _("Receipt"), lambda ids, out: slips.receipts(window.workbench.session.archive, records=ids, out=out)
    )


def object_labels(window: Window) -> None:
    """Print a label for each of the chosen objects."""
    _print(
        window,
        _("Object labels"),
        lambda ids, out: slips.object_labels(window.workbench.session.archive, records=ids, out=out),
    )


def example_rules(window: Window) -> None:
    """Add two gift rules as examples, and show them."""
    bench = window.workbench

    def done(added: list[RecordRef]) -> None:
        bench.session.told.emit(
            _("Two examples of gift rules were added as drafts: check them before you use them.")
            if added
            else _("The examples are there already.")
        )
        bench.results.show_query("kind:rule")

    bench.session.edit(lambda: examples.add_examples(bench.session.archive), done, owner=bench)


def _print(window: Window, title: str, write: Callable[[list[int], Path], SlipsReport]) -> None:
    bench = window.workbench
    bench.inspector.flush()
    ids, session = list(bench.chosen_ids()), bench.session
    out = _chosen(window, title, f"{_('PDF')} (*.pdf)") if ids else None
    if out is None:
        return

    def done(report: SlipsReport) -> None:
        words = ngettext("Wrote “{file}”: {count} page.", "Wrote “{file}”: {count} pages.", report.pages)
        session.told.emit(words.format(file=isolated(str(report.path)), count=f"{report.pages:,}"))

    window.jobs.start(N_("Printing"), lambda _tell, _stop: write(ids, out), done, owner=session)


def _chosen(window: Window, title: str, kinds: str) -> Path | None:
    out = choose.new_file(window, title, Path.home() / f"{title}.pdf", kinds, choose.Purpose.TABLES)
    return out if out is None or out.suffix else out.with_suffix(".pdf")
