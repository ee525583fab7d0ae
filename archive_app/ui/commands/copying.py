"""Edit: the metadata of one record copied, and pasted into others."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import isolated
from archive_app.i18n import _, ngettext
from archive_app.services.records import copying, pasting, reading
from archive_app.services.records.pasting import Paste
from archive_app.ui.dialogs.paste import PasteDialog
from archive_app.ui.window.window import Window


def copy_metadata(window: Window) -> None:
    """Copy what the current record says; other programs get the refs and titles of all that are chosen."""
    bench = window.workbench
    bench.inspector.flush()
    session, ids = bench.session, bench.chosen_ids()
    if not ids:
        return
    archive, current = session.archive, bench.results.current_id()
    source = current if current in ids else ids[0]
    # At once: the next key may paste it.
    session.copied.put(source)

    def copied(answer: tuple[str, list[RecordRef]]) -> None:
        text, refs = answer
        QApplication.clipboard().setText(text)
        if refs:
            session.told.emit(_copied(refs[0], len(ids)))

    session.tasks.read(lambda: (copying.lines(archive, ids), reading.refs(archive, [source])), copied, owner=window)


def _copied(record: RecordRef, count: int) -> str:
    if count == 1:
        words = _("Copied the metadata of “{title}” ({ref}).")
    else:
        words = ngettext(
            "Copied the metadata of “{title}” ({ref}), the current one of {count} record.",
            "Copied the metadata of “{title}” ({ref}), the current one of {count} records.",
            count,
        )
    return words.format(title=isolated(record.title), ref=record.ref, count=f"{count:,}")


def paste_metadata(window: Window) -> None:
    """Ask what of the record that was copied the chosen ones are to have."""
    bench = window.workbench
    bench.inspector.flush()
    session, ids, source = bench.session, bench.chosen_ids(), bench.session.copied.source
    if not ids or not source:
        return
    archive = session.archive

    def ask(found: Paste) -> None:
        if found.offers:
            PasteDialog(session, bench.tagger, found, ids, window).open()
        else:
            session.refused.emit(
                _("“{title}” says nothing that these records could have.").format(title=isolated(found.source.title))
            )

    session.tasks.read(
        lambda: pasting.preview(archive, source=source, records=ids), ask, owner=window, after_changes=True
    )
