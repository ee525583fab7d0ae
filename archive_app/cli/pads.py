"""``pads``, ``save-pad``, ``apply-pad`` and ``remove-pad``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, assignments, opened, pairs
from archive_app.cli.shapes import brief_document
from archive_app.i18n import _, ngettext
from archive_app.services.records import reading
from archive_app.services.tagging import pads
from archive_app.services.tagging.pads import Pad, PadEntry


def list_pads(json: Json = False) -> None:
    """List the saved pads with what each gives."""
    with opened() as archive:
        found = pads.pads(archive)
    table = output.table(
        (_("Pad"), _("Ticked"), _("Field"), _("Value")),
        [(pad.name, _("yes") if entry.ticked else _("no"), *_line(entry)) for pad in found for entry in pad.entries],
    )
    lines = table if found else [_("No pad has been saved yet.")]
    output.answer({"pads": [_document(pad) for pad in found]}, lines, as_json=as_json(json))


def save_pad(
    name: str,
    link: Annotated[list[str] | None, typer.Option("--link", help="RELATION=REF; may be repeated.")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", help="FIELD=VALUE; may be repeated.")] = None,
    json: Json = False,
) -> None:
    """Save a pad under NAME: links and values that “apply-pad” and “ingest --pad” give to items."""
    values = assignments(set_)
    with opened() as archive:
        entries = [
            PadEntry(record=reading.resolve(archive, ref), relation=relation)
            for relation, ref in pairs(link, "RELATION=REF")
        ]
        entries += [PadEntry(field=field, value=value) for field, value in values.items()]
        made = pads.save_pad(archive, name=name, entries=entries)
    output.answer(_document(made), [_("Saved the pad “{name}”.").format(name=made.name)], as_json=as_json(json))


def apply_pad(name: str, refs: Annotated[list[str], typer.Argument(metavar="REF…")], json: Json = False) -> None:
    """Give records the links of the pad NAME, and its values where nothing is."""
    with opened() as archive, output.told(_("Tag")) as tell:
        pad = pads.find_pad(archive, name)
        found = list(dict.fromkeys(reading.resolve(archive, ref) for ref in refs))
        report = pads.apply_pad(archive, records=[record.id for record in found], pad=pad, on_progress=tell)
    words = ngettext("Tagged {count} record for “{pad}”.", "Tagged {count} records for “{pad}”.", len(found))
    output.answer(
        {
            "pad": pad.name,
            "records": [brief_document(record) for record in found],
            "made": report.made,
            "there": report.there,
            "skipped": report.skipped,
            "step": report.step or None,
        },
        [words.format(count=len(found), pad=pad.name)],
        as_json=as_json(json),
    )


def remove_pad(name: str, json: Json = False) -> None:
    """Remove the pad NAME; undo brings it back."""
    with opened() as archive:
        found = pads.find_pad(archive, name)
        pads.remove_pad(archive, pad_id=found.id)
    output.answer(_document(found), [_("Removed “{name}”.").format(name=found.name)], as_json=as_json(json))


def _line(entry: PadEntry) -> tuple[str, str]:
    if entry.record is None:
        return pads.field_label(entry.field), entry.value
    return entry.relation or "—", f"{entry.record.ref} {entry.record.title}"


def _document(pad: Pad) -> dict[str, Any]:
    return {"name": pad.name, "entries": [_entry(entry) for entry in pad.entries]}


def _entry(entry: PadEntry) -> dict[str, Any]:
    if entry.record is None:
        return {"ticked": entry.ticked, "field": entry.field, "value": entry.value}
    return {
        "ticked": entry.ticked,
        "relation": entry.relation or None,
        "role": entry.role,
        **brief_document(entry.record),
        "title": entry.record.title,
    }


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("pads")(list_pads)
    app.command("save-pad")(save_pad)
    app.command("apply-pad")(apply_pad)
    app.command("remove-pad")(remove_pad)
