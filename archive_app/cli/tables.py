"""``export-table`` and ``import-table``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.domain.text.refusals import reason
from archive_app.errors import InvalidInput, StorageError
from archive_app.i18n import _, listed, ngettext, noted
from archive_app.services.clearance.clearance import counted
from archive_app.services.search import saved, searching


def export_table(
    search: Annotated[str, typer.Option("--search", help="What is exported; @NAME for a saved search.")],
    out: Annotated[Path, typer.Option("--out", help="The table: a file that ends with .csv or .xlsx.")],
    columns: Annotated[
        str,
        typer.Option(
            "--columns",
            help="With commas between, such as ref,title,caption[zh],given-by; “all” for all that comes back.",
        ),
    ] = "",
    labels: Annotated[bool, typer.Option("--labels", help="Head the columns by words instead of keys.")] = False,
    json: Json = False,
) -> None:
    """Write what a search finds as a table for a spreadsheet: a line for each record."""
    from archive_app.services.exchange.columns import USUAL, returning
    from archive_app.services.exchange.tables import export_table as export
    from archive_app.services.records import many

    every = columns.strip().lower() == "all"
    wanted = [each for each in columns.split(",") if each.strip()] or list(USUAL)
    with opened() as archive, output.told(_("Exporting the table")) as tell:
        query, order = saved.meant(archive, search)
        ids = list(searching.search_ids(archive, query, order=order or "relevance"))
        if every:
            summary = many.summary(archive, ids)
            langs = sorted({lang for _role, lang in summary.texts})
            wanted = [each.key for each in returning(archive, [kind for kind, _count in summary.kinds], langs)]
        report = export(archive, ids=ids, out=out, columns=wanted, labels=labels, filled=every, on_progress=tell)
    words = ngettext("Wrote {count} row to “{file}”.", "Wrote {count} rows to “{file}”.", report.rows)
    lines = [words.format(count=report.rows, file=report.path), *filter(None, [counted(report.kept)])]
    lines += [f"{each.ref}  {each.reason}" for each in report.kept]
    lines += [f"{ref}  {key}  " + _("Only the beginning has room in a cell.") for ref, key in report.cut]
    document = {
        "file": str(report.path),
        "rows": report.rows,
        "columns": list(report.columns),
        "left_out": dict(Counter(each.why.value for each in report.kept)),
        "skipped": [{"ref": each.ref, "reason": each.reason} for each in report.kept],
        "cut": [{"ref": ref, "column": key} for ref, key in report.cut],
    }
    output.answer(document, lines, as_json=as_json(json))


def import_table(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The table: CSV or XLSX, with a heading.")] = None,
    map_: Annotated[
        str, typer.Option("--map", help="What its columns are: a file (JSON) or the name of a mapping that was kept.")
    ] = "",
    maps: Annotated[bool, typer.Option("--maps", help="List the mappings that were kept.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be.")] = False,
    json: Json = False,
) -> None:
    """Let the lines of a table become records, or change those that their key finds, in one step."""
    from archive_app.domain.tables.mapping import read
    from archive_app.services.exchange import mappings
    from archive_app.services.exchange.arriving import import_table as arrive

    if maps:
        output.answer({"maps": mappings.names()}, mappings.names(), as_json=as_json(json))
        return
    if file is None:
        raise InvalidInput(_("Say which table."))
    mapping = None
    if map_:
        path = Path(map_)
        is_path = path.suffix.lower() == ".json" or path.exists()
        mapping = read(_written(path)) if is_path else mappings.named(map_)
    with opened() as archive, output.told(_("Importing the table")) as tell:
        report = arrive(archive, file, mapping=mapping, dry_run=dry_run, on_progress=tell)
    words = _("“{file}” ({encoding}): {added} new, {changed} changed, {same} as they were, {refused} refused.")
    numbers = {"added": report.added, "changed": report.changed, "same": report.same}
    lines = [words.format(file=report.file, encoding=report.encoding, refused=len(report.refused), **numbers)]
    if dry_run:
        lines.append(_("Nothing was changed: this was a trial."))
    if report.made:
        words = ngettext(
            "{count} record for a name that nobody bore.", "{count} records for names that nobody bore.", report.made
        )
        lines.append(words.format(count=report.made))
    lines += report.told
    if report.left:
        lines.append(_("Columns that were not read: {columns}.").format(columns=listed(report.left)))
    lines += [_("Line {line}: {reason}").format(line=each.line, reason=each.reason) for each in report.refused]
    lines += [_("Line {line}, taken: {reason}").format(line=each.line, reason=each.reason) for each in report.remarks]
    for each in report.unsure:
        near = listed(noted(one.ref, one.title) for one in each.near) or _("nobody near")
        words = _(
            "“{name}” ({column}, {count} lines) may be {near}. Say who, or “new”, among the decisions of the mapping."
        )
        lines.append(words.format(name=each.name, column=each.column, count=len(each.lines), near=near))
    document = {
        "file": report.file,
        "encoding": report.encoding,
        **numbers,
        "made": report.made,
        "told": list(report.told),
        "remarks": [{"line": each.line, "reason": each.reason} for each in report.remarks],
        "unsure": [
            {
                "name": each.name,
                "column": each.column,
                "lines": each.lines,
                "near": [{"ref": one.ref, "title": one.title} for one in each.near],
            }
            for each in report.unsure
        ],
        "refused": [{"line": each.line, "reason": each.reason} for each in report.refused],
        "left": list(report.left),
        "dry_run": dry_run,
        "step": report.step,
    }
    output.answer(document, lines, as_json=as_json(json))
    if report.refused:
        raise typer.Exit(1)


def _written(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeError:
        raise InvalidInput(_("This is not UTF-8.")) from None
    except OSError as error:
        sentence = _("“{file}” cannot be read: {reason}.")
        raise StorageError(sentence.format(file=path, reason=reason(error))) from error


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("export-table")(export_table)
    app.command("import-table")(import_table)
