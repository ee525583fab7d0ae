"""Where words stand on a page: the box is where the ink is, on pages of every script, turned ones too."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from archive_app.domain.model.boxes import Box
from archive_app.domain.text.folding import match_terms
from archive_app.domain.text.marking import mark_written
from archive_app.errors import Unreadable
from archive_app.media.documents import pdf_text
from archive_app.media.documents.letters import BOX, SIDE, Letters
from archive_app.media.pictures.first_page import first_page
from tests.media.documents import made


def _places(path: Path, words: str, page: int = 0) -> list[tuple[Box, ...]]:
    with path.open("rb") as file:
        terms = match_terms(words, phrase=True)
        return pdf_text.letters(file, page).places(lambda text: mark_written(text, terms))


def _drawn(path: Path, page: int = 0) -> Image.Image:
    with path.open("rb") as file:
        return first_page(file, 1600, page)[0].convert("L")


def _ink(picture: Image.Image, box: Box, wider: float = 0.0) -> int:
    """How many dark pixels lie in a box, made wider by so much of the page."""
    across, down = picture.size
    cut = picture.crop(
        (
            round((box.x - wider) * across), round((box.y - wider) * down),
            round((box.right + wider) * across), round((box.bottom + wider) * down),
        )
    )  # fmt: skip
    return sum(cut.histogram()[:128])


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("words", ["harbour", "市长", "гавань"])
def test_the_box_of_a_word_holds_its_ink_and_nothing_else(tmp_path: Path, words: str, turned: int) -> None:
    path = made.pdf(tmp_path / "page.pdf", [f"#v(3cm)#h(2cm){words}"])
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0].rotate(turned, relative=False)
        document.save(path)
    ((box,),) = _places(path, words)
    picture = _drawn(path)
    whole = sum(picture.histogram()[:128])
    assert whole > 100
    assert _ink(picture, box, 0.01) == whole
    assert _ink(picture, box) > 0.8 * whole
    assert box.width * box.height < 0.05


def test_a_word_that_a_line_parts_has_a_box_on_each(tmp_path: Path) -> None:
    said = "国际传播中心与伊斯坦布尔的朋友们在西湖边见面并互赠礼物以表示两座城市之间长久的友谊"
    path = made.pdf(tmp_path / "page.pdf", [said])
    whole = [box for lines in _places(path, said) for box in lines]
    assert len(whole) >= 2
    assert whole[0].y < whole[1].y
    hyphens = (
        '#set page(width: 5cm, height: auto)\n#set text(hyphenate: true, lang: "en")\n'
        + "An international memorandum of municipalities " * 9
    )
    parted = _places(made.pdf(tmp_path / "parted.pdf", [hyphens]), "municipalities")
    assert len(parted) == 9
    assert {len(lines) for lines in parted} == {1, 2}


def test_another_page_and_one_that_is_not_there(tmp_path: Path) -> None:
    path = made.pdf(tmp_path / "pages.pdf", ["One", "Two"])
    assert _places(path, "two", 1)
    assert not _places(path, "two", 0)
    with pytest.raises(Unreadable), path.open("rb") as file:
        pdf_text.letters(file, 2)
    with pytest.raises(Unreadable):
        pdf_text.letters(io.BytesIO(path.read_bytes()[:200]), 0)


@given(st.text(max_size=60), st.data())
def test_whatever_a_page_says_its_places_lie_on_it(text: str, data: st.DataObject) -> None:
    side = st.integers(0, SIDE)
    boxes = b"".join(BOX.pack(*(data.draw(side) for _edge in range(4))) for _letter in text)
    places = Letters(text, boxes).places(lambda said: [(at, at + 3) for at in range(len(said))])
    for lines in places:
        for box in lines:
            assert box.x >= 0
            assert box.y >= 0
            assert box.right <= 1 + 1e-9
            assert box.bottom <= 1 + 1e-9
