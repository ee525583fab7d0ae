"""What is due among objects, the balance of a partnership with 10,000 transfers, and a register of 5,000 on paper,
beside the same questions put to SQLite alone, and the same pages to typst alone. Goals: 50 ms for 100,000 objects (as
``EXCHANGE_ARCHIVE_BENCH_OBJECTS`` may say; 20,000 unless told), 100 ms, 15 s.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import resource
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.papers import RegisterPaper
from archive_app.services.archive import Archive, create_archive
from archive_app.services.exchange import register
from archive_app.services.gifts import balance, dues
from archive_app.services.records import details, editing
from archive_app.services.search import searching
from tests.benchmarks.names import real_names
from tests.bulk import BulkInsert
from tests.inside import database

_OBJECTS = int(os.environ.get("EXCHANGE_ARCHIVE_BENCH_OBJECTS", "20000"))
_TRANSFERS, _HELD, _LISTED = _OBJECTS // 2, 10_000, 5_000
_TODAY = dt.date(2026, 11, 27)
_OFFICES = ("Mayor", "Ambassador", "Minister of Culture", "Director", "President of the Council")
_BODIES = ("City Council", "Ministry of Foreign Affairs", "Museum of Applied Arts", "University", "Chamber of Commerce")


@dataclass(frozen=True)
class Gifts:
    archive: Archive
    partnership: int
    giver: int


@pytest.fixture(scope="module")
def gifts(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Iterator[Gifts]:
    """Gifts of twenty years, as many a day; all wait to be declared and handed in. ``_LISTED`` are of 2019."""
    names, chance = real_names(corpus), random.Random(2026)
    with create_archive(tmp_path_factory.mktemp("gifts") / "archive") as archive:
        with database(archive).transact("Gifts") as transaction:
            bulk = BulkInsert(transaction)
            rule = bulk.record(Kind.RULE, {"status": "reviewed", "covers": "gifts received", "valid_from": "2000"})
            bulk.row("name", {"record_id": rule, "text": "Rule", "lang": "en", "position": 0, "is_original": True})
            partnership, giver = bulk.record(Kind.PARTNERSHIP), bulk.record(Kind.PERSON)
            for number in range(_TRANSFERS):
                day = dt.date(2019, 1, 1) + dt.timedelta(number % 364)
                if number >= _LISTED:
                    day = dt.date(2000, 1, 1) + dt.timedelta(number % 6_900)
                said = {"direction": "received", "date": day.isoformat(), "circumstances": "At the visit."}
                made = bulk.record(Kind.TRANSFER, said)
                title = chance.choice(names.titles)
                bulk.row("name", {"record_id": made, "text": title, "lang": "en", "position": 0, "is_original": True})
                worth = {"amount": str(chance.randrange(5, 2_000)), "currency": "USD", "date": day.isoformat()}
                bulk.row("valuation", {"record_id": made, "ordinal": 0, **worth})
                for place, side in enumerate(("giver", "recipient")):
                    who = {"name": chance.choice(names.people), "office": chance.choice(_OFFICES)}
                    row = {"record_id": made, "ordinal": place, "side": side, "organisation": chance.choice(_BODIES)}
                    bulk.row("party", row | who)
                if number < _HELD:
                    bulk.row("link", {"subject_id": made, "relation": "held_under", "object_id": partnership})
                    bulk.row("link", {"subject_id": made, "relation": "given_by", "object_id": giver})
                for _thing in range(_OBJECTS // _TRANSFERS):
                    thing = bulk.record(Kind.OBJECT)
                    bulk.row("link", {"subject_id": thing, "relation": "transferred_in", "object_id": made})
            bulk.finish()
        for act, count in (("hand in", "60"), ("declare", "30")):
            values = {"act": act, "count": count, "unit": "days", "starts": "acceptance"}
            details.add_detail(archive, records=[rule], detail=BY_NAME["deadline"], values=values)
        yield Gifts(archive, partnership, giver)


def test_yardstick_sqlite_reads_the_first_due(benchmark: BenchmarkFixture, gifts: Gifts) -> None:
    query = "SELECT record_id, due FROM ordering WHERE due <= 20270101 ORDER BY due LIMIT 100"
    with database(gifts.archive).read() as connection:
        rows = benchmark(lambda: connection.exec_driver_sql(query).all())
    assert len(rows) == 100


def test_the_list_of_what_is_due(benchmark: BenchmarkFixture, gifts: Gifts) -> None:
    found = benchmark(dues.due_list, gifts.archive, limit=100, today=_TODAY)
    assert (found.count, len(found.lines)) == (_TRANSFERS, 200)


def test_objects_that_are_overdue(benchmark: BenchmarkFixture, gifts: Gifts) -> None:
    found = benchmark(searching.search_ids, gifts.archive, "kind:object overdue:yes", order="due", limit=100)
    assert len(found) == 100


def test_yardstick_sqlite_adds_up_what_a_giver_gave(benchmark: BenchmarkFixture, gifts: Gifts) -> None:
    query = (
        "SELECT count(*), sum(CAST(v.amount AS REAL)) FROM link l JOIN valuation v ON v.record_id = l.subject_id"
        f" WHERE l.relation = 'given_by' AND l.object_id = {gifts.giver}"
    )
    with database(gifts.archive).read() as connection:
        (row,) = benchmark(lambda: connection.exec_driver_sql(query).all())
    assert row[0] == _HELD


@pytest.mark.parametrize("of", ["partnership", "giver"])
def test_a_balance(benchmark: BenchmarkFixture, gifts: Gifts, of: str) -> None:
    found = benchmark(balance.balance, gifts.archive, getattr(gifts, of), most=100)
    assert found.sums["received"].count == _HELD


def test_an_edit_of_a_transfer(benchmark: BenchmarkFixture, gifts: Gifts) -> None:
    record, numbers = searching.search_ids(gifts.archive, "kind:transfer", limit=1)[0], iter(range(100_000))
    benchmark(lambda: editing.set_values(gifts.archive, records=[record], values={"source": f"page {next(numbers)}"}))


def test_a_rule_that_moves_all_of_them(benchmark: BenchmarkFixture, gifts: Gifts) -> None:
    rule = searching.search_ids(gifts.archive, "kind:rule")[0]
    days = iter(("2001", "2000"))

    def change() -> None:
        editing.set_values(gifts.archive, records=[rule], values={"valid_from": next(days)})

    benchmark.pedantic(change, rounds=2)


def test_yardstick_typst_sets_the_same_pages(benchmark: BenchmarkFixture, gifts: Gifts, tmp_path: Path) -> None:
    from archive_app.media.printing import papers

    papers_ = []

    def keep(paper: RegisterPaper, _out: Path) -> int:
        papers_.append(paper)
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(register, "printed", keep)
        register.register(gifts.archive, first="2019", last="2019", out=tmp_path / "x.pdf")
    pages = benchmark.pedantic(papers.render_paper, args=(papers_[0], tmp_path / "bare.pdf"), rounds=1)
    assert pages > 50


def test_a_register_of_5000_on_paper(benchmark: BenchmarkFixture, gifts: Gifts, tmp_path: Path) -> None:
    asked = {"first": "2019", "last": "2019", "out": tmp_path / "register.pdf"}
    report = benchmark.pedantic(register.register, args=(gifts.archive,), kwargs=asked, rounds=1)
    assert report.transfers >= _LISTED
    benchmark.extra_info.update(pages=report.pages, peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
