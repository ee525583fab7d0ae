"""Where in its picture a region of a file lies: in parts of the picture as it is shown upright.

Files say it of the picture as it is stored, before its orientation (MWG and IPTC). Some programs do not: then the size
to which they applied it is that of the upright picture.
"""

from __future__ import annotations

from archive_app.domain.model.boxes import Box, box_around
from archive_app.domain.model.region_sorts import Sort
from archive_app.media.metadata.facts import Metadata, Region

#: What a place may be in beside parts of the picture.
UNITS = ("", "pixel", "circle")
#: From this orientation on width and height are exchanged.
_ON_ITS_SIDE = 5
#: What MWG and IPTC (the ends of the names in its vocabulary of region types) call the sorts there are.
_SORTS = {
    "face": Sort.FACE, "headshot": Sort.FACE, "human": Sort.PERSON, "bodypart": Sort.PERSON, "pet": Sort.PET,
    "animal": Sort.PET, "text": Sort.INSCRIPTION, "machinecode": Sort.BAR_CODE, "barcode": Sort.BAR_CODE,
    "geofeature": Sort.PLACE, "building": Sort.PLACE, "focus": Sort.FOCUS, "artwork": Sort.OBJECT,
    "product": Sort.OBJECT, "vehicle": Sort.OBJECT, "plant": Sort.OBJECT, "graphic": Sort.OBJECT,
}  # fmt: skip


def sort_of(kind: str) -> str:
    """The sort that a word of MWG or IPTC means; empty where it means none."""
    known = kind.casefold()
    return str(_SORTS.get(known, known if known in set(Sort) else ""))


def upright(region: Region, said: Metadata) -> Box | None:
    """The box of a region in the upright picture of a file that says this of itself; ``None`` where it has none."""
    box = stored(region, said)
    if box is None or is_upright(region.wide, region.high, said):
        return box
    return box.upright(said.orientation)


def stored(region: Region, said: Metadata) -> Box | None:
    """The box as the file says it, whichever picture that is of."""
    wide, high = region.wide or said.width or 0, region.high or said.height or 0
    x, y, width, height = region.x, region.y, region.width, region.height
    if region.unit and not (wide and high):
        return None
    if region.unit == "pixel":
        x, y, width, height = x / wide, y / high, width / wide, height / high
    elif region.unit == "circle":
        height = width * wide / high
    return box_around((x, y), width, height) if width and height else None


def is_upright(wide: float, high: float, said: Metadata) -> bool:
    """Whether what was applied to a picture of this size was applied to the upright one: its sides are exchanged."""
    if said.orientation < _ON_ITS_SIDE or not (wide and high and said.width and said.height):
        return False
    return abs(wide * said.width - high * said.height) < abs(wide * said.height - high * said.width)
