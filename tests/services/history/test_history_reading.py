"""Reading the history: by page, by what is asked, and in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from archive_app import i18n
from archive_app.cli.app import run
from archive_app.domain.dates.moments import utc
from archive_app.domain.model.completeness import Level
from archive_app.domain.model.kinds import Kind, NameKind, StageKind
from archive_app.domain.model.records import OperationValue
from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive, open_archive
from archive_app.services.history import history
from archive_app.services.history.history import HistoryFilter
from archive_app.services.records import editing, linking, links_of_many, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import picking, saved
from archive_app.services.upkeep import completeness
from tests.bulk import BulkInsert
from tests.inside import database
from tests.story import Story
from tests.work import counted


def _labels(archive: Archive, record: int | None = None, **asked: object) -> list[str]:
    wanted = HistoryFilter(**asked)  # type: ignore[arg-type]
    return [step.label for step in history.history(archive, record=record, asked=wanted, limit=1000)]


def _said(archive: Archive, record: int | None = None) -> list[tuple[str, str, str]]:
    """What the newest step changed."""
    step = history.history(archive, record=record, limit=1)[0]
    return [(o.label, o.before, o.after) for o in step.operations]


def test_pages_join_to_the_whole(story: Story) -> None:
    archive = story.archive
    whole = history.history(archive, limit=10_000)
    for record in (None, story.id["dialogue"]):
        every = history.history(archive, record=record, limit=10_000)
        paged, before = [], None
        while page := history.history(archive, record=record, limit=7, before=before):
            paged += page
            before = page[-1].id
        assert paged == every
    assert len(whole) > 30


def test_a_word_of_the_newest_steps_is_found_without_reading_the_others(archive: Archive) -> None:
    """As many steps are asked for as are there at first; ten times as many change nothing."""

    def asked() -> int:
        with counted() as work:
            found = history.history(archive, asked=HistoryFilter(words="source"), limit=10, operations=False)
        assert [step.label for step in found] == ["Set source"] * 10
        return work.steps

    photo = editing.add_record(archive, kind=Kind.PHOTO, names=[NewName("A hall")]).id
    for number in range(12):
        editing.set_values(archive, records=[photo], values={"source": f"letter {number}"})
    few = asked()
    for number in range(120):
        editing.set_values(archive, records=[photo], values={"source": f"note {number}"})
    assert asked() <= 1.2 * few


def test_operations_of_a_large_step_are_never_cut(archive: Archive) -> None:
    with database(archive).transact("bulk") as transaction:
        bulk = BulkInsert(transaction)
        for _number in range(450):
            bulk.record(Kind.PHOTO)
        bulk.finish()
    (step,) = history.history(archive)
    assert step.operation_count == 450
    assert len(step.operations) == history.SHOWN
    every = list(history.all_operations(archive, step=step.id))
    assert [each.id for each in every] == sorted({each.id for each in every})
    assert len(every) == 450
    assert tuple(every[: history.SHOWN]) == step.operations


def test_only_what_is_asked_for(story: Story, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    archive, photo = story.archive, story.id["photo"]
    monkeypatch.setenv("EXCHANGE_ARCHIVE_USER", "anna")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("platform.node", lambda: "laptop")
    with open_archive(archive.folder) as carried:
        editing.set_values(carried, records=[photo], values={"credit": "Museum 100% of Niš"})
    assert _labels(archive, by="ANNA") == ["Set credit"] == _labels(archive, device="laptop")
    assert _labels(archive, what=("names",), record=photo) == ["Add photo “The pillar is shown”"]
    assert "Set credit" in _labels(archive, what=("fields", "links"))
    assert _labels(archive, what=("files",)) == []
    assert _labels(archive, words="100%") == ["Set credit"]
    assert _labels(archive, words="0% of niš") == ["Set credit"]
    assert _labels(archive, words="杭州国际") == [label for label in _labels(archive) if "caption (Chinese)" in label]
    assert "Set credit" in _labels(archive, words="pillar is shown")
    assert _labels(archive, words="subject_id") == _labels(archive, words="_") == []
    history.undo(archive)
    assert _labels(archive, undone=True) == ["Set credit"]
    assert "Set credit" not in _labels(archive, undone=False)
    with pytest.raises(InvalidInput, match="no kind of change"):
        _labels(archive, what=("smells",))


def test_from_and_to_are_days_here(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    night = datetime(2025, 4, 3, 0, 10)
    for moment in (night, night + timedelta(hours=23), night + timedelta(days=1)):
        monkeypatch.setattr("archive_app.store.database.clock.now", lambda moment=moment: utc(moment))
        editing.add_record(archive, kind=Kind.CITY, names=[NewName(f"{moment:%d %H}")])
    names = [label.split("“")[1][:-1] for label in _labels(archive, since=date(2025, 4, 3), until=date(2025, 4, 3))]
    assert names == ["03 23", "03 00"]
    assert len(_labels(archive, since=date(2025, 4, 4))) == 1
    assert len(_labels(archive, until=date(2025, 4, 2))) == 0
    assert len(_labels(archive, since=date.min, until=date.max)) == 3


def test_links_are_said_from_where_one_looks(story: Story) -> None:
    archive = story.archive
    linking.add_link(
        archive, records=[story.id["photo"]], relation="depicts", other=story.id["nezih"], role="host", date="2025-07"
    )
    assert _said(archive) == [("Link", "", "depicts Nezih Başgelen (host) · July 2025")]
    assert _said(archive, story.id["nezih"]) == [("Link", "", "depicted in The pillar is shown (host) · July 2025")]
    link = next(x for x in reading.record(archive, story.id["photo"]).links if x.role == "host")
    linking.change_link(archive, link_id=link.id, role="guest")
    assert _said(archive) == [("depicts Nezih Başgelen (guest) · July 2025: Role", "host", "guest")]
    linking.remove_links(archive, links=[link.id])
    assert _said(archive) == [("Link", "depicts Nezih Başgelen (guest) · July 2025", "")]


def test_values_are_said_as_people_read_them(story: Story) -> None:
    archive, photo, murat = story.archive, story.id["photo"], story.id["murat"]
    said: list[tuple[Callable[[], object], tuple[str, str, str]]] = [
        (lambda: editing.set_values(archive, records=[photo], values={"date": "1984~"}),
         ("Date", "12 July 2025", "about 1984")),
        (lambda: editing.set_values(archive, records=[photo], values={"status": "public"}),
         ("Status", "draft", "public")),
        (lambda: editing.set_values(archive, records=[murat], values={"minor": "yes"}), ("Minor", "", "yes")),
        (lambda: editing.set_values(archive, records=[photo], values={"caption[fr]": "La colline"}),
         ("Caption (French)", "", "La colline")),
        (lambda: editing.set_values(archive, records=[photo], values={"caption[fr]": "Le mont"}),
         ("Caption (French)", "La colline", "Le mont")),
        (lambda: editing.add_name(archive, record=murat, text="Murat Say", lang="tr", kind=NameKind.ALIAS),
         ("Name (Turkish, alias)", "", "Murat Say")),
        (lambda: editing.add_stage(archive, partnership=story.id["p-nis"], kind=StageKind.SISTER_CITY, date="2026"),
         ("Stage", "", "sister city · 2026")),
        (lambda: picking.pick(archive, records=[photo]), ("Picked", "", "yes")),
        (lambda: saved.save_search(archive, name="New", query="added:today"),
         ("Saved search", "", "New: added:today")),
        (lambda: editing.delete_records(archive, records=[photo]), ("Record", "there", "deleted")),
        (lambda: completeness.set_rules(archive, levels={Kind.CITY: {"name": Level.PUBLIC}}),
         ("What makes a record complete",
          "city: name in the home language, name in another language, place",
          "city: name in the home language (when public)")),
        (lambda: completeness.set_rules(archive, language="tr"), ("Home language", "", "Turkish")),
    ]  # fmt: skip
    for act, words in said:
        act()
        assert words in _said(archive)


def test_it_is_said_in_the_language_of_the_window(story: Story) -> None:
    editing.set_values(story.archive, records=[story.id["photo"]], values={"date": "2025-04-03"})
    i18n.set_language("zh")
    (operation,) = history.history(story.archive, limit=1)[0].operations
    assert (operation.before, operation.after) == ("2025年7月12日", "2025年4月3日")


def test_no_operation_of_a_story_is_said_in_json(story: Story) -> None:
    found: list[OperationValue] = []
    for step in history.history(story.archive, limit=1000):
        found += step.operations
    assert all(each.label and (each.before or each.after) and each.about for each in found)
    assert not any(mark in each.before + each.after for each in found for mark in '{}[]"')


def test_a_tagged_thousand_is_one_step_that_pages(archive: Archive) -> None:
    with database(archive).transact("bulk") as transaction:
        bulk = BulkInsert(transaction)
        photos = [bulk.record(Kind.PHOTO) for _number in range(1000)]
        bulk.finish()
    visit = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Visit")])
    links_of_many.apply(archive, records=photos, tags=[links_of_many.Tag(visit)])
    step = history.history(archive, limit=1)[0]
    assert step.operation_count == 1000
    second = history.operations_of(archive, step=step.id, after=step.operations[-1].id)
    assert second[0].about is not None
    assert second[0].about.id == photos[history.SHOWN]
    mine = history.history(archive, record=photos[900], limit=1)[0]
    assert (mine.operation_count, len(mine.operations)) == (1, 1)


def test_the_command_line(story: Story, capfd: pytest.CaptureFixture[str]) -> None:
    def answer(*arguments: str) -> dict[str, list[dict[str, object]]]:
        assert run(["--archive", folder, "--json", *arguments]) == 0
        return json.loads(capfd.readouterr().out)  # type: ignore[no-any-return]

    archive, folder = story.archive, str(story.archive.folder)
    photo = story.ref["photo"]
    editing.set_values(archive, records=[story.id["photo"]], values={"credit": "Museum"})
    newest = answer("history", "--limit", "1")["steps"][0]
    assert newest["label"] == "Set credit"
    assert answer("history", "--before", str(newest["id"]), "--limit", "1")["steps"][0]["id"] != newest["id"]
    assert [step["label"] for step in answer("history", photo, "--what", "fields")["steps"]] == ["Set credit"]
    assert len(answer("history", "--all")["steps"]) == len(history.history(archive, limit=1000))
    assert answer("show", photo, "--on", date.today().isoformat())["fields"]["credit"] == "Museum"  # type: ignore[call-overload]
    assert answer("gaps", photo)["gaps"][0]["rule"] == "file"
    assert answer("gaps", "--event", story.ref["dialogue"])["total"] == 2
    assert run(["--archive", folder, "history", photo]) == 0
    assert "+ Museum" in capfd.readouterr().out
    for wrong in (
        ["history", "--from", "soon"],
        ["history", "--what", "smells"],
        ["show", photo, "--on", "2025-13-01"],
        ["show", photo, "--on", "1999-01-01"],
        ["gaps", photo, "--event", "x"],
        ["rules", "--set", "photo.x=always"],
        ["rules", "--set", "photo.alt=often"],
    ):
        assert run(["--archive", folder, *wrong]) == 1
        error = capfd.readouterr().err
        assert error.count("\n") <= 3
        assert "Traceback" not in error
    assert run(["--archive", folder, "rules", "--set", "photo.people=always", "--set", "photo.reason=never"]) == 0
    capfd.readouterr()
    levels = {(rule["kind"], rule["rule"]): rule["required"] for rule in answer("rules")["rules"]}
    assert levels["photo", "people"] == "always"
    assert levels["photo", "reason"] == "never"
    assert Path(folder).is_dir()
