"""Catalogues made by hand, small and large, for the tests and the benchmark of the printed page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from archive_app.domain.model.catalogue import (
    Catalogue,
    Chapter,
    ChapterStage,
    Fact,
    IndexEntry,
    PictureFile,
    Plate,
    Wording,
    Words,
)
from archive_app.domain.model.kinds import Kind, StageKind
from archive_app.media.pictures.workers import DecoderPool
from archive_app.media.printing.pdf import Rendered, render_catalogue
from tests.noise import noise

#: A line in every script that the demo's partners and people are written in, by language.
SCRIPTS = {
    "tr": "Göbekli Tepe, Nezih Başgelen, İstanbul ışığı",
    "sr-Latn": "Niš, Đorđe Šećerović",
    "pl": "Łódź, żółta gęś",
    "vi": "Thành phố Hải Phòng",
    "zh": "杭州国际友好城市",
    "zh-Hant": "臺灣與杭州",
    "ja": "岐阜市の写真コレクション",
    "ko": "서울과 항저우의 우정",
    "th": "กรุงเทพ น้ำใจที่ดี ผู้ใหญ่",
    "ar": "مدينة إسطنبول",
    "fa": "اصفهان گنج پژوهش",
    "he": "בית שמש",
    "ru": "Москва и Ханчжоу",
    "sr-Cyrl": "Ниш и Београд",
    "el": "Αθήνα, Ελλάδα",
    "hi": "नई दिल्ली हिन्दी क्षत्रिय",
}


def words(*texts: str) -> Words:
    """English, then Chinese."""
    return tuple(Wording(text, lang) for text, lang in zip(texts, ("en", "zh"), strict=False))


def draw(path: Path, size: tuple[int, int], number: int = 0, **options: object) -> PictureFile:
    """A photograph of sorts: a sky with a gradient, hills, and noise that compresses like a real one."""
    width, height = size
    sky = Image.linear_gradient("L").resize(size)
    picture = Image.merge("RGB", (sky, sky.point(lambda v: 255 - v // 2), Image.new("L", size, 90 + number % 120)))
    pen = ImageDraw.Draw(picture)
    for hill in range(5):
        left = (number * 37 + hill * width // 5) % width
        pen.ellipse(
            (left, height // 2 + hill * 9, left + width // 3, height * 2), fill=(30 + hill * 25, 90, number % 255)
        )
    grain = noise((width // 2, height // 2), 30).resize(size)
    picture = Image.blend(picture, Image.merge("RGB", (grain, grain, grain)), 0.12)
    mode = str(options.pop("mode", "RGB"))
    (picture if mode == "RGB" else picture.convert(mode)).save(path, **options)  # type: ignore[arg-type]
    return PictureFile(path)


def fact(key: str, text: str) -> Fact:
    """One line under a plate."""
    return Fact(key, ((Wording(text),),))


def plate(number: int, picture: PictureFile | None, **changed: object) -> Plate:
    """A plate with something in every line."""
    values: dict[str, object] = {
        "ref": f"PHO-{number:04}",
        "kind": Kind.PHOTO,
        "title": words(f"Signing number {number}", f"第{number}次签署"),
        "caption": words("The delegation walked the causeway in the rain.", "代表团冒雨走过苏堤。"),
        "date": words("12 April 2025", "2025年4月12日"),
        "people": ((Wording("Nezih Başgelen", "tr"),), (Wording("محمد رضایی", "fa"),)),
        "places": (words("Hangzhou", "杭州"),),
        "facts": (fact("credit", "Hangzhou Foreign Affairs Office"),),
        "why": "documents → Signing → held under → Hangzhou – Istanbul",
        "picture": picture,
    }
    return Plate(**values | changed)  # type: ignore[arg-type]


def catalogue(*chapters: tuple[Plate, ...], languages: tuple[str, ...] = ("en", "zh"), **changed: object) -> Catalogue:
    """A catalogue with one partnership for each group of plates, with indexes and a cover."""
    made = tuple(
        Chapter(
            title=words(f"Hangzhou – Partner {number}", f"杭州—友城{number}"),
            parties=(words("Hangzhou", "杭州"), (Wording("İstanbul", "tr"),)),
            stages=(
                ChapterStage(StageKind.MEMORANDUM, words("April 2025", "2025年4月"), "Hangzhou Daily"),
                ChapterStage(StageKind.SISTER_CITY),
            ),
            anniversary=words("10 years as sister cities, 12 November 2026"),
            continent="Europe",
            counts=((Kind.PHOTO, len(plates)),),
            plates=plates,
        )
        for number, plates in enumerate(chapters, start=1)
    )
    everything = [one for plates in chapters for one in plates]
    numbers = tuple(range(1, len(everything) + 1))
    values: dict[str, object] = {
        "title": words("Ten years of exchange", "交流十年"),
        "subtitle": words("Photographs and gifts", "照片与礼品"),
        "editor": "Foreign Affairs Office",
        "date": dt.date(2026, 11, 23),
        "languages": languages,
        "chapters": made,
        "people": (
            IndexEntry((Wording("Nezih Başgelen", "tr"),), "N", numbers),
            IndexEntry((Wording("محمد رضایی", "fa"),), "م", numbers[:1]),
        ),
        "places": (IndexEntry(words("Hangzhou", "杭州"), "H", numbers),),
        "cover": next((one.picture for one in everything if one.picture), None),
    }
    return Catalogue(**values | changed)  # type: ignore[arg-type]


def render(made: Catalogue, out: Path, **more: Any) -> Rendered:
    """The catalogue printed to ``out``, its pictures by a worker of its own."""
    with DecoderPool(workers=1) as decoders:
        return render_catalogue(made, out, decoders, **more)
