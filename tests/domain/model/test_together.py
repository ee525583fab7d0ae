"""Which items look like views of one, and which do not."""

from __future__ import annotations

import pytest

from archive_app.domain.model.together import Group, Single, Together, groups

_MIME = {
    "cr2": "image/x-canon-cr2", "jpg": "image/jpeg", "heic": "image/heic", "mov": "video/quicktime",
    "xmp": "application/rdf+xml", "srt": "application/x-subrip", "vtt": "text/vtt",
    "png": "image/png", "tif": "image/tiff", "pdf": "application/pdf",
}  # fmt: skip
SHOT, SIDES, PAGES, BURST = Together.SHOT, Together.SIDES, Together.PAGES, Together.BURST


def taken(*given: tuple[str, ...]) -> list[Single]:
    """Items by name, with the time of taking, and of taking in where another is said."""
    found = []
    for number, (name, *more) in enumerate(given, start=1):
        captured, made = (*more, "", "now")[:2] if len(more) < 2 else more
        found.append(Single(number, name, _MIME[name.rpartition(".")[2].lower()], captured, made or "now"))
    return found


AT, LATER = "2025-04-03T17:00:00", "2025-04-03T18:00:00"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([("IMG_1.jpg", AT), ("img_1.CR2", AT)], [(SHOT, (2, 1))]),
        ([("IMG_1.heic", f"{AT}+08:00"), ("IMG_1.mov", LATER)], [(SHOT, (1, 2))]),
        ([("a.xmp",), ("a.jpg", AT)], [(SHOT, (2, 1))]),
        ([("a.jpg", AT), ("a.jpg.xmp",)], [(SHOT, (1, 2))]),
        # Of two folders, as their times tell.
        ([("a.jpg", AT), ("a.cr2", AT), ("a.jpg", LATER), ("a.cr2", LATER)], [(SHOT, (2, 1)), (SHOT, (4, 3))]),
        ([("a.jpg", AT), ("a.cr2", LATER)], []),
        ([("a.jpg", AT), ("a.cr2", AT), ("a.jpg", LATER), ("a.mov",)], [(SHOT, (2, 1))]),
        ([("a.jpg",), ("a.jpg",)], []),
        # Not taken in together.
        ([("a.jpg", AT, "now"), ("a.cr2", AT, "then")], []),
        ([("a.jpg", AT), ("a.pdf",)], []),
        ([("a.mov",), ("a.xmp",)], [(SHOT, (1, 2))]),
        ([("a.mov",), ("a.de.srt",), ("a.en.srt",), ("A.en.vtt",)], [(SHOT, (1, 2, 3, 4))]),
        ([("a.mov",), ("a.de.srt",), ("A.de.srt",)], []),
        ([("Vertrag_S1.png",), ("Vertrag_S2.png",)], [(PAGES, (1, 2))]),
        ([("card back.png",), ("card_front.png",)], [(SIDES, (2, 1))]),
        ([("信封背面.png",), ("信封正面.png",)], [(SIDES, (2, 1))]),
        ([("card front.png",), ("other back.png",)], []),
        ([("front.png",), ("back.png",)], [(SIDES, (1, 2))]),
        (
            [("IMG_20250403_170000_BURST001.jpg", AT), ("IMG_20250403_170000_BURST002_COVER.jpg", AT)],
            [(BURST, (2, 1))],
        ),
        (
            [
                ("00000IMG_00000_BURST20250403170000309.jpg", AT),
                ("00001IMG_00001_BURST20250403170000309_COVER.jpg", AT),
                ("00000IMG_00000_BURST20250403180000309.jpg", LATER),
            ],
            [(BURST, (2, 1))],
        ),
        ([("burst01.jpg", AT), ("outburst.jpg", AT)], []),
        ([("deed p10.tif",), ("deed p9.tif",), ("deed p11.tif",)], [(PAGES, (2, 1, 3))]),
        ([("deed p1.tif",), ("deed p3.tif",)], []),
        ([("deed p1.tif",), ("deed p2.png",)], []),
        ([("stop1.tif",), ("stop2.tif",)], []),
        ([("相册 第二页.tif",), ("相册 第一页.tif",), ("相册 第三页.tif",)], [(PAGES, (2, 1, 3))]),
        ([("相册第九页.tif",), ("相册第十一页.tif",), ("相册第十页.tif",)], [(PAGES, (1, 3, 2))]),
        ([("相冊第1頁.tif",), ("相冊第２頁.tif",)], [(PAGES, (1, 2))]),
        ([("备忘录之二.tif",), ("备忘录之一.tif",)], [(PAGES, (2, 1))]),
        ([("贺信（一）.tif",), ("贺信（二）.tif",)], [(PAGES, (1, 2))]),
        ([("贺信（二）.tif",), ("贺信（三）.tif",)], []),
        ([("请柬下.tif",), ("请柬上.tif",)], [(PAGES, (2, 1))]),
        ([("请柬下.tif",), ("请柬中.tif",), ("请柬上.tif",)], [(PAGES, (3, 2, 1))]),
        ([("请柬中.tif",), ("请柬下.tif",)], []),
        ([("签名-背.tif",), ("签名-正.tif",)], [(SIDES, (2, 1))]),
        ([("Letter II.tif",), ("Letter I.tif",), ("letter iii.tif",)], [(PAGES, (2, 1, 3))]),
        ([("deed p. iv.tif",), ("deed p. v.tif",)], [(PAGES, (1, 2))]),
        ([("mix.tif",), ("civil.tif",), ("Xi.tif",)], []),
        ([("1998-12b.tif",), ("1998-12a.tif",)], [(PAGES, (2, 1))]),
        ([("deed b.tif",), ("deed c.tif",)], []),
        ([("deed a.jpg", AT), ("deed b.jpg", LATER)], []),
        ([("MS 4 f12v.tif",), ("MS 4 f12r.tif",)], [(SIDES, (2, 1))]),
        ([("Karte Rückseite.tif",), ("Karte Vorderseite.tif",)], [(SIDES, (2, 1))]),
    ],
)
def test_names_types_and_times_tell(
    given: list[tuple[str, ...]], found: list[tuple[Together, tuple[int, ...]]]
) -> None:
    assert groups(taken(*given)) == [Group(*each) for each in found]
