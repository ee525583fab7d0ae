"""The pages of a PDF document as pictures, drawn by PDFium; the first one stands for it."""

from __future__ import annotations

import io
from typing import BinaryIO

from PIL import Image

from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.documents.pdfium import opened

#: Pixels an inch at which a page has its own size: what a scanner in an office makes.
_RESOLUTION = 150
_POINTS = 72
#: Of drawings of a whole building, and of what says it were one.
_LONGEST = 16_384
_SMALL = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj"
    b" 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>"
)


def load() -> None:
    """Load it before the walls of a worker stand."""
    first_page(io.BytesIO(_SMALL), 8)


def first_page(stream: BinaryIO, edge: int, number: int | None = None) -> tuple[Image.Image, tuple[int, int], int]:
    """The page with ``edge`` pixels on its longer side at most, its size at 150 pixels an inch, and how many pages
    there are. Raises Unreadable with the reason. ``number`` asks for any page, counted from 0, and for ``edge`` pixels
    in any case.
    """
    with opened(stream) as document:
        if number is not None and number >= len(document):
            raise Unreadable(_("The document has no such page."))
        page = document[number or 0]
        across, down = (max(1.0, length * _RESOLUTION / _POINTS) for length in page.get_size())
        longest = min(edge, max(across, down) if number is None else _LONGEST, _LONGEST)
        # PDFium takes a pixel that begins for a whole one.
        scale = (longest - 0.01) / max(across, down) * _RESOLUTION / _POINTS
        image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        return image, (round(across), round(down)), len(document)
