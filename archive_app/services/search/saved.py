"""Saved searches: a name, a query and an order; their results are always those of now."""

from __future__ import annotations

import unicodedata

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import SavedSearch as SavedSearch
from archive_app.domain.model.titles import shorten
from archive_app.domain.query import fields, parse
from archive_app.domain.query.chips import chips
from archive_app.domain.text.folding import called, fold
from archive_app.errors import InvalidInput, NotFound, Refused
from archive_app.i18n import N_, _, language, listed
from archive_app.services.archive import Archive
from archive_app.services.records.values import clean
from archive_app.services.search import searching
from archive_app.store.face.transaction import Transaction

#: What a result can be sorted by; ``-`` before it is the other way round.
ORDERS = (
    "relevance", "date", "title", "strokes", "ref", "added", "changed", "kind", "status", "rating", "files", "due",
)  # fmt: skip
#: What each order is called where it is chosen, in the order of the list; in English, pass through ``_()`` when shown.
ORDER_LABEL: dict[str, str] = {
    "relevance": N_("Relevance"),
    "date": N_("Date, oldest first"),
    "-date": N_("Date, newest first"),
    "title": N_("Title"),
    "-title": N_("Title, Z to A"),
    "strokes": N_("Title, by strokes"),
    "ref": N_("Ref"),
    "-ref": N_("Ref, last first"),
    "added": N_("Added last"),
    "-added": N_("Added first"),
    "changed": N_("Changed last"),
    "-changed": N_("Changed first"),
    "kind": N_("Kind"),
    "-kind": N_("Kind, Z to A"),
    "status": N_("Status"),
    "-status": N_("Status, furthest first"),
    "rating": N_("Most stars first"),
    "-rating": N_("Fewest stars first"),
    "files": N_("Most files first"),
    "-files": N_("Fewest files first"),
    "due": N_("Due first"),
    "-due": N_("Due last"),
}
LONGEST_NAME = 200
_SUGGESTED = 60
#: What is typed for an order, beside its key.
_SHORT = {key: fields.FIELD_LABEL.get(key, ORDER_LABEL[key]) for key in ORDERS}
#: What is asked for by another name than it is sorted by.
_FIELD = {"title": "name"}


def searches(archive: Archive) -> tuple[SavedSearch, ...]:
    """Every saved search, in the order of the list."""
    with archive.store.read() as reader:
        return reader.searches()


def find_search(archive: Archive, name: str) -> SavedSearch:
    """The saved search called ``name``, whatever its case and accents; NotFound lists what there is."""
    there = searches(archive)
    place = called(one_line(name), [each.name for each in there])
    if place is None:
        if not there:
            raise NotFound(_("There is no saved search “{name}”; none has been saved yet.").format(name=one_line(name)))
        raise NotFound(
            _("There is no saved search “{name}”. There are: {names}.").format(
                name=one_line(name), names=listed(f"“{each.name}”" for each in there)
            )
        )
    return there[place]


def count(archive: Archive, search: SavedSearch) -> int | None:
    """How many records it finds now; ``None`` where its query can no longer be read."""
    try:
        return searching.search(archive, search.query, limit=0).count
    except InvalidInput:
        return None


def suggest_name(query: str) -> str:
    """A name for ``query``: its values as they are said, without the names of their fields."""
    words = (f"-{chip.value}" if chip.negated else chip.value for chip in chips(query)) if query.strip() else ()
    return shorten(" ".join(words) or query, _SUGGESTED)


def meant(archive: Archive, text: str) -> tuple[str, str]:
    """The query and order that ``text`` stands for: those of a saved search for ``@NAME``, else the text itself."""
    if not text.startswith("@"):
        return text, "relevance"
    found = find_search(archive, text[1:])
    return found.query, found.order


def save_search(archive: Archive, *, name: str, query: str, order: str = "relevance") -> SavedSearch:
    """Save ``query`` under a new name. InvalidInput, QueryError or Refused (the name is taken) say why not."""
    name, query, order = _name(name), _query(query), checked_order(order)
    with archive.store.transact(Label(N_("Save the search “{name}”"), {"name": name})) as transaction:
        _free(transaction, name)
        return SavedSearch(transaction.searches.add(name, query, order), name, query, order)


def change_search(
    archive: Archive, *, search_id: int, name: str | None = None, query: str | None = None, order: str | None = None
) -> ChangeSet:
    """Change what is given of a saved search; the same errors as :func:`save_search`."""
    with archive.store.transact(N_("Change a saved search")) as transaction:
        before = _there(transaction, search_id)
        label = Label(N_("Change the search “{name}”"), {"name": before.name})
        columns: dict[str, str] = {}
        if name is not None:
            columns["name"] = name = _name(name)
            _free(transaction, name, besides=search_id)
            if name != before.name:
                label = Label(N_("Rename the search “{old}” to “{new}”"), {"old": before.name, "new": name})
        if query is not None:
            columns["query"] = _query(query)
        if order is not None:
            columns["order"] = checked_order(order)
        transaction.parts.change("saved_search", search_id, columns)
        transaction.label = label
    return transaction.change


def remove_search(archive: Archive, *, search_id: int) -> ChangeSet:
    """Take a saved search off the list; what it finds is not touched."""
    with archive.store.transact(N_("Remove a saved search")) as transaction:
        transaction.label = Label(N_("Remove the search “{name}”"), {"name": _there(transaction, search_id).name})
        transaction.parts.remove("saved_search", [search_id])
    return transaction.change


def move_search(archive: Archive, *, search_id: int, to: int) -> ChangeSet:
    """Put a saved search at place ``to`` of the list, counted from 0; beyond an end is that end."""
    with archive.store.transact(N_("Move a saved search")) as transaction:
        transaction.label = Label(N_("Move the search “{name}”"), {"name": _there(transaction, search_id).name})
        transaction.searches.move(search_id, to)
    return transaction.change


def one_line(text: str) -> str:
    """One line without control characters."""
    return clean("".join(" " if unicodedata.category(each) in ("Cc", "Zl", "Zp") else each for each in text))


def _name(text: str) -> str:
    name = " ".join(one_line(text).split())
    if not name:
        raise InvalidInput(_("Give the search a name."))
    if len(name) > LONGEST_NAME:
        raise InvalidInput(_("This is too long: at most {count} characters.").format(count=LONGEST_NAME))
    return name


def _query(text: str) -> str:
    query = one_line(text)
    parse(query)
    if not query:
        raise InvalidInput(_("There is nothing to save: type a search first."))
    return query


def checked_order(text: str) -> str:
    """One of :data:`ORDERS`, with ``-`` before it for the other way round; InvalidInput lists them."""
    order = text.strip().lower()
    if order.removeprefix("-") in ORDERS:
        return order
    for key, label in ORDER_LABEL.items():
        if fold(text.strip()) in fields.called(label):
            return key
    word = order.removeprefix("-").strip()
    meant = fields.field_named(word)
    for key in ORDERS:
        if fold(word) in fields.called(_SHORT[key]) or (meant is not None and _FIELD.get(key, key) == meant.name):
            return f"-{key}" if order.startswith("-") else key
    raise InvalidInput(
        _("“{order}” is no order. Choose one of: {orders}; with “-” before it, the other way round.").format(
            order=clean(text), orders=listed(orders_called())
        )
    )


def orders_called() -> list[str]:
    """What orders are called where they are typed, in the current language."""
    return list(ORDERS) if language() == "en" else [_(_SHORT[key]) for key in ORDERS]


def _there(transaction: Transaction, search_id: int) -> SavedSearch:
    found = next((each for each in transaction.reader.searches() if each.id == search_id), None)
    if found is None:
        raise NotFound(_("What was to be changed is no longer there. It may have been removed in another window."))
    return found


def _free(transaction: Transaction, name: str, besides: int = 0) -> None:
    there = [each for each in transaction.reader.searches() if each.id != besides]
    place = called(name, [each.name for each in there])
    if place is not None:
        raise Refused(
            _("There is a saved search “{name}” already. Choose another name, or change that one.").format(
                name=there[place].name
            )
        )
