"""Stored moments as they were here."""

from __future__ import annotations

from datetime import datetime


def local_moment(at: str) -> str:
    """A stamp of the log (ISO 8601, UTC) in this computer's time zone, to the minute."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return at[:16].replace("T", " ")
