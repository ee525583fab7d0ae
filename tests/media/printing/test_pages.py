"""The pages of a PDF as pictures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from archive_app.errors import Unreadable
from archive_app.media.printing.pages import PagePicture, Pages

RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)


@pytest.fixture
def coloured(tmp_path: Path) -> Path:
    """Three pages, 200 by 300 points: red, green and blue, the last one lying across."""
    return pdf_of(tmp_path / "three.pdf", [("1 0 0", 200, 300), ("0 1 0", 200, 300), ("0 0 1", 300, 200)])


def pdf_of(file: Path, pages: list[tuple[str, int, int]]) -> Path:
    """A PDF whose pages are each of one colour."""
    with pikepdf.new() as made:
        for colour, width, height in pages:
            page = made.add_blank_page(page_size=(width, height))
            page.contents_add(f"{colour} rg 0 0 {width} {height} re f".encode())
        made.save(file)
    return file


def colour(picture: PagePicture) -> tuple[int, ...]:
    size = picture.width, picture.height
    image = Image.frombytes("RGB", size, picture.rgb, "raw", "RGB", picture.stride)
    assert image.getextrema()[0][0] == image.getextrema()[0][1]
    return image.getpixel((picture.width // 2, picture.height // 2))  # type: ignore[return-value]


def test_each_page_has_its_size_and_its_picture(coloured: Path) -> None:
    pages = Pages(coloured)
    assert pages.sizes == [(200, 300), (200, 300), (300, 200)]
    assert [colour(pages.picture(number, 100)) for number in range(3)] == [RED, GREEN, BLUE]
    across = pages.picture(2, 150)
    assert (across.width, across.height) == (150, 100)
    pages.close()


def test_no_page_is_drawn_larger_than_memory_bears(tmp_path: Path) -> None:
    pages = Pages(pdf_of(tmp_path / "long.pdf", [("1 0 0", 100, 14_000)]))
    picture = pages.picture(0, 50_000)
    assert picture.height <= 4001
    pages.close()


def test_many_threads_draw_in_turn(coloured: Path) -> None:
    copies = [Pages(coloured) for _copy in range(4)]
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda turn: colour(copies[turn % 4].picture(turn % 3, 400)), range(60)))
    assert drawn == [(RED, GREEN, BLUE)[turn % 3] for turn in range(60)]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"no PDF at all" * 100])
def test_what_is_no_pdf_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.pdf"
    file.write_bytes(content)
    with pytest.raises(Unreadable, match="damaged"):
        Pages(file)
    with pytest.raises(Unreadable, match="gone"):
        Pages(tmp_path / "nowhere.pdf")


def test_a_closed_file_draws_nothing_more(coloured: Path) -> None:
    pages = Pages(coloured)
    pages.close()
    pages.close()
    with pytest.raises(Unreadable):
        pages.picture(0, 100)
