"""What the window notes in the log: what was begun and what was refused, never what stands in the archive."""

from __future__ import annotations

import logging

from archive_app.errors import ArchiveError, Cancelled, InvalidInput, NotFound
from archive_app.services.logbook import Fact, fault

_log = logging.getLogger("archive_app")
#: What people type until it is right is no news.
_TYPING = (InvalidInput, NotFound, Cancelled)


def note(event: str, **facts: Fact) -> None:
    """Take note of ``event``."""
    _log.info(event, extra={"facts": facts})


def note_refusal(error: ArchiveError) -> None:
    """Take note that the disk or another program refused something."""
    if not isinstance(error, _TYPING):
        note("refused", **fault(error))
