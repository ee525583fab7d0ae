"""What is missing: of one record, and of the archive, a partnership or an event as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.completeness import (
    BY_KEY,
    LANGUAGE_SETTING,
    SETTING,
    Level,
    Requirements,
    Rule,
    rules_of,
)
from archive_app.domain.model.kinds import KIND_LABEL, Kind
from archive_app.domain.text.languages import LANGUAGE_NAMES
from archive_app.errors import InvalidInput, NotFound
from archive_app.i18n import N_, _, listed
from archive_app.services.archive import Archive


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a record must have and has not. ``field`` names where the inspector has it (see ``Rule``)."""

    rule: str
    label: str
    field: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Of ``total`` records of which anything is required, ``complete`` have all of it; ``by_gap`` counts by rule."""

    total: int = 0
    complete: int = 0
    by_gap: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1; where nothing is asked, all of it."""
        return self.complete / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class KindRules:
    """What may be required of a kind, and what is."""

    kind: Kind
    rules: tuple[Rule, ...]
    levels: Mapping[str, Level]


def label_of(rule: str) -> str:
    """What a rule is called, in the current language."""
    return _(BY_KEY[rule].label)


def gap_query(rule: str = "any", *, partnership: str = "", event: str = "") -> str:
    """The search for what lacks ``rule``: in the archive, among the members of a partnership or the items of an event,
    given by ref.
    """
    scope = f"partnership:{partnership} " if partnership else f"kind:item event:{event} " if event else ""
    return f"{scope}gap:{rule}"


def gaps(archive: Archive, record_id: int) -> tuple[Gap, ...]:
    """What this record must have and has not; NotFound if it is hidden or gone."""
    with archive.store.read() as reader:
        broken = reader.index.completeness.gaps(record_id)
    if broken is None:
        raise NotFound(_("This record is no longer there. It may have been deleted in another window."))
    return tuple(map(_gap, broken))


def _gap(rule: Rule) -> Gap:
    return Gap(rule.key, _(rule.label), rule.field)


def progress(archive: Archive, *, partnership: int | None = None, event: int | None = None) -> Progress:
    """How far the archive is, or the members of a partnership, or the items that go with an event."""
    with archive.store.read() as reader:
        return Progress(*reader.index.completeness.progress(partnership=partnership, event=event))


def next_incomplete(archive: Archive, ids: Sequence[int], current: int = 0) -> tuple[int, Gap] | None:
    """The record of ``ids`` after ``current`` that lacks something, from the start again after the last; ``None`` where
    all are complete.
    """
    with archive.store.read() as reader:
        found = reader.index.completeness.next_incomplete(ids, current)
    return None if found is None else (found[0], _gap(found[1]))


def rules(archive: Archive) -> list[KindRules]:
    """For each kind what may be required, and what is."""
    with archive.store.read() as reader:
        wanted = reader.settings.required()
    return [KindRules(kind, rules_of(kind), dict(wanted.levels.get(kind, {}))) for kind in Kind]


def home_language(archive: Archive) -> str:
    """The language in which the archive wants every name, as BCP 47."""
    with archive.store.read() as reader:
        return reader.settings.home_language()


def set_rules(
    archive: Archive,
    *,
    levels: Mapping[Kind, Mapping[str, Level]] | None = None,
    language: str = "",
    beginning: bool = False,
) -> ChangeSet:
    """Require of each of these kinds these rules and no others, and names in ``language``; what is not given stays.

    At the ``beginning`` of an archive it is nothing that could be undone.
    """
    for kind, given in (levels or {}).items():
        for key in given:
            if BY_KEY.get(key) not in rules_of(kind):
                known = listed(rule.key for rule in rules_of(kind))
                sentence = _("“{rule}” cannot be required of this kind of record ({kind}). There are: {rules}.")
                raise InvalidInput(sentence.format(rule=key, kind=_(KIND_LABEL[kind]), rules=known))
    if language and language not in LANGUAGE_NAMES:
        raise InvalidInput(
            _("“{value}” is no language that is known here. Write one as in zh or tr.").format(value=language)
        )
    with archive.store.transact(N_("Set what makes a record complete"), beginning=beginning) as transaction:
        reader = transaction.reader
        before = reader.settings.required()
        now = Requirements({**before.levels, **(levels or {})})
        if now.to_json() != before.to_json():
            transaction.set_setting(SETTING, now.to_json())
        if language and language != reader.settings.home_language():
            transaction.set_setting(LANGUAGE_SETTING, language)
    return transaction.change
