"""The demo archive as a newcomer finds it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app.domain.model.kinds import ITEM_KINDS, FileRole, Kind, Status, TextRole
from archive_app.errors import Refused
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest import pictures
from archive_app.services.progress import Progress
from archive_app.services.records import reading
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance
from archive_app.services.upkeep.demo import make_demo


@pytest.fixture(scope="module")
def told() -> list[Progress]:
    """How far the making of the demo was, each time that it was said."""
    return []


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, told: list[Progress]) -> Iterator[Archive]:
    with make_demo(tmp_path_factory.mktemp("demo") / "archive", on_progress=told.append) as archive:
        yield archive


def found(archive: Archive, query: str) -> dict[str, searching.Hit]:
    result = searching.search(archive, query, limit=500)
    assert result.count == len(result.hits)
    return {hit.row.title: hit for hit in result.hits}


def test_it_is_one_step_of_the_history(demo: Archive) -> None:
    steps = history.history(demo)
    assert [step.label for step in steps] == ["Create the demo archive"]
    assert steps[0].operation_count > 1000


def test_it_holds_everything(demo: Archive) -> None:
    by_kind = reading.counts(demo).by_kind
    assert by_kind[Kind.PARTNERSHIP] == 37
    assert by_kind[Kind.CITY] == 37 + 4
    assert sum(by_kind.get(kind, 0) for kind in ITEM_KINDS) == 70
    assert maintenance.verify(demo).ok


def test_refs_are_what_people_say(demo: Archive) -> None:
    assert reading.resolve(demo, "IST-0001").title == "Domes over the water, Istanbul"
    assert reading.resolve(demo, "HGH-IST").kind is Kind.PARTNERSHIP
    assert reading.resolve(demo, "Hangzhou").ref == "CIT-0001"


def test_cities_are_on_the_map(demo: Archive) -> None:
    for city in ("Boston", "Istanbul", "Niš"):
        assert city in found(demo, f"kind:city near:{city}~20km")
    assert "Istanbul" not in found(demo, "kind:city near:Boston~2000km")


def test_istanbul_gives_what_the_story_says(demo: Archive) -> None:
    hits = found(demo, "partnership:istanbul")
    assert {"Nezih Başgelen", "Murat Sav", "Tenth anniversary of Hangzhou–Istanbul"} <= set(hits)
    gift = hits["Small T-shaped pillar, commemorative artifact"]
    assert "presented at → Presentation of commemorative artifacts" in gift.why[0].text
    assert not {"Göbekli Tepe", "Şanlıurfa", "Stone circles on the hill, Göbekli Tepe"} & set(hits)
    assert "T-shaped pillar with a fox, Göbekli Tepe" not in hits


def test_a_museum_in_belgrade_belongs_to_nis_through_the_campaign(demo: Archive) -> None:
    hits = found(demo, "partnership:nis")
    assert hits["Red Star Belgrade Museum"].why[0].text == (
        "Red Star Belgrade Museum → took part in → The campaign that began with Niš → related to → Hangzhou–Niš"
    )
    assert "Memorandum of understanding, Hangzhou and Niš" in hits
    assert "Belgrade" not in hits
    page = reading.partnership_page(demo, reading.resolve(demo, "HGH-NIS").id)
    assert [(stage.kind, stage.date.edtf if stage.date else "") for stage in page.stages] == [("memorandum", "2025-04")]


@pytest.mark.parametrize("city", ["boston", "bangkok", "queenstown"])
def test_a_dialogue_makes_no_partnership(demo: Archive, city: str) -> None:
    assert not [title for title in found(demo, f"partnership:{city}") if "Tale of Two Cities" in title]
    assert [title for title in found(demo, "series:tale") if city.capitalize() in title]


def test_two_people_are_no_delegation(demo: Archive) -> None:
    hits = found(demo, "partnership:verona")
    assert not {"Leonardo Cinieri Lombroso", "Gu Jiafeng", "Two people at a tea table"} & set(hits)


def test_every_partnership_finds_a_picture(demo: Archive) -> None:
    for summary in reading.partnerships(demo):
        hits = searching.search(demo, f"partnership:{summary.record.ref} kind:photo", limit=50)
        assert hits.count, summary.record.title


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("gobekli", "Göbekli Tepe"),
        ("Ниш", "Niš"),
        ("nis", "Niš"),
        ("istanbul", "Istanbul"),
        ("杭州", "Hangzhou"),
        ("杭", "Hangzhou"),
        ("กรุงเทพ", "Bangkok"),
        ("hangzhou", "Hangzhou"),
        ("수원", "Suwon"),
        ("浜松", "Hamamatsu"),
        ("اصفهان", "Isfahan"),
    ],
)
def test_words_of_any_script_find_the_city_or_place(demo: Archive, words: str, title: str) -> None:
    assert title in found(demo, words)


def test_the_child_stays_unnamed(demo: Archive) -> None:
    child = reading.record(demo, reading.resolve(demo, "A child of three (unnamed)").id)
    assert child.fields["minor"]
    pictures_of = [link.other for link in child.links if link.relation == "depicts"]
    assert len(pictures_of) == 2
    assert all(reading.record(demo, other.id).status is Status.DRAFT for other in pictures_of)


def test_an_object_has_its_views_in_order_with_pictures(demo: Archive) -> None:
    pillar = reading.record(demo, reading.resolve(demo, "IST-0003").id)
    assert [file.role for file in pillar.files] == [FileRole.MASTER, FileRole.VIEW, FileRole.DETAIL]
    assert [file.position for file in pillar.files] == [0, 1, 2]
    for file in pillar.files:
        assert pictures.cached_thumbnail(demo, file.sha256)
        assert Path(file.path).is_file()
    captions = {text.lang: text.text for text in pillar.texts if text.role is TextRole.CAPTION}
    assert captions["en"].endswith("A drawing made for the demo.")


@pytest.mark.usefixtures("demo")
def test_progress_ends_at_its_end(told: list[Progress]) -> None:
    assert told[-1].done == told[-1].total
    assert [step.done for step in told] == sorted(step.done for step in told)


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused):
        make_demo(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
