"""How what gifts ask for, and what they come to, is put into words: in the window and at the command line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from archive_app.domain.dates.dates import words
from archive_app.domain.model import gift_rules
from archive_app.domain.model.amounts import amount_said, tidy
from archive_app.domain.model.dealings import Dealing, Sum
from archive_app.i18n import _, labelled, language, ngettext, noted
from archive_app.services.gifts.dues import Asked, DueLine

_BETWEEN = " · "


def days_to(day: int) -> int | None:
    """Days from today to a day (year·10000 + month·100 + day), below nothing where it is past; None for 0."""
    return gift_rules.days_left(day, date.today()) if day else None


def left_said(days: int) -> str:
    """“3 days left”, “today”, “5 days overdue”."""
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("{count} day left", "{count} days left", days).format(count=f"{days:,}")
    return ngettext("{count} day overdue", "{count} days overdue", -days).format(count=f"{-days:,}")


def direction_said(direction: str) -> str:
    """What a direction is called, also that of what nobody says it of."""
    return _(direction) if direction else _("direction not said")


def iso(day: int) -> str:
    """A day (year·10000 + month·100 + day) as ISO 8601 writes it."""
    return f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}"


def due_said(line: DueLine) -> str:
    """“hand in: 30 November 2026 (3 days left)”."""
    said = _("{act}: {day} ({left})").format(
        act=_(line.act), day=words(iso(line.day), language()), left=left_said(line.left)
    )
    if line.certain:
        return said
    return noted(said, _("if it is over the limit: nobody says what it is worth in that currency"))


def asked_said(asked: Asked) -> str:
    """“over 480 USD per gift: hand in”."""
    return asked.limit if asked.certain else noted(asked.limit, _("nobody knows whether it is"))


def worth_said(worth: Mapping[str, Decimal]) -> str:
    """“1 200 USD + 30 EUR”, empty for nothing."""
    return " + ".join(f"{amount_said(tidy(amount))} {currency}".strip() for currency, amount in sorted(worth.items()))


def sums_said(sums: Mapping[str, Sum]) -> list[str]:
    """“received: 3 · 1 200 USD”, a line for each direction."""
    told = []
    for direction, each in sums.items():
        said = labelled(direction_said(direction), f"{each.count:,}")
        if worth := worth_said(each.worth):
            said += _BETWEEN + worth
        if each.unknown:
            unknown = ngettext("the worth of {count} is not known", "the worth of {count} is not known", each.unknown)
            said = noted(said, unknown.format(count=f"{each.unknown:,}"))
        told.append(said)
    return told


def dealing_said(dealing: Dealing, title: str) -> str:
    """“1 October 2026 · received · Silk scarf · 1 200 USD”."""
    day = words(dealing.date, language()) if dealing.date else ""
    worth = worth_said({dealing.currency: dealing.amount}) if dealing.amount is not None else ""
    return _BETWEEN.join(filter(None, (day, direction_said(dealing.direction), title, worth)))
