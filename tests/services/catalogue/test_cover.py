"""The picture on the cover is sharp, or there is none."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from archive_app.services.archive import Archive
from archive_app.services.catalogue.catalogue import make_catalogue
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import reading, turning

DAY = dt.date(2026, 11, 23)
COLOURS = {"red": (200, 30, 30), "green": (30, 200, 30), "blue": (30, 30, 200)}


def _cover(archive: Archive, folder: Path, sizes: dict[str, tuple[int, int]], *, turned: str = "") -> str:
    """The colour of the picture on the first page of a catalogue of photographs of these colours and sizes, in turn."""
    ids = []
    for colour, size in sizes.items():
        Image.new("RGB", size, COLOURS[colour]).save(folder / f"{colour}.png")
        ids.append(reading.resolve(archive, ingest(archive, [folder / f"{colour}.png"]).added[0].ref).id)
        if colour == turned:
            turning.turn(archive, records=ids[-1:], by=90)
    out = folder / "c.pdf"
    make_catalogue(archive, ids=ids, out=out, date=DAY)
    pictures = [picture.image for picture in PdfReader(out).pages[0].images]
    if not pictures:
        return ""
    assert pictures[0] is not None
    seen = pictures[0].convert("RGB").resize((1, 1)).getpixel((0, 0))
    return min(COLOURS, key=lambda name: sum(abs(a - b) for a, b in zip(COLOURS[name], seen, strict=True)))


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ({"red": (60, 60), "green": (1200, 900), "blue": (4000, 3000)}, "green"),
        ({"red": (60, 60), "green": (500, 400), "blue": (400, 500)}, "green"),
        ({"red": (60, 60), "green": (300, 200)}, ""),
        ({"red": (4000, 300), "green": (900, 800)}, "green"),
    ],
    ids=["first that is sharp", "best of what there is", "none rather than pixels", "no strip"],
)
def test_the_cover_shows_no_pixels(
    archive: Archive, tmp_path: Path, sizes: dict[str, tuple[int, int]], shown: str
) -> None:
    assert _cover(archive, tmp_path, sizes) == shown


def test_what_is_turned_by_hand_is_measured_upright(archive: Archive, tmp_path: Path) -> None:
    # Upright it is 840 by 1,000: not quite sharp, as it lies it would be.
    assert _cover(archive, tmp_path, {"red": (1000, 840), "green": (1000, 840)}, turned="red") == "green"
