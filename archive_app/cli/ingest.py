"""``ingest``."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened, pairs
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _, labelled, listed, ngettext
from archive_app.loading import later, undisturbed
from archive_app.media.objects.walk import may_be_many

if TYPE_CHECKING:
    from archive_app.media.pictures.workers import DecoderPool
    from archive_app.services.archive import Archive
    from archive_app.services.ingest import ingest
    from archive_app.services.ingest.report import IngestEntry, IngestReport
    from archive_app.services.progress import Progress
    from archive_app.services.records import reading
else:
    (ingest,) = later("archive_app.services.ingest", "ingest")
    (reading,) = later("archive_app.services.records", "reading")


def _entries(entries: list[IngestEntry]) -> list[dict[str, Any]]:
    return [{"path": e.path, "ref": e.ref or None, "reason": e.reason or None} for e in entries]


def report_document(report: IngestReport) -> dict[str, Any]:
    """Every given file in exactly one list."""
    return {
        "added": _entries(report.added),
        "known": _entries(report.known),
        "repaired": _entries(report.repaired),
        "without_preview": _entries(report.without_preview),
        "refused": _entries(report.refused),
        "passed_over": _entries(report.passed_over),
        "cancelled": _entries(report.cancelled),
        "step": report.step or None,
    }


def report_lines(report: IngestReport) -> list[str]:
    """The same for people: how many, and what is to be said of each."""
    lines = [
        _("Added {added}, already known {known}, kept without preview {plain}, refused {refused}.").format(
            added=len(report.added),
            known=len(report.known),
            plain=len(report.without_preview),
            refused=len(report.refused),
        )
    ]
    if report.passed_over:
        count = len(report.passed_over)
        lines.append(
            ngettext("Passed over {count} path of no use.", "Passed over {count} paths of no use.", count).format(
                count=count
            )
        )
    if report.cancelled:
        lines.append(
            _("Stopped: {count} files were not taken in. Run the same again to go on.").format(
                count=len(report.cancelled)
            )
        )
    if report.repaired:
        words = ngettext("Repaired {count} original.", "Repaired {count} originals.", len(report.repaired))
        lines.append(words.format(count=len(report.repaired)))
    for title, entries in (
        (_("Added, with a remark"), [entry for entry in report.added if entry.reason]),
        (_("Already known"), report.known),
        (_("Repaired"), report.repaired),
        (_("Kept without preview"), report.without_preview),
        (_("Refused"), report.refused),
        (_("Passed over"), report.passed_over),
    ):
        lines += [labelled(title, f"{entry.shown} {entry.ref} {entry.reason}") for entry in entries]
    return lines


def _say_what_waits(progress: Progress) -> None:
    if progress.waiting:
        output.say(progress.current)


@contextmanager
def watched(
    title: str = N_("Ingest"), rate: str = N_("{rate:.0f} files/s")
) -> Iterator[tuple[Callable[[Progress], None], Callable[[], bool]]]:
    """What is to be told how far a job is, and says whether Ctrl+C was pressed meanwhile."""
    stopped = threading.Event()
    previous = signal.signal(signal.SIGINT, lambda *_args: stopped.set())
    try:
        if not output.is_watched():
            yield _say_what_waits, stopped.is_set
            return
        with output.progress() as bar:
            task = bar.add_task(_(title), total=None, rate="")

            def tell(progress: Progress) -> None:
                _say_what_waits(progress)
                speed = _(rate).format(rate=progress.rate)
                bar.update(task, completed=progress.done, total=progress.total, rate=speed)

            yield tell, stopped.is_set
    finally:
        signal.signal(signal.SIGINT, previous)


def _opened(decoders: DecoderPool, files: Sequence[Path]) -> Archive:
    if may_be_many(files):
        decoders.start()
    with undisturbed():
        import_module("archive_app.services.ingest.ingest")
    return opened(decoders)


def ingest_(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…")],
    link: Annotated[list[str] | None, typer.Option("--link", help="RELATION=REF; may be repeated.")] = None,
    pad: Annotated[str, typer.Option("--pad", help="Give them what this saved pad has.")] = "",
    join: Annotated[bool, typer.Option("--views", help="Join what look like views of one item.")] = False,
    json: Json = False,
) -> None:
    """Take in files and folders. Ctrl+C stops it; what is done stays, and running again goes on."""
    if not all(paths):
        raise InvalidInput(_("A path is empty. Name the files and folders to take in."))
    # They begin while this process loads the rest, and are there when the first file is.
    from archive_app.media.pictures.workers import DecoderPool

    files = [Path(path) for path in paths]
    with DecoderPool() as decoders, _opened(decoders, files) as archive, watched() as (tell, stopped):
        # Most who take files in name no pad and join nothing, and much hangs on both.
        if pad:
            from archive_app.services.tagging import pads

            given = pads.find_pad(archive, pad)
        wanted = [
            ingest.NewLink(relation, reading.resolve(archive, ref).id) for relation, ref in pairs(link, "RELATION=REF")
        ]
        report = ingest.ingest(archive, files, links=wanted, on_progress=tell, cancelled=stopped)
        if pad:
            pads.apply_to_ingested(archive, report=report, pad=given)
        if join:
            from archive_app.services.ingest.joining import join_taken

            joined = join_taken(archive, report)
    document, lines = report_document(report), report_lines(report)
    if join:
        document["joined"] = [{"why": str(each.why), "refs": [item.ref for item in each.items]} for each in joined]
        lines += [labelled(each.reason, listed(item.ref for item in each.items)) for each in joined]
    output.answer(document, lines, as_json=as_json(json))
    if report.failed:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("ingest")(ingest_)
