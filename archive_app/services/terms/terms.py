"""Own vocabularies: terms with broader and narrower ones, and labels in any language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from archive_app import i18n
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.vocabularies import WELL_KNOWN, key_of
from archive_app.domain.text.collation import sort_key
from archive_app.domain.text.languages import guess_language
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _
from archive_app.services.archive import Archive
from archive_app.services.records import editing
from archive_app.services.records.editing import NewName
from archive_app.services.records.values import clean, limit
from archive_app.store.face import values
from archive_app.store.face.transaction import Transaction

#: A tree has at most so many nodes for each term, however many broader ones they have.
_MOST_TIMES = 4
#: What lies deeper begins a tree of its own: no thesaurus that people made is so deep.
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``key`` is what terms keep, ``label`` what people read, ``count`` how many terms there are."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class TermNode:
    """A term with the narrower ones below it, and how many records are linked to it itself. A term under two broader
    ones stands below both. ``labels`` are all its names, in every language.
    """

    record: RecordRef
    uses: int
    children: tuple[TermNode, ...] = field(default=())
    labels: tuple[str, ...] = ()


def label_of(key: str) -> str:
    """What a vocabulary is called."""
    return _(WELL_KNOWN[key]) if key in WELL_KNOWN else key or _("Without a vocabulary")


def vocabularies(archive: Archive) -> list[Vocabulary]:
    """The well-known ones, whether they have terms or not, then the others by name."""
    with archive.store.read() as reader:
        counts = reader.terms.counts()
    own = sorted(
        (key for key in counts if key not in WELL_KNOWN), key=lambda key: (not key, sort_key(key, i18n.language()))
    )
    return [Vocabulary(key, label_of(key), counts.get(key, 0)) for key in (*WELL_KNOWN, *own)]


def tree(archive: Archive, vocabulary: str) -> list[TermNode]:
    """The terms of a vocabulary in the order of the alphabet, each with those below it."""
    with archive.store.read() as reader:
        ids = reader.terms.in_vocabulary(vocabulary)
        records = reader.records.refs(ids)
        up = reader.terms.broader(ids)
        uses = reader.terms.uses(ids)
        names = reader.terms.labels(ids)
    below: dict[int, list[int]] = {}
    for narrow in sorted(ids, key=lambda term: (sort_key(records[term].title, i18n.language()), term)):
        for broad in up.get(narrow, ()):
            below.setdefault(broad, []).append(narrow)
    there = set(ids)
    tops = [term for term in ids if not any(broad in there for broad in up.get(term, ()))]
    labels = {term: tuple(dict.fromkeys(text for text, _lang, _kind in names.get(term, ()))) for term in ids}
    planted = _Planted(records, uses, labels, below, _MOST_TIMES * len(ids))
    nodes = [planted.node(term) for term in tops]
    # A circle cannot be made here, but may have come from elsewhere: what is in one has no top. Nor has the too deep.
    nodes += [planted.node(term) for term in ids if term not in planted.seen]
    return sorted(nodes, key=lambda node: (sort_key(node.record.title, i18n.language()), node.record.id))


class _Planted:
    """Grows nodes from the top down. A term with several broader ones stands below each of them, yet all in all not
    more than ``most`` times: below that, what stands elsewhere already is shown there alone.
    """

    def __init__(
        self,
        records: Mapping[int, RecordRef],
        uses: Mapping[int, int],
        labels: Mapping[int, tuple[str, ...]],
        below: Mapping[int, list[int]],
        most: int,
    ) -> None:
        self._records = records
        self._uses = uses
        self._labels = labels
        self._below = below
        self._left = most
        self.seen: set[int] = set()

    def node(self, top: int) -> TermNode:
        """The node of a term with everything below it."""
        waiting = [(top, self._narrower(top, ()), list[TermNode]())]
        while True:
            term, narrower, children = waiting[-1]
            if narrower:
                child = narrower.pop()
                path = [each for each, _narrower, _children in waiting]
                waiting.append((child, self._narrower(child, path), []))
                continue
            children.reverse()
            grown = TermNode(self._records[term], self._uses.get(term, 0), tuple(children), self._labels[term])
            waiting.pop()
            if not waiting:
                return grown
            waiting[-1][2].append(grown)

    def _narrower(self, term: int, path: Sequence[int]) -> list[int]:
        self._left -= 1
        again = term in self.seen
        self.seen.add(term)
        if len(path) >= _DEEPEST or (again and self._left < 0):
            return []
        return [each for each in self._below.get(term, ()) if each != term and each not in path]


def add_term(archive: Archive, *, vocabulary: str, names: Sequence[NewName], broader: int = 0) -> RecordRef:
    """Add a term to a vocabulary, below ``broader`` where one is given: one step."""
    key = key_of(clean(vocabulary))
    limit(key, "name")
    title = next((clean(name.text) for name in names if clean(name.text)), "")
    with archive.store.transact(Label(N_("Add the term “{title}”"), {"title": title})) as transaction:
        made = editing.add_record(archive, kind=Kind.TERM, names=names, values={"vocabulary": key} if key else None)
        if broader:
            _put_below(transaction, made.id, broader)
    return made


def move_term(archive: Archive, *, term: int, broader: int = 0) -> ChangeSet:
    """Put a term below ``broader`` alone, or at the top; InvalidInput where it would come to lie below itself."""
    with archive.store.transact(N_("Move a term")) as transaction:
        transaction.records.kinds([term])
        there = transaction.reader.terms.links_up([term]).get(term, [])
        transaction.parts.remove("link", [link for link, above in there if above != broader])
        if broader:
            transaction.records.kinds([broader])
            if not any(above == broader for _link, above in there):
                _put_below(transaction, term, broader)
            vocabularies = transaction.reader.records.vocabularies([term, broader])
            if vocabularies.get(term) != vocabularies.get(broader):
                _bring_along(transaction, term, vocabularies.get(broader))
    return transaction.change


def move_to_vocabulary(archive: Archive, *, term: int, vocabulary: str) -> ChangeSet:
    """Put a term at the top of a vocabulary, with everything below it."""
    key = key_of(clean(vocabulary))
    limit(key, "name")
    with archive.store.transact(N_("Move a term")) as transaction:
        transaction.records.kinds([term])
        _take_up(transaction, term)
        _bring_along(transaction, term, key or None)
    return transaction.change


def _take_up(transaction: Transaction, term: int) -> list[int]:
    """Put a term at the top; returns what it was below."""
    up = transaction.reader.terms.links_up([term]).get(term, [])
    transaction.parts.remove("link", [link for link, _above in up])
    return [above for _link, above in up]


def _bring_along(transaction: Transaction, term: int, vocabulary: str | None) -> None:
    """Put a term into a vocabulary, and what lies below it in the one it was in."""
    every = [term, *sorted(transaction.reader.terms.below([term]))]
    now = transaction.reader.records.vocabularies(every)
    wanted = [each for each in every if now.get(each) == now.get(term)]
    transaction.values.set_column(wanted, "vocabulary", vocabulary)


def rename_term(archive: Archive, *, term: int, text: str, lang: str = "") -> ChangeSet:
    """Give a term its preferred label in a language (guessed from the script), in place of the one it has there."""
    text = clean(text)
    if not text:
        raise InvalidInput(_("A name cannot be empty."))
    lang = lang or guess_language(text)
    return editing.set_values(archive, records=[term], values={f"name[{lang}]": text})


def _put_below(transaction: Transaction, term: int, broader: int) -> None:
    if transaction.records.kinds([broader])[broader] != Kind.TERM:
        raise InvalidInput(_("Only a term can be broader than a term."))
    if term in transaction.reader.terms.above([broader]):
        raise InvalidInput(_("A term cannot lie below itself. Move the other one first."))
    transaction.links.add([term], values.BROADER, [broader], {})


def delete_term(archive: Archive, *, term: int) -> ChangeSet:
    """Delete a term; what lies below it moves up to where it was. Links to it come back with undo."""
    with archive.store.transact(N_("Delete a term")) as transaction:
        transaction.records.kinds([term])
        up = [above for _link, above in transaction.reader.terms.links_up([term]).get(term, [])]
        for link, narrow in transaction.reader.terms.links_down(term):
            transaction.parts.remove("link", [link])
            transaction.links.add([narrow], values.BROADER, [above for above in up if above != narrow], {})
        transaction.records.hide([term])
    return transaction.change


def role_words(archive: Archive) -> list[str]:
    """The roles that the vocabulary of roles has, in the language of the window."""
    with archive.store.read() as reader:
        ids = reader.terms.in_vocabulary("roles")
        return sorted(
            reader.records.titles(ids, i18n.language()).values(), key=lambda title: sort_key(title, i18n.language())
        )
