"""Columns of links in somebody's table: which records their cells name. Nothing is guessed: who is not found, or is not
the only one of that name, is said, with what is near.
"""

from __future__ import annotations

from collections.abc import Iterator

from archive_app.domain.model.kinds import KIND_LABEL, Kind
from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.relations import Relation, label_of
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.records import reading

_REF = ".ref"


class Binding:
    """The relations of an archive as columns: ``given-by`` has titles, ``given-by.ref`` refs, a line for each."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        with archive.store.read() as reader:
            self._relations: dict[str, Relation] = {each.key: each for each in reader.links.relations()}
        #: What was named already: most cells of a column name the same few.
        self._named: dict[tuple[str, str], RecordRef] = {}

    def relation(self, column: str) -> str:
        """The relation that a column (in its plain form) is of; empty where it is of none."""
        key = column.removesuffix(_REF)
        return key if key in self._relations else ""

    def links(self, column: str, kind: Kind, cell: str) -> Iterator[tuple[str, int]]:
        """Relation and record for each line of a cell of a record of ``kind``; InvalidInput, NotFound or Ambiguous with
        the sentence why there is none.
        """
        relation = self._relations[self.relation(column)]
        for line in filter(None, map(str.strip, cell.split("\n"))):
            other = self._record(relation, line)
            if not relation.joins(kind, other.kind):
                sentence = _("“{relation}” does not lead from {kind} to {other} ({ref}).")
                raise InvalidInput(
                    sentence.format(
                        relation=_(label_of(relation.key, relation.label, kind)), kind=_(KIND_LABEL[kind]),
                        other=_(KIND_LABEL[other.kind]), ref=other.ref,
                    )
                )  # fmt: skip
            yield relation.key, other.id

    def _record(self, relation: Relation, text: str) -> RecordRef:
        if (relation.key, text) not in self._named:
            kinds = sorted(relation.objects) or None
            self._named[relation.key, text] = reading.resolve(self._archive, text, kinds=kinds)
        return self._named[relation.key, text]
