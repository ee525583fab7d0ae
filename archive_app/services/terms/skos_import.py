"""Bringing the concepts of a SKOS file into the archive, within one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from archive_app import i18n
from archive_app.domain.model.identifiers import recognise
from archive_app.domain.model.kinds import Kind, NameKind, TextRole
from archive_app.domain.model.skos import Concept, Scheme, Thesaurus, circles
from archive_app.domain.model.vocabularies import WELL_KNOWN, key_of
from archive_app.domain.tables.problems import FaultyFile, Problem
from archive_app.domain.text.languages import script_of
from archive_app.domain.text.showing import shown
from archive_app.errors import Cancelled, InvalidInput
from archive_app.i18n import _
from archive_app.services.progress import Ticker
from archive_app.services.records.values import clean
from archive_app.store.change.transaction import Transaction
from archive_app.store.reading import reading
from archive_app.store.records import edits
from archive_app.store.records import terms as stored
from archive_app.store.schema.tables import Identifier, Link, Name, Text

#: So many concepts are written before it is asked again whether to stop.
_BATCH = 500
_SHOWN = 80


class Import:
    """One import: ``go`` does it, then ``added``, ``changed`` and ``vocabularies`` say what it did."""

    def __init__(
        self, thesaurus: Thesaurus, vocabulary: str, path: Path, ticker: Ticker, cancelled: Callable[[], bool]
    ) -> None:
        self._concepts = {concept.uri: concept for concept in thesaurus.concepts}
        self._vocabulary = vocabulary
        self._path = path
        self._ticker = ticker
        self._cancelled = cancelled
        self._keys = {uri: self._key(scheme) for uri, scheme in _schemes(thesaurus).items()}
        #: Terms by address: those of the file, and others of the archive that it names.
        self._terms: dict[str, int] = {}
        self._others: dict[str, int] = {}
        self._touched: set[int] = set()
        self.added = self.changed = 0
        self.vocabularies: tuple[str, ...] = tuple(dict.fromkeys(self._keys.values()))

    def go(self, transaction: Transaction) -> None:
        """Write everything. FaultyFile where, with what is there, a term would lie below itself; Cancelled."""
        self._find(transaction)
        known = set(self._terms.values())
        self._make(transaction)
        concepts = list(self._concepts.values())
        claimed: set[int] = set()
        for start in range(0, len(concepts), _BATCH):
            if self._cancelled():
                raise Cancelled(_("Stopped. Nothing was imported."))
            self._describe(transaction, concepts[start : start + _BATCH], claimed)
            transaction.session.flush()
            done = min(start + _BATCH, len(concepts))
            self._ticker.at(done, len(concepts), shown(concepts[done - 1].preferred[0].text, _SHOWN))
        if self._cancelled():
            raise Cancelled(_("Stopped. Nothing was imported."))
        self._relate(transaction)
        transaction.session.flush()
        self._check_circles(transaction)
        self.changed = len(self._touched & known)

    # -- which terms

    def _key(self, scheme: Scheme | None) -> str:
        """The vocabulary that the concepts of a scheme go into."""
        if self._vocabulary:
            return self._vocabulary
        labels = scheme.labels if scheme is not None else ()
        for label in labels:
            if key_of(clean(label.text)) in WELL_KNOWN:
                return key_of(clean(label.text))
        spoken = {label.lang: label.text for label in reversed(labels)}
        name = next((spoken[lang] for lang in (i18n.language(), "en") if lang in spoken), "")
        return key_of(clean(name or next(iter(spoken.values()), "") or self._path.stem))

    def _find(self, transaction: Transaction) -> None:
        connection = transaction.session.connection()
        own = set(self._concepts)
        named = own.union(*((*concept.broader, *concept.related) for concept in self._concepts.values()))
        found = stored.by_uri(connection, [uri for uri in named if not uri.startswith("_:")])
        self._terms = {uri: term for uri, term in found.items() if uri in own}
        self._others = {uri: term for uri, term in found.items() if uri not in own}
        nameless = [concept for concept in self._concepts.values() if concept.blank]
        if nameless:
            # What has no address is known by what it is called.
            called = {key: stored.by_label(connection, key) for key in self.vocabularies}
            for concept in nameless:
                there = called[self._keys[concept.uri]]
                term = next(
                    (there[key] for label in concept.preferred if (key := (label.text, label.lang)) in there), 0
                )
                if term and term not in self._terms.values():
                    self._terms[concept.uri] = term

    def _make(self, transaction: Transaction) -> None:
        new = [uri for uri in self._concepts if uri not in self._terms]
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            rows = edits.add_records(transaction, Kind.TERM, [{"vocabulary": self._keys[uri]} for uri in batch])
            self._terms.update({uri: row.id for uri, row in zip(batch, rows, strict=True)})
        self.added = len(new)

    # -- what is said of each

    def _describe(self, transaction: Transaction, concepts: Sequence[Concept], claimed: set[int]) -> None:
        terms = [self._terms[concept.uri] for concept in concepts]
        names = stored.rows_of(transaction, Name, terms)
        texts = stored.rows_of(transaction, Text, terms)
        identifiers = stored.rows_of(transaction, Identifier, terms)
        uids = reading.record_refs(transaction.session.connection(), terms)
        for concept in concepts:
            term = self._terms[concept.uri]
            # Two concepts may be one record by now, merged by hand: the first of them names it.
            first = term not in claimed
            claimed.add(term)
            new: list[Name | Text | Identifier] = [*self._named(term, concept, names[term], first=first)]
            if first:
                new += self._said(term, concept, texts[term])
            new += _identified(term, concept, identifiers[term], uids[term].uid)
            if new:
                transaction.session.add_all(new)
                self._touched.add(term)

    def _named(self, term: int, concept: Concept, there: list[Name], *, first: bool) -> Iterator[Name]:
        position = max((name.position for name in there), default=-1)
        wanted = [(label, NameKind.OFFICIAL if first else NameKind.ALIAS) for label in concept.preferred]
        wanted += [(label, NameKind.ALIAS) for label in concept.alternative]
        for label, kind in wanted:
            text = clean(label.text)
            same = [name for name in there if name.lang == label.lang]
            official = next((name for name in same if name.kind == NameKind.OFFICIAL), None)
            if kind == NameKind.OFFICIAL and official is not None:
                if official.text != text:
                    official.text, official.script = text, script_of(text)
                    self._touched.add(term)
            elif text and (kind == NameKind.OFFICIAL or not any(name.text == text for name in same)):
                position += 1
                name = Name(
                    record_id=term, text=text, lang=label.lang, script=script_of(text), kind=str(kind),
                    position=position, is_original=not there,
                )  # fmt: skip
                there.append(name)
                yield name

    def _said(self, term: int, concept: Concept, there: list[Text]) -> Iterator[Text]:
        """Several texts of one language become one, since a record has one of each role and language."""
        for role, words in ((TextRole.DESCRIPTION, concept.definitions), (TextRole.NOTE, concept.notes)):
            spoken: dict[str, list[str]] = {}
            for each in words:
                spoken.setdefault(each.lang, []).append(clean(each.text))
            for lang, parts in spoken.items():
                text = "\n\n".join(filter(None, parts))
                same = [row for row in there if row.role == role]
                row = next((row for row in same if row.lang == lang), None)
                if row is not None and text and row.text != text:
                    row.text = text
                    self._touched.add(term)
                elif row is None and text:
                    made = Text(record_id=term, role=str(role), lang=lang, text=text, is_original=not same)
                    there.append(made)
                    yield made

    # -- how they lie to each other

    def _relate(self, transaction: Transaction) -> None:
        """Broader and related terms, of those that the file or the archive has.

        What somebody put a term under by hand stays; what the file said before and says no longer goes.
        """
        every = {**self._others, **self._terms}
        mine = set(self._terms.values())
        up = stored.links_from(transaction, mine)
        beside = stored.related(transaction.session.connection(), mine)
        pairs = {frozenset((term, other)) for term, others in beside.items() for other in others}
        new: list[Link] = []
        for uri, concept in self._concepts.items():
            term = self._terms[uri]
            above = {every[each] for each in concept.broader if each in every} - {term}
            for link in up[term]:
                if link.object_id in mine - above:
                    transaction.session.delete(link)
                    self._touched.add(term)
            there = {link.object_id for link in up[term]}
            new += [Link(subject_id=term, relation=stored.BROADER, object_id=each) for each in sorted(above - there)]
            up[term] += new[len(new) - len(above - there) :] if above - there else []
            for each in concept.related:
                other = every.get(each, term)
                if other != term and frozenset((term, other)) not in pairs:
                    pairs.add(frozenset((term, other)))
                    new.append(Link(subject_id=term, relation=stored.RELATED, object_id=other))
        self._touched.update(link.subject_id for link in new)
        transaction.session.add_all(new)

    def _check_circles(self, transaction: Transaction) -> None:
        """With what the archive has besides, no term may lie below itself."""
        connection = transaction.session.connection()
        every = stored.above(connection, self._terms.values())
        found = circles(stored.broader(connection, list(every)))
        if found:
            names = reading.titles(connection, sorted({term for circle in found for term in circle}))
            words = _("A concept cannot lie below itself: {path}.")
            paths = (" → ".join(shown(names[term], _SHOWN) for term in circle) for circle in found)
            raise FaultyFile(self._path.name, [Problem(0, "broader", words.format(path=path)) for path in paths])


def _schemes(thesaurus: Thesaurus) -> dict[str, Scheme | None]:
    """The scheme of each concept: its own, that of what is broader, or the only one of the file."""
    schemes = {scheme.uri: scheme for scheme in thesaurus.schemes}
    alone = thesaurus.schemes[0] if len(thesaurus.schemes) == 1 else None
    concepts = {concept.uri: concept for concept in thesaurus.concepts}
    found: dict[str, Scheme | None] = {}
    for uri in concepts:
        found[uri] = _nearest(uri, concepts, schemes) or alone
    return found


def _nearest(uri: str, concepts: Mapping[str, Concept], schemes: Mapping[str, Scheme]) -> Scheme | None:
    seen = {uri}
    waiting = [uri]
    while waiting:
        concept = concepts[waiting.pop(0)]
        if concept.scheme in schemes:
            return schemes[concept.scheme]
        above = [each for each in concept.broader if each in concepts and each not in seen]
        seen.update(above)
        waiting += above
    return None


def _identified(term: int, concept: Concept, there: list[Identifier], uid: str) -> Iterator[Identifier]:
    """Its own address first: that is how it is known again."""
    known = {(row.scheme, row.value) for row in there}
    given = [("uri", concept.uri)] if not concept.blank and concept.uri != f"{stored.URN}{uid}" else []
    given += [("notation", clean(notation)) for notation in concept.notations]
    given += [_recognised(match) for match in concept.matches if match != concept.uri]
    for scheme, value in given:
        if value and (scheme, value) not in known:
            known.add((scheme, value))
            row = Identifier(record_id=term, scheme=scheme, value=value)
            there.append(row)
            yield row


def _recognised(address: str) -> tuple[str, str]:
    try:
        return recognise(address)
    except InvalidInput:
        return "uri", address
