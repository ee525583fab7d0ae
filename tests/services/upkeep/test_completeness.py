"""What is missing: each rule against a plain reading, after any change, and as a figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from archive_app.domain.model.completeness import DEFAULTS, RULES, Level, requirements, rules_of
from archive_app.domain.model.kinds import Kind, StageKind, Status, TextRole
from archive_app.errors import ArchiveError, InvalidInput, NotFound
from archive_app.services.archive import Archive, create_archive
from archive_app.services.history import history
from archive_app.services.records import editing, linking, reading
from archive_app.services.search.searching import search_ids
from archive_app.services.upkeep import completeness, maintenance
from archive_app.services.upkeep.completeness import gap_query, gaps, progress
from tests.bulk import BulkInsert
from tests.inside import database
from tests.made import Made
from tests.services.search.oracle import Oracle
from tests.story import Story
from tests.work import Work, counted


def _lacking(archive: Archive, record: int) -> list[str]:
    return [gap.rule for gap in gaps(archive, record)]


def _stored(archive: Archive) -> dict[int, int]:
    with database(archive).read() as connection:
        return {row[0]: row[1] for row in connection.exec_driver_sql("SELECT record_id, gaps FROM facet")}


def _read(archive: Archive) -> dict[int, int]:
    """The same, record by record, without SQL."""
    oracle = Oracle(archive, {}, 0)
    return {
        i: sum(rule.mask for rule in rules_of(record.kind) if not oracle.meets(record, rule.key))
        for i, record in oracle.records.items()
    }


def test_bits_are_never_given_twice() -> None:
    assert len({rule.bit for rule in RULES}) == len({rule.key for rule in RULES}) == len(RULES)
    assert all(set(levels) <= {rule.key for rule in rules_of(kind)} for kind, levels in DEFAULTS.items())
    assert set(DEFAULTS) == set(Kind)


def test_every_rule_is_what_a_plain_reading_gives(story: Story) -> None:
    assert _stored(story.archive) == _read(story.archive)


def test_a_photo_step_by_step(story: Story) -> None:
    archive, photo = story.archive, story.id["loose"]
    assert _lacking(archive, photo) == ["caption", "date", "reason", "file"]
    editing.set_values(archive, records=[photo], values={"caption": "A hall", "date": "2025"})
    assert _lacking(archive, photo) == ["reason", "file"]
    story.link("loose", "documents", "dialogue")
    assert _lacking(archive, photo) == ["file"]
    editing.set_values(archive, records=[photo], values={"status": "public"})
    assert _lacking(archive, photo) == ["credit", "alt", "file"]
    history.undo(archive)
    history.undo(archive)
    assert _lacking(archive, photo) == ["reason", "file"]


def test_who_hides_an_event_takes_the_reason_from_its_pictures(story: Story) -> None:
    archive, photo = story.archive, story.id["photo"]
    assert "reason" not in _lacking(archive, photo)
    editing.delete_records(archive, records=[story.id["dialogue"]])
    assert "reason" in _lacking(archive, photo)
    assert maintenance.verify(archive).ok
    history.undo(archive)
    assert "reason" not in _lacking(archive, photo)
    assert maintenance.verify(archive).ok


def test_no_rule_can_be_met_by_being_hidden(story: Story) -> None:
    editing.delete_records(story.archive, records=[story.id["photo"]])
    with pytest.raises(NotFound):
        gaps(story.archive, story.id["photo"])


def test_the_figures_are_those_of_the_search(story: Story) -> None:
    archive = story.archive
    for scope in ({}, {"partnership": "p-istanbul"}, {"event": "dialogue"}):
        done = progress(archive, **{name: story.id[key] for name, key in scope.items()})
        refs = {name: story.ref[key] for name, key in scope.items()}
        incomplete = len(search_ids(archive, gap_query(**refs)))
        assert done.total - done.complete == incomplete > 0
        assert done.complete == len(search_ids(archive, gap_query("none", **refs)))
        assert done.by_gap == {
            rule.key: count for rule in RULES if (count := len(search_ids(archive, gap_query(rule.key, **refs))))
        }


def test_an_empty_archive_is_complete(archive: Archive) -> None:
    assert progress(archive) == completeness.Progress(0, 0, {})
    assert progress(archive).share == 1


def test_the_rules_are_the_archives_own_and_can_be_undone(story: Story) -> None:
    archive, photo = story.archive, story.id["photo"]
    before = _lacking(archive, photo)
    change = completeness.set_rules(archive, levels={Kind.PHOTO: {"people": Level.ALWAYS}})
    assert change.fields == {"setting.completeness"}
    assert _lacking(archive, photo) == ["people"]
    assert photo in search_ids(archive, "gap:people")
    completeness.set_rules(archive, levels={Kind.PHOTO: {}})
    assert _lacking(archive, photo) == []
    assert history.history(archive)[0].operation_count == 1
    history.undo(archive)
    assert _lacking(archive, photo) == ["people"]
    history.undo(archive)
    assert _lacking(archive, photo) == before
    history.redo(archive)
    assert _lacking(archive, photo) == ["people"]
    assert maintenance.verify(archive).ok


def test_an_older_setting_is_not_put_back_over_a_newer_one(story: Story) -> None:
    archive = story.archive
    step = completeness.set_rules(archive, levels={Kind.PHOTO: {}}).step
    later = completeness.set_rules(archive, levels={Kind.PHOTO: {"date": Level.PUBLIC}}).step
    completeness.set_rules(archive, language="tr")
    with pytest.raises(ArchiveError, match=f"step {later},"):
        history.undo(archive, step=step)


def test_setting_what_is_set_is_no_step(story: Story) -> None:
    before = history.history(story.archive, limit=1)
    completeness.set_rules(story.archive, levels=dict(DEFAULTS), language="zh")
    assert history.history(story.archive, limit=1) == before


def test_the_home_language_is_the_archives_own(story: Story) -> None:
    archive, murat = story.archive, story.id["murat"]
    assert _lacking(archive, murat) == ["name"]
    completeness.set_rules(archive, language="tr")
    assert _lacking(archive, murat) == ["translation"]
    assert maintenance.verify(archive).ok
    history.undo(archive)
    assert _lacking(archive, murat) == ["name"]
    assert maintenance.verify(archive).ok


def test_what_cannot_be_required_is_a_sentence(archive: Archive) -> None:
    with pytest.raises(InvalidInput, match="“giver” cannot be required"):
        completeness.set_rules(archive, levels={Kind.PHOTO: {"giver": Level.ALWAYS}})
    with pytest.raises(InvalidInput, match="no language"):
        completeness.set_rules(archive, language="'; drop")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"photo": 3, "x": {}}', '{"photo": {"giver": "always", "date": "?"}}']
)
def test_a_setting_that_cannot_be_read_is_as_usual(text: str) -> None:
    read = requirements(text)
    assert {kind: dict(levels) for kind, levels in read.levels.items() if kind is not Kind.PHOTO} == {
        kind: dict(levels) for kind, levels in DEFAULTS.items() if kind is not Kind.PHOTO
    }
    assert requirements(read.to_json()) == read
    assert read.mask(Kind.CITY, Status.DRAFT) == requirements(None).mask(Kind.CITY, Status.DRAFT)


def test_bulk_inserted_records_have_their_gaps(archive: Archive) -> None:
    with database(archive).transact("bulk") as transaction:
        bulk = BulkInsert(transaction)
        photo = bulk.record(Kind.PHOTO, {"date": "2020"})
        event = bulk.record(Kind.EVENT)
        bulk.row("link", {"subject_id": photo, "relation": "documents", "object_id": event})
        bulk.finish()
    assert _lacking(archive, photo) == ["caption", "file"]
    assert _stored(archive) == _read(archive)


def test_the_next_incomplete_record_of_a_list(story: Story) -> None:
    archive = story.archive
    ids = list(search_ids(archive, "kind:photo", order="ref"))
    wanted = set(search_ids(archive, "gap:any"))
    seen, current = [], 0
    for _photo in ids:
        found = completeness.next_incomplete(archive, ids, current)
        assert found is not None
        current = found[0]
        seen.append(current)
    assert set(seen) == wanted & set(ids)
    assert completeness.next_incomplete(archive, [], 0) is None
    first = completeness.next_incomplete(archive, [story.id["loose"]])
    assert first is not None
    assert first[1].field == "text-caption"


_ACTIONS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 9), st.integers(0, 9)), max_size=12)
_KINDS = [Kind.PHOTO, Kind.PARTNERSHIP, Kind.EVENT, Kind.CITY, Kind.PERSON, Kind.OBJECT]


def _act(archive: Archive, ids: list[int], what: int, first: int, second: int) -> None:
    if what <= 1 or not ids:
        ids.append(editing.add_record(archive, kind=_KINDS[first % 6], names=[editing.NewName("Niš")]).id)
        return
    one, two = ids[first % len(ids)], ids[second % len(ids)]
    relation = ("documents", "party of", "given by", "related to", "created by")[second % 5]
    deeds: list[Callable[[], object]] = [
        lambda: editing.set_values(archive, records=[one], values={"name[zh]": "杭州"}),
        lambda: editing.set_text(archive, record=one, role=TextRole.CAPTION, lang="en", text="a" * (second % 2)),
        lambda: linking.add_link(archive, records=[one], relation=relation, other=two),
        lambda: linking.unlink(archive, record=one, relation=relation, other=two),
        lambda: editing.add_stage(archive, partnership=one, kind=StageKind.MEMORANDUM, date="2001"),
        lambda: editing.delete_records(archive, records=[one]),
        lambda: editing.set_values(archive, records=[one], values={"status": "public"}),
        lambda: history.undo(archive),
        lambda: history.redo(archive),
        lambda: completeness.set_rules(archive, language="sr" if second % 2 else "zh"),
        lambda: editing.set_values(archive, records=[one], values={"material": "bronze", "credit": "x"}),
    ]
    deeds[what - 2]()


@settings(
    max_examples=20,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(actions=_ACTIONS)
def test_after_any_changes_the_gaps_are_those_of_a_rebuild(
    actions: list[tuple[int, int, int]], tmp_path_factory: pytest.TempPathFactory, made: Made
) -> None:
    with made.new(tmp_path_factory.mktemp("gaps") / "a") as archive:
        ids: list[int] = []
        for action in actions:
            try:
                _act(archive, ids, *action)
            except ArchiveError:
                continue
        assert maintenance.verify(archive).ok
        completeness.set_rules(archive, language="zh")
        assert _stored(archive) == _read(archive)


def test_a_search_for_gaps_looks_at_each_record_once(tmp_path: Path) -> None:
    """Ten times the records are ten times the work, and the figure of all of them costs what it cost."""
    few, many = (_work_of_gaps(tmp_path / str(size), size) for size in (300, 3_000))
    figure, figures = few.pop("figure"), many.pop("figure")
    assert {query: many[query].steps <= 11 * few[query].steps for query in few} == dict.fromkeys(few, True)
    assert (figures.steps, figures.statements) == (figure.steps, figure.statements)


def _work_of_gaps(folder: Path, size: int) -> dict[str, Work]:
    found = {}
    with create_archive(folder) as archive:
        with database(archive).transact("bulk") as transaction:
            bulk = BulkInsert(transaction)
            for number in range(size):
                bulk.record(Kind.PHOTO, {"date": "2020"} if number % 3 else {})
            bulk.finish()
        for query, count in (("gap:any", size), ("gap:none", 0), ("gap:date", size // 3), ("gap:alt", 0)):
            with counted() as found[query]:
                assert len(search_ids(archive, query)) == count
        with counted() as found["figure"]:
            assert progress(archive).total == size
    return found


def test_reading_a_record_that_never_was(archive: Archive) -> None:
    with pytest.raises(NotFound):
        gaps(archive, 99)
    assert reading.counts(archive).items == 0


def test_what_is_out_of_step_is_found_and_made_again(story: Story) -> None:
    archive = story.archive
    with database(archive).transact("harm") as transaction:
        transaction.session.connection().exec_driver_sql(
            "UPDATE facet SET gaps = gaps + 1 WHERE record_id = ?", (story.id["photo"],)
        )
    report = maintenance.verify(archive)
    assert [problem.ref for problem in report.problems] == [story.ref["photo"]]
    maintenance.reindex(archive)
    assert maintenance.verify(archive).ok
    assert _stored(archive) == _read(archive)
