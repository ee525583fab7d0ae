"""A short round of ``flips.py``: every flipped bit that changes anything is found, refused or healed."""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest

from archive_app.store.change import accord, proof
from tests.durability.bits import Bits
from tests.durability.flips import Flips, Outcome, flip, flipped


@pytest.fixture(scope="module")
def flips(tmp_path_factory: pytest.TempPathFactory) -> Flips:
    return Flips(tmp_path_factory.mktemp("flips"))


@pytest.mark.parametrize(("target", "count"), [("catalogue", 8), ("marker", 12), ("originals", 4)])
def test_no_flipped_bit_is_silent(flips: Flips, target: str, count: int) -> None:
    outcomes = list(flipped(flips, target, count))
    assert [each for each in outcomes if each.what in ("silent", "crash")] == []
    if target != "catalogue":
        assert {each.what for each in outcomes} & {"found", "refused"}


def test_every_kind_of_page_has_its_turn(flips: Flips) -> None:
    bits = Bits(flips.folder / "catalog.db", Random(1))
    chosen = list(islice(bits, 2 * len(bits.kinds)))
    assert set(bits.kinds) == set(bits.reached)
    assert {f"{table} leaf" for table in ("operation", "step", "record", "link", "parts_data")} <= set(bits.kinds)
    assert {"operation inner", "beside the trees"} <= set(bits.kinds)
    assert max(chosen) < 8 * (flips.folder / "catalog.db").stat().st_size


@pytest.mark.parametrize("word", [b"name (record_id)", b"link (object_id", b"TABLE setting"])
def test_a_schema_that_is_no_text_is_a_fault_of_the_archive(flips: Flips, word: bytes) -> None:
    assert _flipped_word(flips, word, 7).what in ("refused", "found")


def _flipped_word(flips: Flips, word: bytes, bit: int = 1) -> Outcome:
    """One bit flipped in each place of the catalogue where a word stands."""
    file = flips.folder / "catalog.db"
    content = file.read_bytes()
    places = [at for at in range(len(content)) if content.startswith(word, at)]
    assert places
    for at in places[1:]:
        flip(file, at * 8 + bit)
    return flips.outcome(file, places[0] * 8 + bit)


def test_it_can_fail(flips: Flips, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the chain, nobody notices that a step is called otherwise."""
    word = b'wikidata:Q1"]'
    assert _flipped_word(flips, word).what == "found"
    monkeypatch.setattr(proof, "wrong", lambda *_given: ())
    monkeypatch.setattr(accord, "differences", lambda *_given: ())
    assert _flipped_word(flips, word).what == "silent"
