"""What holds for a whole archive is taken back and done again like all else."""

from __future__ import annotations

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.errors import Refused
from archive_app.services import settings
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing
from archive_app.services.records.editing import NewName


def _home(archive: Archive) -> str:
    home = settings.home_city(archive)
    return home.title if home else ""


@pytest.fixture
def cities(archive: Archive) -> Archive:
    """An archive with two cities, neither of which is its home."""
    for name in ("Leeds", "Oulu"):
        editing.add_record(archive, kind=Kind.CITY, names=[NewName(name)])
    return archive


def test_the_home_city_is_taken_back_step_by_step_and_comes_again(cities: Archive) -> None:
    assert _home(cities) == ""
    for name in ("Leeds", "Oulu"):
        settings.name_home(cities, name)
    seen = [_home(cities)]
    for deed in (history.undo, history.undo, history.redo, history.redo, history.undo, history.undo):
        deed(cities)
        seen.append(_home(cities))
    assert seen == ["Oulu", "Leeds", "", "Leeds", "Oulu", "Leeds", ""]


def test_a_home_city_that_was_chosen_since_stays(cities: Archive) -> None:
    settings.name_home(cities, "Leeds")
    before = history.history(cities)[0]
    settings.name_home(cities, "Oulu")
    last = history.history(cities)[0]
    with pytest.raises(Refused, match=f"step {last.id}"):
        history.undo(cities, step=before.id)
    assert _home(cities) == "Oulu"
