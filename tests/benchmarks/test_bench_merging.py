"""What may be the same, among 20,000 people, in under 20 s; two records with 20,000 links made one in under 10 s, and
taken back.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.likeness import Subject, alike
from archive_app.services.archive import create_archive
from archive_app.services.history import history
from archive_app.services.records import editing, merging
from archive_app.services.records.editing import NewName
from tests.bulk import BulkInsert
from tests.inside import database
from tests.people import random_people

COUNT = 20_000


def test_twenty_thousand_people_alike(benchmark: BenchmarkFixture) -> None:
    people = random_people(random.Random(4), COUNT)
    subjects = [Subject(number, (name,)) for number, name in enumerate(people)]
    found = benchmark.pedantic(alike, args=(subjects,), rounds=1)
    benchmark.extra_info["pairs"] = len(found)


def test_twenty_thousand_links_move(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    with create_archive(tmp_path / "archive") as archive:
        one, two = (
            editing.add_record(archive, kind=Kind.PERSON, names=[NewName(name)]).id for name in ("Ann Lee", "Bo Li")
        )
        with database(archive).transact("photos") as transaction:
            rows = BulkInsert(transaction)
            for _number in range(COUNT):
                photo = rows.record(Kind.PHOTO)
                rows.row("link", {"subject_id": photo, "relation": "depicts", "object_id": two})
            rows.finish()
        benchmark.pedantic(merging.merge, args=(archive,), kwargs={"keep": one, "drop": two}, rounds=1)
        begun = time.perf_counter()
        history.undo(archive)
        benchmark.extra_info["undo, s"] = round(time.perf_counter() - begun, 2)
