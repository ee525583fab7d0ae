"""What goes into a catalogue, in which chapter, in which words, and what must not."""

from __future__ import annotations

import datetime as dt
import errno
import os
import unicodedata
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from archive_app.domain.model.kinds import Kind
from archive_app.errors import Cancelled, InvalidInput, QueryError, StorageError
from archive_app.services.archive import Archive
from archive_app.services.catalogue.catalogue import make_catalogue
from archive_app.services.catalogue.words import index_place, letter_of, sort_key
from archive_app.services.ingest import posters
from archive_app.services.ingest.ingest import NewLink, ingest
from archive_app.services.progress import Progress
from archive_app.services.records import editing, linking, reading, views
from tests.media.documents import made
from tests.media.recordings.films import blank, film, sharp, sound
from tests.story import Story

DAY = dt.date(2026, 11, 23)


def pages_of(file: Path) -> list[str]:
    """The text of each page, with ligatures and composed letters in one form."""
    return [unicodedata.normalize("NFKC", page.extract_text()) for page in PdfReader(file).pages]


def outline_of(file: Path) -> list[str]:
    """The titles of the chapters in the bookmarks."""
    return [str(entry.title) for entry in PdfReader(file).outline if not isinstance(entry, list)]


def test_every_item_stands_once_under_its_partnership(story: Story, tmp_path: Path) -> None:
    report = make_catalogue(story.archive, query="kind:photo OR kind:object", out=tmp_path / "c.pdf", date=DAY)
    assert report.plates == 6
    assert outline_of(report.file)[1:4] == ["Hangzhou – Istanbul", "Hangzhou – Niš", "Other items"]
    whole = "\n".join(pages_of(report.file))
    for key in ("pillar", "photo", "portrait", "site", "lotus", "loose"):
        assert whole.count(story.ref[key]) == 1
    assert "Signing" not in whole
    assert "Why here documents → Dialogue on Göbekli Tepe → held under" in " ".join(whole.split())


def test_a_day_of_a_file_is_not_printed_as_that_of_its_record(archive: Archive, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2025:04:03 10:00:00"
    Image.new("RGB", (64, 48), "red").save(tmp_path / "vase.jpg", exif=exif)
    ref = ingest(archive, [tmp_path / "vase.jpg"]).added[0].ref
    record = reading.resolve(archive, ref).id
    make_catalogue(archive, ids=[record], out=tmp_path / "dated.pdf", date=DAY)
    assert "3 April 2025" in " ".join(pages_of(tmp_path / "dated.pdf"))
    # There are no others beside which they would be the other items.
    assert outline_of(tmp_path / "dated.pdf")[1:2] == ["Plates"]
    editing.set_values(archive, records=[record], values={"date": ""})
    make_catalogue(archive, ids=[record], out=tmp_path / "undated.pdf", date=DAY)
    assert "April" not in " ".join(pages_of(tmp_path / "undated.pdf"))


def _colours(file: Path) -> list[tuple[int, ...]]:
    """The colour of each picture that is printed, page by page."""
    pictures = [image.image.convert("RGB") for page in PdfReader(file).pages for image in page.images if image.image]
    return [tuple(round(part / 255) for part in picture.getpixel((20, 20))) for picture in pictures]


@pytest.mark.parametrize("sheet", [False, True], ids=["catalogue", "contact sheet"])
def test_a_gift_without_a_file_is_shown_by_a_photograph_of_it(archive: Archive, tmp_path: Path, sheet: bool) -> None:
    gift = editing.add_record(archive, kind=Kind.OBJECT, names=[editing.NewName("Lotus plate")]).id
    photos = {}
    for colour in ("red", "blue"):
        Image.new("RGB", (640, 480), colour).save(tmp_path / f"{colour}.png")
        (added,) = ingest(archive, [tmp_path / f"{colour}.png"], links=[NewLink("depicts", gift)]).added
        photos[colour] = reading.resolve(archive, added.ref).id

    def printed(*ids: int) -> tuple[set[tuple[int, ...]], str]:
        out = tmp_path / "c.pdf"
        make_catalogue(archive, ids=ids, out=out, date=DAY, sheet=sheet)
        return set(_colours(out)), " ".join(pages_of(out))

    colours, words = printed(gift)
    assert colours == {(1, 0, 0)}
    assert "No picture" not in words
    # The one that is printed beside it goes before the others.
    colours, words = printed(gift, photos["blue"])
    assert colours == {(0, 0, 1)}
    assert "No picture" not in words
    # What stays in the archive stands for nothing.
    editing.set_values(archive, records=[photos["red"]], values={"rating": "-1"})
    assert printed(gift)[0] == {(0, 0, 1)}
    editing.set_values(archive, records=[photos["blue"]], values={"rating": "-1"})
    colours, words = printed(gift)
    assert colours == set()
    assert "No picture" in words


def test_a_sheet_is_called_once_at_the_head_of_each_page(archive: Archive, tmp_path: Path) -> None:
    ids = [
        editing.add_record(archive, kind=Kind.OBJECT, names=[editing.NewName(f"Gift {number}")]).id
        for number in range(1, 61)
    ]
    make_catalogue(archive, ids=ids, out=tmp_path / "c.pdf", date=DAY, sheet=True)
    pages = pages_of(tmp_path / "c.pdf")
    assert len(pages) > 1
    assert {page.count("Contact sheet") for page in pages} == {1}
    # So is a catalogue whose one chapter bears its title.
    make_catalogue(archive, ids=ids, out=tmp_path / "c.pdf", date=DAY, title="Gifts of the year")
    assert max(page.count("Gifts of the year") for page in pages_of(tmp_path / "c.pdf")) == 1


def test_an_item_is_printed_by_the_file_that_is_chosen(archive: Archive, tmp_path: Path) -> None:
    records = []
    for colour in ("red", "blue"):
        Image.new("RGB", (64, 48), colour).save(tmp_path / f"{colour}.png")
        (added,) = ingest(archive, [tmp_path / f"{colour}.png"]).added
        records.append(reading.resolve(archive, added.ref).id)
    views.join(archive, keep=records[0], others=records[1:])

    def printed() -> set[tuple[int, ...]]:
        out = tmp_path / "c.pdf"
        make_catalogue(archive, ids=records[:1], out=out, date=DAY)
        pictures = [image.image.convert("RGB") for page in PdfReader(out).pages for image in page.images]
        return {tuple(round(part / 255) for part in picture.getpixel((20, 20))) for picture in pictures}

    assert printed() == {(1, 0, 0)}
    views.choose(archive, record=records[0], number=2)
    assert printed() == {(0, 0, 1)}


def test_the_asked_partnership_comes_before_direct_links_to_another(story: Story, tmp_path: Path) -> None:
    story.link("photo", "documents", "p-nis")
    one = make_catalogue(story.archive, query="partnership:istanbul", out=tmp_path / "a.pdf", date=DAY)
    assert "Hangzhou – Niš" not in outline_of(one.file)
    other = make_catalogue(story.archive, ids=[story.id["photo"]], out=tmp_path / "b.pdf", date=DAY)
    assert outline_of(other.file)[1] == "Hangzhou – Niš"


def test_both_languages_with_facts_of_the_partnership(story: Story, tmp_path: Path) -> None:
    report = make_catalogue(
        story.archive, query="partnership:istanbul", out=tmp_path / "c.pdf", languages=("en", "zh"), date=DAY
    )
    whole = "\n".join(pages_of(report.file))
    english = (
        "Hangzhou – Istanbul|Contents|Sister city|Next anniversary|At the sister-city dialogue|July 2025"
        "|Index of people|Murat Sav|Museum"
    )
    chinese = "杭州—伊斯坦布尔|目录|友好城市|下一周年|哥贝克力石阵对话|杭州国际传播中心的对话|2025年7月|人名索引"
    for words in english.split("|"):
        assert words in whole, words
    # Chinese is broken anywhere.
    for words in chinese.split("|"):
        assert words in whole.replace("\n", ""), words


def test_chinese_alone_leaves_no_english_label(story: Story, tmp_path: Path) -> None:
    report = make_catalogue(story.archive, ids=[story.id["photo"]], out=tmp_path / "c.pdf", languages=["zh"], date=DAY)
    whole = "\n".join(pages_of(report.file))
    assert "目录" in whole
    assert "Contents" not in whole
    assert "编号" in whole
    assert "收录缘由 记录 → 哥贝克力石阵对话 → 隶属 → 杭州—伊斯坦布尔" in whole.replace("\n", "")


def test_a_contact_sheet_has_small_pictures_with_ref_and_caption(story: Story, tmp_path: Path) -> None:
    story.add("child", Kind.PERSON, "en:A child in a jersey", minor="true")
    story.link("portrait", "depicts", "child")
    report = make_catalogue(story.archive, query="kind:photo", out=tmp_path / "c.pdf", sheet=True, date=DAY)
    pages = pages_of(report.file)
    assert (len(pages), report.pages) == (1, 1)
    assert "Contact sheet" in pages[0]
    for key in ("photo", "site", "loose"):
        assert pages[0].count(story.ref[key]) == 1
    assert story.ref["portrait"] not in pages[0]
    assert "At the sister-city dialogue" in " ".join(pages[0].split())
    assert [each.ref for each in report.kept] == [story.ref["portrait"]]


def test_a_minor_stays_in_the_archive(story: Story, tmp_path: Path) -> None:
    story.add("child", Kind.PERSON, "en:A child in a jersey", minor="true")
    story.link("photo", "depicts", "child")
    report = make_catalogue(story.archive, query="partnership:istanbul", out=tmp_path / "c.pdf", date=DAY)
    assert [entry.ref for entry in report.skipped if "minor" in entry.reason] == [story.ref["photo"]]
    whole = "\n".join(pages_of(report.file))
    assert "A child in a jersey" not in whole
    assert story.ref["photo"] not in whole
    with pytest.raises(InvalidInput, match="minor whose guardian has not been asked"):
        make_catalogue(story.archive, ids=[story.id["photo"]], out=tmp_path / "d.pdf")
    assert not (tmp_path / "d.pdf").exists()


def test_nothing_to_print_is_a_sentence(story: Story, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="finds no photo"):
        make_catalogue(story.archive, query="kind:person", out=tmp_path / "c.pdf")
    with pytest.raises(InvalidInput, match="None of these records"):
        make_catalogue(story.archive, ids=[story.id["nezih"]], out=tmp_path / "c.pdf")
    with pytest.raises(InvalidInput, match="a search, or records"):
        make_catalogue(story.archive, out=tmp_path / "c.pdf")
    with pytest.raises(InvalidInput, match="language tag"):
        make_catalogue(story.archive, query="photo", out=tmp_path / "c.pdf", languages=("en", "../zh"))
    with pytest.raises(QueryError):
        make_catalogue(story.archive, query="(", out=tmp_path / "c.pdf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive"]


def test_cancelling_leaves_nothing_and_keeps_the_old_file(story: Story, tmp_path: Path) -> None:
    out = tmp_path / "out" / "c.pdf"
    out.parent.mkdir()
    out.write_bytes(b"the catalogue of last year")
    seen: list[Progress] = []
    with pytest.raises(Cancelled):
        make_catalogue(
            story.archive, query="kind:photo", out=out, on_progress=seen.append, cancelled=lambda: len(seen) >= 6
        )
    assert len(seen) >= 6
    assert [path.name for path in out.parent.iterdir()] == ["c.pdf"]
    assert out.read_bytes() == b"the catalogue of last year"


def test_progress_goes_up_to_the_end(story: Story, tmp_path: Path) -> None:
    seen: list[Progress] = []
    make_catalogue(story.archive, query="kind:photo", out=tmp_path / "c.pdf", on_progress=seen.append)
    assert [p.done for p in seen] == sorted(p.done for p in seen)
    assert seen[-1].done == seen[-1].total


def test_a_folder_that_is_not_there_or_not_a_file_is_a_sentence(story: Story, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="does not exist"):
        make_catalogue(story.archive, query="kind:photo", out=tmp_path / "nowhere" / "c.pdf")
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(StorageError, match="is a folder"):
        make_catalogue(story.archive, query="kind:photo", out=tmp_path / "folder.pdf")


@pytest.mark.parametrize(
    ("number", "sentence"), [(errno.EROFS, "read-only"), (errno.EACCES, "read-only"), (errno.ENOSPC, "disk is full")]
)
def test_a_disk_that_cannot_be_written_is_a_sentence(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(pikepdf.Pdf, "save", refuse)
    out = tmp_path / "out" / "c.pdf"
    out.parent.mkdir()
    with pytest.raises(StorageError, match=sentence):
        make_catalogue(story.archive, query="kind:photo", out=out)
    assert list(out.parent.iterdir()) == []


def test_files_of_an_ingest_become_pictures(story: Story, tmp_path: Path) -> None:
    archive = story.archive
    folder = tmp_path / "card"
    folder.mkdir()
    Image.new("RGB", (640, 480), "navy").save(folder / "upright.jpg")
    Image.new("RGB", (640, 480), "navy").save(folder / "turned.jpg", exif=_orientation(6), quality=80)
    (folder / "notes.txt").write_text("no picture of this")
    ingested = ingest(archive, [folder], links=[NewLink("documents", story.id["p-nis"])])
    assert len(ingested.added) + len(ingested.without_preview) == 3
    report = make_catalogue(archive, query="partnership:nis", out=tmp_path / "c.pdf", date=DAY)
    reader = PdfReader(report.file)
    sizes = {(image["/Width"], image["/Height"]) for image in _images(reader)}
    assert {(640, 480), (480, 640)} <= sizes
    assert "Document, TXT" in "\n".join(pages_of(report.file))


def test_a_recording_is_printed_by_its_picture_or_by_what_it_is(archive: Archive, tmp_path: Path) -> None:
    """The chosen picture of a video; of a sound that it is one and how long, in the catalogue's own languages."""
    shades = [sharp(40)] * 20 + [blank("red")] * 20
    (video,) = ingest(archive, [film(tmp_path / "talk.avi", shades)]).added
    (sounding,) = ingest(archive, [sound(tmp_path / "talk.wav", [0.5] * 24)]).added
    record = reading.resolve(archive, video.ref).id

    def printed(**how: bool) -> tuple[tuple[int, ...], str]:
        report = make_catalogue(
            archive, query="kind:item", out=tmp_path / "c.pdf", languages=("en", "zh"), date=DAY, **how
        )
        assert all("no caption" in each.reason for each in report.skipped)
        pictures = [image.image for page in PdfReader(report.file).pages for image in page.images]
        return pictures[-1].convert("RGB").resize((1, 1)).getpixel((0, 0)), " ".join(pages_of(report.file))

    usual, _text = printed()
    assert usual[1] > 60, "the one that is not blank"
    posters.choose(archive, file=reading.record(archive, record).files[0], at=3000)
    for sheet in (False, True):
        chosen, text = printed(sheet=sheet)
        assert chosen[0] > 200
        assert max(chosen[1:]) < 40
        assert "Sound, 0:02 · 音频,0:02" in text.replace("，", ",")
        assert "kept" not in text
        assert "No picture" not in text
    assert sounding.reason == ""


def test_a_document_is_printed_by_its_first_page_and_says_how_many_it_has(archive: Archive, tmp_path: Path) -> None:
    made.pdf(tmp_path / "letter.pdf", ["First", "Second", "Third"])
    made.word(tmp_path / "note.docx", made.paragraphs("words"))
    ingest(archive, [tmp_path / "letter.pdf", tmp_path / "note.docx"])
    report = make_catalogue(archive, query="kind:item", out=tmp_path / "c.pdf", languages=("en", "zh"), date=DAY)
    text = " ".join(" ".join(pages_of(report.file)).split()).replace("，", ",")
    assert "PDF, 3 pages" in text
    assert "PDF,3 页" in text
    assert text.count("pages") == 1
    assert _images(PdfReader(report.file))


def test_why_there_is_no_picture_is_told_to_whoever_prints(archive: Archive, tmp_path: Path) -> None:
    """A partner reads that there is none, and not what a decoder said of it."""
    (tmp_path / "cut.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(40))
    (entry,) = ingest(archive, [tmp_path / "cut.jpg"]).without_preview
    report = make_catalogue(archive, query="kind:item", out=tmp_path / "c.pdf", date=DAY)
    lacking = [each for each in report.skipped if "no caption" not in each.reason]
    assert [(each.ref, "damaged" in each.reason) for each in lacking] == [(entry.ref, True)]
    text = " ".join(pages_of(report.file))
    assert "No picture" in text
    assert "damaged" not in text


def _orientation(value: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = value
    return exif


def _images(reader: PdfReader) -> list[dict[str, int]]:
    found = []
    for page in reader.pages:
        for resource in (page["/Resources"].get("/XObject") or {}).values():
            found.append(resource.get_object())
    return found


def test_a_gift_says_who_gave_it_to_whom(story: Story, tmp_path: Path) -> None:
    linking.add_link(story.archive, records=[story.id["pillar"]], relation="given_by", other=story.id["nezih"])
    linking.add_link(story.archive, records=[story.id["pillar"]], relation="given_to", other=story.id["hangzhou"])
    editing.set_values(story.archive, records=[story.id["pillar"]], values={"material": "Limestone"})
    report = make_catalogue(story.archive, ids=[story.id["pillar"]], out=tmp_path / "c.pdf", date=DAY)
    whole = " ".join(" ".join(pages_of(report.file)).split())
    for words in ("Given by Nezih Başgelen", "Given to Hangzhou", "Material Limestone", "Index of people", "N Nezih"):
        assert words in whole, words


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["顾佳峰", "Ayşe", "Çelik", "Đorđe", "杭州", "Zoë"], ["Ayşe", "Çelik", "Đorđe", "顾佳峰", "杭州", "Zoë"]),
        (["Şahin", "Sav", "苏轼", "Taylor"], ["Şahin", "Sav", "苏轼", "Taylor"]),
    ],
)
def test_names_are_sorted_as_people_look_them_up(names: list[str], expected: list[str]) -> None:
    assert sorted(names, key=sort_key) == expected


def test_an_index_has_people_under_the_surname_as_it_is_read() -> None:
    names = ("曾志伟", "单国强", "仇和平", "解晓东", "查良镛", "𠮷田太郎", "Ärla")
    assert [index_place(name, "zh", person=True)[0] for name in names] == ["Z", "S", "Q", "X", "Z", "J", "A"]
    assert index_place("单刀会", "zh")[0] == "D"


def test_a_name_stands_under_the_letter_it_is_read_by() -> None:
    names = ("Đorđe", "杭州", "Ниш", "בית שמש", "30 years")
    assert [letter_of(sort_key(name)) for name in names] == ["D", "H", "Н", "ב", "#"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", [("#", "2 boats"), ("#", "10 boats"),
                ("A", "Ärla"), ("B", "Box 2"), ("B", "Box 10"), ("H", "杭州"), ("O", "Öl"),
                ("Z", "Zug"), ("Н", "Ниш")]),
        ("sv", [("#", "2 boats"), ("#", "10 boats"),
                ("B", "Box 2"), ("B", "Box 10"), ("H", "杭州"), ("Z", "Zug"), ("Ä", "Ärla"),
                ("Ö", "Öl"), ("Н", "Ниш")]),
    ],
)  # fmt: skip
def test_an_index_has_the_letters_of_its_language(language: str, expected: list[tuple[str, str]]) -> None:
    names = sorted((name for _letter, name in expected), key=lambda name: index_place(name, language)[1])
    assert [(index_place(name, language)[0], name) for name in names] == expected
