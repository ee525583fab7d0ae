"""Going on with a query as it is typed: field names, words, names and values that fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from archive_app import i18n
from archive_app.domain.model.details import SOUGHT
from archive_app.domain.model.fields import ASKED, STATUS
from archive_app.domain.model.kinds import KIND_LABEL, TARGETS, Kind
from archive_app.domain.query import (
    DAY_WORDS,
    FIELDS,
    KIND_WORDS,
    STATUS_WORDS,
    Part,
    QueryField,
    TokenAt,
    ValueType,
    field_named,
    token_at,
    value_text,
)
from archive_app.domain.query.fields import CHOICE_WORDS, VALUE_LABEL, choice_said, help_of, label_of
from archive_app.domain.query.language import named, spoken
from archive_app.domain.text.folding import fold
from archive_app.domain.text.languages import LANGUAGE_NAMES, language_said
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.records.namesakes import told_apart
from archive_app.services.results import QueryCompletion

if TYPE_CHECKING:
    from archive_app.store.face.values import Candidate

_MOST = 12
_LINKED = next(field for field in FIELDS if field.name == "linked")
_RADII = ("10km", "50km", "200km", "1000km")
_NUMBERS = {"rating": ("5", "4", "3", "2", "1", "0"), "files": ("1", "2", "3", "0")}

#: What to insert, what it is called, and what is said beside it.
_Offer = tuple[str, str, str]


def complete_query(archive: Archive, text: str, cursor: int) -> list[QueryCompletion]:
    """What may stand at ``cursor`` (characters) in ``text``: at most twelve, best first; never raises for any text.

    What stands before the cursor is gone on with; what is replaced is the whole word, name or value.
    """
    token = token_at(text, cursor)
    if token.part is Part.VALUE:
        offers = _values(archive, token.field, token) if token.field else []
    elif token.part is Part.FIELD:
        offers = _fields(token.typed)
    else:
        offers = [] if token.part is Part.PHRASE else _fields(token.typed)
        if len(token.typed.strip()) > 1 or (token.typed and not token.typed.isascii()):
            offers += _anything(archive, token.typed)
    if token.part is Part.VALUE and token.field and i18n.language() != "en":
        offers = [_spoken(token.field, offer) for offer in offers]
    return [QueryCompletion(token.start, token.end, *offer) for offer in dict.fromkeys(offers)][:_MOST]


def _spoken(known: QueryField, offer: _Offer) -> _Offer:
    """A value as the language calls it, where it is read as the same; what else may be typed for it stands beside."""
    insert, label, detail = offer
    written = spoken(f"{known.name}:{insert}").removeprefix(named(known))
    return offer if written == insert else (written, detail or written, label)


def _fields(typed: str) -> list[_Offer]:
    """Fields whose name begins so, then those another name of which does, then those with a part that does."""
    wanted = fold(typed).strip()
    if not wanted:
        return []
    ranked = []
    for place, known in enumerate(FIELDS):
        names = [fold(name) for name in (known.name, *known.aliases, label_of(known.name))]
        ranks = [names[0].startswith(wanted), any(name.startswith(wanted) for name in names), f"-{wanted}" in names[0]]
        if any(ranks):
            ranked.append((ranks.index(True), place, (named(known), named(known), help_of(known))))
    return [offer for _rank, _place, offer in sorted(ranked)]


def _anything(archive: Archive, typed: str) -> list[_Offer]:
    """Records that are searched by, each as a term of the field of its kind."""
    offers = []
    with archive.store.read() as reader:
        every = reader.index.completion.named(typed, TARGETS, limit=_MOST)
        apart = told_apart(reader, every)
        for found in every:
            field = field_named(str(found.kind))
            asked = field if field and field.type is ValueType.RECORD else _LINKED
            offers.append((f"{named(asked)}{_bearer(found)}", found.title, _about(found, apart)))
    return offers


def _bearer(found: Candidate) -> str:
    return value_text(found.title if found.unique else found.ref)


def _about(found: Candidate, apart: Mapping[int, str]) -> str:
    """Its kind, the name that was meant where that is not the title, and more where the title says too little."""
    parts = [_(KIND_LABEL[found.kind])]
    if found.matched != found.title:
        parts.append(found.matched)
    if not found.unique:
        parts.append(apart.get(found.id, found.ref))
    return " · ".join(parts)


def _values(archive: Archive, known: QueryField, token: TokenAt) -> list[_Offer]:
    typed = token.typed
    match known.type:
        case ValueType.RECORD:
            with archive.store.read() as reader:
                found = reader.index.completion.named(typed, known.kinds, limit=_MOST)
                apart = told_apart(reader, found)
            return [(_bearer(each), each.title, _about(each, apart)) for each in found]
        case ValueType.KIND:
            return _words(typed, KIND_WORDS, lambda value: _(KIND_LABEL[Kind(value)]))
        case ValueType.STATUS:
            return _words(typed, STATUS_WORDS, STATUS.said)
        case ValueType.CHOICE:
            return _choices(archive, known, typed)
        case ValueType.DATE:
            return _dates(archive, known, typed)
        case ValueType.AMOUNT:
            return []
        case ValueType.NUMBER:
            return _between(typed, [(number, "") for number in _NUMBERS.get(known.name, ())])
        case ValueType.AREA:
            return _areas(archive, known, typed)
        case ValueType.TEXT:
            return _texts(archive, known, typed)


def _words(typed: str, words: dict[str, tuple[str, ...]], said: Callable[[str], str]) -> list[_Offer]:
    """The stored words first, then what else may be typed for them; words of other scripts only where typed."""
    wanted = fold(typed).strip()
    fit = [word for word in words if word.startswith(wanted) and (word.isascii() or wanted)]
    offers = [(word, word, said(words[word][0]) if len(words[word]) == 1 else "") for word in fit]
    offers = [(insert, label, "" if detail == label else detail) for insert, label, detail in offers]
    stored = {value for values in words.values() for value in values}
    return sorted(offers, key=lambda offer: offer[0] not in stored)


def _choices(archive: Archive, known: QueryField, typed: str) -> list[_Offer]:
    word, bracket, lang = fold(typed).partition("[")
    meant = word if word in known.choices else CHOICE_WORDS.get(word, "")
    offers = [
        (value_text(choice), choice, _said(known.name, choice))
        for choice in known.choices
        if not bracket and choice.startswith(word)
    ]
    if meant not in known.languages:
        return offers
    with archive.store.read() as reader:
        there = reader.index.completion.languages(meant)
    every = [*there, *(tag for tag in LANGUAGE_NAMES if bracket and tag not in there)]
    return offers + [
        (f"{meant}[{tag}]", f"{meant}[{tag}]", language_said(tag))
        for tag in every
        if tag != "und" and tag.casefold().startswith(lang.removesuffix("]"))
    ]


def _said(field: str, choice: str) -> str:
    said = choice_said(field, choice)
    return said if said != choice else ""


def _dates(archive: Archive, known: QueryField, typed: str) -> list[_Offer]:
    words = [word for word in DAY_WORDS if word.isascii()]
    offers: list[tuple[str, str]] = []
    if known.name not in ("added", "changed"):
        with archive.store.read() as reader:
            offers = [(year, str(count)) for year, count in reader.index.completion.years() if int(year) >= 1000]
    days = [(word, _(VALUE_LABEL.get(word, ""))) for word in words]
    return _between(typed, [*offers, *days] if typed[:1].isdigit() or not typed else [*days, *offers])


def _between(typed: str, values: Iterable[tuple[str, str]]) -> list[_Offer]:
    """Values that begin as what stands after ``..`` does, or as all of it."""
    lower, dots, upper = typed.rpartition("..")
    wanted = fold(upper).strip()
    return [
        (f"{lower}{dots}{value}", f"{lower}{dots}{value}", "" if detail == value else detail)
        for value, detail in values
        if value.startswith(wanted)
    ]


def _areas(archive: Archive, known: QueryField, typed: str) -> list[_Offer]:
    place, tilde, radius = typed.replace("～", "~").partition("~")
    if tilde:
        wanted = fold(radius).strip()
        fit = [each for each in _RADII if each.startswith(wanted)] or (
            [f"{wanted}km", f"{wanted}m", f"{wanted}mi"] if wanted.isdigit() else []
        )
        return [(value_text(f"{place.strip()}~{each}"), f"{place.strip()}~{each}", "") for each in fit]
    with archive.store.read() as reader:
        found = reader.index.completion.named(typed, known.kinds, placed=True, limit=_MOST)
        apart = told_apart(reader, found)
    return [(_bearer(each), each.title, _about(each, apart)) for each in found]


def _texts(archive: Archive, known: QueryField, typed: str) -> list[_Offer]:
    with archive.store.read() as reader:
        if known.name == "by":
            names = [
                name for name in reader.index.completion.people_at_work() if fold(name).startswith(fold(typed).strip())
            ]
            return [(value_text(name), name, "") for name in names]
        if known.name == "ref" and typed.strip():
            return [(ref, ref, title) for ref, title in reader.index.completion.refs(typed, _MOST)]
        if known.label:
            places = ((each.key, each, "record") for each in ASKED)
            rows = ((each.name, each.column, each.detail.name) for each in SOUGHT)
            field, table = next((at, of) for name, at, of in (*places, *rows) if name == known.name)
            there = reader.index.completion.values(field, typed, _MOST, table=table)
            return [(value_text(said), said, f"{number:,}") for said, number in there]
    return []
