"""Looking at a file with another program: always at a read-only copy, never at the original."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from archive_app.domain.text.showing import isolated
from archive_app.i18n import N_, _, ngettext
from archive_app.services import outputs
from archive_app.services.exchange import looking
from archive_app.services.exchange.looking import Copy
from archive_app.ui.dialogs.open_with import OpenWithDialog
from archive_app.ui.kit import opening, programs
from archive_app.ui.kit.programs import Program
from archive_app.ui.window.window import Window

#: So many are opened at once; more can be shown in a folder.
_MOST = 12
#: Programs that were chosen by hand and are remembered, and where.
_REMEMBERED, _PROGRAMS = 8, "open/programs"


def open_copy(window: Window) -> None:
    """Open copies of the chosen records' files with the programs that the system has for them."""

    def show(copies: list[Copy]) -> None:
        failed = [copy for copy in copies if not opening.open_file(copy.file)]
        if failed:
            window.workbench.session.refused.emit(_no_program(failed[0]))
        else:
            _told(window, copies)

    _copied(window, show, first=True)


def open_with(window: Window) -> None:
    """Ask for a program and open copies of the chosen records' files with it."""

    def ask(copies: list[Copy]) -> None:
        known = [programs.chosen(path) for path in _remembered(window)]
        dialog = OpenWithDialog(_named(copies), [*programs.installed(copies[0].mime), *known], window)
        dialog.another.connect(lambda path: _remember(window, path))
        dialog.picked.connect(lambda program: _run(window, program, copies))
        dialog.open()

    _copied(window, ask, first=True)


def show_in_folder(window: Window) -> None:
    """Show copies of all files of the chosen records in the folder that they lie in."""
    session = window.workbench.session

    def failed() -> None:
        session.refused.emit(_("This system has no program that shows folders."))

    _copied(
        window,
        lambda copies: opening.show_in_folder([copy.file for copy in copies], window, failed),
        first=False,
    )


def _copied(window: Window, done: Callable[[list[Copy]], None], *, first: bool) -> None:
    """Copy what is chosen into the session's own folder."""
    bench = window.workbench
    bench.inspector.flush()
    session, ids = bench.session, list(bench.chosen_ids())
    if first and len(ids) > _MOST:
        words = _("Up to {count} records can be opened at once. Show them in a folder instead.")
        session.refused.emit(words.format(count=_MOST))
        return
    folder = session.copies() / "files"
    outputs.make_folder(folder)
    window.jobs.start(
        N_("Copying originals"),
        lambda tell, stop: looking.copies(
            session.archive, ids=ids, folder=folder, first=first, on_progress=tell, cancelled=stop
        ),
        done,
        owner=window,
    )


def _run(window: Window, program: Program, copies: list[Copy]) -> None:
    started = [opening.run(program.words(copy.file)) for copy in copies]
    if all(started):
        _told(window, copies)
    else:
        words = _("“{program}” could not be started. Choose another program.")
        window.workbench.session.refused.emit(words.format(program=isolated(program.name)))


def _told(window: Window, copies: list[Copy]) -> None:
    words = _("Opened a read-only copy: {name}. What is changed there does not come back.")
    window.workbench.session.told.emit(words.format(name=_named(copies)))


def _no_program(copy: Copy) -> str:
    words = _("This system has no program for “{name}”. Choose one with “Open a copy with…”.")
    return words.format(name=isolated(copy.file.name))


def _named(copies: list[Copy]) -> str:
    name, rest = isolated(copies[0].file.name), len(copies) - 1
    words = ngettext("{name} and {count} more", "{name} and {count} more", rest)
    return words.format(name=name, count=rest) if rest else name


def _remembered(window: Window) -> list[Path]:
    kept = json.loads(window.workbench.session.settings.text(_PROGRAMS))
    return [path for path in map(Path, kept) if path.exists()]


def _remember(window: Window, path: Path) -> None:
    kept = [path, *(each for each in _remembered(window) if each != path)][:_REMEMBERED]
    window.workbench.session.settings.put(_PROGRAMS, json.dumps([str(each) for each in kept]))
