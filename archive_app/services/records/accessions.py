"""Giving objects their accession numbers, and telling what is missing in their series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from archive_app.domain.model.accession import SCHEME, Scheme, Series, following, read_scheme, series
from archive_app.domain.model.fields import BY_NAME
from archive_app.domain.model.labels import Label
from archive_app.errors import InvalidInput
from archive_app.i18n import NN_, _
from archive_app.services.archive import Archive
from archive_app.services.records import editing, reading
from archive_app.store.face.reader import Reader

_FIELD = BY_NAME["accession_number"]


@dataclass(frozen=True, slots=True)
class Overview:
    """The ``scheme``, the series that it made, which numbers are ``others``, and the ``following`` one of this year."""

    scheme: Scheme
    series: tuple[Series, ...]
    others: tuple[str, ...]
    following: str


def scheme_of(reader: Reader) -> Scheme:
    """How this archive makes its numbers; the usual way where what is kept is no pattern."""
    try:
        return read_scheme(reader.settings.value(SCHEME))
    except InvalidInput:
        return read_scheme("")


def overview(archive: Archive, year: int | None = None) -> Overview:
    """All numbers that were given, of objects in the bin too: they are given to no other."""
    with archive.store.read() as reader:
        scheme = scheme_of(reader)
        numbers = [number for _record, number in reader.records.valued(_FIELD.name, binned=True)]
    found, others = series(scheme, numbers)
    (then,) = following(scheme, numbers, year or dt.date.today().year)
    return Overview(scheme, tuple(found), tuple(others), then)


def give_numbers(archive: Archive, *, records: Sequence[int], year: int | None = None) -> dict[int, str]:
    """Give the next numbers to those of ``records`` that have none, in this order, as one step; which number each was
    given. InvalidInput where one of them is nothing that has such a number.
    """
    label = Label.of_many(NN_("Give an accession number", "Give {count} accession numbers"), len(records))
    with archive.store.transact(label) as transaction:
        kinds = transaction.records.kinds(records)
        if any(kind not in _FIELD.kinds for kind in kinds.values()):
            refs = reading.refs(archive, [each for each, kind in kinds.items() if kind not in _FIELD.kinds])
            sentence = _("{ref} is no object: only objects have accession numbers.")
            raise InvalidInput(sentence.format(ref=refs[0].ref))
        numbers = transaction.reader.records.valued(_FIELD.name, binned=True)
        having = {record for record, _number in numbers}
        wanted = [each for each in kinds if each not in having]
        then = following(
            scheme_of(transaction.reader), [number for _record, number in numbers], year or dt.date.today().year,
            len(wanted),
        )  # fmt: skip
        given = dict(zip(wanted, then, strict=True))
        for record, number in given.items():
            editing.set_values(archive, records=[record], values={_FIELD.name: number})
    return given
