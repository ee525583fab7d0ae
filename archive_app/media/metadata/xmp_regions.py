"""Regions of a picture as XMP packets have them: MWG's, Microsoft's and IPTC's. What two of them say is one region."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from archive_app.media.metadata.facts import Region
from archive_app.media.metadata.rdf import Node
from archive_app.media.metadata.rdf_values import Properties, child, number_of, numbers, structures, text_of, texts_of
from archive_app.media.metadata.regions import sort_of

_MWG = "{http://www.metadataworkinggroup.com/schemas/regions/}"
_DIMENSIONS = "{http://ns.adobe.com/xap/1.0/sType/Dimensions#}"
_AREA = "{http://ns.adobe.com/xmp/sType/Area#}"
_AREA_OLD = "{http://ns.adobe.com/xap/1.0/sType/Area#}"
_MP = "{http://ns.microsoft.com/photo/1.2/}"
_MPRI = "{http://ns.microsoft.com/photo/1.2/t/RegionInfo#}"
_MPREG = "{http://ns.microsoft.com/photo/1.2/t/Region#}"
_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_DC = "{http://purl.org/dc/elements/1.1/}"

_MOST = 500
#: By how much two places may differ that are one: programs round them.
_NEAR = 0.002
_LARGEST = 1e9
#: What is said of a region of no sort that is known.
_AREA_KIND = "Area"


def regions_of(found: Properties) -> tuple[tuple[Region, ...], bool]:
    """The regions of a packet, and whether some were circles or polygons, of which the boxes around them are given."""
    regions: list[Region] = []
    for region in [*of_mwg(found), *_of_microsoft(found), *of_iptc(found)][: 3 * _MOST]:
        same = next((place for place, each in enumerate(regions) if _is_one(each, region)), None)
        if same is None:
            regions.append(region)
        else:
            regions[same] = _together(regions[same], region)
    return tuple(regions[:_MOST]), any(map(_is_rounded, _boundaries(found)))


def of_mwg(found: Properties) -> Iterator[Region]:
    """Those of MWG, one for each member of the list that is a structure."""
    whole = found.get(f"{_MWG}Regions")
    applied = numbers(child(whole, f"{_MWG}AppliedToDimensions"), (_DIMENSIONS,), "wh")
    for region in structures(child(whole, f"{_MWG}RegionList")):
        area = region.get(f"{_MWG}Area")
        unit = text_of(child(area, f"{_AREA}unit")) or text_of(child(area, f"{_AREA_OLD}unit"))
        made = _region(
            text_of(region.get(f"{_MWG}Name")),
            text_of(region.get(f"{_MWG}Type")),
            numbers(area, (_AREA, _AREA_OLD), "xywh"),
            text_of(region.get(f"{_MWG}Description")),
            "pixel" if unit == "pixel" else "",
        )
        good = len(applied) == 2 and all(0 < side < _LARGEST for side in applied)
        yield replace(made, wide=applied[0], high=applied[1]) if good else made


def _of_microsoft(found: Properties) -> Iterator[Region]:
    for region in structures(child(found.get(f"{_MP}RegionInfo"), f"{_MPRI}Regions")):
        corner = [number_of(part) for part in text_of(region.get(f"{_MPREG}Rectangle")).split(",")]
        parts = [part for part in corner if part is not None]
        yield _region(text_of(region.get(f"{_MPREG}PersonDisplayName")), "Face", _centred(parts))


def of_iptc(found: Properties) -> Iterator[Region]:
    """Those of IPTC, one for each member of the list that is a structure."""
    for region in structures(found.get(f"{_EXT}ImageRegion")):
        boundary = region.get(f"{_EXT}RegionBoundary")
        people = texts_of(region.get(f"{_EXT}PersonInImage"))
        name = text_of(region.get(f"{_EXT}Name"))
        kinds = [_kind(each) for each in structures(region.get(f"{_EXT}rCtype"))]
        # Where somebody is named and no type says otherwise, they are to be seen.
        kind = next(filter(sort_of, kinds), "Face" if people else next(filter(None, kinds), _AREA_KIND))
        text = text_of(region.get(f"{_DC}description"))
        parts, unit = _place(boundary)
        yield _region(people[0] if people else name, kind, parts, text, unit)


def _kind(entity: Properties) -> str:
    """The end of the name that a vocabulary gives to a type, or else what it is called."""
    named = (each.rstrip("/").rpartition("/")[2] for each in texts_of(entity.get(f"{_XMP}Identifier")))
    return next(filter(None, named), "") or text_of(entity.get(f"{_EXT}Name"))


def _place(boundary: Node | None) -> tuple[list[float], str]:
    """Middle and size of a boundary, whatever its shape, and what they are in."""
    pixels = "pixel" if text_of(child(boundary, f"{_EXT}rbUnit")) == "pixel" else ""
    match text_of(child(boundary, f"{_EXT}rbShape")):
        case "circle":
            parts = numbers(boundary, (_EXT,), ("rbX", "rbY", "rbRx"))
            if len(parts) == 3:
                x, y, radius = parts
                return [x, y, 2 * radius, 2 * radius if pixels else 0.0], pixels or "circle"
        case "polygon":
            points = [
                numbers(each, (_EXT,), ("rbX", "rbY")) for each in structures(child(boundary, f"{_EXT}rbVertices"))
            ]
            if points and all(points):
                left, right = min(x for x, _y in points), max(x for x, _y in points)
                top, bottom = min(y for _x, y in points), max(y for _x, y in points)
                return [(left + right) / 2, (top + bottom) / 2, right - left, bottom - top], pixels
        case _:
            return _centred(numbers(boundary, (_EXT,), ("rbX", "rbY", "rbW", "rbH"))), pixels
    return [], ""


def _boundaries(found: Properties) -> Iterator[Node | None]:
    for region in structures(found.get(f"{_EXT}ImageRegion")):
        yield region.get(f"{_EXT}RegionBoundary")


def _is_rounded(boundary: Node | None) -> bool:
    return text_of(child(boundary, f"{_EXT}rbShape")) in ("circle", "polygon")


def _centred(parts: list[float]) -> list[float]:
    if len(parts) != 4:
        return []
    x, y, width, height = parts
    return [x + width / 2, y + height / 2, width, height]


def _region(name: str, kind: str, parts: list[float], text: str = "", unit: str = "") -> Region:
    most = _LARGEST if unit == "pixel" else 1
    good = len(parts) == 4 and all(0 <= part <= most for part in parts)
    x, y, width, height = parts if good else (0.0, 0.0, 0.0, 0.0)
    return Region(name, kind, x, y, width, height, text, unit if good else "")


def _is_one(one: Region, other: Region) -> bool:
    if one.unit != other.unit or not (one.width and other.width):
        return False
    near = _NEAR * (max(one.width, one.height, 1) if one.unit == "pixel" else 1)
    places = zip((one.x, one.y, one.width, one.height), (other.x, other.y, other.width, other.height), strict=True)
    same = all(abs(mine - others) <= near for mine, others in places)
    return same and (one.name == other.name or not (one.name and other.name))


def _together(one: Region, other: Region) -> Region:
    kind = other.kind if one.kind in ("", _AREA_KIND) else one.kind
    return replace(one, name=one.name or other.name, kind=kind, text=one.text or other.text)
