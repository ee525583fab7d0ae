"""Regions of files: MWG's, Microsoft's and IPTC's, in whatever units and shapes, as boxes of the upright picture."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive_app.domain.model.boxes import Box
from archive_app.media.metadata import regions
from archive_app.media.metadata.facts import Facts, Metadata, Region
from archive_app.media.metadata.xmp import read_xmp

_HEAD = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"'
    ' xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#" xmlns:stDim="http://ns.adobe.com/xap/1.0/sType/Dimensions#"'
    ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:MP="http://ns.microsoft.com/photo/1.2/" xmlns:MPRI="http://ns.microsoft.com/photo/1.2/t/RegionInfo#"'
    ' xmlns:MPReg="http://ns.microsoft.com/photo/1.2/t/Region#"'
    ' xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
)
_TAIL = "</rdf:Description></rdf:RDF></x:xmpmeta>"


def read(body: str) -> Facts:
    return read_xmp([(_HEAD + body + _TAIL).encode()])


def mwg(*members: str, wide: int = 0, high: int = 0) -> str:
    size = f'<mwg-rs:AppliedToDimensions stDim:w="{wide}" stDim:h="{high}" stDim:unit="pixel"/>' if wide else ""
    inner = "".join(f'<rdf:li rdf:parseType="Resource">{member}</rdf:li>' for member in members)
    return (
        f'<mwg-rs:Regions rdf:parseType="Resource">{size}<mwg-rs:RegionList><rdf:Bag>{inner}</rdf:Bag>'
        "</mwg-rs:RegionList></mwg-rs:Regions>"
    )


def area(x: float, y: float, width: float, height: float, unit: str = "normalized") -> str:
    return f'<mwg-rs:Area stArea:x="{x}" stArea:y="{y}" stArea:w="{width}" stArea:h="{height}" stArea:unit="{unit}"/>'


def iptc(boundary: str, rest: str = "") -> str:
    parts = "".join(
        f"<ext:{name}>{value}</ext:{name}>" for name, value in (each.split("=") for each in boundary.split())
    )
    return (
        '<ext:ImageRegion><rdf:Bag><rdf:li rdf:parseType="Resource"><ext:RegionBoundary rdf:parseType="Resource">'
        f"{parts}</ext:RegionBoundary>{rest}</rdf:li></rdf:Bag></ext:ImageRegion>"
    )


def boxes(facts: Facts, **size: int) -> list[Box | None]:
    said = replace(Metadata(width=600, height=400), **size)  # type: ignore[arg-type]
    return [regions.upright(each, said) for each in facts.regions]


def test_a_region_of_mwg_says_who_what_and_where() -> None:
    name, text = "<mwg-rs:Name>Ada</mwg-rs:Name>", "<mwg-rs:Description>at the gate</mwg-rs:Description>"
    facts = read(mwg(f"{name}{text}<mwg-rs:Type>Face</mwg-rs:Type>{area(0.5, 0.25, 0.2, 0.1)}", wide=600, high=400))
    assert [(each.name, each.text, each.kind, each.wide, each.high) for each in facts.regions] == [
        ("Ada", "at the gate", "Face", 600, 400)
    ]
    assert boxes(facts) == [Box(0.4, 0.2, 0.2, 0.1)]
    assert facts.people == ("Ada",)


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [(1, (0.1, 0.1)), (2, (0.7, 0.1)), (3, (0.7, 0.8)), (4, (0.1, 0.8)), (6, (0.8, 0.1)), (8, (0.1, 0.7))],
)
def test_it_is_of_the_stored_picture_and_shown_on_the_upright_one(
    orientation: int, expected: tuple[float, float]
) -> None:
    facts = read(mwg(area(0.2, 0.15, 0.2, 0.1), wide=600, high=400))
    (box,) = boxes(facts, orientation=orientation)
    assert box is not None
    assert (box.x, box.y) == expected
    assert boxes(read(mwg(area(0.2, 0.15, 0.2, 0.1))), orientation=orientation) == [box]


def test_what_was_applied_to_the_upright_picture_stays_there() -> None:
    facts = read(mwg(area(0.2, 0.15, 0.2, 0.1), wide=400, high=600))
    assert boxes(facts, orientation=6) == [Box(0.1, 0.1, 0.2, 0.1)]
    assert boxes(facts, orientation=3) == [Box(0.7, 0.8, 0.2, 0.1)]


def test_pixels_are_parts_of_the_picture_that_they_were_applied_to() -> None:
    assert boxes(read(mwg(area(60, 40, 120, 80, "pixel"), wide=1200, high=800))) == [Box(0, 0, 0.1, 0.1)]
    assert boxes(read(mwg(area(60, 40, 120, 80, "pixel")))) == [Box(0, 0, 0.2, 0.2)]
    assert boxes(read(mwg(area(60, 40, 120, 80, "pixel"))), width=0) == [None]


@pytest.mark.parametrize(
    ("boundary", "box", "rounded"),
    [
        ("rbShape=rectangle rbUnit=relative rbX=0.1 rbY=0.2 rbW=0.3 rbH=0.4", Box(0.1, 0.2, 0.3, 0.4), False),
        ("rbShape=rectangle rbUnit=pixel rbX=60 rbY=80 rbW=180 rbH=160", Box(0.1, 0.2, 0.3, 0.4), False),
        ("rbShape=circle rbUnit=relative rbX=0.5 rbY=0.5 rbRx=0.1", Box(0.4, 0.35, 0.2, 0.3), True),
        ("rbShape=circle rbUnit=pixel rbX=300 rbY=200 rbRx=60", Box(0.4, 0.35, 0.2, 0.3), True),
        ("rbShape=rectangle rbUnit=relative rbX=0.1 rbY=0.2 rbW=0.3", None, False),
        ("rbShape=star rbUnit=relative rbX=0.1", None, False),
    ],
)
def test_boundaries_of_iptc_are_boxes_and_it_is_said_where_they_were_none(
    boundary: str, box: Box | None, rounded: bool
) -> None:
    facts = read(iptc(boundary))
    assert boxes(facts) == [box]
    assert facts.warnings == (
        ["The file marks circles or polygons in its picture; the boxes around them are kept."] if rounded else []
    )


def test_a_polygon_is_the_box_around_it() -> None:
    points = "".join(
        f'<rdf:li rdf:parseType="Resource"><ext:rbX>{x}</ext:rbX><ext:rbY>{y}</ext:rbY></rdf:li>'
        for x, y in ((0.2, 0.1), (0.6, 0.3), (0.4, 0.5))
    )
    facts = read(iptc("rbShape=polygon rbUnit=relative", "").replace(
        "</ext:RegionBoundary>", f"<ext:rbVertices><rdf:Seq>{points}</rdf:Seq></ext:rbVertices></ext:RegionBoundary>"
    ))  # fmt: skip
    assert boxes(facts) == [Box(0.2, 0.1, 0.4, 0.4)]
    assert len(facts.warnings) == 1


@pytest.mark.parametrize(
    ("kind", "sort"),
    [("human", "person"), ("face", "face"), ("animal", "pet"), ("text", "inscription"), ("machineCode", "bar code"),
     ("geoFeature", "place"), ("artwork", "object"), ("dividingLine", "")],
)  # fmt: skip
def test_the_types_of_iptc_are_sorts(kind: str, sort: str) -> None:
    identifier = f"<rdf:Bag><rdf:li>http://cv.iptc.org/newscodes/imageregiontype/{kind}</rdf:li></rdf:Bag>"
    entity = f'<rdf:li rdf:parseType="Resource"><xmp:Identifier>{identifier}</xmp:Identifier></rdf:li>'
    rest = f"<ext:rCtype><rdf:Bag>{entity}</rdf:Bag></ext:rCtype><ext:Name>Left</ext:Name>"
    (region,) = read(iptc("rbShape=rectangle rbUnit=relative rbX=0.1 rbY=0.2 rbW=0.3 rbH=0.4", rest)).regions
    assert (region.name, region.kind, regions.sort_of(region.kind)) == ("Left", kind, sort)


def test_one_region_in_three_ways_is_one_region() -> None:
    named = f"<mwg-rs:Name>Ada</mwg-rs:Name>{area(0.25, 0.4, 0.3, 0.4)}"
    microsoft = (
        '<MP:RegionInfo rdf:parseType="Resource"><MPRI:Regions><rdf:Bag><rdf:li rdf:parseType="Resource">'
        "<MPReg:Rectangle>0.1, 0.2, 0.3, 0.4</MPReg:Rectangle><MPReg:PersonDisplayName>Ada</MPReg:PersonDisplayName>"
        "</rdf:li></rdf:Bag></MPRI:Regions></MP:RegionInfo>"
    )
    third = iptc("rbShape=rectangle rbUnit=relative rbX=0.1001 rbY=0.2 rbW=0.3 rbH=0.4")
    (region,) = read(mwg(named) + microsoft + third).regions
    assert (region.name, region.kind) == ("Ada", "Face")
    other = iptc("rbShape=rectangle rbUnit=relative rbX=0.2 rbY=0.2 rbW=0.3 rbH=0.4")
    assert len(read(mwg(named) + other).regions) == 2
    grace = microsoft.replace("Ada", "Grace")
    assert [each.name for each in read(mwg(named) + grace).regions] == ["Ada", "Grace"]


def test_what_is_out_of_all_bounds_has_no_place() -> None:
    facts = read(mwg(area(2, 0.5, 0.1, 0.1), area(-1, 0, 1, 1), area(0.5, 0.5, 0, 0), area(float("nan"), 0, 1, 1)))
    assert boxes(facts) == [None] * 4
    assert boxes(read(mwg(area(0.95, 0.5, 0.2, 0.2)))) == [Box(0.85, 0.4, 0.15, 0.2)]
    assert regions.upright(Region("", "", 0.5, 0.5, 0.5, 0.0, unit="circle"), Metadata()) is None
