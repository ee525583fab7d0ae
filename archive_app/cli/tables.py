"""``export-table``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.i18n import _, ngettext
from archive_app.services.clearance.clearance import counted
from archive_app.services.search import saved, searching


def export_table(
    search: Annotated[str, typer.Option("--search", help="What is exported; @NAME for a saved search.")],
    out: Annotated[Path, typer.Option("--out", help="The table: a file that ends with .csv or .xlsx.")],
    columns: Annotated[
        str, typer.Option("--columns", help="With commas between, such as ref,title,caption[zh],given-by.")
    ] = "",
    labels: Annotated[bool, typer.Option("--labels", help="Head the columns by words instead of keys.")] = False,
    json: Json = False,
) -> None:
    """Write what a search finds as a table for a spreadsheet: a line for each record."""
    from archive_app.services.exchange.columns import USUAL
    from archive_app.services.exchange.tables import export_table as export

    wanted = [each for each in columns.split(",") if each.strip()] or list(USUAL)
    with opened() as archive, output.told(_("Exporting the table")) as tell:
        query, order = saved.meant(archive, search)
        ids = list(searching.search_ids(archive, query, order=order or "relevance"))
        report = export(archive, ids=ids, out=out, columns=wanted, labels=labels, on_progress=tell)
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


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("export-table")(export_table)
