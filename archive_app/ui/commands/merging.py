"""Tag: merging records that are the same, and finding those that look so."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from archive_app.domain.model.kinds import KIND_LABEL
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import isolated, shown
from archive_app.i18n import _, ngettext
from archive_app.services.records import reading, together, views
from archive_app.ui.commands import edit
from archive_app.ui.merging.duplicates import DuplicatesDialog
from archive_app.ui.merging.merge import MergeDialog
from archive_app.ui.merging.together import ViewsDialog
from archive_app.ui.window.window import Window

_PAIR = 2
#: Letters of a title in a question, and so many others are named in it.
_TITLE, _LISTED = 60, 8


def merge(window: Window) -> None:
    """Merge the chosen record with another one, or the chosen two."""
    bench = window.workbench
    session, ids = bench.session, bench.chosen_ids()
    bench.inspector.flush()
    if not 1 <= len(ids) <= _PAIR:
        session.refused.emit(_("Choose the one record that is to be merged, or the two."))
        return

    def ask(found: list[RecordRef]) -> None:
        if len(found) == _PAIR and found[0].kind != found[1].kind:
            session.refused.emit(_("Only records of the same kind can be merged. Choose two of one kind."))
            return
        if found:
            dialog = MergeDialog(session, found[0], found[1] if len(found) == _PAIR else None, window)
            dialog.merged.connect(lambda keep, _drop: bench.go_to(keep))
            dialog.open()

    session.tasks.read(lambda: reading.refs(session.archive, ids), ask, owner=window)


def join(window: Window) -> None:
    """Make the chosen items one with several files: a thing among them stays, or the current one."""
    bench = window.workbench
    session, ids, current = bench.session, bench.chosen_ids(), bench.results.current_id()
    bench.inspector.flush()
    if len(ids) < _PAIR:
        session.refused.emit(_("Choose the items that are to be one; the current one stays, with all their files."))
        return

    def look() -> tuple[list[RecordRef], bool]:
        keep = views.leading(session.archive, ids, current)
        found = reading.refs(session.archive, [keep, *(each for each in ids if each != keep)])
        return found, together.belong(session.archive, ids)

    def seen(answer: tuple[list[RecordRef], bool]) -> None:
        found, belong = answer
        if belong or _may_join(window, found):
            _join(window, [each.id for each in found])

    session.tasks.read(look, seen, owner=window)


def _may_join(window: Window, items: list[RecordRef]) -> bool:
    """Whether items that nothing speaks for being one are to be joined all the same, the first of which stays."""
    first, *others = (f"{each.ref}  {shown(each.title, _TITLE)} ({_(KIND_LABEL[each.kind])})" for each in items)
    words = ngettext(
        "By their names, times and types {count} item does not look like a view of this one:",
        "By their names, times and types these {count} items do not look like views of one:",
        len(items),
    ).format(count=f"{len(items):,}")
    rest = len(others) - _LISTED
    more = [ngettext("and {count} more", "and {count} more", rest).format(count=f"{rest:,}")] if rest > 0 else []
    said = _("“{title}” stays, with the files, links and texts of all. Undo takes it apart again.")
    lines = (words, "", first, *others[:_LISTED], *more, "", said.format(title=isolated(items[0].title, _TITLE)))
    return window.asks("\n".join(lines), _("Join them"), _("Leave them apart"))


def _join(window: Window, ids: list[int]) -> None:
    bench, (keep, *others) = window.workbench, ids
    session = bench.session

    def work() -> str:
        views.join(session.archive, keep=keep, others=others)
        return views.joined(session.archive, keep=keep, count=len(others))

    def done(said: str) -> None:
        session.undoable.emit(said)
        # What stays is in hand, not what has come into the place of one that went.
        if bench.results.paging:
            bench.inspector.show_id(keep)
        else:
            bench.results.show_query(bench.results.query, (keep,), keep)

    session.edit(work, done, owner=window)


def find_duplicates(window: Window) -> None:
    """List records that look as if they were the same."""
    if not _raised(window, DuplicatesDialog):
        dialog = DuplicatesDialog(window.workbench.session, window.jobs, window)
        dialog.record_wanted.connect(window.workbench.follow)
        dialog.show()


def find_views(window: Window) -> None:
    """List items that look like views of one, or hold the same picture."""
    if not _raised(window, ViewsDialog):
        dialog = ViewsDialog(window.workbench.session, window.jobs, window)
        dialog.record_wanted.connect(window.workbench.follow)
        dialog.undo_wanted.connect(lambda: edit.undo(window))
        dialog.show()


def _raised(window: Window, dialog: type[QDialog]) -> bool:
    """Whether such a dialog stands beside ``window`` already, and is before it now."""
    window.workbench.inspector.flush()
    for there in window.findChildren(dialog):
        if there.isVisible():
            there.raise_()
            there.activateWindow()
            return True
    return False
