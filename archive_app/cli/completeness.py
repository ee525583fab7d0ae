"""``gaps`` and ``rules``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened, pairs
from archive_app.cli.records import kind_called
from archive_app.cli.shapes import brief_document
from archive_app.domain.model.completeness import LEVEL_LABEL, Level
from archive_app.domain.model.kinds import KIND_LABEL, Kind
from archive_app.domain.text import choosing
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _, labelled, listed, noted
from archive_app.services.records import reading
from archive_app.services.upkeep import completeness

_NEVER = "never"
_LEVELS: dict[str, str] = {**{str(level): label for level, label in LEVEL_LABEL.items()}, _NEVER: N_("not required")}


def gaps(
    ref: Annotated[str | None, typer.Argument()] = None,
    partnership: Annotated[str, typer.Option("--partnership", help="Of the members of this partnership.")] = "",
    event: Annotated[str, typer.Option("--event", help="Of the items that go with this event.")] = "",
    json: Json = False,
) -> None:
    """Show what REF lacks, or how complete the archive, a partnership or an event is."""
    if sum(map(bool, (ref, partnership, event))) > 1:
        raise InvalidInput(_("Name a record, a partnership or an event, and only one of them."))
    with opened() as archive:
        if ref:
            found = reading.resolve(archive, ref)
            missing = completeness.gaps(archive, found.id)
            output.answer(
                {**brief_document(found), "complete": not missing,
                 "gaps": [{"rule": gap.rule, "label": gap.label} for gap in missing]},
                [f"{found.ref}  {found.title}", *(f"  {gap.label}" for gap in missing)],
                as_json=as_json(json),
            )  # fmt: skip
            return
        member = reading.resolve(archive, partnership, kinds=[Kind.PARTNERSHIP]) if partnership else None
        held = reading.resolve(archive, event, kinds=[Kind.EVENT]) if event else None
        for scope, kind in ((member, Kind.PARTNERSHIP), (held, Kind.EVENT)):
            if scope is not None and scope.kind != kind:
                sentence = _("{ref} is not of this kind: {kind}.")
                raise InvalidInput(sentence.format(ref=scope.ref, kind=_(KIND_LABEL[kind])))
        done = completeness.progress(
            archive, partnership=member.id if member else None, event=held.id if held else None
        )
    output.answer(_progress_document(done), _progress_lines(done), as_json=as_json(json))


def _progress_document(done: completeness.Progress) -> dict[str, Any]:
    return {
        "total": done.total,
        "complete": done.complete,
        "gaps": [{"rule": key, "label": completeness.label_of(key), "count": n} for key, n in done.by_gap.items()],
    }


def _progress_lines(done: completeness.Progress) -> list[str]:
    said = _("{complete} of {total} complete ({percent} %)")
    head = said.format(complete=f"{done.complete:,}", total=f"{done.total:,}", percent=int(done.share * 100))
    return [head, *(f"{count:>9,}  {completeness.label_of(key)}" for key, count in done.by_gap.items())]


def rules(
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="KIND.RULE=always, public or never; may be repeated."),
    ] = None,
    language: Annotated[str, typer.Option("--home-language", help="The language every name is wanted in.")] = "",
    json: Json = False,
) -> None:
    """Show or change what makes a record complete."""
    with opened() as archive:
        if set_ or language:
            levels = {each.kind: dict(each.levels) for each in completeness.rules(archive)}
            for key, value in pairs(set_, "KIND.RULE=LEVEL"):
                _put(levels, key, value)
            completeness.set_rules(archive, levels=levels, language=language)
        every, home = completeness.rules(archive), completeness.home_language(archive)
    document = {
        "home_language": home,
        "rules": [
            {"kind": str(each.kind), "rule": rule.key, "label": _(rule.label),
             "required": str(each.levels.get(rule.key, _NEVER))}
            for each in every for rule in each.rules
        ],
    }  # fmt: skip
    lines = [
        labelled(_(KIND_LABEL[each.kind]), listed(
            noted(_(rule.label), _(LEVEL_LABEL[level])) for rule in each.rules if (level := each.levels.get(rule.key))
        ))
        for each in every
    ]  # fmt: skip
    output.answer(document, lines, as_json=as_json(json))


def _put(levels: dict[Kind, dict[str, Level]], key: str, value: str) -> None:
    kind, _dot, rule = key.partition(".")
    word = choosing.chosen(value, _LEVELS)
    if not word:
        raise InvalidInput(
            _("“{value}” is no answer here. Choose one of: {choices}.").format(
                value=value, choices=choosing.choices(_LEVELS)
            )
        )
    if word == _NEVER:
        levels[kind_called(kind)].pop(rule.strip(), None)
    else:
        levels[kind_called(kind)][rule.strip()] = Level(word)


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(gaps)
    app.command()(rules)
