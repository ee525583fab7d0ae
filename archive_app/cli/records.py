"""``add``, ``set``, ``link``, ``unlink`` and ``show``."""

from __future__ import annotations

from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, assignments, opened
from archive_app.cli.history import moment_called
from archive_app.cli.shapes import brief_document, record_document, record_lines
from archive_app.domain.model.kinds import KIND_ALIASES, KIND_LABEL, Kind
from archive_app.domain.model.records import RecordRef
from archive_app.errors import InvalidInput
from archive_app.i18n import LANGUAGES, _, language, listed, translated
from archive_app.services.archive import Archive
from archive_app.services.history import past
from archive_app.services.records import editing, linking, reading
from archive_app.services.records.editing import NewName
from archive_app.services.records.values import clean

Names = Annotated[list[str] | None, typer.Option("--name", help="A name, or LANG=NAME; may be repeated.")]
Sets = Annotated[list[str] | None, typer.Option("--set", help="FIELD=VALUE; may be repeated.")]


def kind_called(text: str) -> Kind:
    """The kind people mean by ``text``; InvalidInput lists what there is."""
    word = text.strip().lower()
    if word in set(Kind):
        return Kind(word)
    if word in KIND_ALIASES:
        return KIND_ALIASES[word]
    for kind, label in KIND_LABEL.items():
        if word in {translated(label, each).lower() for each in LANGUAGES}:
            return kind
    kinds = listed(Kind if language() == "en" else (_(label) for label in KIND_LABEL.values()))
    raise InvalidInput(_("There is no kind “{kind}”. Choose one of: {kinds}.").format(kind=text, kinds=kinds))


def name_given(text: str) -> NewName:
    """``zh=杭州`` or ``Hangzhou``. What stands before the sign is a language only if it looks like one."""
    lang, sign, rest = clean(text).partition("=")
    if (
        sign
        and rest.strip()
        and lang.isascii()
        and lang.replace("-", "").isalnum()
        and 2 <= len(lang.split("-")[0]) <= 3
    ):
        return NewName(rest, lang)
    if sign and not rest.strip():
        raise InvalidInput(_("“{value}” is no name.").format(value=clean(text)))
    return NewName(clean(text))


def _after(archive: Archive, record_id: int) -> RecordRef:
    return reading.refs(archive, [record_id])[0]


def add(kind: str, name: Names = None, set_: Sets = None, json: Json = False) -> None:
    """Add a record of KIND and print its ref and uid."""
    wanted = kind_called(kind)
    values = assignments(set_)
    with opened() as archive:
        made = editing.add_record(archive, kind=wanted, names=[name_given(n) for n in name or []], values=values)
    output.answer(brief_document(made), [f"{made.ref}  {made.uid}"], as_json=as_json(json))


def set_values(
    ref: str, values: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE…")], json: Json = False
) -> None:
    """Set fields, names and texts: date=2025-04, caption[zh]=…, name[tr]=…"""
    wanted = assignments(values)
    with opened() as archive:
        found = reading.resolve(archive, ref)
        editing.set_values(archive, records=[found.id], values=wanted)
        found = _after(archive, found.id)
    output.answer(brief_document(found), [f"{found.ref}  {found.title}"], as_json=as_json(json))


def link(
    ref: str,
    relation: str,
    other: str,
    role: Annotated[str, typer.Option(help="In what role.")] = "",
    date: Annotated[str, typer.Option(help="When, as EDTF.")] = "",
    certainty: Annotated[str, typer.Option(help="How sure this is.")] = "",
    note: Annotated[str, typer.Option(help="Anything else.")] = "",
    json: Json = False,
) -> None:
    """Link REF to OTHER by a RELATION, called by its label or its inverse label."""
    with opened() as archive:
        first, second = reading.resolve(archive, ref), reading.resolve(archive, other)
        change = linking.add_link(
            archive, records=[first.id], relation=relation, other=second.id, role=role, date=date,
            certainty=certainty, note=note,
        )  # fmt: skip
    said = _("Linked {first} {relation} {second}.") if change.ids else _("{first} {relation} {second}: linked already.")
    output.answer(
        {
            **brief_document(first),
            "relation": relation,
            "other": brief_document(second),
            "new": "link" in change.fields,
        },
        [said.format(first=first.ref, relation=relation, second=second.ref)],
        as_json=as_json(json),
    )


def unlink(
    ref: str,
    relation: str,
    other: str,
    role: Annotated[str | None, typer.Option(help="Only the link in this role.")] = None,
    json: Json = False,
) -> None:
    """Remove the links of a RELATION between REF and OTHER."""
    with opened() as archive:
        first, second = reading.resolve(archive, ref), reading.resolve(archive, other)
        linking.unlink(archive, record=first.id, relation=clean(relation), other=second.id, role=role)
    output.answer(
        {**brief_document(first), "relation": clean(relation), "other": brief_document(second)},
        [_("Unlinked {first} from {second}.").format(first=first.ref, second=second.ref)],
        as_json=as_json(json),
    )


def delete(refs: Annotated[list[str], typer.Argument(metavar="REF…")], json: Json = False) -> None:
    """Delete records: they are hidden, and undo brings them back."""
    with opened() as archive:
        found = list(dict.fromkeys(reading.resolve(archive, ref) for ref in refs))
        editing.delete_records(archive, records=[record.id for record in found])
    output.answer(
        {"deleted": [brief_document(record) for record in found]},
        [_("Deleted {refs}.").format(refs=listed(record.ref for record in found))],
        as_json=as_json(json),
    )


def show(
    ref: str,
    on: Annotated[str, typer.Option("--on", help="As it was on that day, as 2025-04-03, or at 2025-04-03T14:30.")] = "",
    all_links: Annotated[bool, typer.Option("--all-links", help="All of its links, if they are ever so many.")] = False,
    json: Json = False,
) -> None:
    """Show one record whole. As JSON it has all of its links."""
    then = moment_called(on) if on.strip() else None
    with opened() as archive:
        found = reading.resolve(archive, ref).id
        every = all_links or as_json(json)
        record = past.as_of(archive, found, then) if then else reading.record(archive, found, all_links=every)
    most = None if all_links else reading.LINKS
    output.answer(record_document(record), record_lines(record, most_links=most), as_json=as_json(json))


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(add)
    app.command("set")(set_values)
    app.command()(link)
    app.command()(unlink)
    app.command()(delete)
    app.command()(show)
