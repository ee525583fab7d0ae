"""A record as it was: after any changes, each state that was seen can be seen again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from archive_app.domain.dates.moments import utc
from archive_app.domain.model.differences import compare
from archive_app.domain.model.kinds import Kind, NameKind, StageKind, TextRole
from archive_app.domain.model.records import Record
from archive_app.errors import ArchiveError, NotFound
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.history.past import as_of
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing, identifiers, linking, merging, reading
from archive_app.services.records.editing import NewName
from tests.bulk import BulkInsert
from tests.inside import database
from tests.made import Made
from tests.services.history import lineage
from tests.services.search.oracle import last_changes
from tests.story import Story


def _plain(record: Record) -> Record:
    """Without what is derived, what is said of others, and who touched it last."""
    links = tuple(replace(link, other=replace(link.other, title="", ref="")) for link in record.links)
    title = "" if record.kind is Kind.PARTNERSHIP else record.title
    return replace(record, links=links, title=title, memberships=(), changed_at="", changed_by="")


def _seen(archive: Archive, ids: list[int]) -> dict[int, Record | None]:
    found: dict[int, Record | None] = {}
    for record in ids:
        try:
            found[record] = _plain(reading.record(archive, record))
        except NotFound:
            found[record] = None
    return found


def _newest(archive: Archive) -> int:
    return history.history(archive, limit=1, operations=False)[0].id


def _was(archive: Archive, record: int, step: int) -> Record | None:
    try:
        return _plain(as_of(archive, record, after_step=step))
    except NotFound:
        return None


_KINDS = [Kind.PHOTO, Kind.PARTNERSHIP, Kind.EVENT, Kind.CITY, Kind.PERSON, Kind.PERSON]
_RELATIONS = ("related to", "documents", "party of", "depicts")
_WORDS = st.sampled_from(["Niš", "杭州", "a", "İstanbul", "Q406", "x" * 50])
_ACTIONS = st.lists(st.tuples(st.integers(0, 17), st.integers(0, 5), st.integers(0, 5), _WORDS), max_size=16)


def _act(archive: Archive, ids: list[int], action: tuple[int, int, int, str]) -> None:
    what, first, second, word = action
    if what <= 1 or not ids:
        ids.append(editing.add_record(archive, kind=_KINDS[first], names=[NewName(word)]).id)
        return
    one, two = ids[first % len(ids)], ids[second % len(ids)]
    relation = _RELATIONS[second % 4]
    deeds: list[Callable[[], object]] = [
        lambda: editing.set_values(archive, records=[one], values={"name[zh]": word}),
        lambda: editing.set_text(archive, record=one, role=TextRole.CAPTION, lang="en", text=word if second else ""),
        lambda: linking.add_link(archive, records=[one], relation=relation, other=two, role=word[:second]),
        lambda: editing.add_stage(archive, partnership=one, kind=StageKind.MEMORANDUM, date="2001"),
        lambda: editing.delete_records(archive, records=[one]),
        lambda: linking.unlink(archive, record=one, relation=relation, other=two),
        lambda: editing.set_values(archive, records=list({one, two}), values={"source": word, "status": "public"}),
        lambda: editing.add_name(archive, record=one, text=word, kind=NameKind.ALIAS),
        lambda: editing.set_values(archive, records=[one], values={"date": f"200{second}"}),
        lambda: _relabel(archive, one, word),
        lambda: merging.merge(archive, keep=one, drop=two),
        lambda: merging.merge(archive, keep=two, drop=one),
        lambda: identifiers.identify(archive, record=one, values=[("wikidata", f"Q{second + 1}")]),
        lambda: history.undo(archive),
        lambda: history.undo(archive),
        lambda: history.redo(archive),
    ]
    deeds[what - 2]()


def _relabel(archive: Archive, record: int, word: str) -> None:
    for link in reading.record(archive, record).links[:1]:
        linking.change_link(archive, link_id=link.id, note=word, date="1999")


def _who_and_when_are_those_of_the_log(archive: Archive, ids: list[int]) -> None:
    last = last_changes(archive)
    for number in ids:
        try:
            record = reading.record(archive, number)
        except NotFound:
            continue
        assert (record.changed_at, record.changed_by) == last[number]


@settings(
    max_examples=40,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(actions=_ACTIONS)
def test_every_state_can_be_seen_again(
    actions: list[tuple[int, int, int, str]], tmp_path_factory: pytest.TempPathFactory, made: Made
) -> None:
    with made.new(tmp_path_factory.mktemp("past") / "a") as archive:
        ids: list[int] = []
        states: dict[int, dict[int, Record | None]] = {}
        for action in actions:
            try:
                _act(archive, ids, action)
            except ArchiveError:
                continue
            if ids:
                states[_newest(archive)] = _seen(archive, ids)
        lineage.check(archive)
        _who_and_when_are_those_of_the_log(archive, ids)
        for step, state in states.items():
            assert {record: _was(archive, record, step) for record in ids} == {**dict.fromkeys(ids), **state}


def test_before_it_was_made_and_while_it_was_deleted(archive: Archive) -> None:
    other = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Niš")]).id
    before = _newest(archive)
    city = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")]).id
    editing.delete_records(archive, records=[city])
    with pytest.raises(NotFound, match="not in the archive yet"):
        as_of(archive, city, after_step=before)
    with pytest.raises(NotFound, match="deleted then"):
        as_of(archive, city, after_step=_newest(archive))
    assert as_of(archive, city, after_step=_newest(archive) - 1).title == "Leeds"
    with pytest.raises(NotFound):
        as_of(archive, 99, after_step=before)
    assert as_of(archive, other, date.today()).title == "Niš"


def test_by_day_and_by_moment(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    morning = datetime(2025, 4, 3, 9, 30)
    moments = [morning, morning.replace(hour=23, minute=59), morning + timedelta(days=1)]
    city = 0
    for number, moment in enumerate(moments):
        monkeypatch.setattr("archive_app.store.database.clock.now", lambda moment=moment: utc(moment))
        if not number:
            city = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")]).id
        else:
            editing.set_values(archive, records=[city], values={"source": f"letter {number}"})
    assert as_of(archive, city, morning).fields["source"] is None
    assert as_of(archive, city, date(2025, 4, 3)).fields["source"] == "letter 1"
    assert as_of(archive, city, date(2025, 4, 4)).fields["source"] == "letter 2"
    assert as_of(archive, city, date(2025, 4, 3)).changed_at == utc(moments[1])
    with pytest.raises(NotFound, match="not in the archive yet"):
        as_of(archive, city, date(2025, 4, 2))


def test_what_was_ingested_and_inserted_in_bulk(archive: Archive, tmp_path: Path) -> None:
    picture = tmp_path / "IMG_1.jpg"
    Image.new("RGB", (8, 6)).save(picture)
    photo = reading.resolve(archive, ingest(archive, [picture]).added[0].ref).id
    with database(archive).transact("bulk") as transaction:
        bulk = BulkInsert(transaction)
        event = bulk.record(Kind.EVENT, {"date": "2020"})
        bulk.row("name", {"record_id": event, "text": "Signing", "lang": "en"})
        bulk.row("link", {"subject_id": photo, "relation": "documents", "object_id": event})
        bulk.finish()
    step, state = _newest(archive), _seen(archive, [photo, event])
    editing.set_values(archive, records=[photo, event], values={"name[zh]": "签约", "date": "1999"})
    linking.unlink(archive, record=photo, relation="documents", other=event)
    editing.delete_records(archive, records=[photo])
    assert {record: _was(archive, record, step) for record in (photo, event)} == state
    then = as_of(archive, photo, after_step=step)
    assert then.title == "IMG_1.jpg"
    assert Path(then.files[0].path).is_file()


def test_a_merged_record_is_seen_before_and_after(archive: Archive) -> None:
    one = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Nezih Başgelen")]).id
    two = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Nezih Basgelen")]).id
    event = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Dialogue")]).id
    linking.add_link(archive, records=[two], relation="took part in", other=event)
    step, state = _newest(archive), _seen(archive, [one, two, event])
    merging.merge(archive, keep=one, drop=two)
    merged, after = _newest(archive), _seen(archive, [one, two, event])
    history.undo(archive)
    for at, seen in ((step, state), (merged, after), (_newest(archive), state)):
        assert {record: _was(archive, record, at) for record in (one, two, event)} == seen


def test_then_and_now_line_by_line(story: Story) -> None:
    archive, murat, photo = story.archive, story.id["murat"], story.id["photo"]
    editing.add_name(archive, record=murat, text="Murat", kind=NameKind.ALIAS, lang="tr")
    step = _newest(archive)
    editing.set_values(archive, records=[murat], values={"occupation": "archaeologist", "birth_date": "1970~"})
    editing.remove_name(archive, name_id=reading.record(archive, murat).names[1].id)
    linking.add_link(archive, records=[murat], relation="took part in", other=story.id["dialogue"], role="guest")
    lines = compare(as_of(archive, murat, after_step=step), reading.record(archive, murat))
    assert [(line.label, line.then, line.now) for line in lines if line.then != line.now] == [
        ("Name (Turkish, alias)", "Murat", ""),
        ("Born", "", "about 1970"),
        ("Occupation", "", "archaeologist"),
        ("took part in", "", "Dialogue on Göbekli Tepe (guest)"),
    ]
    assert ("Name (Turkish)", "Murat Sav", "Murat Sav") in [(line.label, line.then, line.now) for line in lines]
    editing.delete_records(archive, records=[photo])
    assert all(line.then and not line.now for line in compare(as_of(archive, photo, after_step=step), None))


def test_the_titles_of_others_are_those_of_today(story: Story) -> None:
    step = _newest(story.archive)
    editing.set_values(story.archive, records=[story.id["murat"]], values={"name[tr]": "Murat Say"})
    then = as_of(story.archive, story.id["portrait"], after_step=step)
    assert [link.other.title for link in then.links] == ["Murat Say"]
    assert as_of(story.archive, story.id["murat"], after_step=step).title == "Murat Sav"
    partnership = as_of(story.archive, story.id["p-nis"], after_step=step)
    assert partnership.title == reading.record(story.archive, story.id["p-nis"]).title
