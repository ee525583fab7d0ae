"""Bringing the concepts of a SKOS file into the archive, within one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from archive_app import i18n
from archive_app.domain.model.identifiers import recognise
from archive_app.domain.model.kinds import Kind, NameKind, TextRole
from archive_app.domain.model.skos import Concept, Scheme, Thesaurus, circles
from archive_app.domain.model.vocabularies import WELL_KNOWN, key_of
from archive_app.domain.tables.problems import FaultyFile, Problem
from archive_app.domain.text.scripts import script_of
from archive_app.domain.text.showing import shown
from archive_app.errors import Cancelled, InvalidInput
from archive_app.i18n import _
from archive_app.services.progress import Ticker
from archive_app.services.records.values import clean
from archive_app.store.face.transaction import Transaction
from archive_app.store.face.values import BROADER, RELATED, URN, NameRow, TextRow

#: So many concepts are written before it is asked again whether to stop.
_BATCH = 500
_SHOWN = 80


def address_of(archive: str, vocabulary: str) -> str:
    """The address of a vocabulary of the archive with this uid that came with none."""
    return f"{URN}{archive}#{quote(vocabulary, safe='')}"


def setting_of(vocabulary: str) -> str:
    """What the address is kept under that a vocabulary came with."""
    return f"vocabulary/{vocabulary}"


class Import:
    """One import into the archive with the uid ``archive``: ``go`` does it, then ``added``, ``changed``, ``unlinked``,
    ``vocabularies`` and ``unaddressed`` (schemes whose address found no place) say what it did.
    """

    def __init__(
        self,
        thesaurus: Thesaurus,
        vocabulary: str,
        path: Path,
        ticker: Ticker,
        cancelled: Callable[[], bool],
        *,
        archive: str,
    ) -> None:
        self._archive = archive
        self._schemes = thesaurus.schemes
        self._concepts = {concept.uri: concept for concept in thesaurus.concepts}
        self._vocabulary = vocabulary
        self._path = path
        self._ticker = ticker
        self._cancelled = cancelled
        schemes = _schemes(thesaurus)
        self._keys = {uri: self._key(scheme) for uri, scheme in schemes.items()}
        #: The addresses of the schemes that go into each vocabulary.
        self._addresses: dict[str, dict[str, None]] = {key: {} for key in self._keys.values()}
        for uri, scheme in schemes.items():
            if scheme is not None:
                self._addresses[self._keys[uri]][scheme.uri] = None
        #: Terms by address: those of the file, and others of the archive that it names.
        self._terms: dict[str, int] = {}
        self._others: dict[str, int] = {}
        self._touched: set[int] = set()
        self.added = self.changed = self.unlinked = self.unaddressed = 0
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
            done = min(start + _BATCH, len(concepts))
            self._ticker.at(done, len(concepts), shown(concepts[done - 1].preferred[0].text, _SHOWN))
        if self._cancelled():
            raise Cancelled(_("Stopped. Nothing was imported."))
        self._relate(transaction)
        self._check_circles(transaction)
        self._address(transaction)
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
        reader = transaction.reader
        own = set(self._concepts)
        named = own.union(*((*concept.broader, *concept.related) for concept in self._concepts.values()))
        found = reader.terms.by_uri([uri for uri in named if not uri.startswith("_:")])
        self._terms = {uri: term for uri, term in found.items() if uri in own}
        self._others = {uri: term for uri, term in found.items() if uri not in own}
        nameless = [concept for concept in self._concepts.values() if concept.blank]
        if nameless:
            # What has no address is known by what it is called.
            called = {key: reader.terms.by_label(key) for key in self.vocabularies}
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
            rows = transaction.records.add_many(Kind.TERM, [{"vocabulary": self._keys[uri]} for uri in batch])
            self._terms.update({uri: row.id for uri, row in zip(batch, rows, strict=True)})
        self.added = len(new)

    # -- what is said of each

    def _describe(self, transaction: Transaction, concepts: Sequence[Concept], claimed: set[int]) -> None:
        terms = [self._terms[concept.uri] for concept in concepts]
        reader = transaction.reader
        names, texts = reader.terms.names(terms), reader.terms.words(terms)
        identifiers = reader.terms.identifiers(terms)
        uids = reader.records.refs(terms)
        for concept in concepts:
            term = self._terms[concept.uri]
            # Two concepts may be one record by now, merged by hand: the first of them names it.
            first = term not in claimed
            claimed.add(term)
            self._name(transaction, term, concept, names[term], first=first)
            if first:
                self._say(transaction, term, concept, texts[term])
            new = _identified(concept, identifiers.setdefault(term, []), uids[term].uid)
            self._add(transaction, "identifier", term, [{"scheme": scheme, "value": value} for scheme, value in new])

    def _add(self, transaction: Transaction, entity: str, term: int, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            transaction.parts.add(entity, [{"record_id": term, **row} for row in rows])
            self._touched.add(term)

    def _name(
        self, transaction: Transaction, term: int, concept: Concept, there: list[NameRow], *, first: bool
    ) -> None:
        position = max((name.position for name in there), default=-1)
        wanted = [(label, NameKind.OFFICIAL if first else NameKind.ALIAS) for label in concept.preferred]
        wanted += [(label, NameKind.ALIAS) for label in concept.alternative]
        new: list[dict[str, Any]] = []
        for label, kind in wanted:
            text = clean(label.text)
            same = [name for name in there if name.lang == label.lang]
            official = next((name for name in same if name.kind == NameKind.OFFICIAL), None)
            if kind == NameKind.OFFICIAL and official is not None:
                if official.text != text:
                    official.text = text
                    transaction.parts.change("name", official.id, {"text": text, "script": script_of(text)})
                    self._touched.add(term)
            elif text and (kind == NameKind.OFFICIAL or not any(name.text == text for name in same)):
                position += 1
                new.append(
                    {
                        "text": text, "lang": label.lang, "script": script_of(text), "kind": str(kind),
                        "position": position, "is_original": not there,
                    }
                )  # fmt: skip
                there.append(NameRow(0, text, label.lang, str(kind), position))
        self._add(transaction, "name", term, new)

    def _say(self, transaction: Transaction, term: int, concept: Concept, there: list[TextRow]) -> None:
        """Several texts of one language become one, since a record has one of each role and language."""
        new: list[dict[str, Any]] = []
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
                    transaction.parts.change("text", row.id, {"text": text})
                    self._touched.add(term)
                elif row is None and text:
                    new.append({"role": str(role), "lang": lang, "text": text, "is_original": not same})
                    there.append(TextRow(0, str(role), lang, text))
        self._add(transaction, "text", term, new)

    # -- how they lie to each other

    def _relate(self, transaction: Transaction) -> None:
        """Broader and related terms, of those that the file or the archive has.

        What somebody put a term under by hand stays; what the file said before and says no longer goes.
        """
        every = {**self._others, **self._terms}
        mine = set(self._terms.values())
        up = transaction.reader.terms.links_up(mine)
        beside = transaction.reader.terms.related(mine)
        pairs = {frozenset((term, other)) for term, others in beside.items() for other in others}
        new: list[dict[str, Any]] = []
        gone: list[int] = []
        for uri, concept in self._concepts.items():
            term = self._terms[uri]
            above = {every[each] for each in concept.broader if each in every} - {term}
            fewer = [link for link, broad in up[term] if broad in mine - above and link]
            if fewer:
                gone += fewer
                self._touched.add(term)
            self.unlinked += sum(each not in every for each in (*concept.broader, *concept.related))
            there = {broad for _link, broad in up[term]}
            more = sorted(above - there)
            new += [{"subject_id": term, "relation": BROADER, "object_id": each} for each in more]
            up[term] = [pair for pair in up[term] if pair[0] not in fewer] + [(0, each) for each in more]
            for each in concept.related:
                other = every.get(each, term)
                if other != term and frozenset((term, other)) not in pairs:
                    pairs.add(frozenset((term, other)))
                    new.append({"subject_id": term, "relation": RELATED, "object_id": other})
        self._touched.update(link["subject_id"] for link in new)
        transaction.parts.remove("link", gone)
        transaction.parts.add("link", new)

    def _address(self, transaction: Transaction) -> None:
        """Keep what a vocabulary is known by elsewhere. The first address that it came with stays."""
        kept = set()
        for key, addresses in self._addresses.items():
            own = address_of(self._archive, key)
            there = transaction.reader.settings.value(setting_of(key))
            first = there or next((each for each in addresses if each != own), "")
            if first != there:
                transaction.set_setting(setting_of(key), first)
            kept.add(first)
        # An address that some archive made is none that anybody knows.
        found = {scheme.uri for scheme in self._schemes if not scheme.uri.startswith(URN)}
        self.unaddressed = len(found - kept)

    def _check_circles(self, transaction: Transaction) -> None:
        """With what the archive has besides, no term may lie below itself."""
        reader = transaction.reader
        every = reader.terms.above(self._terms.values())
        found = circles(reader.terms.broader(list(every)))
        if found:
            names = reader.records.titles(sorted({term for circle in found for term in circle}))
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


def _identified(concept: Concept, there: list[tuple[str, str]], uid: str) -> list[tuple[str, str]]:
    """Its own address first: that is how it is known again."""
    given = [("uri", concept.uri)] if not concept.blank and concept.uri != f"{URN}{uid}" else []
    given += [("notation", clean(notation)) for notation in concept.notations]
    given += [_recognised(match) for match in concept.matches if match != concept.uri]
    new = [each for each in dict.fromkeys(given) if each[1] and each not in there]
    there += new
    return new


def _recognised(address: str) -> tuple[str, str]:
    try:
        return recognise(address)
    except InvalidInput:
        return "uri", address
