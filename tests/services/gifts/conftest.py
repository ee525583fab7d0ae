"""An office with one rule: over 480 dollars handed in within 60 days, everything declared within 30."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.relations import BY_KEY
from archive_app.services.archive import Archive
from archive_app.services.records import details, editing, linking, reading
from archive_app.services.records.editing import NewName

Transfer = Callable[..., int]


def add(archive: Archive, kind: Kind, name: str, **values: str) -> int:
    """A record of that kind and name."""
    return editing.add_record(archive, kind=kind, names=[NewName(name)], values=values).id


def join(archive: Archive, subject: int, relation: str, other: int) -> None:
    """A link of a relation, by its key."""
    linking.add_link(archive, records=[subject], relation=BY_KEY[relation].label, other=other)


def value(archive: Archive, record: int, amount: str, currency: str = "USD", date: str = "") -> None:
    """A valuation."""
    said = {"amount": amount, "currency": currency, **({"date": date} if date else {})}
    details.add_detail(archive, records=[record], detail=BY_NAME["valuation"], values=said)


@pytest.fixture
def office(archive: Archive) -> int:
    """The authority."""
    return add(archive, Kind.ORGANISATION, "Protocol Office")


@pytest.fixture
def rule(archive: Archive, office: int) -> int:
    made = add(archive, Kind.RULE, "Gifts 2020", covers="gifts received", valid_from="2020", status="reviewed")
    rows = (
        ("gift_limit", {"amount": "480", "currency": "USD", "per": "gift", "act": "hand in"}),
        ("deadline", {"act": "hand in", "count": "60", "unit": "days", "starts": "acceptance", "over": "yes"}),
        ("deadline", {"act": "declare", "count": "30", "unit": "days", "starts": "acceptance"}),
    )
    for name, values in rows:
        details.add_detail(archive, records=[made], detail=BY_NAME[name], values=values)
    join(archive, made, "under_authority", office)
    return made


@pytest.fixture
def transfer(archive: Archive, office: int) -> Transfer:
    """Makes a transfer of the office: ``amount`` in dollars, others are fields."""

    def make(name: str, amount: str = "", **values: str) -> int:
        made = add(archive, Kind.TRANSFER, name, **{"direction": "received", "date": "2026-10-01", **values})
        join(archive, made, "under_authority", office)
        if amount:
            value(archive, made, amount)
        return made

    return make


def ref(archive: Archive, record: int) -> str:
    """What people call it."""
    return reading.refs(archive, [record])[0].ref
