"""EXIF through ExifRead, made into :class:`.facts.Facts`. Damaged fields are left out and the rest is kept."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

import exifread

from archive_app.domain.model.positions import SIDELESS, either_side
from archive_app.i18n import _
from archive_app.media.formats import charsets, tiff
from archive_app.media.metadata import dates, defaults
from archive_app.media.metadata.facts import Facts

# It reports each damaged field of each file; what matters to people is in Facts.warnings.
logging.getLogger("exifread").setLevel(logging.CRITICAL)

#: Fields worth keeping under their own names, with the digits they are shown with.
_TECHNICAL = (
    "ExposureTime", "FNumber", "ISOSpeedRatings", "FocalLength", "FocalLengthIn35mmFilm", "ExposureBiasValue", "Flash",
    "WhiteBalance", "MeteringMode", "ExposureProgram", "ColorSpace", "BodySerialNumber", "ImageUniqueID", "DateTime",
)  # fmt: skip


_DECIMALS = re.compile(r"\d+(?:\.\d+)?")


class _Tags:
    """ExifRead's answer by plain tag names: the EXIF directory before the first image's."""

    def __init__(self, tags: dict[str, Any]) -> None:
        self._tags = tags

    def values(self, *names: str) -> Any:
        for name in names:
            for key in (f"EXIF {name}", f"Image {name}", f"GPS {name}"):
                if key in self._tags:
                    return getattr(self._tags[key], "values", None)
        return None

    def text(self, *names: str) -> str:
        value = self.values(*names)
        if isinstance(value, bytes):
            return charsets.decode(value)
        return charsets.clean(value) if isinstance(value, str) else ""

    def wide_text(self, name: str) -> str:
        """Windows' own fields: UTF-16 in bytes."""
        value = self.values(name)
        if not isinstance(value, list) or not all(isinstance(byte, int) and 0 <= byte < 256 for byte in value):
            return ""
        return charsets.clean(bytes(value).decode("utf-16-le", "replace").split("\x00")[0])

    def number(self, *names: str) -> float | None:
        return _number(self.values(*names))

    def numbers(self, name: str) -> list[float]:
        value = self.values(name)
        if isinstance(value, str):
            # Some write text, and of those some a decimal comma: 52,00000,50,00000,34,01180.
            parts = _DECIMALS.findall(value)
            if len(parts) == 6:
                parts = [f"{whole}.{rest}" for whole, rest in zip(parts[::2], parts[1::2], strict=True)]
            return [float(part) for part in parts]
        found = [_number(part) for part in value] if isinstance(value, Sequence) else []
        return [part for part in found if part is not None] if None not in found else []

    def shown(self, name: str) -> str:
        for key in (f"EXIF {name}", f"Image {name}"):
            if key in self._tags:
                return charsets.clean(str(self._tags[key]))[:200]
        return ""


def _number(value: Any) -> float | None:
    if isinstance(value, (list, tuple)):
        return _number(value[0]) if value else None
    try:
        return None if getattr(value, "den", 1) == 0 else float(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None


def read_exif(source: bytes | BinaryIO) -> Facts:
    """Facts of a TIFF structure or of any file that ExifRead knows. Never raises for damage: it becomes a warning."""
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    try:
        # Of the others it would read each, and look for it among all that it has read.
        first: Any = tiff.FirstAlone(stream)
        tags = exifread.process_file(first, details=False, truncate_tags=True, extract_thumbnail=False)
    except Exception:  # ExifRead raises whatever the damage makes Python raise
        return Facts(warnings=[_("The camera's data (EXIF) is damaged and was left out.")])
    found = _Tags(tags)
    facts = Facts()
    if tags:
        _read_texts(found, facts)
        _read_camera(found, facts)
        _read_position(found, facts)
        _read_dates(found, facts)
        # ExifRead passes it over, together with what takes long to read.
        skeleton = tiff.TiffSkeleton(stream)
        facts.comment = _comment(skeleton.find(tiff.USER_COMMENT), "le" if skeleton.order == "<" else "be")
    return facts


def _comment(value: bytes, order: str) -> str:
    """EXIF's UserComment, by the code that its first eight bytes name."""
    code, text = value[:8].rstrip(b"\x00 ").upper(), value[8:]
    if code == b"UNICODE":
        if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
            order = "le" if text[:1] == b"\xff" else "be"
        elif text[1::2].count(0) != text[::2].count(0):
            # Some write in the order of their machine, whatever that of the file is.
            order = "le" if text[1::2].count(0) > text[::2].count(0) else "be"
        return charsets.clean(text.decode(f"utf-16-{order}", "ignore"))
    if code == b"JIS":
        return charsets.clean(text.decode("iso2022_jp", "ignore")) if b"\x1b" in text else charsets.decode(text)
    return charsets.decode(text if code in (b"ASCII", b"") else value)


def _read_texts(tags: _Tags, facts: Facts) -> None:
    for name in ("ImageDescription", "XPComment", "XPSubject"):
        caption = tags.wide_text(name) if name.startswith("XP") else tags.text(name)
        if caption and defaults.is_default(caption):
            facts.raw[name] = caption
        elif caption:
            facts.caption = {"": caption}
            break
    title = tags.wide_text("XPTitle")
    if title:
        facts.title = {"": title}
    facts.keywords = _split(tags.wide_text("XPKeywords"))
    facts.creators = _split(tags.text("Artist") or tags.wide_text("XPAuthor"))
    rights = tags.text("Copyright")
    if rights:
        facts.rights = {"": rights}


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in (part.strip() for part in text.split(";")) if part)


def _read_camera(tags: _Tags, facts: Facts) -> None:
    facts.make, facts.model = tags.text("Make"), tags.text("Model")
    facts.lens, facts.software = tags.text("LensModel"), tags.text("Software")
    orientation = tags.values("Orientation")
    if orientation is not None:
        value = tags.number("Orientation") if not isinstance(orientation, str) else None
        if value is not None and value in range(1, 9):
            facts.orientation = int(value)
        elif value != 0:
            facts.warnings.append(_("The orientation in the camera's data is none of the eight there are."))
    rating = tags.number("Rating")
    if rating is not None and 0 <= rating <= 5:
        facts.rating = int(rating)
    for name in _TECHNICAL:
        shown = tags.shown(name)
        if shown:
            facts.raw[name] = shown


def _read_position(tags: _Tags, facts: Facts) -> None:
    latitude = _angle(tags.numbers("GPSLatitude"), tags.text("GPSLatitudeRef"), "NS")
    longitude = _angle(tags.numbers("GPSLongitude"), tags.text("GPSLongitudeRef"), "EW")
    facts.latitude, facts.longitude, warning = believable(latitude, longitude)
    parts = [tags.numbers(name)[:3] for name in ("GPSLatitude", "GPSLongitude")]
    if all(parts) and (latitude is None or longitude is None):
        warning = without_side(*("°".join(f"{part:g}" for part in each) for each in parts))
        sizes = [sum(abs(part) / 60**power for power, part in enumerate(each)) for each in parts]
        facts.raw[SIDELESS] = " ".join(map(either_side, sizes, (latitude, longitude)))
    if warning:
        facts.warnings.append(warning)
    altitude = tags.number("GPSAltitude")
    if altitude is not None and facts.latitude is not None:
        below = tags.number("GPSAltitudeRef") == 1
        facts.altitude = -altitude if below else altitude


def _angle(parts: list[float], reference: str, positive_negative: str) -> float | None:
    if not parts or len(parts) > 3:
        return None
    degrees: float = sum(abs(part) / 60**power for power, part in enumerate(parts))
    letter = reference[:1].upper()
    # Without the letter only a sign says on which side it is.
    if letter not in positive_negative or (not letter and parts[0] >= 0):
        return None
    negative = letter == positive_negative[1] or parts[0] < 0
    return -degrees if negative else degrees


def without_side(latitude: str, longitude: str) -> str:
    """The sentence for a position of which the side of the Equator or of Greenwich is not said."""
    return _(
        "The position in the file ({latitude}, {longitude}) does not say whether it is north or south, east or west,"
        " and was left out."
    ).format(latitude=latitude, longitude=longitude)


def believable(latitude: float | None, longitude: float | None) -> tuple[float | None, float | None, str]:
    """A position that can be, or ``(None, None, why)``. Devices that do not know write 0°, 0°."""
    if latitude is None or longitude is None:
        return None, None, ""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None, None, _("The position in the file is not on Earth and was left out.")
    if latitude == 0 and longitude == 0:
        return None, None, _("The position in the file is 0°, 0°, which means that it was not known.")
    return round(latitude, 8), round(longitude, 8), ""


def _read_dates(tags: _Tags, facts: Facts) -> None:
    written = tags.text("DateTimeOriginal")
    zone = tags.text("OffsetTimeOriginal")
    if not zone and written == tags.text("DateTime"):
        zone = tags.text("OffsetTime")
    facts.captured = dates.parse_written(written, tags.text("SubSecTimeOriginal"), zone)
    facts.captured_source = "EXIF DateTimeOriginal" if facts.captured else ""
    if written.strip(" :0") and not facts.captured:
        facts.warnings.append(
            _("The date of capture in the camera's data is no date: {date}").format(date=written[:40])
        )
    facts.digitized = dates.parse_written(
        tags.text("DateTimeDigitized"), tags.text("SubSecTimeDigitized"), tags.text("OffsetTimeDigitized")
    )
    satellites = _satellite_time(tags)
    if facts.captured and satellites and not dates.has_zone(facts.captured):
        zone = dates.zone_from_utc(facts.captured, satellites)
        facts.captured += zone
        if zone:
            facts.raw["Zone"] = "GPSTimeStamp"
    elif satellites and not facts.captured and not facts.digitized:
        facts.captured, facts.captured_source = satellites, "EXIF GPSDateStamp"


def _satellite_time(tags: _Tags) -> str:
    clock = tags.numbers("GPSTimeStamp")
    day = tags.text("GPSDate") or tags.text("GPSDateStamp")
    if len(clock) != 3 or not day or not _is_clock(clock):
        return ""
    hours, minutes, seconds = (int(part) for part in clock)
    return dates.parse_written(f"{day} {hours:02d}:{minutes:02d}:{seconds:02d}", zone="Z")


def _is_clock(parts: Iterable[float]) -> bool:
    return all(0 <= part < limit for part, limit in zip(parts, (24, 60, 60), strict=True))
