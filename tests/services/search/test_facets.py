"""Facets: counts of exactly the shown query, the same whether joined or intersected, and true after any change."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.domain.model.kinds import Kind
from archive_app.domain.query import value_text
from archive_app.domain.query.facets import FACETS
from archive_app.errors import ArchiveError, Cancelled
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing, linking, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search.searching import Cancellation, facets, first_page, search, search_ids
from archive_app.services.upkeep import maintenance
from tests.inside import database
from tests.made import Made
from tests.story import Story


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, made: Made) -> Iterator[Story]:
    """The story, for tests that only ask."""
    story = made.story(tmp_path_factory.mktemp("facets") / "archive")
    with story.archive:
        yield story


#: The field that narrows a search to a value of each facet.
FIELD = {facet.key: facet.field for facet in FACETS}
_QUERIES = ("", "kind:photo", "partnership:istanbul", "pillar", "-kind:photo", "göbekli", "no such word")


@pytest.mark.parametrize("query", _QUERIES)
def test_a_count_is_what_one_finds_after_adding_the_value(told: Story, query: str) -> None:
    counted = facets(told.archive, query)
    assert set(counted) == set(FIELD)
    for facet, values in counted.items():
        for value in values:
            narrowed = f"{query} {FIELD[facet]}:{value_text(value['value'])}"
            assert search(told.archive, narrowed).count == value["count"] > 0, narrowed


@pytest.mark.parametrize("query", _QUERIES)
def test_large_results_are_counted_from_bitmaps_and_come_to_the_same(
    told: Story, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined = facets(told.archive, query)
    monkeypatch.setattr("archive_app.store.search.facets._JOINED", -1)
    assert facets(told.archive, query) == joined


class _Counted(Cancellation):
    """Does something when it was asked so many times."""

    def __init__(self, at: int, then: Callable[[], None]) -> None:
        super().__init__()
        self._left, self._then = at, then

    def check(self) -> None:
        self._left -= 1
        if not self._left:
            self._then()


def test_a_count_that_was_stopped_disturbs_no_later_one(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever of it is still about, and whenever that goes."""
    monkeypatch.setattr("archive_app.store.search.facets._JOINED", -1)
    for year in range(1900, 2000):
        editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("Stone")], values={"date": str(year)})
    whole = facets(archive, "")
    left: list[Cancelled] = []

    def stop() -> None:
        raise Cancelled("enough")

    for at in range(1, 60, 7):
        with pytest.raises(Cancelled) as stopped:
            facets(archive, "", cancellation=_Counted(at, stop))
        left.append(stopped.value)
        del stopped
        assert facets(archive, "", cancellation=_Counted(at, left.clear)) == whole


def test_years_before_the_common_era_are_counted_in_their_year(archive: Archive) -> None:
    editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("Stone")], values={"date": "-9500~"})
    assert [value["value"] for value in facets(archive, "")["year"]] == ["-9500"]
    assert search(archive, "year:-9500").count == 1


def test_hidden_records_are_counted_no_longer_and_again_after_undo(story: Story) -> None:
    archive = story.archive
    before = facets(archive, "")
    editing.delete_records(archive, records=[story.id["dialogue"]])
    assert "dialogue" not in str(facets(archive, "")["event"]).lower()
    assert maintenance.verify(archive).ok
    history.undo(archive)
    assert facets(archive, "") == before
    assert maintenance.verify(archive).ok


def test_a_country_takes_its_cities_records_along_when_it_is_linked_later(story: Story) -> None:
    archive = story.archive
    assert [value["label"] for value in facets(archive, "kind:photo")["country"]] == ["Türkiye"]
    story.add("serbia", Kind.COUNTRY, "en:Serbia")
    story.add("fortress", Kind.PHOTO, "en:The fortress")
    story.link("fortress", "taken at", "nis")
    story.link("nis", "located in", "serbia")
    assert {value["label"]: value["count"] for value in facets(archive, "kind:photo")["country"]}["Serbia"] == 1
    assert maintenance.verify(archive).ok
    history.undo(archive)
    assert "Serbia" not in str(facets(archive, "kind:photo")["country"])
    assert maintenance.verify(archive).ok


def test_a_cancelled_question_says_so(told: Story) -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    for ask in (
        lambda: facets(told.archive, "", cancellation=cancellation),
        lambda: search_ids(told.archive, "", cancellation=cancellation),
        lambda: first_page(told.archive, "", cancellation=cancellation),
    ):
        with pytest.raises(Cancelled):
            ask()
    assert search(told.archive, "").count


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["link", "unlink", "hide", "status", "date", "undo", "redo"]),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    max_size=12,
)
_RELATIONS = (
    "documents", "depicts", "located_in", "took_part_in", "held_under", "in_series", "related_to", "has_subject",
    "broader",
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_STEPS)
def test_whatever_is_done_facets_equal_a_rebuild(
    tmp_path_factory: pytest.TempPathFactory, made: Made, steps: list[tuple[str, int, int]]
) -> None:
    story = made.story(tmp_path_factory.mktemp("steps") / "archive")
    with story.archive as archive:
        for key in ("silk", "brocade", "satin"):
            story.add(key, Kind.TERM, f"en:{key}")
        ids = sorted(story.id.values())
        for what, a, b in steps:
            _do(archive, what, ids[a % len(ids)], ids[b % len(ids)], a)
        assert maintenance.verify(archive).problems == []


def _do(archive: Archive, what: str, one: int, other: int, number: int) -> None:
    try:
        match what:
            case "link":
                linking.add_link(archive, records=[one], relation=_RELATIONS[number % len(_RELATIONS)], other=other)
            case "unlink":
                links = [link.id for link in reading.record(archive, one).links]
                linking.remove_links(archive, links=links[:1])
            case "hide":
                editing.delete_records(archive, records=[one])
            case "status":
                editing.set_values(archive, records=[one, other], values={"status": "public"})
            case "date":
                editing.set_values(archive, records=[one], values={"date": str(1990 + number)})
            case "undo":
                history.undo(archive)
            case "redo":
                history.redo(archive)
    except ArchiveError:
        return


def test_reindex_mends_what_was_broken_and_says_how_far_it_is(story: Story) -> None:
    archive = story.archive
    with database(archive).transact("Break") as transaction:
        connection = transaction.session.connection()
        for statement in (
            "DELETE FROM parts WHERE rowid % 2",
            "DELETE FROM related WHERE record_id % 3 = 0",
            "UPDATE facet SET year = 1 WHERE record_id % 2",
            "DELETE FROM tally WHERE facet = 'kind'",
            "INSERT INTO search (rowid, names) VALUES (99999, 'ghost')",
            "DELETE FROM membership WHERE rule = 'event'",
        ):
            connection.exec_driver_sql(statement)
    assert {problem.what for problem in maintenance.verify(archive).problems} == {"search index", "membership"}
    told = []
    count = maintenance.reindex(archive, on_progress=lambda progress: told.append((progress.done, progress.total)))
    assert told[-1] == (count, count)
    assert maintenance.verify(archive).problems == []
