"""What is said beside the name of a record that another one bears too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from archive_app import i18n
from archive_app.domain.dates.dates import words
from archive_app.store.face.reader import Reader

if TYPE_CHECKING:
    from archive_app.store.face.values import Candidate


def told_apart(reader: Reader, found: Iterable[Candidate]) -> dict[int, str]:
    """Of those whose title names another one as well: what they do, where they belong, when, and the ref."""
    alike = [each.id for each in found if not each.unique]
    said = {}
    for record, each in (reader.records.namesakes(alike) if alike else {}).items():
        dates = "–".join(words(date, i18n.language()) for date in each.dates)
        said[record] = " · ".join(filter(None, (each.occupation, *each.beside, dates, each.ref)))
    return said
