"""Regions in an XMP packet, in MWG's way and in IPTC's, put among those that others wrote there.

A region of the packet at the place of one of ours is that one: it gets our name, words and sort, and keeps all else.
Where nothing differs the packet's own property stays byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from archive_app.domain.model.boxes import Box, box_around
from archive_app.domain.model.region_sorts import Sort
from archive_app.media.metadata.facts import Metadata, Region
from archive_app.media.metadata.rdf import body_of, parse_packet
from archive_app.media.metadata.regions import is_upright, stored
from archive_app.media.metadata.xmp_regions import of_iptc, of_mwg

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MWG = "http://www.metadataworkinggroup.com/schemas/regions/"
_AREA = "http://ns.adobe.com/xmp/sType/Area#"
_SIZE = "http://ns.adobe.com/xap/1.0/sType/Dimensions#"
_EXT = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_XMP = "http://ns.adobe.com/xap/1.0/"
_DC = "http://purl.org/dc/elements/1.1/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SPACES = {
    "rdf": _RDF, "mwg-rs": _MWG, "stArea": _AREA, "stDim": _SIZE, "Iptc4xmpExt": _EXT, "xmp": _XMP, "dc": _DC,
}  # fmt: skip
#: The sorts that MWG has a word for, and those that IPTC's vocabulary has one for.
_IN_MWG: Mapping[Sort | None, str] = {Sort.FACE: "Face", Sort.PET: "Pet", Sort.FOCUS: "Focus", Sort.BAR_CODE: "BarCode"}
_IN_IPTC = {
    Sort.FACE: "face", Sort.PERSON: "human", Sort.PET: "animal", Sort.INSCRIPTION: "text",
    Sort.BAR_CODE: "machineCode", Sort.PLACE: "geoFeature",
}  # fmt: skip
_VOCABULARY = "http://cv.iptc.org/newscodes/imageregiontype/"
_PEOPLE = (Sort.FACE, Sort.PERSON)
#: By how much two places may differ that are one: programs round them.
_NEAR = 0.002


def properties(said: Metadata, packet: bytes) -> dict[str, str]:
    """The properties that say the regions of ``said``, which are of the stored picture and whose kinds are sorts, as
    they are to stand in the place of those of ``packet``; none where these say it already.
    """
    there = parse_packet(packet) if packet.strip(b"\x00 \r\n\t") else {}
    root = _parsed(packet) if there else None
    mwg, iptc = list(of_mwg(there)), list(of_iptc(there))
    found = {
        "mwg-rs:Regions": _mwg(said, mwg, _property(root, f"{{{_MWG}}}Regions")),
        "Iptc4xmpExt:ImageRegion": _iptc(said, iptc, _property(root, f"{{{_EXT}}}ImageRegion")),
    }
    return {name: value for name, value in found.items() if value}


def _mwg(said: Metadata, there: Sequence[Region], old: etree._Element | None) -> str:
    whole = _element("rdf:Description")
    if old is not None:
        _take_over(whole, old)
    elif said.width and said.height:
        size = {"stDim:w": str(said.width), "stDim:h": str(said.height), "stDim:unit": "pixel"}
        _child(whole, "mwg-rs:AppliedToDimensions", attributes=size)
    bag = _bag(whole, "mwg-rs:RegionList")
    turned = any(is_upright(each.wide, each.high, said) for each in there)
    ours = [(region, _place(region, said, turned)) for region in said.regions]
    changed = False
    for region, place, member in _paired(ours, there, _members(bag), said):
        changed |= _describe_mwg(_new(bag) if member is None else _inside(member), region, place, member is None)
    return _written(whole) if changed else ""


def _describe_mwg(member: etree._Element, region: Region, place: Box, is_new: bool) -> bool:
    changed = _say(member, "mwg-rs:Name", region.name)
    changed |= _say(member, "mwg-rs:Description", region.text)
    changed |= _say(member, "mwg-rs:Type", _IN_MWG.get(_sort(region), ""))
    if is_new:
        middle = place.middle
        _child(member, "mwg-rs:Area", attributes={
            "stArea:x": _number(middle[0]), "stArea:y": _number(middle[1]), "stArea:w": _number(place.width),
            "stArea:h": _number(place.height), "stArea:unit": "normalized",
        })  # fmt: skip
    return changed or is_new


def _iptc(said: Metadata, there: Sequence[Region], old: etree._Element | None) -> str:
    whole = _element("rdf:Description")
    if old is not None:
        _take_over(whole, old)
    bag = next((each for each in whole if each.tag in _ARRAYS), None)
    if bag is None:
        bag = _child(whole, "rdf:Bag")
    ours = [(region, _place(region, said, False)) for region in said.regions]
    changed = False
    for region, place, member in _paired(ours, there, _members(bag), said):
        changed |= _describe_iptc(_new(bag) if member is None else _inside(member), region, place, member is None)
    return _written(bag) if changed else ""


def _describe_iptc(member: etree._Element, region: Region, place: Box, is_new: bool) -> bool:
    if is_new:
        boundary = _child(member, "Iptc4xmpExt:RegionBoundary", attributes={"rdf:parseType": "Resource"})
        sides = {"rbX": place.x, "rbY": place.y, "rbW": place.width, "rbH": place.height}
        said = {"rbShape": "rectangle", "rbUnit": "relative", **{name: _number(side) for name, side in sides.items()}}
        for name, value in said.items():
            _child(boundary, f"Iptc4xmpExt:{name}").text = value
    changed = _say(member, "Iptc4xmpExt:Name", region.name, array="Alt")
    changed |= _say(member, "dc:description", region.text, array="Alt")
    sort = _sort(region)
    changed |= _say(member, "Iptc4xmpExt:PersonInImage", region.name if sort in _PEOPLE else "", array="Bag")
    if is_new and sort:
        entity = _new(_child(_child(member, "Iptc4xmpExt:rCtype"), "rdf:Bag"))
        if sort in _IN_IPTC:
            _say(entity, "xmp:Identifier", _VOCABULARY + _IN_IPTC[sort], array="Bag")
        _say(entity, "Iptc4xmpExt:Name", str(sort), array="Alt")
    return changed or is_new


def _sort(region: Region) -> Sort | None:
    return Sort(region.kind) if region.kind in set(Sort) else None


def _place(region: Region, said: Metadata, turned: bool) -> Box:
    """Where a region is to be said to lie: in the stored picture, or, ``turned``, in the upright one."""
    box = box_around((region.x, region.y), region.width, region.height) or Box(0, 0, 1, 1)
    return box.upright(said.orientation) if turned else box


def _paired(
    ours: Sequence[tuple[Region, Box]], there: Sequence[Region], members: Sequence[etree._Element], said: Metadata
) -> Iterator[tuple[Region, Box, etree._Element | None]]:
    """Each of our regions with its place and the member of the old array that lies there, if any."""
    known = list(zip(there, members, strict=True)) if len(there) == len(members) else []
    boxes = [(stored(replace(region), said), member) for region, member in known]
    for region, place in ours:
        at = next((each for each in boxes if each[0] is not None and _near(each[0], place)), None)
        if at is not None:
            boxes.remove(at)
        yield region, place, at[1] if at is not None else None


def _near(one: Box, other: Box) -> bool:
    sides = zip((one.x, one.y, one.width, one.height), (other.x, other.y, other.width, other.height), strict=True)
    return all(abs(mine - others) <= _NEAR for mine, others in sides)


_ARRAYS = (f"{{{_RDF}}}Bag", f"{{{_RDF}}}Seq", f"{{{_RDF}}}Alt")


def _parsed(packet: bytes) -> etree._Element:
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(body_of(packet).encode("utf-8"), parser)


def _property(root: etree._Element | None, name: str) -> etree._Element | None:
    descriptions = [] if root is None else root.iter(f"{{{_RDF}}}Description")
    return next((each for one in descriptions if (each := one.find(name)) is not None), None)


def _take_over(whole: etree._Element, old: etree._Element) -> None:
    """Give ``whole`` all parts of a structure, in whichever way it was written."""
    inside = _inside(old)
    for name, value in inside.attrib.items():
        if not str(name).startswith(f"{{{_RDF}}}"):
            whole.set(name, value)
    for child in inside:
        whole.append(child)


def _inside(element: etree._Element) -> etree._Element:
    """Where the parts of a structure stand: in it, or in the one description that it holds."""
    inner = element.find(f"{{{_RDF}}}Description")
    return element if inner is None else inner


def _bag(whole: etree._Element, name: str) -> etree._Element:
    listed = whole.find(_clark(name))
    listed = _child(whole, name) if listed is None else listed
    found = next((each for each in listed if each.tag in _ARRAYS), None)
    return _child(listed, "rdf:Bag") if found is None else found


def _members(bag: etree._Element) -> list[etree._Element]:
    return bag.findall(f"{{{_RDF}}}li")


def _new(bag: etree._Element) -> etree._Element:
    return _child(bag, "rdf:li", attributes={"rdf:parseType": "Resource"})


def _say(member: etree._Element, name: str, text: str, *, array: str = "") -> bool:
    """Let a structure say ``text`` under this name, whatever it said there; whether that is new."""
    if not text:
        return False
    clark = _clark(name)
    old = member.find(clark)
    texts = [] if old is None else [str(part).strip() for part in old.itertext()]
    if text in (member.get(clark), next(filter(None, texts), None)):
        return False
    if clark in member.attrib:
        del member.attrib[clark]
    if old is not None:
        member.remove(old)
    part = _child(member, name)
    if array:
        part = _child(_child(part, f"rdf:{array}"), "rdf:li")
        if array == "Alt":
            part.set(_LANG, "x-default")
    part.text = text
    return True


def _element(name: str) -> etree._Element:
    return etree.Element(_clark(name), nsmap=_SPACES)


def _child(parent: etree._Element, name: str, *, attributes: Mapping[str, str] | None = None) -> etree._Element:
    made = etree.SubElement(parent, _clark(name))
    for key, value in (attributes or {}).items():
        made.set(_clark(key), value)
    return made


def _clark(name: str) -> str:
    prefix, _colon, own = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{own}"


def _written(element: etree._Element) -> str:
    etree.cleanup_namespaces(element, keep_ns_prefixes=["rdf"])
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") or "0"
