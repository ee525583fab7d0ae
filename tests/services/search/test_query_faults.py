"""Whatever is wrong with a search is one sentence that says where, also where only the archive knows."""

from __future__ import annotations

import pytest

from archive_app.errors import QueryError
from archive_app.services.search.searching import search_ids
from tests.story import Story


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        ("lotus city:niš,atlantis", "atlantis", "No city is called “atlantis”."),
        ("city:Niss", "Niss", "Did you mean “Niš”?"),
        ('-person:"max x","murat sav"', '"max x"', "No person is called “max x”."),
        ("taken-by:nobody", "nobody", "No person is called “nobody”."),
        ("a (b OR given-by:istanbul,nobody)", "nobody", "No giver is called “nobody”."),
        ("partnership:niš,paris", "paris", "No partnership is called “paris”."),
        ("near:gobekli,atlantis~5km", "atlantis", "No place is called “atlantis”."),
        ("near:gobekli,istanbul~5km", "istanbul", "“istanbul” has no position on the map."),
        ("linked:qqqq", "qqqq", "No record is called “qqqq”."),
        ("near:gobekli~5ly", "gobekli", "“ly” is no unit of distance."),
        ("kind:photo,foto", "foto", "“foto” is not a kind"),
    ],
)
def test_the_position_is_that_of_the_value(story: Story, text: str, at: str, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        search_ids(story.archive, text)
    assert says in caught.value.message
    assert caught.value.position == text.index(at)
