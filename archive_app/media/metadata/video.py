"""Technical facts of video and sound by MediaInfo's library (BSD), which the pymediainfo wheel (MIT) brings along.

The file is fed to it as bytes, so that a playlist or a reference movie can't make it open anything else.
"""

from __future__ import annotations

import io
import re
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree import ElementTree

from pymediainfo import MediaInfo, Track

from archive_app import inside
from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.formats import charsets
from archive_app.media.formats.boxes import claims_too_much, read_movie
from archive_app.media.metadata import dates
from archive_app.media.metadata.exif import believable
from archive_app.media.metadata.facts import Facts
from archive_app.media.metadata.location import read_location

_POSITION = re.compile(r"([+-]\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)?")
_ORIENTATION = {0: 1, 90: 6, 180: 3, 270: 8}
_BUFFER = 256 << 10
_MAX_DURATION = 10 * 365 * 86_400


def load() -> None:
    """Load all that reading a recording needs, as nothing can be loaded by a worker that has begun to read."""
    with suppress(OSError):
        MediaInfo.parse(io.BytesIO(b"\x00" * 16), buffer_size=_BUFFER)


def read_media(source: Path | bytes | BinaryIO) -> Facts:
    """Duration, size, rotation, date and position of a video or a sound. Raises Unreadable if it can't be opened."""
    try:
        with inside.reading(source) as stream:
            # What claims billions of frames would be read until its time is over.
            lying = claims_too_much(stream)
            stream.seek(0)
            tracks = [] if lying else _tracks(stream)
            location = read_location(stream)
    except OSError as error:
        # The system's faults have a number, and the one of a library that is not there has none.
        if error.errno is not None:
            raise Unreadable(_("The file can't be read; the drive may be failing or was removed.")) from error
        return Facts(warnings=[_("The part that reads videos is not installed; run the installation again.")])
    facts = Facts()
    for track in tracks:
        if track.track_type == "General":
            _read_general(track, facts)
        elif track.track_type == "Video" and facts.width is None:
            _read_picture(track, facts)
        elif track.track_type == "Audio" and "Audio" not in facts.raw:
            facts.raw["Audio"] = _text(track.format)
    if facts.latitude is None and location:
        facts.latitude, facts.longitude, warning = believable(*location[:2])
        facts.altitude = location[2] if facts.latitude is not None else None
        facts.warnings += [warning] if warning else []
    if not facts.duration and facts.width is None and "Audio" not in facts.raw:
        facts.warnings.append(_("The recording is cut off or damaged: its length can't be read."))
    return facts


def _tracks(stream: BinaryIO) -> list[Track]:
    """What MediaInfo found; nothing where it puts letters of a damaged file into its answer that no XML may have."""
    try:
        found: list[Track] = MediaInfo.parse(stream, buffer_size=_BUFFER).tracks
        return found
    except ElementTree.ParseError:
        return []


def read_packets(source: Path | bytes | BinaryIO) -> list[bytes]:
    """The XMP packets of a film in ISO boxes; none of any other."""
    try:
        with inside.reading(source) as stream:
            stream.seek(0)
            return read_movie(stream)
    except (OSError, EOFError):
        return []


def _read_general(track: Track, facts: Facts) -> None:
    duration = _number(track.duration)
    facts.duration = duration / 1000 if duration and duration / 1000 < _MAX_DURATION else None
    facts.software = _text(track.writing_application or track.encoded_application)
    facts.make = _text(track.comapplequicktimemake or track.make or (track.performer_url and ""))
    facts.model = _text(track.comapplequicktimemodel or track.model)
    for target, value in (
        (facts.title, track.title),
        (facts.caption, track.description),
        (facts.rights, track.copyright),
    ):
        if _text(value):
            target[""] = _text(value)
    if _text(track.performer):
        facts.creators = (_text(track.performer),)
    _read_position(track, facts)
    _read_date(track, facts)
    if _text(track.format):
        facts.raw["Container"] = _text(track.format)


def _read_picture(track: Track, facts: Facts) -> None:
    width, height = _number(track.width), _number(track.height)
    if width and height:
        facts.width, facts.height = int(width), int(height)
    rotation = _number(track.rotation)
    if rotation:
        facts.orientation = _ORIENTATION.get(round(rotation) % 360, 1)
    facts.raw["Video"] = _text(track.format)
    if _text(track.frame_rate):
        facts.raw["FrameRate"] = _text(track.frame_rate)
    if facts.duration is None and (duration := _number(track.duration)):
        facts.duration = duration / 1000


def _read_position(track: Track, facts: Facts) -> None:
    for value in (track.comapplequicktimelocationiso6709, track.recorded_location, track.xyz, track.location):
        match = _POSITION.match(_text(value))
        if match:
            facts.latitude, facts.longitude, warning = believable(float(match[1]), float(match[2]))
            facts.altitude = float(match[3]) if match[3] and facts.latitude is not None else None
            facts.warnings += [warning] if warning else []
            return


def _read_date(track: Track, facts: Facts) -> None:
    for name in ("comapplequicktimecreationdate", "recorded_date", "encoded_date", "tagged_date"):
        text = _text(getattr(track, name))
        zone = "Z" if "UTC" in text else ""
        facts.captured = dates.parse_written(text.replace("UTC", "").strip(), zone=zone)
        # Containers count from 1904, and write the beginning of their time where they do not know.
        if facts.captured[:4] == "1904":
            facts.captured = ""
        if facts.captured:
            facts.captured_source = f"Container {name}"
            return


def _text(value: Any) -> str:
    return charsets.clean(str(value)) if value is not None else ""


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
