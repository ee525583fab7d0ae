"""What of a file's own words and numbers becomes the item's."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from archive_app.services.archive import Archive
from archive_app.services.ingest import rereading
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing, reading

_RATED = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="{rating}"/></rdf:RDF></x:xmpmeta>'
)


@pytest.mark.parametrize(
    ("written", "taken"),
    # −1 is what others call rejected, 0 says that there are no stars, and 6 nothing.
    [("-1", -1), ("0", None), ("1", 1), ("5", 5), ("6", None), ("-2", None), ("many", None)],
)
def test_stars_of_the_file_are_those_of_the_item(
    archive: Archive, tmp_path: Path, written: str, taken: int | None
) -> None:
    file = tmp_path / "rated.jpg"
    Image.new("RGB", (8, 8)).save(file, xmp=_RATED.format(rating=written).encode())
    (entry,) = ingest(archive, [file]).added
    item = reading.record(archive, reading.resolve(archive, entry.ref).id)
    assert item.fields["rating"] == taken


_SAID = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
    ' xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
    ' photoshop:Headline="Pillars" photoshop:City="Şanlıurfa" photoshop:DateCreated="2025-07-12T09:30:00+03:00"'
    ' xmp:CreatorTool="Darkroom 3" exif:GPSLatitude="37,13.392N" exif:GPSLongitude="38,55.35E"'
    ' tiff:Make="Canon" tiff:Model="Canon EOS 5D">'
    '<dc:title><rdf:Alt><rdf:li xml:lang="en">A pillar</rdf:li><rdf:li xml:lang="zh">石柱</rdf:li></rdf:Alt></dc:title>'
    '<dc:description><rdf:Alt><rdf:li xml:lang="en">It is shown.</rdf:li><rdf:li xml:lang="zh">正在展示。</rdf:li>'
    "</rdf:Alt></dc:description>"
    '<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="en">A stone</rdf:li></rdf:Alt>'
    "</Iptc4xmpCore:AltTextAccessibility>"
    "<dc:subject><rdf:Bag><rdf:li>stone</rdf:li><rdf:li>gift</rdf:li></rdf:Bag></dc:subject>"
    "<dc:creator><rdf:Seq><rdf:li>Ana</rdf:li><rdf:li>Bo</rdf:li></rdf:Seq></dc:creator>"
    '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">Museum</rdf:li></rdf:Alt></dc:rights>'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)


def test_what_a_file_says_is_said_of_the_item(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "IMG 1.jpg"
    Image.new("RGB", (80, 60)).save(file, xmp=_SAID.encode())
    (entry,) = ingest(archive, [file]).added
    item = reading.record(archive, reading.resolve(archive, entry.ref).id)
    assert [(name.text, name.lang, name.script, str(name.kind), name.is_original) for name in item.names] == [
        ("A pillar", "en", "Latn", "official", True),
        ("石柱", "zh", "Hani", "official", False),
    ]
    assert [(str(text.role), text.lang, text.text, text.is_original) for text in item.texts] == [
        ("caption", "en", "It is shown.", True),
        ("caption", "zh", "正在展示。", False),
        ("alt", "en", "A stone", True),
        ("keywords", "und", "stone; gift", True),
    ]
    fields = ("credit", "rights", "date", "latitude", "longitude", "rating")
    assert [item.fields[name] for name in fields] == ["Ana, Bo", "Museum", "2025-07-12", 37.2232, 38.9225, None]
    (kept,) = item.files
    assert (kept.original_name, kept.mime, kept.size, str(kept.role)) == (
        "IMG 1.jpg", "image/jpeg", file.stat().st_size, "master",
    )  # fmt: skip
    assert (kept.width, kept.height, kept.orientation, kept.picture, kept.camera) == (
        80,
        60,
        1,
        "",
        "Canon Canon EOS 5D",
    )
    assert (kept.captured, kept.latitude, kept.longitude) == ("2025-07-12T09:30:00+03:00", 37.2232, 38.9225)
    assert {name: said for name, said in kept.metadata.items() if name != "raw"} == {
        "headline": "Pillars", "software": "Darkroom 3", "creators": ["Ana", "Bo"], "place": ["Şanlıurfa"],
        "captured_source": "XMP DateCreated",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "written", "taken"),
    [
        ("x-default", "正在展示。", "zh"),
        ("x-default", "It is shown to the guests.", "und"),
        ("de", "Hangzhou", "de"),
    ],
)
def test_the_script_may_speak_for_a_language_that_is_not_stated(
    archive: Archive, tmp_path: Path, stated: str, written: str, taken: str
) -> None:
    said = _SAID.replace('xml:lang="en">It is shown.', f'xml:lang="{stated}">{written}')
    said = said.replace('<rdf:li xml:lang="zh">正在展示。</rdf:li></rdf:Alt></dc:desc', "</rdf:Alt></dc:desc")
    Image.new("RGB", (8, 8)).save(tmp_path / "a.jpg", xmp=said.encode())
    (entry,) = ingest(archive, [tmp_path / "a.jpg"]).added
    item = reading.record(archive, reading.resolve(archive, entry.ref).id)
    assert [(text.lang, text.text) for text in item.texts if str(text.role) == "caption"] == [(taken, written)]


def test_a_stated_language_wins_over_one_that_is_guessed(archive: Archive, tmp_path: Path) -> None:
    both = '<rdf:li xml:lang="x-default">A stone of the river</rdf:li><rdf:li xml:lang="en">A pillar</rdf:li>'
    said = _SAID.replace('<rdf:li xml:lang="en">A pillar</rdf:li>', both)
    Image.new("RGB", (8, 8)).save(tmp_path / "a.jpg", xmp=said.encode())
    (entry,) = ingest(archive, [tmp_path / "a.jpg"]).added
    item = reading.record(archive, reading.resolve(archive, entry.ref).id)
    assert {name.lang: name.text for name in item.names} == {
        "en": "A pillar", "zh": "石柱", "und": "A stone of the river",
    }  # fmt: skip


def test_captions_of_one_language_and_two_countries_are_one(archive: Archive, tmp_path: Path) -> None:
    def captions(name: str, *said: tuple[str, str]) -> dict[str, str]:
        written = "".join(f'<rdf:li xml:lang="{lang}">{text}</rdf:li>' for lang, text in said)
        packet = re.sub("(<dc:description><rdf:Alt>).*?(</rdf:Alt>)", rf"\1{written}\2", _SAID)
        assert packet != _SAID
        Image.new("RGB", (8, 8)).save(tmp_path / name, xmp=packet.encode())
        (entry,) = ingest(archive, [tmp_path / name]).added
        item = reading.record(archive, reading.resolve(archive, entry.ref).id)
        assert rereading.differences(archive, [item.id]) == []
        return {text.lang: text.text for text in item.texts if str(text.role) == "caption"}

    assert captions("one.jpg", ("zh-CN", "正在展示。"), ("en-GB", "Shown.")) == {"zh": "正在展示。", "en": "Shown."}
    assert captions("alike.jpg", ("zh-CN", "展示"), ("zh", "展示")) == {"zh": "展示"}
    assert captions("two.jpg", ("pt-BR", "Exibida."), ("pt", "Exposta.")) == {"pt": "Exposta.", "pt-BR": "Exibida."}
    assert captions("taipei.jpg", ("zh-TW", "正在展示"), ("zh", "展出")) == {"zh": "展出", "zh-Hant": "正在展示"}


def test_what_an_earlier_version_kept_by_its_country_is_no_difference(archive: Archive, tmp_path: Path) -> None:
    said = _SAID.replace('xml:lang="zh"', 'xml:lang="zh-CN"')
    Image.new("RGB", (8, 8)).save(tmp_path / "a.jpg", xmp=said.encode())
    (entry,) = ingest(archive, [tmp_path / "a.jpg"]).added
    item = reading.resolve(archive, entry.ref).id
    editing.set_values(archive, records=[item], values={"caption[zh]": "", "caption[zh-CN]": "正在展示。"})
    assert rereading.differences(archive, [item]) == []
    editing.set_values(archive, records=[item], values={"caption[zh-CN]": "另一句"})
    assert [each.key for each in rereading.differences(archive, [item])] == ["caption[zh-CN]"]


@pytest.mark.parametrize(
    ("time", "position", "date", "words"),
    [
        ("22:30:00Z", "", "2025-07-13?", "and no position; the day is that of this computer's time zone"),
        ("22:30:00Z", 'exif:GPSLongitude="120,12E" ', "2025-07-13", "of the time zone at its position"),
        ("21:30:00Z", 'exif:GPSLongitude="29,0E" ', "[2025-07-12,2025-07-13]", "either of two days"),
        ("22:30:00+08:00", "", "2025-07-12", ""),
    ],
)
def test_a_day_that_was_worked_out_is_said_to_be_so(
    archive: Archive,
    tmp_path: Path,
    zone: Callable[[str], None],
    time: str,
    position: str,
    date: str,
    words: str,
) -> None:
    zone("Asia/Shanghai")
    given = 'exif:GPSLatitude="37,13.392N" exif:GPSLongitude="38,55.35E"'
    latitude = 'exif:GPSLatitude="37,13.392N" ' if position else ""
    said = _SAID.replace("09:30:00+03:00", time).replace(given, latitude + position)
    Image.new("RGB", (8, 8)).save(tmp_path / "a.jpg", xmp=said.encode())
    (entry,) = ingest(archive, [tmp_path / "a.jpg"]).added
    item = reading.record(archive, reading.resolve(archive, entry.ref).id)
    assert item.fields["date"] == date
    warnings = " ".join(item.files[0].metadata.get("warnings", []))
    assert words in warnings if words else warnings == ""


def test_a_file_that_says_nothing_of_itself_is_an_item_all_the_same(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "notes.bin").write_bytes(b"\x00\x01" * 50)
    report = ingest(archive, [tmp_path / "notes.bin"])
    (entry,) = (*report.added, *report.without_preview)
    item = reading.record(archive, reading.resolve(archive, entry.ref).id)
    assert (str(item.kind), item.names, item.texts) == ("document", (), ())
    assert item.files[0].original_name == "notes.bin"


@pytest.mark.parametrize(
    ("name", "begins", "kind"),
    [
        ("a.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "video"),
        ("a.wav", b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x44\xac\0\0\x88\x58\1\0\2\0\x10\0data\0\0\0\0", "audio"),
        ("a.pdf", b"%PDF-1.7\n", "document"),
        ("a.txt", b"Leeds\n", "document"),
        ("a.gif", b"GIF89a\1\0\1\0\0\0\0;", "photo"),
    ],
)
def test_what_a_file_is_decides_what_its_item_is(
    archive: Archive, tmp_path: Path, name: str, begins: bytes, kind: str
) -> None:
    (tmp_path / name).write_bytes(begins)
    report = ingest(archive, [tmp_path / name])
    (entry,) = (*report.added, *report.without_preview)
    assert reading.resolve(archive, entry.ref).kind == kind


def test_a_caption_that_names_no_language_is_not_called_english(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "rathaus.jpg"
    said = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt>'
        '<rdf:li xml:lang="x-default">Empfang der Delegation im Rathaus</rdf:li></rdf:Alt></dc:description>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    Image.new("RGB", (8, 8)).save(file, xmp=said.encode())
    (entry,) = ingest(archive, [file]).added
    item = reading.record(archive, reading.resolve(archive, entry.ref).id)
    assert [(text.lang, text.text) for text in item.texts] == [("und", "Empfang der Delegation im Rathaus")]
