"""Whatever is done to transfers, rules and things, in whatever order, the day that is found is what a rebuild gives."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.gift_rules import CONSEQUENCES, DONE, SPANS, STARTS
from archive_app.domain.model.kinds import Kind
from archive_app.errors import ArchiveError
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import details, editing, linking, merging, reading
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance
from tests.services.gifts.conftest import add, join, value

_DATES = ("date", "offered_on", "declared_on", "use_ended_on", "due_on", "handed_in_on")


class Hands:
    """Somebody who does one thing after the other, as chance wants it."""

    def __init__(self, archive: Archive, chance: random.Random) -> None:
        self.archive, self.chance = archive, chance
        self.office = add(archive, Kind.ORGANISATION, "Office")
        for number in range(3):
            add(archive, Kind.RULE, f"Rule {number}", status="reviewed")
        for number in range(5):
            add(archive, Kind.TRANSFER, f"Gift {number}", direction="received", date=f"20{10 + number}-05")
            add(archive, Kind.OBJECT, f"Thing {number}")
        self.doings: tuple[Callable[[], object], ...] = (
            self._date, self._rule, self._deadline, self._limit, self._worth, self._carry, self._govern, self._delete,
            self._undo, self._merge, self._remove, self._close,
        )  # fmt: skip

    def one(self, kind: str) -> int:
        """One of those of a kind that are there."""
        return self.chance.choice(searching.search_ids(self.archive, f"kind:{kind}"))

    def _set(self, record: int, **values: str) -> None:
        editing.set_values(self.archive, records=[record], values=values)

    def _detail(self, record: int, name: str, **values: str) -> None:
        details.add_detail(self.archive, records=[record], detail=BY_NAME[name], values=values)

    def _date(self) -> None:
        day = self.chance.choice(("", "2015", "2020-03-04", "1999~"))
        self._set(self.one("transfer"), **{self.chance.choice(_DATES): day})

    def _rule(self) -> None:
        self._set(
            self.one("rule"), valid_from=self.chance.choice(("", "2013")), valid_until=self.chance.choice(("", "2018"))
        )
        self._set(self.one("rule"), status=self.chance.choice(("draft", "reviewed", "retired")))

    def _deadline(self) -> None:
        pick = self.chance.choice
        self._detail(
            self.one("rule"), "deadline", act=pick([*DONE]), count=str(self.chance.randrange(90)), unit=pick(SPANS),
            starts=pick([*STARTS]), over=pick(("yes", "no")),
        )  # fmt: skip

    def _limit(self) -> None:
        amount, act = str(self.chance.randrange(200)), self.chance.choice(CONSEQUENCES)
        self._detail(self.one("rule"), "gift_limit", amount=amount, currency="USD", per="gift", act=act)

    def _worth(self) -> None:
        kind, currency = self.chance.choice(("transfer", "object")), self.chance.choice(("USD", "EUR"))
        value(self.archive, self.one(kind), str(self.chance.randrange(200)), currency)

    def _carry(self) -> None:
        join(self.archive, self.one("object"), "transferred_in", self.one("transfer"))

    def _govern(self) -> None:
        join(self.archive, self.one(self.chance.choice(("rule", "transfer"))), "under_authority", self.office)
        if self.chance.random() < 0.3:
            join(self.archive, self.one("transfer"), "governed_by", self.one("rule"))

    def _delete(self) -> None:
        editing.delete_records(self.archive, records=[self.one(self.chance.choice(("rule", "transfer", "object")))])
        if self.chance.random() < 0.8:
            assert maintenance.verify(self.archive).problems == []
            history.undo(self.archive)

    def _close(self) -> None:
        editing.delete_records(self.archive, records=[self.one("organisation")])
        assert maintenance.verify(self.archive).problems == []
        history.undo(self.archive)

    def _undo(self) -> None:
        for _step in range(self.chance.randrange(1, 3)):
            history.undo(self.archive)

    def _merge(self) -> None:
        kind = self.chance.choice(("rule", "transfer", "object"))
        merging.merge(self.archive, keep=self.one(kind), drop=self.one(kind))

    def _remove(self) -> None:
        whole = reading.record(self.archive, self.one(self.chance.choice(("rule", "transfer", "object"))))
        if whole.details:
            row = self.chance.choice(whole.details)
            details.remove_detail(self.archive, detail=BY_NAME[row.type], detail_id=row.id)
        elif whole.links:
            linking.remove_links(self.archive, links=[self.chance.choice(whole.links).id])


@pytest.mark.parametrize("seed", range(6))
def test_what_is_due_follows_whatever_is_done(archive: Archive, seed: int) -> None:
    chance = random.Random(seed)
    hands = Hands(archive, chance)
    done = 0
    for _step in range(60):
        try:
            chance.choice(hands.doings)()
        except (ArchiveError, IndexError):
            # Refused, or nothing of the kind is left.
            continue
        done += 1
        assert maintenance.verify(archive).problems == []
    assert done > 20
