"""The lines of the sidebar, as data. Each is a search that anyone could type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from archive_app import i18n
from archive_app.domain.model.kinds import ITEM_KINDS, KIND_PLURAL, SPECS, STAGE_LABEL, Kind, StageKind, ranked
from archive_app.domain.model.records import SavedSearch
from archive_app.domain.text.collation import sort_key
from archive_app.domain.text.showing import isolated
from archive_app.i18n import N_, _
from archive_app.services.results import Counts, PartnershipSummary
from archive_app.services.upkeep.completeness import Progress, gap_query, label_of

#: The kinds that have a line of their own, and those of items that have one where there are any.
_LISTED = ranked(
    {spec.kind for spec in SPECS if spec.listed},
    Kind.PERSON,
    Kind.CITY,
    Kind.EVENT,
    Kind.SERIES,
    Kind.OBJECT,
    Kind.ORGANISATION,
)
_ITEMS = ranked(ITEM_KINDS - set(_LISTED))
_CONTINENTS = (
    N_("Asia"),
    N_("Europe"),
    N_("North America"),
    N_("South America"),
    N_("Africa"),
    N_("Oceania"),
    N_("Antarctica"),
    "",
)


@dataclass(slots=True)
class Node:
    """One line: ``query`` is what choosing it searches for, ``partnership`` the id of the page it opens.

    ``search`` is the saved search that it stands for.
    """

    key: str
    label: str
    icon: str = ""
    count: int | None = None
    query: str = ""
    partnership: int = 0
    detail: str = ""
    search: SavedSearch | None = None
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    def add(self, node: Node) -> Node:
        """Put ``node`` below this one."""
        node.parent = self
        self.children.append(node)
        return node


def all_items_query() -> str:
    """The search for everything that is kept."""
    return "kind:item"


def untagged_query() -> str:
    """The search for what is linked to nothing."""
    return "untagged:yes"


def due_query() -> str:
    """The search for gift transfers that ask for something."""
    return "kind:transfer due:>=1900"


def overdue_query() -> str:
    """The search for those that did so before today."""
    return "kind:transfer overdue:yes"


def picked_query() -> str:
    """The search for what is picked."""
    return "picked:yes"


def build(
    counts: Counts,
    partnerships: Sequence[PartnershipSummary],
    searches: Sequence[SavedSearch] = (),
    picked: int = 0,
    missing: Progress | None = None,
    due: tuple[int, int] = (0, 0),
) -> Node:
    """The tree of what is in the archive now. ``due`` are how many gifts ask for something, and how many of them did
    before today.
    """
    root = Node("", "")
    library = root.add(Node("library", _("Library")))
    library.add(Node("items", _("All items"), "library", counts.items, all_items_query()))
    library.add(Node("untagged", _("Untagged"), "untagged", counts.untagged, untagged_query()))
    library.add(Node("picked", _("Picked"), "picked", picked, picked_query()))
    for kind in _ITEMS:
        if counts.by_kind.get(kind):
            library.add(_kind_node(kind, counts))
    if searches:
        section = root.add(Node("searches", _("Saved searches")))
        for search in searches:
            section.add(_search_node(search))
    section = root.add(Node("partnerships", _("Partnerships"), count=len(partnerships)))
    for continent in _CONTINENTS:
        held = [each for each in partnerships if (each.continent or "") == continent]
        if held:
            label = _(continent) if continent else _("Elsewhere")
            branch = section.add(Node(f"continent-{continent}", label, "country", len(held)))
            for each in sorted(held, key=lambda each: sort_key(each.partner, i18n.language())):
                branch.add(_partnership_node(each))
    records = root.add(Node("records", _("Records")))
    for kind in _LISTED:
        records.add(_kind_node(kind, counts))
    if due[0]:
        _add_due(root, *due)
    if missing is not None and missing.by_gap:
        _add_missing(root, missing)
    return root


def _add_due(root: Node, count: int, overdue: int) -> None:
    section = root.add(Node("due", _("Gifts and deadlines")))
    if overdue:
        section.add(Node("overdue", _("Overdue"), "clock", overdue, overdue_query()))
    section.add(Node("due-all", _("Due"), "clock", count, due_query()))


def _add_missing(root: Node, missing: Progress) -> None:
    section = root.add(Node("missing", _("What is missing")))
    section.add(Node("gap-any", _("Incomplete"), "gap", missing.total - missing.complete, gap_query()))
    for rule, count in missing.by_gap.items():
        section.add(Node(f"gap-{rule}", label_of(rule), "gap", count, gap_query(rule), detail=label_of(rule)))


def _kind_node(kind: Kind, counts: Counts) -> Node:
    return Node(kind.value, _(KIND_PLURAL[kind]), kind.value, counts.by_kind.get(kind, 0), f"kind:{kind.value}")


def _search_node(search: SavedSearch) -> Node:
    key = f"search-{search.id}"
    return Node(key, search.name, "saved-search", query=search.query, detail=search.query, search=search)


def _partnership_node(each: PartnershipSummary) -> Node:
    stage = _(STAGE_LABEL[StageKind(each.stage)]) if each.stage else ""
    detail = " · ".join(filter(None, (isolated(each.record.title), stage, each.since)))
    query = f"partnership:{each.record.ref}"
    key = f"partnership-{each.record.id}"
    return Node(key, each.partner, "partnership", each.items, query, each.record.id, detail)
