"""Find and replace in the texts and names of many records: first what it would do, then what is ticked of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from archive_app.domain.model.differences import Spans
from archive_app.domain.model.kinds import TEXT_LABEL, TextRole
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.replacing import Pattern, Replaced, Replacer
from archive_app.errors import Cancelled, InvalidInput
from archive_app.i18n import N_, NN_, _, listed
from archive_app.services.archive import Archive
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records.values import clean, limit
from archive_app.store.face.values import Written

__all__ = ["PLACES", "Pattern", "ReplaceReport", "Replacement", "Replacements", "Wanted", "apply", "preview"]

#: Where one can look, with its label.
PLACES: dict[str, str] = {**{str(role): TEXT_LABEL[role] for role in TextRole}, "name": N_("Name")}
_TOLD = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, in which places (see ``PLACES``), and in which languages: in all where none is named."""

    pattern: Pattern
    places: tuple[str, ...] = (str(TextRole.CAPTION),)
    langs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replacement:
    """One text of one record, old and new, and the places that go and come. ``row`` is its key among its like."""

    entity: Literal["text", "name"]
    row: int
    record: RecordRef
    place: str
    lang: str
    old: str
    new: str
    went: Spans
    came: Spans


@dataclass(frozen=True, slots=True)
class Replacements:
    """What would change; ``looked`` texts were looked through, ``refused`` cannot be changed so, each with a reason."""

    changes: tuple[Replacement, ...]
    looked: int = 0
    refused: tuple[tuple[RecordRef, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReplaceReport:
    """``step`` of the history (0 where nothing changed), how many texts changed, and those that had changed since the
    preview and were left alone.
    """

    step: int = 0
    changed: int = 0
    left: tuple[Replacement, ...] = ()


def preview(
    archive: Archive,
    *,
    records: Sequence[int],
    wanted: Wanted,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Replacements:
    """What replacing would do; nothing is changed. InvalidInput for an expression that cannot be read or takes too
    long.
    """
    replacer = Replacer(wanted.pattern)
    _check_places(wanted.places)
    with archive.store.read() as reader:
        chosen = reader.index.many(records)
        rows = chosen.written([place for place in wanted.places if place != "name"], wanted.langs)
        if "name" in wanted.places:
            rows += chosen.named(wanted.langs)
        ticker = Ticker(len(rows), on_progress)
        found: list[tuple[Written, Replaced]] = []
        for number, row in enumerate(rows):
            if not number % _TOLD:
                if cancelled():
                    raise Cancelled(_("Stopped. Nothing was changed."))
                ticker.at(number, len(rows))
            replaced = replacer.replace(row.text)
            if replaced is not None:
                found.append((row, replaced))
        refs = reader.records.refs(list(dict.fromkeys(row.record for row, _replaced in found)))
    return _sorted_out(found, refs, len(rows))


def _check_places(places: Sequence[str]) -> None:
    if not places:
        raise InvalidInput(_("Say where to look: in captions, or in other texts."))
    for place in places:
        if place not in PLACES:
            raise InvalidInput(
                _("There is no text “{name}”. Choose of: {places}.").format(name=place, places=listed(PLACES))
            )


def _sorted_out(found: Sequence[tuple[Written, Replaced]], refs: dict[int, RecordRef], looked: int) -> Replacements:
    changes: list[Replacement] = []
    refused: list[tuple[RecordRef, str]] = []
    for row, replaced in found:
        record, new = refs[row.record], clean(replaced.new)
        entity: Literal["text", "name"] = "name" if row.place == "name" else "text"
        reason = _too_long(new, entity)
        if not new and entity == "name":
            reason = _("A name cannot be empty.")
        if reason:
            refused.append((record, reason))
            continue
        shift = len(replaced.new) - len(replaced.new.lstrip()) if new != replaced.new else 0
        came = tuple((max(0, start - shift), min(len(new), end - shift)) for start, end in replaced.came)
        if new != row.text:
            changes.append(
                Replacement(entity, row.row, record, row.place, row.lang, row.text, new, replaced.went, came)
            )
    return Replacements(tuple(changes), looked, tuple(refused))


def _too_long(text: str, what: str) -> str:
    try:
        limit(text, what)
    except InvalidInput as error:
        return error.message
    return ""


def apply(
    archive: Archive,
    *,
    changes: Sequence[Replacement],
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ReplaceReport:
    """Make these changes: one step. Texts that are no longer as they were in the preview are left alone, and named in
    the report. Cancelled leaves nothing of it done.
    """
    if not changes:
        return ReplaceReport()
    ticker = Ticker(len(changes), on_progress)
    before = 0

    def tell(done: int) -> None:
        if cancelled():
            raise Cancelled(_("Stopped. Nothing was changed."))
        ticker.at(before + done, len(changes))

    left: list[Replacement] = []
    label = Label.of_many(NN_("Replace in {count} text", "Replace in {count} texts"), len(changes))
    with archive.store.transact(label) as transaction:
        reader = transaction.reader
        for entity in ("text", "name"):
            mine = [change for change in changes if change.entity == entity]
            now = reader.records.wordings(entity, [change.row for change in mine])
            as_seen = [change for change in mine if now.get(change.row) == change.old]
            left += [change for change in mine if now.get(change.row) != change.old]
            transaction.values.change_texts(entity, {change.row: change.new for change in as_seen}, tell)
            before += len(mine)
        step = transaction.step
    changed = len(changes) - len(left)
    return ReplaceReport(step if changed else 0, changed, tuple(left))
