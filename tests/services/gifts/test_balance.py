"""What was given against what was received, under a partnership and with whoever gives and is given."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from archive_app.cli.app import run
from archive_app.domain.model.kinds import Kind
from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.gifts import balance
from archive_app.services.records import editing
from tests.services.gifts.conftest import Transfer, add, join, ref, value


@pytest.fixture
def niš(archive: Archive) -> int:
    return add(archive, Kind.CITY, "Niš")


@pytest.fixture
def mayor(archive: Archive, niš: int) -> int:
    made, hall = add(archive, Kind.PERSON, "Dragana"), add(archive, Kind.ORGANISATION, "City of Niš")
    join(archive, made, "affiliated_with", hall)
    join(archive, made, "represents", niš)
    return made


def counted(found: balance.Balance) -> dict[str, int]:
    return {direction: each.count for direction, each in found.sums.items()}


def test_a_balance_tells_both_ways_and_refused_offers_apart(
    archive: Archive, transfer: Transfer, niš: int, mayor: int
) -> None:
    home = add(archive, Kind.CITY, "Hangzhou")
    partnership = editing.add_record(archive, kind=Kind.PARTNERSHIP).id
    for party in (home, niš):
        join(archive, party, "party_of", partnership)
    given = transfer("Silk scarf", "80", direction="given", date="2019-05")
    taken, refused = transfer("Icon", "1000"), transfer("Watch", direction="declined", date="2026-11")
    for each, relation in ((given, "given_to"), (taken, "given_by"), (refused, "given_by")):
        join(archive, each, relation, mayor)
    lamp = add(archive, Kind.OBJECT, "Lamp")
    join(archive, lamp, "given_by", mayor)
    value(archive, lamp, "5", "EUR")
    found = balance.balance(archive, mayor)
    assert counted(found) == {"received": 2, "given": 1, "declined": 1}
    assert found.sums["received"].worth == {"USD": Decimal(1000), "EUR": Decimal(5)}
    assert found.sums["declined"].unknown == 1
    assert [line.record.title for line in found.lines] == ["Watch", "Icon", "Silk scarf", "Lamp"]
    # What a transfer tells of is told once, by it.
    icon = add(archive, Kind.OBJECT, "The icon")
    join(archive, icon, "given_by", mayor)
    join(archive, icon, "transferred_in", taken)
    assert balance.balance(archive, mayor).count == 4
    under = balance.balance(archive, partnership)
    assert counted(under) == {"received": 1, "given": 1, "declined": 1, "": 1}
    with pytest.raises(InvalidInput, match="neither gives nor is given"):
        balance.balance(archive, lamp)


def test_a_thing_whose_transfer_is_gone_is_told_by_itself(archive: Archive, transfer: Transfer, mayor: int) -> None:
    scarf, thing = transfer("Scarf"), add(archive, Kind.OBJECT, "The scarf itself")
    for each in (scarf, thing):
        join(archive, each, "given_by", mayor)
    join(archive, thing, "transferred_in", scarf)
    assert [line.record.title for line in balance.balance(archive, mayor).lines] == ["Scarf"]
    editing.delete_records(archive, records=[scarf])
    assert [line.record.title for line in balance.balance(archive, mayor).lines] == ["The scarf itself"]


def test_whoever_plans_a_gift_is_told_what_was_given_before(archive: Archive, transfer: Transfer, mayor: int) -> None:
    hall = balance.balance(archive, mayor).behind[0][0].id
    for name in ("Scarf", "Fan"):
        join(archive, transfer(name, direction="given", date="2019"), "given_to", mayor)
    for name in ("Icon", "Book", "Bowl"):
        join(archive, transfer(name), "given_by", hall)
    planned = transfer("Tea", direction="given")
    assert balance.told_before(archive, planned) == ()
    join(archive, planned, "given_to", mayor)
    assert balance.told_before(archive, planned) == (
        "Dragana was given “Fan” in 2019.",
        "Dragana was given “Scarf” in 2019.",
        "Dragana gave us 0, we gave 2.",
        "City of Niš gave us 3, we gave 0.",
    )
    assert balance.told_before(archive, transfer("Taken")) == ()


def test_the_command_says_the_same(
    archive: Archive, transfer: Transfer, mayor: int, capsys: pytest.CaptureFixture[str]
) -> None:
    join(archive, transfer("Icon", "1000.50"), "given_by", mayor)
    folder = ["--archive", str(archive.folder), "balance", ref(archive, mayor)]
    assert run([*folder, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["sums"]["received"] == {"count": 1, "worth": {"USD": "1000.5"}, "worth_unknown": 0}
    assert [body["title"] for body in found["behind"]] == ["City of Niš"]
    assert [(gift["title"], gift["direction"], gift["amount"]) for gift in found["gifts"]] == [
        ("Icon", "received", "1000.5")
    ]
    assert run([*folder, "--limit", "0"]) == 0
    said = capsys.readouterr().out
    assert "received: 1 · 1000.5 USD" in said
    assert "And 1 more gift." in said
