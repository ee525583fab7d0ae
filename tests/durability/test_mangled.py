"""A short round of ``mangled.py``. The long one: ``python -m tests.durability.mangled 10000``."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from archive_app.media.pictures import cage
from archive_app.media.pictures.workers import TIME_LIMIT
from archive_app.services.ingest.pipeline import Pipeline
from tests.durability.mangled import Round, Toll
from tests.durability.mangling import KINDS, mangled
from tests.durability.sound_files import sound_files

pytestmark = [pytest.mark.slow, pytest.mark.corpus]


def test_no_damaged_file_does_harm_and_each_is_told_of_once(corpus: Path, tmp_path: Path) -> None:
    toll = Toll()
    Round(0, corpus).go(0, 75, toll, tmp_path)
    assert toll.faults == []
    assert sum(toll.files.values()) == 75
    assert toll.most_seconds < TIME_LIMIT
    assert toll.most_memory < cage.MEMORY
    assert min(sum(each.values()) for each in (toll.with_picture, toll.without)) > 15


def test_the_same_seed_is_the_same_files(corpus: Path) -> None:
    assert [Round(3, corpus).file(number) for number in range(40)] == [
        Round(3, corpus).file(number) for number in range(40)
    ]
    assert Round(3, corpus).file(7) != Round(4, corpus).file(7)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_kind_makes_another_file_of_a_good_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.durability.mangling.KINDS", {name: KINDS[name]})
    for some in sound_files(None).values():
        kind, made = mangled(some[0].data, Random(1), some[0].data)
        assert kind == name
        assert made != some[0].data


def test_it_can_fail(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file that is lost on the way, the report tells nothing."""
    whole = Pipeline.run
    monkeypatch.setattr(Pipeline, "run", lambda self, paths, **rest: whole(self, paths[1:], **rest))
    toll = Toll()
    Round(0, corpus).go(0, 6, toll, tmp_path)
    assert [fault.partition(" told ")[2] for fault in toll.faults] == ["0 times"]
