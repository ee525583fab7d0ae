"""Own vocabularies: terms with broader and narrower ones, and labels in any language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from archive_app import i18n
from archive_app.domain.changes import ChangeSet
from archive_app.domain.folding import fold
from archive_app.domain.kinds import Kind
from archive_app.domain.records import RecordRef
from archive_app.domain.vocabularies import WELL_KNOWN, key_of
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.services import editing
from archive_app.services.archive import Archive
from archive_app.services.editing import NewName
from archive_app.services.values import clean, limit
from archive_app.store import edits, reading
from archive_app.store import terms as stored
from archive_app.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``key`` is what terms keep, ``label`` what people read, ``count`` how many terms there are."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class TermNode:
    """A term with the narrower ones below it, and how many records are linked to it itself. A term under two broader
    ones stands below both.
    """

    record: RecordRef
    uses: int
    children: tuple[TermNode, ...] = field(default=())


def label_of(key: str) -> str:
    """What a vocabulary is called."""
    return _(WELL_KNOWN[key]) if key in WELL_KNOWN else key or _("Without a vocabulary")


def vocabularies(archive: Archive) -> list[Vocabulary]:
    """The well-known ones, whether they have terms or not, then the others by name."""
    with archive.store.read() as connection:
        counts = stored.counts(connection)
    own = sorted((key for key in counts if key not in WELL_KNOWN), key=lambda key: (not key, fold(key)))
    return [Vocabulary(key, label_of(key), counts.get(key, 0)) for key in (*WELL_KNOWN, *own)]


def tree(archive: Archive, vocabulary: str) -> list[TermNode]:
    """The terms of a vocabulary in the order of the alphabet, each with those below it."""
    with archive.store.read() as connection:
        ids = stored.in_vocabulary(connection, vocabulary)
        records = reading.record_refs(connection, ids)
        up = stored.broader(connection, ids)
        uses = stored.uses(connection, ids)
    there = set(ids)
    below: dict[int, list[int]] = {}
    for narrow, broads in up.items():
        for broad in broads:
            below.setdefault(broad, []).append(narrow)

    def order(term: int) -> tuple[str, int]:
        return fold(records[term].title), term

    def node(term: int, path: frozenset[int]) -> TermNode:
        # A circle cannot be made here, but may have come from elsewhere: it is cut where it closes.
        narrower = sorted((each for each in below.get(term, ()) if each not in path), key=order)
        children = tuple(node(each, path | {each}) for each in narrower)
        return TermNode(records[term], uses.get(term, 0), children)

    tops = [term for term in ids if not any(broad in there for broad in up.get(term, ()))]
    shown = [node(term, frozenset({term})) for term in sorted(tops, key=order)]
    lost = there - _within(shown)
    return shown + [TermNode(records[term], uses.get(term, 0)) for term in sorted(lost, key=order)]


def _within(nodes: Sequence[TermNode]) -> set[int]:
    found: set[int] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        found.add(node.record.id)
        waiting += node.children
    return found


def add_term(archive: Archive, *, vocabulary: str, names: Sequence[NewName], broader: int = 0) -> RecordRef:
    """Add a term to a vocabulary, below ``broader`` where one is given: one step."""
    key = key_of(clean(vocabulary))
    limit(key, "name")
    title = next((clean(name.text) for name in names if clean(name.text)), "")
    with archive.store.transact(_("Add the term “{title}”").format(title=title)) as transaction:
        made = editing.add_record(archive, kind=Kind.TERM, names=names, values={"vocabulary": key} if key else None)
        if broader:
            _put_below(transaction, made.id, broader)
    return made


def move_term(archive: Archive, *, term: int, broader: int = 0) -> ChangeSet:
    """Put a term below ``broader`` alone, or at the top; InvalidInput where it would come to lie below itself."""
    with archive.store.transact(_("Move a term")) as transaction:
        row = edits.records(transaction, [term])[0]
        for link in stored.links_up(transaction, term):
            edits.remove(transaction, link)
        if broader:
            above = edits.records(transaction, [broader])[0]
            edits.set_column(row, "vocabulary", above.vocabulary)
            _put_below(transaction, term, broader)
    return transaction.change


def _put_below(transaction: Transaction, term: int, broader: int) -> None:
    above = edits.records(transaction, [broader])[0]
    if above.kind != Kind.TERM:
        raise InvalidInput(_("Only a term can be broader than a term."))
    if term in stored.above(transaction.session.connection(), [broader]):
        raise InvalidInput(_("A term cannot lie below itself. Move the other one first."))
    edits.add_links(transaction, [term], stored.BROADER, [broader], {})


def delete_term(archive: Archive, *, term: int) -> ChangeSet:
    """Delete a term; what lies below it moves up to where it was. Links to it come back with undo."""
    with archive.store.transact(_("Delete a term")) as transaction:
        row = edits.records(transaction, [term])[0]
        up = [link.object_id for link in stored.links_up(transaction, term)]
        for link in stored.links_down(transaction, term):
            narrow = link.subject_id
            edits.remove(transaction, link)
            edits.add_links(transaction, [narrow], stored.BROADER, up, {})
        edits.hide(row)
    return transaction.change


def role_words(archive: Archive) -> list[str]:
    """The roles that the vocabulary of roles has, in the language of the window."""
    with archive.store.read() as connection:
        ids = stored.in_vocabulary(connection, "roles")
        return sorted(reading.titles(connection, ids, i18n.language()).values(), key=fold)
