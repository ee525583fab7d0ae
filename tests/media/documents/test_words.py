"""Documents are read page by page, in every script, behind the walls of a worker."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_app.errors import Unreadable
from archive_app.media.documents import words
from archive_app.media.documents.reading import has_words, read_words
from archive_app.media.documents.words import Words
from archive_app.media.formats.sniff import sniff
from archive_app.media.pictures.workers import DecoderPool
from tests.media.documents import made

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TABLE = (
    "<table:table table:name='{name}'><table:table-row><table:table-cell><text:p>{text}</text:p></table:table-cell>"
    "</table:table-row></table:table>"
)
_SLIDE = "<draw:page draw:name='{name}'><draw:frame><text:p>{text}</text:p></draw:frame></draw:page>"


def read(path: Path) -> Words:
    data = path.read_bytes()
    return read_words(io.BytesIO(data), sniff(data[:16_384], path.name))


def test_a_pdf_is_read_in_every_script_page_by_page(tmp_path: Path) -> None:
    pages = ["Göbekli Tepe, signed", "杭州国际传播中心", "صداقة المدن", "ידידות", "มิตรภาพ", "Београд и Ниш"]
    found = read(made.pdf(tmp_path / "letter.pdf", pages))
    assert (found.pages, found.total, found.cut) == (tuple(pages), 6, False)


def test_a_word_that_the_end_of_a_line_parts_is_whole_in_scripts_without_spaces(tmp_path: Path) -> None:
    said = "杭州市与尼什市本着平等互利的原则建立友好交流关系" * 4
    (page,) = read(made.pdf(tmp_path / "letter.pdf", [f"谅解备忘录\n\n{said}\n\nOne line and the next of them"])).pages
    assert page.split("\n") == ["谅解备忘录", said, "One line and the next of them"]


def test_a_word_that_the_end_of_a_line_parts_is_one_word(tmp_path: Path) -> None:
    narrow = '#set page(width: 5cm, height: auto)\n#set text(hyphenate: true, lang: "{lang}")\n'
    english = narrow.format(lang="en") + "An international memorandum of municipalities " * 5
    (page,) = read(made.pdf(tmp_path / "english.pdf", [english])).pages
    assert page.split().count("municipalities") == page.split().count("memorandum") == 5
    german = narrow.format(lang="de") + (
        "Die Städtepartnerschaftsvereinbarung der Nord-Süd-Kommission und der Oberbürgermeisterkonferenz 2019-2020 "
        "in Baden-Württemberg, Sankt-Pauli-Straße, und die Messe-Stadt, die Messe-Stadt, die Messe-Stadt"
    )
    (page,) = read(made.pdf(tmp_path / "german.pdf", [german])).pages
    words = page.replace(",", "").split()
    assert {"Städtepartnerschaftsvereinbarung", "Nord-Süd-Kommission", "Oberbürgermeisterkonferenz"} <= set(words)
    assert {"2019-2020", "Baden-Württemberg", "Sankt-Pauli-Straße"} <= set(words)
    twins = (
        narrow.format(lang="en")
        + "A well-known sister-city and a twin-town agreement of well-known sister-city friends"
    )
    (page,) = read(made.pdf(tmp_path / "twins.pdf", [twins])).pages
    assert page.split().count("sister-city") == page.split().count("well-known") == 2


def test_a_pdf_is_read_behind_the_walls(tmp_path: Path) -> None:
    path = made.pdf(tmp_path / "letter.pdf", ["One", "二"])
    with DecoderPool(workers=1) as pool:
        kind = sniff(path.read_bytes()[:1024], path.name)
        found = pool.submit(path, kind, (), words=True).result(60)
        page = pool.submit(path, kind, (700,), page=1).result(60)
        beyond = pool.submit(path, kind, (700,), page=2).result(60)
    assert (found.words, found.reason) == (Words(("One", "二"), 2), "")
    assert (list(page.pictures), page.frames) == ([700], 2)
    assert (beyond.pictures, beyond.reason) == ({}, "The document has no such page.")


MADE: dict[str, tuple[Callable[[Path], Path], Words]] = {
    "docx": (
        lambda path: made.word(
            path,
            made.paragraphs("Memorandum &amp; annex", "杭州")
            + "<w:p><w:r><w:delText>gone</w:delText><w:t>kept</w:t><w:tab/><w:t>here</w:t></w:r></w:p>",
            footnotes=made.paragraphs("a note"),
        ),
        Words(("Memorandum & annex\n杭州\nkept\there\n\na note",)),
    ),
    "xlsx": (made.excel, Words(("Gifts\nVase\t杭州丝绸", "Costs\n1250.5\teuros"), 2)),
    "pptx": (made.powerpoint, Words(("Welcome\ngreet the mayor", "Програма"), 2)),
    "odt": (
        lambda path: made.opendocument(
            path,
            "text",
            "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
            "<text:h>Title</text:h><text:p>one<text:s/>two<text:line-break/>three</text:p>",
        ),
        Words(("Title\none two\nthree",)),
    ),
    "ods": (
        lambda path: made.opendocument(
            path, "spreadsheet", _TABLE.format(name="A", text="Vase") + _TABLE.format(name="B", text="瓶")
        ),
        Words(("A\nVase", "B\n瓶"), 2),
    ),
    "odp": (
        lambda path: made.opendocument(
            path, "presentation", _SLIDE.format(name="1", text="Hi") + _SLIDE.format(name="2", text="Bye")
        ),
        Words(("Hi", "Bye"), 2),
    ),
    "epub": (lambda path: made.book(path, ["First", "Second &amp; last"]), Words(("x\n\nFirst", "x\n\nSecond & last"))),
}


@pytest.mark.parametrize("extension", MADE)
def test_office_files_and_books_are_read(tmp_path: Path, extension: str) -> None:
    make, wanted = MADE[extension]
    found = read(make(tmp_path / f"paper.{extension}"))
    assert found == wanted


TEXTS: dict[str, tuple[bytes, str]] = {
    "plain.txt": ("Freundschaft\r\nmit Niš  \n\n\n\nund 杭州".encode(), "Freundschaft\nmit Niš\n\nund 杭州"),
    "old.txt": ("Übergabe der Städtepartnerschaftsurkunde in Köln".encode("cp1252"),
                "Übergabe der Städtepartnerschaftsurkunde in Köln"),
    "wide.txt": ("Уговор".encode("utf-16"), "Уговор"),
    "notes.md": (b"# Visit\n\n* lunch", "# Visit\n\n* lunch"),
    "talk.srt": (b"1\n00:00:01,000 --> 00:00:02,000\nHello", "1\n00:00:01,000 --> 00:00:02,000\nHello"),
    "page.html": (b"<html><head><title>News</title><script>if (a<b) x()</script></head>"
                  b"<body><h1>Hangzhou</h1><p>a &lt; b<br>c</p></body></html>", "News\n\nHangzhou\n\na < b\nc"),
    "letter.rtf": (
        b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset204 Arial;}}{\\*\\generator X}"
        b"\\f0 Gr\\'fc\\'dfe\\par\\uc1\\u26477?\\u24030?\\tab{\\f1\\'cd\\'e8\\'f8}\\par\\uc2\\u-10179??\\u-8704??}",
        "Grüße\n杭州\tНиш\n\U0001f600",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_texts_are_read_whatever_they_are_written_in(tmp_path: Path, name: str) -> None:
    data, said = TEXTS[name]
    (tmp_path / name).write_bytes(data)
    assert read(tmp_path / name) == Words((said,))


def test_of_a_long_text_the_beginning_is_kept_and_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_PAGES", 2)
    (tmp_path / "long.txt").write_text("word " * 300_000)
    (tmp_path / "han.txt").write_text("杭州" * 300_000, "utf-8")
    long, han = read(tmp_path / "long.txt"), read(tmp_path / "han.txt")
    pages = read(made.pdf(tmp_path / "long.pdf", ["One", "Two", "Three"]))
    assert (len(long.pages[0]), long.cut) == (words.MOST - 1, True)
    assert (len(han.pages[0]), han.cut) == (words.MOST // 3, True)
    assert (pages.pages, pages.total, pages.cut) == (("One", "Two"), 3, True)


def test_what_has_no_words_is_not_asked_for_any() -> None:
    heads = {"a.jpg": b"\xff\xd8\xff", "a.xmp": b"<x:xmpmeta>", "a.zip": b"PK\x03\x04", "a.txt": b"a", "a.doc": _OLE}
    assert [name for name, head in heads.items() if has_words(sniff(head, name))] == ["a.txt"]


@pytest.mark.parametrize("extension", ["docx", "pdf", "epub", "odt", "xlsx"])
def test_a_damaged_document_says_so(tmp_path: Path, extension: str) -> None:
    make = MADE[extension][0] if extension in MADE else lambda path: made.pdf(path, ["One"])
    whole = make(tmp_path / f"whole.{extension}").read_bytes()
    kind = sniff(whole[:16_384], f"whole.{extension}")
    for damaged in (whole[: len(whole) // 2], whole[:40] + bytes(len(whole) - 40), b"%PDF-1.7 and nothing"):
        with pytest.raises(Unreadable) as refused:
            read_words(io.BytesIO(damaged), kind)
        assert refused.value.message == "The document is damaged and can't be shown."
