"""Regions that are written come back, here and with exiftool, in MWG's way and IPTC's; what others wrote stays."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from archive_app.domain.model.boxes import Box
from archive_app.media.exchange import packets, region_packets
from archive_app.media.metadata import regions
from archive_app.media.metadata.facts import Metadata, Region
from archive_app.media.metadata.xmp import read_xmp
from tests.media.exchange.test_written_packets import OTHERS, exiftool
from tests.media.metadata.test_regions import area, iptc, mwg, read

__all__ = ["exiftool"]

SAID = Metadata(
    width=600,
    height=400,
    regions=(
        Region("Ada <Lovelace> & 王", "face", 0.25, 0.4, 0.3, 0.4, "at the “gate”\nof 杭州"),
        Region("友谊", "inscription", 0.7, 0.7, 0.123456, 0.2),
        Region("", "", 0.5, 0.5, 1.0, 1.0, "all of it"),
        Region("Rex", "pet", 0.1, 0.1, 0.1, 0.1),
        Region("A vase", "object", 0.9, 0.9, 0.1, 0.1),
    ),
)


def parts(found: tuple[Region, ...], said: Metadata = SAID) -> list[tuple[Any, ...]]:
    """Who, what and where, as it was said or is read."""
    return [(each.name, each.text, regions.sort_of(each.kind), regions.stored(each, said)) for each in found]


def written(said: Metadata, body: str = "") -> bytes:
    return packets.written(said, packet(body) if body else b"", ["regions"])


def packet(body: str) -> bytes:
    from tests.media.metadata.test_regions import _HEAD, _TAIL

    return (_HEAD + body + _TAIL).encode()


def test_every_region_comes_back() -> None:
    facts = read_xmp([written(SAID)])
    assert parts(facts.regions) == parts(SAID.regions)
    assert facts.people == ("Ada <Lovelace> & 王",)
    assert facts.warnings == []


def test_each_way_alone_says_all_that_it_can() -> None:
    made = region_packets.properties(SAID, b"")
    mine = read(f"<mwg-rs:Regions>{made['mwg-rs:Regions']}</mwg-rs:Regions>").regions
    assert [part[:2] for part in parts(mine)] == [part[:2] for part in parts(SAID.regions)]
    assert [each.kind for each in mine] == ["Face", "", "", "Pet", ""]
    theirs = read(f"<ext:ImageRegion>{made['Iptc4xmpExt:ImageRegion']}</ext:ImageRegion>").regions
    assert parts(theirs) == parts(SAID.regions)


def test_nothing_is_written_where_there_is_none_or_they_are_not_wanted() -> None:
    assert packets.written(Metadata(), OTHERS.encode(), ["regions"]) == packets.written(Metadata(), OTHERS.encode(), [])
    assert b"Regions" not in packets.written(SAID, b"", ["title"])


def test_what_is_written_again_stays_to_the_byte() -> None:
    once = written(SAID)
    assert packets.written(SAID, once, ["regions"]) == once


def test_others_regions_and_what_they_say_of_ours_stay() -> None:
    theirs = mwg(
        f"<mwg-rs:Name>Ada</mwg-rs:Name><own:seen xmlns:own='urn:x'>kept</own:seen>{area(0.25, 0.4, 0.3, 0.4)}",
        f"<mwg-rs:Name>Grace</mwg-rs:Name>{area(0.6, 0.6, 0.1, 0.1)}",
        "<mwg-rs:Name>Nowhere</mwg-rs:Name>",
        wide=600,
        high=400,
    )
    made = written(replace(SAID, regions=SAID.regions[:2]), theirs)
    assert b"kept</" in made
    assert [each.name for each in read_xmp([made]).regions] == ["Ada <Lovelace> & 王", "Grace", "Nowhere", "友谊"]
    assert made.count(b"AppliedToDimensions") == 1


def test_others_boundaries_stay_as_they_are_shaped() -> None:
    circle = iptc("rbShape=circle rbUnit=pixel rbX=300 rbY=200 rbRx=60", "<ext:rId>r7</ext:rId>")
    mine = Metadata(width=600, height=400, regions=(Region("Fountain", "place", 0.5, 0.5, 0.2, 0.3),))
    made = written(mine, circle)
    assert b"rId>r7<" in made
    assert made.count(b"rbShape") == 2
    found = read_xmp([made]).regions
    assert {(each.name, regions.stored(each, mine)) for each in found} == {("Fountain", Box(0.4, 0.35, 0.2, 0.3))}


def test_where_others_spoke_of_the_upright_picture_ours_are_said_of_that_too() -> None:
    said = replace(SAID, orientation=6, regions=(Region("Ada", "face", 0.2, 0.15, 0.2, 0.1),))
    theirs = mwg(f"<mwg-rs:Name>Grace</mwg-rs:Name>{area(0.6, 0.6, 0.1, 0.1)}", wide=400, high=600)
    found = [each for each in read_xmp([written(said, theirs)]).regions if each.name == "Ada"]
    assert [regions.upright(each, said) for each in found] == [Box(0.8, 0.1, 0.1, 0.2)] * len(found)
    assert found
    alone = read_xmp([written(said)]).regions
    assert [regions.upright(each, said) for each in alone] == [Box(0.8, 0.1, 0.1, 0.2)]
    assert alone[0].x == 0.2


#: What exiftool says of the first region.
_IN_MWG = {
    "Area": {"H": 0.4, "Unit": "normalized", "W": 0.3, "X": 0.25, "Y": 0.4},
    "Description": "at the “gate”\nof 杭州",
    "Name": "Ada <Lovelace> & 王",
    "Type": "Face",
}
_IN_IPTC = {
    "Name": "Ada <Lovelace> & 王",
    "PersonInImage": ["Ada <Lovelace> & 王"],
    "RCtype": [{"Identifier": ["http://cv.iptc.org/newscodes/imageregiontype/face"], "Name": "face"}],
    "RegionBoundary": {"RbH": 0.4, "RbShape": "rectangle", "RbUnit": "relative", "RbW": 0.3, "RbX": 0.1, "RbY": 0.2},
}


def says(exiftool: str, file: Path) -> dict[str, Any]:
    command = [exiftool, "-j", "-struct", "-n", "-xmp:all", str(file)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    said: dict[str, Any] = json.loads(done.stdout)[0]
    return said


def test_exiftool_reads_what_is_written(exiftool: str, tmp_path: Path) -> None:
    file = tmp_path / "one.xmp"
    file.write_bytes(written(SAID))
    said = says(exiftool, file)
    assert said["RegionInfo"]["AppliedToDimensions"] == {"H": 400, "Unit": "pixel", "W": 600}
    assert said["RegionInfo"]["RegionList"][0] == _IN_MWG
    assert len(said["RegionInfo"]["RegionList"]) == len(said["ImageRegion"]) == len(SAID.regions)
    first = said["ImageRegion"][0]
    assert first == {**_IN_IPTC, "XMP-dc:Description": "at the “gate”\nof 杭州"}
    command = [exiftool, "-validate", "-warning", "-a", "-s3", str(file)]
    assert "Error" not in subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


@pytest.mark.parametrize("way", ["RegionInfo", "ImageRegion"])
def test_what_exiftool_writes_is_read_and_left_alone(exiftool: str, tmp_path: Path, way: str) -> None:
    file, table = tmp_path / "one.jpg", tmp_path / "said.json"
    Image.new("RGB", (60, 40), "navy").save(file)
    whole = {
        "RegionInfo": {"AppliedToDimensions": {"W": 600, "H": 400, "Unit": "pixel"}, "RegionList": [_IN_MWG]},
        "ImageRegion": [_IN_IPTC],
    }
    table.write_text(json.dumps([{"SourceFile": "*", way: whole[way]}], ensure_ascii=False), encoding="utf-8")
    subprocess.run([exiftool, "-q", f"-j={table}", "-n", "-struct", str(file)], check=True, capture_output=True)
    with Image.open(file) as image:
        packet = image.info["xmp"]
    (found,) = read_xmp([packet]).regions
    assert (found.name, regions.sort_of(found.kind), regions.stored(found, SAID)) == (
        "Ada <Lovelace> & 王", "face", Box(0.1, 0.2, 0.3, 0.4),
    )  # fmt: skip
    name = {"RegionInfo": "mwg-rs:Regions", "ImageRegion": "Iptc4xmpExt:ImageRegion"}[way]
    same = replace(SAID.regions[0], text=found.text)
    assert name not in region_packets.properties(replace(SAID, regions=(same,)), packet)
