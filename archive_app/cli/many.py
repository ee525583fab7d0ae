"""``set-many``, ``link-many``, ``unlink-many`` and ``replace``: what is done to everything that a search finds."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, assignments, opened
from archive_app.cli.shapes import brief_document
from archive_app.domain.model.kinds import TextRole
from archive_app.domain.model.records import RecordRef
from archive_app.i18n import _, labelled, ngettext
from archive_app.media.objects.objects import visible
from archive_app.services.archive import Archive
from archive_app.services.records import linking, many, reading, replacing
from archive_app.services.records.links_of_many import Tag
from archive_app.services.records.many import AddLink, Change, ManyReport, Preview, RemoveLink, SetValue
from archive_app.services.records.replacing import Pattern, Replacement, Replacements, ReplaceReport, Wanted
from archive_app.services.records.values import clean
from archive_app.services.search import searching

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
Role = Annotated[str, typer.Option(help="In what role.")]
#: Lines of a preview that are printed for people; the JSON answer has all.
_LINES = 40
_WIDE = 76


def set_many(
    query: str,
    values: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE…")],
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Set fields and texts of everything that QUERY finds, in one step: credit=…, caption[zh]=…; no VALUE clears."""
    wanted = assignments(values)
    with opened() as archive, output.told(_("Set values")) as tell:
        ids = list(searching.search_ids(archive, query))
        shown = [many.preview(archive, ids, SetValue(field, value)) for field, value in wanted.items()]
        done = ManyReport() if dry_run or not ids else many.set_values(
            archive, records=ids, values=wanted, on_progress=tell
        )  # fmt: skip
    lines = [labelled(field, each.words) for field, each in zip(wanted, shown, strict=True)]
    document = {
        "items": len(ids),
        "fields": [{"field": field, **_preview_document(each)} for field, each in zip(wanted, shown, strict=True)],
        **_done_document(done, dry_run),
    }
    output.answer(document, lines, as_json=as_json(json))


def link_many(
    query: str, relation: str, ref: str, role: Role = "", dry_run: DryRun = False, json: Json = False
) -> None:
    """Link everything that QUERY finds to REF by a RELATION, as one step."""
    with opened() as archive:
        ids, tag = _tag(archive, query, relation, ref, role)
        _carry_out(archive, ids, AddLink(tag), dry_run=dry_run, json=json)


def unlink_many(
    query: str, relation: str, ref: str, role: Role = "", dry_run: DryRun = False, json: Json = False
) -> None:
    """Take the links of a RELATION to REF off everything that QUERY finds, as one step."""
    with opened() as archive:
        ids, tag = _tag(archive, query, relation, ref, role)
        _carry_out(archive, ids, RemoveLink(tag), dry_run=dry_run, json=json)


def _tag(archive: Archive, query: str, relation: str, ref: str, role: str) -> tuple[list[int], Tag]:
    ids = list(searching.search_ids(archive, query))
    other = reading.resolve(archive, ref)
    found, forward = linking.find_relation(archive, relation)
    return ids, Tag(other, found.key, forward, clean(role))


def _carry_out(archive: Archive, ids: list[int], change: Change, *, dry_run: bool, json: bool) -> None:
    shown = many.preview(archive, ids, change)
    with output.told(_("Linking") if isinstance(change, AddLink) else _("Removing links")) as tell:
        done = ManyReport() if dry_run or not ids else many.apply(
            archive, records=ids, change=change, on_progress=tell
        )  # fmt: skip
    output.answer({**_preview_document(shown), **_done_document(done, dry_run)}, [shown.words], as_json=as_json(json))


def _preview_document(shown: Preview) -> dict[str, Any]:
    return {
        "items": shown.items,
        "already": shown.already,
        "changed": shown.changed,
        "replaced": shown.replaced,
        "skipped": shown.skipped,
        "reason": shown.reason,
        "words": shown.words,
    }


def _done_document(done: ManyReport, dry_run: bool) -> dict[str, Any]:
    return {"done": not dry_run, "step": done.step or None}


def replace(
    search: Annotated[str, typer.Option("--search", help="In what this search finds.")],
    find: Annotated[str, typer.Option("--find", help="What is looked for.")],
    by: Annotated[str, typer.Option("--with", help="What comes in its place.")],
    places: Annotated[
        list[str] | None, typer.Option("--in", help="caption, description, alt, note, keywords or name; repeatable.")
    ] = None,
    lang: Annotated[list[str] | None, typer.Option("--lang", help="Only in this language; may be repeated.")] = None,
    regular: Annotated[bool, typer.Option("--regex", help="FIND is a regular expression.")] = False,
    case: Annotated[bool, typer.Option("--case", help="Capitals and small letters are different.")] = False,
    accents: Annotated[bool, typer.Option("--accents", help="Letters with and without accents are different.")] = False,
    words: Annotated[bool, typer.Option("--words", help="Only whole words.")] = False,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Find and replace in captions, or in other texts and names, as one step."""
    pattern = Pattern(_clean(find), _clean(by), regular, case, accents, words)
    wanted = Wanted(pattern, tuple(places or [str(TextRole.CAPTION)]), tuple(lang or []))
    with opened() as archive, output.told(_("Find and replace")) as tell:
        ids = list(searching.search_ids(archive, search))
        found = replacing.preview(archive, records=ids, wanted=wanted, on_progress=tell)
        done = ReplaceReport() if dry_run else replacing.apply(archive, changes=found.changes, on_progress=tell)
    document = {
        "items": len(ids),
        "texts": found.looked,
        "changes": [_change_document(change) for change in found.changes],
        "refused": [{**brief_document(record), "reason": reason} for record, reason in found.refused],
        "left": [_change_document(change) for change in done.left],
        "done": not dry_run,
        "step": done.step or None,
    }
    output.answer(document, _lines(found, done, dry_run), as_json=as_json(json))


def _clean(text: str) -> str:
    """What holds in a text, with its spaces at both ends, which may be meant."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _change_document(change: Replacement) -> dict[str, Any]:
    return {
        **brief_document(change.record),
        "place": change.place,
        "lang": change.lang,
        "old": change.old,
        "new": change.new,
    }


def _lines(found: Replacements, done: ReplaceReport, dry_run: bool) -> list[str]:
    lines = []
    for change in found.changes[:_LINES]:
        lines.append(f"{change.record.ref}  {change.place}[{change.lang}]")
        lines += [f"  - {_short(change.old)}", f"  + {_short(change.new)}"]
    rest = len(found.changes) - _LINES
    if rest > 0:
        lines.append(ngettext("and {count} more", "and {count} more", rest).format(count=f"{rest:,}"))
    for record, reason in found.refused:
        lines.append(_refused(record, reason))
    count = len(found.changes) if dry_run else done.changed
    if dry_run:
        words = ngettext("{count} text would be changed.", "{count} texts would be changed.", count)
    else:
        words = ngettext("{count} text was changed.", "{count} texts were changed.", count)
    return [*lines, words.format(count=f"{count:,}")]


def _refused(record: RecordRef, reason: str) -> str:
    return f"{record.ref}  {reason}"


def _short(text: str) -> str:
    line = visible(" ".join(text.split()))
    return line if len(line) <= _WIDE else line[: _WIDE - 1] + "…"


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("set-many")(set_many)
    app.command("link-many")(link_many)
    app.command("unlink-many")(unlink_many)
    app.command()(replace)
