"""Which picture the cover shows, which fills the upper part of its page from edge to edge."""

from __future__ import annotations

from collections.abc import Sequence

from archive_app.domain.model.catalogue import Chapter, PictureFile
from archive_app.domain.model.kinds import Kind

#: Where it stands (``resources/pdf/cover.typ``): width and height in mm.
_PLACE = (210, 176)
#: Pixels to the inch that look sharp at arm's length, and those below which the single ones are seen.
_SHARP, _COARSEST = 120, 40


def chosen(chapters: Sequence[Chapter]) -> PictureFile | None:
    """The first photograph that is sharp there, else the first such picture of anything, else the one with the most
    pixels to the inch. None rather than one whose pixels are seen.
    """
    shown = [plate for chapter in chapters for plate in chapter.plates]
    photographs_first = sorted(shown, key=lambda plate: plate.kind is not Kind.PHOTO)
    pictures = [plate.picture for plate in photographs_first if plate.picture is not None]
    sharp = next((picture for picture in pictures if _density(picture) >= _SHARP), None)
    best = sharp or max(pictures, key=_density, default=None)
    return best if best is not None and _density(best) >= _COARSEST else None


def _density(picture: PictureFile) -> float:
    """Pixels to the inch where the picture fills its place, cut at the edges."""
    width, height = _PLACE
    return min(picture.width / width, picture.height / height) * 25.4
