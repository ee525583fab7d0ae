"""``vocabularies``, ``terms``, ``add-term``, ``import-terms`` and ``export-terms``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.cli.shapes import brief_document
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.vocabularies import key_of
from archive_app.i18n import _, ngettext
from archive_app.services.records import reading
from archive_app.services.records.editing import NewName
from archive_app.services.records.values import clean
from archive_app.services.terms import skos, terms
from archive_app.services.terms.terms import TermNode

Vocabulary = Annotated[str, typer.Argument(help="subjects, materials, techniques, roles, or a name of its own.")]


def vocabularies(json: Json = False) -> None:
    """List the vocabularies with how many terms each has."""
    with opened() as archive:
        found = terms.vocabularies(archive)
    rows = [(each.key, each.label, str(each.count)) for each in found]
    table = output.table((_("Vocabulary"), _("Name"), _("Terms")), rows)
    document = [{"vocabulary": each.key, "label": each.label, "count": each.count} for each in found]
    output.answer({"vocabularies": document}, table, as_json=as_json(json))


def list_terms(vocabulary: Vocabulary, json: Json = False) -> None:
    """Show the terms of a vocabulary, narrower ones below broader ones."""
    key = key_of(clean(vocabulary))
    with opened() as archive:
        found = terms.tree(archive, key)
    lines = list(_lines(found, 0)) or [_("The vocabulary “{name}” has no terms.").format(name=terms.label_of(key))]
    output.answer({"vocabulary": key, "terms": [_document(node) for node in found]}, lines, as_json=as_json(json))


def add_term(
    vocabulary: Vocabulary,
    name: Annotated[list[str], typer.Option("--name", help="A label, as silk or zh=丝绸; may be repeated.")],
    broader: Annotated[str, typer.Option("--below", help="The broader term, by ref or name.")] = "",
    json: Json = False,
) -> None:
    """Add a term to a vocabulary."""
    names = []
    for text in name:
        lang, sign, rest = clean(text).partition("=")
        names.append(NewName(rest, lang) if sign and len(lang) <= 12 and lang.isascii() else NewName(clean(text)))
    with opened() as archive:
        above = reading.resolve(archive, broader, kinds=(Kind.TERM,)).id if broader else 0
        made = terms.add_term(archive, vocabulary=vocabulary, names=names, broader=above)
    words = _("Added: {title} ({ref})").format(title=made.title, ref=made.ref)
    output.answer(brief_document(made), [words], as_json=as_json(json))


def import_terms(
    file: Path,
    vocabulary: Annotated[str, typer.Option("--vocabulary", help="Where they go; what the file says by default.")] = "",
    json: Json = False,
) -> None:
    """Take in a SKOS file (Turtle, N-Triples, Notation3, RDF/XML); all of it or nothing."""
    with opened() as archive, output.told(_("Import terms")) as tell:
        report = skos.import_skos(archive, file, vocabulary=vocabulary, on_progress=tell)
    document = {
        "added": report.added, "changed": report.changed, "same": report.same,
        "vocabularies": list(report.vocabularies), "step": report.step or None,
        "not_taken": {str(kind): count for kind, count in report.rest.items()},
    }  # fmt: skip
    line = _("New terms: {added}, changed: {changed}, as before: {same}.").format(
        added=report.added, changed=report.changed, same=report.same
    )
    lines = [line, report.left] if report.left else [line]
    output.answer(document, lines, as_json=as_json(json))


def export_terms(vocabulary: Vocabulary, file: Path, json: Json = False) -> None:
    """Write a vocabulary as SKOS (Turtle); an existing file is replaced."""
    with opened() as archive:
        count = skos.export_skos(archive, vocabulary=vocabulary, out=file)
    words = ngettext("{count} term is in “{file}”.", "{count} terms are in “{file}”.", count)
    output.answer({"file": str(file), "count": count}, [words.format(count=count, file=file)], as_json=as_json(json))


def _lines(nodes: Sequence[TermNode], depth: int) -> Iterator[str]:
    for node in nodes:
        uses = f"  ({node.uses})" if node.uses else ""
        yield f"{'  ' * depth}{node.record.title}  {node.record.ref}{uses}"
        yield from _lines(node.children, depth + 1)


def _document(node: TermNode) -> dict[str, Any]:
    children = [_document(child) for child in node.children]
    return {**brief_document(node.record), "title": node.record.title, "uses": node.uses, "narrower": children}


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(vocabularies)
    app.command("terms")(list_terms)
    app.command("add-term")(add_term)
    app.command("import-terms")(import_terms)
    app.command("export-terms")(export_terms)
