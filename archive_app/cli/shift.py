"""``shift-time``: times of a camera whose clock was wrong."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.cli.shapes import brief_document
from archive_app.domain.dates.shifting import parse_shift
from archive_app.errors import InvalidInput
from archive_app.i18n import _, ngettext
from archive_app.services.archive import Archive
from archive_app.services.records import reading, shifting
from archive_app.services.records.shifting import Shift
from archive_app.services.search import searching

#: Lines that are printed for people; the JSON answer has all.
_LINES = 40


def shift_time(
    query: str,
    by: Annotated[str, typer.Option("--by", help="How far: +1d 2h, -30m, -1:30.")] = "",
    taken: Annotated[
        str, typer.Option("--taken", metavar="REF=TIME", help="That REF was taken at TIME (2025-04-03 17:30).")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    json: Json = False,
) -> None:
    """Move the times of everything that QUERY finds, as one step; no original is touched."""
    with opened() as archive:
        length = _length(archive, by, taken)
        ids = list(searching.search_ids(archive, query, order="date"))
        found = shifting.preview(archive, records=ids, by=length)
        if not dry_run:
            shifting.shift(archive, records=ids, by=length)
    document: dict[str, Any] = {
        "items": len(ids),
        "seconds": int(length.total_seconds()),
        "shifts": [_document(each) for each in found.shifts],
        "timeless": found.timeless,
        "done": not dry_run,
    }
    lines = [f"{each.record.ref}  {each.before} → {each.after}" for each in found.shifts[:_LINES]]
    rest = len(found.shifts) - _LINES
    if rest > 0:
        lines.append(ngettext("and {count} more", "and {count} more", rest).format(count=f"{rest:,}"))
    if found.timeless:
        words = ngettext("{count} record says no time.", "{count} records say no time.", found.timeless)
        lines.append(words.format(count=f"{found.timeless:,}"))
    output.answer(document, lines, as_json=as_json(json))


def _length(archive: Archive, by: str, taken: str) -> Any:
    if bool(by) == bool(taken):
        raise InvalidInput(_("Say either how far (--by), or when one of them was taken (--taken)."))
    if by:
        return parse_shift(by)
    ref, _equals, time = taken.partition("=")
    return shifting.wrong_by(archive, record=reading.resolve(archive, ref).id, taken=time)


def _document(each: Shift) -> dict[str, Any]:
    return {
        **brief_document(each.record),
        "before": each.before,
        "after": each.after,
        "date_before": each.date_before or None,
        "date_after": each.date_after or None,
    }


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("shift-time")(shift_time)
