"""Metadata that crosses the wall to a decoder: all that a reader can find does, and nothing else."""

from __future__ import annotations

import json
import math
from dataclasses import fields
from typing import Any

import pytest

from archive_app.media.metadata.facts import Metadata, Region
from archive_app.media.metadata.plain import MOST_ENTRIES, MOST_TEXT, IllFormed, metadata_of, plain, within_limits

FULL = Metadata(
    title={"en": "A bridge", "": "桥"}, headline="h", caption={"de": "Über\nzwei Zeilen"}, alt={"en": "a"},
    keywords=("one", "two"), hierarchy=("a|two",), creators=("c",), people=("p", "q"),
    regions=(Region("r", "Face", 0.5, 0.25, 1.0, 0.0, "t", "circle", 60.0, 40.0),),
    rights={"": "r"}, credit="c", source="s", event="e", sublocation="sl",
    city="Hangzhou", state="st", country="China",
    captured="2001-02-03T04:05:06.5+08:00", captured_source="EXIF DateTimeOriginal", digitized="1999",
    latitude=-90.0, longitude=180.0, altitude=-3.5, orientation=8, make="M", model="N", lens="L", software="S",
    rating=-1, width=1, height=65_536, duration=0.5, warnings=("w",), raw={"Zone": "x"},
)  # fmt: skip


def test_every_field_crosses() -> None:
    assert not [one.name for one in fields(Metadata) if getattr(FULL, one.name) == getattr(Metadata(), one.name)]
    assert metadata_of(json.loads(json.dumps(plain(FULL)))) == FULL
    assert metadata_of({}) == Metadata()


@pytest.mark.parametrize(
    "captured", ["", "1850", "1850-12", "1850-12-31", "2001-02-03T04:05", "2001-02-03T04:05:06Z", "1000-01-01T00:00"]
)
def test_dates_that_readers_find_cross(captured: str) -> None:
    assert metadata_of({"captured": captured}).captured == captured


BAD: list[Any] = [
    None, [], "", 1, {"no": ""}, {"regions": {}}, {"title": []}, {"title": {"en": 1}}, {"headline": None},
    {"headline": b"x"}, {"headline": "\ud800"}, {"title": {"\udfff": ""}}, {"keywords": ["\ud83d"]},
    {"headline": "x" * (MOST_TEXT + 1)}, {"keywords": [""] * (MOST_ENTRIES + 1)},
    {"raw": {str(n): "" for n in range(MOST_ENTRIES + 1)}}, {"keywords": "abc"}, {"keywords": [1]},
    {"captured": "2001-13"}, {"captured": "2001-02-30"}, {"captured": "0001"}, {"captured": "２００１"},
    {"captured": "2001-01-01T25:00"}, {"captured": "2001\n"}, {"digitized": "yesterday"}, {"captured": 2001},
    {"latitude": math.nan}, {"latitude": math.inf}, {"latitude": 90.1}, {"longitude": -181}, {"latitude": True},
    {"latitude": "1"}, {"altitude": 1e300}, {"orientation": 0}, {"orientation": 9}, {"orientation": True},
    {"orientation": None}, {"orientation": 1.0}, {"rating": 6}, {"rating": -2}, {"width": 0}, {"height": 1 << 31},
    {"duration": -1}, {"duration": math.nan}, {"regions": [["n", "k", 0, 0, 0, 0]]},
    *({"regions": [[*part, "", "", 0, 0]]} for part in (
        ["n", "k", 0, 0, 0, 2], ["n", 1, 0, 0, 0, 0], ["n", "k", 0, 0, 0, math.nan], ["n", "k", -1, 0, 0, 0]
    )),
    *({"regions": [["n", "k", 0, 0, 0, 0, *rest]]} for rest in (
        [1, "", 0, 0], ["", "mile", 0, 0], ["", "", -1, 0], ["", "", 0, math.inf], ["", "pixel", 0, "1"]
    )),
    {"regions": [["n", "k", -5, 0, 0, 0, "", "pixel", 0, 0]]},
]  # fmt: skip


@pytest.mark.parametrize("value", BAD, ids=lambda value: repr(value)[:30])
def test_nothing_else_crosses(value: Any) -> None:
    with pytest.raises(IllFormed):
        metadata_of(value)


def test_what_is_too_much_is_cut_and_said() -> None:
    long = Metadata(headline="x" * (MOST_TEXT + 1), city="Hangzhou", keywords=("k",) * (MOST_ENTRIES + 1))
    found = within_limits(long)
    assert found.headline == "x" * MOST_TEXT
    assert (found.city, len(found.keywords)) == ("Hangzhou", MOST_ENTRIES)
    assert found.warnings == ("What the file says about itself is too large to read.",)
    assert metadata_of(plain(found)) == found
    assert within_limits(Metadata(caption={"en": "half \ud83d"})).caption == {"en": "half \N{REPLACEMENT CHARACTER}"}


def test_impossible_numbers_are_left_out_without_a_word() -> None:
    odd = Metadata(altitude=1e300, duration=math.nan, width=1 << 40, height=7, rating=9, city="Hangzhou")
    assert within_limits(odd) == Metadata(height=7, city="Hangzhou")
    assert within_limits(FULL) == FULL
