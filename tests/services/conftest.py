from __future__ import annotations

import pytest

from archive_app.services.archive import Archive
from tests.services.story import Story


@pytest.fixture
def story(archive: Archive) -> Story:
    """The small archive with the traps of the real material."""
    return Story(archive)
