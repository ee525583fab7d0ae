"""XMP made into :class:`.facts.Facts`: Dublin Core, Photoshop, IPTC Core and Extension, EXIF, face regions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from archive_app.domain.model.positions import SIDELESS, either_side
from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.metadata import dates, defaults, xmp_regions
from archive_app.media.metadata.exif import believable, without_side
from archive_app.media.metadata.facts import Facts
from archive_app.media.metadata.rdf import NotXmp, parse_packet
from archive_app.media.metadata.rdf_values import Properties, languages_of, number_of, structures, text_of, texts_of

_DC = "{http://purl.org/dc/elements/1.1/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
_NOTE = "{http://ns.adobe.com/xmp/note/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_EXIF = "{http://ns.adobe.com/exif/1.0/}"
_EXIFEX = "{http://cipa.jp/exif/1.0/}"
_AUX = "{http://ns.adobe.com/exif/1.0/aux/}"
_TIFF = "{http://ns.adobe.com/tiff/1.0/}"
_LIGHTROOM = "{http://ns.adobe.com/lightroom/1.0/}"
_DIGIKAM = "{http://www.digikam.org/ns/1.0/}"
_MEDIAPRO = "{http://ns.iview-multimedia.com/mediapro/1.0/}"
_MICROSOFT = "{http://ns.microsoft.com/photo/1.0/}"

_MAX_KEYWORDS = 1_000
#: What regions are called that show people; where nothing is said, most do.
_PEOPLE = ("face", "headshot", "human", "")
_MAX_SIDECAR = 16 << 20
_DEGREES = re.compile(r"\s*(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?(?:,(\d+(?:\.\d+)?))?\s*([NSEW])\s*$", re.IGNORECASE)
#: Where a date of capture may stand, best first; the last two say when a file was made, which may have been a scan.
_CAPTURE_DATES = ((_EXIF, "DateTimeOriginal"), (_PHOTOSHOP, "DateCreated"))

_NONE: Mapping[bytes, Mapping[int, bytes]] = MappingProxyType({})


def read_xmp(packets: Iterable[bytes], extensions: Mapping[bytes, Mapping[int, bytes]] = _NONE) -> Facts:
    """Facts of a file's packets, the first that states something wins; a broken packet becomes a warning.

    ``extensions`` are the parts of JPEG's continuation packets by offset, by the digest that the main packet names.
    """
    found: Properties = {}
    warnings: list[str] = []
    for packet in packets:
        _merge(packet, found, warnings)
    digest = text_of(found.get(f"{_NOTE}HasExtendedXMP"))
    if digest:
        parts = extensions.get(digest.encode("ascii", "replace"))
        if parts:
            _merge(b"".join(parts[offset] for offset in sorted(parts)), found, warnings)
        else:
            warnings.append(_("A part of the file's description (extended XMP) is missing."))
    facts = facts_of(found)
    facts.warnings = warnings + facts.warnings
    return facts


def read_sidecar_file(path: Path) -> Facts:
    """Facts of an XMP sidecar. Raises Unreadable where it is no XMP."""
    try:
        with path.open("rb") as stream:
            packet = stream.read(_MAX_SIDECAR + 1)
        return facts_of(parse_packet(packet))
    except OSError as error:
        raise Unreadable(_("The sidecar file can't be read.")) from error
    except NotXmp as error:
        raise Unreadable(_("The sidecar file is damaged or is not XMP.")) from error


def _merge(packet: bytes, found: Properties, warnings: list[str]) -> None:
    try:
        for name, value in parse_packet(packet).items():
            found.setdefault(name, value)
    except NotXmp:
        warnings.append(_("The file's description (XMP) is damaged and was left out."))


def facts_of(found: Properties) -> Facts:
    """What the properties of a packet say."""
    get = found.get
    facts = Facts(
        title=languages_of(get(f"{_DC}title")),
        headline=text_of(get(f"{_PHOTOSHOP}Headline")),
        caption=languages_of(get(f"{_DC}description")) or languages_of(get(f"{_TIFF}ImageDescription")),
        alt=languages_of(get(f"{_CORE}AltTextAccessibility")),
        hierarchy=_hierarchy(found)[:_MAX_KEYWORDS],
        creators=texts_of(get(f"{_DC}creator")) or texts_of(get(f"{_TIFF}Artist")),
        rights=languages_of(get(f"{_DC}rights")) or languages_of(get(f"{_TIFF}Copyright")),
        credit=text_of(get(f"{_PHOTOSHOP}Credit")),
        source=text_of(get(f"{_PHOTOSHOP}Source")),
        event=text_of(get(f"{_EXT}Event")),
        make=text_of(get(f"{_TIFF}Make")),
        model=text_of(get(f"{_TIFF}Model")),
        lens=text_of(get(f"{_EXIFEX}LensModel")) or text_of(get(f"{_AUX}Lens")),
        software=text_of(get(f"{_XMP}CreatorTool")),
    )
    flat = texts_of(get(f"{_DC}subject"))
    facts.keywords = tuple(dict.fromkeys([*flat, *(path.rpartition("|")[2] for path in facts.hierarchy)]))
    if len(facts.keywords) > _MAX_KEYWORDS:
        facts.keywords = facts.keywords[:_MAX_KEYWORDS]
        facts.warnings.append(_("The file has more than a thousand keywords; the first thousand were taken."))
    if defaults.is_default(facts.caption.get("", "x")):
        facts.raw["XMP description"] = facts.caption.pop("")
    facts.comment = text_of(get(f"{_EXIF}UserComment"))
    _read_place(found, facts)
    _read_dates(found, facts)
    _read_numbers(found, facts)
    facts.regions, rounded = xmp_regions.regions_of(found)
    if rounded:
        facts.warnings.append(_("The file marks circles or polygons in its picture; the boxes around them are kept."))
    named = (region.name for region in facts.regions if region.name and region.kind.casefold() in _PEOPLE)
    detailed = (text_of(each.get(f"{_EXT}PersonName")) for each in structures(get(f"{_EXT}PersonInImageWDetails")))
    facts.people = tuple(dict.fromkeys([*texts_of(get(f"{_EXT}PersonInImage")), *filter(None, detailed), *named]))
    usage = text_of(get(f"{_RIGHTS}UsageTerms"))
    if usage:
        facts.raw["UsageTerms"] = usage
    return facts


def _hierarchy(found: Properties) -> tuple[str, ...]:
    """Keywords as paths: Lightroom's with a bar between the levels, digiKam's with a slash."""
    barred = (*texts_of(found.get(f"{_LIGHTROOM}hierarchicalSubject")), *texts_of(found.get(f"{_MEDIAPRO}CatalogSets")))
    slashed = texts_of(found.get(f"{_DIGIKAM}TagsList")) or texts_of(found.get(f"{_MICROSOFT}LastKeywordXMP"))
    paths = [path.split("|") for path in barred] + [path.split("/") for path in slashed]
    whole = ("|".join(filter(None, (level.strip() for level in path))) for path in paths)
    return tuple(dict.fromkeys(path for path in whole if path))


def _read_place(found: Properties, facts: Facts) -> None:
    facts.sublocation = text_of(found.get(f"{_CORE}Location"))
    facts.city = text_of(found.get(f"{_PHOTOSHOP}City"))
    facts.state = text_of(found.get(f"{_PHOTOSHOP}State"))
    facts.country = text_of(found.get(f"{_PHOTOSHOP}Country"))
    if facts.city or facts.state or facts.country or facts.sublocation:
        return
    # The place of the camera tells more about a picture than the first of the places in it.
    for name in ("LocationCreated", "LocationShown"):
        node = found.get(f"{_EXT}{name}")
        place = node[0].value if isinstance(node, list) and node else node
        if isinstance(place, dict):
            facts.sublocation = text_of(place.get(f"{_EXT}Sublocation"))
            facts.city = text_of(place.get(f"{_EXT}City"))
            facts.state = text_of(place.get(f"{_EXT}ProvinceState"))
            facts.country = text_of(place.get(f"{_EXT}CountryName"))
            return


def _read_dates(found: Properties, facts: Facts) -> None:
    for space, name in _CAPTURE_DATES:
        written = text_of(found.get(space + name))
        facts.captured = dates.parse_written(written)
        if facts.captured:
            facts.captured_source = f"XMP {name}"
            break
        if written.strip(" :-0T"):
            facts.warnings.append(_("A date in the file's description is no date: {date}").format(date=written[:40]))
    facts.digitized = dates.parse_written(text_of(found.get(f"{_EXIF}DateTimeDigitized"))) or dates.parse_written(
        text_of(found.get(f"{_XMP}CreateDate"))
    )


def _read_numbers(found: Properties, facts: Facts) -> None:
    rating = number_of(text_of(found.get(f"{_XMP}Rating")))
    percent = number_of(text_of(found.get(f"{_MICROSOFT}Rating")))
    if rating is None and percent is not None and 0 <= percent <= 100:
        # Windows' own scale: 1, 25, 50, 75 and 99 are one star to five.
        rating = round(percent / 25) + 1 if percent else 0
    if rating is not None and -1 <= rating <= 5:
        facts.rating = int(rating)
    orientation = text_of(found.get(f"{_TIFF}Orientation"))
    if orientation in list("12345678"):
        facts.orientation = int(orientation)
    written = [text_of(found.get(f"{_EXIF}GPS{name}")).strip() for name in ("Latitude", "Longitude")]
    latitude, longitude = map(_degrees, written)
    facts.latitude, facts.longitude, warning = believable(latitude, longitude)
    if all(written) and any(set(each) <= set("0123456789., ") for each in written):
        warning = without_side(*(each[:20] for each in written))
        parts = [_either_side(*each) for each in zip(written, (latitude, longitude), strict=True)]
        if all(parts):
            facts.raw[SIDELESS] = " ".join(parts)
    if warning:
        facts.warnings.append(warning)
    altitude = text_of(found.get(f"{_EXIF}GPSAltitude"))
    above, _slash, below = altitude.partition("/")
    numerator, denominator = number_of(above), number_of(below or "1")
    if facts.latitude is not None and numerator is not None and denominator:
        sign = -1 if text_of(found.get(f"{_EXIF}GPSAltitudeRef")) == "1" else 1
        facts.altitude = sign * numerator / denominator


def _either_side(written: str, known: float | None) -> str:
    size = _degrees(f"{written}N") if known is None else abs(known)
    return "" if size is None else either_side(size, known)


def _degrees(text: str) -> float | None:
    match = _DEGREES.match(text)
    if match is None:
        return None
    degrees: float = sum(float(part or 0) / 60**power for power, part in enumerate(match.groups()[:3]))
    return -degrees if match[4].upper() in "SW" else degrees
