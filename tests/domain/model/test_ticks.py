"""The hybrid logical clock, with wall clocks that say anything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.model.ticks import Tick, tick

_WALLS = st.integers(0, 10)
_SEEN = st.none() | st.builds(Tick, _WALLS, st.integers(0, 5))


@given(_WALLS, _SEEN)
def test_a_tick_comes_after_every_one_that_was_seen(wall: int, newest: Tick | None) -> None:
    assert newest is None or tick(wall, newest) > newest


@given(_WALLS, _SEEN)
def test_it_is_never_behind_the_wall_clock_nor_ahead_of_both(wall: int, newest: Tick | None) -> None:
    now = tick(wall, newest)
    assert now.milliseconds == max(wall, newest.milliseconds if newest else 0)


@given(st.lists(st.tuples(st.integers(0, 2), _WALLS, st.integers(-1, 2)), max_size=30))
def test_what_was_seen_comes_before_what_was_written_with_knowledge_of_it(
    acts: list[tuple[int, int, int]],
) -> None:
    """Three copies, each with a clock of its own, that now and then read what another one wrote."""
    newest: list[Tick | None] = [None, None, None]
    knows: list[set[tuple[Tick, int]]] = [set(), set(), set()]
    for who, wall, read in acts:
        if read >= 0:
            knows[who] |= knows[read]
            newest[who] = max((each for each, _copy in knows[who]), default=None)
        now = tick(wall, newest[who])
        assert all((now, who) > seen for seen in knows[who])
        newest[who] = now
        knows[who].add((now, who))
