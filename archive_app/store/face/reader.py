"""What is kept, in one consistent state of the archive: records and their parts, links, files, terms, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from archive_app.domain.model.records import SavedSearch
from archive_app.loading import later
from archive_app.store.database.cancellation import NEVER, Cancellation
from archive_app.store.face.index import Index
from archive_app.store.face.subjects import Asking, Question

if TYPE_CHECKING:
    from archive_app.store.change import past
    from archive_app.store.index import completeness, contents
    from archive_app.store.reading import (
        called,
        clearance,
        endings,
        finding,
        leftovers,
        links,
        locations,
        mark,
        namesakes,
        pads,
        picks,
        reading,
        relations,
        saved,
        settings,
        singles,
        stocktakes,
        tagging,
        taken,
        undoable,
        valued,
        whole,
        wording,
    )
    from archive_app.store.records import codes, deleted, duplicates, files, merging, purging, terms
    from archive_app.store.search import steps
else:
    (past,) = later("archive_app.store.change", "past")
    completeness, contents = later("archive_app.store.index", "completeness contents")
    called, clearance, endings, finding, leftovers = later(
        "archive_app.store.reading", "called clearance endings finding leftovers"
    )
    links, locations, mark, namesakes, pads, picks, reading = later(
        "archive_app.store.reading", "links locations mark namesakes pads picks reading"
    )
    relations, saved, settings, singles, stocktakes, tagging = later(
        "archive_app.store.reading", "relations saved settings singles stocktakes tagging"
    )
    taken, undoable, valued, whole, wording = later("archive_app.store.reading", "taken undoable valued whole wording")
    (steps,) = later("archive_app.store.search", "steps")
    codes, deleted, duplicates, files, merging, purging, terms = later(
        "archive_app.store.records", "codes deleted duplicates files merging purging terms"
    )


class Records(Asking):
    """Records by their keys: what they are, what they are called, and all that they say."""

    by_ref_or_uid = Question(finding.by_ref_or_uid)
    by_refs = Question(finding.by_refs)
    by_uids = Question(finding.by_uids)
    uids = Question(finding.uids)
    kept = Question(finding.kept)
    living = Question(finding.living)
    kinds = Question(tagging.kinds_of)
    #: What tells these from others of their name.
    namesakes = Question(namesakes.namesakes)
    vocabularies = Question(tagging.vocabularies)
    title = Question(tagging.title)
    titles = Question(reading.titles)
    refs = Question(reading.record_refs)
    rows = Question(reading.rows)
    pictures = Question(singles.pictures)
    singles = Question(singles.singles)
    names = Question(whole.names)
    names_beside = Question(wording.names_beside)
    bearer = Question(wording.bearer)
    texts = Question(whole.texts)
    wordings = Question(wording.wordings)
    identifiers = Question(whole.identifiers)
    stages = Question(whole.stages)
    subjects = Question(duplicates.subjects)
    kept_apart = Question(duplicates.kept_apart)
    whole = Question(whole.record)
    valued = Question(valued.valued)


class Deletions(Asking):
    """The bin."""

    count = Question(deleted.count)
    listed = Question(deleted.listed)
    named = Question(deleted.named)
    older = Question(deleted.older)
    purged = Question(purging.foreseen)


class Links(Asking):
    """Links between records, and the relations that they may have."""

    of_record = Question(links.of_record)
    counts = Question(links.counts)
    link = Question(links.link)
    between = Question(links.between)
    going_over = Question(merging.counts)
    relations = Question(relations.all_relations)


class Files(Asking):
    """Originals, by their digests."""

    items = Question(files.items_by_digest)
    of_record = Question(files.of_record)
    placed = Question(files.placed)
    called = Question(called.called)
    binned = Question(files.binned)
    extension = Question(endings.extension_of)
    extensions = Question(endings.extensions_of)
    originals = Question(files.originals)
    without_picture = Question(files.without_picture)
    with_fact = Question(files.with_fact)
    #: What a purge has left to be removed.
    leaving = Question(leftovers.leaving)
    #: What an ingest is about to keep, or was when it was killed.
    entering = Question(leftovers.entering)
    spoken_of = Question(leftovers.spoken_of)
    taken = Question(taken.taken)
    #: Documents of which it was not tried to read them.
    unread = Question(contents.unread)
    #: How many pages each of these has that has any.
    pages = Question(contents.totals)
    #: What was read of a document.
    contents = Question(contents.of_file)


class Terms(Asking):
    """Terms in vocabularies, under broader ones."""

    counts = Question(terms.counts)
    in_vocabulary = Question(terms.in_vocabulary)
    broader = Question(terms.broader)
    related = Question(terms.related)
    above = Question(terms.above)
    below = Question(terms.below)
    uses = Question(terms.uses)
    by_uri = Question(terms.by_uri)
    by_label = Question(terms.by_label)
    identifiers = Question(terms.identifiers)
    labels = Question(terms.labels)
    texts = Question(terms.texts)
    names = Question(terms.names)
    words = Question(terms.words)
    links_up = Question(terms.links_up)
    links_down = Question(terms.links_down)


class Locations(Asking):
    """Where things are kept, and what is there."""

    parents = Question(locations.parents)
    levels = Question(locations.levels)
    stays = Question(locations.stays)
    normal = Question(locations.normal)
    stock_lines = Question(stocktakes.lines)
    stocktakes = Question(stocktakes.stocktakes)


class Codes(Asking):
    """Codes and what they stand for."""

    all = Question(codes.all_codes)
    ids = Question(codes.ids_of)
    named = Question(codes.named)
    beginning = Question(codes.beginning)
    standing_for = Question(codes.standing_for)
    targets = Question(codes.targets)
    near = Question(codes.near)


class Pads(Asking):
    """Pads and their lines."""

    all = Question(pads.all_pads)
    entries = Question(pads.entries)


class Picks(Asking):
    """The picked records."""

    ids = Question(picks.ids)
    count = Question(picks.count)
    among = Question(picks.among)


class History(Asking):
    """What was done, and what was there."""

    operations = Question(steps.operations)
    people = Question(steps.people)
    as_of = Question(past.as_of)
    ratings_before = Question(steps.ratings_before)
    last_step = Question(undoable.last_step)
    about = Question(steps.about)
    #: The one record that each of these steps is about, where it is one.
    subjects = Question(steps.subjects)
    steps = Question(steps.steps)
    mark = Question(mark.mark)


class Settings(Asking):
    """What holds for the whole archive."""

    required = Question(completeness.required)
    home_language = Question(completeness.home_language)
    value = Question(settings.value)
    home_city = Question(settings.home_city)
    named = Question(settings.named)


class Clearance(Asking):
    """What decides whether an item may leave the archive."""

    people = Question(clearance.people)
    names = Question(clearance.names)
    items = Question(clearance.items)
    items_of = Question(clearance.items_of)
    between_items = Question(clearance.between_items)
    alike = Question(clearance.alike)
    words = Question(clearance.words)


class Reader:
    """One consistent state of an archive, subject by subject; what is derived from it is its ``index``."""

    def __init__(self, connection: Connection, cancellation: Cancellation = NEVER) -> None:
        self.records = Records(connection)
        self.deleted = Deletions(connection)
        self.links = Links(connection)
        self.files = Files(connection)
        self.terms = Terms(connection)
        self.locations = Locations(connection)
        self.codes = Codes(connection)
        self.pads = Pads(connection)
        self.picks = Picks(connection)
        self.history = History(connection)
        self.settings = Settings(connection)
        self.clearance = Clearance(connection)
        self.index = Index(connection, cancellation)
        self._connection = connection

    def searches(self) -> tuple[SavedSearch, ...]:
        """Every saved search, in the order of the list."""
        return saved.searches(self._connection)
