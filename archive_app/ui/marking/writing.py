"""From what was drawn and typed to the archive: each is one step, and meant for the record on which it was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from archive_app.domain.model.boxes import Box, Span
from archive_app.domain.model.regions import Region
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.records import reading, regions
from archive_app.ui.marking.draft import Draft, Spot
from archive_app.ui.session.session import Session


def as_it_lies(archive: Archive, spot: Spot, box: Box | None, file: int = 0) -> Box | None:
    """``box`` in the file of this id, or that of ``spot``, as it is turned now: it may have been turned since the box
    was drawn, and another view of the same shot may be turned otherwise.
    """
    if box is None:
        return None
    files = reading.record(archive, spot.record).files
    return box.turned(next((each.turn for each in files if each.id == (file or spot.file)), spot.turn) - spot.turn)


class Writing:
    """Writes for ``owner``, whose answers are dropped when it is gone."""

    def __init__(self, session: Session, owner: QObject) -> None:
        self._session = session
        self._owner = owner

    def save(self, draft: Draft, done: Callable[[Any], None], failed: Callable[[Draft], None]) -> None:
        """Have what ``draft`` says in the archive; ``failed`` is given it back where that cannot be."""
        kept = replace(draft, said=replace(draft.said), before=replace(draft.before))

        def refused(error: ArchiveError) -> None:
            self._session.refused.emit(error.message)
            failed(kept)

        change = self._changed(kept) if kept.region else self._added(kept)
        self._session.unsaved.save(
            kept.place, kept.said.text, change, before=kept.before.text, done=done, owner=self._owner, failed=refused
        )

    def move(self, spot: Spot, region: Region, *, box: Box | None = None, span: Span | None = None) -> None:
        """Put a region where it was drawn to."""
        archive = self._session.archive
        self._session.edit(
            lambda: regions.move(archive, region=region.id, box=as_it_lies(archive, spot, box, region.file), span=span),
            owner=self._owner,
        )

    def accept(self, which: list[int]) -> None:
        """Accept what a file or a program says."""
        if which:
            archive = self._session.archive
            self._session.edit(lambda: regions.accept(archive, regions=which), owner=self._owner)

    def remove(self, which: list[int]) -> None:
        """Take regions off; undo has them back."""
        if which:
            archive = self._session.archive
            self._session.edit(lambda: regions.remove(archive, regions=which), owner=self._owner)

    def say_waiting(self, draft: Draft) -> None:
        """Say that something was drawn and is not saved."""
        words = _("What was marked on “{title}” is not saved yet. It waits there.")
        self._session.told.emit(words.format(title=isolated(draft.spot.title)))

    def _added(self, draft: Draft) -> Callable[[], object]:
        archive, spot, said = self._session.archive, draft.spot, draft.said
        subject = said.subject.id if said.subject is not None else None
        return lambda: regions.add(
            archive,
            record=spot.record,
            file=spot.file,
            box=as_it_lies(archive, spot, draft.box),
            span=draft.span,
            page=spot.page,
            sort=said.sort,
            text=said.text,
            subject=subject,
        )

    def _changed(self, draft: Draft) -> Callable[[], object]:
        archive, said, before = self._session.archive, draft.said, draft.before
        subject: int | None = regions.KEPT
        if said.subject != before.subject:
            subject = said.subject.id if said.subject is not None else None
        return lambda: regions.change(
            archive,
            region=draft.region,
            sort=said.sort if said.sort != before.sort else None,
            text=said.text if said.text != before.text else None,
            subject=subject,
        )
