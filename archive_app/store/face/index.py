"""What is derived from what is kept, and is SQLite's own: searching, completing, counting, what goes with what."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from archive_app.domain.query import Query
from archive_app.domain.text.folding import Term
from archive_app.loading import later
from archive_app.store.database.cancellation import Cancellation
from archive_app.store.face.subjects import Asking, Question
from archive_app.store.search.search import compile_query

if TYPE_CHECKING:
    from archive_app.store.index import checks, dues
    from archive_app.store.search import (
        candidates,
        dealings,
        evidence,
        facets,
        lacking,
        locations,
        many,
        matches,
        naming,
        overview,
        plan,
        portraits,
        spelling,
        why,
    )
else:
    checks, dues = later("archive_app.store.index", "checks dues")
    candidates, dealings, evidence, facets, lacking, locations, many, matches, naming = later(
        "archive_app.store.search",
        "candidates dealings evidence facets lacking locations many matches naming",
    )
    overview, plan, portraits, spelling, why = later("archive_app.store.search", "overview plan portraits spelling why")


class Search:
    """A query worked out: ``terms`` are the words to be marked, ``partnerships`` those that it asks for."""

    def __init__(self, connection: Connection, query: Query, today: date, cancellation: Cancellation) -> None:
        self._connection = connection
        self._cancellation = cancellation
        self._compiled = compile_query(connection, query, today)
        self.terms: Sequence[Term] = self._compiled.terms
        self.partnerships: Sequence[int] = self._compiled.partnerships

    def count(self) -> int:
        """How many records are found."""
        return plan.count(self._connection, self._compiled)

    def ids(self, *, order: str = "relevance", limit: int | None = None) -> array[int]:
        """Ids in order; see :func:`archive_app.store.search.plan.ids`."""
        return plan.ids(self._connection, self._compiled, order=order, limit=limit, cancellation=self._cancellation)


class Names(Asking):
    """Records by what they are called."""

    exact = Question(naming.by_exact_name)
    words = Question(naming.by_words)
    near = Question(naming.near_names)
    #: Places where things are kept, by name or by path.
    locations = Question(locations.called)


class Completion(Asking):
    """Names and values that fit what is being typed."""

    named = Question(candidates.named)
    refs = Question(candidates.refs)
    years = Question(candidates.years)
    values = Question(candidates.values)
    languages = Question(candidates.languages)
    people_at_work = Question(candidates.people_at_work)


class Evidence(Asking):
    """Facts from which links are suggested."""

    facts = Question(evidence.facts)
    occasions = Question(evidence.occasions)
    points = Question(evidence.points_of)
    cities_near = Question(evidence.cities_near)
    mentioned = Question(evidence.mentioned)
    burst = Question(evidence.burst)


class Partnerships(Asking):
    """Partnerships as lists and pages need them."""

    ids = Question(overview.partnership_ids)
    parties = Question(overview.parties)
    home_cities = Question(overview.home_cities)
    continents = Question(overview.continents)
    items = Question(overview.item_counts)
    members = Question(overview.members)
    kinds = Question(overview.kind_counts)
    rules = Question(overview.rule_counts)


class Many(Asking):
    """What many records have in common; laid out once, and asked until others are. ``count`` of them are there."""

    def __init__(self, connection: Connection, ids: Sequence[int]) -> None:
        super().__init__(connection)
        self.count = many.scope(connection, ids)

    kinds = Question(many.kinds)
    columns = Question(many.columns)
    texts = Question(many.texts)
    text_languages = Question(many.text_languages)
    having_column = Question(many.having_column)
    having_columns = Question(many.having_columns)
    having_detail = Question(many.having_detail)
    having_text = Question(many.having_text)
    having_link = Question(many.having_link)
    written = Question(many.written)
    named = Question(many.named)


class Completeness(Asking):
    """What records lack."""

    gaps = Question(lacking.gaps)
    progress = Question(lacking.progress)
    next_incomplete = Question(lacking.next_incomplete)


class Checks(Asking):
    """Whether what is derived is what a rebuild gives, and the file whole."""

    integrity = Question(checks.integrity)
    search = Question(checks.search)
    memberships = Question(checks.memberships)
    facets = Question(checks.facets)


class Gifts(Asking):
    """What was given and received, by which rules, and what is due."""

    rules = Question(dues.rules)
    transfers = Question(dues.transfers)
    carried_in = Question(dues.carried_in)
    due = Question(dealings.due)
    count_due = Question(dealings.count_due)
    of_partnership = Question(dealings.of_partnership)
    of_parties = Question(dealings.of_parties)
    of_register = Question(dealings.of_register)
    count_undated = Question(dealings.count_undated)
    authorities = Question(dealings.authorities)


class Index(Asking):
    """Everything that is derived, subject by subject."""

    def __init__(self, connection: Connection, cancellation: Cancellation) -> None:
        super().__init__(connection)
        self._cancellation = cancellation
        self.names = Names(connection)
        self.completion = Completion(connection)
        self.evidence = Evidence(connection)
        self.partnerships = Partnerships(connection)
        self.completeness = Completeness(connection)
        self.checks = Checks(connection)
        self.gifts = Gifts(connection)

    memberships = Question(why.memberships)
    portraits = Question(portraits.portraits)
    page_matches = Question(matches.pages)
    matches = Question(matches.texts)
    counts = Question(overview.counts)
    untagged = Question(overview.untagged)
    links_in_common = Question(many.links_of)
    suggest = Question(spelling.suggest)

    def search(self, query: Query, today: date) -> Search:
        """A query worked out against the archive; QueryError where it names what is not there."""
        return Search(self._connection, query, today, self._cancellation)

    def facets(self, ids: array[int]) -> dict[str, facets.Facet]:
        """How a result is spread over kinds, partnerships, years and so on."""
        return facets.facets(self._connection, ids, self._cancellation)

    def many(self, ids: Sequence[int]) -> Many:
        """These records as one; those that are gone are left out."""
        return Many(self._connection, ids)
