"""The one clock of the store; tests put another in its place."""

from __future__ import annotations

from datetime import UTC, datetime


def milliseconds(at: str) -> int:
    """A moment as :func:`now` gives it, since 1970."""
    return round(datetime.fromisoformat(at).timestamp() * 1000)


def now() -> str:
    """The moment, in UTC, as ISO 8601 with milliseconds and ``Z``."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
