"""The demo's facts are the sources' facts: nothing added, nothing lost, and every picture says that it is a drawing."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from archive_app import paths
from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.kinds import ITEM_KINDS, Kind, NameKind, StageKind, Status, TextRole
from archive_app.domain.model.relations import BY_KEY
from archive_app.media.formats.sniff import sniff
from archive_app.media.metadata.metadata import Metadata, read_metadata
from archive_app.services.records.values import check
from archive_app.services.upkeep.demo_facts import FactRecord, Facts, read_facts
from tools.drawing.gallery import SCENES, drawn

DEMO = paths.resources("demo")
LIMIT = 8_000_000

#: The kinds of the register, as stages. Isfahan's source says letter of intent; the register has no word for it.
STAGE_OF = {"sister": StageKind.SISTER_CITY, "friendly": StageKind.FRIENDLY_CITY, "mou": StageKind.MEMORANDUM}
#: Where two sources disagree, the demo keeps both.
DISPUTED = {
    "Hamamatsu": "[2012-04-06,2012-04-07]",
    "Indianapolis": "[2008-12-05,2012-08-16]",
    "Istanbul": "[2015,2016]",
}


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_facts(DEMO)


@pytest.fixture(scope="module")
def records(facts: Facts) -> dict[str, FactRecord]:
    return {record.key: record for record in facts.records}


def items(facts: Facts) -> Iterator[FactRecord]:
    return (record for record in facts.records if record.kind in ITEM_KINDS)


def english(record: FactRecord) -> str:
    return next(name.text for name in record.names if name.lang == "en")


@pytest.mark.corpus
def test_partners_equal_the_register(corpus: Path, facts: Facts, records: dict[str, FactRecord]) -> None:
    with (corpus / "partners" / "hangzhou-partners.csv").open(encoding="utf-8", newline="") as file:
        register = {row["city"]: row for row in csv.DictReader(file)}
    cities = {english(records[link.subject]): link for link in facts.links if link.relation == "party_of"}
    assert set(cities) == set(register) | {"Hangzhou"}
    for name, row in register.items():
        city, partnership = records[cities[name].subject], records[cities[name].other]
        assert (city.fields["iso_code"], city.fields["continent"]) == (row["country_iso2"], row["continent"]), name
        assert (float(city.fields["latitude"]), float(city.fields["longitude"])) == (
            float(row["lat"]),
            float(row["lon"]),
        ), name
        local = re.split(" / ", row["city_local"])
        assert set(local) <= {given.text for given in city.names}, name
        latest = partnership.stages[-1]
        expected = StageKind.LETTER_OF_INTENT if name == "Isfahan" else STAGE_OF[row["kind"]]
        assert latest.kind is expected, name
        assert latest.date == DISPUTED.get(name, row["established"]), name
        assert latest.confidence == partnership.fields["confidence"] == row["confidence"], name
        assert latest.source, name


def test_disputed_dates_keep_every_claim(records: dict[str, FactRecord]) -> None:
    stage = records["hangzhou-hamamatsu"].stages[-1]
    date = parse_date(stage.date)
    assert (date.earliest, date.latest) == (20120406, 20120407)
    assert "contradict" in records["hangzhou-hamamatsu"].texts[TextRole.NOTE, "en"]
    canberra = [(stage.kind, stage.date) for stage in records["hangzhou-canberra"].stages]
    assert canberra == [(StageKind.MEMORANDUM, "1998-10-29"), (StageKind.FRIENDLY_CITY, "2003-04")]


def test_the_home_city_says_how_much_is_known(facts: Facts, records: dict[str, FactRecord]) -> None:
    known = sum(record.kind is Kind.PARTNERSHIP for record in facts.records)
    note = records["hangzhou"].texts[TextRole.NOTE, "en"]
    assert known == 37
    assert {"77", "31", "46", "37"} <= set(re.findall(r"\d+", note))


def test_names_in_their_own_scripts(records: dict[str, FactRecord]) -> None:
    def names(key: str) -> set[tuple[str, str]]:
        return {(name.lang, name.text) for name in records[key].names}

    assert {("sr-Latn", "Niš"), ("sr-Cyrl", "Ниш"), ("zh", "尼什")} <= names("nis")
    assert {("tr", "İstanbul"), ("zh", "伊斯坦布尔"), ("ru", "Стамбул")} <= names("istanbul")
    assert {("th", "กรุงเทพมหานคร"), ("th", "กรุงเทพ"), ("zh", "曼谷")} <= names("bangkok")
    pinyin = [name.text for name in records["hangzhou"].names if name.kind is NameKind.PINYIN]
    assert pinyin == ["Hángzhōu"]


def test_every_link_joins_what_its_relation_allows(facts: Facts, records: dict[str, FactRecord]) -> None:
    for link in facts.links:
        subject, other = records[link.subject], records[link.other]
        assert BY_KEY[link.relation].joins(subject.kind, other.kind), link
    assert len(set(facts.links)) == len(facts.links)


def test_every_value_is_one_the_archive_takes(facts: Facts) -> None:
    for record in facts.records:
        for field, value in record.fields.items():
            check(record.kind, field, value)


def test_refs_are_unique(facts: Facts) -> None:
    refs = [record.ref for record in facts.records if record.ref]
    assert len(set(refs)) == len(refs)
    assert all(record.ref for record in items(facts))


def test_every_item_is_described_and_says_it_is_a_drawing(facts: Facts) -> None:
    for item in items(facts):
        assert {name.lang for name in item.names} >= {"en", "zh"}, item.key
        assert item.texts[TextRole.CAPTION, "en"].endswith(" A drawing made for the demo."), item.key
        assert item.texts[TextRole.CAPTION, "zh"].endswith("本图为演示绘制。"), item.key
        assert item.texts[TextRole.ALT, "en"], item.key
        assert item.fields["credit"] == "Exchange Archive demo drawing", item.key


def test_the_child_stays_unnamed(facts: Facts, records: dict[str, FactRecord]) -> None:
    child = records["child"]
    assert child.fields["minor"] == "yes"
    assert all("unnamed" in name.text or "不具名" in name.text for name in child.names)
    assert "guardian has not been asked" in child.texts[TextRole.NOTE, "en"]
    shown = {link.subject for link in facts.links if (link.relation, link.other) == ("depicts", "child")}
    assert shown
    assert all(records[key].fields["status"] == Status.DRAFT for key in shown)
    assert not [link for link in facts.links if link.relation == "guardian_of"]


def test_the_traps_of_the_material(facts: Facts) -> None:
    links = {(link.subject, link.relation, link.other) for link in facts.links}
    held = {(subject, other) for subject, relation, other in links if relation == "held_under"}
    for key in ("tale", "tale-boston", "tale-bangkok", "tale-queenstown", "verona-meeting", "schools"):
        assert key not in {subject for subject, _other in held}
    for city in ("boston", "bangkok", "queenstown"):
        assert (city, "took_part_in", f"tale-{city}") in links
        assert (f"tale-{city}", "in_series", "tale") in links
    assert ("red-star-museum", "took_part_in", "nis-campaign") in links
    assert ("red-star-museum", "located_in", "belgrade") in links
    assert ("istanbul-pillar", "comes_from", "gobekli-tepe") in links
    assert ("istanbul-pillar", "reproduction_of", "gobekli-pillar") in links
    assert ("gobekli-tepe", "located_in", "sanliurfa") in links
    assert not [link for link in links if link[1] == "represents"]


def metadata(file: Path) -> Metadata:
    with file.open("rb") as stream:
        filetype = sniff(stream.read(4096), file.name)
    return read_metadata(file, filetype)


def test_the_pictures_are_all_there_and_no_others(facts: Facts) -> None:
    wanted = {file.name for record in facts.records for file in record.files}
    there = {file.name: file.stat().st_size for file in (DEMO / "pictures").iterdir()}
    assert set(there) == wanted
    assert sum(there.values()) <= LIMIT


def test_a_picture_carries_its_title_caption_place_and_date(records: dict[str, FactRecord]) -> None:
    view, found = records["view-istanbul"], metadata(DEMO / "pictures" / "istanbul.jpg")
    assert found.title["en"] == english(view)
    assert found.title["zh"] == "伊斯坦布尔：水畔穹顶"
    assert found.caption["zh"] == view.texts[TextRole.CAPTION, "zh"]
    assert found.alt["en"] == view.texts[TextRole.ALT, "en"]
    assert found.creators == ("Exchange Archive demo",)
    assert found.latitude == pytest.approx(41.01384, abs=1e-5)
    assert found.longitude == pytest.approx(28.94966, abs=1e-5)
    assert not found.captured
    assert metadata(DEMO / "pictures" / "nis-table.jpg").captured.startswith("2025-04")
    assert metadata(DEMO / "pictures" / "cape-town.jpg").latitude == pytest.approx(-33.92584, abs=1e-5)


@pytest.mark.parametrize("stem", ["hamamatsu", "specimen-fan-1"])
def test_the_script_draws_what_is_kept(stem: str) -> None:
    drawing = drawn(stem).finish()
    other = drawn("oulu").finish()
    with Image.open(DEMO / "pictures" / f"{stem}.jpg") as kept:
        assert kept.size == drawing.size
        assert difference(kept.convert("RGB"), drawing) < 4
        assert difference(kept.convert("RGB"), other) > 20
    assert len(SCENES) == 78


def difference(first: Image.Image, second: Image.Image) -> float:
    """Mean difference of two pictures, 0 to 255."""
    return max(ImageStat.Stat(ImageChops.difference(first, second)).mean)
