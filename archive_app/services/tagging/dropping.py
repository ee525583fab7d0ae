"""What dropping records on another one would do: the relations that fit all of them, the usual one first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive_app.domain.model.guessing import Reading
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import isolated
from archive_app.errors import Refused
from archive_app.i18n import N_, _, ngettext
from archive_app.services.archive import Archive
from archive_app.services.records import reading
from archive_app.services.records.links_of_many import Tag
from archive_app.services.tagging import offering

#: What is offered of the relations that join anything to anything; the others say too little to be chosen in passing.
_LOOSE = "related_to"


@dataclass(frozen=True, slots=True)
class Carried:
    """Records on their way, and their kinds."""

    ids: tuple[int, ...]
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Drop:
    """``count`` records would be linked to ``record`` by one of ``readings``. One without a key means the usual one of
    each kind.
    """

    record: RecordRef
    count: int
    readings: tuple[Reading, ...]

    def tag(self, number: int = 0) -> Tag:
        """The link that the reading of that number makes."""
        how = self.readings[number]
        return Tag(self.record, how.key, how.forward)

    @property
    def words(self) -> str:
        """What would be done, in a sentence."""
        title = isolated(self.record.title)
        if len(self.readings) > 1:
            words = ngettext(
                "Link {count} record to “{title}”; the relation is asked.",
                "Link {count} records to “{title}”; the relation is asked.",
                self.count,
            )
            return words.format(count=f"{self.count:,}", title=title)
        words = ngettext(
            "Link {count} record to “{title}”: {relation}.",
            "Link {count} records to “{title}”: {relation}.",
            self.count,
        )
        return words.format(count=f"{self.count:,}", title=title, relation=_(self.readings[0].label))


def carried(archive: Archive, records: Sequence[int]) -> Carried:
    """Records to be dropped somewhere; those that are gone are left out."""
    with archive.store.read() as reader:
        kinds = reader.records.kinds(list(dict.fromkeys(records)))
    return Carried(tuple(kinds), tuple(dict.fromkeys(kinds.values())))


def drop(archive: Archive, what: Carried, ref: str) -> Drop:
    """What dropping ``what`` on the record ``ref`` would do; Refused where it can do nothing."""
    record = reading.resolve(archive, ref)
    count = len(what.ids) - (record.id in what.ids)
    if not count:
        raise Refused(_("A record cannot be linked to itself."))
    each = [_readings(archive, kind, record) for kind in what.kinds]
    common = [how for how in each[0] if all(how in others for others in each)]
    if any(others[0] != each[0][0] for others in each):
        common.insert(0, Reading("", True, N_("as is usual for each")))
    return Drop(record, count, tuple(common))


def _readings(archive: Archive, kind: Kind, record: RecordRef) -> tuple[Reading, ...]:
    """The relations that may join a record of ``kind`` to ``record``, the usual one first, loose ones left out."""
    first, *rest = offering.readings(archive, kind, record)
    with archive.store.read() as reader:
        loose = {each.key for each in reader.links.relations() if not each.subjects and not each.objects} - {_LOOSE}
    return (first, *(each for each in rest if each.key not in loose))
