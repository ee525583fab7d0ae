"""Concepts of a vocabulary as SKOS has them (W3C Recommendation of 18 August 2009), and what may be wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from archive_app.domain.tables.problems import Problem
from archive_app.domain.text.showing import shown
from archive_app.i18n import _

#: A label longer than this is no label.
LONGEST_LABEL = 10_000
LONGEST_TEXT = 1_000_000
#: What no address holds (RFC 3987, and the grammar of Turtle).
NO_ADDRESS = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_TAG = re.compile(r"[a-z]{1,8}(?:-[a-z0-9]{1,8})*", re.ASCII | re.IGNORECASE)
_SCRIPT, _REGION = 4, 2
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Words:
    """A label or text in a language: BCP 47, or ``und``."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept. ``uri`` is its address, or that of a blank node of the file (``_:…``); so are those in ``broader``
    and ``related``. ``scheme`` is the address of its concept scheme, empty where it has none; ``matches`` are those of
    the same concept, or nearly the same, in other schemes.
    """

    uri: str
    preferred: tuple[Words, ...]
    alternative: tuple[Words, ...] = ()
    definitions: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()
    notations: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    scheme: str = ""
    matches: tuple[str, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether it has no address of its own."""
        return self.uri.startswith("_:")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme and what it is called."""

    uri: str
    labels: tuple[Words, ...]


class Rest(StrEnum):
    """What a file may say that an archive has no place for. A hidden label is taken, but as an alternative one."""

    NONE = "none"
    NOTE = "note"
    COLLECTION = "collection"
    MATCH = "match"
    DEPRECATED = "deprecated"
    HIDDEN = "hidden"
    ADDRESS = "address"
    UNLINKED = "unlinked"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """What a SKOS file holds, and how much of what kind was left in it."""

    schemes: tuple[Scheme, ...]
    concepts: tuple[Concept, ...]
    rest: Mapping[Rest, int] = field(default_factory=dict, hash=False)


#: Where something stands in the file, given the concept's address and a text to look for: the line, 0 for unknown.
Locate = Callable[[str, str], int]


def faults(concepts: Sequence[Concept], locate: Locate) -> list[Problem]:
    """What is wrong with these concepts, in the order of the file."""
    found: list[Problem] = []
    for concept in concepts:
        found += _label_faults(concept, locate)
    for circle in circles({concept.uri: concept.broader for concept in concepts}):
        names = " → ".join(_short(each) for each in circle)
        reason = _("A concept cannot lie below itself: {path}.").format(path=names)
        found.append(Problem(locate(circle[-1], ""), "broader", reason))
    return sorted(found, key=lambda problem: problem.line)


def tag(language: str) -> str:
    """A BCP 47 tag as it is written: ``zh-Hans``, ``pt-BR``."""
    first, *rest = language.split("-")
    parts = [first.lower()]
    for part in rest:
        free = len(parts[-1]) > 1
        if free and len(part) == _SCRIPT and part.isalpha():
            parts.append(part.title())
        else:
            parts.append(part.upper() if free and len(part) == _REGION else part.lower())
    return "-".join(parts)


def _label_faults(concept: Concept, locate: Locate) -> Iterable[Problem]:
    if not concept.blank and NO_ADDRESS.search(concept.uri):
        reason = _("“{concept}” is no address: it holds a character that none may hold.")
        yield Problem(locate(concept.uri, ""), "", reason.format(concept=_short(concept.uri)))
    if not concept.preferred:
        reason = _("“{concept}” has no preferred label.").format(concept=_short(concept.uri))
        yield Problem(locate(concept.uri, ""), "prefLabel", reason)
    seen: set[str] = set()
    for label in concept.preferred:
        if label.lang in seen:
            reason = _("A second preferred label in the language “{lang}”: “{label}”.").format(
                lang=label.lang, label=_short(label.text)
            )
            yield Problem(locate(concept.uri, label.text), "prefLabel", reason)
        seen.add(label.lang)
    for column, labels in (("prefLabel", concept.preferred), ("altLabel", concept.alternative)):
        for label in labels:
            if not label.text.strip("\0 \t\r\n"):
                yield Problem(locate(concept.uri, ""), column, _("An empty label."))
            elif len(label.text) > LONGEST_LABEL:
                reason = _("A label of {count} characters; at most {most} are possible.").format(
                    count=f"{len(label.text):,}", most=f"{LONGEST_LABEL:,}"
                )
                yield Problem(locate(concept.uri, label.text), column, reason)
            elif not _TAG.fullmatch(label.lang):
                reason = _("“{tag}” is no language: write a code such as en, zh, sr-Latn.")
                yield Problem(locate(concept.uri, label.text), column, reason.format(tag=_short(label.lang)))
    for column, texts in (("definition", concept.definitions), ("note", concept.notes)):
        if sum(len(text.text) for text in texts) > LONGEST_TEXT:
            reason = _("A text of more than {most} characters.").format(most=f"{LONGEST_TEXT:,}")
            yield Problem(locate(concept.uri, ""), column, reason)


def circles(broader: Mapping[K, Sequence[K]]) -> list[list[K]]:
    """The circles that following ``broader`` runs into, each from one member round to the same again."""
    found: list[list[K]] = []
    done: set[K] = set()
    for start in broader:
        if start in done:
            continue
        path, waiting = [start], [iter(broader[start])]
        there = {start}
        while waiting:
            above = next(waiting[-1], None)
            if above is None:
                waiting.pop()
                there.discard(path[-1])
                done.add(path.pop())
            elif above in there:
                found.append([*path[path.index(above) :], above])
            elif above in broader and above not in done:
                path.append(above)
                there.add(above)
                waiting.append(iter(broader[above]))
    return found


def _short(text: str) -> str:
    return shown(text if len(text) <= 60 else text[:40] + "…" + text[-16:])
