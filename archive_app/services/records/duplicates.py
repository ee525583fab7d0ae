"""Records that look as if they were the same. Nothing is merged by itself: two people of one name stay two."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.identifiers import BY_KEY
from archive_app.domain.model.kinds import ITEM_KINDS, Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.likeness import Against, Likeness, Why, alike
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import shown
from archive_app.errors import Cancelled, InvalidInput, NotFound
from archive_app.i18n import N_, _
from archive_app.services.archive import Archive
from archive_app.services.progress import Progress, Ticker

#: The kinds that are looked at where none is named: all but the items, whose titles say little.
KINDS = tuple(kind for kind in Kind if kind not in ITEM_KINDS)
#: So many pairs are worded where nobody asks for more or fewer: more than anybody goes through at one time.
MOST = 2_000

#: Letters of a name in a reason.
_TITLE = 60

_AGAINST = {
    Against.BIRTH: N_("born on different days"),
    Against.DEATH: N_("died on different days"),
    Against.DATE: N_("of different dates"),
    Against.PLACE: N_("in different places"),
    Against.IDENTIFIER: N_("with different identifiers"),
    Against.NAME: N_("called otherwise in another script"),
    Against.VOCABULARY: N_("in different vocabularies"),
}


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two records that look alike: ``score`` from 0 to 1, and why in one plain clause."""

    one: RecordRef
    other: RecordRef
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The likeliest pairs, and how many there are in all."""

    pairs: tuple[DuplicatePair, ...]
    total: int


def near_duplicates(
    archive: Archive,
    *,
    kinds: Collection[Kind] | None = None,
    most: int = MOST,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Duplicates:
    """Pairs of records of one kind that may be the same, the likeliest first, at most ``most`` of them; none that was
    kept apart.
    """
    found: list[Likeness] = []
    with archive.store.read() as reader:
        every = {kind: reader.records.subjects(kind) for kind in dict.fromkeys(kinds or KINDS)}
        apart = reader.records.kept_apart()
    total = 2 * sum(map(len, every.values()))
    ticker, before = Ticker(total, on_progress), 0
    for subjects in every.values():

        def tell(done: int, _all: int, before: int = before) -> None:
            if cancelled():
                raise Cancelled(_("Stopped. Nothing was changed."))
            ticker.at(before + done, total)

        found += alike(subjects, tell=tell)
        before += 2 * len(subjects)
    every_pair = [pair for pair in found if (pair.one, pair.other) not in apart]
    best = sorted(every_pair, key=lambda pair: -pair.score)[:most]
    with archive.store.read() as reader:
        named = reader.records.refs({end for pair in best for end in (pair.one, pair.other)})
    pairs = tuple(
        DuplicatePair(named[pair.one], named[pair.other], pair.score, _reason(pair))
        for pair in best
        if pair.one in named and pair.other in named
    )
    return Duplicates(pairs, len(every_pair) - (len(best) - len(pairs)))


def keep_apart(archive: Archive, *, one: int, other: int) -> ChangeSet:
    """Say that two records that look alike are two: they are not offered again."""
    return _tell_apart(archive, one, other, apart=True)


def not_apart(archive: Archive, *, one: int, other: int) -> ChangeSet:
    """Take that back; NotFound where it was not said."""
    return _tell_apart(archive, one, other, apart=False)


def _tell_apart(archive: Archive, one: int, other: int, *, apart: bool) -> ChangeSet:
    with archive.store.read() as reader:
        called = reader.records.titles([one, other])
    words = N_("Keep “{one}” and “{other}” apart") if apart else N_("No longer keep “{one}” and “{other}” apart")
    label = Label(words, {"one": _short(called.get(one, "")), "other": _short(called.get(other, ""))})
    with archive.store.transact(label) as transaction:
        if one == other:
            raise InvalidInput(_("A record cannot be kept apart from itself."))
        kinds = transaction.records.kinds([one, other])
        # A picture and what moves may look like views of one.
        if kinds[one] != kinds[other] and not ITEM_KINDS.issuperset((kinds[one], kinds[other])):
            raise InvalidInput(_("These two are of different kinds: nobody takes one for the other."))
        if apart:
            transaction.records.keep_apart(one, other)
        elif not transaction.records.not_apart(one, other):
            raise NotFound(_("Nobody has said that these two are different."))
    return transaction.change


def _reason(pair: Likeness) -> str:
    this, that = _short(pair.this), _short(pair.that)
    match pair.why:
        case Why.IDENTIFIER:
            scheme, _colon, value = pair.this.partition(":")
            said = _("both are {scheme} {value}").format(scheme=_(BY_KEY[scheme].label), value=_short(value))
        case Why.SAME:
            said = _("both are called “{name}”").format(name=this)
        case Why.FOLDED:
            said = _("“{one}” and “{other}” differ only in accents, case or spaces").format(one=this, other=that)
        case Why.TURNED:
            said = _("“{one}” and “{other}” have the same words in another order").format(one=this, other=that)
        case Why.SOUND:
            said = _("“{one}” sounds like “{other}”").format(one=this, other=that)
        case Why.SPELLING:
            said = _("“{one}” is spelled almost like “{other}”").format(one=this, other=that)
    if not pair.against:
        return said
    return _("{reason}, but {against}").format(
        reason=said, against=_(", ").join(_(_AGAINST[each]) for each in pair.against)
    )


def _short(text: str) -> str:
    return shown(text, _TITLE)
