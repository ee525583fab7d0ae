"""What is due is found, sorted, shown and taken back with whatever it follows from."""

from __future__ import annotations

import json
from datetime import date

import pytest

from archive_app.cli.app import run
from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.kinds import Kind
from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.gifts import dues
from archive_app.services.history import history
from archive_app.services.records import details, editing, reading
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance
from tests.services.gifts.conftest import Transfer, add, join, ref, value

TODAY = date(2026, 11, 27)


def told(archive: Archive) -> list[tuple[str, str, int, int]]:
    return [(line.record.title, line.act, line.day, line.left) for line in dues.due_list(archive, today=TODAY).lines]


@pytest.mark.usefixtures("rule")
def test_what_is_due_is_listed_the_first_first(archive: Archive, transfer: Transfer) -> None:
    transfer("Scarf", "1200")
    transfer("Pen", "20", date="2026-11-01")
    transfer("Refused", "9000", direction="declined")
    assert told(archive) == [
        ("Scarf", "declare", 20261031, -27),
        ("Scarf", "hand in", 20261130, 3),
        ("Pen", "declare", 20261201, 4),
    ]
    found = dues.due_list(archive, today=TODAY, until=20261130)
    assert (found.count, found.overdue) == (1, 1)
    assert maintenance.verify(archive).problems == []


def test_a_day_follows_whatever_it_comes_from_and_back(archive: Archive, rule: int, transfer: Transfer) -> None:
    """Each change moves what is found by day, of the transfer and of what changed hands in it; undo moves it back."""
    scarf = transfer("Scarf")
    thing = add(archive, Kind.OBJECT, "Silk scarf")
    join(archive, thing, "transferred_in", scarf)
    deadline = reading.record(archive, rule).details_of("deadline")[1].id

    def days() -> tuple[list[int], list[int]]:
        return tuple(  # type: ignore[return-value]
            sorted(searching.search_ids(archive, f"kind:transfer,object due:{day}"))
            for day in ("2026-10-31", "2026-11-30")
        )

    def say(record: int, **values: str) -> None:
        editing.set_values(archive, records=[record], values=values)

    assert days() == ([scarf, thing], [])
    changes = (
        (lambda: say(scarf, declared_on="2026-10-02"), ([], [scarf, thing])),
        (lambda: value(archive, thing, "400"), ([], [])),
        (lambda: value(archive, thing, "500", date="2026"), ([], [scarf, thing])),
        (lambda: say(rule, valid_until="2026-09"), ([], [])),
        (lambda: say(rule, valid_until=""), ([], [scarf, thing])),
        (lambda: say(rule, status="draft"), ([], [])),
        (lambda: join(archive, scarf, "governed_by", rule), ([], [scarf, thing])),
        (lambda: say(scarf, declared_on=""), ([scarf, thing], [])),
        (
            lambda: details.change_detail(
                archive, detail=BY_NAME["deadline"], detail_id=deadline, values={"count": "60"}
            ),
            ([], [scarf, thing]),
        ),
        (lambda: editing.delete_records(archive, records=[rule]), ([], [])),
    )  # fmt: skip
    before = [days()]
    for change, then in changes:
        change()
        assert days() == then
        assert maintenance.verify(archive).problems == []
        before.append(then)
    for then in before[-2::-1]:
        history.undo(archive)
        assert days() == then
    assert maintenance.verify(archive).problems == []


@pytest.mark.usefixtures("rule")
def test_an_authority_in_the_bin_takes_no_deadline_away(archive: Archive, office: int, transfer: Transfer) -> None:
    transfer("Scarf", "1200")
    before = told(archive)
    editing.delete_records(archive, records=[office])
    assert told(archive) == before != []
    assert maintenance.verify(archive).problems == []


@pytest.mark.usefixtures("rule")
def test_overdue_is_searched_and_sorted_by(archive: Archive, transfer: Transfer) -> None:
    late, coming = transfer("Scarf", date="2020-10-01"), transfer("Pen", date="2999-11-01")
    assert list(searching.search_ids(archive, "overdue:")) == [late]
    assert list(searching.search_ids(archive, "kind:transfer overdue:no")) == [coming]
    assert list(searching.search_ids(archive, "kind:transfer", order="due")) == [late, coming]
    assert list(searching.search_ids(archive, "逾期:")) == [late]
    assert [row.due for row in reading.rows(archive, [late, coming])] == [20201031, 29991201]


def test_a_transfer_says_which_rule_was_in_force_and_what_it_asks(
    archive: Archive, rule: int, transfer: Transfer
) -> None:
    scarf, old = transfer("Scarf", "481"), transfer("Old", "481", date="2019-12-31")
    giver = add(archive, Kind.PERSON, "Dragana")
    period = {"number": "1", "per": "giver and period", "months": "12", "act": "ask for approval"}
    details.add_detail(archive, records=[rule], detail=BY_NAME["gift_limit"], values=period)
    join(archive, scarf, "given_by", giver)
    judged = dues.judged(archive, scarf)
    assert [each.title for each in judged.rules] == ["Gifts 2020"]
    assert [(each.limit, each.act) for each in judged.asked] == [("over 480 USD per gift: hand in", "hand in")]
    second = transfer("Pen", "1", date="2026-09-30")
    join(archive, second, "given_by", giver)
    assert [each.act for each in dues.judged(archive, scarf).asked] == ["hand in", "ask for approval"]
    assert [each.act for each in dues.judged(archive, second).asked] == []
    assert dues.judged(archive, old).rules == ()
    with pytest.raises(InvalidInput, match="is no gift transfer"):
        dues.judged(archive, giver)


@pytest.mark.usefixtures("rule")
def test_the_command_says_the_same(archive: Archive, transfer: Transfer, capsys: pytest.CaptureFixture[str]) -> None:
    scarf = transfer("Scarf", "1200", date="2020-10-01")
    folder = ["--archive", str(archive.folder)]
    assert run([*folder, "due", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["count"], found["overdue"]) == (1, 1)
    assert [(line["ref"], line["act"], line["due"], line["rule"]) for line in found["due"]] == [
        (ref(archive, scarf), "declare", "2020-10-31", "RUL-0001"),
        (ref(archive, scarf), "hand in", "2020-11-30", "RUL-0001"),
    ]
    assert run([*folder, "due", ref(archive, scarf)]) == 0
    said = capsys.readouterr().out
    assert "Rules in force on its day: RUL-0001 Gifts 2020" in said
    assert "over 480 USD per gift: hand in" in said
    assert run([*folder, "due", "--until", "2019"]) == 0
    assert capsys.readouterr().out == "Nothing is due.\n"
    assert run([*folder, "due", "--until", "soon"]) == 1
