"""Record: new ones, and what is done to the chosen ones."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import Purge, RecordRef
from archive_app.domain.text import showing
from archive_app.errors import QueryError
from archive_app.i18n import N_, _, ngettext, sentences
from archive_app.services.records import accessions, deleted, editing
from archive_app.services.search import searching
from archive_app.ui.dialogs.bin import BinDialog
from archive_app.ui.dialogs.new_partnership import NewPartnership
from archive_app.ui.dialogs.new_record import NewRecordDialog
from archive_app.ui.dialogs.purge import PurgeDialog
from archive_app.ui.session.jobs import Stop, Tell
from archive_app.ui.window.window import Window
from archive_app.ui.window.workbench import Workbench

#: Letters of a title in a sentence.
_TITLE = 80


def new_record(kind: Kind) -> Callable[[Window], None]:
    """The command that asks for a new record of ``kind`` and shows it."""

    def run(window: Window) -> None:
        bench = window.workbench
        shown = bench.inspector.record
        under = shown if shown is not None and shown.kind == Kind.PARTNERSHIP else None
        dialog = (
            NewPartnership(bench.session, window)
            if kind == Kind.PARTNERSHIP
            else NewRecordDialog(bench.session, kind, under, window)
        )

        def made(record: RecordRef) -> None:
            words = _("Added: {title} ({ref})").format(title=showing.isolated(record.title, _TITLE), ref=record.ref)
            bench.session.told.emit(words)
            if bench.stepping_through:
                # One made it on the way, to link it: what lies behind the picture stays as it is.
                return
            if kind == Kind.PARTNERSHIP:
                bench.go_to(record)
            else:
                _show_new(bench, record)

        dialog.made.connect(made)
        dialog.open()

    return run


def _show_new(bench: Workbench, record: RecordRef) -> None:
    """Show a new record: in the result, or where the search does not find it among its kind."""
    archive, query = bench.session.archive, bench.results.query
    kind = f"kind:{record.kind.value}"

    def look() -> str:
        with contextlib.suppress(QueryError):
            if searching.search_ids(archive, f"({query}) ref:{record.ref}" if query else kind, limit=1):
                return query
        return kind

    def show(where: str) -> None:
        bench.results.leave_page()
        bench.results.show_query(where, (record.id,), record.id)
        bench.inspector.show_new(record.id)

    bench.session.tasks.read(look, show, owner=bench)


def preview(window: Window) -> None:
    """Show the record large, or go back from that."""
    bench = window.workbench
    if bench.previewing:
        bench.leave_preview()
    else:
        bench.show_preview()


def add_stage(window: Window) -> None:
    """Add a stage to the partnership that is shown."""
    bench = window.workbench
    shown = bench.inspector.record
    if shown is None or shown.kind != Kind.PARTNERSHIP:
        bench.session.refused.emit(_("Choose a partnership first; only partnerships have stages."))
        return
    bench.splitter.bring(bench.inspector)
    bench.inspector.page.stages.add()


def rate(stars: int) -> Callable[[Window], None]:
    """The command that gives the chosen items ``stars``."""

    def run(window: Window) -> None:
        bench = window.workbench
        ids = bench.chosen_ids()
        if ids:
            words = ngettext("{count} star", "{count} stars", stars).format(count=stars)
            bench.tagger.set_values(ids, {"rating": str(stars) if stars else ""}, words)

    return run


def show_bin(window: Window) -> None:
    """Show what was deleted."""
    dialog = BinDialog(window.workbench.session, window)
    dialog.purge_wanted.connect(lambda chosen: _ask_purge(window, dialog, chosen))
    dialog.show()


def _ask_purge(window: Window, over: BinDialog, chosen: list[int]) -> None:
    """Say what purging would destroy, and destroy it where that is wanted."""
    dialog = PurgeDialog(window.workbench.session, chosen, over)
    dialog.purge_wanted.connect(lambda records: _purge(window, records))
    dialog.open()


def _purge(window: Window, records: list[int]) -> None:
    session = window.workbench.session
    archive = session.archive

    def work(tell: Tell, stop: Stop) -> tuple[Purge, str]:
        gone = deleted.purge(archive, records=records, on_progress=tell, cancelled=stop)
        return gone, deleted.waiting(archive, gone)

    def done(made: tuple[Purge, str]) -> None:
        gone, delay = made
        words = ngettext("Purged {count} record.", "Purged {count} records.", len(gone.records))
        session.told.emit(sentences(words.format(count=f"{len(gone.records):,}"), delay))

    window.jobs.start(
        N_("Purging"),
        work,
        done,
        owner=session,
        whole=True,
    )


def delete(window: Window) -> None:
    """Hide the chosen records; undo brings them back."""
    bench = window.workbench
    session, ids = bench.session, bench.chosen_ids()
    if not ids:
        return

    def done(_change: ChangeSet) -> None:
        words = ngettext(
            "Deleted {count} record. Undo brings it back.", "Deleted {count} records. Undo brings them back.", len(ids)
        )
        session.undoable.emit(words.format(count=f"{len(ids):,}"))

    session.edit(lambda: editing.delete_records(session.archive, records=ids), done, owner=window)


def accession(window: Window) -> None:
    """Give the next accession numbers to the chosen objects that have none."""
    bench = window.workbench
    bench.inspector.flush()
    ids, session = list(bench.chosen_ids()), bench.session

    def done(given: dict[int, str]) -> None:
        numbers = list(given.values())
        words = ngettext(
            "Accession number given: {first}", "{count} accession numbers given: {first} – {last}", len(given)
        )
        said = words.format(count=f"{len(given):,}", first=numbers[0], last=numbers[-1]) if given else ""
        session.told.emit(said or _("All of them have one."))

    if ids:
        session.edit(lambda: accessions.give_numbers(session.archive, records=ids), done, owner=bench)
