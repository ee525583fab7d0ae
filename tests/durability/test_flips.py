"""A short round of ``flips.py``: every flipped bit that changes anything is found, refused or healed."""

from __future__ import annotations

import pytest

from archive_app.store.change import accord, proof
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


def _flipped_word(flips: Flips, word: bytes) -> Outcome:
    """One bit flipped in each place of the catalogue where a word stands."""
    file = flips.folder / "catalog.db"
    content = file.read_bytes()
    places = [at for at in range(len(content)) if content.startswith(word, at)]
    assert places
    for at in places[1:]:
        flip(file, at * 8 + 1)
    return flips.outcome(file, places[0] * 8 + 1)


def test_it_can_fail(flips: Flips, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the chain, nobody notices that a step is called otherwise."""
    word = b'wikidata:Q1"]'
    assert _flipped_word(flips, word).what == "found"
    monkeypatch.setattr(proof, "wrong", lambda *_given: ())
    monkeypatch.setattr(accord, "differences", lambda *_given: ())
    assert _flipped_word(flips, word).what == "silent"
