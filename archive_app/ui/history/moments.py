"""Stored moments as they were here, and changes on one line."""

from __future__ import annotations

from datetime import datetime

from archive_app.domain.model.records import OperationValue
from archive_app.domain.text.showing import shown

#: Letters of a value on one line.
_MOST = 160


def local_moment(at: str) -> str:
    """A stamp of the log (ISO 8601, UTC) in this computer's time zone, to the minute."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return at[:16].replace("T", " ")


def change_words(operation: OperationValue) -> str:
    """One change on one line: old and new, or what came or went."""
    before, after = shown(operation.before, _MOST), shown(operation.after, _MOST)
    said = f"{before} → {after}" if before and after else f"− {before}" if before else f"+ {after}"
    return f"{operation.label}: {said}"
