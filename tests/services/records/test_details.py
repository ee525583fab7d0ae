"""Details of records: given, changed, moved, taken off, found, undone, merged, and seen as they were."""

from __future__ import annotations

import pytest

from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.kinds import Kind
from archive_app.errors import InvalidInput, NotFound, Refused
from archive_app.services.archive import Archive
from archive_app.services.catalogue import words
from archive_app.services.history import history, past
from archive_app.services.records import details, editing, merging, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import completeness, maintenance

INSCRIPTION = BY_NAME["inscription"]


def object_(archive: Archive, name: str, kind: Kind = Kind.OBJECT) -> int:
    return editing.add_record(archive, kind=kind, names=[NewName(name)]).id


def inscribe(archive: Archive, record: int, **said: str) -> None:
    details.add_detail(archive, records=[record], detail=INSCRIPTION, values=said)


def said(archive: Archive, record: int) -> list[str]:
    return [str(each.values["text"]) for each in reading.record(archive, record).details_of("inscription")]


@pytest.fixture
def lion(archive: Archive) -> int:
    return object_(archive, "Stone lion")


def found(archive: Archive, query: str) -> list[int]:
    return list(searching.search_ids(archive, query))


def test_a_detail_is_given_in_its_language_and_found(archive: Archive, lion: int) -> None:
    inscribe(archive, lion, text="赠予杭州", translation="Given to Hangzhou")
    (one,) = reading.record(archive, lion).details
    assert one.values == {
        "text": "赠予杭州", "language": "zh", "position": None, "translation": "Given to Hangzhou"
    }  # fmt: skip
    other = object_(archive, "Photo", Kind.PHOTO)
    for query in ("赠予", "zengyu", "given hangzhou", "has:inscription", "has:inscription[zh]", "has:铭文"):
        assert found(archive, query) == [lion], query
    assert found(archive, "missing:inscription") == [other]
    assert found(archive, "has:inscription[fr]") == []
    hit = searching.search(archive, "given").hits[0]
    assert [(match.field, match.text) for match in hit.matched] == [("inscription", "Given to Hangzhou")]
    assert maintenance.verify(archive).problems == []


def test_the_same_is_said_once(archive: Archive, lion: int) -> None:
    other = object_(archive, "Vase")
    inscribe(archive, lion, text="A", position="base")
    details.add_detail(archive, records=[lion, other], detail=INSCRIPTION, values={"text": "A", "position": "base"})
    assert (said(archive, lion), said(archive, other)) == (["A"], ["A"])


def test_the_order_is_kept_and_changed(archive: Archive, lion: int) -> None:
    for text in "ABC":
        inscribe(archive, lion, text=text)
    last = reading.record(archive, lion).details[-1]
    details.move_detail(archive, detail=INSCRIPTION, detail_id=last.id, to=0)
    assert said(archive, lion) == ["C", "A", "B"]
    details.change_detail(archive, detail=INSCRIPTION, detail_id=last.id, values={"position": "base", "language": "fr"})
    assert found(archive, "has:inscription[fr] base") == [lion]
    details.remove_detail(archive, detail=INSCRIPTION, detail_id=last.id)
    assert said(archive, lion) == ["A", "B"]
    for _step in range(3):
        history.undo(archive)
    assert said(archive, lion) == ["A", "B", "C"]
    history.redo(archive)
    assert said(archive, lion) == ["C", "A", "B"]
    assert found(archive, "has:inscription[fr]") == []
    assert maintenance.verify(archive).problems == []


def test_history_says_it_in_words_and_shows_it_as_it_was(archive: Archive, lion: int) -> None:
    inscribe(archive, lion, text="Old", language="en")
    step = history.history(archive, record=lion)[0]
    (one,) = reading.record(archive, lion).details
    details.change_detail(archive, detail=INSCRIPTION, detail_id=one.id, values={"text": "New", "language": "zh"})
    changed = history.history(archive, record=lion)[0].operations
    assert [(each.label, each.before, each.after) for each in changed] == [
        ("Inscription: Text", "Old", "New"), ("Inscription: Language", "English", "Chinese")
    ]  # fmt: skip
    assert [(each.label, each.after) for each in step.operations] == [("Inscription", "Old · English")]
    then = past.as_of(archive, lion, after_step=step.id)
    assert [each.values["text"] for each in then.details] == ["Old"]


def test_details_go_over_when_records_are_merged(archive: Archive, lion: int) -> None:
    double = object_(archive, "Lion of stone")
    inscribe(archive, lion, text="A")
    inscribe(archive, double, text="B")
    inscribe(archive, double, text="A", translation="said only there")
    counted = merging.preview(archive, keep=lion, drop=double).counts
    assert ("Inscriptions", 1, 1, 1) in [(each.what, each.there, each.moving, each.doubled) for each in counted]
    merging.merge(archive, keep=lion, drop=double)
    there = reading.record(archive, lion).details
    assert [(each.values["text"], each.values["translation"]) for each in there] == [
        ("A", "said only there"), ("B", None)
    ]  # fmt: skip
    inscribe(archive, lion, text="C")
    with pytest.raises(Refused, match="inscription “C · English”"):
        history.undo(archive, step=history.history(archive, record=lion)[1].id)
    history.undo(archive)
    history.undo(archive)
    assert (said(archive, lion), said(archive, double)) == (["A"], ["B", "A"])


def test_a_detail_may_be_required_and_is_printed(archive: Archive, lion: int) -> None:
    levels = {each.kind: dict(each.levels) for each in completeness.rules(archive)}
    levels[Kind.OBJECT]["inscription"] = completeness.Level.ALWAYS
    completeness.set_rules(archive, levels=levels)
    assert found(archive, "gap:inscription") == [lion]
    assert "detail-inscription" in [gap.field for gap in completeness.gaps(archive, lion)]
    inscribe(archive, lion, text="赠予杭州", position="on the base")
    editing.set_values(archive, records=[lion], values={"technique": "carved"})
    assert found(archive, "gap:inscription") == []
    facts = words.facts(reading.record(archive, lion), ("en",))
    assert [(each.key, [[(said.text, said.lang) for said in value] for value in each.values]) for each in facts] == [
        ("technique", [[("carved", "und")]]),
        ("inscription", [[("赠予杭州", "zh"), ("on the base", "und")]]),
    ]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "“Text” cannot be empty"),
        ({"text": "  "}, "“Text” cannot be empty"),
        ({"text": "A", "colour": "red"}, "“colour” is no part of this detail"),
        ({"text": "A", "language": "?"}, "is no language"),
        ({"text": "A", "position": "x" * 10_001}, "too long"),
    ],
)
def test_what_is_no_detail_is_refused_in_a_sentence(
    archive: Archive, lion: int, values: dict[str, str], sentence: str
) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        details.add_detail(archive, records=[lion], detail=INSCRIPTION, values=values)
    assert said(archive, lion) == []


def test_what_cannot_have_it_or_is_gone_is_said(archive: Archive, lion: int) -> None:
    city = object_(archive, "Niš", Kind.CITY)
    with pytest.raises(InvalidInput, match="Records of this kind"):
        details.add_detail(archive, records=[lion, city], detail=INSCRIPTION, values={"text": "A"})
    assert said(archive, lion) == []
    with pytest.raises(InvalidInput, match="There is no detail “scratches”"):
        details.detail_called("scratches")
    assert details.detail_called("铭文") is INSCRIPTION
    inscribe(archive, lion, text="A")
    (one,) = reading.record(archive, lion).details
    with pytest.raises(InvalidInput, match="cannot be empty"):
        details.change_detail(archive, detail=INSCRIPTION, detail_id=one.id, values={"text": ""})
    details.remove_detail(archive, detail=INSCRIPTION, detail_id=one.id)
    with pytest.raises(NotFound):
        details.remove_detail(archive, detail=INSCRIPTION, detail_id=one.id)
