"""``codes``, ``set-code``, ``remove-code``, ``import-codes`` and ``export-codes``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.cli.shapes import brief_document
from archive_app.i18n import _, listed, ngettext
from archive_app.services.archive import Archive
from archive_app.services.records import reading
from archive_app.services.records.values import clean
from archive_app.services.tagging import code_files, codes
from archive_app.services.tagging.codes import Code, NewTarget


def list_codes(json: Json = False) -> None:
    """List the codes with what each stands for."""
    with opened() as archive:
        found = codes.codes(archive)
    table = output.table(
        (_("Code"), _("Record"), _("Name"), _("Relation"), _("Role"), _("Written")),
        [
            (
                code.code,
                target.record.ref,
                target.record.title,
                target.relation or "—",
                target.role,
                _("yes") if target.written else _("no"),
            )
            for code in found
            for target in code.targets
        ],
    )
    lines = table if found else [_("There are no codes yet.")]
    output.answer({"codes": [_document(code) for code in found]}, lines, as_json=as_json(json))


def set_code(
    code: str,
    targets: Annotated[list[str], typer.Argument(metavar="REF[:RELATION[:ROLE]]…")],
    unwritten: Annotated[
        list[str] | None, typer.Option("--unwritten", help="A REF whose name captions leave out; may be repeated.")
    ] = None,
    json: Json = False,
) -> None:
    """Let CODE stand for records; “=CODE” in a caption writes their names and makes the links."""
    with opened() as archive:
        silent = {reading.resolve(archive, ref).id for ref in unwritten or []}
        wanted = [_target(archive, text, silent) for text in targets]
        made = codes.set_code(archive, code=code, targets=wanted)
    names = listed(target.record.title for target in made.targets)
    output.answer(
        _document(made), [_("“{code}” stands for {names}.").format(code=made.code, names=names)], as_json=as_json(json)
    )


def remove_code(code: str, json: Json = False) -> None:
    """Remove CODE; links that were made with it stay, and undo brings it back."""
    with opened() as archive:
        found = codes.find(archive, code)
        codes.remove_code(archive, code_id=found.id)
    output.answer(_document(found), [_("Removed “{name}”.").format(name=found.code)], as_json=as_json(json))


def import_codes(file: Path, json: Json = False) -> None:
    """Set codes from a CSV table with the columns code,relation,record,name,role,written; all of it or nothing."""
    with opened() as archive, output.told(_("Import codes")) as tell:
        report = code_files.import_csv(archive, file, on_progress=tell)
    document = {"added": report.added, "changed": report.changed, "same": report.same, "step": report.step or None}
    line = _("New codes: {added}, changed: {changed}, as before: {same}.").format(
        added=report.added, changed=report.changed, same=report.same
    )
    output.answer(document, [line], as_json=as_json(json))


def export_codes(file: Path, json: Json = False) -> None:
    """Write all codes into a CSV table; an existing file is replaced."""
    with opened() as archive:
        count = code_files.export_csv(archive, file)
    words = ngettext("{count} code is in “{file}”.", "{count} codes are in “{file}”.", count)
    output.answer({"file": str(file), "count": count}, [words.format(count=count, file=file)], as_json=as_json(json))


def _target(archive: Archive, text: str, silent: set[int]) -> NewTarget:
    ref, _colon, rest = clean(text).partition(":")
    relation, _colon, role = rest.partition(":")
    record = reading.resolve(archive, ref)
    return NewTarget(record.id, relation, role, record.id not in silent)


def _document(code: Code) -> dict[str, Any]:
    return {
        "code": code.code,
        "targets": [
            {
                **brief_document(target.record),
                "title": target.record.title,
                "relation": target.relation or None,
                "role": target.role,
                "written": target.written,
            }
            for target in code.targets
        ],
    }


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("codes")(list_codes)
    app.command("set-code")(set_code)
    app.command("remove-code")(remove_code)
    app.command("import-codes")(import_codes)
    app.command("export-codes")(export_codes)
