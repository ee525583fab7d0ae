"""Merging two records: all goes over, undo takes all of it back, and what stands on it is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from archive_app.domain.model.kinds import Kind, NameKind, StageKind, TextRole
from archive_app.errors import ArchiveError, InvalidInput, NotFound, Refused
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import duplicates, editing, identifiers, linking, merging, reading
from archive_app.services.records.editing import NewName
from archive_app.services.records.merging import Outcome
from archive_app.services.search import picking
from archive_app.services.upkeep import maintenance
from archive_app.store.schema.entities import OF_TABLE
from tests.bulk import BulkInsert
from tests.inside import database
from tests.made import Made
from tests.story import Story
from tests.work import Work, counted

_STAMPS = {"changed_at", "changed_by", "title_key"}


def dump(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """Every kept row, but for who touched it last."""
    found = {}
    with database(archive).read() as connection:
        for table in OF_TABLE:
            columns = [column.name for column in table.__table__.columns if column.name not in _STAMPS]
            named = ", ".join(f'"{column}"' for column in columns)
            rows = connection.exec_driver_sql(f"SELECT {named} FROM {table.__tablename__} ORDER BY 1")
            found[table.__tablename__] = [tuple(row) for row in rows]
    return found


def person(archive: Archive, name: str, **values: str) -> int:
    return editing.add_record(archive, kind=Kind.PERSON, names=[NewName(name)], values=values).id


def link(archive: Archive, first: int, relation: str, second: int, **said: str) -> None:
    linking.add_link(archive, records=[first], relation=relation, other=second, **said)


@pytest.fixture
def twins(story: Story) -> tuple[Archive, int, int]:
    """Nezih Başgelen twice: the second one has things of his own."""
    archive, keep = story.archive, story.id["nezih"]
    drop = person(archive, "Nezih Basgelen", occupation="publisher", birth_date="1947")
    link(archive, story.id["photo"], "depicts", drop, role="speaker")
    link(archive, drop, "took part in", story.id["dialogue"], date="2025-07-11", note="came early")
    link(archive, drop, "related to", keep)
    link(archive, drop, "represents", story.id["istanbul"], role="guest", certainty="probable")
    editing.set_text(archive, record=keep, role=TextRole.NOTE, lang="en", text="Archaeologist.")
    editing.set_text(archive, record=drop, role=TextRole.NOTE, lang="en", text="Publisher.")
    editing.set_text(archive, record=drop, role=TextRole.NOTE, lang="zh", text="出版人")
    identifiers.identify(archive, record=drop, values=[("wikidata", "Q42")])
    picking.pick(archive, records=[drop])
    return archive, keep, drop


def test_everything_goes_over(twins: tuple[Archive, int, int], story: Story) -> None:
    archive, keep, drop = twins
    merging.merge(archive, keep=keep, drop=drop)
    kept = reading.record(archive, keep)
    assert {(name.text, name.lang, name.kind) for name in kept.names} == {
        ("Nezih Başgelen", "tr", NameKind.OFFICIAL),
        ("Nezih Basgelen", "en", NameKind.OFFICIAL),
    }
    assert [name.is_original for name in kept.names] == [True, False]
    said = {(each.label, each.other.id): (each.role, each.date and each.date.edtf, each.certainty, each.note)
            for each in kept.links}  # fmt: skip
    assert said == {
        ("depicted in", story.id["photo"]): ("speaker", None, "", ""),
        ("took part in", story.id["dialogue"]): ("", "2025-07-11", "", "came early"),
        ("represents", story.id["istanbul"]): ("guest", None, "probable", ""),
    }
    assert {(text.lang, text.text) for text in kept.texts} == {("en", "Archaeologist.\n\nPublisher."), ("zh", "出版人")}
    assert (kept.fields["occupation"], kept.fields["birth_date"]) == ("publisher", "1947")
    assert [(each.scheme, each.value) for each in kept.identifiers] == [("wikidata", "Q42")]
    assert list(picking.picked_ids(archive)) == [keep]
    with pytest.raises(NotFound):
        reading.record(archive, drop)
    assert maintenance.verify(archive).ok


def test_the_ref_and_uid_of_the_dropped_one_lead_to_the_kept_one(archive: Archive) -> None:
    one, two, three = (
        editing.add_record(archive, kind=Kind.CITY, names=[NewName(name)]) for name in ("Oulu", "Uleåborg", "Ouluu")
    )
    merging.merge(archive, keep=two.id, drop=one.id)
    merging.merge(archive, keep=three.id, drop=two.id)
    assert reading.resolve(archive, one.ref).id == three.id
    assert reading.resolve(archive, one.uid).id == three.id
    assert [step.label for step in history.history(archive, record=one.id)] == [
        "Merge “Oulu” into “Uleåborg”",
        "Add city “Oulu”",
    ]
    history.undo(archive)
    assert reading.resolve(archive, one.ref).id == two.id
    editing.delete_records(archive, records=[two.id])
    with pytest.raises(NotFound):
        reading.resolve(archive, one.ref)


def test_a_second_official_name_of_a_language_becomes_an_alias(archive: Archive) -> None:
    one = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Niš", "sr-Latn"), NewName("尼什")]).id
    two = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Nisch", "sr-Latn"), NewName("尼什")]).id
    merging.merge(archive, keep=one, drop=two)
    names = [(name.text, name.lang, str(name.kind)) for name in reading.record(archive, one).names]
    assert names == [("Niš", "sr-Latn", "official"), ("尼什", "zh", "official"), ("Nisch", "sr-Latn", "alias")]


def test_undo_takes_all_of_it_back_and_redo_does_it_again(twins: tuple[Archive, int, int]) -> None:
    archive, keep, drop = twins
    before = dump(archive)
    merging.merge(archive, keep=keep, drop=drop)
    merged = dump(archive)
    history.undo(archive)
    assert dump(archive) == before
    assert maintenance.verify(archive).ok
    history.redo(archive)
    after = dump(archive)
    assert {key: rows for key, rows in after.items() if key != "record"} == {
        key: rows for key, rows in merged.items() if key != "record"
    }
    assert maintenance.verify(archive).ok
    history.undo(archive)
    assert dump(archive) == before


def test_the_preview_says_what_the_merge_then_does(twins: tuple[Archive, int, int]) -> None:
    archive, keep, drop = twins
    shown = merging.preview(archive, keep=keep, drop=drop)
    assert (shown.keep.title, shown.drop.title) == ("Nezih Başgelen", "Nezih Basgelen")
    assert [(line.keep, line.drop, line.outcome) for line in shown.names] == [
        ("Nezih Başgelen", "", Outcome.STAYS),
        ("", "Nezih Basgelen", Outcome.ADDS),
    ]
    assert [(line.what, line.outcome) for line in shown.texts] == [
        ("Note (English)", Outcome.APPENDS),
        ("Note (Chinese)", Outcome.ADDS),
    ]
    assert {(line.what, line.drop): line.outcome for line in shown.fields} == {
        ("Status", "draft"): Outcome.SAME,
        ("Born", "1947"): Outcome.FILLS,
        ("Occupation", "publisher"): Outcome.FILLS,
    }
    assert {merging.OUTCOME_LABEL[line.outcome] for line in (*shown.names, *shown.texts, *shown.fields)} == {
        "not taken over", "taken over", "written underneath", "the same", "filled in",
    }  # fmt: skip
    assert {count.what: (count.there, count.moving, count.doubled) for count in shown.counts} == {
        "depicted in": (0, 1, 0),
        "took part in": (1, 0, 1),
        "related to": (0, 0, 1),
        "represents": (0, 1, 0),
        "Identifiers": (0, 1, 0),
    }


def test_the_preview_says_what_both_have_and_counts_it_once(archive: Archive) -> None:
    one, other = (
        editing.add_record(archive, kind=Kind.PARTNERSHIP, names=[NewName(name)]).id for name in ("Oulu", "Uleåborg")
    )
    for partnership, dates in ((one, ["1999", "2001"]), (other, ["2001", "2002", "2003"])):
        for date in dates:
            editing.add_stage(archive, partnership=partnership, kind=StageKind.MEMORANDUM, date=date)
    shown = merging.preview(archive, keep=one, drop=other)
    assert [(count.what, count.there, count.moving, count.doubled) for count in shown.counts] == [("Stages", 2, 2, 1)]
    assert shown.moving == 2


def test_other_kinds_and_the_same_record_are_refused(story: Story) -> None:
    with pytest.raises(InvalidInput, match="same kind"):
        merging.merge(story.archive, keep=story.id["nezih"], drop=story.id["nis"])
    with pytest.raises(InvalidInput, match="itself"):
        merging.preview(story.archive, keep=story.id["nezih"], drop=story.id["nezih"])


def test_undo_is_refused_when_something_stands_on_the_merge(twins: tuple[Archive, int, int], story: Story) -> None:
    archive, keep, drop = twins
    merging.merge(archive, keep=keep, drop=drop)
    step = history.history(archive)[0].id
    link(archive, story.id["loose"], "depicts", keep)
    depicts = history.history(archive)[0].id
    editing.add_name(archive, record=keep, text="N. Başgelen")
    before = dump(archive)
    with pytest.raises(Refused) as refused:
        history.undo(archive, step=step)
    said = str(refused.value.message)
    assert f"“Nobody knows” depicts “Nezih Basgelen” (step {depicts})" in said
    assert f"the name “N. Başgelen” (step {depicts + 1})" in said
    assert dump(archive) == before
    for number in range(3):
        link(archive, story.id["site"], "depicts", keep, role=str(number))
    with pytest.raises(Refused, match="2 more"):
        history.undo(archive, step=step)
    for _step in range(5):
        history.undo(archive)
    history.undo(archive, step=step)
    assert reading.record(archive, drop).title == "Nezih Basgelen"


def test_what_was_removed_again_does_not_stand_on_it(twins: tuple[Archive, int, int], story: Story) -> None:
    archive, keep, drop = twins
    merging.merge(archive, keep=keep, drop=drop)
    step = history.history(archive)[0].id
    link(archive, story.id["loose"], "depicts", keep)
    linking.unlink(archive, record=story.id["loose"], relation="depicts", other=keep)
    history.undo(archive, step=step)
    assert reading.record(archive, drop).title == "Nezih Basgelen"


def test_a_second_merge_stands_on_the_first(archive: Archive) -> None:
    one, two, three, photo = (
        person(archive, "A"), person(archive, "B"), person(archive, "C"),
        editing.add_record(archive, kind=Kind.PHOTO, names=[NewName("x")]).id,
    )  # fmt: skip
    link(archive, photo, "depicts", two)
    link(archive, photo, "depicts", three)
    before = dump(archive)
    merging.merge(archive, keep=one, drop=two)
    step = history.history(archive)[0].id
    merging.merge(archive, keep=one, drop=three)
    with pytest.raises(Refused, match="cannot be undone"):
        history.undo(archive, step=step)
    history.undo(archive)
    history.undo(archive, step=step)
    assert dump(archive) == before


def test_a_term_never_comes_to_stand_above_itself(archive: Archive) -> None:
    one, two, three = (
        editing.add_record(archive, kind=Kind.TERM, names=[NewName(name)], values={"vocabulary": "subjects"}).id
        for name in ("silk", "textile", "cloth")
    )
    link(archive, one, "broader", two)
    link(archive, two, "broader", three)
    before = dump(archive)
    with pytest.raises(Refused, match="“textile” stands between"):
        merging.merge(archive, keep=one, drop=three)
    assert dump(archive) == before
    merging.merge(archive, keep=one, drop=two)
    assert [each.other.id for each in reading.record(archive, one).links] == [three]


def test_pairs_kept_apart_go_over(archive: Archive) -> None:
    one, two, three = (person(archive, name) for name in "ABC")
    duplicates.keep_apart(archive, one=two, other=three)
    duplicates.keep_apart(archive, one=one, other=two)
    before = dump(archive)
    merging.merge(archive, keep=one, drop=two)
    with database(archive).read() as connection:
        pairs = connection.exec_driver_sql("SELECT record_id, other_id FROM distinction").all()
    assert [tuple(pair) for pair in pairs] == [(one, three)]
    history.undo(archive)
    assert dump(archive) == before


_KINDS = (Kind.PERSON, Kind.PERSON, Kind.PERSON, Kind.CITY, Kind.CITY, Kind.EVENT, Kind.EVENT, Kind.PARTNERSHIP,
          Kind.PARTNERSHIP, Kind.PHOTO, Kind.PHOTO, Kind.PLACE)  # fmt: skip
_RELATIONS = ("documents", "depicts", "held under", "held in", "took part in", "party of", "located in", "represents",
              "related to", "in series", "taken at", "part of")  # fmt: skip
_ACTS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 11), st.integers(0, 11), st.integers(0, 11), st.sampled_from("abc")),
    max_size=30,
)


def _deed(archive: Archive, ids: list[int], act: tuple[int, int, int, int, str]) -> Callable[[], object]:
    what, first, second, third, word = act
    one, two = ids[first], ids[second]
    deeds: tuple[Callable[[], object], ...] = (
        lambda: editing.add_name(archive, record=one, text=word, lang=("en", "zh")[second % 2]),
        lambda: editing.set_text(archive, record=one, role=list(TextRole)[third % 5], lang="en", text=word),
        lambda: editing.set_values(archive, records=[one], values={"source": word}),
        lambda: editing.add_stage(archive, partnership=one, kind=StageKind.MEMORANDUM, date=("", "2001")[third % 2]),
        lambda: duplicates.keep_apart(archive, one=one, other=two),
        lambda: identifiers.identify(archive, record=one, values=[("notation", word)]),
        lambda: picking.toggle(archive, records=[one]),
    )
    if what < len(deeds):
        return deeds[what]
    values = {"note": word, "date": ("", "2001")[third % 2]}
    return lambda: linking.add_link(
        archive, records=[one], relation=_RELATIONS[third], other=two, role=("", word)[second % 2], **values
    )


@settings(
    max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(acts=_ACTS, pair=st.tuples(st.integers(0, 11), st.integers(0, 11)))
def test_merge_and_undo_of_any_small_archive(
    acts: list[tuple[int, int, int, int, str]],
    pair: tuple[int, int],
    tmp_path_factory: pytest.TempPathFactory,
    made: Made,
) -> None:
    with made.new(tmp_path_factory.mktemp("merge") / "a") as archive:
        ids = [editing.add_record(archive, kind=kind, names=[NewName(str(kind))]).id for kind in _KINDS]
        for act in acts:
            try:
                _deed(archive, ids, act)()
            except ArchiveError:
                continue
        before = dump(archive)
        keep = ids[pair[0]]
        drop = next((i for i in ids if i != keep and _KINDS[ids.index(i)] == _KINDS[pair[0]]), 0)
        if not drop:
            return
        merging.preview(archive, keep=keep, drop=drop)
        merging.merge(archive, keep=keep, drop=drop)
        merged = dump(archive)
        assert maintenance.verify(archive).problems == []
        with database(archive).read() as connection:
            left = connection.exec_driver_sql(
                "SELECT count(*) FROM link WHERE subject_id = ?1 OR object_id = ?1", (drop,)
            ).scalar()
        assert left == 0
        history.undo(archive)
        assert dump(archive) == before
        assert maintenance.verify(archive).problems == []
        history.redo(archive)
        assert dump(archive)["link"] == merged["link"]
        assert maintenance.verify(archive).problems == []


def test_many_links_move_no_slower_each_than_a_few(archive: Archive) -> None:
    few, many = (_work_of_merging(archive, size) for size in (200, 2_000))
    assert all(much.steps <= 11 * little.steps for little, much in zip(few, many, strict=True))
    assert all(much.statements < little.statements + 100 for little, much in zip(few, many, strict=True))


def _work_of_merging(archive: Archive, links: int) -> tuple[Work, Work]:
    """Of merging two people, the dropped one in so many photographs, and of taking it back."""
    one, two = person(archive, "A"), person(archive, "B")
    with database(archive).transact("photos") as transaction:
        rows = BulkInsert(transaction)
        for _number in range(links):
            photo = rows.record(Kind.PHOTO)
            rows.row("link", {"subject_id": photo, "relation": "depicts", "object_id": two})
        rows.finish()
    with counted() as there:
        merging.merge(archive, keep=one, drop=two)
    with counted() as back:
        history.undo(archive)
    return there, back
