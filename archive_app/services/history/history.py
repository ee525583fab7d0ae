"""What was done, and taking it back."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from archive_app.domain.dates.moments import utc
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.records import OperationValue, StepValue
from archive_app.domain.model.staying import passed_over
from archive_app.domain.text import choosing
from archive_app.domain.text.showing import isolated
from archive_app.errors import Cancelled, InvalidInput
from archive_app.i18n import N_, _, ngettext
from archive_app.services.archive import Archive
from archive_app.services.history.words import say
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records.values import clean
from archive_app.store.face import values
from archive_app.store.face.reader import Reader
from archive_app.store.face.values import Cancellation as Cancellation

#: The kinds of change that can be asked for, and what they are called.
WHAT = {
    "names": N_("names"),
    "texts": N_("texts"),
    "fields": N_("fields"),
    "links": N_("links"),
    "files": N_("files"),
    "stages": N_("stages"),
    "details": N_("details"),
    "records": N_("records added and deleted"),
    "identifiers": N_("identifiers"),
    "archive": N_("searches, codes, pads and settings"),
}
#: Operations of one step that come with it; the rest is paged.
SHOWN = 200
#: A step with more operations is about more than one record, or takes long to read.
_FEW = 50
#: More that were brought back are not chosen again.
_AGAIN = 1_000
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which steps are asked for; what is empty is not asked.

    ``words`` stand in the label of a step, in an old or new value, or in the name of a record that was changed;
    ``what`` are keys of :data:`WHAT`; ``since`` and ``until`` are days of this computer's time zone, both inclusive;
    ``undone``: only what was taken back, or only what was not.
    """

    record: int | None = None
    by: str = ""
    device: str = ""
    words: str = ""
    what: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    undone: bool | None = None


def history(
    archive: Archive,
    *,
    record: int | None = None,
    limit: int = 100,
    before: int | None = None,
    asked: HistoryFilter | None = None,
    operations: bool = True,
    cancellation: Cancellation | None = None,
) -> list[StepValue]:
    """The newest steps first, those before step ``before`` where one is given; with ``record``, only what touched it.

    Of each step come the first 200 operations (see :func:`operations_of` for the rest), none where they are not wanted.
    """
    wanted = _asked(archive, asked or HistoryFilter(), record)
    with archive.store.read(cancellation) as reader:
        steps = _about(reader, reader.history.steps(wanted, before=before, limit=limit), seen_from=wanted.record)
        if not operations:
            return steps
        logged = [reader.history.operations(step.id, record=wanted.record, limit=SHOWN) for step in steps]
    said = iter(say(archive, [each for some in logged for each in some], seen_from=wanted.record))
    return [replace(step, operations=tuple(islice(said, len(some)))) for step, some in zip(steps, logged, strict=True)]


def _about(reader: Reader, steps: list[StepValue], *, seen_from: int | None) -> list[StepValue]:
    """The same, each with the one record that it is about, where one does not ask about a single one anyhow."""
    few = [step.id for step in steps if step.operation_count <= _FEW] if seen_from is None else []
    subjects = reader.history.subjects(few)
    titles = reader.records.titles(sorted(set(subjects.values())))
    # The history of a damaged archive may name a record that never was.
    said = {step: titles[record] for step, record in subjects.items() if record in titles}
    return [
        replace(step, about=said[step.id]) if step.id in said and said[step.id] not in step.label else step
        for step in steps
    ]


def operations_of(
    archive: Archive, *, step: int, record: int | None = None, after: int = 0, limit: int = SHOWN
) -> list[OperationValue]:
    """The operations of one step in order, those after operation ``after``; with ``record`` only those about it."""
    with archive.store.read() as reader:
        logged = reader.history.operations(step, record=record, after=after, limit=limit)
    return say(archive, logged, seen_from=record)


def all_operations(archive: Archive, *, step: int, record: int | None = None) -> Iterator[OperationValue]:
    """Every operation of one step, read a page at a time."""
    page = operations_of(archive, step=step, record=record)
    while page:
        yield from page
        page = operations_of(archive, step=step, record=record, after=page[-1].id)


def last_step(archive: Archive) -> int:
    """The number of the newest step, 0 where there is none."""
    with archive.store.read() as reader:
        return reader.history.last_step()


def people(archive: Archive) -> tuple[list[str], list[str]]:
    """Who has made changes, and on which devices, the latest first."""
    with archive.store.read() as reader:
        return reader.history.people()


def what_called(text: str) -> str:
    """The kind of change that is called so; InvalidInput for none."""
    found = choosing.chosen(text, WHAT)
    if not found:
        sentence = _("“{value}” is no kind of change. Choose one of: {choices}.")
        raise InvalidInput(sentence.format(value=clean(text), choices=choosing.choices(WHAT)))
    return found


def _asked(archive: Archive, asked: HistoryFilter, record: int | None) -> values.Asked:
    for each in asked.what:
        what_called(each)
    words = clean(asked.words)
    named: Collection[int] = ()
    if words:
        with archive.store.read() as reader:
            named = reader.index.names.words(words, None)
    return values.Asked(
        asked.record if record is None else record,
        clean(asked.by),
        clean(asked.device),
        words,
        named,
        asked.what,
        utc(asked.since) if asked.since else "",
        utc(asked.until + timedelta(days=1)) if asked.until and asked.until < date.max else "",
        asked.undone,
    )


def undo(
    archive: Archive,
    *,
    step: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> StepValue:
    """Take back the newest step that can be, or ``step``. Refused names the later change that stands on it; NotFound:
    nothing to undo, or why what is left stays; Cancelled: nothing was changed.
    """
    return archive.store.undo(step, _told(on_progress, cancelled))


def undo_operations(
    archive: Archive,
    *,
    step: int,
    operations: Sequence[int],
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ChangeSet:
    """Take back only these operations of ``step``, as one of 312 items: a step of its own, that can be undone in turn.
    Refused names the later change that stands on one of them; Cancelled: nothing was changed.
    """
    return archive.store.take_back(step, operations, _told(on_progress, cancelled))


def redo(
    archive: Archive,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> StepValue:
    """Take back the newest undo; NotFound where there is none, or something new was done since; Cancelled: nothing was
    changed.
    """
    return archive.store.redo(_told(on_progress, cancelled))


def _told(on_progress: Callable[[Progress], None] | None, cancelled: Callable[[], bool]) -> Callable[[int, int], None]:
    """What is told of how many records all is done, and stops between two pieces of the work."""
    ticker = Ticker(0, on_progress)

    def tell(done: int, total: int) -> None:
        if cancelled():
            raise Cancelled(_("Stopped. Nothing was changed."))
        ticker.at(done, total)

    return tell


def undone(archive: Archive, step: StepValue) -> str:
    """That ``step`` was taken back and whose it was, and what undo went past to come to it."""
    said = named(archive, step)
    return passed_over(step.passed, said) if step.passed else _("Undone: {label}").format(label=said)


def shown_again(archive: Archive, step: StepValue) -> list[int]:
    """The records, a thousand at most, that are there again because ``step``, which deleted them, was undone."""
    with archive.store.read() as reader:
        logged = reader.history.operations(step.id, limit=_AGAIN)
    gone = (each for each in logged if each.entity == "record" and each.field == "deleted_at" and each.new)
    return [each.record_id for each in gone if each.record_id is not None]


def redone(archive: Archive, step: StepValue) -> str:
    """That ``step`` was done again, and whose it is."""
    return _("Done again: {label}").format(label=named(archive, step))


def undo_label(archive: Archive) -> str | None:
    """The label of the step that :func:`undo` would take back, and whose it is where it is somebody else's."""
    return _signed(archive, archive.store.labels()[0])


def keeps(archive: Archive) -> bool:
    """Whether there is a step that can't be taken back any more, which whoever asks for it is told."""
    return archive.store.keeps()


def redo_label(archive: Archive) -> str | None:
    """The label of the step that :func:`redo` would do again, and whose it is where it is somebody else's."""
    return _signed(archive, archive.store.labels()[1])


def named(archive: Archive, step: StepValue) -> str:
    """What a step is called when it is taken back or done again: its label, the record that it is about or how many
    there are, and who made it where I did not.
    """
    return _signed(archive, (replace(step, about=_whose(archive, step)).named, step.by)) or step.label


def _whose(archive: Archive, step: StepValue) -> str:
    """The record that a step is about, or how many there are; nothing where its label says it."""
    with archive.store.read() as reader:
        first, count = reader.history.about(step.id)
        if count == 1:
            about = reader.records.refs([first]).get(first)
            # Whose name was taken back with it is called by its ref alone; its label says it.
            nameless = about is not None and about.title == about.ref and reader.deleted.named(about.ref) is not None
            return "" if about is None or nameless or about.title in step.label else isolated(about.title)
    if not count or _NUMBER.search(step.label):
        return ""
    return ngettext("{count} record", "{count} records", count).format(count=f"{count:,}")


def _signed(archive: Archive, step: tuple[str, str] | None) -> str | None:
    if step is None or step[1] == archive.author():
        return step[0] if step is not None else None
    return _("{label} (made by {name})").format(label=step[0], name=step[1])
