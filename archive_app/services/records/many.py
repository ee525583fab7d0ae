"""Many records at once: what they have in common, what a change would do to them, and the change itself.

A change of a field or text is made in batches, as one step that can be taken back; links go through
:mod:`archive_app.services.records.links_of_many`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive_app.domain.model.fields import Field, fields_of
from archive_app.domain.model.kinds import KIND_LABEL, KIND_PLURAL, TEXT_LABEL, Kind, TextRole
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.languages import language_said
from archive_app.errors import Cancelled, InvalidInput, NotFound
from archive_app.i18n import NN_, _, listed, ngettext, noted
from archive_app.services.archive import Archive
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import links_of_many
from archive_app.services.records.assigning import assign, only_language
from archive_app.services.records.links_of_many import Applied, Tag, TagReport
from archive_app.services.records.values import Assignment, check, spoken
from archive_app.store.face.index import Many
from archive_app.store.face.reader import Reader
from archive_app.store.face.transaction import Transaction

#: So many links that records have in common are listed.
_LINKS = 100


@dataclass(frozen=True, slots=True)
class Shared:
    """What many records have in one place: ``different`` values (0 none, 1 the same, ``value``), and ``empty`` of them
    have none.
    """

    different: int
    empty: int
    value: Any = None

    @property
    def common(self) -> bool:
        """Whether all of them have the same, if it is only nothing."""
        return not self.different or (self.different == 1 and not self.empty)


def mixed(shared: Shared) -> str:
    """``mixed: 3 values, 12 empty``; empty where all have the same."""
    if shared.common:
        return ""
    words = ngettext("mixed: {count} value", "mixed: {count} values", shared.different).format(
        count=f"{shared.different:,}"
    )
    if shared.empty:
        words = _("{mixed}, {count} empty").format(mixed=words, count=f"{shared.empty:,}")
    return words


def mark(shared: Shared) -> str:
    """What many have, in no language, by which it is told later whether any of it was changed since."""
    if not shared.common:
        return f"≠ {shared.different} + {shared.empty}"
    return "" if shared.value is None else str(shared.value)


@dataclass(frozen=True, slots=True)
class Summary:
    """Many records as one: how many of which kinds, the fields that all these kinds have, texts by role and language,
    and the first links with how many of them have each, ``links_total`` in all.
    """

    count: int
    kinds: tuple[tuple[Kind, int], ...]
    fields: Mapping[str, Shared]
    texts: Mapping[tuple[TextRole, str], Shared]
    links: tuple[Applied, ...]
    links_total: int = 0

    @property
    def common_fields(self) -> tuple[Field, ...]:
        """The fields that every kind here has, in the order of display."""
        return _common_fields([kind for kind, _count in self.kinds])


@dataclass(frozen=True, slots=True)
class SetValue:
    """``field = value`` as the command line writes it: ``credit``, ``caption[zh]``; an empty value clears."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class AddLink:
    """A link that all are to have, be it to a record that is yet to be made: it has a kind and a title, and no id."""

    tag: Tag

    @property
    def to_make(self) -> bool:
        """Whether its record is not there yet."""
        return not self.tag.record.id


@dataclass(frozen=True, slots=True)
class RemoveLink:
    """A link that none is to have."""

    tag: Tag


Change = SetValue | AddLink | RemoveLink


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do: of ``items``, ``already`` are so, ``changed`` would change (of which ``replaced`` lose
    another value), ``skipped`` cannot have it, for ``reason``. ``words`` says all that in a sentence.
    """

    items: int
    already: int
    changed: int
    replaced: int = 0
    skipped: int = 0
    reason: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class ManyReport:
    """``step`` of the history (0 where nothing changed); records that changed, were so already, cannot have it."""

    step: int = 0
    changed: int = 0
    already: int = 0
    skipped: int = 0


def summary(archive: Archive, ids: Sequence[int]) -> Summary:
    """What these records have in common; those that are gone are left out."""
    with archive.store.read() as reader:
        chosen = reader.index.many(ids)
        kinds = [(Kind(kind), number) for kind, number in chosen.kinds() if kind in set(Kind)]
        names = [field.name for field in _common_fields([kind for kind, _number in kinds])]
        columns = chosen.columns(names)
        texts = chosen.texts()
    alike = kinds[0][0] if len(kinds) == 1 else ""
    links, links_total = links_of_many.counted(archive, records=ids, limit=_LINKS, kind=alike)
    return Summary(
        chosen.count,
        tuple(kinds),
        {name: Shared(*columns[name]) for name in names},
        {
            (TextRole(role), lang): Shared(different, chosen.count - there, text)
            for role, lang, there, different, text in texts
        },
        tuple(links),
        links_total,
    )


def _common_fields(kinds: Sequence[Kind]) -> tuple[Field, ...]:
    if not kinds:
        return ()
    return tuple(field for field in fields_of(kinds[0]) if all(kind in field.kinds for kind in kinds))


def preview(archive: Archive, ids: Sequence[int], change: Change) -> Preview:
    """What ``change`` would do to these records; InvalidInput where it can be done to none of them."""
    with archive.store.read() as reader:
        chosen = reader.index.many(ids)
        kinds = [(Kind(kind), number) for kind, number in chosen.kinds() if kind in set(Kind)]
        if not chosen.count:
            return Preview(0, 0, 0, words=_("No records are chosen."))
        if isinstance(change, SetValue):
            found = _preview_value(chosen, kinds, change)
        else:
            found = _preview_link(archive, reader, chosen, kinds, change)
    return _worded(found, change)


def _preview_value(chosen: Many, kinds: Sequence[tuple[Kind, int]], change: SetValue) -> Preview:
    item, able, reason = _fitting(kinds, change.field, change.value)
    if item.target == "text":
        lang = item.lang or only_language(chosen.text_languages(item.key), item.key)
        same, there = chosen.having_text(item.key, lang, item.value)
        already = same if item.value else chosen.count - there
        return Preview(chosen.count, already, chosen.count - already, replaced=there - same)
    having, same, empty = chosen.having_column(item.key, item.value, [str(kind) for kind in able])
    other = having - same - (0 if item.value in (None, "", 0) else empty)
    return Preview(chosen.count, same, having - same, other, chosen.count - having, reason)


def _fitting(kinds: Sequence[tuple[Kind, int]], field: str, value: str) -> tuple[Assignment, list[Kind], str]:
    """The checked assignment, the kinds that can have it, and why the others cannot."""
    item: Assignment | None = None
    able: list[Kind] = []
    refused: InvalidInput | None = None
    for kind, _number in kinds:
        try:
            checked = check(kind, field, value)
        except InvalidInput as error:
            refused = refused or error
            continue
        if checked.target not in ("field", "text"):
            raise InvalidInput(
                _("“{field}” is not set for many records at once: set it for each of them.").format(field=field)
            )
        item = checked
        able.append(kind)
    if item is None:
        raise refused or InvalidInput(_("No records are chosen."))
    rest = [kind for kind, _number in kinds if kind not in able]
    return item, able, _cannot(rest) if rest else ""


def _cannot(kinds: Iterable[Kind]) -> str:
    return _("{kinds} have no such field").format(kinds=listed(_(KIND_PLURAL[kind]) for kind in kinds))


def _preview_link(
    archive: Archive, reader: Reader, chosen: Many, kinds: Sequence[tuple[Kind, int]], change: AddLink | RemoveLink
) -> Preview:
    tag, adding = change.tag, isinstance(change, AddLink)
    groups: dict[tuple[str, bool], list[str]] = {}
    possible = 0
    rest: list[Kind] = []
    for kind, number in kinds:
        how = _relation(archive, reader, kind, tag)
        if how is None:
            rest.append(kind)
        else:
            possible += number
            groups.setdefault(how, []).append(str(kind))
    role = tag.role if adding else tag.role or None
    having = sum(
        chosen.having_link(key, tag.record.id, role, able, forward=forward) for (key, forward), able in groups.items()
    )
    if not adding:
        return Preview(chosen.count, chosen.count - having, having)
    reason = _("not possible for {kinds}").format(kinds=listed(_(KIND_LABEL[kind]) for kind in rest))
    return Preview(chosen.count, having, possible - having, 0, chosen.count - possible, reason if rest else "")


def _relation(archive: Archive, reader: Reader, kind: Kind, tag: Tag) -> tuple[str, bool] | None:
    """By which relation a record of ``kind`` gets ``tag``; ``None`` where it cannot."""
    if not tag.relation:
        return links_of_many.usual(archive, kind, tag.record)
    relation = next((each for each in reader.links.relations() if each.key == tag.relation), None)
    if relation is None:
        raise NotFound(_("There is no relation “{name}”.").format(name=tag.relation))
    ends = (kind, tag.record.kind) if tag.forward else (tag.record.kind, kind)
    return (relation.key, tag.forward) if relation.joins(*ends) else None


def _worded(found: Preview, change: Change) -> Preview:
    """The sentence: how many there are, how many would change, and what of the others."""
    number = ngettext("{count} item", "{count} items", found.items).format(count=f"{found.items:,}")
    parts = []
    if not found.changed:
        parts.append(_("nothing to change"))
    elif isinstance(change, RemoveLink):
        words = ngettext("taken off {count}", "taken off {count}", found.changed)
        parts.append(words.format(count=f"{found.changed:,}"))
    elif isinstance(change, SetValue) and not change.value:
        words = ngettext("cleared in {count}", "cleared in {count}", found.changed)
        parts.append(words.format(count=f"{found.changed:,}"))
    else:
        words = ngettext("{count} gets it", "{count} get it", found.changed)
        parts.append(words.format(count=f"{found.changed:,}"))
    if found.replaced and not (isinstance(change, SetValue) and not change.value):
        words = ngettext(
            "{count} of them has another value now", "{count} of them have another value now", found.replaced
        )
        parts.append(words.format(count=f"{found.replaced:,}"))
    if found.already:
        takes = isinstance(change, RemoveLink) or (isinstance(change, SetValue) and not change.value)
        words = (
            ngettext("{count} does not have it", "{count} do not have it", found.already)
            if takes
            else ngettext("{count} already has it", "{count} already have it", found.already)
        )
        parts.append(words.format(count=f"{found.already:,}"))
    if found.skipped:
        words = ngettext("{count} is left out ({reason})", "{count} are left out ({reason})", found.skipped)
        parts.append(words.format(count=f"{found.skipped:,}", reason=found.reason))
    sentence = _("{number}: {parts}").format(number=number, parts=_(", ").join(parts))
    return Preview(found.items, found.already, found.changed, found.replaced, found.skipped, found.reason, sentence)


def set_values(
    archive: Archive,
    *,
    records: Sequence[int],
    values: Mapping[str, str],
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ManyReport:
    """Set fields and texts of many records: one step. Records of a kind without the field are passed over; InvalidInput
    where all are. Cancelled leaves nothing of it done.
    """
    ids = list(dict.fromkeys(records))
    if not ids or not values:
        return ManyReport()
    forms = NN_("Set {fields}", "Set {fields} of {count} records")
    label = Label.of_many(forms, len(ids), fields=[*map(spoken, values)])
    run = _Run(len(ids) * len(values), on_progress, cancelled)
    with archive.store.transact(label) as transaction:
        kinds = transaction.records.kinds(ids)
        for field, value in values.items():
            run.set(transaction, kinds, field, value)
        step = transaction.step
    return ManyReport(step if run.changed else 0, run.changed, run.already, run.skipped)


class _Run:
    """One change of many under way."""

    def __init__(
        self, total: int, on_progress: Callable[[Progress], None] | None, cancelled: Callable[[], bool]
    ) -> None:
        self.changed = self.already = self.skipped = 0
        self._ticker = Ticker(total, on_progress)
        self._cancelled = cancelled
        self._done = 0

    def set(self, transaction: Transaction, kinds: Mapping[int, Kind], field: str, value: str) -> None:
        """Set ``field`` of those that can have it."""
        there = list(dict.fromkeys(kinds.values()))
        item, able, _reason = _fitting([(kind, 0) for kind in there], field, value)
        ids = [record for record, kind in kinds.items() if kind in able]
        changed = assign(transaction, ids, item, tell=self._tell)
        self._done += len(kinds)
        self.changed += changed
        self.already += len(ids) - changed
        self.skipped += len(kinds) - len(ids)

    def _tell(self, done: int) -> None:
        if self._cancelled():
            raise Cancelled(_("Stopped. Nothing was changed."))
        self._ticker.at(self._done + done, self._ticker.total)


def apply(
    archive: Archive,
    *,
    records: Sequence[int],
    change: Change,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ManyReport:
    """Make ``change``: one step. Cancelled leaves nothing of it done."""
    if isinstance(change, SetValue):
        return set_values(
            archive, records=records, values={change.field: change.value}, on_progress=on_progress, cancelled=cancelled
        )
    make = links_of_many.apply if isinstance(change, AddLink) else links_of_many.remove
    done: TagReport = make(archive, records=records, tags=[change.tag], on_progress=on_progress, cancelled=cancelled)
    return ManyReport(done.step, done.made, done.there, done.skipped)


def label_of(change: Change) -> str:
    """What a change is about, in a word or two."""
    if isinstance(change, SetValue):
        name, _bracket, lang = change.field.partition("[")
        if name in set(TextRole):
            label = _(TEXT_LABEL[TextRole(name)])
            return noted(label, language_said(lang.rstrip("]"))) if lang else label
        return next((_(field.label) for field in _all_fields() if field.name == name), name)
    record: RecordRef = change.tag.record
    return record.title


def _all_fields() -> Collection[Field]:
    return {field for kind in Kind for field in fields_of(kind)}
