"""What rules ask of gifts, as data: limits of worth and number, deadlines with the event that each starts at, and what
of it a transfer owes on which day.

Nothing of any law stands here: an archive keeps its rules as records (kind ``rule``), whose limits and deadlines are
details with source and date. A rule that is a draft asks nothing.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from archive_app.domain.dates.dates import day_number, kept_date
from archive_app.domain.model.amounts import amount_said
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, NN_, _, labelled, listed, ngettext, noted

RECEIVED, GIVEN, DECLINED = N_("received"), N_("given"), N_("declined")
#: Which way a gift went; an offer that was refused is recorded too.
DIRECTIONS = (RECEIVED, GIVEN, DECLINED)
#: What became of it.
DISPOSITIONS = (
    N_("kept"), N_("displayed"), N_("stored"), N_("handed over"), N_("returned"), N_("lost"), N_("perished"),
)  # fmt: skip
#: With these nothing is left that could be handed in.
_SETTLED = frozenset({"handed over", "returned", "perished"})
#: The sides of a transfer.
SIDES = (N_("giver"), N_("recipient"))
#: What a rule is about, and what it says of money.
COVERS = (N_("gifts received"), N_("gifts given"), N_("gifts of both ways"))
MONEY = (N_("always refused"), N_("as any other gift"))
#: What has to be done, and the field of a transfer that says when it was.
DECLARE, HAND_IN = N_("declare"), N_("hand in")
DONE: Mapping[str, str] = MappingProxyType({DECLARE: "declared_on", HAND_IN: "handed_in_on"})
#: What a gift over a limit asks for.
CONSEQUENCES = (DECLARE, HAND_IN, N_("ask for approval"), N_("refuse"))
#: What a limit is of: one gift, or all of one giver or to one recipient within some months.
PER = (N_("gift"), N_("giver and period"), N_("recipient and period"))
#: The events that a deadline may start at, and the field of a transfer that says when that was.
STARTS: Mapping[str, str] = MappingProxyType(
    {
        N_("acceptance"): "date",
        N_("offer"): "offered_on",
        N_("declaration"): "declared_on",
        N_("end of official use"): "use_ended_on",
    }
)
SPANS = (N_("days"), N_("weeks"), N_("months"), N_("years"))
_COUNTED = {
    "days": NN_("{count} day", "{count} days"),
    "weeks": NN_("{count} week", "{count} weeks"),
    "months": NN_("{count} month", "{count} months"),
    "years": NN_("{count} year", "{count} years"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """More than ``amount`` of ``currency`` (exact, ISO 4217), or more than ``number`` gifts, per gift or per giver or
    recipient within ``months``, asks for ``act``.
    """

    amount: Decimal | None
    currency: str
    number: int | None
    per: str
    months: int | None
    act: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """``act`` is to be done within ``count`` ``unit`` of what ``starts`` it; ``over``: only over a limit."""

    act: str
    count: int
    unit: str
    starts: str
    over: bool


@dataclass(frozen=True, slots=True)
class GiftRule:
    """One rule. ``authorities`` are the records whose transfers it governs, all where there are none. ``since`` and
    ``until`` are days (year·10000 + month·100 + day), 0 where it says none.
    """

    id: int
    draft: bool
    covers: str
    authorities: frozenset[int]
    since: int
    until: int
    limits: tuple[Limit, ...] = ()
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transfer as far as rules ask. ``dates`` are EDTF by field; ``amount`` is its worth, where that is known, in
    ``currency``; ``governed`` are the rules that somebody linked, which then alone apply.
    """

    id: int
    direction: str
    disposition: str
    dates: Mapping[str, str]
    amount: Decimal | None = None
    currency: str = ""
    authorities: frozenset[int] = frozenset()
    governed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Due:
    """``act`` is due on ``day`` (year·10000 + month·100 + day) by the rule of this id, 0 for what somebody wrote.
    ``certain`` is false where nobody knows whether the gift is over the limit.
    """

    act: str
    day: int
    rule: int
    certain: bool = True


def day_of(transfer: Transfer) -> int:
    """The day by which it is told which rule was in force: of acceptance, or of the offer; 0 for none."""
    return next((day for field in ("date", "offered_on") if (day := _earliest(transfer.dates.get(field, "")))), 0)


def in_force(transfer: Transfer, rules: Iterable[GiftRule]) -> Iterator[GiftRule]:
    """The rules that govern it: those linked to it, else those of its authority that held on its day."""
    day = day_of(transfer)
    for rule in rules:
        if transfer.governed:
            if rule.id in transfer.governed:
                yield rule
        elif (
            not rule.draft
            and day
            and (not rule.since or rule.since <= day)
            and (not rule.until or day <= rule.until)
            and (not rule.authorities or rule.authorities & transfer.authorities)
            and _covers(rule.covers, transfer.direction)
        ):
            yield rule


def exceeds(limit: Limit, transfer: Transfer) -> bool | None:
    """Whether one gift is over a limit per gift; None where its worth is not known in that currency."""
    if limit.per != PER[0] or limit.amount is None:
        return False
    if transfer.amount is None or transfer.currency != limit.currency:
        return None
    return transfer.amount > limit.amount


def asked(transfer: Transfer, rule: GiftRule) -> Iterator[tuple[Limit, bool]]:
    """The limits per gift of ``rule`` that it is over, and whether that is certain."""
    for limit in rule.limits:
        over = exceeds(limit, transfer)
        if over is not False:
            yield limit, over is True


def dues(transfer: Transfer, rules: Collection[GiftRule]) -> tuple[Due, ...]:
    """What is still to be done and by when, the earliest first. A date that says but a month or a year counts from its
    first day. Of a refused offer nothing is due.
    """
    if transfer.direction == DECLINED:
        return ()
    found = []
    for rule in in_force(transfer, rules):
        over = dict[str, bool]()
        for limit, certain in asked(transfer, rule):
            over[limit.act] = over.get(limit.act, False) or certain
        for deadline in rule.deadlines:
            start = _earliest(transfer.dates.get(STARTS[deadline.starts], ""))
            if not start or _done(transfer, deadline.act) or (deadline.over and deadline.act not in over):
                continue
            end = _later(start, deadline.count, deadline.unit)
            found.append(Due(deadline.act, end, rule.id, over[deadline.act] if deadline.over else True))
    if (written := _earliest(transfer.dates.get("due_on", ""))) and not _done(transfer, HAND_IN):
        found.append(Due(HAND_IN, written, 0))
    return tuple(sorted(found, key=lambda due: (due.day, due.act, due.rule)))


def days_left(day: int, today: date) -> int | None:
    """Days from ``today`` to ``day``, below nothing where that is past; None where the calendar has no such day."""
    there = _date(day)
    return (there - today).days if there else None


def _covers(covers: str, direction: str) -> bool:
    if covers == COVERS[0]:
        return direction in (RECEIVED, DECLINED, "")
    return covers != COVERS[1] or direction == GIVEN


def _done(transfer: Transfer, act: str) -> bool:
    if act == HAND_IN and transfer.disposition in _SETTLED:
        return True
    return bool(transfer.dates.get(DONE.get(act, ""), ""))


def bounds(edtf: str | None) -> tuple[int, int]:
    """The first and the last day of a date; 0 where there is none."""
    day = kept_date(edtf)
    return (day.earliest, day.latest) if day else (0, 0)


def _earliest(edtf: str) -> int:
    """The first day of a date that one can count from; 0 where there is none."""
    first = bounds(edtf)[0]
    return first if _date(first) else 0


def _date(day: int) -> date | None:
    try:
        return date(day // 10_000, day // 100 % 100, day % 100)
    except ValueError:
        return None


def _later(day: int, count: int, unit: str) -> int:
    """``count`` days, weeks, months or years after ``day``; of months that are shorter their last day. The last day of
    the calendar where that is beyond it.
    """
    start = date(day // 10_000, day // 100 % 100, day % 100)
    try:
        if unit in ("days", "weeks"):
            end = start + timedelta(days=count * (7 if unit == "weeks" else 1))
        else:
            months = start.month - 1 + count * (12 if unit == "years" else 1)
            year, month = start.year + months // 12, months % 12 + 1
            end = date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, ValueError, IndexError):
        end = date.max
    return day_number(end)


def limit_of(values: Mapping[str, Any]) -> Limit:
    """A row of the detail ``gift_limit``."""
    amount = values.get("amount")
    return Limit(
        Decimal(str(amount)) if amount else None, str(values.get("currency") or ""), values.get("number"),
        str(values.get("per") or PER[0]), values.get("months"), str(values.get("act") or ""),
    )  # fmt: skip


def deadline_of(values: Mapping[str, Any]) -> Deadline:
    """A row of the detail ``deadline``."""
    return Deadline(
        str(values["act"]), int(values["count"]), str(values["unit"]), str(values["starts"]), bool(values.get("over"))
    )


def limited(values: Mapping[str, Any]) -> dict[str, Any]:
    """A limit that says something; InvalidInput where it says neither a sum nor a number, or a period of no length."""
    if not values.get("amount") and values.get("number") is None:
        raise InvalidInput(_("A limit needs a sum with its currency, or a number of gifts."))
    if values.get("amount") and not values.get("currency"):
        raise InvalidInput(_("Say in which currency: {currency}, for example.").format(currency="USD"))
    if values.get("per") in PER[1:] and not values.get("months"):
        raise InvalidInput(_("Say within how many months."))
    return dict(values)


def named(values: Mapping[str, Any]) -> dict[str, Any]:
    """A side of a transfer that names somebody; InvalidInput where it names nobody."""
    if not any(values.get(name) for name in ("name", "office", "organisation")):
        raise InvalidInput(_("Say who it was: a name, an office or an organisation."))
    return dict(values)


def party_said(values: Mapping[str, Any]) -> str:
    """“giver: Li Lei, mayor, City of Hangzhou”."""
    who = [str(values[name]) for name in ("name", "office", "organisation") if values.get(name)]
    side = str(values.get("side") or "")
    return labelled(_(side), listed(who)) if side else listed(who)


def limit_said(values: Mapping[str, Any]) -> str:
    """“over 480 USD per gift: hand in”."""
    number = values.get("number")
    over = []
    if amount := values.get("amount"):
        over.append(f"{amount_said(str(amount))} {values.get('currency') or ''}".strip())
    if number is not None:
        over.append(ngettext("{count} gift", "{count} gifts", number).format(count=number))
    per, months = str(values.get("per") or PER[0]), values.get("months")
    of = _(per) if not months else noted(_(per), ngettext(*_COUNTED["months"], months).format(count=months))
    said = _("over {limit} per {what}: {act}").format(
        limit=_(" or ").join(over), what=of, act=_(str(values.get("act") or ""))
    )
    return noted(said, str(values["note"])) if values.get("note") else said


def deadline_said(values: Mapping[str, Any]) -> str:
    """“hand in within 60 days of acceptance”."""
    count = int(values.get("count") or 0)
    span = ngettext(*_COUNTED.get(str(values.get("unit")), _COUNTED["days"]), count).format(count=count)
    said = _("{act} within {span} of: {start}").format(
        act=_(str(values.get("act") or "")), span=span, start=_(str(values.get("starts") or ""))
    )
    if values.get("over"):
        said = noted(said, _("only over a limit"))
    return noted(said, str(values["note"])) if values.get("note") else said
