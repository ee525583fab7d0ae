"""Changes on one line."""

from __future__ import annotations

from archive_app.domain.model.records import OperationValue
from archive_app.domain.text.showing import shown
from archive_app.i18n import labelled

#: Letters of a value on one line.
_MOST = 160


def change_words(operation: OperationValue) -> str:
    """One change on one line: old and new, or what came or went."""
    before, after = shown(operation.before, _MOST), shown(operation.after, _MOST)
    said = f"{before} → {after}" if before and after else f"− {before}" if before else f"+ {after}"
    return labelled(operation.label, said)
