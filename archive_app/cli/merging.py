"""``merge``, ``duplicates``, ``keep-apart`` and ``identify``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened, pairs
from archive_app.cli.records import kind_called
from archive_app.cli.shapes import brief_document
from archive_app.domain.model.identifiers import SCHEMES, url_of
from archive_app.domain.model.records import RecordRef
from archive_app.i18n import _, labelled, ngettext, noted
from archive_app.media.objects.objects import visible
from archive_app.services.records import duplicates, identifiers, merging, reading
from archive_app.services.records.merging import MergeLine, MergePreview


def merge(
    keep: str,
    drop: str,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    json: Json = False,
) -> None:
    """Merge DROP into KEEP, a record of the same kind: all that it has goes over, and its ref leads to KEEP."""
    with opened() as archive:
        kept, dropped = reading.resolve(archive, keep), reading.resolve(archive, drop)
        shown = merging.preview(archive, keep=kept.id, drop=dropped.id)
        step = 0 if dry_run else merging.merge(archive, keep=kept.id, drop=dropped.id).step
    document = {
        **brief_document(kept),
        "keep": brief_document(kept),
        "drop": brief_document(dropped),
        "merged": not dry_run,
        "step": step or None,
        "moving": shown.moving,
        "names": [_line_document(line) for line in shown.names],
        "texts": [_line_document(line) for line in shown.texts],
        "fields": [_line_document(line) for line in shown.fields],
        "counts": [
            {"what": count.what, "there": count.there, "moving": count.moving, "doubled": count.doubled}
            for count in shown.counts
        ],
    }
    output.answer(document, _merge_lines(shown, done=not dry_run), as_json=as_json(json))


def _line_document(line: MergeLine) -> dict[str, str]:
    return {"what": line.what, "keep": line.keep, "drop": line.drop, "outcome": str(line.outcome)}


def _merge_lines(shown: MergePreview, *, done: bool) -> Iterator[str]:
    words = _("Merged {drop} into {keep}.") if done else _("{drop} would be merged into {keep}.")
    yield words.format(drop=_called(shown.drop), keep=_called(shown.keep))
    for line in (*shown.names, *shown.texts, *shown.fields):
        if line.drop:
            yield noted(labelled(f"  {line.what}", visible(line.drop)), _(merging.OUTCOME_LABEL[line.outcome]))
    for count in shown.counts:
        twice = _(", {count} there already").format(count=count.doubled) if count.doubled else ""
        yield labelled(f"  {count.what}", f"{count.moving}{twice}")


def _called(record: RecordRef) -> str:
    return f"{record.ref} “{visible(record.title)}”"


def list_duplicates(
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only records of this kind; may be repeated.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many pairs.")] = 50,
    json: Json = False,
) -> None:
    """List records that look as if they were the same, each pair with the reason."""
    kinds = [kind_called(word) for word in kind] if kind else None
    with opened() as archive, output.told(_("Compare names")) as tell:
        found = duplicates.near_duplicates(archive, kinds=kinds, most=limit, on_progress=tell)
    lines = [f"{pair.one.ref}  {pair.other.ref}  {pair.score:.2f}  {visible(pair.reason)}" for pair in found.pairs]
    if not found.total:
        lines = [_("No two records look alike.")]
    elif found.total > limit:
        rest = found.total - limit
        lines.append(ngettext("and {count} more pair", "and {count} more pairs", rest).format(count=f"{rest:,}"))
    output.answer(
        {
            "count": found.total,
            "pairs": [
                {
                    "one": {**brief_document(pair.one), "title": pair.one.title},
                    "other": {**brief_document(pair.other), "title": pair.other.title},
                    "score": pair.score,
                    "reason": pair.reason,
                }
                for pair in found.pairs
            ],
        },
        lines,
        as_json=as_json(json),
    )


def keep_apart(
    one: str,
    other: str,
    remove: Annotated[bool, typer.Option("--remove", help="Take that back.")] = False,
    json: Json = False,
) -> None:
    """Say that two records that look alike are two: they are not listed again."""
    with opened() as archive:
        first, second = reading.resolve(archive, one), reading.resolve(archive, other)
        change = duplicates.not_apart if remove else duplicates.keep_apart
        change(archive, one=first.id, other=second.id)
    words = _("{one} and {other} are no longer kept apart.") if remove else _("{one} and {other} are kept apart.")
    output.answer(
        {"one": brief_document(first), "other": brief_document(second), "apart": not remove},
        [words.format(one=_called(first), other=_called(second))],
        as_json=as_json(json),
    )


def identify(
    ref: str, values: Annotated[list[str], typer.Argument(metavar="SCHEME=VALUE…")], json: Json = False
) -> None:
    """Say what REF is called in other registers: wikidata=Q406, geonames=745044, or the address of its page."""
    given = [value for value in values if "://" not in value.partition("=")[0]]
    pasted = [value for value in values if value not in given]
    wanted = [*pairs(given, "SCHEME=VALUE"), *(identifiers.recognise(address) for address in pasted)]
    with opened() as archive:
        found = reading.resolve(archive, ref)
        identifiers.identify(archive, record=found.id, values=wanted)
        there = identifiers.identifiers(archive, found.id)
    document: dict[str, Any] = {
        **brief_document(found),
        "identifiers": [{"scheme": i.scheme, "value": i.value, "url": url_of(i.scheme, i.value)} for i in there],
    }
    labels = {scheme.key: scheme.label for scheme in SCHEMES}
    lines = [_called(found), *(labelled(f"  {_(labels.get(i.scheme, i.scheme))}", i.value) for i in there)]
    output.answer(document, lines, as_json=as_json(json))


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(merge)
    app.command("duplicates")(list_duplicates)
    app.command("keep-apart")(keep_apart)
    app.command()(identify)
