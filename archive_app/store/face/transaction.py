"""Changing what is kept, subject by subject, as one step of the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.labels import Label
from archive_app.loading import later
from archive_app.store.face.reader import Reader
from archive_app.store.face.subjects import Changing, Edit

if TYPE_CHECKING:
    from archive_app.store.change import bulk_links, bulk_update, transaction
    from archive_app.store.records import (
        codes,
        deleted,
        details,
        duplicates,
        edits,
        files,
        identifiers,
        merging,
        pads,
        parts,
        picks,
        purging,
        saved,
    )
else:
    bulk_links, bulk_update = later("archive_app.store.change", "bulk_links bulk_update")
    codes, deleted, details, duplicates, edits, files, identifiers, merging, pads, parts, picks, purging, saved = later(
        "archive_app.store.records",
        "codes deleted details duplicates edits files identifiers merging pads parts picks purging saved",
    )


class RecordEdits(Changing):
    """Records and their own columns."""

    add = Edit(edits.add_record)
    add_many = Edit(edits.add_records)
    #: The kinds of records that must all be there.
    kinds = Edit(edits.kinds)
    set_ref = Edit(edits.set_ref)
    hide = Edit(edits.hide)
    bring_back = Edit(deleted.bring_back)
    purge = Edit(purging.purge)
    merge = Edit(merging.merge)
    keep_apart = Edit(duplicates.keep_apart)
    not_apart = Edit(duplicates.not_apart)


class PartEdits(Changing):
    """The rows of records, by the names that operations have for them: ``name``, ``text``, ``link``, ``file``…"""

    add = Edit(parts.add)
    add_many = Edit(parts.add_many)
    change = Edit(parts.change)
    remove = Edit(parts.remove)
    add_name = Edit(edits.add_name)
    add_stage = Edit(edits.add_stage)
    add_identifier = Edit(identifiers.add)
    turn_files = Edit(edits.turn_files)


class DetailEdits(Changing):
    """The details of records, whatever their sort; like any part they are changed and removed by their key."""

    add = Edit(details.add)
    add_many = Edit(details.add_many)
    move = Edit(details.move)
    row = Edit(details.row)


class LinkEdits(Changing):
    """Links between records."""

    add = Edit(edits.add_links)
    add_many = Edit(bulk_links.add)
    remove_many = Edit(bulk_links.remove)


class ValueEdits(Changing):
    """Values of one record or of many, set in batches."""

    set_column = Edit(bulk_update.set_column)
    set_text = Edit(bulk_update.set_text)
    change_texts = Edit(bulk_update.change_texts)


class CodeEdits(Changing):
    """Codes and what they stand for."""

    add = Edit(codes.add)
    add_many = Edit(codes.add_many)
    rename = Edit(codes.rename)
    put_targets = Edit(codes.put_targets)
    remove = Edit(codes.remove)


class PadEdits(Changing):
    """Pads and their lines."""

    add = Edit(pads.add)
    name_of = Edit(pads.name_of)
    rename = Edit(pads.rename)
    put_entries = Edit(pads.put_entries)
    remove = Edit(pads.remove)


class PickEdits(Changing):
    """The picked records."""

    add = Edit(picks.add)
    remove = Edit(picks.remove)


class SearchEdits(Changing):
    """Saved searches."""

    add = Edit(saved.add)
    move = Edit(saved.move)


class Transaction(Changing):
    """An open change: all that is done in it is one step of the history, and happens as a whole or not at all."""

    def __init__(self, inside: transaction.Transaction) -> None:
        super().__init__(inside)
        self.records = RecordEdits(inside)
        self.parts = PartEdits(inside)
        self.details = DetailEdits(inside)
        self.links = LinkEdits(inside)
        self.values = ValueEdits(inside)
        self.codes = CodeEdits(inside)
        self.pads = PadEdits(inside)
        self.picks = PickEdits(inside)
        self.searches = SearchEdits(inside)

    set_setting = Edit(edits.set_setting)
    #: These originals stand in records now.
    files_recorded = Edit(files.fulfil)
    #: These are the words of documents.
    files_read = Edit(files.keep_contents)
    #: These originals, which a purge has left, are removed now.
    files_left = Edit(files.left)

    @property
    def reader(self) -> Reader:
        """What is kept now, with all that was done so far; what is derived follows when the change ends."""
        self._inside.session.flush()
        return Reader(self._inside.session.connection())

    @property
    def step(self) -> int:
        """The number of the step."""
        return self._inside.step.id

    @property
    def label(self) -> Label:
        """What the step is called in the history."""
        return self._inside.label

    @label.setter
    def label(self, label: Label) -> None:
        self._inside.label = label

    @property
    def written(self) -> bool:
        """Whether anything was changed so far."""
        self._inside.session.flush()
        return self._inside.log.written > 0

    @property
    def change(self) -> ChangeSet:
        """What was changed; known when all of it is committed."""
        return self._inside.change
