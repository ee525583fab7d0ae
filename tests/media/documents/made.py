"""Documents that tests make, byte by byte or by the program that prints catalogues."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import typst

from archive_app.media.printing import fonts

_TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def pdf(path: Path, pages: Sequence[str]) -> Path:
    """A PDF with a page for each text, in any script."""
    families = ", ".join(f'"{name}"' for name in ("Noto Sans", "Noto Sans Hebrew", "Noto Sans Thai",
                                                  "IBM Plex Sans Arabic", "Noto Sans CJK SC"))  # fmt: skip
    said = "\n#pagebreak()\n".join(pages)
    source = path.with_suffix(".typ")
    source.write_text(f"#set page(width: 10cm, height: 14cm)\n#set text(font: ({families}))\n{said}", "utf-8")
    typst.compile(source, output=path, root=path.parent, font_paths=fonts.font_paths(), ignore_system_fonts=True)
    source.unlink()
    return path


def packed(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A packed file of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def word(path: Path, body: str, **more: str) -> Path:
    """A Word document of paragraphs in ``body``; ``more`` are other parts of it by name."""
    return packed(
        path,
        {
            "[Content_Types].xml": _TYPES,
            "word/document.xml": f"<w:document xmlns:w='{_W}'><w:body>{body}</w:body></w:document>",
            **{f"word/{name}.xml": f"<w:x xmlns:w='{_W}'>{said}</w:x>" for name, said in more.items()},
        },
    )


def paragraphs(*texts: str) -> str:
    """Paragraphs of a Word document."""
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def _listing(targets: Mapping[str, str]) -> str:
    each = "".join(f"<Relationship Id='{key}' Target='{target}'/>" for key, target in targets.items())
    return f"<Relationships xmlns='{_RELATIONSHIPS}'>{each}</Relationships>"


def excel(path: Path) -> Path:
    """Two sheets, the second of which lies first in the file."""
    sheet = "<worksheet xmlns='{s}'><sheetData>{rows}</sheetData></worksheet>"
    return packed(
        path,
        {
            "[Content_Types].xml": _TYPES,
            "xl/workbook.xml": f"<workbook xmlns='{_S}' xmlns:r='{_R}'><sheets>"
            "<sheet name='Gifts' sheetId='7' r:id='rId2'/><sheet name='Costs' sheetId='3' r:id='rId1'/>"
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": _listing(
                {"rId1": "worksheets/sheet1.xml", "rId2": "/xl/worksheets/sheet2.xml"}
            ),
            "xl/sharedStrings.xml": f"<sst xmlns='{_S}'><si><t>Vase</t></si>"
            "<si><r><t>杭州</t></r><r><t>丝绸</t></r><rPh><t>hangzhou</t></rPh></si></sst>",
            "xl/worksheets/sheet1.xml": sheet.format(
                s=_S, rows="<row><c><v>1250.5</v></c><c t='inlineStr'><is><t>euros</t></is></c></row>"
            ),
            "xl/worksheets/sheet2.xml": sheet.format(
                s=_S, rows="<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row><row><c t='s'><v>99</v></c></row>"
            ),
        },
    )


def powerpoint(path: Path) -> Path:
    """Two slides, the second of them first in the file, the first of them with notes."""
    slide = "<p:sld xmlns:p='{p}' xmlns:a='{a}'><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>"
    return packed(
        path,
        {
            "[Content_Types].xml": _TYPES,
            "ppt/presentation.xml": f"<p:presentation xmlns:p='{_P}' xmlns:r='{_R}'><p:sldIdLst>"
            "<p:sldId id='256' r:id='rId9'/><p:sldId r:id='rId8' id='257'/></p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": _listing({"rId8": "slides/slide1.xml", "rId9": "slides/slide2.xml"}),
            "ppt/slides/slide1.xml": slide.format(p=_P, a=_A, text="Програма"),
            "ppt/slides/slide2.xml": slide.format(p=_P, a=_A, text="Welcome"),
            "ppt/slides/_rels/slide2.xml.rels": _listing({"rId1": "../notesSlides/notesSlide1.xml"}),
            "ppt/notesSlides/notesSlide1.xml": slide.format(p=_P, a=_A, text="greet the mayor"),
        },
    )


def opendocument(path: Path, kind: str, body: str) -> Path:
    """An OpenDocument file of the kind ``text``, ``spreadsheet`` or ``presentation``."""
    names = " ".join(
        f"xmlns:{prefix}='{_OFFICE}{space}:1.0'"
        for prefix, space in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body>{body}</office:body></office:document-content>",
        )
    return path


def book(path: Path, chapters: Sequence[str]) -> Path:
    """An EPUB book; its chapters lie in the file the other way round."""
    numbers = range(len(chapters))
    items = "".join(f"<item id='c{at}' href='text/chapter%20{at}.xhtml'/>" for at in reversed(numbers))
    spine = "".join(f"<itemref idref='c{at}'/>" for at in numbers)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
        package.writestr(
            "META-INF/container.xml",
            "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'>"
            "<rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>",
        )
        package.writestr("OEBPS/book.opf", f"<package xmlns='http://www.idpf.org/2007/opf'>{items}{spine}</package>")
        for at in numbers:
            package.writestr(
                f"OEBPS/text/chapter {at}.xhtml",
                "<!DOCTYPE html><html><head><title>x</title><style>p {}</style></head>"
                f"<body><p>{chapters[at]}</p></body></html>",
            )
    return path
