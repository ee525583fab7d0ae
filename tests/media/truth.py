"""What independent readers found in the real files (exiftool and ffprobe), field by field, beside what is read here.

Where a file says one thing in two places, what is expected is what the Metadata Working Group's guidance takes: XMP,
then IPTC, then EXIF, unless the digest of IPTC shows that it was changed after the XMP was written.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive_app.media.formats.sniff import FileType, sniff
from archive_app.media.metadata.metadata import Metadata

#: Every difference that is left, and why; written by hand.
REASONS = Path(__file__).with_name("differences.tsv")
_LANGUAGES = ("Title", "Description", "Rights")


@dataclass(frozen=True)
class Said:
    """One field of one file: what was expected, and what was found."""

    path: str
    field: str
    expected: str
    found: str
    same: bool


@dataclass(frozen=True)
class Reason:
    """A line of the table: what differs, and why. ``kept``: the words stand among the file's facts instead."""

    expected: str
    found: str
    kept: bool
    why: str


def reasons() -> dict[tuple[str, str], Reason]:
    """The table, by path and field."""
    with REASONS.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {
            (row["path"], row["field"]): Reason(row["expected"], row["found"], bool(row["kept"]), row["reason"])
            for row in rows
        }


def pictures(corpus: Path) -> dict[str, dict[str, Any]]:
    """What exiftool says of each file, by its path within the corpus."""
    rows = json.loads((corpus / "truth" / "photos.exiftool.json").read_text(encoding="utf-8"))
    found = {}
    for row in rows:
        name = str(row["SourceFile"])
        found[name[name.index("photos/") if "photos/" in name else name.index("fullsize/") :]] = row
    return found


def compare_recording(path: str, probe: dict[str, Any], found: Metadata) -> Iterator[Said]:
    """All that ffprobe says of a recording, beside what was found."""
    streams = {stream["codec_type"]: stream for stream in reversed(probe.get("streams", []))}
    seconds = float(probe.get("format", {}).get("duration") or 0)
    if seconds:
        near = found.duration is not None and abs(found.duration - seconds) <= 0.1
        yield Said(path, "duration", f"{seconds:.2f}", f"{found.duration or 0:.2f}", near)
    tags = {name.lower(): value for name, value in probe.get("format", {}).get("tags", {}).items()}
    if "video" in streams:
        video = streams["video"]
        size = f"{video['width']} x {video['height']}"
        yield Said(path, "size", size, f"{found.width} x {found.height}", size == f"{found.width} x {found.height}")
        turned = next((int(each["rotation"]) for each in video.get("side_data_list", []) if "rotation" in each), 0)
        orientation = {0: 1, 90: 8, 180: 3, 270: 6}[turned % 360]
        yield Said(path, "rotation", str(orientation), str(found.orientation), orientation == found.orientation)
    else:
        yield Said(path, "size", "None", str(found.width), found.width is None)
    for kind, fact in (("video", "Video"), ("audio", "Audio")):
        codec = streams.get(kind, {}).get("codec_name", "")
        if codec:
            value = found.raw.get(fact, "")
            yield Said(path, f"{kind} codec", codec, value, _CODECS.get(codec, codec.upper()) == value)
    date = tags.get("com.apple.quicktime.creationdate") or tags.get("creation_time", "")
    if date:
        wanted = date[:19] + (date[-5:-2] + ":" + date[-2:] if date[-5:-4] in "+-" else "Z")
        yield Said(path, "date", wanted, found.captured, wanted == found.captured)
    place = _ISO_6709.match(tags.get("com.apple.quicktime.location.iso6709") or tags.get("location", ""))
    for field, said, value in zip(
        ("latitude", "longitude", "altitude"),
        place.groups() if place else (),
        (found.latitude, found.longitude, found.altitude),
        strict=False,
    ):
        if said:
            yield Said(path, field, said, str(value), value is not None and abs(float(said) - value) < 1e-5)
    if tags.get("title"):
        yield Said(path, "title", tags["title"], found.title.get("", ""), tags["title"] == found.title.get("", ""))


#: What MediaInfo calls the codecs of ffprobe's names, where it is not the same in capitals.
_CODECS = {
    "h264": "AVC", "mpeg4": "MPEG-4 Visual", "mjpeg": "JPEG", "amr_nb": "AMR", "pcm_s16le": "PCM", "opus": "Opus",
    "vorbis": "Vorbis", "mp3": "MPEG Audio", "theora": "Theora", "mp2": "MPEG Audio",
}  # fmt: skip
_ISO_6709 = re.compile(r"([+-][\d.]+)([+-][\d.]+)([+-][\d.]+)?")


def recordings(corpus: Path) -> dict[str, dict[str, Any]]:
    """What ffprobe says of each recording, by its path within the corpus."""
    found: dict[str, dict[str, Any]] = json.loads((corpus / "truth" / "video.ffprobe.json").read_text(encoding="utf-8"))
    return found


def type_of(path: Path) -> FileType:
    """What the first bytes of a file say that it is."""
    with path.open("rb") as stream:
        return sniff(stream.read(16384), path.name)


def compare_picture(path: str, row: dict[str, Any], found: Metadata) -> Iterator[Said]:
    """All that exiftool says of a picture, beside what was found."""
    for field, pair in {**_texts(row, found), **_lists(row, found), **_numbers(row, found)}.items():
        expected, value = pair
        if expected:
            yield Said(path, field, expected, value, expected == value)
    yield from _dates(path, row, found)
    for place, texts in (("Title", found.title), ("Description", found.caption), ("Rights", found.rights)):
        for key in row:
            if key.startswith(f"XMP-dc:{place}-"):
                lang, expected = key.partition("-dc:")[2].partition("-")[2], line(row[key])
                if expected:
                    value = line(texts.get(lang, ""))
                    yield Said(path, f"{place.lower()}-{lang}", expected, value, value == expected)


def line(value: Any) -> str:
    """One text, blanks made one."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        return ""
    return " ".join(str(value).split())


def _first(row: dict[str, Any], *keys: str) -> str:
    return next((text for key in keys if (text := line(row.get(key, "")))), "")


def _ordered(
    row: dict[str, Any], xmp: tuple[str, ...], iptc: tuple[str, ...], rest: tuple[str, ...]
) -> tuple[str, ...]:
    digest, now = row.get("Photoshop:IPTCDigest"), row.get("File:CurrentIPTCDigest")
    newer = digest and now and digest != now and set(str(digest)) != {"0"}
    return (*iptc, *xmp, *rest) if newer else (*xmp, *iptc, *rest)


_TEXTS = {
    "title": (("XMP-dc:Title",), ("IPTC:ObjectName",), ("IFD0:XPTitle", "PNG:Title")),
    "caption": (
        ("XMP-dc:Description", "XMP-tiff:ImageDescription"),
        ("IPTC:Caption-Abstract",),
        ("IFD0:ImageDescription", "PNG:Description"),
    ),
    "rights": (("XMP-dc:Rights", "XMP-tiff:Copyright"), ("IPTC:CopyrightNotice",), ("IFD0:Copyright", "PNG:Copyright")),
    "headline": (("XMP-photoshop:Headline",), ("IPTC:Headline",), ()),
    "credit": (("XMP-photoshop:Credit",), ("IPTC:Credit",), ()),
    "source": (("XMP-photoshop:Source",), ("IPTC:Source",), ()),
    "event": (("XMP-iptcExt:Event",), (), ()),
    "sublocation": (("XMP-iptcCore:Location",), ("IPTC:Sub-location",), ()),
    "city": (("XMP-photoshop:City",), ("IPTC:City",), ()),
    "state": (("XMP-photoshop:State",), ("IPTC:Province-State",), ()),
    "country": (("XMP-photoshop:Country",), ("IPTC:Country-PrimaryLocationName",), ()),
}  # fmt: skip
_CAMERA = {
    "make": ("IFD0:Make", "XMP-tiff:Make"),
    "model": ("IFD0:Model", "XMP-tiff:Model"),
    "lens": ("ExifIFD:LensModel", "XMP-exifEX:LensModel", "XMP-aux:Lens"),
}


def _texts(row: dict[str, Any], found: Metadata) -> dict[str, tuple[str, str]]:
    answer = {}
    for field, places in _TEXTS.items():
        expected, value = _first(row, *_ordered(row, *places)), getattr(found, field)
        values = [line(each) for each in value.values()] if isinstance(value, dict) else [line(value)]
        answer[field] = expected, expected if expected in values else " | ".join(values)
    for field, keys in _CAMERA.items():
        answer[field] = _first(row, *keys), line(getattr(found, field))
    return answer


_LISTS = {
    "keywords": (("XMP-dc:Subject",), ("IPTC:Keywords",), ("IFD0:XPKeywords",)),
    "creators": (("XMP-dc:Creator", "XMP-tiff:Artist"), ("IPTC:By-line",), ("IFD0:Artist", "PNG:Author")),
    "people": (("XMP-iptcExt:PersonInImage",), (), ()),
}


def _lists(row: dict[str, Any], found: Metadata) -> dict[str, tuple[str, str]]:
    answer = {}
    for field, places in _LISTS.items():
        key = next((key for key in _ordered(row, *places) if line(row.get(key, ""))), "")
        said = row.get(key, [])
        said = said if isinstance(said, list) else str(said).split(";") if key.startswith("IFD0") else [said]
        expected = " | ".join(dict.fromkeys(text for text in map(line, said) if text))
        answer[field] = expected, " | ".join(map(line, getattr(found, field)))
    tags = [line(each) for each in _as_list(row.get("XMP-lr:HierarchicalSubject") or row.get("XMP-digiKam:TagsList"))]
    levels = {level for tag in tags for level in tag.replace("/", "|").split("|")}
    missing = sorted(levels - set(found.keywords))
    if levels:
        answer["hierarchy"] = " | ".join(sorted(levels)), " | ".join(sorted(levels - set(missing)))
    return answer


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _numbers(row: dict[str, Any], found: Metadata) -> dict[str, tuple[str, str]]:
    answer = {}
    for field, keys, digits in (
        ("latitude", ("Composite:GPSLatitude",), 5),
        ("longitude", ("Composite:GPSLongitude",), 5),
        ("altitude", ("Composite:GPSAltitude",), 0),
        ("orientation", ("IFD0:Orientation", "XMP-tiff:Orientation"), 0),
        ("rating", ("XMP-xmp:Rating", "IFD0:Rating"), 0),
        ("width", ("File:ImageWidth", "PNG:ImageWidth", "GIF:ImageWidth"), 0),
        ("height", ("File:ImageHeight", "PNG:ImageHeight", "GIF:ImageHeight"), 0),
    ):
        said = _first(row, *keys)
        value = getattr(found, field)
        # Of some formats the size is known when the picture is decoded, not before.
        if not said or (field in ("width", "height") and value is None):
            continue
        try:
            expected = round(float(said), digits)
        except ValueError:
            answer[field] = said, str(value)
            continue
        near = value is not None and abs(expected - value) <= 10.0**-digits * (1 if digits else 0.5)
        answer[field] = str(expected), str(expected) if near else str(value)
    return answer


def _dates(path: str, row: dict[str, Any], found: Metadata) -> Iterator[Said]:
    said = _first(row, "ExifIFD:DateTimeOriginal", "XMP-exif:DateTimeOriginal", "XMP-photoshop:DateCreated")
    zone = _first(row, "ExifIFD:OffsetTimeOriginal")
    if not said:
        day, clock = _first(row, "IPTC:DateCreated"), _first(row, "IPTC:TimeCreated")
        said = f"{day} {clock}".strip()
    if not said:
        return
    date = said[:10].replace(":", "-") + said[10:19].replace(" ", "T")
    yield Said(path, "date", date, found.captured, found.captured.startswith(date))
    if zone:
        yield Said(path, "zone", zone, found.captured, found.captured.replace("Z", "+00:00").endswith(zone))
