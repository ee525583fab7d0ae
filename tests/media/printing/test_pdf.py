"""Printed catalogues, read back: what is on the pages, what copies out, what a screen reader is told."""

from __future__ import annotations

import dataclasses
import io
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from pypdf import PdfReader

from archive_app.domain.model.catalogue import Fact, IndexEntry, PictureFile, Wording
from archive_app.domain.model.kinds import Kind
from archive_app.errors import Cancelled
from archive_app.media.printing import fonts
from archive_app.media.printing.glyphs import share_out
from archive_app.media.printing.pdf import Rendered
from archive_app.media.printing.text import FALLBACK, PrintText, spoken_language
from tests.media.printing.catalogues import SCRIPTS, catalogue, draw, fact, plate, render, words
from tests.packaging import verapdf


def text_of(file: Path) -> str:
    """All text as it copies out, in one form of composed letters, on one line."""
    pages = "\n".join(page.extract_text() for page in PdfReader(file).pages)
    return " ".join(unicodedata.normalize("NFKC", pages).split())


def figures(file: Path) -> list[str]:
    """The alternative text of every figure in the structure tree, in reading order."""
    return [str(node.get("/Alt", "")) for node in _nodes(PdfReader(file)) if node.get("/S") == "/Figure"]


def _nodes(reader: PdfReader) -> Iterator[Any]:
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"].get_object()]
    while waiting:
        node = waiting.pop()
        if not hasattr(node, "get"):
            continue
        yield node
        below = node.get("/K")
        below = below.get_object() if below is not None else []
        below = below if isinstance(below, list) else [below]
        waiting += [one.get_object() for one in reversed(below) if not isinstance(one, int)]


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> PictureFile:
    return draw(tmp_path_factory.mktemp("pictures") / "photo.jpg", (900, 600))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rendered]:
    """One catalogue with everything that can stand in one."""
    folder = tmp_path_factory.mktemp("whole")
    shapes = {
        "landscape.jpg": draw(folder / "landscape.jpg", (1200, 800), 1),
        "portrait.jpg": draw(folder / "portrait.jpg", (800, 1200), 2),
        "panorama.jpg": draw(folder / "panorama.jpg", (3000, 700), 3),
        "large.jpg": draw(folder / "large.jpg", (4000, 3000), 4),
        "grey.png": draw(folder / "grey.png", (500, 500), 5, mode="L"),
        "ink.tif": draw(folder / "ink.tif", (500, 400), 6, mode="CMYK"),
        "glass.png": draw(folder / "glass.png", (500, 400), 7, mode="RGBA"),
    }
    plates = [plate(number, picture) for number, picture in enumerate(shapes.values(), start=1)]
    plates.append(plate(8, None, instead=words("Sound, 2:31", "音频，2:31")))
    plates.append(plate(9, shapes["portrait.jpg"], caption=words("A very long story. " * 150, "很长的故事。" * 150)))
    scripts = tuple(
        plate(20 + number, None, title=(Wording(text, lang),), people=((Wording(text, lang),),))
        for number, (lang, text) in enumerate(SCRIPTS.items())
    )
    loose = plate(50, None, title=(), caption=(), date=(), people=(), places=(), facts=(), why="")
    made = catalogue(tuple(plates), scripts, (loose,))
    nameless = dataclasses.replace(made.chapters[-1], title=(), parties=(), stages=(), anniversary=(), continent="")
    made = dataclasses.replace(made, chapters=(*made.chapters[:-1], nameless))
    out = folder / "whole.pdf"
    return out, render(made, out)


def test_every_plate_is_on_a_page(whole: tuple[Path, Rendered]) -> None:
    out, rendered = whole
    assert rendered.pages == len(PdfReader(out).pages)
    assert rendered.plates == 9 + len(SCRIPTS) + 1
    assert rendered.notes == ()
    text = text_of(out)
    for line in (
        "Ten years of exchange", "交流十年", "Contents 目录", "Hangzhou – Partner 1", "杭州—友城1", "PHO-0050",
        "Memorandum · 备忘录 — April 2025", "undated 日期不详", "Other items 其他藏品", "Index of people 人名索引",
        "Sound, 2:31 · 音频", "No picture · 无图片", "12 April 2025 · 2025年4月12日",
        "documents → Signing → held under", "Index of places 地名索引", "3–7, 9–18",
    ):  # fmt: skip
        assert line in text, line


@pytest.mark.parametrize("lang", SCRIPTS)
def test_every_script_copies_out(whole: tuple[Path, Rendered], lang: str) -> None:
    assert unicodedata.normalize("NFKC", SCRIPTS[lang]) in text_of(whole[0])


def test_bookmarks_lead_to_chapters_and_plates(whole: tuple[Path, Rendered]) -> None:
    outline = PdfReader(whole[0]).outline
    chapters = [str(entry.title) for entry in outline if not isinstance(entry, list)]
    assert chapters == ["Contents", "Hangzhou – Partner 1", "Hangzhou – Partner 2", "Other items", "Index of people",
                        "Index of places"]  # fmt: skip
    plates = next(entry for entry in outline if isinstance(entry, list))
    assert str(plates[0].title) == "Signing number 1"
    assert len(plates) == 9


def test_contents_and_index_are_links(whole: tuple[Path, Rendered]) -> None:
    pages = PdfReader(whole[0]).pages
    assert len(pages[1].get("/Annots", [])) >= 5
    assert len(pages[-1].get("/Annots", [])) >= 1
    assert len(pages[-2].get("/Annots", [])) >= 2


def test_the_file_says_what_it_is(whole: tuple[Path, Rendered]) -> None:
    reader = PdfReader(whole[0])
    root = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Ten years of exchange · 交流十年"
    assert reader.metadata.author == "Foreign Affairs Office"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date().isoformat() == "2026-11-23"
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"].value is True
    xmp = root["/Metadata"].get_data()
    for claim in (b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:conformance>A</pdfaid:conformance>", b"<pdfuaid:part>1"):
        assert claim in xmp


def test_every_picture_has_alternative_text(tmp_path: Path, photo: PictureFile) -> None:
    plates = (
        plate(1, photo, alt=words("Two mayors shake hands")),
        plate(2, photo, alt=()),
        plate(3, photo, alt=(), caption=()),
        plate(4, photo, alt=(), caption=(), title=()),
    )
    render(catalogue(plates), tmp_path / "c.pdf")
    said = figures(tmp_path / "c.pdf")
    assert said[-4:] == ["Two mayors shake hands", "The delegation walked the causeway in the rain.",
                         "Signing number 3", "PHO-0004"]  # fmt: skip
    assert len(said) == 5
    assert said[0].startswith("Picture on the cover: Two mayors")


def test_the_same_catalogue_gives_the_same_bytes(tmp_path: Path, photo: PictureFile) -> None:
    made = catalogue((plate(1, photo), plate(2, None)))
    render(made, tmp_path / "one.pdf")
    (tmp_path / "elsewhere").mkdir()
    render(made, tmp_path / "elsewhere" / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "elsewhere" / "two.pdf").read_bytes()
    other = dataclasses.replace(made, editor="Somebody else")
    render(other, tmp_path / "three.pdf")
    assert (tmp_path / "three.pdf").read_bytes() != (tmp_path / "one.pdf").read_bytes()


def test_no_text_is_ever_code(tmp_path: Path) -> None:
    evil = '#panic("x") $a$ */ // [*bold*] @ref <label> \\u{41} #import "/etc/passwd" {{}} "'
    one = plate(1, None, title=(Wording(evil, "en"),), caption=(Wording(evil, "en"),), facts=(fact("credit", evil),))
    render(catalogue((one,), title=(Wording(evil, "en"),), editor=evil), tmp_path / "c.pdf")
    assert text_of(tmp_path / "c.pdf").count('#panic("x") $a$ */ // [*bold*] @ref <label> \\u{41} #import') >= 3


def test_hidden_and_unknown_characters(tmp_path: Path) -> None:
    hidden = "gpj.\u202enoisreV\x00\x07\ufeff\u2066 end\u200b\udc80"
    one = plate(1, None, title=(Wording(hidden, "en"),), caption=(Wording("Runes of \ue000 and \U0001f9ff", "en"),))
    rendered = render(catalogue((one,)), tmp_path / "c.pdf")
    text = text_of(tmp_path / "c.pdf")
    assert f"gpj.noisreV end{FALLBACK}" in text
    assert f"Runes of {FALLBACK} and" in text
    assert [ref for ref, _reason in rendered.notes] == ["PHO-0001"]
    assert "U+DC80, U+E000" in rendered.notes[0][1]


def test_a_line_never_leaves_the_page(tmp_path: Path) -> None:
    name = "IMG_20250412_093344_" + "x" * 120 + ".jpg"
    render(catalogue((plate(1, None, title=(Wording(name, "und"),)),)), tmp_path / "c.pdf")
    page = PdfReader(tmp_path / "c.pdf").pages[2]
    ends: list[float] = []
    page.extract_text(visitor_text=lambda text, _c, matrix, _f, _s: ends.append(matrix[4] if text.strip() else 0))
    assert max(ends) < float(page.mediabox.width) - 50
    assert name in "".join(page.extract_text().split())


@pytest.mark.parametrize(
    "word",
    [
        "2025_04_03_Hangzhou_delegation_signing_ceremony_Nis_city_hall_final_edited_by_anna_for_print_v2.jpg",
        "Abcdefghij" * 20,
        "Градоначелник" * 12,
        "https://example.org/archive?record=" + "x" * 200,
    ],
)
def test_a_word_wider_than_its_column_stays_within_it_and_copies_out_whole(tmp_path: Path, word: str) -> None:
    said = (Wording(word, "und"),)
    one = plate(1, None, title=said, caption=said, people=(said,), facts=(Fact("credit", (said,)),), why=word)
    made = dataclasses.replace(catalogue((one,)), people=(IndexEntry(said, "A", (1,)),))
    render(made, tmp_path / "c.pdf")
    with pypdfium2.PdfDocument(tmp_path / "c.pdf") as document:
        for page in document:
            text = page.get_textpage()
            ends = [text.get_charbox(place)[2] for place in range(text.count_chars())]
            assert max(ends) < page.get_width() - 55
    whole = "".join("".join(page.extract_text().split()) for page in PdfReader(tmp_path / "c.pdf").pages)
    assert whole.count(word) >= 5


def test_a_picture_that_cannot_be_decoded_says_why(tmp_path: Path, photo: PictureFile) -> None:
    cut, lost = tmp_path / "cut.jpg", tmp_path / "lost.jpg"
    cut.write_bytes(photo.path.read_bytes()[:20_000])
    rendered = render(
        catalogue((plate(1, PictureFile(cut)), plate(2, PictureFile(lost)), plate(3, photo))), tmp_path / "c.pdf"
    )
    assert [ref for ref, _reason in rendered.notes] == ["PHO-0001", "PHO-0002"]
    assert "cut off" in rendered.notes[0][1]
    assert "missing from the archive" in rendered.notes[1][1]
    # That is for whoever prints, not for the reader.
    assert "cut off" not in text_of(tmp_path / "c.pdf")
    assert len(figures(tmp_path / "c.pdf")) == 1


def images(file: Path) -> list[Image.Image]:
    """The pictures of all pages as they decode."""
    found = []
    for page in PdfReader(file).pages:
        for stream in (page["/Resources"].get("/XObject") or {}).values():
            raw = stream.get_object()
            if raw["/Subtype"] == "/Image":
                found.append(Image.open(io.BytesIO(raw._data)))
                assert found[-1].size == (raw["/Width"], raw["/Height"])
    return found


def test_pictures_are_printed_upright_and_no_larger_than_needed(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (30.0, 15.0, 0.0)}
    large = draw(tmp_path / "large.jpg", (3200, 2000), quality=85)
    draw(tmp_path / "turned.jpg", (1500, 1000), exif=exif, quality=85)
    grey = draw(tmp_path / "grey.tif", (700, 500), mode="L")
    plates = (plate(1, large), plate(2, PictureFile(tmp_path / "turned.jpg", 6)), plate(3, grey))
    render(catalogue(plates, cover=None), tmp_path / "c.pdf")
    assert [(one.size, one.mode) for one in images(tmp_path / "c.pdf")] == [
        ((1600, 1000), "RGB"), ((1000, 1500), "RGB"), ((700, 500), "L"),
    ]  # fmt: skip


@pytest.mark.parametrize("sheet", [False, True])
def test_a_white_scan_has_an_edge_on_white_paper(tmp_path: Path, sheet: bool) -> None:
    Image.new("RGB", (800, 600), "white").save(tmp_path / "white.png")
    made = catalogue((plate(1, PictureFile(tmp_path / "white.png")),), cover=None, sheet=sheet)
    render(made, tmp_path / "c.pdf")
    upright = 0
    with pypdfium2.PdfDocument(tmp_path / "c.pdf") as document:
        for page in document:
            drawn = page.render(scale=4).to_pil().convert("L").point(lambda value: 255 if value < 235 else 0)
            columns = (drawn.crop((x, 0, x + 1, drawn.height)).tobytes() for x in range(drawn.width))
            upright += sum(max(map(len, column.split(b"\0"))) > 150 for column in columns)
    assert upright >= 2


def test_a_small_original_goes_through_as_it_is_but_for_its_metadata(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    picture = draw(tmp_path / "small.jpg", (800, 600), exif=exif, quality=77, comment=b"private words")
    render(catalogue((plate(1, picture),), cover=None), tmp_path / "c.pdf")
    (printed,) = images(tmp_path / "c.pdf")
    with Image.open(picture.path) as original:
        assert printed.tobytes() == original.tobytes()
        assert printed.quantization == original.quantization  # type: ignore[attr-defined]
    whole = (tmp_path / "c.pdf").read_bytes()
    assert b"Camera of somebody" not in whole
    assert b"private words" not in whole


def test_colours_are_those_of_the_profile(tmp_path: Path) -> None:
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    Image.new("RGB", (600, 400), (10, 200, 30)).save(tmp_path / "wrong.jpg", icc_profile=wide)
    render(catalogue((plate(1, PictureFile(tmp_path / "wrong.jpg")),), cover=None), tmp_path / "c.pdf")
    (printed,) = images(tmp_path / "c.pdf")
    colour = printed.convert("RGB").getpixel((300, 200))
    assert isinstance(colour, tuple)
    assert all(abs(a - b) < 8 for a, b in zip(colour, (10, 200, 30), strict=True))


def test_cancelling_leaves_nothing_behind(tmp_path: Path, photo: PictureFile) -> None:
    out = tmp_path / "out" / "c.pdf"
    out.parent.mkdir()
    with pytest.raises(Cancelled):
        render(catalogue((plate(1, photo),)), out, cancelled=lambda: True)
    assert list(out.parent.iterdir()) == []


def test_the_files_of_the_corpus_print(tmp_path: Path, corpus: Path) -> None:
    kinds = ("*.jpg", "*.png", "*.tif", "*.webp", "*.heic", "*.avif", "*.gif")
    files = [path for kind in kinds for path in sorted((corpus / "photos").rglob(kind))[:6]]
    assert len(files) > 30
    made = catalogue(tuple(plate(number, PictureFile(path)) for number, path in enumerate(files, start=1)))
    rendered = render(made, tmp_path / "c.pdf")
    printed = len(set(figures(tmp_path / "c.pdf")))
    assert rendered.plates == len(files)
    assert printed >= 1
    assert len(images(tmp_path / "c.pdf")) + len(rendered.notes) >= len(files)


@pytest.mark.slow
def test_verapdf_agrees(whole: tuple[Path, Rendered], tmp_path: Path, photo: PictureFile) -> None:
    if lacking := verapdf.missing():
        if os.environ.get("CI"):
            pytest.fail(f"veraPDF is not complete here; missing: {', '.join(lacking)}")
        pytest.skip(f"veraPDF is not installed here; missing: {', '.join(lacking)}")
    small = tmp_path / "small.pdf"
    render(catalogue((plate(1, photo),), languages=("zh",), subtitle=(), editor="", people=()), small)
    conforms, report = verapdf.check([whole[0], small])
    assert conforms, report
    assert report.count(": conforms") == 4


@pytest.mark.slow
def test_verapdf_can_disagree(tmp_path: Path) -> None:
    if lacking := verapdf.missing():
        if os.environ.get("CI"):
            pytest.fail(f"veraPDF is not complete here; missing: {', '.join(lacking)}")
        pytest.skip(f"veraPDF is not installed here; missing: {', '.join(lacking)}")
    Image.new("RGB", (20, 20)).save(tmp_path / "plain.pdf")
    conforms, report = verapdf.check([tmp_path / "plain.pdf"])
    assert not conforms
    assert "DOES NOT CONFORM" in report


def test_noto_sans_comes_before_the_cjk_family() -> None:
    for lang in ("", "en", "zh", "ja", "ko", "zh-Hant", "tr"):
        order = fonts.family_order(lang)
        assert order[0] == "Noto Sans"
        assert order[1].startswith("Noto Sans CJK")
    assert fonts.family_order("ja")[1] == "Noto Sans CJK JP"
    assert fonts.family_order("zh-Hant")[1] == "Noto Sans CJK TC"
    assert fonts.family_order("he")[:2] == ["Noto Sans Hebrew", "Noto Sans"]


def test_there_is_a_glyph_for_every_script() -> None:
    assert fonts.missing_glyphs("".join(SCRIPTS.values()) + "→ · – — “”‘’…№€°²½☎\u2068\u2069") == frozenset()
    assert fonts.missing_glyphs("a\ue000b\U000f0000\n") == {"\ue000", "\U000f0000"}
    assert FALLBACK not in fonts.missing_glyphs(FALLBACK)


def test_the_window_has_its_font_files() -> None:
    files = fonts.ui_font_files()
    assert files[0].name == "NotoSans[wght].ttf"
    assert all(path.is_file() for path in files)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("杭州", "und", "zh"), ("杭州の", "", "ja"), ("杭州", "en", "zh"), ("Hangzhou", "en", "en"),
        ("Niš", "sr-Latn", "sr-latn"), ("בית שמש", "und", "he"), ("اصفهان", "fa", "fa"), ("گچ", "und", "fa"),
        ("서울", "und", "ko"), ("Xx", "klingon!", ""),
    ],
)  # fmt: skip
def test_a_text_is_set_in_the_language_it_is_in(text: str, lang: str, expected: str) -> None:
    assert spoken_language(Wording(text, lang)) == expected


@given(st.text(), st.sampled_from(["en", "und", "ar", "zh"]))
def test_cleaned_text_can_always_be_printed(text: str, lang: str) -> None:
    cleaner = PrintText()
    for clean in (cleaner.line, cleaner.lines):
        done = clean(text)
        assert not fonts.missing_glyphs(done)
        assert not any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") for c in done.replace("\n", ""))
        assert clean(done) == done
    assert isinstance(cleaner.wording(Wording(text, lang))["t"], str)


@given(st.text(alphabet="กขคน้ำำีิ่้ा़िकदתּשׁבְ", min_size=1, max_size=6), st.integers(1, 8))
def test_glyphs_share_out_the_text_of_a_cluster(text: str, count: int) -> None:
    shares = share_out(text, count)
    assert len(shares) == count
    forward, backward = "".join(shares), "".join(reversed(shares))
    same = unicodedata.normalize("NFKD", text)
    assert same in (unicodedata.normalize("NFKD", forward), unicodedata.normalize("NFKD", backward))


def test_a_plate_of_every_kind_has_a_label(tmp_path: Path) -> None:
    kinds = (Kind.PHOTO, Kind.VIDEO, Kind.AUDIO, Kind.DOCUMENT, Kind.OBJECT)
    made = catalogue(tuple(plate(n, None, kind=kind) for n, kind in enumerate(kinds, start=1)), languages=("xx", "zh"))
    chapter = dataclasses.replace(made.chapters[0], counts=tuple((kind, 2) for kind in kinds))
    render(dataclasses.replace(made, chapters=(chapter,)), tmp_path / "c.pdf")
    text = text_of(tmp_path / "c.pdf")
    for counted in ("2 photos 2张照片", "2 videos 2段视频", "2 documents 2份文献", "2 objects 2件实物"):
        assert counted in text
