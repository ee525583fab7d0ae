"""What a file says of regions becomes regions of its item, which stand unaccepted: nobody has looked at them yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archive_app.domain.model.boxes import Box
from archive_app.domain.model.details import REGION
from archive_app.domain.model.kinds import FileRole
from archive_app.domain.model.records import FileValue, Record
from archive_app.domain.model.regions import Origin, Region, region_of, region_said, region_values
from archive_app.domain.text.languages import known_language
from archive_app.media.metadata.facts import Metadata
from archive_app.media.metadata.regions import sort_of, upright
from archive_app.services.records.values import clean
from archive_app.store.face.transaction import Transaction

#: Letters of the words of one.
_LONGEST = 10_000
#: By how much two boxes may differ that are one.
_NEAR = 0.01
_PACKET = "application/rdf+xml"


def add(transaction: Transaction, record: int, said: Mapping[int, Metadata | None]) -> None:
    """Give an item the regions that its files say, each by its position and what it says of itself."""
    speaking = {position: each for position, each in said.items() if each is not None and each.regions}
    if not speaking:
        return
    ids = transaction.reader.files.placed(record)
    rows = [
        {"file": ids[position], **columns}
        for position, each in speaking.items()
        if position in ids
        for columns in columns_of(each)
    ]
    _put(transaction, record, rows, 0)


def differing(whole: Record, said: Metadata) -> tuple[str, str]:
    """The regions of an item's own file, and those beside that the file says, in words, a line each; nothing where the
    file says none that is not there.
    """
    missing = _missing(whole, said)
    mine = [region_said(detail.values) for detail in whole.details_of(REGION.name)] if missing else []
    return "\n".join(mine), "\n".join(map(region_said, missing))


def take(transaction: Transaction, whole: Record, said: Sequence[str], read: Metadata) -> None:
    """Give an item those regions of its file that are among ``said``, as :func:`differing` had them."""
    wanted = set(said)
    rows = [columns for columns in _missing(whole, read) if region_said(columns) in wanted]
    _put(transaction, whole.id, rows, len(whole.details_of(REGION.name)))


def own_file(whole: Record) -> FileValue | None:
    """The file that a record's metadata are read from: the first that is no sidecar."""
    return next((file for file in whole.files if file.role is not FileRole.SIDECAR), None)


def columns_of(said: Metadata) -> Iterator[dict[str, Any]]:
    """The regions that a file says, by column; those without a place are none."""
    for each in said.regions:
        box = upright(each, said)
        if box is not None:
            words = dict.fromkeys(clean(part)[:_LONGEST] for part in (each.name, each.text) if part.strip())
            text = "\n".join(words)
            yield {
                "page": 1, **region_values(box, None), "text": text or None, "sort": sort_of(each.kind) or None,
                "language": known_language(text) if text else None, "origin": str(Origin.FILE), "accepted": False,
            }  # fmt: skip


def _put(transaction: Transaction, record: int, rows: Sequence[Mapping[str, Any]], following: int) -> None:
    columns = [{"record_id": record, "ordinal": place, **row} for place, row in enumerate(rows, start=following)]
    transaction.parts.add(REGION.name, columns)


def _missing(whole: Record, said: Metadata) -> list[dict[str, Any]]:
    own = own_file(whole)
    if own is None or own.mime == _PACKET:
        return []
    there = [each for each in map(region_of, whole.details_of(REGION.name)) if each.file == own.id]
    return [
        {"file": own.id, **columns} for columns in columns_of(said) if not any(_is(each, columns) for each in there)
    ]


def _is(there: Region, columns: Mapping[str, Any]) -> bool:
    """Whether a region that is there says what the file says: at the same place, or moved or named by somebody."""
    if there.box is not None:
        place = (columns["x"], columns["y"], columns["width"], columns["height"])
        if _near(there.box, place):
            return True
    name = str(columns["text"] or "").partition("\n")[0]
    return bool(name) and name in (there.text.partition("\n")[0], there.subject.title if there.subject else "")


def _near(box: Box, place: tuple[float, float, float, float]) -> bool:
    return all(
        abs(mine - other) <= _NEAR for mine, other in zip((box.x, box.y, box.width, box.height), place, strict=True)
    )
