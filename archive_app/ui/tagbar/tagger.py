"""Carries out what is asked for by hand: tags, values and turns, for one item or thousands; and does it once more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError, Cancelled, Refused
from archive_app.i18n import _, listed, ngettext, sentences
from archive_app.loading import later
from archive_app.services.drafts import Draft
from archive_app.ui.session.jobs import Jobs, Stop, Tell
from archive_app.ui.session.session import Session
from archive_app.ui.tagbar.recents import Recents

if TYPE_CHECKING:
    from archive_app.services.records import links_of_many, many, pasting, rejecting
    from archive_app.services.records.copying import Piece
    from archive_app.services.records.links_of_many import Tag, TagReport
    from archive_app.services.records.many import Change, ManyReport, SetValue
    from archive_app.services.records.pasting import PasteReport
    from archive_app.services.tagging import captions, codes, offering
    from archive_app.services.tagging.codes import Code
else:
    links_of_many, many, pasting, rejecting = later(
        "archive_app.services.records", "links_of_many many pasting rejecting"
    )
    captions, codes, offering = later("archive_app.services.tagging", "captions codes offering")

T = TypeVar("T")

#: From here on it is a job, with progress and a way to stop it.
MANY = 2_000


@dataclass(frozen=True, slots=True)
class Action:
    """What was done last, to be done to other records."""

    label: str
    run: Callable[[Sequence[int]], None]


class Tagger(QObject):
    """One for each open archive. ``tagged`` follows when links were made or taken, ``repeatable`` when there is
    something new to repeat.
    """

    tagged = Signal()
    repeatable = Signal()

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self.recents = Recents(session, self)
        self.last: Action | None = None
        #: Whether what is in hand is shown so that one does not see what is done to it.
        self.unseen: Callable[[], bool] = lambda: False

    def apply(self, records: Sequence[int], tags: Sequence[Tag]) -> None:
        """Link ``records`` by each of ``tags``."""
        archive, ids = self._session.archive, list(records)

        def work(tell: Tell | None, stop: Stop) -> TagReport:
            return links_of_many.apply(archive, records=ids, tags=tags, on_progress=tell, cancelled=stop)

        def done(report: TagReport) -> None:
            for tag in tags[:1] if len(tags) > 1 else tags:
                self.recents.use(tag)
            self._tell(_applied(report, tags), len(ids), report.there)
            self.tagged.emit()

        self._remember(_titles(tags), lambda others: self.apply(others, tags))
        self._go(_("Tagging"), ids, work, done)

    def remove(self, records: Sequence[int], tags: Sequence[Tag]) -> None:
        """Take the links of ``tags`` off ``records``."""
        archive, ids = self._session.archive, list(records)

        def work(tell: Tell | None, stop: Stop) -> TagReport:
            return links_of_many.remove(archive, records=ids, tags=tags, on_progress=tell, cancelled=stop)

        def done(report: TagReport) -> None:
            words = ngettext("Took {tags} off {count} record.", "Took {tags} off {count} records.", report.made)
            self._session.told.emit(words.format(tags=_titles(tags), count=f"{report.made:,}"))
            self.tagged.emit()

        self._go(_("Removing links"), ids, work, done)

    def apply_code(self, records: Sequence[int], code: Code, kind: Kind) -> None:
        """Make the links that ``code`` stands for."""
        archive, ids = self._session.archive, list(records)

        def work() -> tuple[Tag, ...]:
            return codes.tags_of(archive, code, kind)

        self._session.tasks.read(work, lambda tags: self.apply(ids, list(tags)), owner=self)

    def make(
        self, records: Sequence[int], kind: Kind, name: str, item: Kind | None = None, by: Tag | None = None
    ) -> None:
        """Make a record of ``kind`` and tag ``records`` with it, in the way that ``by`` says where it is given."""
        archive, ids = self._session.archive, list(records)

        def done(made: tuple[RecordRef, Tag, TagReport]) -> None:
            record, tag, _report = made
            self.recents.use(tag)
            self._remember(record.title, lambda others: self.apply(others, [tag]))
            self._session.told.emit(_("Added: {title} ({ref})").format(title=isolated(record.title), ref=record.ref))
            self.tagged.emit()

        self._session.edit(
            lambda: offering.make(archive, kind=kind, name=name, records=ids, item=item, by=by), done, owner=self
        )

    def set_values(self, records: Sequence[int], values: Mapping[str, str], label: str) -> None:
        """Set fields of ``records``; ``label`` says it in a word or two."""
        archive, ids = self._session.archive, list(records)
        self._remember(label, lambda others: self.set_values(others, values, label))

        def work(tell: Tell | None, stop: Stop) -> ManyReport:
            if "rating" in values and not rejecting.can_be_rated(archive, ids):
                raise Refused(_("Nothing was rated: only photos, videos and other items have stars."))
            return many.set_values(archive, records=ids, values=values, on_progress=tell, cancelled=stop)

        self._go(_("Setting values"), ids, work, lambda report: self._tell(_set(report, label), len(ids), 0))

    def toggle_rejected(self, records: Sequence[int]) -> None:
        """Reject ``records``; where all of them are, give each the stars again that it had."""
        session, ids = self._session, list(records)
        self._remember(_("reject"), self.toggle_rejected)

        def work() -> bool:
            rejecting.toggle(session.archive, records=ids)
            return rejecting.are_rejected(session.archive, ids)

        def done(rejected: bool) -> None:
            if self.unseen():
                session.undoable.emit(_("Rejected.") if rejected else _("Not rejected any more."))

        session.edit(work, done, owner=self)

    def change(self, records: Sequence[int], change: Change, typed: Draft | None = None) -> None:
        """Make a change of many that was looked at before; what was ``typed`` for it is kept until it is made."""
        from archive_app.services.records.many import AddLink, RemoveLink

        if isinstance(change, AddLink) and change.to_make:
            wish = change.tag.record
            self.make(records, wish.kind, wish.title, by=change.tag)
        elif isinstance(change, AddLink):
            self.apply(records, [change.tag])
        elif isinstance(change, RemoveLink):
            self.remove(records, [change.tag])
        else:
            self._set(records, change, typed)

    def _set(self, records: Sequence[int], change: SetValue, typed: Draft | None = None) -> None:
        from archive_app.services.tagging.captions import SetCaption

        archive, ids, label = self._session.archive, list(records), many.label_of(change)
        self._remember(label, lambda others: self._set(others, change))

        def work(tell: Tell | None, stop: Stop) -> ManyReport:
            return captions.apply(archive, records=ids, change=change, on_progress=tell, cancelled=stop)

        def done(report: ManyReport) -> None:
            self._tell(_set(report, label), len(ids), 0)
            if isinstance(change, SetCaption):
                self.tagged.emit()

        if typed is None:
            self._go(_("Setting values"), ids, work, done)
        else:
            self._go_typed(_("Setting values"), ids, work, done, typed)

    def copy_links(self, source: int, records: Sequence[int]) -> None:
        """Give ``records`` the links of ``source``."""
        archive, ids = self._session.archive, list(records)

        def done(report: TagReport) -> None:
            words = ngettext("Copied {count} link.", "Copied {count} links.", report.made)
            self._session.told.emit(words.format(count=report.made))
            self.tagged.emit()

        self._session.edit(lambda: links_of_many.copy_links(archive, source=source, records=ids), done, owner=self)

    def paste(self, records: Sequence[int], source: RecordRef, pieces: Sequence[Piece]) -> None:
        """Give ``records`` these pieces of ``source``."""
        archive, ids = self._session.archive, list(records)
        self._remember(_("paste metadata"), lambda others: self.paste(others, source, pieces))

        def work(tell: Tell | None, stop: Stop) -> PasteReport:
            return pasting.paste(archive, source=source, pieces=pieces, records=ids, on_progress=tell, cancelled=stop)

        def done(report: PasteReport) -> None:
            self._session.told.emit(_pasted(report, source))
            self.tagged.emit()

        self._go(_("Pasting metadata"), ids, work, done)

    def repeat(self, records: Sequence[int]) -> None:
        """Do to ``records`` what was done last."""
        if self.last is None:
            self._session.refused.emit(_("There is nothing to repeat yet: tag, rate or turn something first."))
        else:
            self.last.run(records)

    def remember(self, label: str, run: Callable[[Sequence[int]], None]) -> None:
        """Take note of something done elsewhere that can be repeated."""
        self._remember(label, run)

    def _remember(self, label: str, run: Callable[[Sequence[int]], None]) -> None:
        self.last = Action(label, run)
        self.repeatable.emit()

    def _go(
        self,
        label: str,
        ids: list[int],
        work: Callable[[Tell | None, Stop], T],
        done: Callable[[T], None],
    ) -> None:
        if len(ids) < MANY:
            self._session.edit(lambda: work(None, lambda: False), done, owner=self)
        else:
            self._jobs.start(label, work, done, owner=self, whole=True)

    def _go_typed(
        self,
        label: str,
        ids: list[int],
        work: Callable[[Tell | None, Stop], T],
        done: Callable[[T], None],
        typed: Draft,
    ) -> None:
        unsaved, place = self._session.unsaved, typed.place

        def again() -> T:
            return work(None, lambda: False)

        def made(report: T) -> None:
            unsaved.forget(place)
            done(report)

        def failed(error: ArchiveError) -> None:
            if isinstance(error, Cancelled):
                unsaved.forget(place)
            else:
                unsaved.hold(place, typed.text, again, error, before=typed.before, owner=self)

        if len(ids) < MANY:
            unsaved.save(place, typed.text, again, before=typed.before, done=done, owner=self)
        else:
            self._jobs.start(label, work, made, owner=self, failed=failed, whole=True)

    def _tell(self, words: str, count: int, there: int) -> None:
        """One item shows by itself what was done to it, unless nothing was, or it is not to be seen."""
        if count > 1 or there or self.unseen():
            self._session.told.emit(words)


def _set(report: ManyReport, label: str) -> str:
    words = [
        ngettext("{label}: {count} record changed.", "{label}: {count} records changed.", report.changed).format(
            label=label, count=f"{report.changed:,}"
        )
    ]
    if report.skipped:
        words.append(
            ngettext("{count} has no such field.", "{count} have no such field.", report.skipped).format(
                count=f"{report.skipped:,}"
            )
        )
    return sentences(*words)


def _pasted(report: PasteReport, source: RecordRef) -> str:
    words = ngettext("Pasted {count} value of “{title}”.", "Pasted {count} values of “{title}”.", report.changed)
    said = [words.format(count=f"{report.changed:,}", title=isolated(source.title))]
    if report.already:
        words = ngettext("{count} was there already.", "{count} were there already.", report.already)
        said.append(words.format(count=f"{report.already:,}"))
    return sentences(*said)


def _titles(tags: Sequence[Tag]) -> str:
    return listed(isolated(tag.record.title) for tag in tags[:3]) + ("…" if len(tags) > 3 else "")


def _applied(report: TagReport, tags: Sequence[Tag]) -> str:
    words = [
        ngettext("{count} link made: {tags}.", "{count} links made: {tags}.", report.made).format(
            count=f"{report.made:,}", tags=_titles(tags)
        )
    ]
    if report.there:
        words.append(
            ngettext("{count} was there already.", "{count} were there already.", report.there).format(
                count=f"{report.there:,}"
            )
        )
    if report.skipped:
        words.append(
            ngettext("{count} cannot be linked so.", "{count} cannot be linked so.", report.skipped).format(
                count=f"{report.skipped:,}"
            )
        )
    return sentences(*words)
