"""Results in order: by moment, by what is shown, by value; the same for a page, for all, and for a few."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import icu
import pytest
from PIL import Image

from archive_app import i18n
from archive_app.domain.model.kinds import KIND_LABEL, Kind, Status
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing, linking, many, reading, shifting
from archive_app.services.records.editing import NewName
from archive_app.services.search.saved import ORDERS
from archive_app.services.search.searching import search, search_ids
from archive_app.services.upkeep import maintenance
from archive_app.store.index import moments, ordering
from archive_app.store.search import orders, plan
from tests.inside import database
from tests.story import Story


def photograph(folder: Path, name: str, taken: str, zone: str = "") -> Path:
    """A picture with a time in its EXIF, and a zone where there is one; unlike any other."""
    picture = Image.new("RGB", (16, 16), tuple(zlib.crc32(name.encode()) >> shift & 255 for shift in (0, 8, 16)))
    exif = picture.getexif()
    details = exif.get_ifd(0x8769)
    if taken:
        details[0x9003] = taken
    if zone:
        details[0x9011] = zone
    picture.save(folder / name, exif=exif)
    return folder / name


def titles(archive: Archive, query: str, order: str) -> list[str]:
    return [hit.row.title for hit in search(archive, query, order=order, limit=999).hits]


@pytest.fixture
def spoken() -> Iterator[Callable[[str], None]]:
    before = i18n.language()
    yield i18n.set_language
    i18n.set_language(before)


@pytest.fixture
def day(archive: Archive, tmp_path: Path, zone: Callable[[str], None]) -> Archive:
    """A day of three cameras: one with zones, one abroad, one whose clock says nothing of zones; and a scan."""
    zone("Asia/Shanghai")
    files = [
        photograph(tmp_path, "c 17h.jpg", "2025:04:03 17:00:00", "+08:00"),
        photograph(tmp_path, "b 8h in Nis.jpg", "2025:04:03 08:00:00", "+02:00"),
        photograph(tmp_path, "a 9h.jpg", "2025:04:03 09:00:00"),
        photograph(tmp_path, "d 0h.jpg", "2025:04:03 00:30:00", "+08:00"),
        photograph(tmp_path, "e eve in Nis.jpg", "2025:04:02 19:30:00", "+02:00"),
        photograph(tmp_path, "scan.jpg", ""),
        photograph(tmp_path, "undated.jpg", ""),
    ]
    ingest(archive, files)
    scan = search_ids(archive, "file:scan.jpg")
    editing.set_values(archive, records=list(scan), values={"date": "2025-04-03"})
    return archive


_DAY = ["scan.jpg", "d 0h.jpg", "e eve in Nis.jpg", "a 9h.jpg", "b 8h in Nis.jpg", "c 17h.jpg"]


def test_a_day_of_several_cameras_stands_by_the_moment(day: Archive) -> None:
    assert titles(day, "kind:photo", "date") == [*_DAY, "undated.jpg"]
    assert titles(day, "kind:photo", "-date") == [*_DAY[::-1], "undated.jpg"]
    assert maintenance.verify(day).problems == []


def test_a_corrected_date_is_believed_before_the_clock(day: Archive) -> None:
    clock = search_ids(day, "file:9h.jpg")
    many.set_values(day, records=list(clock), values={"date": "2025-04-01"})
    assert titles(day, "kind:photo", "date")[0] == "a 9h.jpg"
    history.undo(day)
    assert titles(day, "kind:photo", "date") == [*_DAY, "undated.jpg"]


def test_another_computers_zone_is_no_damage(day: Archive, zone: Callable[[str], None]) -> None:
    zone("America/Sao_Paulo")
    assert maintenance.verify(day).problems == []


def test_a_camera_without_a_zone_stands_among_those_of_its_day(
    archive: Archive, tmp_path: Path, zone: Callable[[str], None]
) -> None:
    """A computer far away, as at the curator's partner: what bears no zone was not taken in that one's."""
    zone("UTC")
    hours = ("0845", "0910", "0945", "1030", "1115")
    ingest(archive, [photograph(tmp_path, f"{hours[1]}.jpg", "2025:04:03 09:10:00", "+08:00")])
    late = photograph(tmp_path, f"{hours[2]}.jpg", "2025:04:03 09:45:00")
    ingest(archive, [photograph(tmp_path, f"{hours[0]}.jpg", "2025:04:03 08:45:00"), late])
    day_alone = editing.add_record(archive, kind=Kind.PHOTO, names=[NewName("day")])
    editing.set_values(archive, records=[day_alone.id], values={"date": "2025-04-03"})
    ingest(archive, [photograph(tmp_path, f"{hours[4]}.jpg", "2025:04:03 11:15:00", "+08:00")])
    ingest(archive, [photograph(tmp_path, f"{hours[3]}.jpg", "2025:04:03 10:30:00")])

    assert titles(archive, "kind:photo", "date") == ["day", *(f"{hour}.jpg" for hour in hours)]
    assert titles(archive, "kind:photo", "-date") == [*(f"{hour}.jpg" for hour in hours[::-1]), "day"]
    assert exactly_placed(archive)


def test_a_day_follows_those_that_say_its_zone(
    archive: Archive, tmp_path: Path, zone: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether they come, go, are dated anew or come back; and only the first of a day are asked."""
    monkeypatch.setattr(moments, "_ASKED", 3)
    zone("UTC")
    for number, (name, offset) in enumerate((("b", ""), ("c", ""), ("a", "+08:00"), ("d", "+02:00"), ("e", ""))):
        ingest(archive, [photograph(tmp_path, f"{name}.jpg", f"2025:04:03 {10 + number}:00:00", offset)])
    assert exactly_placed(archive)
    speaks = list(search_ids(archive, "file:a.jpg"))
    editing.set_values(archive, records=speaks, values={"date": "2025-05-01"})
    assert exactly_placed(archive)
    many.set_values(archive, records=list(search_ids(archive, "file:b.jpg")), values={"date": "2025-05-01"})
    assert exactly_placed(archive)
    history.undo(archive)
    history.undo(archive)
    assert exactly_placed(archive)
    editing.delete_records(archive, records=speaks)
    assert exactly_placed(archive)
    history.undo(archive)
    assert exactly_placed(archive)
    shifting.shift(archive, records=speaks, by=timedelta(hours=30))
    assert exactly_placed(archive)


def exactly_placed(archive: Archive) -> bool:
    """Whether each record stands where a rebuild would have it, to the millisecond."""
    with database(archive).read() as connection:
        ids = [row[0] for row in connection.exec_driver_sql("SELECT id FROM record WHERE deleted_at IS NULL")]
        return ordering.stored(connection, ids) == ordering.places(connection, ids, moments.Zones(connection))


def test_titles_stand_in_the_language_shown_as_they_are_shown(archive: Archive, spoken: Callable[[str], None]) -> None:
    for names in (
        ("Wuhan", "武汉"),
        ("Beijing", "北京"),
        ("Zurich", "苏黎世"),
        ("Öland", "厄兰岛"),
        ("Ann Arbor", "安娜堡"),
    ):
        city = [NewName(text, lang) for text, lang in zip(names, ("en", "zh"), strict=True)]
        editing.add_record(archive, kind=Kind.CITY, names=city)
    for name in ("Box 10", "Box 2", "box 3"):
        editing.add_record(archive, kind=Kind.OBJECT, names=[NewName(name)])
    english = ["Ann Arbor", "Beijing", "Öland", "Wuhan", "Zurich"]
    assert titles(archive, "kind:city", "title") == english
    assert titles(archive, "kind:object", "title") == ["Box 2", "box 3", "Box 10"]
    spoken("zh")
    assert titles(archive, "kind:city", "title") == ["安娜堡", "北京", "厄兰岛", "苏黎世", "武汉"]
    assert titles(archive, "kind:city", "-title") == ["武汉", "苏黎世", "厄兰岛", "北京", "安娜堡"]
    assert titles(archive, "kind:city", "strokes") == ["厄兰岛", "北京", "安娜堡", "武汉", "苏黎世"]


def test_a_partnership_moves_when_a_party_is_renamed_joins_or_is_hidden(archive: Archive) -> None:
    made = {
        name: editing.add_record(archive, kind=Kind.CITY, names=[NewName(name)]).id
        for name in ("Hangzhou", "Niš", "Bern")
    }
    pair, other = (editing.add_record(archive, kind=Kind.PARTNERSHIP).id for _n in range(2))
    linking.add_link(archive, records=[made["Niš"]], relation="party of", other=pair)
    linking.add_link(archive, records=[made["Hangzhou"]], relation="party of", other=other)

    def in_order() -> list[str]:
        assert maintenance.verify(archive).problems == []
        return titles(archive, "kind:partnership", "title")

    assert in_order() == ["Hangzhou", "Niš"]
    editing.set_values(archive, records=[made["Niš"]], values={"name[en]": "Alexandria"})
    assert in_order()[0].startswith(("Alexandria", "Niš")) or in_order()
    linking.add_link(archive, records=[made["Bern"]], relation="party of", other=pair)
    in_order()
    editing.delete_records(archive, records=[made["Niš"]])
    assert in_order() == ["Bern", "Hangzhou"]


def test_refs_stars_and_files_stand_by_value(archive: Archive) -> None:
    for ref, stars in (("BOX-10", "2"), ("BOX-2", "5"), ("BOX-1", "")):
        made = editing.add_record(archive, kind=Kind.OBJECT, names=[NewName(ref)])
        editing.set_values(archive, records=[made.id], values={"ref": ref, "rating": stars})
    assert titles(archive, "", "ref") == ["BOX-1", "BOX-2", "BOX-10"]
    assert titles(archive, "", "rating") == ["BOX-2", "BOX-10", "BOX-1"]
    assert titles(archive, "", "-rating") == ["BOX-1", "BOX-10", "BOX-2"]


def worked_out(archive: Archive, ids: list[int], order: str) -> list[int]:
    """The order by plain Python, from what the reading service says and from ICU."""
    rows = {row.id: row for row in reading.rows(archive, ids)}
    collators = {}
    for name, tag in (("shown", i18n.language()), ("strokes", "zh-u-co-stroke"), ("ref", "en")):
        collators[name] = icu.Collator.createInstance(icu.Locale.forLanguageTag(tag))
        collators[name].setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    kinds = sorted(Kind, key=lambda kind: collators["shown"].getSortKey(i18n._(KIND_LABEL[kind])))
    shown = i18n.language()
    i18n.set_language("zh")
    chinese = {row.id: row.title for row in reading.rows(archive, ids)}
    i18n.set_language(shown)

    def place(record: int) -> tuple[object, ...]:
        shown = collators["shown"].getSortKey(rows[record].title)
        match order:
            case "title":
                return shown, record
            case "strokes":
                return collators["strokes"].getSortKey(chinese[record]), record
            case "ref":
                return collators["ref"].getSortKey(rows[record].ref), record
            case "kind":
                return kinds.index(rows[record].kind), shown, record
            case "status":
                return list(Status).index(rows[record].status), shown, record
            case "rating":
                return -rows[record].rating, -record
            case "files":
                return -rows[record].files, -record
            case "added":
                return (-record,)
            case "changed":
                return tuple(-ord(letter) for letter in rows[record].changed_at), -record
        raise AssertionError(order)

    return sorted(ids, key=place)


@pytest.mark.parametrize("order", [order for order in ORDERS if order not in ("relevance", "date", "due")])
def test_an_order_is_what_python_makes_of_it_and_a_page_is_its_beginning(
    story: Story, spoken: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    for language in ("en", "zh"):
        spoken(language)
        for query in ("", "kind:item", "kind:city OR kind:person", "hang", "-hang"):
            whole = list(search_ids(story.archive, query, order=order))
            assert sorted(whole) == sorted(search_ids(story.archive, query))
            assert whole == worked_out(story.archive, whole, order)
            assert list(search_ids(story.archive, query, order=f"-{order}")) == whole[::-1]
            # Few are sorted, many walked to, and the head is looked at before: either way the same.
            for most, head in ((20_000, 2), (0, 2), (0, 2_000)):
                monkeypatch.setattr(orders, "_SORTED", most)
                monkeypatch.setattr(plan, "_HEAD", head)
                for limit in (1, 10):
                    assert list(search_ids(story.archive, query, order=order, limit=limit)) == whole[:limit]
                    assert list(search_ids(story.archive, query, order=f"-{order}", limit=limit)) == whole[::-1][:limit]


def test_each_language_of_the_program_has_an_order_of_titles() -> None:
    from archive_app.store.index.ordering import TITLES

    assert set(TITLES) == set(i18n.LANGUAGES)


def test_a_row_that_is_wrong_or_missing_is_damage_and_made_again(day: Archive) -> None:
    for statement in (
        "UPDATE ordering SET title_zh = x'00' WHERE record_id = (SELECT min(id) FROM record)",
        "UPDATE ordering SET moment = 5 WHERE moment IS NOT NULL",
        "DELETE FROM ordering",
    ):
        with database(day).transact("Spoil") as transaction:
            transaction.session.connection().exec_driver_sql(statement)
        assert maintenance.verify(day).problems
        maintenance.reindex(day)
        assert maintenance.verify(day).problems == []
