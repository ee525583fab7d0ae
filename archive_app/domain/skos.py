"""Concepts of a vocabulary as SKOS has them (W3C Recommendation of 18 August 2009), and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive_app.domain.problems import Problem
from archive_app.i18n import _

#: A label longer than this is no label.
LONGEST_LABEL = 10_000


@dataclass(frozen=True, slots=True)
class Words:
    """A label or text in a language: BCP 47, or ``und``."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept. ``uri`` is its address, or that of a blank node of the file (``_:…``); so are those in ``broader``
    and ``related``. ``scheme`` is the address of its concept scheme, empty where it has none.
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

    @property
    def blank(self) -> bool:
        """Whether it has no address of its own."""
        return self.uri.startswith("_:")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme and what it is called."""

    uri: str
    labels: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """What a SKOS file holds."""

    schemes: tuple[Scheme, ...]
    concepts: tuple[Concept, ...]


#: Where something stands in the file, given the concept's address and a text to look for: the line, 0 for unknown.
Locate = Callable[[str, str], int]


def faults(concepts: Sequence[Concept], locate: Locate) -> list[Problem]:
    """What is wrong with these concepts, in the order of the file."""
    found: list[Problem] = []
    for concept in concepts:
        found += _label_faults(concept, locate)
    found += _circles({concept.uri: concept.broader for concept in concepts}, locate)
    return sorted(found, key=lambda problem: problem.line)


def _label_faults(concept: Concept, locate: Locate) -> Iterable[Problem]:
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
            if not label.text:
                yield Problem(locate(concept.uri, ""), column, _("An empty label."))
            elif len(label.text) > LONGEST_LABEL:
                reason = _("A label of {count} characters; at most {most} are possible.").format(
                    count=f"{len(label.text):,}", most=f"{LONGEST_LABEL:,}"
                )
                yield Problem(locate(concept.uri, label.text), column, reason)


def _circles(broader: Mapping[str, Sequence[str]], locate: Locate) -> Iterable[Problem]:
    """Concepts that lie below themselves: one for each circle."""
    state: dict[str, int] = {}
    for start in broader:
        path: list[str] = []
        waiting: list[tuple[str, bool]] = [(start, False)]
        while waiting:
            concept, leaving = waiting.pop()
            if leaving:
                state[concept] = 2
                path.pop()
            elif state.get(concept) == 1:
                names = " → ".join(_short(each) for each in [*path[path.index(concept) :], concept])
                reason = _("A concept cannot lie below itself: {path}.").format(path=names)
                yield Problem(locate(concept, ""), "broader", reason)
            elif concept not in state and concept in broader:
                state[concept] = 1
                path.append(concept)
                waiting.append((concept, True))
                waiting += [(above, False) for above in broader[concept]]


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:40] + "…" + text[-16:]
