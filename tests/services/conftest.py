from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.made import Made
from tests.story import Story


@pytest.fixture
def story(made: Made, tmp_path: Path) -> Iterator[Story]:
    """The small archive with the traps of the real material."""
    story = made.story(tmp_path / "archive")
    with story.archive:
        yield story
