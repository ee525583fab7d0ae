"""Vocabularies out of SKOS files and into them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from archive_app import i18n
from archive_app.domain.kinds import Kind, NameKind, TextRole
from archive_app.domain.languages import script_of
from archive_app.domain.problems import FaultyFile, Problem
from archive_app.domain.skos import LONGEST_LABEL, Concept, Scheme, Thesaurus, Words
from archive_app.domain.vocabularies import WELL_KNOWN, key_of
from archive_app.errors import Cancelled, InvalidInput
from archive_app.i18n import _, ngettext
from archive_app.media import skos as files
from archive_app.services.archive import Archive
from archive_app.services.outputs import check_target
from archive_app.services.progress import Progress, Ticker
from archive_app.services.terms import label_of
from archive_app.services.values import clean
from archive_app.store import edits, identifiers, reading
from archive_app.store import terms as stored
from archive_app.store.transaction import Transaction

SUFFIXES = files.SUFFIXES
_LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class SkosReport:
    """What an import did: terms added and changed, and those that were as the file has them; the vocabularies it went
    into, and the ``step`` of the history (0 where nothing changed).
    """

    added: int
    changed: int
    same: int
    vocabularies: tuple[str, ...]
    step: int = 0


def import_skos(
    archive: Archive,
    path: Path,
    *,
    vocabulary: str = "",
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> SkosReport:
    """Take every concept of ``path`` into the archive, as one step. A concept whose address is known is brought up to
    date, never doubled. ``vocabulary`` is where they go, else what their scheme is called, else the file's name.

    FaultyFile lists what is wrong, and nothing is imported; Cancelled leaves nothing either.
    """
    thesaurus = files.read(path)
    run = _Import(archive, thesaurus, vocabulary or "", path, Ticker(len(thesaurus.concepts), on_progress), cancelled)
    count = len(thesaurus.concepts)
    label = ngettext("Import {count} term from “{file}”", "Import {count} terms from “{file}”", count)
    with archive.store.transact(label.format(count=count, file=path.name)) as transaction:
        run.go(transaction)
        made = transaction.recorder.operations > 0
        step = transaction.step.id
    return SkosReport(run.added, run.changed, count - run.added - run.changed, run.vocabularies, step if made else 0)


def export_skos(archive: Archive, *, vocabulary: str, out: Path) -> int:
    """Write a vocabulary to ``out`` as SKOS in Turtle, the same bytes for the same terms; returns how many it has."""
    check_target(archive, out)
    key = key_of(clean(vocabulary))
    with archive.store.read() as connection:
        ids = stored.in_vocabulary(connection, key)
        if not ids:
            raise InvalidInput(_("The vocabulary “{name}” has no terms.").format(name=label_of(key)))
        names, texts = stored.labels(connection, ids), stored.texts(connection, ids)
        up, beside = stored.broader(connection, ids), stored.related(connection, ids)
        known = identifiers.of_records(connection, ids)
        refs = reading.record_refs(connection, ids)
    addresses = {term: _address(known.get(term, ()), refs[term].uid) for term in ids}
    scheme = Scheme(f"urn:uuid:{archive.info.uid}#{quote(key, safe='')}", _scheme_labels(key))
    concepts = [
        Concept(
            uri=addresses[term],
            preferred=_spoken(names.get(term, ()), official=True),
            alternative=_spoken(names.get(term, ()), official=False),
            definitions=_said(texts.get(term, ()), TextRole.DESCRIPTION),
            notes=_said(texts.get(term, ()), TextRole.NOTE),
            notations=tuple(value for kind, value in known.get(term, ()) if kind == "notation"),
            broader=tuple(addresses[above] for above in up.get(term, ()) if above in addresses),
            related=tuple(addresses[other] for other in beside.get(term, ()) if other in addresses),
            scheme=scheme.uri,
        )
        for term in ids
    ]
    files.write(out, Thesaurus((scheme,), tuple(concepts)))
    return len(concepts)


def _address(known: Sequence[tuple[str, str]], uid: str) -> str:
    """The address a term came with, else one made of its own uid."""
    return next((value for scheme, value in known if scheme == "uri"), f"urn:uuid:{uid}")


def _scheme_labels(key: str) -> tuple[Words, ...]:
    if key not in WELL_KNOWN:
        return (Words(key or _("Without a vocabulary"), i18n.language()),)
    return tuple(Words(i18n.translated(WELL_KNOWN[key], lang), lang) for lang in _LANGUAGES)


def _spoken(names: Sequence[tuple[str, str, str]], *, official: bool) -> tuple[Words, ...]:
    """The first official name of each language is the preferred label; all others are alternative ones."""
    preferred: dict[str, Words] = {}
    others: list[Words] = []
    for text, lang, kind in names:
        if kind == NameKind.OFFICIAL and lang not in preferred:
            preferred[lang] = Words(text, lang)
        else:
            others.append(Words(text, lang))
    return tuple(preferred.values()) if official else tuple(others)


def _said(texts: Sequence[tuple[str, str, str]], role: TextRole) -> tuple[Words, ...]:
    return tuple(Words(text, lang) for kind, text, lang in texts if kind == role)


class _Import:
    """One import under way."""

    def __init__(
        self,
        archive: Archive,
        thesaurus: Thesaurus,
        vocabulary: str,
        path: Path,
        ticker: Ticker,
        cancelled: Callable[[], bool],
    ) -> None:
        self._archive = archive
        self._concepts = thesaurus.concepts
        self._schemes = {scheme.uri: scheme for scheme in thesaurus.schemes}
        self._vocabulary = key_of(clean(vocabulary))
        self._path = path
        self._ticker = ticker
        self._cancelled = cancelled
        #: Terms by address: those of the file, and others of the archive that it names.
        self._terms: dict[str, int] = {}
        self._others: dict[str, int] = {}
        self.added = self.changed = 0
        self.vocabularies: tuple[str, ...] = ()

    def go(self, transaction: Transaction) -> None:
        connection = transaction.session.connection()
        own = {concept.uri for concept in self._concepts}
        named = own.union(*((*concept.broader, *concept.related) for concept in self._concepts))
        found = stored.by_uri(connection, named)
        self._terms = {uri: term for uri, term in found.items() if uri in own}
        self._others = {uri: term for uri, term in found.items() if uri not in own}
        known = set(self._terms.values())
        keys = {concept.uri: self._key(concept) for concept in self._concepts}
        self.vocabularies = tuple(dict.fromkeys(keys.values()))
        self._make(transaction, keys)
        touched: set[int] = set()
        for done, concept in enumerate(self._concepts, start=1):
            if self._cancelled():
                raise Cancelled(_("Stopped. Nothing was imported."))
            if self._describe(transaction, concept):
                touched.add(self._terms[concept.uri])
            self._ticker.at(done, len(self._concepts), concept.preferred[0].text)
        for concept in self._concepts:
            if self._relate(transaction, concept):
                touched.add(self._terms[concept.uri])
        self._check_circles(transaction)
        self.changed = len(touched & known)

    def _key(self, concept: Concept) -> str:
        """The vocabulary that a concept goes into."""
        if self._vocabulary:
            return self._vocabulary
        scheme = self._schemes.get(concept.scheme)
        labels = scheme.labels if scheme is not None else ()
        for label in labels:
            if key_of(label.text) in WELL_KNOWN:
                return key_of(label.text)
        spoken = {label.lang: label.text for label in reversed(labels)}
        name = next((spoken[lang] for lang in (i18n.language(), "en") if lang in spoken), "")
        return key_of(name or next(iter(spoken.values()), "") or self._path.stem)

    def _make(self, transaction: Transaction, keys: dict[str, str]) -> None:
        new = [concept for concept in self._concepts if concept.uri not in self._terms]
        values = [{"vocabulary": keys[concept.uri]} for concept in new]
        if new:
            rows = edits.add_records(transaction, Kind.TERM, values)
            self._terms.update({concept.uri: row.id for concept, row in zip(new, rows, strict=True)})
        self.added = len(new)

    def _describe(self, transaction: Transaction, concept: Concept) -> bool:
        """Labels, texts and identifiers; whether anything was not so before."""
        term = self._terms[concept.uri]
        changed = self._name(transaction, term, concept)
        for role, words in ((TextRole.DESCRIPTION, concept.definitions), (TextRole.NOTE, concept.notes)):
            by_language: dict[str, list[str]] = {}
            for each in words:
                by_language.setdefault(each.lang, []).append(clean(each.text))
            for lang, parts in by_language.items():
                before = transaction.recorder.operations
                edits.set_text(transaction, term, str(role), lang, "\n\n".join(filter(None, parts)))
                changed |= transaction.recorder.operations > before
        given = [("notation", notation) for notation in concept.notations]
        if not concept.blank:
            given.append(("uri", concept.uri))
        for scheme, value in given:
            changed |= identifiers.add(transaction, term, scheme, value)
        return changed

    def _name(self, transaction: Transaction, term: int, concept: Concept) -> bool:
        there = edits.names_of(transaction, term)
        changed = False
        for label in concept.preferred:
            text = clean(label.text)[:LONGEST_LABEL]
            official = [name for name in there if name.lang == label.lang and name.kind == NameKind.OFFICIAL]
            if official:
                if official[0].text != text:
                    official[0].text, official[0].script = text, script_of(text)
                    changed = True
            elif text:
                there.append(edits.add_name(transaction, term, _columns(text, label.lang, NameKind.OFFICIAL)))
                changed = True
        for label in concept.alternative:
            text = clean(label.text)[:LONGEST_LABEL]
            if text and not any(name.text == text and name.lang == label.lang for name in there):
                there.append(edits.add_name(transaction, term, _columns(text, label.lang, NameKind.ALIAS)))
                changed = True
        transaction.session.flush()
        return changed

    def _relate(self, transaction: Transaction, concept: Concept) -> bool:
        """Broader and related terms, of those that the file or the archive has."""
        term = self._terms[concept.uri]
        every = {**self._others, **self._terms}
        above = [every[uri] for uri in concept.broader if every.get(uri, term) != term]
        beside = [every[uri] for uri in concept.related if uri in self._others or every.get(uri, 0) > term]
        made = edits.add_links(transaction, [term], stored.BROADER, above, {}) if above else 0
        made += edits.add_links(transaction, [term], "related_to", beside, {}) if beside else 0
        gone = [link for link in stored.links_up(transaction, term) if link.object_id not in above]
        mine = set(self._terms.values())
        for link in gone:
            # What somebody put a term under by hand stays; what the file said before, it says no longer.
            if link.object_id in mine:
                edits.remove(transaction, link)
                made += 1
        return made > 0

    def _check_circles(self, transaction: Transaction) -> None:
        """With what the archive has besides, no term may lie below itself."""
        connection = transaction.session.connection()
        every = stored.above(connection, self._terms.values())
        names = reading.titles(connection, list(every))
        up = stored.broader(connection, list(every))
        words = _("A concept cannot lie below itself: {path}.")
        found = [
            Problem(0, "broader", words.format(path=names[term])) for term in sorted(every) if term in _over(up, term)
        ]
        if found:
            raise FaultyFile(self._path.name, found)


def _over(up: dict[int, list[int]], term: int) -> set[int]:
    """Everything above a term, itself only where it lies in a circle."""
    seen: set[int] = set()
    waiting = list(up.get(term, ()))
    while waiting:
        above = waiting.pop()
        if above not in seen:
            seen.add(above)
            waiting += up.get(above, ())
    return seen


def _columns(text: str, lang: str, kind: NameKind) -> dict[str, str]:
    return {"text": text, "lang": lang, "script": script_of(text), "kind": str(kind)}
