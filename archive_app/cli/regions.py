"""``region``: boxes of pictures and pages and stretches of recordings, and what is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.cli.shapes import brief_document
from archive_app.domain.model.boxes import Box, Span, read_box, read_span
from archive_app.domain.model.records import Record, RecordRef
from archive_app.domain.model.regions import Origin, Region, region_said, region_values
from archive_app.domain.model.views import place_of
from archive_app.errors import InvalidInput, NotFound
from archive_app.i18n import _, labelled, noted
from archive_app.media.objects.objects import visible
from archive_app.services.archive import Archive
from archive_app.services.records import reading, regions

_ALL = ("all", "*")


def region(
    ref: str,
    number: Annotated[
        str, typer.Argument(metavar="[NUMBER]", help="Which of its regions, to change it; none to mark a new one.")
    ] = "",
    file: Annotated[int | None, typer.Option("--file", help="On which of its files, counted from 1.", min=1)] = None,
    box: Annotated[
        str | None, typer.Option("--box", help="From the left, from the top, width, height: 10%,20%,30%,40%.")
    ] = None,
    span: Annotated[str | None, typer.Option("--span", help="From when to when: 2:10-3:05.")] = None,
    page: Annotated[int, typer.Option("--page", help="On which page, counted from 1.", min=1)] = 1,
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort", help="Face, person, pet, object, inscription, place, bar code, focus, other; empty for none."
        ),
    ] = None,
    text: Annotated[str | None, typer.Option("--text", help="What is written or said there; empty for none.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="In which language that is.")] = "",
    subject: Annotated[
        str | None, typer.Option("--subject", help="Ref or name of who or what it is; empty for none.")
    ] = None,
    accept: Annotated[str, typer.Option("--accept", help="Accept the one of this NUMBER, or all.")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Take the one of this NUMBER off, or all.")] = False,
    json: Json = False,
) -> None:
    """List the regions of REF, mark one by --box or --span, or change, accept or remove those there are."""
    where = read_box(box) if box is not None else None, read_span(span) if span is not None else None
    with opened() as archive:
        found = reading.resolve(archive, ref)
        whole = reading.record(archive, found.id)
        there = regions.of_record(archive, found.id)
        named = reading.resolve(archive, subject) if subject else None
        said = {"sort": sort, "text": text, "language": lang or None}
        if accept:
            regions.accept(archive, regions=[each.id for each in _meant(whole, there, accept)])
        elif remove:
            regions.remove(archive, regions=[each.id for each in _meant(whole, there, number)])
        elif number:
            for each in _meant(whole, there, number):
                _change(archive, each, where, said, named.id if named else None if subject == "" else regions.KEPT)
        elif any(where):
            lies = _file(whole, file)
            given = {name: value for name, value in said.items() if value is not None}
            regions.add(
                archive, record=found.id, file=lies, box=where[0], span=where[1], page=page,
                subject=named.id if named else None, **given,
            )  # fmt: skip
        elif subject is not None or any(value is not None for value in said.values()):
            raise InvalidInput(_("Say where it is: --box 10%,20%,30%,40% or --span 2:10-3:05."))
        _answer(archive, found, None if file is None else _file(whole, file), json)


def _change(
    archive: Archive,
    one: Region,
    where: tuple[Box | None, Span | None],
    said: dict[str, str | None],
    subject: int | None,
) -> None:
    text, language = said["text"], said["language"] or ""
    if language and text is None:
        text = one.text
    regions.change(
        archive, region=one.id, box=where[0], span=where[1], sort=said["sort"], text=text, language=language,
        subject=subject,
    )  # fmt: skip


def _meant(whole: Record, there: Sequence[Region], number: str) -> Sequence[Region]:
    """The region of a number, or all."""
    if number.lower() in (*_ALL, _("all")):
        return there
    place = int(number) if number.isascii() and number.isdecimal() and len(number) < 9 else 0
    if not 1 <= place <= len(there):
        sentence = _("{ref} has no region “{number}”. Its regions are numbered from 1 to {count}.")
        if not there:
            sentence = _("{ref} has no region yet: mark one by --box or --span.")
        raise NotFound(sentence.format(ref=whole.ref, number=visible(number), count=len(there)))
    return [there[place - 1]]


def _file(whole: Record, number: int | None) -> int:
    if number is None and whole.shown is not None:
        return whole.shown.id
    return whole.files[place_of(number or 1, len(whole.files))].id


def _answer(archive: Archive, found: RecordRef, file: int | None, json: bool) -> None:
    """The regions there are now, each with its number, on one file or on all."""
    whole = reading.record(archive, found.id)
    numbers = {each.id: place for place, each in enumerate(whole.files, 1)}
    there = list(enumerate(regions.of_record(archive, found.id), 1))
    there = [(number, each) for number, each in there if file in (None, each.file)]
    perhaps = regions.suggested(archive, [each for _number, each in there])
    document = {
        **brief_document(found),
        "regions": [
            region_document(number, each, numbers.get(each.file), perhaps.get(each.id)) for number, each in there
        ],
    }
    lines = []
    for number, each in there:
        line = f"{number:>3}  {visible(_line(each))}"
        if len(whole.files) > 1:
            line = noted(line, labelled(_("file"), numbers.get(each.file)))
        if each.id in perhaps:
            maybe = perhaps[each.id]
            line += "\n     " + _("perhaps {ref} {title}").format(ref=maybe.ref, title=visible(maybe.title))
        lines.append(line)
    output.answer(document, lines, as_json=as_json(json))


def _line(each: Region) -> str:
    words = {"sort": each.sort, "text": each.text, "subject": each.subject, "page": each.page}
    line = region_said({**words, **region_values(each.box, each.span), "accepted": each.accepted})
    return line if each.origin is Origin.PERSON else noted(line, labelled(_("origin"), _(str(each.origin))))


def region_document(number: int, each: Region, file: int | None, perhaps: RecordRef | None) -> dict[str, Any]:
    """One region; its box is in parts of the picture as it is shown."""
    box, span = each.box, each.span
    return {
        "number": number,
        "file": file,
        "page": each.page,
        "box": {"x": box.x, "y": box.y, "width": box.width, "height": box.height} if box else None,
        "span": {"start": span.start, "end": span.end} if span else None,
        "sort": each.sort or None,
        "text": each.text or None,
        "language": each.language if each.text else None,
        "subject": {**brief_document(each.subject), "title": each.subject.title} if each.subject else None,
        "origin": str(each.origin),
        "accepted": each.accepted,
        "perhaps": {**brief_document(perhaps), "title": perhaps.title} if perhaps else None,
    }


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(region)
