"""One caption for many: with its codes written out in its language, and the links that they stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from archive_app.domain.model.codes import SIGN
from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.domain.model.labels import Label
from archive_app.domain.text.showing import isolated
from archive_app.i18n import NN_, _
from archive_app.services.archive import Archive
from archive_app.services.progress import Progress
from archive_app.services.records import links_of_many, many
from archive_app.services.records.many import Change, ManyReport, Preview, SetValue
from archive_app.services.tagging import codes
from archive_app.services.tagging.codes import Code


@dataclass(frozen=True, slots=True)
class SetCaption(SetValue):
    """A caption whose codes are written out in ``value``; their links are to be made too."""

    codes: tuple[Code, ...] = ()


def read(archive: Archive, field: str, typed: str) -> SetValue:
    """What is meant by typing that into a field of many, ``caption[zh]`` or any other."""
    name, _bracket, lang = field.partition("[")
    if name == TextRole.CAPTION and SIGN in typed:
        found = codes.expand_text(archive, typed, lang.rstrip("]"))
        if found.codes:
            return SetCaption(field, found.text, found.codes)
    return SetValue(field, typed)


def preview(archive: Archive, ids: Sequence[int], change: Change) -> Preview:
    """What ``change`` would do; of a caption with codes also what it says and links."""
    found = many.preview(archive, ids, change)
    if not isinstance(change, SetCaption):
        return found
    words = _("“{text}”, with the links of {codes}. {words}").format(
        text=isolated(change.value), codes=_named(change), words=found.words
    )
    # The links may be new where the caption is not.
    return replace(found, changed=found.changed or found.items, words=words)


def apply(
    archive: Archive,
    *,
    records: Sequence[int],
    change: SetValue,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ManyReport:
    """Make a change of a field or text that :func:`read` gave: one step."""
    if isinstance(change, SetCaption):
        return set_caption(archive, records=records, change=change, on_progress=on_progress, cancelled=cancelled)
    values = {change.field: change.value}
    return many.set_values(archive, records=records, values=values, on_progress=on_progress, cancelled=cancelled)


def set_caption(
    archive: Archive,
    *,
    records: Sequence[int],
    change: SetCaption,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ManyReport:
    """Set the caption of many and make the links of its codes: one step. Cancelled leaves nothing of it done."""
    ids = list(dict.fromkeys(records))
    forms = NN_("Caption {count} record with {codes}", "Caption {count} records with {codes}")
    with archive.store.transact(Label.of_many(forms, len(ids), codes=_named(change))) as transaction:
        report = many.set_values(
            archive, records=ids, values={change.field: change.value}, on_progress=on_progress, cancelled=cancelled
        )
        made = 0
        for kind, group in _by_kind(transaction.reader.records.kinds(ids)).items():
            for tag in dict.fromkeys(tag for code in change.codes for tag in codes.tags_of(archive, code, kind)):
                others = [record for record in group if record != tag.record.id]
                if others:
                    made += links_of_many.apply(
                        archive, records=others, tags=[tag], on_progress=on_progress, cancelled=cancelled
                    ).made
        step = transaction.step
    return replace(report, step=step if report.changed or made else 0)


def _by_kind(kinds: dict[int, Kind]) -> dict[Kind, list[int]]:
    groups: dict[Kind, list[int]] = {}
    for record, kind in kinds.items():
        groups.setdefault(kind, []).append(record)
    return groups


def _named(change: SetCaption) -> str:
    return ", ".join(f"{SIGN}{code.code}" for code in change.codes)
