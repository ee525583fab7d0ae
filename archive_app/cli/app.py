"""The command line: the services' second face. Stable: scripts rely on names, keys and exit codes.

Exit 0 done, 1 the request could not be carried out (one plain sentence, no traceback), 2 wrong usage.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import time
from pathlib import Path
from typing import Annotated

import typer
from typer._click.exceptions import ClickException

from archive_app import __version__, i18n
from archive_app.cli import output
from archive_app.cli.options import State, Window, open_window, remember, set_window, state
from archive_app.cli.rooms import Rooms, begin_speaking
from archive_app.cli.wording import complained
from archive_app.errors import ArchiveError, Cancelled, StorageError
from archive_app.i18n import _

_USAGE = 2
#: How the parser ends on Ctrl+C.
_INTERRUPTED = 130

app = typer.Typer(
    name="exchange-archive",
    cls=Rooms,
    help="Catalogue a city's exchange photos, videos and gifts, and find them by partnership.",
    no_args_is_help=False,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    archive: Annotated[
        Path | None,
        typer.Option("--archive", "-a", envvar="EXCHANGE_ARCHIVE", help="The archive's folder.", show_default=False),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")] = False,
    language: Annotated[str, typer.Option("--language", help="en or zh; by default as set, else the system's.")] = "",
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    """Catalogue a city's exchange photos, videos and gifts, and find them by partnership."""
    if version:
        typer.echo(f"Exchange Archive {__version__}")
        raise typer.Exit
    # Not above: the version is told without any of it.
    from archive_app.services.person import Person, speak

    options = State(archive, json, context.invoked_subcommand or "open", language=language)
    remember(options)
    _begin_log(options)
    person = Person()
    speak(person, language)
    for sentence in person.faults():
        output.say(sentence)
    if context.invoked_subcommand is None:
        raise typer.Exit(open_window(options))


def run(arguments: list[str], *, window: Window | None = None) -> int:
    """Carry out one command line and return its exit status. ``window`` shows an archive until it is closed."""
    began = time.perf_counter()
    set_window(window)
    remember(State(None, False, language=_asked(arguments)))
    # What is read of a command before it is known in which language becomes that language's later.
    i18n.set_language("en")
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    status, error = _carried_out(arguments, as_json="--json" in arguments)
    if state().command:
        _end_log(status, error, time.perf_counter() - began)
    return status


def _asked(arguments: list[str]) -> str:
    """The language that the command line asks for, before it is read: what is wrong with it is said in that."""
    for at, argument in enumerate(arguments):
        option, _is, value = argument.partition("=")
        if option == "--language":
            return value or next(iter(arguments[at + 1 :]), "")
    return ""


def _carried_out(arguments: list[str], *, as_json: bool) -> tuple[int, BaseException | None]:
    """The exit status, and what was raised if that is no fault of ours."""
    try:
        return _parsed(arguments, as_json), None
    except ArchiveError as error:
        output.fail(error, as_json=as_json)
        return 1, error
    except BrokenPipeError as error:
        _silence()
        return 0, error
    except OSError as error:
        from archive_app.domain.text.refusals import reason

        message = _("The answer could not be written or a file not read: {reason}.").format(reason=reason(error))
        _tell_fault(StorageError.kind, message, as_json)
        _silence()
        output.say(message)
        return 1, error
    except KeyboardInterrupt as error:
        _tell_fault(Cancelled.kind, _("Stopped."), as_json)
        output.say(_("Stopped."))
        return 1, error
    except Exception as error:
        from archive_app.cli.crash import report_crash
        from archive_app.services.logbook import Logbook

        message = report_crash(error, Logbook())
        _tell_fault("crash", message, as_json)
        return 1, None


def _tell_fault(kind: str, message: str, as_json: bool) -> None:
    """The document of a command that failed, where one is wanted, none has been printed, and stdout still takes it."""
    if as_json and not state().answered:
        with contextlib.suppress(OSError, ValueError):
            output.fault(kind, message)


def _begin_log(options: State) -> None:
    from archive_app.services.logbook import Logbook, versions

    named = {"archive": str(options.folder.absolute())} if options.folder is not None else {}
    Logbook().write("begin", command=options.command, **named, **versions())


def _end_log(status: int, error: BaseException | None, seconds: float) -> None:
    from archive_app.services.logbook import Logbook, fault, versions

    known = {name: version for name, version in versions().items() if name in ("sqlite", "qt")}
    raised = fault(error) if error is not None else {}
    Logbook().write("end", command=state().command, status=status, seconds=seconds, **known, **raised)


def _parsed(arguments: list[str], as_json: bool) -> int:
    """Carry out the command, and see that its answer has left the house, which may fail as late as that."""
    try:
        ended = app(arguments, prog_name="exchange-archive", standalone_mode=False)
        status = ended if isinstance(ended, int) else 0
    except SystemExit as stop:
        # So the parser ends where a shell asks what could follow.
        status = stop.code if isinstance(stop.code, int) else 0
    except typer.Abort:
        status = 1
    except ClickException as error:
        begin_speaking()
        for line in complained(error):
            output.say(line)
        status = error.exit_code
    if status == _USAGE:
        _tell_fault("usage", _("The command line cannot be read; the message on stderr says why."), as_json)
    elif status == _INTERRUPTED:
        raise KeyboardInterrupt
    elif status:
        # What the parser itself ends: a question that nobody answered.
        _tell_fault(Cancelled.kind, _("Stopped."), as_json)
    sys.stdout.flush()
    return status


def _silence() -> None:
    """Nobody reads stdout any more; Python would complain of that at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
