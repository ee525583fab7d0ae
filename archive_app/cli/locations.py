"""``move`` and ``location``: where objects are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.i18n import _, noted
from archive_app.services.archive import Archive
from archive_app.services.records import locations, naming, reading
from archive_app.services.records.locations import Kept, PlaceNode


def move(
    refs: Annotated[list[str], typer.Argument(metavar="REF…", help="The objects, and last where they go.")],
    date: Annotated[str, typer.Option("--on", help="The day of the movement; today by default.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who moved it.")] = "",
    reason: Annotated[str, typer.Option("--why", help="What for.")] = "",
    until: Annotated[str, typer.Option("--until", help="When it is to be back.")] = "",
    normal: Annotated[bool, typer.Option("--normal", help="It is kept there from now on.")] = False,
    json: Json = False,
) -> None:
    """Move objects into a place: REF… LOCATION; what they were in before stays written."""
    if len(refs) < 2:
        raise typer.BadParameter(_("Say what is moved and where to, as in OBJ-0001 LOC-0002."))
    with opened() as archive:
        ids = [reading.resolve(archive, ref).id for ref in refs[:-1]]
        to = naming.location(archive, refs[-1])
        locations.move(archive, records=ids, to=to.id, date=date, by=by, reason=reason, until=until, normal=normal)
        found = [_whereabouts(archive, each) for each in dict.fromkeys(ids)]
    lines = [f"{each['ref']}  {each['title']}  →  {each['place']}" for each in found]
    output.answer({"records": found}, lines, as_json=as_json(json))


def show(
    location: Annotated[str, typer.Argument(help="A place, by ref, name or path; all of them by default.")] = "",
    on: Annotated[str, typer.Option("--on", help="What was there at the end of that day.")] = "",
    json: Json = False,
) -> None:
    """Show the places as a tree with how many objects are in each, or what is in one."""
    with opened() as archive:
        if location:
            place = naming.location(archive, location)
            path, kept = locations.path(archive, place.id), locations.kept_in(archive, place=place.id, day=on)
            document = {"ref": place.ref, "uid": place.uid, "path": path, "objects": [_kept(each) for each in kept]}
            output.answer(document, _kept_lines(path, kept), as_json=as_json(json))
            return
        found = locations.tree(archive, day=on)
    lines = list(_tree_lines(found, 0)) or [_("There are no locations yet: add location --name …")]
    output.answer({"locations": [_node(each) for each in found]}, lines, as_json=as_json(json))


def _whereabouts(archive: Archive, record: int) -> dict[str, Any]:
    whole, now = reading.record(archive, record), locations.whereabouts(archive, record=record)
    return {
        "ref": whole.ref, "uid": whole.uid, "title": whole.title, "place": now.path or None,
        "place_ref": now.place.ref if now.place else None, "normal_place": now.normal_path or None,
    }  # fmt: skip


def _node(node: PlaceNode) -> dict[str, Any]:
    return {
        "ref": node.record.ref, "uid": node.record.uid, "title": node.record.title, "level": node.level or None,
        "here": node.here, "all": node.all, "inside": [_node(each) for each in node.inside],
    }  # fmt: skip


def _tree_lines(nodes: Sequence[PlaceNode], depth: int) -> Iterator[str]:
    for node in nodes:
        level = _(node.level) if node.level else ""
        title = noted(node.record.title, level) if level else node.record.title
        yield f"{'  ' * depth}{node.record.ref}  {title}  {node.all}"
        yield from _tree_lines(node.inside, depth + 1)


def _kept(kept: Kept) -> dict[str, Any]:
    return {
        "ref": kept.record.ref, "uid": kept.record.uid, "title": kept.record.title, "place": kept.path,
        "since": kept.since, "until": kept.until or None, "late": kept.late,
    }  # fmt: skip


def _kept_lines(path: str, kept: Sequence[Kept]) -> Iterator[str]:
    yield path
    for each in kept:
        late = "  " + _("to be back by {date}").format(date=each.until) if each.until else ""
        yield f"  {each.record.ref}  {each.record.title}  ({each.path}, {each.since}){late}"
    if not kept:
        yield "  " + _("Nothing is there.")


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("move")(move)
    app.command("location")(show)
