"""``due`` and ``balance``: what gifts ask for by which rule, and what was given against what was received."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.amounts import tidy
from archive_app.domain.model.dealings import Sum
from archive_app.i18n import _, labelled, listed, ngettext
from archive_app.services.gifts import balance, dues, examples, wording
from archive_app.services.gifts.balance import Balance
from archive_app.services.gifts.dues import EVER, DueLine, Judgement
from archive_app.services.records import reading


def due(
    refs: Annotated[list[str] | None, typer.Argument(metavar="[REF…]")] = None,
    until: Annotated[str, typer.Option("--until", help="What is due by the end of that day, month or year.")] = "",
    limit: Annotated[int, typer.Option("--limit", help="So many transfers at most.", min=1)] = 1_000,
    json: Json = False,
) -> None:
    """Show what gifts ask for, the first due first; of each REF which rules were in force and what they ask."""
    last = parse_date(until).latest if until else EVER
    with opened() as archive:
        if refs:
            judged = [dues.judged(archive, reading.resolve(archive, ref).id) for ref in refs]
            document: dict[str, Any] = {"records": [_judgement(each) for each in judged]}
            output.answer(document, [line for each in judged for line in _judged(each)], as_json=as_json(json))
            return
        found = dues.due_list(archive, limit=limit, until=last)
    lines = [_line(each) for each in found.lines]
    if found.count:
        count = ngettext("{count} gift asks for something.", "{count} gifts ask for something.", found.count)
        overdue = ngettext("{count} is overdue.", "{count} are overdue.", found.overdue)
        lines += [count.format(count=f"{found.count:,}"), overdue.format(count=f"{found.overdue:,}")]
    else:
        lines.append(_("Nothing is due."))
    document = {"count": found.count, "overdue": found.overdue, "due": [_document(each) for each in found.lines]}
    output.answer(document, lines, as_json=as_json(json))


def _document(line: DueLine) -> dict[str, Any]:
    return {
        "ref": line.record.ref, "title": line.record.title, "act": line.act, "due": wording.iso(line.day),
        "days_left": line.left, "rule": line.rule.ref if line.rule else None, "certain": line.certain,
    }  # fmt: skip


def _line(line: DueLine) -> str:
    by = f"  {line.rule.ref}" if line.rule else ""
    return f"{line.record.ref}  {line.record.title}  {wording.due_said(line)}{by}"


def _judgement(judged: Judgement) -> dict[str, Any]:
    return {
        "ref": judged.record.ref,
        "rules": [{"ref": rule.ref, "title": rule.title} for rule in judged.rules],
        "asked": [
            {"rule": each.rule.ref, "limit": each.limit, "act": each.act, "certain": each.certain}
            for each in judged.asked
        ],
        "due": [_document(each) for each in judged.due],
    }


def _judged(judged: Judgement) -> list[str]:
    told = [f"{judged.record.ref}  {judged.record.title}"]
    in_force = listed(f"{rule.ref} {rule.title}" for rule in judged.rules) or _("none")
    told.append("  " + labelled(_("Rules in force on its day"), in_force))
    told += [f"  {wording.asked_said(each)}" for each in judged.asked]
    return told + [f"  {wording.due_said(each)}" for each in judged.due]


def show_balance(
    ref: Annotated[str, typer.Argument(metavar="REF")],
    limit: Annotated[int, typer.Option("--limit", help="List so many gifts at most, the newest.", min=0)] = 100,
    json: Json = False,
) -> None:
    """Show what was received, given and declined under a partnership, or with a person, organisation or city."""
    with opened() as archive:
        found = balance.balance(archive, reading.resolve(archive, ref).id, most=limit)
    output.answer(_balance(found), _told(found), as_json=as_json(json))


def _balance(found: Balance) -> dict[str, Any]:
    return {
        "ref": found.record.ref,
        "title": found.record.title,
        "count": found.count,
        "sums": _sums(found.sums),
        "behind": [{"ref": body.ref, "title": body.title, "sums": _sums(sums)} for body, sums in found.behind],
        "gifts": [
            {
                "ref": line.record.ref, "title": line.record.title, "direction": line.dealing.direction or None,
                "date": line.dealing.date or None,
                "amount": tidy(line.dealing.amount) if line.dealing.amount is not None else None,
                "currency": line.dealing.currency or None,
            }
            for line in found.lines
        ],
    }  # fmt: skip


def _told(found: Balance) -> list[str]:
    lines = [f"{found.record.ref}  {found.record.title}"]
    lines += [f"  {said}" for said in wording.sums_said(found.sums)]
    for body, sums in found.behind:
        lines.append(f"{body.ref}  {body.title}")
        lines += [f"  {said}" for said in wording.sums_said(sums)]
    lines += [f"  {line.record.ref}  {wording.dealing_said(line.dealing, line.record.title)}" for line in found.lines]
    if (more := found.count - len(found.lines)) > 0:
        lines.append(ngettext("And {count} more gift.", "And {count} more gifts.", more).format(count=f"{more:,}"))
    return lines


def _sums(sums: dict[str, Sum]) -> dict[str, Any]:
    return {
        direction or "unsaid": {
            "count": each.count, "worth": {currency: tidy(amount) for currency, amount in each.worth.items()},
            "worth_unknown": each.unknown,
        }
        for direction, each in sums.items()
    }  # fmt: skip


def example_rules(json: Json = False) -> None:
    """Add two gift rules as examples of how one is kept: drafts, which ask nothing until they are checked."""
    with opened() as archive:
        added = examples.add_examples(archive)
    output.answer(
        {"added": [{"ref": each.ref, "title": each.title} for each in added]},
        [f"{each.ref}  {each.title}" for each in added] or [_("The examples are there already.")],
        as_json=as_json(json),
    )


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("due")(due)
    app.command("balance")(show_balance)
    app.command("example-rules")(example_rules)
